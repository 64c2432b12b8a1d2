import type { Transaction } from '#database';
import { isNoted, openDisclosure, type EventBody } from '#ledger';
import type { Facts } from '#process';
import type { Caller } from './caller.js';
import { CaseReader } from './case-readers.js';
import type { CaseViews } from './views.js';

/** A case as libraries above read it for somebody: what it remembers, and its steps with what is theirs of what was brought. */
export interface CaseSteps {
  process: string;
  institution: string;
  context: Facts;
  steps: {
    seq: number;
    step: string;
    /** The kind of what was brought, and itself as far as it is the reader's; null where it is not, or there was nothing. */
    kind: string | null;
    brought: Facts | null;
    /** What the event keeps of it. */
    facts: Facts;
    /** What is withheld: JSON pointers (RFC 6901) such as `/evidence/opinion`. */
    without: string[];
  }[];
}

/**
 * The steps of a case in their order, notes left out, as the caller is shown them: for libraries above, which lay them beside
 * tables of theirs in the same transaction. Throws `Refused('not-found')` for a case that the caller may not see.
 */
export async function caseSteps(
  tx: Transaction,
  views: CaseViews,
  caller: Caller,
  id: string,
): Promise<CaseSteps> {
  const { row, process, actor, of } = await views.visible(tx, caller, id);
  const reader = await CaseReader.of(tx, actor, of);
  const events = await tx.named<{ body: string; disclosure: string | null }>(
    'steps-with-what-was-brought',
    `select e.body, v.disclosure from events e
     left join evidence v on v.tenant = e.tenant and v.case_id = e.case_id and v.seq = e.seq
     where e.tenant = $1 and e.case_id = $2 order by e.seq`,
    [tx.tenant, id],
  );
  const steps = events.flatMap(({ body, disclosure }) => {
    const event = JSON.parse(body) as EventBody;
    if (isNoted(event.kind)) return [];
    const value = disclosure === null ? null : (openDisclosure(disclosure).value as object);
    const { evidence, without } = reader.shown(event, value);
    const { evidence: facts = {} } = event.given as { evidence?: Facts };
    const kind = event.evidence?.name ?? null;
    return [{ seq: event.seq, step: event.step, kind, brought: evidence as Facts | null, facts, without }];
  });
  return { process: process.id, institution: row.institution_id, context: of.file.context, steps };
}
