import { forgetAnswers, type Casework, type Drafts, type DueLapses } from '#casework';
import { inTransaction, type Database } from '#database';
import { forgetSessions, forgetTries } from '#identity';
import { sequence } from '#ledger';
import { keepTime } from '#timekeeping';
import type { Alarm } from './alarm.js';
import type { WorkerMetrics } from './metrics.js';
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
  /** Looks again at once after a round that found something, and not after the usual pause. */
  hurries?: boolean;
}

/** What one round over one tenant works with. */
export interface Round {
  tenant: number;
  service: Database;
  sealer: Database;
  casework: Casework;
  drafts: Drafts;
  patience: Patience;
  alarm: Alarm;
  metrics?: WorkerMetrics | undefined;
}

/** Owed commands taken in one round at most; what is left is taken in the next one, at once. */
const most = 256;
/** Cases claimed in one transaction. */
const claimed = 64;
/** Leaves numbered in one transaction at most. */
const leaves = 5_000;

const owedSteps = `
  select cause_case, cause_seq, ordinal, case_id, step from owed_commands
  where tenant = $1 and done_seq is null and not (cause_case::text || '/' || cause_seq || '/' || ordinal) = any($2::text[])
  order by cause_case, cause_seq, ordinal limit $3`;

/** Lets the clocks that have run out take their steps. Answers how many cases there were to see to. */
export async function fireDueClocks(round: Round): Promise<number> {
  return seeTo(round, 'clock', 'the clocks', (claim) => round.casework.lapseDue(round.tenant, claim));
}

/**
 * Draws the dates again that another calendar moves: one that was changed, or a notice that has become known. Answers how
 * many cases there were to look at.
 */
export async function drawDatesAgain(round: Round): Promise<number> {
  return seeTo(round, 'calendar', 'the dates', (claim) => round.casework.drawAgain(round.tenant, claim));
}

/**
 * Claims cases and hears what became of them. One whose dates stay gets no event: that it comes up again by the next calendar
 * is no sign that it is stuck.
 */
async function seeTo(
  { tenant, patience, alarm, metrics }: Round,
  kind: string,
  what: string,
  claim: (wanted: { most: number; except: string[] }) => Promise<DueLapses>,
): Promise<number> {
  const tried = `${kind}/${tenant}`;
  const { hold, calendar, cases, fired } = await claim({
    most: claimed,
    except: patience.waitingFor(tried),
  });
  alarm.hear(hold);
  metrics?.note(tenant, fired);
  for (const { case: id, ...found } of cases) {
    await patience.attempt(tried, id, `${what} of case ${id}`, () =>
      'failed' in found ? Promise.reject(found.failed) : Promise.resolve(`${calendar}/${found.seq}`),
    );
  }
  return cases.length;
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

/** Takes in what is new in the log, to keep where cases spend their time. Answers how many entries. */
export const keepTimes = ({ tenant, service, casework }: Round): Promise<number> =>
  keepTime(service, casework.shelf, tenant);

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
  { name: 'drawing dates again', perform: drawDatesAgain, hurries: true },
  { name: 'firing clocks', perform: fireDueClocks, hurries: true },
  { name: 'paying what is owed', perform: payWhatIsOwed },
  { name: 'numbering leaves', perform: numberLeaves },
  { name: 'keeping time', perform: keepTimes },
  { name: 'tidying up', perform: tidyUp, every: 3_600_000 },
];
