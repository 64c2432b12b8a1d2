import { inTransaction, mayPass } from '#database';
import { readTime, timeColumns, type Hold, type TimeRow } from './clock-holds.js';
import { commitIn } from './commit.js';
import type { Engine } from './lines.js';
import type { Lapsed } from './working-case.js';

/** What became of a round of lapsing. */
export interface DueLapses {
  /** The newest jump of the database's clock; while it is open, nothing was claimed. */
  hold: Hold | null;
  /** The cases that were claimed, the longest overdue first: where each stands now, or what kept it. */
  cases: ({ case: string; seq: number } | { case: string; failed: Error })[];
  /** The clocks that took their step. */
  fired: Lapsed[];
}

/**
 * Streams from the index of due clocks until enough cases are locked, so that its cost is that of what it claims. Cases
 * that somebody else has are passed over: whoever has them lets them lapse, and no claim ever waits.
 */
const claimDue = `
  select c.id from clocks k join cases c on c.tenant = k.tenant and c.id = k.case_id
  where k.tenant = $1 and k.status = 'running' and k.lapses_into is not null and k.due_at <= $2
    and not k.case_id = any($3::uuid[]) and ($4::uuid is null or k.case_id = $4)
  order by k.due_at limit $5 for update of c skip locked`;

const readTheTime = `select ${timeColumns}`;

interface Claim {
  most: number;
  except: readonly string[];
  /** This case and no other. */
  only: string | null;
}

/**
 * Claims cases with a clock that has run out, and lets them lapse, all in one transaction: a worker that dies has claimed
 * nothing. Where one case's fault has spoilt the batch, each is tried alone, so that it spoils no other. Throws where all
 * met a fault that may pass, as they do when the database is away.
 */
export async function lapseDue(
  engine: Engine,
  tenant: number,
  { most, except }: Pick<Claim, 'most' | 'except'>,
): Promise<DueLapses> {
  const claimed: string[] = [];
  try {
    return await claimAndLapse(engine, tenant, { most, except, only: null }, claimed);
  } catch (error) {
    if (claimed.length === 0) throw error;
  }
  const all: DueLapses = { hold: null, cases: [], fired: [] };
  for (const id of claimed) {
    try {
      const { hold, cases, fired } = await claimAndLapse(engine, tenant, { most: 1, except: [], only: id });
      all.hold = hold;
      all.cases.push(...cases);
      all.fired.push(...fired);
    } catch (failed) {
      all.cases.push({ case: id, failed: failed as Error });
    }
  }
  const first = all.cases.find((one) => 'failed' in one);
  if (all.cases.length > 0 && all.cases.every((one) => 'failed' in one && mayPass(one.failed)))
    throw (first as { failed: Error }).failed;
  return all;
}

async function claimAndLapse(
  engine: Engine,
  tenant: number,
  { most, except, only }: Claim,
  claimed: string[] = [],
): Promise<DueLapses> {
  return inTransaction(engine.database, tenant, async (tx) => {
    const { at, hold } = await readTime(tx, engine.watch, () => tx.named<TimeRow>('read-time', readTheTime));
    if (hold?.open === true) return { hold, cases: [], fired: [] };
    const rows = await tx.named<{ id: string }>('claim-due', claimDue, [tenant, at, except, only, most]);
    // A case with two clocks that have run out comes up twice.
    claimed.push(...new Set(rows.map(({ id }) => id)));
    if (claimed.length === 0) return { hold, cases: [], fired: [] };
    const { outcomes, lapsed } = await commitIn(
      tx,
      engine,
      claimed.map((id) => ({ caseId: id, command: { kind: 'lapse', tenant, case: id } })),
    );
    return {
      hold,
      cases: outcomes.map((outcome, index) => ({
        case: claimed[index]!,
        ...('refused' in outcome ? { failed: outcome.refused } : { seq: outcome.done.seq }),
      })),
      fired: lapsed,
    };
  });
}
