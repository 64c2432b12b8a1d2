/** How a change of the profiles takes effect, and that each row of it rests on an event. */
import type { Transaction } from '#database';
import { canonicalText } from '#ledger';
import type { Given } from '#process';
import { profileChangeFaults, statutoryLimits, type ProfileChange } from '#regulations';
import { JudgedTooEarly } from './judged-too-early.js';
import type { EffectHandler, RecordCheck } from './ports.js';
import type { ProcessShelf } from './process-shelf.js';
import { loadProfiles } from './profiles.js';

/** What a row holds of a change. */
const rowOf = (change: ProfileChange) =>
  change.what === 'end'
    ? { what: change.what, profile: change.profile, hash: null, content: null, from: null, until: change.on }
    : {
        ...{ what: change.what, profile: change.profile.id, hash: change.hash },
        ...{ content: canonicalText(change.profile), from: change.from, until: change.until },
      };

/**
 * Puts a profile in force or ends one. Those of one office wait for each other; whichever was judged before another came in
 * between is judged again. Nothing that was promised before is touched: a case goes by what stands in its own memory.
 */
export const changeProfile =
  (shelf: ProcessShelf): EffectHandler =>
  async (tx, effects) => {
    if (effects.length > 1)
      throw new JudgedTooEarly('another change of the profiles comes at the same moment');
    await tx.query('select from jurisdictions where tenant = $1 for update', [tx.tenant]);
    for (const { event, context } of effects) {
      const change = context.change as unknown as ProfileChange;
      const { profiles } = await loadProfiles(tx);
      const { today } = event.given as unknown as Given;
      const [later] = await tx.query('select from profile_changes where tenant = $1 and at >= $2 limit 1', [
        ...[tx.tenant, event.at],
      ]);
      const limits = statutoryLimits(shelf.all);
      if (later !== undefined || profileChangeFaults(change, { today, profiles, limits }).length > 0)
        throw new JudgedTooEarly('the profiles were changed meanwhile');
      const { what, profile, hash, content, from, until } = rowOf(change);
      await tx.query(
        `insert into profile_changes (tenant, at, what, profile, hash, content, from_day, until_day, case_id, seq)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
        [tx.tenant, event.at, what, profile, hash, content, from, until, event.case, event.seq],
      );
    }
  };

type Stored = ReturnType<typeof rowOf> & { at: Date; case: string; seq: number };

/** Holds `profile_changes` to the events that made them. */
export const profilesAsTold: RecordCheck = {
  of: ['changeProfile'],
  async check(tx, happened) {
    const told = new Map(
      happened.map(({ event, context }) => [
        `${event.case}/${event.seq}`,
        {
          ...{ case: event.case, seq: event.seq },
          row: canonicalText({
            ...rowOf(context.change as unknown as ProfileChange),
            at: Date.parse(event.at),
          }),
        },
      ]),
    );
    const findings: Awaited<ReturnType<RecordCheck['check']>> = [];
    for (const { case: id, seq, at, ...row } of await storedRows(tx)) {
      const key = `${id}/${seq}`;
      const ordered = told.get(key);
      told.delete(key);
      if (ordered?.row !== canonicalText({ ...row, at: at.getTime() }))
        findings.push({
          case: id,
          seq,
          sentence: 'the profiles were changed otherwise than this event says',
        });
    }
    for (const { case: id, seq } of told.values())
      findings.push({ case: id, seq, sentence: 'this event changed the profiles, and no row says so' });
    return findings;
  },
};

const storedRows = (tx: Transaction): Promise<Stored[]> =>
  tx.query<Stored>(
    `select at, what, profile, hash, content, from_day as from, until_day as until, case_id as case, seq
     from profile_changes where tenant = $1 order by at`,
    [tx.tenant],
  );
