import { canonicalText, digestOf, leafHash, sealEvent, type EventBody } from './index.js';
import type { Folded, Law, StoredCase, StoredEvent } from './index.js';

/** An invented law of two states: a lamp is lit and put out, and remembers how often and by how much. */
export const lampLaw: Law = {
  open(event) {
    if (event.kind !== 'opened') throw new Error('the first event must open the case');
    return { state: 'dark', context: { times: 0, power: 0 } };
  },
  note() {
    throw new Error('nobody notes anything of a lamp');
  },
  take(file, event) {
    const { times, power } = file.context as { times: number; power: number };
    const given = event.given as { watts: number };
    if (event.step === 'light' && file.state === 'dark')
      return { state: 'lit', context: { times: times + 1, power: power + given.watts } };
    if (event.step === 'douse' && file.state === 'lit') return { state: 'dark', context: { times, power } };
    throw new Error('not possible now');
  },
};

export const lamp = '0197a000-0000-7000-8000-000000000001';

/** A sound history of so many events, as the tables would hold it. */
export function history(watts: readonly number[]): { stored: StoredCase; events: StoredEvent[] } {
  const bodies: EventBody[] = [];
  let file: Folded | null = null;
  for (let seq = 1; seq <= watts.length + 1; seq += 1) {
    const step = seq === 1 ? 'open' : seq % 2 === 0 ? 'light' : 'douse';
    const event: EventBody = {
      ...blank,
      seq,
      revision: seq,
      prev: seq === 1 ? null : sealEvent(bodies.at(-1)!).hash.toString('hex'),
      kind: seq === 1 ? 'opened' : 'stepTaken',
      step,
      from: file?.state ?? null,
      given: { watts: watts[seq - 2] ?? 0 },
      at: new Date(Date.UTC(2025, 8, 1, 1, 0, seq)).toISOString(),
    };
    file = file === null ? lampLaw.open(event) : lampLaw.take(file, event);
    bodies.push({ ...event, to: file.state, context: digestOf(file.context) });
  }
  return { stored: rowOf(bodies, file!), events: bodies.map(sealEvent) };
}

function rowOf(bodies: readonly EventBody[], file: Folded): StoredCase {
  const last = bodies.at(-1)!;
  return {
    id: lamp,
    state: file.state,
    revision: last.revision,
    seq: last.seq,
    head: sealEvent(last).hash,
    context: canonicalText(file.context),
  };
}

export const bodyOf = (event: StoredEvent): EventBody => JSON.parse(event.body) as EventBody;

/** An event rewritten and rightly hashed again: what somebody can do who knows the format. */
export function rewrite(event: StoredEvent, change: object): StoredEvent {
  const body = canonicalText({ ...bodyOf(event), ...change });
  return { body, hash: leafHash(body) };
}

/** The same, with every later link and the case's head made to match: what only the owner of the database can do. */
export function relink(
  { stored, events }: { stored: StoredCase; events: readonly StoredEvent[] },
  at: number,
  change: object,
): { stored: StoredCase; events: StoredEvent[] } {
  const relinked = [...events];
  relinked[at] = rewrite(relinked[at]!, change);
  for (let next = at + 1; next < relinked.length; next += 1)
    relinked[next] = rewrite(relinked[next]!, { prev: relinked[next - 1]!.hash.toString('hex') });
  return { stored: { ...stored, head: relinked.at(-1)!.hash }, events: relinked };
}

const blank: EventBody = {
  v: 1,
  alg: 'sha256',
  log: 'audit',
  tenant: 22,
  case: lamp,
  seq: 0,
  prev: null,
  revision: 0,
  kind: 'opened',
  step: 'open',
  from: null,
  to: 'dark',
  process: 'lamp',
  edition: '2020-01-01',
  editionHash: 'e'.repeat(64),
  under: { instrument: 'rules', article: '1' },
  actor: { person: null, roles: ['keeper'], duty: 'intake', for: null, covering: null, method: 'test' },
  cause: { kind: 'command', of: null },
  key: null,
  evidence: null,
  documents: [],
  given: null,
  decided: null,
  profile: null,
  clocks: [],
  effects: [],
  context: '',
  at: '',
  recordedAt: '2026-11-23T06:00:00.000Z',
};
