import {
  CalendarYearUnknown,
  ClockNotPossible,
  dueDate,
  expireClock,
  extendClock,
  interruptClock,
  openCalendar,
  resumeClock,
  startClock,
  stopClock,
  supersedeClock,
  suspendClock,
  validUntil,
  type Calendar,
  type Clock,
  type Notice,
} from '#calendar';
import { Checker, NoAnswer } from './dates-checker.js';
import {
  noticeFiles,
  Questions,
  type Happening,
  type Question,
  type Rules,
  type Stand,
} from './dates-cases.js';
import { mutants, type Mutant } from './dates-mutants.js';
import { generator } from './random.js';

export interface DatesResult {
  cases: number;
  /** Where the calendar and the checker do not say the same: each in a sentence. */
  differences: string[];
  /** Cases whose answer is a date, and those whose year nobody knows or whose clock did not allow what was asked. */
  dated: number;
  refused: number;
  mutants: number;
  /** Mutants that no case noticed. */
  unnoticed: string[];
}

/** Questions for which the same calendar stays. */
const askedOfOne = 250;

/**
 * The calendar and the checker answer the same random questions: periods in every unit, certificates, and clocks to which
 * things happen, by what an office may know, guess, have set and have changed. Each mutant answers some of them, and must be noticed.
 */
export function dates(cases: number, seed: number): DatesResult {
  const run = compare(cases, seed);
  const unnoticed = Object.entries(mutants)
    .filter(([, mutant]) => compare(Math.min(cases, 20_000), seed, mutant, 1).differences.length === 0)
    .map(([name]) => name);
  return { cases, ...run, mutants: Object.keys(mutants).length, unnoticed };
}

function compare(
  cases: number,
  seed: number,
  { Wrong = Checker, tampered = (notices) => [...notices] }: Mutant = {},
  most = 100,
): Pick<DatesResult, 'differences' | 'dated' | 'refused'> {
  const notices = noticeFiles();
  const questions = new Questions(generator(seed), notices);
  const result = { differences: [] as string[], dated: 0, refused: 0 };
  for (let asked = 0; asked < cases;) {
    const rules = questions.rules();
    const calendar = openCalendar({ ...rules, notices: tampered(rules.notices) as Notice[] });
    const checker = new Wrong(rules);
    for (const end = Math.min(cases, asked + askedOfOne); asked < end; asked++) {
      const question = questions.question();
      const [ours, theirs] = [byCalendar(calendar, question), byChecker(checker, question)];
      result[typeof ours === 'string' && ours.startsWith('no') ? 'refused' : 'dated']++;
      if (agree(question, ours, theirs)) continue;
      if (result.differences.push(told(question, rules, ours, theirs)) === most) return result;
    }
  }
  return result;
}

/** Of a period that runs from the last day of a year that nobody knows, the one may name that year, the other the next. */
function agree({ kind, anchor }: Question, ours: unknown, theirs: unknown): boolean {
  const either = [anchor.slice(0, 4), Number(anchor.slice(0, 4)) + 1].map((year) => `no ${year}`);
  if (kind === 'period' && anchor.endsWith('-12-31') && ours !== theirs)
    if (either.includes(String(ours)) && either.includes(String(theirs))) return true;
  return JSON.stringify(ours) === JSON.stringify(theirs);
}

const told = (question: Question, { notices, ...rules }: Rules, ours: unknown, theirs: unknown): string =>
  `${JSON.stringify(question)}, by ${notices.length} notices and ${JSON.stringify(rules)}: the calendar says ` +
  `${JSON.stringify(ours)}, the checker ${JSON.stringify(theirs)}`;

/** An answer, or `no …` in its place, on both sides in the same words. */
function byCalendar(calendar: Calendar, question: Question): unknown {
  const answered = (ask: () => unknown): unknown => {
    try {
      return ask();
    } catch (error) {
      if (error instanceof CalendarYearUnknown) return question.kind === 'period' ? `no ${error.year}` : 'no';
      if (error instanceof ClockNotPossible) return 'no';
      throw error;
    }
  };
  const { anchor } = question;
  if (question.kind === 'certificate') return validUntil(anchor, question.years);
  if (question.kind === 'period')
    return answered(() => {
      const { due, dueAt, counted, leftOut, rolledFrom, provisional } = dueDate(
        calendar,
        anchor,
        question.period,
      );
      return { due, counted, leftOut, rolledFrom, provisional, dueAt: Date.parse(dueAt) };
    });
  return answered(() => {
    let clock = startClock(calendar, anchor, question.period, question.asked);
    return [
      standOf(clock),
      ...question.happenings.map((one) => answered(() => standOf((clock = next(calendar, clock, one))))),
    ];
  });
}

function byChecker(checker: Checker, question: Question): unknown {
  const answered = (ask: () => unknown): unknown => {
    try {
      return ask();
    } catch (error) {
      if (error instanceof NoAnswer) return question.kind === 'period' ? `no ${error.message}` : 'no';
      throw error;
    }
  };
  const { anchor } = question;
  if (question.kind === 'certificate') return checker.validUntil(anchor, question.years);
  if (question.kind === 'period')
    return answered(() => {
      const period = checker.period(anchor, question.period);
      return { ...period, dueAt: checker.ends(period.due) };
    });
  return answered(() => {
    let clock = checker.start(anchor, question.period, 1, question.asked);
    return [clock, ...question.happenings.map((one) => answered(() => (clock = checker.next(clock, one))))];
  });
}

function next(calendar: Calendar, clock: Clock, { what, on, by, longest, anchor, at }: Happening): Clock {
  switch (what) {
    case 'suspend':
      return suspendClock(calendar, clock, on, at);
    case 'resume':
      return resumeClock(calendar, clock, on, at);
    case 'extend':
      return extendClock(calendar, clock, { unit: clock.budget.unit, length: by! }, on, longest, at);
    case 'stop':
      return stopClock(calendar, clock, on, at);
    case 'expire':
      return expireClock(calendar, clock);
    case 'supersede':
      return supersedeClock(calendar, clock, anchor!, on);
    case 'interrupt':
      return interruptClock(calendar, clock, anchor ?? on, on);
  }
}

const standOf = (clock: Clock): Stand => ({
  status: clock.status,
  anchor: clock.anchor,
  budget: clock.budget as Stand['budget'],
  used: clock.consumed,
  since: clock.runningSince,
  heldOn: clock.heldOn,
  due: clock.due,
  dueAt: clock.dueAt === null ? null : Date.parse(clock.dueAt),
  generation: clock.generation,
  provisional: clock.provisional,
});
