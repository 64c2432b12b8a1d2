import {
  CalendarYearUnknown,
  derivationOf,
  explain,
  type Calendar,
  type Clock,
  type Derivation,
} from '#calendar';
import type { EventBody, EventKind } from '#ledger';
import type { Facts, Process, Words } from '#process';
import type { Stage } from '#regulations';
import type { OfficeCalendars } from './calendars.js';
import type { Part, WithheldEvent } from './case-readers.js';
import { clockWords } from './clock-editions.js';
import { clockOf, type ClockRow } from './clock-rows.js';
import type { LaneView } from './lane-view.js';
import type { Reason } from './authority-rules.js';
import { reasonView, takers, whyNot, type ReasonView } from './step-rules.js';
import type { StepShown } from './steps-shown.js';

/** Office time, and what the office has set. */
export interface Office {
  at: Date;
  zone: string;
  calendars: OfficeCalendars;
}

export interface StepView {
  step: string;
  label: Words;
  allowed: boolean;
  /** Why not, if not: each rule or guard with its sentence, its provision and what would change the answer. */
  reasons: ReasonView[];
  /** What the evidence will have to show. */
  conditions: Words[];
  /** Who could take it. */
  by: { role: string; words: Words }[];
  duty: string;
  /** Whether it is a decision, whose text must be confirmed under a fresh and strong sign-in. */
  stepUp: boolean;
  under: { instrument: string; article: string; title: Words };
  /** Name of the evidence; its schema is in the OpenAPI document. Null where none is needed. */
  needs: string | null;
  leadsTo: string[];
  /**
   * The edition to which it would move the case, by which all of this is then told; null where the case would stay under its own.
   * Of the clock's, as of the day to which it will be dated.
   */
  movesTo: string | null;
}

export interface ClockView {
  clock: string;
  generation: number;
  label: Words;
  status: ClockRow['status'];
  legalEffect: ClockRow['legal_effect'];
  limit: { unit: string; length: number };
  consumed: number;
  anchor: string;
  dueOn: string | null;
  dueAt: string | null;
  overdue: boolean;
  provisional: boolean;
  calendarVersion: string;
  under: { instrument: string; article: string };
  lapsesInto: string | null;
  /** Of a promise: the clock that it promises to hold sooner. */
  promises: string | null;
  /** Of a clock that is promised: its promise, beside which it is shown. */
  promised: Promised | null;
  /** Days counted and days left out, and the same in words; null unless it runs. */
  derivation: unknown;
  explained: Words | null;
}

/** When an authority promises that it will be done, beside the limit of the law. */
export interface Promised {
  status: ClockRow['status'];
  /** Working days. */
  length: number;
  dueOn: string | null;
  dueAt: string | null;
  overdue: boolean;
}

export interface CaseView {
  id: string;
  number: string | null;
  process: string;
  edition: string;
  title: Words;
  institution: { id: string; name: string; creditCode: string };
  state: string;
  label: Words;
  tags: string[];
  revision: number;
  seq: number;
  head: string;
  openedAt: string;
  changedAt: string;
  /** The case's memory: codes, counts and days, nothing personal. */
  facts: Facts;
  steps: StepView[];
  clocks: ClockView[];
  /** The lane by which something is promised or made easier; null for none. */
  lane: LaneView | null;
  /** On whose desk each duty lies; for the office alone. */
  desks: { duty: string; person: string; name: string }[];
  /** In which part the reader reads what was brought to the case. */
  readAs: Part;
}

/** A case as the public sees it. */
export interface PublicStatus {
  number: string;
  title: Words;
  stage: Stage | null;
  /** Whether the case is over; then there may be no stage. */
  ended: boolean;
  changedAt: string;
  /** The limits of the law that run, each beside what is promised; the earliest first. */
  deadlines: Deadline[];
}

/** A limit of the law that runs, and when it is promised to be held. */
export interface Deadline {
  label: Words;
  dueOn: string;
  dueAt: string;
  promised: Pick<Promised, 'dueOn' | 'dueAt'> | null;
}

export interface CaseSummary {
  id: string;
  number: string | null;
  process: string;
  edition: string;
  institution: { id: string; name: string };
  state: string;
  label: Words;
  tags: string[];
  revision: number;
  changedAt: string;
  dueOn: string | null;
}

export interface HistoryEntry {
  seq: number;
  hash: string;
  leaf: number | null;
  label: Words;
  /** Of dates that another calendar moved: each clock with both dates, and why. */
  told: Words[];
  /** Of a note of the office's inner affairs a party is shown what keeps the chain together. */
  event: EventBody | WithheldEvent;
  /** What was brought, for those who may read it. */
  evidence: unknown;
  /** Whether something of the entry is for others, and what: JSON pointers (RFC 6901) into the entry. */
  withheld: boolean;
  without: string[];
}

/** What a state is called, and who is awaited in it. */
export function stateWords(process: Process, state: string): { label: Words; tags: string[] } {
  const rule = process.states.find(({ name }) => name === state);
  return { label: rule?.words ?? { 'zh-CN': state, en: state }, tags: rule?.tags ?? [] };
}

/** What an event is called: by its step, or by what it is where nobody took one. */
export const eventWords = (process: Process, { kind, step }: EventBody): Words =>
  kind === 'stepTaken' ? (process.labels.steps[step] ?? { 'zh-CN': step, en: step }) : beside[kind];

const beside: Record<Exclude<EventKind, 'stepTaken'>, Words> = {
  opened: { 'zh-CN': '开立案件', en: 'The case is opened' },
  assigned: { 'zh-CN': '领办或分派', en: 'Put on a desk' },
  released: { 'zh-CN': '退回', en: 'Taken off a desk' },
  clockProjected: {
    'zh-CN': '日历变更，届满日重新推算',
    en: 'The calendar changed: dates were counted again',
  },
  assessorsDrawn: { 'zh-CN': '随机抽取评审组', en: 'A team is drawn at random' },
};

/** A step of the state now, with what stands in its way: the same words as the refusal would say. */
export function stepView(
  { choice, of: { process }, movesTo }: StepShown,
  obstacles: readonly Reason[],
): StepView {
  const { instruments } = process.catalogue;
  const reasons = whyNot(obstacles, choice);
  return {
    step: choice.name,
    label: choice.words,
    allowed: choice.open && reasons.length === 0,
    reasons: reasons.map((reason) => reasonView(process, reason)),
    conditions: choice.conditions.map(({ says }) => says),
    by: takers(process, choice.by),
    duty: choice.duty,
    stepUp: choice.stepUp,
    under: { ...choice.under, title: instruments[choice.under.instrument]!.title },
    needs: choice.needs,
    leadsTo: [...new Set(choice.branches.map(({ to }) => to))],
    movesTo,
  };
}

/** A clock with its date explained, by the calendar by which it was drawn; `all` are those of its case, with its promise. */
export function clockView(
  process: Process,
  row: ClockRow & { drawn_at: Date },
  office: Office,
  all: readonly ClockRow[],
): ClockView {
  const derivation = drawnAgain(row, office);
  return {
    clock: row.clock,
    generation: row.generation,
    label: clockWords(process, row.clock),
    status: row.status,
    legalEffect: row.legal_effect,
    limit: { unit: row.unit, length: row.budget },
    consumed: row.consumed,
    anchor: row.anchor,
    dueOn: row.due_on,
    dueAt: row.due_at,
    overdue: hasRunOut(row, office.at),
    provisional: derivation?.provisional ?? row.provisional,
    calendarVersion: row.calendar_version,
    under: { instrument: row.instrument, article: row.article },
    lapsesInto: row.lapses_into,
    promises: process.clocks[row.clock]!.promises?.clock ?? null,
    promised: promiseOf(process, row, office.at, all),
    derivation,
    explained:
      derivation === null ? null : { 'zh-CN': explain(derivation, 'zh-CN'), en: explain(derivation, 'en') },
  };
}

const hasRunOut = ({ due_at }: Pick<ClockRow, 'due_at'>, at: Date): boolean =>
  due_at !== null && new Date(due_at) <= at;

/** The promise that goes with a clock: that which stands while it stands itself, else that of the same run. */
export function promiseOf(
  process: Process,
  row: Pick<ClockRow, 'clock' | 'generation' | 'status'>,
  at: Date,
  all: readonly Pick<ClockRow, 'clock' | 'generation' | 'status' | 'budget' | 'due_on' | 'due_at'>[],
): Promised | null {
  const stands = ({ status }: Pick<ClockRow, 'status'>) => status === 'running' || status === 'suspended';
  const promise = all.find(
    (one) =>
      process.clocks[one.clock]?.promises?.clock === row.clock &&
      (stands(row) ? stands(one) : one.generation === row.generation),
  );
  if (promise === undefined) return null;
  const { status, budget, due_on, due_at } = promise;
  return { status, length: budget, dueOn: due_on, dueAt: due_at, overdue: hasRunOut(promise, at) };
}

/**
 * How the date of a clock comes about, by the calendar by which it was drawn. Where that counted a year provisionally, and
 * the one in force gives the same date for good, by that one.
 */
function drawnAgain(row: ClockRow & { drawn_at: Date }, { at, calendars }: Office): Derivation | null {
  const clock = clockOf(row);
  if (clock.status !== 'running') return null;
  const drawn = calendars.find(row.calendar_version) ?? calendars.at(row.drawn_at);
  if (row.provisional && clock.consumed === 0) {
    const again = derivedBy(calendars.at(at).calendar, clock);
    if (again?.dueAt === firstInstantOf(row) && !again.provisional) return again;
  }
  return derivedBy(drawn.calendar, clock);
}

/** Null where a year is not known: nobody's reading fails for it. */
function derivedBy(calendar: Calendar, clock: Clock): Derivation | null {
  try {
    return derivationOf(calendar, clock);
  } catch (error) {
    if (error instanceof CalendarYearUnknown) return null;
    throw error;
  }
}

const firstInstantOf = ({ due_at }: ClockRow): string | null =>
  due_at === null ? null : `${new Date(due_at).toISOString().slice(0, 19)}Z`;
