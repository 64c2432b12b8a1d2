import { describe, expect, it } from '@jest/globals';
import { linesOf } from './time.js';

const both = (text: string) => ({ 'zh-CN': text, en: text });
/** A case that was received on 1 September 2025, as the API tells it. */
const told = (change: object = {}) => ({
  ...{ case: 'a-case', number: null, today: '2025-09-01', countedFrom: '2025-09-01', endedOn: null },
  ...{ total: 0, byParty: [], beforehand: 0, spells: [], clocks: [], predictions: [] },
  ...change,
});

describe('the time of a case', () => {
  it('on the day of its receipt is no working day yet, and not none up to that day', () => {
    expect(linesOf(told(), 'en')[1]).toBe(
      'No working day yet after 1 September 2025; that day itself is not counted.',
    );
    expect(linesOf(told(), 'zh-CN')[1]).toBe('自2025年9月1日次日起计，至今0个工作日，当日不计入。');
    expect(linesOf(told({ endedOn: '2025-09-01' }), 'en')[1]).not.toContain('yet');
    expect(linesOf(told({ total: 1, today: '2025-09-02' }), 'en')[1]).toBe(
      '1 working day after 1 September 2025, up to 2 September 2025',
    );
  });

  it('in a state that it came to and left in one day is told of that day', () => {
    const spell = { label: both('received'), holderWords: both('authority'), after: '2025-09-01', days: 0 };
    const lines = (until: string | null, language: 'en' | 'zh-CN') =>
      linesOf(told({ spells: [{ ...spell, until }] }), language).join('\n');
    expect(lines('2025-09-01', 'en')).toMatch(/ {2}on 1 September 2025 {2}/);
    expect(lines('2025-09-01', 'zh-CN')).toContain('2025年9月1日当日');
    expect(lines(null, 'zh-CN')).toContain('2025年9月1日之后至今日');
    expect(lines(null, 'en')).toContain('after 1 September 2025 to today');
  });

  it('that cannot be foretold says so once, of the state and of the case', () => {
    const few = { from: null, to: null, basis: both('There are too few.'), calibrationWords: null };
    const lines = linesOf(told({ predictions: ['state', 'case'].map((until) => ({ ...few, until })) }), 'en');
    expect(lines.filter((line) => line.includes('too few'))).toHaveLength(1);
  });
});
