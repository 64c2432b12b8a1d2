import { describe, expect, it } from '@jest/globals';
import { allot, usualPlaces, type HookDue, type UnderWay } from './places.js';

const places = { all: 8, tenant: 8, institution: 6, each: 3 };
const hooks = (names: string, institution: string | null = null): HookDue[] =>
  [...names].map((webhook) => ({ webhook, institution: institution ?? `of ${webhook}` }));
const begun = (names: string, tenant = 22): UnderWay[] => hooks(names).map((one) => ({ ...one, tenant }));
const shares = (due: HookDue[], given: Partial<Parameters<typeof allot>[2]> = {}) =>
  Object.fromEntries(allot(22, due, { underWay: [], places, last: '', ...given }).shares);

describe('places', () => {
  it('go to each webhook before any has a second, and to none more than it may have beside what is under way', () => {
    expect(shares(hooks('abc'))).toEqual({ a: 3, b: 3, c: 2 });
    expect(shares(hooks('abc'), { underWay: begun('aab') })).toEqual({ a: 1, b: 2, c: 2 });
    expect(shares(hooks('a'), { underWay: begun('aaa') })).toEqual({});
    expect(shares(hooks('ab'), { underWay: begun('cccddd') })).toEqual({ a: 1, b: 1 });
  });

  it('begin at another webhook each time, so that all have their turn where there is only one', () => {
    const turns: string[] = [];
    let last = '';
    for (let round = 0; round < 6; round += 1) {
      const one = allot(22, hooks('cab'), { underWay: [], places: { ...places, all: 1 }, last });
      turns.push(...one.shares.keys());
      last = one.last;
    }
    expect(turns.join('')).toBe('abcabc');
  });

  it('are left to others by one institution, the office among them, however many webhooks it has', () => {
    const due = [...hooks('abcde', 'one'), ...hooks('f', 'other')];
    expect(shares(due)).toEqual({ a: 2, b: 1, c: 1, d: 1, e: 1, f: 2 });
    const office = ['a', 'b', 'c'].map((webhook) => ({ webhook, institution: null }));
    expect(shares(office)).toEqual({ a: 2, b: 2, c: 2 });
    const underWay = hooks('aaabbb', 'one').map((one) => ({ ...one, tenant: 22 }));
    expect(shares(due, { underWay })).toEqual({ f: 2 });
  });

  it('are left to others by one jurisdiction', () => {
    const few = { ...places, tenant: 4 };
    expect(shares(hooks('abc'), { places: few, underWay: begun('xy') })).toEqual({ a: 1, b: 1 });
    expect(shares(hooks('abc'), { places: few, underWay: begun('xyz', 23) })).toEqual({ a: 2, b: 1, c: 1 });
    expect(usualPlaces.tenant).toBeLessThan(usualPlaces.all);
  });
});
