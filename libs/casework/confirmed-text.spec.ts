import { describe, expect, it } from '@jest/globals';
import { codeOf } from './bench.fixture.js';
import type { StepCommand } from './command.js';
import { signedStatement, textOf } from './confirmed-text.js';
import { judgeCase } from './judge.js';
import { library, loanBench, opine, rareLoan, somebody, stepBy } from './rare-loan.fixture.js';

/** What a decision needs beside its right: the text that was shown, as it stands now. Pure, on an invented process. */
const heads = [somebody('head', { roles: ['head'] })];
const lend = rareLoan.states.flatMap(({ steps }) => steps).find(({ name }) => name === 'lend')!;

const yes = { evidence: { text: 'yes' }, facts: {} };

/** Judges a decision for which the text of `shown` was confirmed; null for none. */
function decide(
  shown: unknown,
  change: Partial<StepCommand> = {},
  scene: Parameters<typeof loanBench>[1] = {},
) {
  const all = loanBench(heads, { state: 'advised', ...scene });
  const { bench, working, numbers } = all;
  const confirmedText =
    shown === null ? null : textOf(bench, working, lend, { evidence: shown, facts: {} }).digest;
  const command = stepBy('head', 'lend', { confirmedText, ...change });
  bench.signatures = new Map([[command, 'signature']]);
  opine(bench, command, { text: 'yes' });
  const [outcome] = judgeCase(bench, working, [command]);
  return { ...all, command, outcome: codeOf(outcome), wanted: numbers.wanted };
}

describe('a decision', () => {
  it('is taken on the text that was confirmed, and its event says which, how the person had signed in, and the signature', () => {
    const { working, command, outcome, bench } = decide({ text: 'yes' });
    expect(outcome).toBe('lent');
    const { text, digest } = textOf(bench, loanBench(heads).working, lend, yes);
    expect(working.events[0]!.event.decided).toEqual({
      ...{ text: digest, acr: 'mfa', authTime: command.authTime, signature: 'signature' },
    });
    expect(working.events[0]!.decidedText).toBe(text);
    expect(signedStatement(command)).toMatchObject({
      step: 'lend',
      person: 'head',
      revision: 1,
      text: digest,
    });
  });

  it('is refused where no text was confirmed, and where it was another', () => {
    expect(decide(null).outcome).toBe('text-not-confirmed');
    expect(decide({ text: 'no' }).outcome).toBe('text-changed');
    expect(decide({ text: 'yes' }, { confirmedText: 'none' }).outcome).toBe('text-changed');
  });

  it('is refused where the guards refuse it before anybody speaks of its text', () => {
    expect(decide(null, {}, { context: { fit: false } }).outcome).toBe('guard-refused');
  });

  it('draws its number only where nothing refuses it any more: no gap is left', () => {
    expect(decide({ text: 'yes' }).wanted).toEqual(['loan']);
    expect(decide(null).wanted).toEqual([]);
    expect(decide({ text: 'no' }).wanted).toEqual([]);
    expect(decide({ text: 'yes' }, { acr: 'pwd' }).wanted).toEqual([]);
  });

  it('that is only tried needs no text, says where it would lead, and leaves nothing behind', () => {
    const { outcome, wanted, working } = decide(null, { dryRun: true });
    expect([outcome, wanted, working.events, working.currentRevision]).toEqual(['lent', [], [], 1]);
    expect(decide(null, { dryRun: true, acr: null }).outcome).toBe('stronger-sign-in-needed');
  });

  it('is refused where no signature was made, as for a state that nobody had read', () => {
    const { bench, working } = loanBench(heads, { state: 'advised' });
    const { digest } = textOf(bench, working, lend, yes);
    const command = stepBy('head', 'lend', { confirmedText: digest });
    opine(bench, command, { text: 'yes' });
    expect(judgeCase(bench, working, [command]).map(codeOf)).toEqual(['text-changed']);
    expect(working.events).toEqual([]);
  });

  it('is no longer the one that was confirmed at midnight of the office', () => {
    const before = loanBench(heads, { state: 'advised', at: new Date('2025-09-01T15:59:59.999Z') });
    const { digest } = textOf(before.bench, before.working, lend, yes);
    const acrossMidnight = { confirmedText: digest, authTime: Date.parse('2025-09-01T16:00:00Z') / 1000 };
    const day = (at: string) => decide(null, acrossMidnight, { at: new Date(at) }).outcome;
    expect(day('2025-09-01T15:59:59.999Z')).toBe('lent');
    expect(day('2025-09-01T16:00:00.000Z')).toBe('text-changed');
  });
});

describe('a decision that another case owes', () => {
  it('is a fault: nobody has confirmed its text', () => {
    const { bench, working } = loanBench([], { state: 'struck' });
    const cause = { case: library, seq: 1, ordinal: 0 };
    bench.world.owed.set(`${library}/1/0`, { case: working.id, step: 'confirmIt', world: {}, done: false });
    const command = { kind: 'owed', tenant: 22, case: working.id, step: 'confirmIt', cause } as const;
    expect(() => judgeCase(bench, working, [command])).toThrow('"confirmIt" is a decision');
  });
});

describe('any other step', () => {
  it('needs no text, and none that is sent with it gets into its event', () => {
    const { bench, working } = loanBench([somebody('clerk', { roles: ['clerk'] })]);
    const command = stepBy('clerk', 'register', {
      confirmedText: 'ab'.repeat(32),
      acr: null,
      authTime: null,
    });
    expect(judgeCase(bench, working, [command]).map(codeOf)).toEqual(['registered']);
    expect(working.events[0]!.event.decided).toBeNull();
  });
});
