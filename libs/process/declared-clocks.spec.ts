import { describe, expect, it } from '@jest/globals';
import { association, both, statutes } from './association.fixture.js';
import { decide, explain, openFile, type CaseFile, type Facts, type Json } from './index.js';
import { given } from './allotment.fixture.js';

/** A process in which the answer can be promised sooner, and what is lent is lent until a day. */
const machine = association.createMachine({
  id: 'shed',
  version: '2021-04-01',
  initial: 'asked',
  context: ({ input }) => ({
    promised: input.given.evidence.promised ?? null,
    lentUntil: input.given.evidence.lentUntil ?? null,
    remindAfter: input.given.evidence.remindAfter ?? null,
  }),
  meta: {
    opening: { by: ['gardener'], under: statutes('2') },
    promises: { at: 'promised', under: statutes('3.2'), clocks: ['answer'] },
    clocks: {
      answer: {
        limit: { unit: 'workingDays', length: 10 },
        from: 'today',
        under: statutes('3.1'),
        effect: 'statutory',
        words: both('answer', '答复'),
      },
      reminder: {
        limit: { unit: 'calendarDays', length: 7 },
        lengthAt: 'remindAfter',
        from: 'today',
        under: statutes('5'),
        effect: 'target',
        words: both('reminder', '提醒'),
      },
      loan: {
        limit: { unit: 'untilDay', length: 0 },
        until: 'lentUntil',
        from: 'today',
        under: statutes('5'),
        effect: 'statutory',
        words: both('loan', '借期'),
      },
    },
  },
  states: {
    asked: {
      meta: { clocks: { answer: 'runs' } },
      on: {
        hold: { meta: { by: ['registrar'], under: statutes('3.1') }, target: 'held' },
        lend: {
          meta: {
            by: ['registrar'],
            under: statutes('3.1'),
            effects: [{ do: 'writeToTheGardener' }, { do: 'openAKeyCase', when: 'promised.answer' }],
          },
          target: 'lent',
        },
      },
    },
    held: {
      meta: { clocks: { answer: 'paused' } },
      on: {
        resume: { meta: { by: ['registrar'], under: statutes('3.1') }, target: 'asked' },
        begin: { meta: { by: ['registrar'], under: statutes('3.1'), restarts: ['answer'] }, target: 'asked' },
      },
    },
    lent: {
      meta: { clocks: { loan: 'runs', reminder: 'runs' } },
      on: { end: { meta: { by: ['calendar'], on: 'loan', under: statutes('5') }, target: 'ended' } },
    },
    ended: { type: 'final' },
  },
});

const labels = {
  title: both('a shed', '工具房'),
  states: Object.fromEntries(['asked', 'held', 'lent', 'ended'].map((name) => [name, both(name, name)])),
  steps: Object.fromEntries(
    ['hold', 'lend', 'resume', 'begin', 'end'].map((name) => [name, both(name, name)]),
  ),
};
const facts = { 'promised.answer': both('a promised answer', '承诺的答复') };
const shed = association.process(machine, { labels: { ...labels, facts } });

const opened = (evidence: Facts) => openFile(shed, given('2021-05-03', evidence));
const told = ({ clocks }: { clocks: ReturnType<typeof openFile>['clocks'] }) =>
  clocks.map(({ clock, order, rule }) => `${order} ${clock} ${rule.limit.length}`);
function take(file: CaseFile, step: string, today = '2021-05-04') {
  const decision = decide(shed, file, step, given(today));
  if (!decision.taken) throw new Error(decision.because);
  return decision;
}
describe('a promise', () => {
  it('runs, is held, goes on, begins anew and stops with its clock, as a target that moves nothing', () => {
    const file = opened({ promised: { answer: 3 }, lentUntil: '2021-06-03' });
    expect(told(file)).toEqual(['start answer 10', 'start answerPromised 3']);
    const held = take(file, 'hold');
    expect(told(held)).toEqual(['suspend answer 10', 'suspend answerPromised 3']);
    expect(told(take(held, 'resume'))).toEqual(['resume answer 10', 'resume answerPromised 3']);
    expect(told(take(held, 'begin'))).toEqual(['interrupt answer 10', 'interrupt answerPromised 3']);
    expect(told(take(file, 'lend')).slice(0, 2)).toEqual(['stop answer 10', 'stop answerPromised 3']);
    expect(file.clocks[1]).toMatchObject({
      rule: { effect: 'target', under: statutes('3.2') },
      lapsesInto: null,
    });
  });

  it('is not there where nobody made one, and is never longer than the law', () => {
    const none: Json[] = [null, {}, { answer: null }, { answer: 0 }, { answer: '3' }, { other: 3 }];
    for (const promised of none) expect(told(opened({ promised }))).toEqual(['start answer 10']);
    expect(told(opened({ promised: { answer: 30 } }))).toEqual([
      'start answer 10',
      'start answerPromised 10',
    ]);
  });

  it('is a clock of its own to whoever reads the process', () => {
    expect(shed.clocks['answerPromised']).toMatchObject({
      effect: 'target',
      words: both('answer (promised)', '答复（承诺）'),
      promises: { clock: 'answer', at: 'promised.answer' },
    });
    expect(shed.states[1]!.clocks).toEqual({ answer: 'paused', answerPromised: 'paused' });
    expect(explain(shed, 'en')).toContain('answer (promised) starts');
  });
});

describe('a clock until a day', () => {
  it('lasts the days that are left, none where the day has come', () => {
    const lent = (lentUntil: string) =>
      take(opened({ lentUntil }), 'lend').clocks.find(({ clock }) => clock === 'loan');
    expect(lent('2021-06-03')).toMatchObject({
      on: '2021-05-04',
      rule: { limit: { unit: 'untilDay', length: 30 } },
    });
    expect(lent('2021-05-01')).toMatchObject({ rule: { limit: { length: 0 } } });
  });

  it('is a fault of the edition where something else stands in its place', () => {
    expect(() => take(opened({ lentUntil: 'soon' }), 'lend')).toThrow('not a day in the memory');
  });

  it('is not there in a case that has no such day', () => {
    expect(told(take(opened({}), 'lend'))).toEqual(['stop answer 10']);
  });
});

describe('a target of the office’s own', () => {
  it('is as long as the memory says, and not there where it says nothing', () => {
    const lent = (remindAfter: Json) => told(take(opened({ lentUntil: '2021-06-03', remindAfter }), 'lend'));
    expect(lent(14)).toEqual(['stop answer 10', 'start reminder 14', 'start loan 30']);
    expect(lent(null)).toEqual(['stop answer 10', 'start loan 30']);
  });
});

describe('an effect that depends on the memory', () => {
  const effects = (evidence: Facts) =>
    take(opened({ lentUntil: '2021-06-03', ...evidence }), 'lend').effects.map((effect) => effect.do);

  it('comes about only where the memory holds what it depends on', () => {
    expect(effects({ promised: { answer: 3 } })).toEqual(['writeToTheGardener', 'openAKeyCase']);
    for (const answer of [null, false])
      expect(effects({ promised: { answer } })).toEqual(['writeToTheGardener']);
    expect(effects({})).toEqual(['writeToTheGardener']);
  });

  it('says so on the page', () => {
    expect(explain(shed, 'en')).toContain('a case for the keys is opened (where there is a promised answer)');
  });
});
