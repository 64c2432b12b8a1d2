/** What a story asks of an office, line by line, and what an office answers; the same for both tellers. */
import type { Day, Facts } from '#process';
import type { Clocks, Consequence, Deed, Refusal, Setting, Stands } from './lines.js';

export type Ask =
  | { ask: 'begin' | 'move'; at: string }
  | { ask: 'set'; setting: Setting; at: string }
  | { ask: 'open' | 'take'; deed: Deed; in: string; names: ReadonlyMap<string, string> }
  | { ask: 'certificate'; life: string };

/** A step that was taken, or a case that was opened, and what it brought about. */
export interface Happening {
  case: string;
  step: string;
  by: 'person' | 'clock' | 'linked';
  to: string;
  /** RFC 3339. */
  at: string;
  /** Without the steps owed, which stand in `owes`. */
  thereby: Consequence[];
  opened: string[];
  /** Steps owed to other cases. */
  owes: string[];
}

export interface SeenCase {
  id: string;
  process: string;
  edition: Day;
  state: string;
  clocks: Clocks;
  facts: Facts;
}

/** What an office answers: why not, or what happened, and how every case stands then. */
export interface Answered {
  refused?: Refusal;
  happened: Happening[];
  cases: SeenCase[];
  certificate?: Required<Stands>;
}

export interface Outcome {
  /** What went otherwise, in a sentence; null where the story holds. */
  otherwise: string | null;
  /** All that was seen, line by line, also what the story does not speak of. */
  account: string[];
  /** Editions by which its cases went, as `process/edition`. */
  editions: ReadonlySet<string>;
}
