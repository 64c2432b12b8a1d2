import type { JWK } from 'jose';
import { inTransaction, type Database, type Transaction } from '#database';
import { digestOfDisclosure, replay, sha256, type EventBody, type Finding, type StoredEvent } from '#ledger';
import { besideFinding, loadBeside, type Beside } from './beside-history.js';
import type { Ports, RecordCheck, Replayed } from './ports.js';
import type { ProcessShelf } from './process-shelf.js';
import { lawOf, type Folded } from './replay-law.js';
import { signatureCheck } from './signatures-told.js';

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

type EventRow = StoredEvent & { case_id: string; disclosure: string | null; text: string | null };

/** What is wrong: in a case, or, with no case to name, in a table beside the histories. */
export type ReplayFinding = Omit<Finding, 'case'> & { case: string | null };

export interface Replay {
  cases: number;
  events: number;
  /** The first finding of each case that is not as it was, then those that no case is named by. */
  findings: ReplayFinding[];
  /** Decisions whose signature was not checked, for want of a key. */
  unchecked: number;
}

const page = 50;

/**
 * Folds every case of a jurisdiction again through the editions by which it was decided and compares, and then holds the tables
 * that libraries above keep beside the histories to what the events have ordered (`ports.registerRecord`). Reads a
 * consistent page at a time and changes nothing.
 *
 * Cases that moved while it read are folded once more in the snapshot in which those tables are read, so that nothing is
 * found of what only came in between.
 *
 * `keys` are the public keys by which the office has ever signed decisions, all of them: whatever is signed by another is
 * found. Without any, signatures are counted and not checked.
 */
export async function replayCases(
  database: Database,
  { shelf, ports }: { shelf: ProcessShelf; ports: Ports },
  tenant: number,
  keys: readonly JWK[] = [],
): Promise<Replay> {
  const signatures = signatureCheck(keys);
  const folded = new Map<string, { finding: Finding | null; events: number; unchecked: number }>();
  const happened = new Map<string, Replayed[]>();
  const fold = async (tx: Transaction, rows: readonly StoredRow[]): Promise<void> => {
    const ids = rows.map(({ id }) => id);
    const events = await tx.query<EventRow>(selectEvents, [tx.tenant, ids]);
    const tables = await loadBeside(tx, ids);
    for (const row of rows) {
      const own = events.filter(({ case_id }) => case_id === row.id);
      const told: Folded[] = [];
      const wrong = findingIn(shelf, row, own, tables, told);
      const { finding, unchecked } = await signatures.of(
        row.id,
        told.map(({ event }) => event),
      );
      folded.set(row.id, { finding: wrong ?? finding, events: own.length, unchecked });
      const kept = told.filter((one) => ports.records.some((record) => concerns(record, one)));
      if (kept.length > 0) happened.set(row.id, kept);
    }
  };
  const [begun] = await inTransaction(database, tenant, (tx) =>
    tx.query<{ at: Date }>('select office_now() - $1::interval as at', [mostUnderWay]),
  );
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const rows = await inTransaction(database, tenant, async (tx) => {
      await tx.query('set transaction isolation level repeatable read');
      const some = await tx.query<StoredRow>(`${selectCases} and id > $2 order by id limit $3`, [
        ...[tenant, after, page],
      ]);
      await fold(tx, some);
      return some;
    });
    if (rows.length < page) break;
    after = rows.at(-1)!.id;
  }
  const beside = await inTransaction(database, tenant, async (tx) => {
    await tx.query('set transaction isolation level repeatable read');
    await fold(tx, await tx.query<StoredRow>(`${selectCases} and changed_at >= $2`, [tenant, begun!.at]));
    const all = [...happened.values()].flat();
    const found: ReplayFinding[] = [];
    for (const record of ports.records)
      found.push(
        ...(await record.check(
          tx,
          all.filter((one) => concerns(record, one)),
        )),
      );
    return found;
  });
  const cases = [...folded.values()];
  const own = cases.flatMap(({ finding }) => finding ?? []);
  const known = new Set<string | null>(own.map((finding) => finding.case));
  return {
    cases: cases.length,
    events: cases.reduce((sum, { events }) => sum + events, 0),
    unchecked: cases.reduce((sum, { unchecked }) => sum + unchecked, 0),
    findings: [...own, ...firstOfEach(beside.filter((finding) => !known.has(finding.case)))],
  };
}

/** An event is dated before it is committed, though not by as much as this. */
const mostUnderWay = '10 minutes';

const selectCases = `
  select id, process, edition, edition_hash, state, revision, seq, head, context from cases where tenant = $1`;

const selectEvents = `
  select e.case_id, e.body, e.hash, v.disclosure, t.text from events e
  left join decided_texts t on t.tenant = e.tenant and t.case_id = e.case_id and t.seq = e.seq
  left join evidence v on v.tenant = e.tenant and v.case_id = e.case_id and v.seq = e.seq
  where e.tenant = $1 and e.case_id = any($2::uuid[]) order by e.case_id, e.seq`;

/** The first thing that is wrong with a case, with the tables beside it that are casework's own. */
function findingIn(
  shelf: ProcessShelf,
  row: StoredRow,
  events: readonly EventRow[],
  tables: Beside,
  told: Folded[],
): Finding | null {
  const wrong: Finding[] = [];
  return (
    replay(row, events, lawOf(shelf, row, wrong, told)) ??
    wrong[0] ??
    editionFinding(row, told) ??
    evidenceFinding(row.id, events) ??
    besideFinding(row.id, told, tables)
  );
}

/** Whether the case is pinned to the edition to which its history has brought it. */
function editionFinding({ id, edition, edition_hash }: StoredRow, told: readonly Folded[]): Finding | null {
  const { process, event } = told.at(-1)!;
  if (process.edition === edition && process.hash === edition_hash) return null;
  return {
    case: id,
    seq: event.seq,
    sentence: 'the case is pinned to another edition than its history ends in',
  };
}

/** Whether a table is held to such events. */
const concerns = ({ of }: RecordCheck, { event, effects }: Replayed): boolean =>
  of.includes(event.kind) || effects.some((effect) => of.includes(effect.do));

function firstOfEach(findings: readonly ReplayFinding[]): ReplayFinding[] {
  const seen = new Set<string>();
  return findings.filter(({ case: of }) => {
    if (of === null) return true;
    const first = !seen.has(of);
    seen.add(of);
    return first;
  });
}

/** Whether what was brought to each step is still what the event's salted digest says. */
function evidenceFinding(
  id: string,
  events: readonly { body: string; disclosure: string | null; text: string | null }[],
): Finding | null {
  for (const [index, { body, disclosure, text }] of events.entries()) {
    const { evidence, decided = null } = JSON.parse(body) as EventBody;
    const confirmed = text === null ? null : sha256(text).toString('hex');
    if ((decided?.text ?? null) !== confirmed) {
      return { case: id, seq: index + 1, sentence: 'the text kept is not the one that was decided' };
    }
    const digest = disclosure === null ? null : digestOfDisclosure(disclosure);
    if ((evidence?.digest ?? null) !== digest) {
      return { case: id, seq: index + 1, sentence: 'the evidence kept is not the one the event speaks of' };
    }
  }
  return null;
}
