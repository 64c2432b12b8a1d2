import { forgetAnswers, type Casework, type Drafts } from '#casework';
import { inTransaction, type Database } from '#database';
import { forgetSessions, forgetTries } from '#identity';
import { sequence } from '#ledger';
import type { Patience } from './patience.js';

/**
 * What a worker does again and again for each jurisdiction. Each chore goes its own rounds, so that none waits for
 * another: a mail server that hangs makes no clock late.
 */
export interface Chore {
  /** What it is, in a few words, for what is said when it fails. */
  name: string;
  /** Does what there is to do for one jurisdiction now, a bounded part of it at most. Answers how much there was. */
  perform(round: Round): Promise<number>;
  /** Real milliseconds between two of its rounds over one jurisdiction; every round unless told. */
  every?: number;
}

/** What one round over one tenant works with. */
export interface Round {
  tenant: number;
  service: Database;
  sealer: Database;
  casework: Casework;
  drafts: Drafts;
  patience: Patience;
}

/** Cases and owed commands taken in one round at most; what is left is taken in the next one, at once. */
const most = 256;
/** Leaves numbered in one transaction at most. */
const leaves = 5_000;

/**
 * Cases with a clock that will move them and has run out, the longest overdue first. Office time is read once, so that
 * the index of due clocks can be used.
 */
const dueCases = `
  with office as materialized (select office_now() as now)
  select case_id as id from clocks
  where tenant = $1 and status = 'running' and lapses_into is not null and due_at <= (select now from office)
    and not case_id = any($2::uuid[])
  group by case_id order by min(due_at) limit $3`;

const owedSteps = `
  select cause_case, cause_seq, ordinal, case_id, step from owed_commands
  where tenant = $1 and done_seq is null and not (cause_case::text || '/' || cause_seq || '/' || ordinal) = any($2::text[])
  order by cause_case, cause_seq, ordinal limit $3`;

/** Lets the clocks that have run out take their steps. Answers how many cases there were to see to. */
export async function fireDueClocks(round: Round): Promise<number> {
  const { tenant, service, casework, patience } = round;
  const due = await inTransaction(service, tenant, (tx) =>
    tx.query<{ id: string }>(dueCases, [tenant, patience.waitingFor(`clock/${tenant}`), most]),
  );
  await Promise.all(
    due.map(({ id }) =>
      patience.attempt(`clock/${tenant}`, id, `the clocks of case ${id}`, async () => {
        const { seq } = await casework.lapse(tenant, id);
        return String(seq);
      }),
    ),
  );
  return due.length;
}

/** Takes the steps that events of other cases owe. Answers how many there were. */
export async function payWhatIsOwed(round: Round): Promise<number> {
  const { tenant, service, casework, patience } = round;
  const owed = await inTransaction(service, tenant, (tx) =>
    tx.query<{ cause_case: string; cause_seq: number; ordinal: number; case_id: string; step: string }>(
      owedSteps,
      [tenant, patience.waitingFor(`owed/${tenant}`), most],
    ),
  );
  await Promise.all(
    owed.map(({ cause_case, cause_seq, ordinal, case_id, step }) => {
      const key = `${cause_case}/${cause_seq}/${ordinal}`;
      return patience.attempt(`owed/${tenant}`, key, `"${step}" that ${key} owes to ${case_id}`, async () => {
        const { seq } = await casework.pay(tenant, case_id, step, {
          case: cause_case,
          seq: cause_seq,
          ordinal,
        });
        return `${key}/${seq}`;
      });
    }),
  );
  return owed.length;
}

/**
 * Gives committed events their leaf numbers until none is pending. Answers how many. Looks first, because taking the
 * log's lock writes to the disk, and most rounds find nothing.
 */
export async function numberLeaves({ sealer, tenant }: Round): Promise<number> {
  const [found] = await inTransaction(sealer, tenant, (tx) =>
    tx.query<{ some: boolean }>('select exists (select from pending where tenant = $1) as some', [tenant]),
  );
  if (!found?.some) return 0;
  for (let all = 0; ;) {
    const added = await sequence(sealer, tenant, 'audit', leaves);
    all += added;
    if (added < leaves) return all;
  }
}

/** Erases what nobody needs any longer: old drafts, answers that no retry asks for, sessions and counts that are over. */
export async function tidyUp({ drafts, service, tenant }: Round): Promise<number> {
  await drafts.eraseExpired(tenant);
  await forgetAnswers(service, tenant);
  await forgetSessions(service);
  await forgetTries(service);
  return 0;
}

/** What every worker does; `startWorker` may be given more. */
export const usualChores: readonly Chore[] = [
  { name: 'firing clocks', perform: fireDueClocks },
  { name: 'paying what is owed', perform: payWhatIsOwed },
  { name: 'numbering leaves', perform: numberLeaves },
  { name: 'tidying up', perform: tidyUp, every: 3_600_000 },
];
