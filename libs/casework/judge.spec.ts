import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { sha256 } from '#ledger';
import { benchOf, clerk, codeOf, id, library, member, slip, stepOf, tenant } from './bench.fixture.js';
import type { Command, OwedCommand } from './command.js';
import { judgeCase } from './judge.js';
import { lending } from './lending.fixture.js';
import type { World } from './load.js';
import { WorkingCase } from './working-case.js';

/** Judging is pure: these are whole batches on one case of an invented process, without a database. */
const lapsing: Command = { kind: 'lapse', tenant, case: id };

describe('time', () => {
  const loan = { clock: 'loan' };
  const fee = { clock: 'fee', lapses_into: 'charge' };

  it('lets the clock that ran out first take its step first, whatever the order of the rows', () => {
    const earlier = { due_on: '2025-08-28', due_at: '2025-08-28T16:00:00.000Z' };
    for (const clocks of [
      [loan, { ...fee, ...earlier }],
      [{ ...fee, ...earlier }, loan],
    ]) {
      const { bench, working } = benchOf({ state: 'lent', clocks });
      expect(judgeCase(bench, working, [lapsing]).map(codeOf)).toEqual(['charged']);
    }
  });

  it('lets the process file decide where two clocks run out at one instant, however each is written', () => {
    for (const clocks of [
      [loan, fee],
      [fee, loan],
      [{ ...loan, due_at: '2025-08-29T16:00:00Z' }, fee],
    ]) {
      const { bench, working } = benchOf({ state: 'lent', clocks });
      expect(judgeCase(bench, working, [lapsing]).map(codeOf)).toEqual(['lost']);
    }
  });

  it('has run out at the first instant after the period and not a millisecond before', () => {
    const before = benchOf({ state: 'lent', clocks: [loan, fee], at: '2025-08-29T15:59:59.999Z' });
    expect(judgeCase(before.bench, before.working, [lapsing]).map(codeOf)).toEqual(['lent']);
    const then = benchOf({ state: 'lent', clocks: [loan, fee], at: '2025-08-29T16:00:00.000Z' });
    expect(judgeCase(then.bench, then.working, [lapsing]).map(codeOf)).toEqual(['lost']);
  });

  it('dates a lapse on the day after the period, however late it is noticed, and names the clock as its cause', () => {
    const { bench, working } = benchOf({
      state: 'lent',
      clocks: [loan, fee],
      at: '2025-12-01T02:00:00.000Z',
    });
    judgeCase(bench, working, [lapsing]);
    expect(working.current.context['notedOn']).toBe('2025-08-30');
    expect(working.events[0]!.event).toMatchObject({
      given: { today: '2025-08-30' },
      at: '2025-12-01T02:00:00.000Z',
      cause: { kind: 'clock', of: 'loan/1' },
      actor: { person: null, roles: ['clock'], method: 'clock' },
    });
  });

  it('passes over clocks that are held, met or over', () => {
    for (const status of ['suspended', 'stopped', 'expired'] as const) {
      const { bench, working } = benchOf({ state: 'lent', clocks: [{ ...loan, status }] });
      expect(judgeCase(bench, working, [lapsing]).map(codeOf)).toEqual(['lent']);
    }
  });

  it('that would lapse for ever is a fault that names the clock, and hangs nothing', () => {
    const { bench, working } = benchOf({
      state: 'subscribed',
      context: { lentOn: '2025-08-22' },
      clocks: [{ clock: 'term', lapses_into: 'renew' }],
    });
    expect(() => judgeCase(bench, working, [lapsing])).toThrow('clock "term" runs out without end');
  });
});

describe('a step that lets a clock count from an earlier day', () => {
  const subscribed = () => {
    const { bench, working } = benchOf({
      ...{ state: 'subscribed', context: { lentOn: '2025-08-26' } },
      clocks: [
        {
          clock: 'term',
          anchor: '2025-08-26',
          running_since: '2025-08-26',
          due_on: '2025-09-02',
          lapses_into: 'renew',
          due_at: '2025-09-02T16:00:00.000Z',
        },
      ],
    });
    return { bench, working };
  };

  it('lets what has run out by that lapse at once, and not only when somebody comes again', () => {
    const { bench, working } = subscribed();
    // Each renewal counts from the same day: that there is no end of them shows that they were begun.
    expect(() => judgeCase(bench, working, [stepOf('backdate')])).toThrow(
      'clock "term" runs out without end',
    );
    expect(working.events.slice(0, 3).map(({ event }) => event.step)).toEqual(['backdate', 'renew', 'renew']);
  });

  it('is all there is where nothing has run out', () => {
    const { bench, working } = subscribed();
    expect(judgeCase(bench, working, [stepOf('cancel')]).map(codeOf)).toEqual(['onShelf']);
    expect(working.events).toHaveLength(1);
  });
});

describe('a number', () => {
  it('is wanted by a step that will be taken, once', () => {
    const { bench, working, numbers } = benchOf({});
    const command = stepOf('lend');
    slip(bench, command);
    expect(judgeCase(bench, working, [command]).map(codeOf)).toEqual(['lent']);
    expect(numbers.wanted).toEqual(['loan']);
  });

  it('is not drawn by a step that a guard refuses', () => {
    const { bench, working, numbers } = benchOf({});
    const command = stepOf('lend');
    const facts = () => ({ shelf: 13 });
    bench.brought = new Map([
      [command, { name: 'slip', value: {}, refused: null, documents: [], namesPeople: false, facts }],
    ]);
    expect(judgeCase(bench, working, [command]).map(codeOf)).toEqual(['guard-refused']);
    expect(numbers.wanted).toEqual([]);
  });

  it('is not drawn by a step whose clock cannot be dated for want of a notice: no gap is left', () => {
    const { bench, working, numbers } = benchOf({ at: '2025-12-30T02:00:00.000Z' });
    const command = stepOf('lend');
    slip(bench, command);
    expect(judgeCase(bench, working, [command]).map(codeOf)).toEqual(['calendar-year-unknown']);
    expect(numbers.wanted).toEqual([]);
    expect(working.events).toEqual([]);
  });
});

describe('a step that is owed', () => {
  const cause = { case: '0197a000-0000-7000-8000-000000000002', seq: 3, ordinal: 0 };
  const command: OwedCommand = { kind: 'owed', tenant, case: id, step: 'take', cause };
  const owing = (step: string, change: object = {}): World['owed'] =>
    new Map([[`${cause.case}/3/0`, { case: id, step, world: {}, done: false, ...change }]]);

  it('is taken once, also where two workers bring it in one batch', () => {
    const { bench, working } = benchOf({ owed: owing('take') });
    const outcomes = judgeCase(bench, working, [command, { ...command, cause: { ...cause } }]);
    expect(outcomes.map((outcome) => ('done' in outcome ? outcome.done.seq : 0))).toEqual([2, 2]);
    expect(working.current.context['counted']).toBe(1);
    expect(working.events.map(({ pays }) => pays)).toEqual([cause]);
  });

  it('is not taken again after it was paid', () => {
    const { bench, working } = benchOf({ owed: owing('take', { done: true }) });
    expect(judgeCase(bench, working, [command]).map(codeOf)).toEqual(['onShelf']);
    expect(working.events).toEqual([]);
  });

  it('is not found where nobody owes it, or owes it to another case', () => {
    const none = benchOf({});
    expect(judgeCase(none.bench, none.working, [command]).map(codeOf)).toEqual(['not-found']);
    const elsewhere = benchOf({ owed: owing('take', { case: library }) });
    expect(judgeCase(elsewhere.bench, elsewhere.working, [command]).map(codeOf)).toEqual(['not-found']);
  });

  it('that needs evidence is a fault: nobody brings any', () => {
    const { bench, working } = benchOf({ owed: owing('stamp') });
    expect(() => judgeCase(bench, working, [command])).toThrow('"stamp" needs evidence');
  });
});

describe('commands on one case in one batch', () => {
  it('are judged in the order they came, each on what the one before left', () => {
    const { bench, working } = benchOf({});
    const outcomes = judgeCase(bench, working, [stepOf('take'), stepOf('take'), stepOf('take', 2)]);
    expect(outcomes.map(codeOf)).toEqual(['onShelf', 'stale-revision', 'onShelf']);
    expect(working.current.context['counted']).toBe(2);
    expect(working.events.map(({ event }) => event.seq)).toEqual([2, 3]);
    expect(working.events[1]!.event.prev).toBe(working.events[0]!.hash.toString('hex'));
  });

  it('never keep evidence of another kind than the step needs, whoever guessed the revision', () => {
    const { bench, working } = benchOf({});
    const [first, guessed] = [stepOf('stamp'), stepOf('stamp', 2)];
    slip(bench, first);
    slip(bench, guessed);
    expect(judgeCase(bench, working, [first, guessed]).map(codeOf)).toEqual(['stamped', 'stale-revision']);
    expect(working.current.state).toBe('stamped');
  });

  it('that are refused leave no trace', () => {
    const { bench, working } = benchOf({});
    const commands = [stepOf('nonsense'), stepOf('giveBack'), { ...stepOf('take'), revision: undefined }];
    expect(judgeCase(bench, working, commands).map(codeOf)).toEqual([
      ...['unknown-step', 'step-not-possible', 'revision-required'],
    ]);
    expect(working.events).toEqual([]);
    expect(working.currentRevision).toBe(1);
  });
});

describe('opening a case', () => {
  const opening = (who: string, institution: string): Command => ({
    ...{
      kind: 'open',
      tenant,
      process: 'lending',
      institution,
      evidence: undefined,
      person: who,
      method: 'test',
    },
    ...{ acr: null, authTime: null, onlyFor: null },
    idempotency: { keyDigest: sha256(randomUUID()), requestDigest: sha256('open') },
  });
  const outcomeOf = (who: string, institution: string, institutions?: string[]): string => {
    const { bench } = benchOf({ institutions });
    const working = new WorkingCase(id, id, institution, lending, bench.world, null);
    return codeOf(judgeCase(bench, working, [opening(who, institution)])[0]);
  };
  const foreign = '0197a000-0000-7000-8000-00000000000b';

  it('is for whoever holds the role and acts for the institution', () => {
    expect(outcomeOf(member, library)).toBe('onShelf');
  });

  it('answers a foreign institution like one that does not exist', () => {
    expect(outcomeOf(member, foreign, [library, foreign])).toBe('not-found');
    expect(outcomeOf(member, foreign, [library])).toBe('not-found');
    // Nor does one that the register has lost help whoever still acts for it.
    expect(outcomeOf(member, library, [foreign])).toBe('not-found');
  });

  it('tells somebody without the role nothing of which institutions there are', () => {
    expect(outcomeOf(clerk, library)).toBe('not-permitted');
    expect(outcomeOf(clerk, foreign, [library])).toBe('not-permitted');
  });

  it('is refused to an account that the jurisdiction does not have', () => {
    expect(outcomeOf(foreign, library)).toBe('token-refused');
  });
});
