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
import { decide, fold, ForeignFile, NotAFact, NotReplayable, openFile, vocabulary } from './index.js';
import type { CaseFile, Facts, NotTaken } from './index.js';

const refuse = (file: CaseFile, step: string, evidence?: Facts, world?: Facts) =>
  decide(allotment, file, step, given('2021-05-03', evidence, world)) as NotTaken;
const orders = ({ clocks }: ReturnType<typeof openFile>) =>
  clocks.map(({ clock, order, on, lapsesInto }) => [clock, order, on, lapsesInto]);

describe('the opening of a case', () => {
  it('is the first entry of its history, taken from nowhere', () => {
    const opened = openFile(allotment, given('2021-05-03', { memberBefore: false }));
    expect(opened).toMatchObject({ taken: true, from: null, state: 'answering', final: false, effects: [] });
    expect(opened.rule).toEqual({
      name: 'open',
      by: ['gardener'],
      duty: 'applying',
      under: statutes('2'),
      needs: 'application',
      draws: [],
    });
    expect(opened.context.appliedOn).toBe('2021-05-03');
  });

  it('starts the clocks of the state the case comes to rest in', () => {
    expect(orders(openFile(allotment, given('2021-05-03')))).toEqual([
      ['answer', 'start', '2021-05-03', null],
    ]);
    expect(orders(openFile(allotment, given('2021-05-03', { memberBefore: true })))).toEqual([]);
  });

  it('routes the case by what is onTheList of it', () => {
    expect(openFile(allotment, given('2021-05-03', { memberBefore: true })).state).toBe('waiting');
  });
});

describe('a step', () => {
  it('moves the case, changes its memory and says under what law', () => {
    const taken = offered();
    expect(taken).toMatchObject({ from: 'waiting', state: 'offered.unseen', final: false });
    expect(taken.context).toMatchObject({ plot: 'P-7', offeredOn: '2021-06-01' });
    expect(taken.rule).toEqual({
      name: 'offer',
      by: ['registrar'],
      duty: 'intake',
      under: statutes('4.1'),
      needs: null,
      draws: [],
    });
  });

  it('without a target changes the memory and leaves the case where it is', () => {
    const lent: CaseFile = { state: 'lent', context: onTheList.context };
    const taken = take(lent, 'appointAnInspector', undefined, { inspector: 'p-1' });
    expect(taken).toMatchObject({ from: 'lent', state: 'lent', context: { inspector: 'p-1' }, clocks: [] });
  });

  it('takes the first branch whose guard holds, with the effects of that branch', () => {
    expect(take(offered(), 'view', undefined, { verdict: 'liked' })).toMatchObject({
      state: 'offered.seen',
      effects: [],
    });
    expect(take(offered(), 'view', undefined, { verdict: 'awful' })).toMatchObject({
      state: 'waiting',
      effects: [{ do: 'writeToTheGardener' }],
      context: { declined: 1 },
    });
  });

  it('carries its effects and the series it draws from', () => {
    const seen = take(offered(), 'view', undefined, { verdict: 'liked' });
    const lent = take(seen, 'lend', undefined, {}, { lease: 'L-2021-1' });
    expect(lent.effects).toEqual([{ do: 'openAKeyCase', with: { keys: 2 } }]);
    expect(lent.rule.draws).toEqual(['leases']);
    expect(lent.context.lease).toBe('L-2021-1');
  });

  it('of every state is possible in every state', () => {
    expect(take(offered(), 'withdraw')).toMatchObject({ state: 'withdrawn', final: true });
    expect(take({ state: 'lent', context: {} }, 'withdraw')).toMatchObject({
      state: 'withdrawn',
      final: true,
    });
  });
});

describe('a refusal', () => {
  it('of a step the process does not know says so, and what is possible', () => {
    expect(refuse(onTheList, 'grant')).toEqual({
      taken: false,
      because: 'unknownStep',
      reasons: [],
      possible: ['offer', 'withdraw'],
    });
    for (const step of ['', '*', 'constructor', '__proto__', 'xstate.init', 'open']) {
      expect(refuse(onTheList, step).because).toBe('unknownStep');
    }
  });

  it('of a step of another state says that it is not possible now', () => {
    expect(refuse(onTheList, 'lend').because).toBe('notPossibleNow');
    expect(refuse({ state: 'withdrawn', context: {} }, 'withdraw')).toMatchObject({
      because: 'notPossibleNow',
      possible: [],
    });
  });

  it('by a guard gives the sentence of every guard that does not hold', () => {
    expect(refuse(onTheList, 'offer', {}, { freePlots: 0 })).toMatchObject({
      because: 'guards',
      reasons: [{ guard: 'aPlotIsFree', otherwise: { en: 'no plot is free', 'zh-CN': '没有空闲地块' } }],
    });
    const choosy = { state: 'offered.unseen', context: { ...onTheList.context, declined: 2 } };
    expect(refuse(choosy, 'view', { verdict: 'awful' }).reasons.map(({ guard }) => guard)).toEqual([
      'theGardenerLikesThePlot',
      'theGardenerHasWaited',
    ]);
  });
});

describe('what a decision may be asked', () => {
  it('a file of another process or edition is refused', () => {
    for (const state of ['underAssessment', 'offered', 'offered.', '', 'constructor']) {
      expect(() => decide(allotment, { state, context: {} }, 'withdraw', given())).toThrow(ForeignFile);
    }
  });

  it('only what law.process made is a process', () => {
    expect(() => decide({ ...allotment }, onTheList, 'offer', given())).toThrow(TypeError);
  });

  it('facts that JSON would change are refused, with their path', () => {
    const strange: unknown[] = [
      undefined,
      new Date(),
      new Map(),
      1.5,
      NaN,
      1n,
      () => 1,
      '\ud800',
      Symbol('s'),
    ];
    for (const value of strange) {
      const context = { list: [{ value }] } as unknown as Facts;
      expect(() => decide(allotment, { state: 'waiting', context }, 'withdraw', given())).toThrow(NotAFact);
      expect(() => decide(allotment, onTheList, 'withdraw', given('2021-05-03', context))).toThrow(
        'list.0.value',
      );
    }
    expect(() =>
      decide(allotment, { state: 'waiting', context: [] as unknown as Facts }, 'withdraw', given()),
    ).toThrow(NotAFact);
    const circle: Facts = {};
    circle.self = circle;
    expect(() => decide(allotment, onTheList, 'withdraw', given('2021-05-03', circle))).toThrow(NotAFact);
    const hidden = JSON.parse('{"__proto__":{"polluted":true}}') as Facts;
    expect(() => decide(allotment, onTheList, 'withdraw', given('2021-05-03', hidden))).toThrow(NotAFact);
  });

  it('an assign that returns something else than facts stops the step', () => {
    for (const change of [() => ({ when: new Date() }), () => ({ plot: undefined }), () => null]) {
      const assigns = { ...association.catalogue.assigns, noteThePlot: change as unknown as () => Facts };
      const broken = vocabulary({ ...association.catalogue, assigns }).process(allotment20210401, { labels });
      expect(() => decide(broken, onTheList, 'offer', given('2021-06-01', {}, { freePlots: 1 }))).toThrow(
        NotAFact,
      );
    }
  });

  it('an assign that writes into what it was shown stops the step', () => {
    const spoil = (context: Facts) => {
      context.plot = 'mine';
      return {};
    };
    const assigns = { ...association.catalogue.assigns, noteThePlot: spoil };
    const broken = vocabulary({ ...association.catalogue, assigns }).process(allotment20210401, {
      labels,
    });
    expect(() => decide(broken, onTheList, 'offer', given('2021-06-01', {}, { freePlots: 1 }))).toThrow(
      TypeError,
    );
    expect(onTheList.context.plot).toBeNull();
  });

  it('a guard that says it reads the file is shown no evidence', () => {
    const { aPlotIsFree } = association.catalogue.guards;
    const peeks = {
      ...aPlotIsFree,
      holds: (_: Facts, { evidence }: { evidence: Facts }) => evidence.bribe === true,
    };
    const guards = { ...association.catalogue.guards, aPlotIsFree: peeks };
    const broken = vocabulary({ ...association.catalogue, guards }).process(allotment20210401, {
      labels,
    });
    expect(decide(broken, onTheList, 'offer', given('2021-06-01', { bribe: true }))).toMatchObject({
      because: 'guards',
    });
  });
});

describe('a replay', () => {
  const history = [
    { step: 'open', given: given('2021-05-03') },
    { step: 'register', given: given('2021-05-05') },
    { step: 'offer', given: given('2021-06-01', {}, { freePlots: 1, plot: 'P-7' }) },
    { step: 'release', given: given('2021-07-01') },
  ];

  it('is a fold over the history', () => {
    expect(fold(allotment, history)).toMatchObject({
      state: 'waiting',
      context: { declined: 1, plot: null },
    });
  });

  it('stops at the first step that is not taken, and names it', () => {
    const [open, , ...rest] = history;
    expect(() => fold(allotment, [open!, ...rest])).toThrow(NotReplayable);
    expect(() => fold(allotment, [open!, ...rest])).toThrow(
      'step 1 (offer) of the history is not taken: notPossibleNow',
    );
    expect(() => fold(allotment, history.slice(1))).toThrow('does not begin with open');
    expect(() => fold(allotment, [])).toThrow(NotReplayable);
  });
});
