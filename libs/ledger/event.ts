import { canonicalText, leafHash, type Plain } from './canonical.js';

/**
 * What an event may be; each kind has its replay rule. The noted kinds, from `assigned` on, say something about a case
 * and leave its state, revision and memory as they were.
 */
export type EventKind = 'opened' | 'stepTaken' | NotedKind;
export type NotedKind = 'assigned' | 'released' | 'assessorsDrawn' | 'clockProjected';
const notedKinds: ReadonlySet<string> = new Set<NotedKind>([
  ...(['assigned', 'released', 'assessorsDrawn'] as const),
  'clockProjected',
]);
export const isNoted = (kind: EventKind): kind is NotedKind => notedKinds.has(kind);

/**
 * Who acted: an opaque id, the roles by which the step was open to them, their duty, for which institution, and in
 * whose stead while that person is away. The clock has no person.
 */
export type EventActor = {
  person: string | null;
  roles: string[];
  duty: string;
  for: string | null;
  covering: string | null;
  method: string;
};

/** What a decision was confirmed by: digest of the text shown, how strongly and when the person had signed in, signature. */
export type Decided = {
  /** SHA-256 of the text, hex. */
  text: string;
  acr: string;
  /** Seconds since 1970. */
  authTime: number;
  /** Compact JWS (RFC 7515) over `{ case, revision, step, person, text, acr, authTime }`, by the office's key. */
  signature: string;
};

/**
 * The body of an event: everything that happened, free of personal data. These bytes, canonical by RFC 8785, are
 * hashed, chained and sealed; the columns of the table only repeat them.
 */
export type EventBody = {
  v: 1;
  alg: 'sha256';
  log: 'audit';
  tenant: number;
  case: string;
  seq: number;
  /** Hash of the predecessor, hex; null for the first. */
  prev: string | null;
  revision: number;
  kind: EventKind;
  step: string;
  from: string | null;
  to: string;
  process: string;
  /** That by which it was decided: from a step that settles it on, it may be a later one than that of the event before. */
  edition: string;
  editionHash: string;
  under: { instrument: string; article: string };
  actor: EventActor;
  cause: { kind: 'command' | 'clock' | 'event'; of: string | null };
  /** SHA-256 of the caller's Idempotency-Key, hex. */
  key: string | null;
  /** Salted digest (RFC 9901) and size in bytes of what was brought. */
  evidence: { name: string; digest: string; size: number } | null;
  documents: { id: string; sha256: string; size: number }[];
  /** All that guards and assigns read beside the case's memory. */
  given: Plain;
  /** Of steps that need a strong sign-in. */
  decided: Decided | null;
  profile: null;
  /** What happened to the clocks, with the dates and the calendar they were drawn by. */
  clocks: {
    clock: string;
    generation: number;
    order: string;
    on: string;
    due: string | null;
    /** Of an extension: by how much, in the clock's unit. */
    length?: number;
    /** Of a supersession: the right anchor. */
    anchor?: string;
    /** Of a renaming, by the edition to which the case was moved: what it is called from then on. */
    becomes?: string;
    calendar: string;
    provisional: boolean;
  }[];
  effects: string[];
  /** SHA-256 of the case's memory after the event, hex. */
  context: string;
  /** Office time, and real time, RFC 3339 in UTC with milliseconds. */
  at: string;
  recordedAt: string;
};

export interface SealedEvent {
  body: string;
  hash: Buffer;
}

/** The one byte form of an event and its hash. */
export function sealEvent(event: EventBody): SealedEvent {
  const body = canonicalText(event);
  return { body, hash: leafHash(body) };
}
