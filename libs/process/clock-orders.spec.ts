import { describe, expect, it } from '@jest/globals';
import {
  allotment,
  allotment20210401,
  allotmentLabels as labels,
  given,
  offered,
  onTheList,
  take,
} from './allotment.fixture.js';
import { association, statutes } from './association.fixture.js';
import { changesOf } from './clock-orders.js';
import { decide, NoAnchor, NoLength, openFile, vocabulary, type Taken } from './index.js';

const orders = (taken: Taken) =>
  taken.clocks.map(({ clock, order, on, lapsesInto }) => [clock, order, on, lapsesInto]);

describe('the clocks', () => {
  it('start from their anchor in the memory after the step', () => {
    expect(orders(offered())).toEqual([['viewing', 'start', '2021-06-01', 'release']]);
  });

  it('run on without an order between two states that both run them', () => {
    expect(orders(take(offered(), 'view', '2021-06-05', { verdict: 'liked' }))).toEqual([]);
  });

  it('are suspended and resumed on the day of the step', () => {
    const flooded = take(offered(), 'flood', '2021-06-10');
    expect(orders(flooded)).toEqual([['viewing', 'suspend', '2021-06-10', null]]);
    expect(orders(take(flooded, 'dry', '2021-06-20'))).toEqual([
      ['viewing', 'resume', '2021-06-20', 'release'],
    ]);
  });

  it('begin anew, from their anchor, on a step that restarts them', () => {
    const postponed = take(offered(), 'postpone', '2021-06-15');
    expect(orders(postponed)).toEqual([['viewing', 'interrupt', '2021-06-15', 'release']]);
  });

  it('begin anew also where they were paused, if the step says so', () => {
    const flooded = take(offered(), 'flood', '2021-06-10');
    expect(orders(take(flooded, 'drain', '2021-06-20'))).toEqual([
      ['viewing', 'interrupt', '2021-06-01', 'release'],
    ]);
  });

  it('count from another anchor, the one in the memory after the step, on the day of a step that supersedes them', () => {
    const opened = openFile(allotment, given('2021-05-09'));
    const corrected = take(opened, 'correctTheDay', '2021-05-10', { appliedOn: '2021-05-03' });
    expect(corrected.clocks).toMatchObject([
      {
        ...{ clock: 'answer', order: 'supersede', on: '2021-05-10', today: '2021-05-10' },
        ...{ anchor: '2021-05-03', extension: null, lapsesInto: null, under: statutes('3.1') },
      },
    ]);
    expect(() => take(opened, 'correctTheDay', '2021-05-10', { appliedOn: 'yesterday' })).toThrow(NoAnchor);
  });

  it('are extended by what the evidence says, within the bound of the step', () => {
    const leaving = take({ ...onTheList, state: 'lent' }, 'giveNotice', '2021-06-01');
    expect(take(leaving, 'lengthen', '2021-06-10', { days: 14 }).clocks).toMatchObject([
      {
        ...{ clock: 'notice', order: 'extend', on: '2021-06-10', anchor: null, lapsesInto: 'endLease' },
        extension: { length: 14, most: 30 },
      },
    ]);
    for (const days of ['14', 0, -1, null])
      expect(() => take(leaving, 'lengthen', '2021-06-10', { days })).toThrow(NoLength);
    expect(() => take(leaving, 'lengthen', '2021-06-10')).toThrow(NoLength);
  });

  it('stop when the case leaves, running or paused', () => {
    expect(orders(take(offered(), 'withdraw', '2021-06-11'))).toEqual([
      ['viewing', 'stop', '2021-06-11', null],
    ]);
    const flooded = take(offered(), 'flood');
    expect(orders(take(flooded, 'withdraw', '2021-06-11'))).toEqual([
      ['viewing', 'stop', '2021-06-11', null],
    ]);
  });

  it('expire by the step of the clock', () => {
    const released = take(offered(), 'release', '2021-07-01');
    expect(released).toMatchObject({ state: 'waiting', context: { declined: 1 } });
    expect(orders(released)).toEqual([['viewing', 'expire', '2021-07-01', null]]);
    expect(released.clocks[0]).toMatchObject({
      today: null,
      rule: allotment.clocks.viewing,
      under: statutes('4.3'),
    });
  });

  it('cannot start from a fact that is not a day', () => {
    const never = vocabulary({
      ...association.catalogue,
      assigns: { ...association.catalogue.assigns, noteThePlot: () => ({}) },
    });
    const broken = never.process(allotment20210401, { labels });
    expect(() => decide(broken, onTheList, 'offer', given('2021-06-01', {}, { freePlots: 1 }))).toThrow(
      NoAnchor,
    );
  });
});

describe('every pair of states', () => {
  const [none, runs, paused] = [{}, { term: 'runs' }, { term: 'paused' }] as const;
  const plain = { rule: { on: null, extends: null }, restarts: [], supersedes: [] };
  const own = { ...plain, rule: { on: 'term', extends: null }, restarts: ['term'] };
  const anew = { ...plain, restarts: ['term'] };
  const aright = { ...plain, supersedes: ['term'] };
  const most = { unit: 'workingDays', length: 5 } as const;
  const longer = { ...plain, rule: { on: null, extends: { clock: 'term', most, by: 'days' } } };

  it.each([
    [none, none, plain, []],
    [none, runs, plain, ['start']],
    [runs, runs, plain, []],
    [runs, runs, anew, ['interrupt']],
    [runs, paused, plain, ['suspend']],
    [paused, paused, plain, []],
    [paused, runs, plain, ['resume']],
    [paused, runs, anew, ['interrupt']],
    [none, runs, anew, ['start']],
    [runs, runs, aright, ['supersede']],
    [paused, paused, aright, ['supersede']],
    [runs, none, aright, ['stop']],
    [runs, runs, longer, ['extend']],
    [paused, paused, longer, ['extend']],
    [none, none, longer, []],
    [runs, none, plain, ['stop']],
    [paused, none, plain, ['stop']],
    [runs, none, own, ['expire']],
    [runs, runs, own, ['expire', 'start']],
  ])('%j to %j by %j orders %j', (before, after, step, expected) => {
    expect(changesOf(['term'], before, after, step).map(({ order }) => order)).toEqual(expected);
  });

  it('orders come in the order in which the process declares its clocks', () => {
    const changes = changesOf(['first', 'second'], { second: 'runs' }, { first: 'runs' });
    expect(changes).toEqual([
      { clock: 'first', order: 'start' },
      { clock: 'second', order: 'stop' },
    ]);
  });
});
