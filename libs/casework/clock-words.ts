/** The story of a clock in sentences, so that a citizen understands each of its dates; times are those of the office. */
import { dayInWords, dayOf, periodInWords, type Day, type Derivation, type Period } from '#calendar';
import { citeProvision, type Process, type Provision, type Words } from '#process';
import type { ClockView } from './case-view.js';
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
  dueBefore: Day | null;
  dueOn: Day | null;
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
  stood: Pick<ClockEntry, 'dueOn' | 'derivation' | 'explained'> | null;
  operations: ClockEntry[];
  /** All of it in sentences, one to a line; a line that begins with two blanks belongs to the one above. */
  told: Told;
}

const inBoth = <T>(tell: (language: Language) => T): Record<Language, T> => ({
  'zh-CN': tell('zh-CN'),
  en: tell('en'),
});

/** What happened, in one paragraph; `begins` where the clock, or this generation of it, begins with it. */
export function entryInWords(
  process: Process,
  entry: Omit<ClockEntry, 'told'>,
  begins: boolean,
  zone: string,
): Words {
  return inBoth((language) => {
    const says = phrases[language];
    const amount = amounts(entry.limit, language);
    const { operation, used, left, dueBefore, dueOn, on, at, seq, under, label, extendedBy } = entry;
    const whole = periodInWords(entry.limit, language);
    const due = dueOn === null ? null : day(dueOn, language);
    const before = dueBefore === null ? null : day(dueBefore, language);
    const told =
      {
        start: () => [says.starts(whole)],
        suspend: () => [says.held(amount(used), remaining(left, amount, says)), says.noDate],
        resume: () => [says.goesOn(remaining(left, amount, says))],
        interrupt: () => [begins ? says.anew(whole) : says.brokenOff],
        extend: () => [
          says.extended(periodInWords({ ...entry.limit, length: extendedBy ?? 0 }, language), whole),
        ],
        supersede: () => [
          begins ? says.fromTheRightDay(whole, day(entry.anchor, language)) : says.superseded,
        ],
        project: () => [says.calendarChanged],
        stop: () => [
          before === null
            ? says.stopsHeld
            : left !== null && left < 0
              ? says.late(before)
              : says.inTime(before),
        ],
        expire: () => [says.ranOut(before ?? '')],
      }[operation] ?? (() => [operation]);
    const moved = before !== null && due !== null;
    const date =
      due === null
        ? []
        : [!moved ? says.due(due) : due === before ? says.stays(due) : says.moves(before, due)];
    const basis = says.by(label[language], cite(process, under, language));
    const recorded = says.recorded(
      dayOf(at, zone) === on ? null : day(dayOf(at, zone), language),
      clockTime(at, zone),
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

/** The whole of it; what stands two blanks in explains the line above. */
export function storyInWords(
  process: Process,
  story: Omit<ClockStory, 'told'>,
  { today, zone }: { today: Day; zone: string },
): Told {
  return inBoth((language) => {
    const says = phrases[language];
    const amount = amounts(story.limit, language);
    const runs = story.status === 'running' || story.status === 'suspended';
    const { used, left, lapsesInto, legalEffect, dueOn, dueAt } = story;
    const step = lapsesInto && (process.labels.steps[lapsesInto]?.[language] ?? lapsesInto);
    const hour = dueAt !== null && dayOf(dueAt, zone) === dueOn ? clockTime(dueAt, zone) : null;
    // What follows when a held clock runs out is for the state in which it will run again to say.
    const end =
      story.status !== 'running' ? [] : step ? [says.lapses(step, hour)] : [says.noLapse[legalEffect]];
    return [
      `${story.label[language]}${says.colon}${statusOf(story, language)}`,
      says.limit(
        periodInWords(story.limit as Period, language),
        cite(process, story.under, language),
        says.effect[legalEffect],
      ),
      ...story.operations.flatMap(({ told, explained }) => [
        told[language],
        ...(explained?.[language].split('\n') ?? []).map((line) => `  ${line}`),
      ]),
      ...(runs && used !== null
        ? [says.now(day(today, language), amount(used), remaining(left, amount, says))]
        : []),
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

const clockTime = (at: string, timeZone: string): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(
    new Date(at),
  );

function statusOf(
  { status, dueOn, overdue, provisional, stood }: Omit<ClockStory, 'told'>,
  language: Language,
): string {
  const says = phrases[language];
  const known = says.status as Record<string, string>;
  if (status === 'running' && dueOn !== null)
    return `${says.isDue(day(dueOn, language))}${provisional ? says.provisional : ''}${overdue ? says.overdue : ''}`;
  const last = status === 'suspended' || !stood?.dueOn ? '' : says.wasDue(day(stood.dueOn, language));
  return `${known[status] ?? status}${last}`;
}
