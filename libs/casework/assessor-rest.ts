import { dueDate, workingDays, type Day } from '#calendar';
import type { Transaction } from '#database';
import { leadingRole, roles, settingsOn } from '#regulations';
import { calendarNow } from './calendars.js';
import { loadProfiles } from './profiles.js';

/**
 * Which of these people rest from assessing: as many working days as the office has set (`assessorRestDays`) have not passed
 * since the day on which each last took the duty in another matter. Nobody rests where none is set. It is for whoever draws
 * a team; the rest from one and the same institution is a ground of recusal.
 */
export async function loadResting(
  tx: Transaction,
  people: readonly string[],
  matter: string,
): Promise<Set<string>> {
  const { today, profiles } = await loadProfiles(tx);
  const length = settingsOn(profiles, today).assessorRestDays;
  if (typeof length !== 'number' || length === 0 || people.length === 0) return new Set();
  const rows = await tx.named<{ person: string; last: Day }>(
    'casework: last assignments of assessors',
    `select p.person, l.last from unnest($2::uuid[]) as p (person)
     join jurisdictions j on j.tenant = $1
     cross join lateral (
       select (d.at at time zone j.zone)::date::text as last from duties_held d
       where d.tenant = $1 and d.person_id = p.person and d.duty = $4 and d.matter <> $3
       order by d.at desc limit 1) as l`,
    [tx.tenant, people, matter, roles[leadingRole].duty],
  );
  // The years behind are known in any case, and a draw is not the place to ask for a notice of the next.
  const { calendar } = await calendarNow(tx, { toTell: true });
  const rests = ({ last }: { last: Day }) => dueDate(calendar, last, workingDays(length)).due >= today;
  return new Set(rows.filter(rests).map(({ person }) => person));
}
