import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bodyOf, history, lamp, lampLaw, relink, rewrite } from './history.fixture.js';
import { canonicalText, leafHash, replay, sealEvent, type StoredCase, type StoredEvent } from './index.js';

type Kept = { stored: StoredCase; events: StoredEvent[] };

const sound = (): Kept => history([40, 0, 60]);
const findingOf = ({ stored, events }: Kept) => replay(stored, events, lampLaw);
const hex = (byte: number): string => Buffer.alloc(32, byte).toString('hex');
const changed = (at: number, change: (event: StoredEvent) => StoredEvent): Kept => {
  const { stored, events } = sound();
  return { stored, events: events.map((event, index) => (index === at ? change(event) : event)) };
};

describe('a sound history', () => {
  it('of any length has no finding', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1_000 }), { maxLength: 8 }), (watts) => {
        expect(findingOf(history(watts))).toBeNull();
      }),
    );
  });
});

describe('a replay finds', () => {
  it.each<[string, number, string, Kept]>([
    [
      'an edited body under the old hash',
      2,
      'the hash is not that of the body',
      changed(1, (event) => ({ ...event, body: rewrite(event, { given: { watts: 41 } }).body })),
    ],
    [
      'a wrong hash under the old body',
      3,
      'the hash is not that of the body',
      changed(2, (event) => ({ ...event, hash: Buffer.alloc(32, 7) })),
    ],
    [
      'an edited body with a right hash, by the link of the next event',
      3,
      'the link to the event before is broken',
      changed(1, (event) => rewrite(event, { recordedAt: '2026-11-23T06:00:00.001Z' })),
    ],
    [
      'an edited last body with a right hash, by the head of the case',
      4,
      'the case names another last event',
      changed(3, (event) => rewrite(event, { recordedAt: '2026-11-23T06:00:00.001Z' })),
    ],
    [
      'an event linked to another predecessor',
      3,
      'the link to the event before is broken',
      changed(2, (event) => rewrite(event, { prev: hex(1) })),
    ],
    [
      'a first event that claims a predecessor',
      1,
      'the link to the event before is broken',
      changed(0, (event) => rewrite(event, { prev: hex(1) })),
    ],
    [
      'a body with the same content in another form',
      2,
      'the body is not in its canonical form',
      changed(1, ({ body }) => ({ body: ` ${body}`, hash: leafHash(` ${body}`) })),
    ],
    [
      'a body with a key twice, of which a reader sees only one',
      2,
      'the body is not in its canonical form',
      changed(1, ({ body }) => {
        const doubled = body.replace('"step":', '"step":"douse","step":');
        return { body: doubled, hash: leafHash(doubled) };
      }),
    ],
    ['a body that is no JSON', 2, 'the body is not an event', changed(1, () => sealed('{'))],
    ['a body that is null', 2, 'the body is not an event', changed(1, () => sealed('null'))],
    ['a body that is a text', 2, 'the body is not an event', changed(1, () => sealed('"event"'))],
    ['a body that says nothing', 2, 'the event belongs elsewhere', changed(1, () => sealed('{}'))],
  ])('%s', (_, seq, sentence, kept) => {
    expect(findingOf(kept)).toEqual({ case: lamp, seq, sentence });
  });

  it.each<[string, number, string, (events: StoredEvent[]) => StoredEvent[]]>([
    ['the first event dropped', 1, 'the event belongs elsewhere', (events) => events.slice(1)],
    ['one in the middle dropped', 2, 'the event belongs elsewhere', (events) => events.toSpliced(1, 1)],
    ['the last one dropped', 3, 'the case counts 4 events, there are 3', (events) => events.slice(0, -1)],
    ['all of them dropped', 0, 'the case has no event', () => []],
    ['one doubled', 3, 'the event belongs elsewhere', (events) => events.toSpliced(2, 0, events[1]!)],
    [
      'two exchanged',
      2,
      'the event belongs elsewhere',
      (events) => [events[0]!, events[2]!, events[1]!, events[3]!],
    ],
    [
      'one appended beside the case',
      5,
      'the case counts 4 events, there are 5',
      (events) => [...events, next(events)],
    ],
  ])('%s', (_, seq, sentence, change) => {
    const { stored, events } = sound();
    expect(findingOf({ stored, events: change(events) })).toEqual({ case: lamp, seq, sentence });
  });

  it.each<[string, number, object, string]>([
    ['a wrong case', 1, { case: 'another' }, 'the event belongs elsewhere'],
    ['a wrong place', 1, { seq: 9 }, 'the event belongs elsewhere'],
    ['a wrong revision', 1, { revision: 3 }, 'it says revision 3 where 2 is due'],
    ['a state it did not leave', 1, { from: 'lit' }, 'it says it left "lit", but the case was in "dark"'],
    ['no state left', 1, { from: null }, 'it says it left "null", but the case was in "dark"'],
    [
      'a state the law does not lead to',
      1,
      { to: 'broken' },
      '"light" is recorded as leading to "broken", but the law leads to "lit"',
    ],
    [
      'a step the law does not allow',
      1,
      { step: 'douse' },
      'the law does not allow "douse" here: not possible now',
    ],
    [
      'an opening that is none',
      0,
      { kind: 'stepTaken' },
      'the law does not allow "open" here: the first event must open the case',
    ],
    ['another memory', 1, { context: hex(2) }, 'the recorded memory is not the one the law gives'],
    [
      'other facts, which would give another memory',
      1,
      { given: { watts: 41 } },
      'the recorded memory is not the one the law gives',
    ],
    [
      'a time before its predecessor',
      1,
      { at: '2025-08-31T23:59:59.999Z' },
      'its time 2025-08-31T23:59:59.999Z lies before the event before it',
    ],
  ])('%s, though the whole chain was linked anew', (_, at, change, sentence) => {
    expect(findingOf(relink(sound(), at, change))).toEqual({ case: lamp, seq: at + 1, sentence });
  });

  it.each<[string, Partial<StoredCase>, string]>([
    ['state', { state: 'dark' }, 'the case stands in "dark", its history ends in "lit"'],
    ['revision', { revision: 5 }, 'the case is at revision 5, its history at 4'],
    ['count of events', { seq: 5 }, 'the case counts 5 events, there are 4'],
    ['head', { head: Buffer.alloc(32) }, 'the case names another last event'],
    ['memory', { context: '{"power":100,"times":3}' }, 'the case remembers what its history does not give'],
    [
      'memory in another form',
      { context: '{"times":2,"power":100}' },
      'the case remembers what its history does not give',
    ],
    ['id', { id: 'another' }, 'the event belongs elsewhere'],
  ])('a case whose %s is not what its history gives', (_, change, sentence) => {
    const { stored, events } = sound();
    expect(findingOf({ stored: { ...stored, ...change }, events })?.sentence).toBe(sentence);
  });

  it('any change of any member of any event, hashed again or not', () => {
    const paths = fc.constantFrom(...membersOf(bodyOf(sound().events[1]!)));
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 1_000 }), { maxLength: 6 }),
        fc.nat(),
        paths,
        fc.boolean(),
        (watts, which, path, hashAgain) => {
          const { stored, events } = history(watts);
          const at = which % events.length;
          const event = events[at]!;
          const edited = rewrite(event, edit(bodyOf(event), path));
          const forged = hashAgain ? edited : { body: edited.body, hash: event.hash };
          expect(forged.body).not.toBe(event.body);
          expect(replay(stored, events.with(at, forged), lampLaw)).not.toBeNull();
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('a replay does not find', () => {
  it('a chain linked anew from end to end that says what the law allows: for that a root is published', () => {
    expect(findingOf(relink(sound(), 1, { recordedAt: '2026-11-24T06:00:00.000Z' }))).toBeNull();
  });
});

function sealed(body: string): StoredEvent {
  return { body, hash: leafHash(body) };
}

function next(events: readonly StoredEvent[]): StoredEvent {
  const last = events.at(-1)!;
  const body = bodyOf(last);
  const change = {
    seq: 5,
    revision: 5,
    prev: last.hash.toString('hex'),
    step: 'douse',
    from: 'lit',
    to: 'dark',
  };
  return sealEvent({ ...body, ...change });
}

/** Every member of a body, those of its objects one by one. */
function membersOf(value: object, above: string[] = []): string[][] {
  return Object.entries(value).flatMap(([key, member]) =>
    member !== null && typeof member === 'object' && !Array.isArray(member)
      ? membersOf(member as object, [...above, key])
      : [[...above, key]],
  );
}

/** The same body with one member changed to another value of its kind. */
function edit<T extends object>(body: T, [key, ...below]: readonly string[]): T {
  const value = (body as Record<string, unknown>)[key!];
  if (below.length > 0) return { ...body, [key!]: edit(value ?? {}, below) };
  return { ...body, [key!]: another(value) };
}

function another(value: unknown): unknown {
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'string') return `${value}x`;
  if (Array.isArray(value)) return [...(value as unknown[]), canonicalText(value)];
  return 'x';
}
