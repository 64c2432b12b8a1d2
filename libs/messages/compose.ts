import { dayInWords, endInWords, endOf, periodInWords, type Calendar, type EndInWords } from '#calendar';
import {
  clockRule,
  clockWords,
  movedIn,
  movesInWords,
  stateWords,
  type Audience,
  type StandingClock,
  type Today,
} from '#casework';
import type { EventBody } from '#ledger';
import { citeProvision, runsAgain, type Json, type Words } from '#process';
import type { Language } from '#refusals';
import { againstDelay, dutyWords, partyAwaited } from '#regulations';
import { phrases } from './words.js';

/** What a message is made from beside its cause: the case as it stands now, and where the reader can look. */
export interface Scene {
  audience: Audience;
  calendar: Calendar;
  /** The office's legal day, and the instant: a period may end with business hours. */
  today: string;
  at: Date;
  /** What changed the calendar of the office. */
  changes: Today['changes'];
  /** Where the portal is; undefined where nobody said, then the command line is named. */
  publicUrl: string | undefined;
  /** Names of people, by id. */
  names: ReadonlyMap<string, string>;
}

/** A message as it is read: one line, and plain text. */
export interface Composed {
  subject: string;
  body: string;
}

/** To whom a message is written: their language, and of which duty it is their turn, if it is. */
export interface Addressee {
  language: Language;
  turn: string | null;
}

/** Of a change: what happened, what comes next, by whom, by when, and what if nobody acts. */
export function composeChange(
  scene: Scene,
  {
    event,
    label,
    kind,
    namedFor,
  }: {
    event: EventBody;
    label: Words;
    kind: 'received' | 'changed' | 'named' | 'assigned' | 'affair';
    /** The duty for which the reader was named, or that was put on their desk. */
    namedFor: string | null;
  },
  to: Addressee,
): Composed {
  const says = phrases[to.language];
  const { audience } = scene;
  const { process, row } = audience;
  const day = dayInWords((event.given as { today: string }).today, to.language);
  const decidedBy = audience.editionOf(event);
  const then = stateWords(decidedBy, event.to).label[to.language];
  const number = row.number ?? says.noNumber;
  const duty = namedFor === null ? '' : (dutyWords[namedFor]?.[to.language] ?? namedFor);
  const moves = movesInWords(decidedBy, movedIn(event), scene.changes);
  const happened =
    kind === 'assigned'
      ? [says.assigned(duty, day)]
      : event.kind === 'clockProjected'
        ? [
            says.moved(day),
            ...moves.map((move) => says.move(move[to.language])),
            says.stands(says.quoted(then)),
          ]
        : [
            says[kind === 'received' ? 'received' : 'happened'](day, says.quoted(label[to.language])),
            ...(event.cause.kind === 'clock' ? [says.byLaw] : []),
            ...(kind === 'named' ? [says.named(duty)] : []),
            says.stands(says.quoted(then)),
          ];
  const moved = row.state !== event.to || row.revision > event.revision;
  const now = stateWords(process, row.state).label[to.language];
  const since =
    moved && kind !== 'assigned' ? [says.since(dayInWords(scene.today, to.language), says.quoted(now))] : [];
  if (kind === 'affair') {
    return {
      subject: oneLine(says.affairSubject(process.title[to.language], then)),
      body: text([head(scene, to), [says.affair, ...happened, ...factsOf(scene, event, to)]]),
    };
  }
  return {
    subject: oneLine(
      kind === 'assigned'
        ? says.assignedSubject(number, duty)
        : says[subjectOf(event, kind)](number, moved ? now : then),
    ),
    body: text([head(scene, to), [...happened, ...since], ahead(scene, to)]),
  };
}

const subjectOf = ({ kind: of }: EventBody, kind: string) =>
  of === 'clockProjected' ? 'movedSubject' : kind === 'received' ? 'receivedSubject' : 'changedSubject';

/** A rung of warning and the day on which it was to be raised. */
export interface OwedRung {
  rung: '7' | '3' | '1' | 'due' | 'after';
  on: string;
}

/** Who is warned: whose turn it is, who supervises, or a party that waits for the authority. */
export type Warned = 'turn' | 'escalated' | 'party';

/**
 * Of a clock that comes near its last day, or is past it; `rungs` are those told by this message, the last one last. A
 * party that waits is told what it can do against the delay.
 */
export function composeWarning(
  scene: Scene,
  { clock, rungs, as }: { clock: StandingClock; rungs: readonly OwedRung[]; as: Warned },
  to: Addressee,
): Composed {
  const says = phrases[to.language];
  const { process, row } = scene.audience;
  const name = clockWords(process, clock.clock)[to.language];
  const number = row.number ?? says.noNumber;
  const { due, left, stage } = standingOf(scene, clock, to);
  const late = rungs.filter(({ on }) => on < scene.today && as !== 'party');
  const told = late.map(({ rung, on }) => says.lateRung(says.rung[rung], dayInWords(on, to.language)));
  return {
    subject: oneLine(
      stage === 'before'
        ? says.warningSubject.before(number, name, due, left)
        : says.warningSubject[stage](number, name, due),
    ),
    body: text([
      head(scene, to),
      [
        says.warning[stage](name, due, left),
        ...(told.length > 0 ? [says.late(says.list(told))] : []),
        ...(as === 'escalated' ? [says.escalated] : []),
        ...(as === 'party' ? [says.noOutcome, againstDelay[to.language]] : []),
      ],
      ahead(scene, to),
    ]),
  };
}

/** How a clock that runs stands at this moment: its end in words, and how many working days are left or over. */
function standingOf(
  { calendar, today, at }: Scene,
  { due_on, due_at }: StandingClock,
  { language }: Addressee,
): { due: EndInWords; left: number; stage: 'before' | 'due' | 'after' } {
  const dueOn = due_on!;
  const due = endInWords(endOf(dueOn, due_at), language, { is: calendar.kindOf(dueOn) });
  const left = calendar.workingDaysBetween(today, dueOn);
  // After the period a day is begun that is overdue, be it the last day itself after business hours.
  const over = today > dueOn || (due_at !== null && at.getTime() >= Date.parse(due_at));
  if (over) return { due, left: Math.max(1, -left), stage: 'after' };
  return { due, left, stage: today === dueOn ? 'due' : 'before' };
}

/** Which matter it is. */
function head({ audience }: Scene, { language }: Addressee): string[] {
  const { process, row } = audience;
  const says = phrases[language];
  return [`${process.title[language]} · ${row.institution_name}`, says.number(row.number ?? says.noNumber)];
}

/** Next, by whom, by when and what if not, as the case stands now; and where to look. */
function ahead(scene: Scene, to: Addressee): string[] {
  const { audience, today, publicUrl } = scene;
  const { process, row } = audience;
  const says = phrases[to.language];
  const { tags } = stateWords(process, row.state);
  const awaited = partyAwaited(tags);
  const steps = audience
    .stepsOn(today)
    .filter(({ on, open, duty }) => on === null && open && duty === to.turn);
  const whose =
    steps.length > 0
      ? says.yourTurn(says.list(steps.map(({ words }) => words[to.language])))
      : awaited !== null
        ? says.awaits[awaited]
        : tags.includes('terminal')
          ? says.over
          : undefined;
  const clocks = audience.clocks.flatMap((clock) => clockLines(scene, clock, to));
  const reference = row.number ?? row.id;
  return [
    ...(whose === undefined ? [] : [`${says.next}${whose}`]),
    ...(clocks.length === 0 ? [] : [says.byWhen(dayInWords(today, to.language)), ...clocks]),
    `${says.look}${publicUrl === undefined ? says.command(reference) : `${publicUrl}/api/v1/cases/${reference}`}`,
  ];
}

function clockLines(scene: Scene, clock: StandingClock, to: Addressee): string[] {
  const { process, row } = scene.audience;
  const says = phrases[to.language];
  const { instruments } = process.catalogue;
  const name = clockWords(process, clock.clock)[to.language];
  const limit = clockRule(process, clock.clock)?.limit;
  if (clock.legal_effect === 'none') return [];
  if (clock.due_on === null) {
    const { on, under } = clock.paused!;
    const state = says.quoted(stateWords(process, row.state).label[to.language]);
    const basis = citeProvision(under, instruments, to.language, 'short');
    const { anew } = runsAgain(process, row.state, clock.clock);
    const by = says.list(anew.map((step) => says.quoted(step[to.language])));
    return [
      says.held(name, basis, dayInWords(on, to.language), state),
      ...(anew.length > 0 && limit !== undefined
        ? [`  ${says.beginsAnew(by, periodInWords(limit, to.language))}`]
        : []),
    ];
  }
  const basis = citeProvision(clock, instruments, to.language, 'short');
  const { due, left, stage } = standingOf(scene, clock, to);
  const line = says[({ before: 'running', due: 'dueToday', after: 'overdue' } as const)[stage]](
    name,
    basis,
    due,
    left,
  );
  const lapse = clock.lapses_into === null ? null : process.labels.steps[clock.lapses_into]?.[to.language];
  return [
    line,
    ...(lapse ? [`  ${says.ifNobody(says.quoted(lapse))}`] : []),
    ...(clock.legal_effect === 'target' ? [`  ${says.target}`] : []),
  ];
}

/** Of an affair of the office: the facts on which the step was decided, in words. */
function factsOf({ audience, names }: Scene, event: EventBody, { language }: Addressee): string[] {
  const { process, of } = audience;
  const says = phrases[language];
  const rule = process.states.flatMap(({ steps }) => steps).find(({ name }) => name === event.step);
  const reads = (value: Json): string | null => {
    if (Array.isArray(value)) return says.list(value.flatMap((one) => reads(one) ?? []));
    if (typeof value === 'boolean') return value ? says.yes : says.no;
    if (typeof value !== 'string' && typeof value !== 'number') return null;
    const role = process.catalogue.roles[String(value)];
    return role?.words[language] ?? names.get(String(value)) ?? String(value);
  };
  return (rule?.decides ?? []).flatMap((fact) => {
    const value = reads(of.file.context[fact] ?? null);
    const words = process.labels.facts?.[fact]?.[language] ?? fact;
    return value === null || value === '' ? [] : [`- ${words}: ${value}`];
  });
}

const text = (parts: readonly string[][]): string =>
  `${parts.map((lines) => lines.join('\n')).join('\n\n')}\n`;

/** Names come from people; a subject is one line. */
export const oneLine = (line: string): string => line.replace(/\p{Cc}+/gu, ' ').slice(0, 400);
