import { inTransaction, mayPass } from '#database';
import { readTime, timeColumns, type Hold, type TimeRow } from './clock-holds.js';
import { commitIn } from './commit.js';
import type { Engine } from './lines.js';
import { claimByAnotherCalendar, claimDueCases, type Claim, type Claiming } from './claims.js';
import type { Lapsed } from './working-case.js';

/** What became of a round of lapsing. */
export interface DueLapses {
  /** The newest jump of the database's clock; while it is open, nothing was claimed. */
  hold: Hold | null;
  /** Version of the calendar by which they were judged; null where nothing was claimed. */
  calendar: string | null;
  /** The cases that were claimed, the longest overdue first: where each stands now, or what kept it. */
  cases: ({ case: string; seq: number } | { case: string; failed: Error })[];
  /** The clocks that took their step. */
  fired: Lapsed[];
}

const readTheTime = `select ${timeColumns}`;

/** Claims cases with a clock that has run out, and lets them lapse. */
export const lapseDue = (engine: Engine, tenant: number, wanted: Omit<Claim, 'only'>): Promise<DueLapses> =>
  lapseClaimed(engine, tenant, wanted, claimDueCases);

/** Claims cases whose dates another calendar may move, and has them drawn again; what has run out by them lapses. */
export const drawAgain = (engine: Engine, tenant: number, wanted: Omit<Claim, 'only'>): Promise<DueLapses> =>
  lapseClaimed(engine, tenant, wanted, claimByAnotherCalendar);

/**
 * Claims cases and lets them lapse, all in one transaction: a worker that dies has claimed nothing. Where one case's fault
 * has spoilt the batch, each is tried alone, so that it spoils no other. Throws where all met a fault that may pass, as they
 * do when the database is away.
 */
async function lapseClaimed(
  engine: Engine,
  tenant: number,
  { most, except }: Omit<Claim, 'only'>,
  claim: Claiming,
): Promise<DueLapses> {
  const claimed: string[] = [];
  try {
    return await claimAndLapse(engine, tenant, { most, except, only: null }, claim, claimed);
  } catch (error) {
    if (claimed.length === 0) throw error;
  }
  const all: DueLapses = { hold: null, calendar: null, cases: [], fired: [] };
  for (const id of claimed) {
    try {
      const { hold, calendar, cases, fired } = await claimAndLapse(
        engine,
        tenant,
        { most: 1, except: [], only: id },
        claim,
      );
      Object.assign(all, { hold, calendar });
      all.cases.push(...cases);
      all.fired.push(...fired);
    } catch (failed) {
      all.cases.push({ case: id, failed: failed as Error });
    }
  }
  const faults = all.cases.flatMap((one) => ('failed' in one ? one.failed : []));
  if (faults.length > 0 && faults.length === all.cases.length && faults.every(mayPass)) throw faults[0]!;
  return all;
}

async function claimAndLapse(
  engine: Engine,
  tenant: number,
  wanted: Claim,
  claim: Claiming,
  claimed: string[] = [],
): Promise<DueLapses> {
  return inTransaction(engine.database, tenant, async (tx) => {
    const { at, hold } = await readTime(tx, engine.watch, () => tx.named<TimeRow>('read-time', readTheTime));
    if (hold?.open === true) return { hold, calendar: null, cases: [], fired: [] };
    claimed.push(...(await claim(tx, wanted, at)));
    if (claimed.length === 0) return { hold, calendar: null, cases: [], fired: [] };
    const { outcomes, lapsed, calendar } = await commitIn(
      tx,
      engine,
      claimed.map((id) => ({ caseId: id, command: { kind: 'lapse', tenant, case: id } })),
    );
    return {
      ...{ hold, calendar },
      cases: outcomes.map((outcome, index) => ({
        case: claimed[index]!,
        ...('refused' in outcome ? { failed: outcome.refused } : { seq: outcome.done.seq }),
      })),
      fired: lapsed,
    };
  });
}
