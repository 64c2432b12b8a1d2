/** What the bodies of the stories may refer to: each teller has its own documents, tables and numbers. */
import type { Day, Facts } from '#process';
import type { PersonName } from './people.js';
import type { TableName } from './tables.js';

export interface Papers {
  /** What was handed in for the case: a document where its applicant opened it, nothing where another case did. */
  documents: readonly string[];
  /** The id of a scope table of the laboratory. */
  table(name: TableName): string;
  person(who: PersonName): string;
  /** The number of a certificate, by the name of its case. */
  numberOf(certificate: string): string;
  today: Day;
  /** The edition by which the case goes, and its memory; empty for one that is being opened. */
  edition: Day;
  facts: Facts;
}
