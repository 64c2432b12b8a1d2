import type { NotedKind } from '#ledger';
import type { Refused } from '#refusals';
import type { SignIn } from './authority-rules.js';

/** A person who asks, and how they signed in. */
interface Asked extends SignIn {
  tenant: number;
  person: string;
  method: string;
  /** An API key acts for this institution alone. */
  onlyFor: string | null;
}

/** What a person asks of a case. The clock asks by `LapseCommand`; no token can carry its role. */
export interface StepCommand extends Asked {
  kind: 'step';
  case: string;
  step: string;
  /** Revision the person has read (If-Match); undefined is answered with 428. */
  revision: number | undefined;
  evidence: unknown;
  /** Digest of the text that was shown (SHA-256, hex), where the step is a decision. */
  confirmedText: string | null;
  /** Judge it and change nothing. */
  dryRun: boolean;
  idempotency: Idempotency;
}

export interface OpenCommand extends Asked {
  kind: 'open';
  process: string;
  /** Left out where the process concerns the authority itself. */
  institution: string | undefined;
  evidence: unknown;
  idempotency: Idempotency;
}

/** Something is noted in a case's history that moves neither its state nor its memory. */
export interface NoteCommand extends Asked {
  kind: 'note';
  case: string;
  note: Note;
  idempotency: Idempotency;
}

export type Note =
  | { kind: 'assigned'; duty: string; to: string }
  | { kind: 'released'; duty: string }
  | { kind: Exclude<NotedKind, 'assigned' | 'released'>; asked: unknown };

/** Lets every clock of a case that has run out take its step. Asks nothing else, refuses nothing. */
export interface LapseCommand {
  kind: 'lapse';
  tenant: number;
  case: string;
}

/** A step that another case's event owes to this one. */
export interface OwedCommand {
  kind: 'owed';
  tenant: number;
  case: string;
  step: string;
  cause: { case: string; seq: number; ordinal: number };
}

export type Command = StepCommand | OpenCommand | NoteCommand | LapseCommand | OwedCommand;
/** Commands that a person gives. */
export type PersonsCommand = StepCommand | OpenCommand | NoteCommand;

/** An Idempotency-Key and what it was used for, each as SHA-256. */
export interface Idempotency {
  keyDigest: Buffer;
  requestDigest: Buffer;
}

/** The first answer to a command; it is drawn from the event alone, so that a retry gets the same bytes. */
export interface Answer {
  case: string;
  number: string | null;
  process: string;
  edition: string;
  step: string;
  state: string;
  revision: number;
  seq: number;
  /** Hash of the event, hex. */
  event: string;
  /** Office time, RFC 3339 UTC. */
  at: string;
  /** Of a step that names people: the duties for which nobody would be left. */
  unstaffed?: string[];
}

export type Outcome = { done: Answer; replayed: boolean } | { refused: Refused };
