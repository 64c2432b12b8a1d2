/** Which profiles are in force in a jurisdiction: what its events put in force, without what they ended. */
import { dayOf, type Day } from '#calendar';
import type { Transaction } from '#database';
import { profiledProcess, settingsOn, statutoryLimits, type ProfileInForce } from '#regulations';
import type { ProcessShelf } from './process-shelf.js';
import type { Resolver } from './ports.js';

/** A row of `profile_changes`, as a query answers it in JSON. */
export interface ProfileRow {
  what: 'enter' | 'end';
  profile: string;
  hash: string | null;
  /** Canonical JSON of the profile without its words. */
  content: string | null;
  from: Day | null;
  until: Day | null;
  case: string;
  seq: number;
}

/** The changes of a jurisdiction as a list in JSON, the oldest first, for a query that has the tenant as $1. */
export const selectProfiles = `
  select json_agg(json_build_object('what', what, 'profile', profile, 'hash', hash, 'content', content, 'from', from_day,
           'until', until_day, 'case', case_id, 'seq', seq) order by at)
  from profile_changes where tenant = $1`;

/** A profile in force, and the event that put it there. */
export interface EnteredProfile extends ProfileInForce {
  case: string;
  seq: number;
}

/** Those that have not ended by a day, also those that are yet to begin; the order is that in which they were entered. */
export function profilesOn(rows: readonly ProfileRow[], today: Day): EnteredProfile[] {
  const entered = new Map<string, EnteredProfile>();
  for (const { what, profile, hash, content, from, until, case: id, seq } of rows) {
    const before = entered.get(profile);
    entered.delete(profile);
    if (what === 'enter')
      entered.set(profile, {
        ...{ profile: JSON.parse(content!) as ProfileInForce['profile'], hash: hash!, from: from!, until },
        ...{ case: id, seq },
      });
    else if (before !== undefined) entered.set(profile, { ...before, until });
  }
  return [...entered.values()].filter(
    ({ from, until, profile }) =>
      (until === null || (until >= today && until >= from)) &&
      (profile.until === null || profile.until >= today),
  );
}

/**
 * Whether the office extends its decisions on a day: by a setting of its profiles, or because the owner of the database has
 * said so, which offices did before there were profiles.
 */
export const extendsDecisions = (byOwner: boolean, rows: readonly ProfileRow[] | null, today: Day): boolean =>
  byOwner || settingsOn(profilesOn(rows ?? [], today), today).decisionsAreExtended === true;

/** The jurisdiction's legal day, its instant, and its profiles that have not ended. */
export async function loadProfiles(tx: Transaction): Promise<{ today: Day; profiles: EnteredProfile[] }> {
  const [row] = await tx.named<{ at: Date; zone: string; profiles: ProfileRow[] | null }>(
    'profiles-of-the-office',
    `select date_trunc('milliseconds', office_now()) as at, zone, (${selectProfiles}) as profiles
     from jurisdictions where tenant = $1`,
    [tx.tenant],
  );
  const today = dayOf(row!.at, row!.zone);
  return { today, profiles: profilesOn(row!.profiles ?? [], today) };
}

/**
 * Answers every question for the profiles with those in force, the edition of the case that asks, the day, and the limits that
 * none may exceed.
 */
export const profileFacts =
  (shelf: ProcessShelf): Resolver =>
  async (tx, wanted) => {
    const { today, profiles } = await loadProfiles(tx);
    const inForce = profiles.map(({ profile, hash, from, until }) => ({ profile, hash, from, until }));
    const limits = statutoryLimits(shelf.all);
    const rows = await tx.query<{ id: string; edition: Day }>(
      'select id, edition::text as edition from cases where tenant = $1 and id = any($2::uuid[])',
      [tx.tenant, [...new Set(wanted.map((one) => one.case))]],
    );
    const editions = new Map(rows.map(({ id, edition }) => [id, edition]));
    // A case that is being opened is of the edition in force.
    const newest = shelf.findInForce(profiledProcess, today)?.edition ?? today;
    return wanted.map((one) => {
      const facts = { today, edition: editions.get(one.case) ?? newest, profiles: inForce, limits };
      return facts;
    });
  };
