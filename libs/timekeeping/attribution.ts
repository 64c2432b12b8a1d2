/** Whose each working day of a case was. Pure. */
import { addDays, type Calendar, type Day } from '#calendar';
import { isNoted, type EventBody } from '#ledger';
import type { Process, StateRule } from '#process';
import { partyAwaited, type Party } from '#regulations';

/** Who holds a case: the party that its state awaits, or nobody, while what was decided is in force. */
export type Holder = Party | 'nobody';

/** What of an event says when a case went where. */
export type Moving = Pick<EventBody, 'kind' | 'seq' | 'to' | 'cause'> & { given: unknown };

/** A case came into a state. `on` is the last day that was still of the state before. */
export interface Move {
  seq: number;
  state: string;
  on: Day;
  /** The edition of which the state is; left out, that of the case. */
  edition?: Pick<Process, 'states' | 'id'>;
}

/** An unbroken stay in a state: the days after `after`, up to and including `until`. */
export interface Spell {
  /** The event by which the state was entered. */
  seq: number;
  state: string;
  holder: Holder;
  /** The applicant's own preparation, before anything was received; not counted in the case. */
  beforehand: boolean;
  after: Day;
  /** The last day; null while the case is there. */
  until: Day | null;
  /** Working days, today included. */
  days: number;
}

export interface Attribution {
  spells: Spell[];
  /** Working days that are counted: the sum of `byHolder`. */
  total: number;
  byHolder: Record<Holder, number>;
  /** Working days of the applicant's preparation. */
  beforehand: number;
  /** The day from which days count, not counted itself: of receipt, or of the opening; null while nothing is received. */
  countedFrom: Day | null;
  /** The last day, where the case is over. */
  endedOn: Day | null;
}

/** Who holds a case that is in this state. */
export const holderIn = ({ tags }: Pick<StateRule, 'tags'>): Holder => partyAwaited(tags) ?? 'nobody';

export const stateNamed = (process: Pick<Process, 'states' | 'id'>, name: string): StateRule => {
  const found = process.states.find((state) => state.name === name);
  if (found === undefined) throw new Error(`"${process.id}" has no state "${name}"`);
  return found;
};

/** Whether the first stay of a case is the applicant's preparation: it was opened in their own hands. */
export const isBeforehand = (place: number, state: StateRule): boolean =>
  place === 0 && partyAwaited(state.tags) === 'applicant';

/** A stay that goes on: its state, and the latest day that a step has brought the case to. */
export interface Standing {
  state: string;
  latest: Day;
}

/**
 * The move that an event makes; null for one that leaves the case in its state. `before` is where it stood.
 *
 * A day belongs to whoever held the case when it began: so the day of a step is still of the one who takes it, as the law
 * does not count the day from which a period runs. A clock's step happens at the first instant after its period: as a day
 * begins, or, after business hours, on the last day itself. So the period's last day is the last of the one who let it
 * pass, however late a worker came.
 */
export function moveOf(event: Moving, before: Standing | null): Move | null {
  if (isNoted(event.kind) || event.to === before?.state) return null;
  return { seq: event.seq, state: event.to, on: latestWith(event, before?.latest ?? null) };
}

/** The latest day to which a case was brought, with this event: a step that is dated before another counts from that one. */
export function latestWith(event: Moving, latest: Day | null): Day {
  const { today, world } = event.given as { today: Day; world?: { dueOn?: Day } };
  const on = event.cause.kind === 'clock' ? (world?.dueOn ?? addDays(today, -1)) : today;
  return latest !== null && (isNoted(event.kind) || latest > on) ? latest : on;
}

/** The moves of a case, from its events in their order; `editionOf` where it may have come from one edition to another. */
export function movesOf<Event extends Moving>(
  events: readonly Event[],
  editionOf?: (event: Event) => Process,
): Move[] {
  const moves: Move[] = [];
  let standing = null as Standing | null;
  for (const event of events) {
    const move = moveOf(event, standing);
    if (move !== null) moves.push(editionOf === undefined ? move : { ...move, edition: editionOf(event) });
    standing = { state: moves.at(-1)!.state, latest: latestWith(event, standing?.latest ?? null) };
  }
  return moves;
}

/**
 * Gives every working day of a case to exactly one holder, up to its end or `today`. Throws CalendarYearUnknown where a
 * day lies in a year that the calendar does not know.
 */
export function attribute(
  calendar: Calendar,
  process: Pick<Process, 'states' | 'id'>,
  moves: readonly Move[],
  today: Day,
): Attribution {
  const spells = moves.flatMap((move, place): Spell[] => {
    const state = stateNamed(move.edition ?? process, move.state);
    if (state.final) return [];
    const until = moves[place + 1]?.on ?? null;
    return [
      {
        ...{ seq: move.seq, state: move.state, holder: holderIn(state) },
        beforehand: isBeforehand(place, state),
        ...{ after: move.on, until, days: daysOf(calendar, move.on, until ?? today) },
      },
    ];
  });
  const byHolder = { authority: 0, applicant: 0, assessor: 0, thirdParty: 0, nobody: 0 };
  for (const { holder, days, beforehand } of spells) if (!beforehand) byHolder[holder] += days;
  const last = moves.at(-1);
  const counted = spells.find((spell) => !spell.beforehand);
  return {
    spells,
    total: Object.values(byHolder).reduce((sum, days) => sum + days, 0),
    byHolder,
    beforehand: spells.reduce((sum, { beforehand, days }) => sum + (beforehand ? days : 0), 0),
    countedFrom: counted?.after ?? null,
    endedOn: last !== undefined && stateNamed(last.edition ?? process, last.state).final ? last.on : null,
  };
}

/** Working days after `after`, up to and including `until`; none where that comes first. */
export const daysOf = (calendar: Calendar, after: Day, until: Day): number =>
  until <= after ? 0 : calendar.workingDaysBetween(after, until);
