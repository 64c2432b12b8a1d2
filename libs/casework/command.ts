import type { Refused } from '#refusals';

/** What a person asks of a case. The clock asks by `LapseCommand`; no token can carry its role. */
export interface StepCommand {
  kind: 'step';
  tenant: number;
  case: string;
  step: string;
  /** Revision the person has read (If-Match); undefined is answered with 428. */
  revision: number | undefined;
  evidence: unknown;
  person: string;
  /** How the person signed in. */
  method: string;
  idempotency: Idempotency;
}

export interface OpenCommand {
  kind: 'open';
  tenant: number;
  process: string;
  institution: string;
  evidence: unknown;
  person: string;
  method: string;
  idempotency: Idempotency;
}

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

export type Command = StepCommand | OpenCommand | LapseCommand | OwedCommand;

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
}

export type Outcome = { done: Answer; replayed: boolean } | { refused: Refused };
