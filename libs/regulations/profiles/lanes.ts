/**
 * Which lane an application takes, and what a case remembers of it. By rule alone: the same profiles, facts and day give the
 * same lane, and nobody chooses.
 */
import type { Day } from '#process';
import { longestLimits, promisedClocks, type PromisedClock } from './promised-clocks.js';
import type { LaneRules, ProfileRules } from './profile.js';
import { usualSettings, type SettingName, type Settings } from './settings.js';

/** A profile as an office has put it in force. */
export interface ProfileInForce {
  profile: ProfileRules;
  /** Of the whole profile, its words included. */
  hash: string;
  /** First and last day for this office; null where no end was set. */
  from: Day;
  until: Day | null;
}

/** What an application is, as far as lanes go by it. */
export interface Application {
  /** The edition of the law under which it is brought. */
  edition: Day;
  kind: string;
  route: string;
  /** Of a change: what it changes. */
  changes: readonly string[];
  /** Field codes of the rows of its scope. */
  fields: readonly string[];
}

export interface LaneFound {
  in: ProfileInForce;
  lane: LaneRules;
  /** The last day on which an application takes it, by lane, profile and office; null for none. */
  until: Day | null;
}

/** What a case remembers from its submission on. */
export interface LaneFacts {
  lane: { profile: string; hash: string; lane: string; order: string | null; until: Day | null } | null;
  /** Working days by clock; what is not promised is not there. */
  promised: Partial<Record<PromisedClock, number>> | null;
  allows: {
    /** Modes that the lane allows in place of a visit, and on which grounds each. */
    modes: string[];
    grounds: Record<string, string[]>;
    /** Requirements that may be outstanding, and the step before which each has to be there. */
    tolerates: string[];
    outstandingUntil: Record<string, string>;
    /** What is approved at once on a declaration: kinds of change, or `renewal`. */
    declarations: string[];
  };
  owes: { followUp: 'verification'; within: { unit: string; length: number } } | null;
  settings: Settings;
}

const earliest = (...days: (Day | null)[]): Day | null =>
  days.reduce((one, other) => (one === null ? other : other === null || one <= other ? one : other), null);

const isInForce = ({ from, until, profile }: ProfileInForce, today: Day): boolean => {
  const end = earliest(until, profile.until);
  return from <= today && profile.from <= today && (end === null || today <= end);
};

function takes({ applies }: LaneRules, { kind, route, changes, fields }: Application): boolean {
  const among = (allowed: readonly string[] | null, one: string) => allowed === null || allowed.includes(one);
  const only = (allowed: readonly string[] | null, all: readonly string[]) =>
    allowed === null || (all.length > 0 && all.every((one) => allowed.includes(one)));
  return (
    among(applies.kinds, kind) &&
    among(applies.routes, route) &&
    (kind !== 'change' || only(applies.changes, changes)) &&
    only(applies.fields, fields)
  );
}

/** What is not promised counts as the longest limit there is. */
const promisedInAll = ({ targets }: LaneRules): number =>
  promisedClocks.reduce(
    (sum, clock) => sum + Math.min(targets[clock] ?? longestLimits[clock], longestLimits[clock]),
    0,
  );

/**
 * The lane of an application on a day: of those that apply the one that promises the shorter time in all, then the first by
 * name of profile and lane. Null where none applies.
 */
export function laneFor(
  profiles: readonly ProfileInForce[],
  application: Application,
  today: Day,
): LaneFound | null {
  const applying = profiles
    .filter((one) => isInForce(one, today) && one.profile.editions.some((day) => day === application.edition))
    .flatMap((one) =>
      one.profile.lanes
        .filter((lane) => (lane.until === null || today <= lane.until) && takes(lane, application))
        .map((lane) => ({ in: one, lane, until: earliest(one.until, one.profile.until, lane.until) })),
    );
  const key = ({ in: { profile }, lane }: LaneFound) => `${profile.id}/${lane.name}`;
  return (
    applying.sort(
      (one, other) => promisedInAll(one.lane) - promisedInAll(other.lane) || (key(one) < key(other) ? -1 : 1),
    )[0] ?? null
  );
}

/** The settings of an office on a day: the defaults, and what its profiles set; of two the one in force later. */
export function settingsOn(profiles: readonly ProfileInForce[], today: Day): Settings {
  const inOrder = profiles
    .filter((one) => isInForce(one, today))
    .sort((one, other) => one.from.localeCompare(other.from) || (one.profile.id < other.profile.id ? -1 : 1));
  const settings = { ...usualSettings };
  for (const { profile } of inOrder)
    for (const [name, value] of Object.entries(profile.settings))
      if (value !== undefined && Object.hasOwn(settings, name)) settings[name as SettingName] = value;
  return settings;
}

/** What a case remembers of its lane: all of it from the profile in force, so that nothing else has to be read again. */
export function laneFacts(
  profiles: readonly ProfileInForce[],
  application: Application,
  today: Day,
): LaneFacts {
  const taken = laneFor(profiles, application, today);
  const settings = settingsOn(profiles, today);
  if (taken === null) return { lane: null, promised: null, allows: allowsNothing(), owes: null, settings };
  const { lane, until } = taken;
  const promised = Object.fromEntries(
    promisedClocks.flatMap((clock) =>
      lane.targets[clock] === undefined ? [] : [[clock, lane.targets[clock]]],
    ),
  );
  return {
    lane: {
      profile: taken.in.profile.id,
      hash: taken.in.hash,
      lane: lane.name,
      order: lane.order?.number ?? null,
      until,
    },
    promised: Object.keys(promised).length === 0 ? null : promised,
    allows: {
      modes: [...new Set(lane.modes.map(({ mode }) => mode))].sort(),
      grounds: groundsByMode(lane),
      tolerates: lane.tolerates.map(({ requirement }) => requirement).sort(),
      outstandingUntil: Object.fromEntries(
        lane.tolerates.map(({ requirement, until }) => [requirement, until]),
      ),
      declarations: [...lane.declarations].sort(),
    },
    owes: lane.owes,
    settings,
  };
}

/** A lane may name one mode on several grounds. */
const groundsByMode = ({ modes }: LaneRules): Record<string, string[]> =>
  Object.fromEntries(
    modes.map(({ mode }) => [
      mode,
      modes
        .filter((one) => one.mode === mode)
        .map(({ ground }) => ground)
        .sort(),
    ]),
  );

const allowsNothing = (): LaneFacts['allows'] => ({
  ...{ modes: [], grounds: {}, tolerates: [], outstandingUntil: {}, declarations: [] },
});
