import { describe, expect, it } from '@jest/globals';
import { DrawnNumbers, WantedNumbers, type NumberFor } from './numbers.js';
import { Ports } from './ports.js';

const ports = new Ports();
ports.registerSeries('loanNumber', {
  counter: (_tenant, today) => `loan/${today.slice(0, 4)}`,
  format: (serial, { tenant, today }) => `${tenant}-${today.slice(0, 4)}-${serial}`,
  last: 3,
});
ports.registerSeries('cardNumber', {
  counter: (tenant) => `card/${tenant}`,
  format: (serial, { context, evidence }) =>
    `${context['kind'] as string}${evidence['shelf'] as number}/${serial}`,
  last: 99,
});

const of = (today: string): NumberFor => ({
  tenant: 22,
  today,
  context: { kind: 'L' },
  evidence: { shelf: 7 },
});

describe('the first pass', () => {
  it('shows the shape of a number without wanting one, and wants one only where it will be used', () => {
    const wanted = new WantedNumbers(ports);
    expect(wanted.number('loanNumber', of('2025-09-01'), 'preview')).toBe('22-2025-1');
    expect(wanted.wanted).toEqual([]);
    expect(wanted.number('loanNumber', of('2025-09-01'), 'draw')).toBe('22-2025-1');
    expect(wanted.number('cardNumber', of('2025-09-01'), 'draw')).toBe('L7/1');
    expect(wanted.number('loanNumber', of('2026-01-05'), 'draw')).toBe('22-2026-1');
    expect(wanted.wanted).toEqual(['loan/2025', 'card/22', 'loan/2026']);
  });
});

describe('the second pass', () => {
  it('hands out the serials that were drawn, in order, each counter its own, and previews use none up', () => {
    const drawn = new DrawnNumbers(ports, new Map([['loan/2025', 2], ['card/22', 41]])); // prettier-ignore
    expect(drawn.number('loanNumber', of('2025-09-01'), 'preview')).toBe('22-2025-1');
    expect(drawn.number('loanNumber', of('2025-09-01'), 'draw')).toBe('22-2025-2');
    expect(drawn.number('cardNumber', of('2025-09-01'), 'draw')).toBe('L7/41');
    expect(drawn.number('loanNumber', of('2025-09-01'), 'draw')).toBe('22-2025-3');
    expect(drawn.number('cardNumber', of('2025-09-01'), 'draw')).toBe('L7/42');
  });

  it('never makes up a serial that was not drawn', () => {
    const drawn = new DrawnNumbers(ports, new Map());
    expect(() => drawn.number('loanNumber', of('2025-09-01'), 'draw')).toThrow(
      'no serial of "loan/2025" was drawn',
    );
  });
});

describe('a series', () => {
  it('that nobody registered is a fault in either pass', () => {
    for (const source of [new WantedNumbers(ports), new DrawnNumbers(ports, new Map())])
      expect(() => source.number('shelfNumber', of('2025-09-01'), 'preview')).toThrow(
        'the series "shelfNumber" is not registered',
      );
  });

  it('is registered once, as is everything at the ports', () => {
    const handler = async (): Promise<void> => {};
    const resolver = (): Promise<[]> => Promise.resolve([]);
    const own = new Ports();
    own.registerEffect('notify', handler);
    own.registerResolver('document', resolver);
    expect(() => own.registerEffect('notify', handler)).toThrow('"notify" is registered twice');
    expect(() => own.registerResolver('document', resolver)).toThrow('"document" is registered twice');
    expect(() => ports.registerSeries('loanNumber', ports.series.get('loanNumber')!)).toThrow(
      'registered twice',
    );
  });
});
