/** What a change of the calendar did to the clocks of a case, in words: from when to when, and why. Pure. */
import {
  changeInWords,
  endInWords,
  endOf,
  stateCouncilNotices,
  type CalendarChange,
  type Day,
} from '#calendar';
import type { EventBody } from '#ledger';
import type { Process, Words } from '#process';
import type { ChangeRow, Reason } from './calendars.js';
import { clockRule, clockWords } from './clock-editions.js';

/** A clock that a projection moved, as its event says. */
export interface MovedClock {
  clock: string;
  generation: number;
  before: Stood;
  after: Stood;
  because: Reason[];
}

interface Stood {
  dueOn: Day | null;
  dueAt: string | null;
  consumed: number;
}

/** The clocks that an event moved by another calendar; none of any other event. */
export const movedIn = ({ kind, given }: EventBody): MovedClock[] =>
  kind === 'clockProjected' ? (given as unknown as { world: { moved: MovedClock[] } }).world.moved : [];

/** What changed, as clauses; `changes` are those of the office, in which a reason that names a case is found. */
export function reasonsInWords(because: readonly Reason[], changes: readonly ChangeRow[]): Words {
  const told = because.map((reason) => {
    const change = changeOf(reason, changes);
    return change === undefined ? unknownChange : changeInWords(change);
  });
  return {
    'zh-CN': told.map((each) => each['zh-CN']).join('，'),
    en: told.map(({ en }) => en).join(', and '),
  };
}

/** Each clock that an event moved, in a sentence without its full stop; none of a clock without effect in law or office. */
export function movesInWords(
  process: Process,
  moved: readonly MovedClock[],
  changes: readonly ChangeRow[],
): Words[] {
  return moved.flatMap(({ clock, before, after, because }) => {
    if (clockRule(process, clock)?.effect === 'none') return [];
    const words = clockWords(process, clock);
    const why = reasonsInWords(because, changes);
    const from = standsInWords(before, after);
    const to = standsInWords(after, before);
    return {
      'zh-CN': `${words['zh-CN']}：由${from['zh-CN']}变更为${to['zh-CN']}；原因：${why['zh-CN']}`,
      en: `${words.en}: from ${from.en} to ${to.en}, because ${why.en}`,
    };
  });
}

const unknownChange: Words = { 'zh-CN': '日历有变更', en: 'the calendar was changed' };

/** Where a clock stands; the hour is told where either of the two ends has one. */
function standsInWords({ dueOn, dueAt, consumed }: Stood, other: Stood): Words {
  if (dueOn === null)
    return { 'zh-CN': `中止时已用${consumed}日`, en: `${consumed} days used up while held` };
  const [of, beside] = [endOf(dueOn, dueAt), endOf(other.dueOn, other.dueAt)];
  const tell = (language: 'zh-CN' | 'en') => endInWords(of, language, { weekday: true, beside }).end;
  return { 'zh-CN': `${tell('zh-CN')}届满`, en: tell('en') };
}

/** Undefined where this release does not find it: nobody's reading fails for that. */
function changeOf(
  reason: Reason,
  changes: readonly ChangeRow[],
): Parameters<typeof changeInWords>[0] | undefined {
  if ('notice' in reason) {
    const amends = stateCouncilNotices.find(({ notice }) => notice === reason.notice)?.amends;
    return { what: 'notice', notice: { notice: reason.notice, amends } };
  }
  const row = changes.find((one) => one.case === reason.case && one.seq === reason.seq);
  return row && (JSON.parse(row.content) as CalendarChange);
}
