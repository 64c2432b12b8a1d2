import { canonicalText, leafHash, sha256 } from './canonical.js';
import { isNoted, type EventBody } from './event.js';

/** A case's memory as the law sees it: handed in and out of the folding, never looked into here. */
export interface Folded {
  state: string;
  context: unknown;
}

/** The law, handed over by the caller so that the ledger need not know it. Throws where a step is not possible. */
export interface Law {
  open(event: EventBody): Folded;
  take(file: Folded, event: EventBody): Folded;
  /** Something noted, which changes nothing; throws where nobody could have noted it. */
  note(file: Folded, event: EventBody): void;
}

/** A stored event as the table holds it. */
export interface StoredEvent {
  body: string;
  hash: Buffer;
}

/** Where a case stands, as its row says. */
export interface StoredCase {
  id: string;
  state: string;
  revision: number;
  seq: number;
  head: Buffer;
  context: string;
}

/** The first thing that is wrong with a case, in a sentence, and at which event. */
export interface Finding {
  case: string;
  seq: number;
  sentence: string;
}

/**
 * Folds a case again from its first event and compares every recorded state, memory and link with what the law's
 * machine gives. Returns the first finding, or null when all is as it was.
 */
export function replay(stored: StoredCase, events: readonly StoredEvent[], law: Law): Finding | null {
  let file: Folded | null = null;
  let prev: Buffer | null = null;
  let revision = 0;
  let at = '';
  for (const [index, { body, hash }] of events.entries()) {
    const seq = index + 1;
    const wrong = (sentence: string): Finding => ({ case: stored.id, seq, sentence });
    let event: EventBody;
    try {
      event = JSON.parse(body) as EventBody;
      if (canonicalText(event) !== body) return wrong('the body is not in its canonical form');
    } catch {
      return wrong('the body is not an event');
    }
    if (event === null || typeof event !== 'object') return wrong('the body is not an event');
    if (!leafHash(body).equals(hash)) return wrong('the hash is not that of the body');
    if (event.case !== stored.id || event.seq !== seq) return wrong('the event belongs elsewhere');
    if (event.prev !== (prev?.toString('hex') ?? null))
      return wrong('the link to the event before is broken');
    if (event.at < at) return wrong(`its time ${event.at} lies before the event before it`);
    const noted = file !== null && isNoted(event.kind);
    if (!noted) revision += 1;
    if (event.revision !== revision)
      return wrong(`it says revision ${event.revision} where ${revision} is due`);
    const from: string | null = file?.state ?? null;
    if (event.from !== from) return wrong(`it says it left "${event.from}", but the case was in "${from}"`);
    try {
      if (noted) law.note(file!, event);
      else file = file === null ? law.open(event) : law.take(file, event);
    } catch (error) {
      return wrong(`the law does not allow "${event.step}" here: ${(error as Error).message}`);
    }
    if (file!.state !== event.to) {
      return wrong(
        `"${event.step}" is recorded as leading to "${event.to}", but the law leads to "${file!.state}"`,
      );
    }
    const context = sha256(canonicalText(file!.context)).toString('hex');
    if (context !== event.context) return wrong('the recorded memory is not the one the law gives');
    prev = hash;
    at = event.at;
  }
  const end = (sentence: string): Finding => ({ case: stored.id, seq: events.length, sentence });
  if (file === null || prev === null) return end('the case has no event');
  if (stored.seq !== events.length)
    return end(`the case counts ${stored.seq} events, there are ${events.length}`);
  if (!stored.head.equals(prev)) return end('the case names another last event');
  if (stored.state !== file.state)
    return end(`the case stands in "${stored.state}", its history ends in "${file.state}"`);
  if (stored.revision !== revision)
    return end(`the case is at revision ${stored.revision}, its history at ${revision}`);
  if (stored.context !== canonicalText(file.context))
    return end('the case remembers what its history does not give');
  return null;
}
