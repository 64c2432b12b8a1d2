import { describe, expect, it } from '@jest/globals';
import { Patience } from './patience.js';

describe('patience', () => {
  it('waits twice as long after each failure, up to a limit, and forgets a trouble that is over', async () => {
    let now = 0;
    const said: string[] = [];
    const patience = new Patience(
      (line) => said.push(line),
      1_000,
      4_000,
      () => now,
    );
    const fail = () =>
      patience.attempt('clock', 'a', 'case a', () => Promise.reject(new Error('it is torn')));
    const pauses: number[] = [];
    for (let attempt = 0; attempt < 4; attempt += 1) {
      await fail();
      const from = now;
      while (patience.waitingFor('clock').includes('a')) now += 500;
      pauses.push(now - from);
    }
    expect(pauses).toEqual([1_000, 2_000, 4_000, 4_000]);
    expect(said[1]).toBe('case a: it is torn. Tried 2 times; again in 2 s.');
    await patience.attempt('clock', 'a', 'case a', () => Promise.resolve('well'));
    await fail();
    expect(said.at(-1)).toContain('Tried 1 time;');
    expect(patience.waitingFor('owed')).toEqual([]);
  });

  it('takes a thing that comes up again as it was for stuck, so that it is not tried without a pause', async () => {
    const said: string[] = [];
    const patience = new Patience((line) => said.push(line));
    const attempt = (answer: string) =>
      patience.attempt('clock', 'a', 'case a', () => Promise.resolve(answer));
    await attempt('5');
    expect(patience.waitingFor('clock')).toEqual([]);
    await attempt('6');
    expect(patience.waitingFor('clock')).toEqual([]);
    await attempt('6');
    expect(patience.waitingFor('clock')).toEqual(['a']);
    expect(said).toEqual(['case a: the last try changed nothing. Tried 1 time; again in 1 s.']);
  });
});
