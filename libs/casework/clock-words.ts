/** The story of a clock in sentences, so that a citizen understands each of its dates; times are those of the office. */
import {
  dayInWords,
  dayOf,
  endInWords,
  endOf,
  periodInWords,
  timeOfDay,
  type Day,
  type Derivation,
  type EndInWords,
  type Period,
} from '#calendar';
import { citeProvision, onlyAnew, type Process, type Provision, type RunsAgain, type Words } from '#process';
import type { ClockView } from './case-view.js';
import { clockRule } from './clock-editions.js';
import { phrases } from './clock-phrases.js';

export type Told = Record<'zh-CN' | 'en', string[]>;
type Language = keyof Told;

/** Something that happened to a clock. */
export interface ClockEntry {
  /** The event that did it. */
  seq: number;
  operation: string;
  /** What the event is called. */
  label: Words;
  step: string | null;
  under: { instrument: string; article: string };
  /** The day from which the limit counts, and the whole limit, both as they then are. */
  anchor: Day;
  limit: Period;
  /** The legal day from which it holds, and the instant at which it was recorded. */
  on: Day;
  at: string;
  /** Used up by the end of that day and left, in working days or, of other limits, in calendar days; null where unknown. */
  used: number | null;
  left: number | null;
  /** By how much it was extended, in the unit of the limit. */
  extendedBy: number | null;
  /** What it was called until then; null but of a renaming. */
  formerly: Words | null;
  dueBefore: Day | null;
  /** The first instant after `dueBefore`, and after `dueOn`: a period may end with business hours. */
  dueAtBefore: string | null;
  dueOn: Day | null;
  dueAt: string | null;
  /** What changed the calendar; null but of a projection. */
  because: Words | null;
  /** By the calendar of then; null where no date was drawn, or that calendar no longer gives it. */
  derivation: Derivation | null;
  explained: Words | null;
  told: Words;
}

/** A clock told whole. */
export interface ClockStory extends ClockView {
  /** Used up and left as of today's legal day. */
  used: number | null;
  left: number | null;
  /** The date that stands, or the last one that stood, with how it came about. */
  stood: Pick<ClockEntry, 'dueOn' | 'dueAt' | 'derivation' | 'explained'> | null;
  operations: ClockEntry[];
  /** All of it in sentences, one to a line; a line that begins with two blanks belongs to the one above. */
  told: Told;
}

const inBoth = <T>(tell: (language: Language) => T): Record<Language, T> => ({
  'zh-CN': tell('zh-CN'),
  en: tell('en'),
});

/**
 * What happened, in one paragraph; `begins` where the clock, or this generation of it, begins with it, `anew` where it is
 * held and its whole limit begins anew when it runs again.
 */
export function entryInWords(
  process: Process,
  entry: Omit<ClockEntry, 'told'>,
  { begins, anew }: { begins: boolean; anew: boolean },
  zone: string,
): Words {
  return inBoth((language) => {
    const says = phrases[language];
    const amount = amounts(entry.limit, language);
    const { operation, used, left, on, at, seq, under, label, extendedBy, formerly, because } = entry;
    const whole = periodInWords(entry.limit, language);
    const [from, to] = [endOf(entry.dueBefore, entry.dueAtBefore), endOf(entry.dueOn, entry.dueAt)];
    const before = from && endInWords(from, language, { weekday: true, beside: to });
    const is = entry.derivation?.dueIs;
    const due = to && endInWords(to, language, { weekday: true, beside: from, is });
    const told =
      {
        start: () => [says.starts(whole)],
        suspend: () => [says.held(amount(used), anew ? null : remaining(left, amount, says)), says.noDate],
        resume: () => [says.goesOn(remaining(left, amount, says))],
        interrupt: () => [begins ? says.anew(whole) : says.brokenOff],
        extend: () => [
          says.extended(periodInWords({ ...entry.limit, length: extendedBy ?? 0 }, language), whole),
        ],
        supersede: () => [
          begins ? says.fromTheRightDay(whole, day(entry.anchor, language)) : says.superseded,
        ],
        rename: () => [says.renamed(formerly?.[language] ?? '')],
        project: () => [says.calendarChanged(because?.[language] ?? null)],
        stop: () => [
          before === null
            ? says.stopsHeld
            : left !== null && left < 0
              ? says.late(before.due)
              : says.inTime(before.due),
        ],
        expire: () => [says.ranOut(before?.due ?? '')],
      }[operation] ?? (() => [operation]);
    const stays = from?.day === to?.day && from?.hour === to?.hour;
    const date = due === null ? [] : [dateInWords(before, due, stays, says)];
    const basis = says.by(label[language], cite(process, under, language));
    const recorded = says.recorded(
      dayOf(at, zone) === on ? null : day(dayOf(at, zone), language),
      timeOfDay(at, zone),
      seq,
    );
    return says.join([
      `${day(on, language)}${says.colon}${told().join(says.between)}`,
      ...date,
      basis,
      recorded,
    ]);
  });
}

function dateInWords(before: EndInWords | null, due: EndInWords, stays: boolean, says: Says): string {
  if (before === null) return says.due(due.due);
  return stays ? says.stays(due.end) : says.moves(before.end, due.end);
}

/** The whole of it; what stands two blanks in explains the line above. */
export function storyInWords(
  process: Process,
  story: Omit<ClockStory, 'told'>,
  { today, zone, held }: { today: Day; zone: string; held: RunsAgain | null },
): Told {
  return inBoth((language) => {
    const says = phrases[language];
    const amount = amounts(story.limit, language);
    const runs = story.status === 'running' || story.status === 'suspended';
    const { used, left, lapsesInto, legalEffect, dueOn, dueAt, overdue } = story;
    const step = lapsesInto && (process.labels.steps[lapsesInto]?.[language] ?? lapsesInto);
    const hour = dueAt !== null && dayOf(dueAt, zone) === dueOn ? timeOfDay(dueAt, zone) : null;
    // What begins anew is the limit of the law, without what the period before was extended by.
    const rule = clockRule(process, story.clock);
    const anew = periodInWords(
      rule === undefined || rule.promises !== undefined ? (story.limit as Period) : rule.limit,
      language,
    );
    // What follows when a held clock runs out is for the state in which it will run again to say.
    const end =
      story.status !== 'running'
        ? againInWords(held, anew, language)
        : step
          ? [says.lapses(step, hour)]
          : [overdue && legalEffect === 'statutory' ? says.noOutcome : says.noLapse[legalEffect]];
    const rest = onlyAnew(held) ? null : remaining(left, amount, says);
    return [
      `${story.label[language]}${story.generation > 1 ? says.nth(story.generation) : ''}${says.colon}${statusOf(story, language)}${promisedOf(story, language)}`,
      says.limit(
        periodInWords(story.limit as Period, language),
        cite(process, story.under, language),
        says.effect[legalEffect],
      ),
      ...story.operations.flatMap(({ told, explained }) => [
        told[language],
        ...(explained?.[language].split('\n') ?? []).map((line) => `  ${line}`),
      ]),
      ...(runs && used !== null ? [says.now(day(today, language), amount(used), rest)] : []),
      ...end,
    ];
  });
}

type Amount = (n: number | null) => string;
type Says = (typeof phrases)[Language];

const day = (of: Day, language: Language): string => dayInWords(of, language, true);

const cite = (process: Process, under: Provision, language: Language): string =>
  citeProvision(under, process.catalogue.instruments, language, 'short');

/** What is used up of months and years is counted in calendar days. */
const amounts =
  (limit: { unit: string }, language: Language): Amount =>
  (n) => {
    const unit = limit.unit === 'workingDays' ? 'workingDays' : 'calendarDays';
    return n === null ? '?' : periodInWords({ unit, length: n }, language);
  };

const remaining = (left: number | null, amount: Amount, says: Says): string =>
  left === null || left >= 0 ? says.left(amount(left)) : says.overdueBy(amount(-left));

/** Beside the date of the law, while it runs, that which is promised. */
function promisedOf({ status, promised }: Omit<ClockStory, 'told'>, language: Language): string {
  if (status !== 'running' || promised?.dueOn == null) return '';
  const says = phrases[language];
  const { due } = endInWords(endOf(promised.dueOn, promised.dueAt), language, { weekday: true });
  return `${says.promised(due)}${promised.overdue ? says.promiseBroken : ''}`;
}

function statusOf(story: Omit<ClockStory, 'told'>, language: Language): string {
  const { status, dueOn, dueAt, overdue, provisional, stood, operations } = story;
  const says = phrases[language];
  const known = says.status as Record<string, string>;
  const ended = (end: Pick<ClockEntry, 'dueOn' | 'dueAt'>) =>
    endInWords(endOf(end.dueOn!, end.dueAt), language, { weekday: true, is: stood?.derivation?.dueIs }).due;
  if (status === 'running' && dueOn !== null)
    return `${says.isDue(ended({ dueOn, dueAt }))}${provisional ? says.provisional : ''}${overdue ? says.overdue : ''}`;
  const last = operations.at(-1);
  const was = stood?.dueOn ? says.wasDue(ended(stood)) : '';
  if (status === 'stopped' && last !== undefined) {
    const [on, by] = [day(last.on, language), last.label[language]];
    if (last.operation === 'interrupt') return says.brokenOffBy(on, by);
    if (last.operation === 'stop')
      return last.dueBefore === null
        ? says.endedHeld(on, by)
        : `${(last.left ?? 0) < 0 ? says.endedLate(on, by) : says.endedInTime(on, by)}${was}`;
  }
  return `${known[status] ?? status}${status === 'expired' ? was : ''}`;
}

/** How a clock that is held will run again, where that is not with what is left alone. */
function againInWords(held: RunsAgain | null, whole: string, language: Language): string[] {
  const says = phrases[language];
  const list = (steps: readonly Words[]) => says.list(steps.map((step) => step[language]));
  if (held === null || held.anew.length === 0) return [];
  return [
    says.beginsAnew(list(held.anew), whole),
    ...(held.goesOn.length > 0 ? [says.goesOnBy(list(held.goesOn))] : []),
  ];
}
