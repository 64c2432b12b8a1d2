/** What a kind of evidence promises, and how one is written. */
import canonicalize from 'canonicalize';
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Facts, Json, Words } from '#process';
import { readershipInWords, type Readership } from './readers.js';

/** Something outside the evidence that it speaks of; `pointer` is its RFC 6901 JSON pointer, for the refusal. */
export interface Reference {
  kind:
    | 'document'
    | 'scopeTable'
    | 'person'
    | 'draw'
    | 'actor'
    | 'standing'
    | 'staffing'
    | 'claim'
    | 'inviter'
    | 'invited'
    | 'ownStep'
    | 'institution'
    | 'calendar'
    | 'heldCertificate'
    | 'certificateItems'
    | 'record'
    | 'profile';
  /** A UUID, or the code, name or number by which such a thing is known. */
  id: string;
  pointer: string;
}

export interface ResolvedDocument {
  /** SHA-256, hex. */
  digest: string;
  /** Bytes. */
  size: number;
  mediaType: string;
}

export interface ResolvedScopeTable {
  digest: string;
  rows: number;
  /** Whether any row is food, or a medical device. */
  food: boolean;
  medical: boolean;
  /** Whether any row is special food, or rests on a mandatory standard; not where that was not looked at. */
  specialFood?: boolean;
  mandatoryStandards?: boolean;
  /** Field codes of the rows. */
  fields: string[];
  /** `site/item` of every row (`A/1.10`); without it, excluded items are not looked up one by one. */
  itemNumbers?: string[];
}

export interface ResolvedPerson {
  /** Names of the roles the person holds in the jurisdiction on the day of the step. */
  roles: string[];
  /** The institution the person works for, where one is known. */
  employer: string | null;
  /** Grounds on which the person is recused from matters of the case's institution. */
  recused: string[];
  /** The duty kept apart from others that the person already holds in the case's matter. */
  duty: string | null;
  /** Field codes in which the person is qualified to assess on the day of the step, and in which to lead. */
  fields: string[];
  leads: string[];
  /** Whether the office enters the fields of assessors at all: else nobody's are known. */
  fieldsAreEntered: boolean;
}

/** A random selection of assessors, as an event of the case has it. */
export interface ResolvedDraw {
  leader: string;
  /** The leader among them. */
  members: string[];
  /** Whether no later one of the case took its place. */
  newest: boolean;
}

/** By kind and id, what was found for each reference; whoever asks for facts has refused what is not there. */
export interface Resolved {
  document: Record<string, ResolvedDocument>;
  scopeTable: Record<string, ResolvedScopeTable>;
  person: Record<string, ResolvedPerson>;
  draw: Record<string, ResolvedDraw>;
}

export interface Look {
  /** The case's memory before the step. */
  context: Facts;
  resolved: Resolved;
}

/** A kind of evidence: the body of a step's request. It is kept beside the event; only `facts` enter the event. */
export interface EvidenceRule<S extends z.ZodType = z.ZodType> {
  words: Words;
  /** Strict and bounded; carries id, description and examples for OpenAPI. */
  schema: S;
  /** Who reads it beside whoever brought it. */
  readers: Readership;
  /** What is handed in beforehand, outside the case, to be brought with it: whoever may not take the step hands in none. */
  handsIn?: readonly 'scopeTable'[];
  /** What has to be looked up before `facts` may be asked. */
  references?(evidence: z.infer<S>): Reference[];
  /**
   * Codes, counts, days, verdicts and digests, never personal data or free text. Pure. Takes evidence that has
   * passed the schema; throws `Unresolved` where a reference was not looked up.
   */
  facts(evidence: z.infer<S>, look: Look): Facts;
  /** SHA-256 (hex) of the schema without its wording; it enters the hash of every process that needs it. */
  fingerprint: string;
}

/** A reference that nobody looked up: a fault of the caller, not of the person. */
export class Unresolved extends Error {
  constructor({ kind, id }: Pick<Reference, 'kind' | 'id'>) {
    super(`${kind} ${id} was not looked up`);
    this.name = 'Unresolved';
  }
}

/** Writes one kind of evidence; `name` is its id in the OpenAPI document and in process files. */
export function evidenceRule<S extends z.ZodType>(
  name: string,
  rule: Omit<EvidenceRule<S>, 'fingerprint'> & { description: string; examples: z.input<S>[] },
): EvidenceRule<S> {
  const { description, examples, ...kept } = rule;
  const told = `${description} ${readershipInWords(kept.readers)}`;
  const schema = kept.schema.meta({ id: name, description: told, examples });
  return { ...kept, schema, fingerprint: digestOf(structureOf(schema)) };
}

/** SHA-256 (hex) over the canonical JSON (RFC 8785) of a value. */
export function digestOf(value: Json): string {
  return createHash('sha256')
    .update(canonicalize(value) ?? '')
    .digest('hex');
}

/** A schema as JSON Schema, without titles, descriptions and examples. */
function structureOf(schema: z.ZodType): Json {
  return z.toJSONSchema(schema, {
    override: ({ jsonSchema }) => {
      for (const wording of ['title', 'description', 'examples'] as const) delete jsonSchema[wording];
    },
  }) as Json;
}
