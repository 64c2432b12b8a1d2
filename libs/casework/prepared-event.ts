import type { Decided, EventActor, EventBody, NotedKind } from '#ledger';
import type { CaseFile, Effect, Facts, Given, Provision, Taken } from '#process';
import type { ClockOperation, ClockRow } from './clock-rows.js';
import type { Idempotency } from './command.js';
import type { NoteReady } from './ports.js';

/** An event that is ready to be written, with everything that stands beside it. */
export interface PreparedEvent {
  event: EventBody;
  body: string;
  hash: Buffer;
  prevAt: string | null;
  /** The case's memory after the event, canonical. */
  context: string;
  evidence: { name: string; disclosure: string } | null;
  operations: ClockOperation[];
  answer: { caller: string; idempotency: Idempotency; text: string } | null;
  effects: readonly Effect[];
  contextAfter: CaseFile['context'];
  /** What was brought, for the effects. */
  value: unknown;
  /** The owed command that this event pays. */
  pays: { case: string; seq: number; ordinal: number } | null;
  /** The text that was decided, where the step is a decision. */
  decidedText: string | null;
  /** What a note writes beside its event. */
  store: NoteReady['store'] | null;
}

export interface Deed {
  kind: 'opened' | 'stepTaken';
  taken: Taken;
  given: Given;
  actor: EventActor;
  cause: EventBody['cause'];
  evidence: { name: string; value: unknown } | null;
  documents: EventBody['documents'];
  idempotency: { caller: string; key: Idempotency } | null;
  decided?: { stands: Decided; text: string };
  pays?: PreparedEvent['pays'];
}

/** Something noted that leaves the case where it is. */
export interface Noted {
  kind: NotedKind;
  facts: Facts;
  actor: EventActor;
  under: Provision;
  idempotency: { caller: string; key: Idempotency } | null;
  /** Where the clocks stand now, and what was done to them. */
  clocks?: { rows: ClockRow[]; operations: ClockOperation[] };
  store?: NoteReady['store'];
}

/** What an event says of an operation on a clock, by the rows as it left them. */
export function clockTold(operation: ClockOperation, rows: readonly ClockRow[]): EventBody['clocks'][number] {
  const { clock, generation, becomes } = operation;
  const row = rows.find((one) => one.clock === (becomes ?? clock) && one.generation === generation)!;
  return {
    clock,
    generation,
    order: operation.operation,
    on: operation.on_day,
    due: operation.due_on,
    ...(operation.length === null ? {} : { length: operation.length }),
    ...(operation.anchor === null ? {} : { anchor: operation.anchor }),
    ...(becomes === null ? {} : { becomes }),
    calendar: row.calendar_version,
    provisional: row.provisional,
  };
}
