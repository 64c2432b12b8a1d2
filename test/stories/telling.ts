/**
 * The language in which the stories are told: a title in one sentence, the law it is about, and lines.
 *
 * Nothing happens in a story that it does not speak of: each step says where it leads, which clocks then run until when, and what
 * it brings about elsewhere, and a clock that takes a step unasked is a story that went otherwise.
 */
import type { Facts } from '#process';
import type { Profile, RoleName } from '#regulations';
import { deeds, type Deeds } from './deeds.js';
import { Deed, Time, type Clocks, type Line, type Stands, type Story } from './lines.js';
import { people, type PersonName } from './people.js';

export * from './lines.js';

/** A story; the first line says when it begins, and each step says what comes of it. */
export function story(title: string, law: string, lines: readonly (Line | readonly Line[])[]): Story {
  const all = lines.flat();
  if (!(all[0] instanceof Time)) throw new Error(`"${title}" does not say when it begins`);
  for (const line of all)
    if (line instanceof Deed && line.expected === null && line.refusal === null)
      throw new Error(`"${title}" does not say what comes of "${line.step}"`);
  return { title, law, lines: all };
}

/** Time goes on to that hour, and nothing happens of itself. */
export const on = (at: string): Time => new Time(at);
/** Nobody does anything until that hour; what comes of that follows. */
export const silenceUntil = (at: string): Time => new Time(at);
/** The story goes on in another case, by the name that it has. */
export const inTheCaseOf = (to: string): Line => ({ line: 'turn', to });
/** The case is in that state, with exactly these clocks. */
export const itStands = (state: string, clocks: Clocks = {}): Line => ({ line: 'stands', state, clocks });
export const theCertificate = (of: string, stands: Stands): Line => ({ line: 'certificate', of, stands });
/** What the case holds in its memory. */
export const itRemembers = (facts: Facts): Line => ({ line: 'remembers', facts });
/** The case goes by the edition of that day. */
export const itGoesByTheEditionOf = (edition: string): Line => ({ line: 'edition', edition });
/** Between two steps of the case there were so many hours of office time, to the nearest. */
export const hoursBetween = (from: string, to: string, hours: number): Line => ({
  ...{ line: 'lasted', from, to, hours },
});
/** The office puts a profile in force: one that comes with the release, by its name, or one of its own. */
export const theOfficePutsInForce = (
  profile: string | Profile,
  { from, until = null }: { from: string; until?: string | null },
): Line => ({ line: 'setting', setting: { what: 'profile', profile, from, until } });
export const theOfficeGrants = (role: RoleName, who: PersonName): Line => ({
  line: 'setting',
  setting: { what: 'role', who, role },
});
/** The fields that an assessor may assess from now on, and lead in who leads. */
export const theOfficeQualifies = (who: PersonName, ...fields: string[]): Line => ({
  ...{ line: 'setting', setting: { what: 'fields', who, fields } },
});

/** Everybody in the stories, each with everything that anybody may do: whoever may not is refused. */
export const the = Object.fromEntries(
  (Object.keys(people) as PersonName[]).map((who) => [who, deeds(who)]),
) as Record<PersonName, Deeds>;
