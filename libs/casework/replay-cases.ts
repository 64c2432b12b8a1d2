import { inTransaction, type Database } from '#database';
import {
  canonicalText,
  digestOfDisclosure,
  replay,
  sha256,
  type EventBody,
  type EventKind,
  type Finding,
  type Law,
  type StoredEvent,
} from '#ledger';
import { decide, openFile, type CaseFile, type Given, type Taken } from '#process';
import { authorityWords } from '#regulations';
import { rolesOf } from './authority.js';
import { besideFinding, loadBeside } from './beside-history.js';
import type { ProcessShelf } from './process-shelf.js';
import { stateOf } from './step-rules.js';

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
      const events = await tx.query<
        StoredEvent & { case_id: string; disclosure: string | null; text: string | null }
      >(
        `select e.case_id, e.body, e.hash, v.disclosure, t.text from events e
         left join decided_texts t on t.tenant = e.tenant and t.case_id = e.case_id and t.seq = e.seq
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
    rule: { by: string[]; duty: string; under: EventBody['under']; needs: string | null },
  ): void => {
    const { roles, duty } = event.actor;
    if (roles.length === 0 || !roles.every((role) => rule.by.includes(role)))
      throw new Error('not by that role');
    // Events from before duties were kept apart name none.
    if (duty !== undefined && duty !== rule.duty) throw new Error('not in that duty');
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
    note: (file, event) => {
      const process = pinned(event);
      if (event.step !== event.kind) throw new Error('it is called what it is not');
      // Putting work on desks is supervision, on one's own too; any other note stands beside a step of the state.
      const beside = deskMoves.has(event.kind)
        ? [{ by: rolesOf(process), duty: 'supervision', under: authorityWords.itLiesOnYourDesk.under }]
        : stateOf(process, file.state).steps.filter(({ needs }) => needs !== null);
      if (event.actor.person === null || !beside.some((rule) => isBy(event, rule)))
        throw new Error('by nobody who may note it');
      const { decided, clocks, effects, evidence, documents } = event;
      if (decided !== null || evidence !== null || clocks.length + effects.length + documents.length > 0)
        throw new Error('a note moves nothing');
    },
    take: (file, event) => {
      if (event.kind !== 'stepTaken') throw new Error('a case is opened once');
      const decision = decide(pinned(event), file as CaseFile, event.step, event.given as unknown as Given);
      if (!decision.taken) throw new Error(decision.because);
      same(event, decision.rule);
      const { steps } = stateOf(pinned(event), file.state);
      const isDecision = steps.some(({ name, stepUp }) => stepUp && name === event.step);
      if (((event.decided ?? null) !== null) !== isDecision)
        throw new Error('not with a text confirmed for it');
      ordered(event, decision);
      return decision;
    },
  };
}

const deskMoves: ReadonlySet<string> = new Set<EventKind>(['assigned', 'released']);

/** Whether an event is by such a role, in that duty, under that provision. */
function isBy(
  { actor, under }: EventBody,
  rule: { by: readonly string[]; duty: string; under: EventBody['under'] },
): boolean {
  const { roles, duty } = actor;
  const { instrument, article } = rule.under;
  return (
    roles.length > 0 &&
    roles.every((role) => rule.by.includes(role)) &&
    duty === rule.duty &&
    under.instrument === instrument &&
    under.article === article
  );
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
