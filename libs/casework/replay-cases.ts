import { inTransaction, type Database } from '#database';
import {
  canonicalText,
  digestOfDisclosure,
  replay,
  type EventBody,
  type Finding,
  type Law,
  type StoredEvent,
} from '#ledger';
import { decide, openFile, type CaseFile, type Given, type Taken } from '#process';
import { besideFinding, loadBeside } from './beside-history.js';
import type { ProcessShelf } from './process-shelf.js';

interface StoredRow {
  id: string;
  process: string;
  edition: string;
  edition_hash: string;
  state: string;
  revision: number;
  seq: number;
  head: Buffer;
  context: string;
}

const page = 50;

/**
 * Folds every case of a jurisdiction again through the edition it is pinned to and compares. Reads a consistent page at
 * a time and changes nothing.
 *
 * @returns how many cases and events were folded, and the first finding of each case that is not as it was.
 */
export async function replayCases(
  database: Database,
  shelf: ProcessShelf,
  tenant: number,
): Promise<{ cases: number; events: number; findings: Finding[] }> {
  const result = { cases: 0, events: 0, findings: [] as Finding[] };
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const cases = await inTransaction(database, tenant, async (tx) => {
      await tx.query('set transaction isolation level repeatable read');
      const rows = await tx.query<StoredRow>(
        `select id, process, edition, edition_hash, state, revision, seq, head, context
         from cases where tenant = $1 and id > $2 order by id limit $3`,
        [tenant, after, page],
      );
      const events = await tx.query<StoredEvent & { case_id: string; disclosure: string | null }>(
        `select e.case_id, e.body, e.hash, v.disclosure from events e
         left join evidence v on v.tenant = e.tenant and v.case_id = e.case_id and v.seq = e.seq
         where e.tenant = $1 and e.case_id = any($2::uuid[]) order by e.case_id, e.seq`,
        [tenant, rows.map(({ id }) => id)],
      );
      const tables = await loadBeside(
        tx,
        rows.map(({ id }) => id),
      );
      return rows.map((row) => ({ row, events: events.filter(({ case_id }) => case_id === row.id), tables }));
    });
    for (const { row, events, tables } of cases) {
      const beside: Finding[] = [];
      const finding =
        replay(row, events, lawOf(shelf, row, beside)) ??
        beside[0] ??
        evidenceFinding(row.id, events) ??
        besideFinding(
          row.id,
          events.map(({ body }) => JSON.parse(body) as EventBody),
          tables,
        );
      result.cases += 1;
      result.events += events.length;
      if (finding !== null) result.findings.push(finding);
    }
    if (cases.length < page) return result;
    after = cases.at(-1)!.row.id;
  }
}

/**
 * The law of the edition a case is pinned to: the recorded step must be possible, by that role, under that provision.
 * What it did beside state and memory, to clocks and elsewhere, must be what the law orders; that is noted in `beside`.
 */
function lawOf(shelf: ProcessShelf, row: StoredRow, beside: Finding[]): Law {
  const pinned = (event: EventBody) => {
    const { process, edition, editionHash } = event;
    if (process !== row.process || edition !== row.edition || editionHash !== row.edition_hash)
      throw new Error('under another edition than that of the case');
    return shelf.pinned(row.process, row.edition, row.edition_hash);
  };
  const same = (
    event: EventBody,
    rule: { by: string[]; under: EventBody['under']; needs: string | null },
  ): void => {
    const { roles } = event.actor;
    if (roles.length === 0 || !roles.every((role) => rule.by.includes(role)))
      throw new Error('not by that role');
    if (event.under.instrument !== rule.under.instrument || event.under.article !== rule.under.article) {
      throw new Error('not under that provision');
    }
    if ((event.evidence?.name ?? null) !== rule.needs) throw new Error('not on that evidence');
  };
  const ordered = (event: EventBody, { clocks, effects }: Taken): void => {
    const orders = clocks.map(({ clock, order, on }) => ({ clock, order, on }));
    const recorded = event.clocks.map(({ clock, order, on }) => ({ clock, order, on }));
    const done = effects.map((effect) => effect.do);
    const note = (sentence: string) => beside.push({ case: row.id, seq: event.seq, sentence });
    if (canonicalText(recorded) !== canonicalText(orders))
      note(`"${event.step}" gave the clocks other orders than the law`);
    if (canonicalText(event.effects) !== canonicalText(done))
      note(`"${event.step}" had other effects than the law gives`);
  };
  return {
    open: (event) => {
      const process = pinned(event);
      if (event.kind !== 'opened') throw new Error('the first event must open the case');
      if (event.cause.kind === 'command') same(event, process.opening);
      const taken = openFile(process, event.given as unknown as Given);
      ordered(event, taken);
      return taken;
    },
    take: (file, event) => {
      if (event.kind !== 'stepTaken') throw new Error('a case is opened once');
      const decision = decide(pinned(event), file as CaseFile, event.step, event.given as unknown as Given);
      if (!decision.taken) throw new Error(decision.because);
      same(event, decision.rule);
      ordered(event, decision);
      return decision;
    },
  };
}

/** Whether what was brought to each step is still what the event's salted digest says. */
function evidenceFinding(
  id: string,
  events: readonly { body: string; disclosure: string | null }[],
): Finding | null {
  for (const [index, { body, disclosure }] of events.entries()) {
    const { evidence } = JSON.parse(body) as EventBody;
    const digest = disclosure === null ? null : digestOfDisclosure(disclosure);
    if ((evidence?.digest ?? null) !== digest) {
      return { case: id, seq: index + 1, sentence: 'the evidence kept is not the one the event speaks of' };
    }
  }
  return null;
}
