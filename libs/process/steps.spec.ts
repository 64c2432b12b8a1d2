import { describe, expect, it } from '@jest/globals';
import { allotment, given } from './allotment.fixture.js';
import { ForeignFile, runsAgain, stepsFrom } from './index.js';

const unseen = { state: 'offered.unseen', context: { declined: 0 } };
const steps = (file: { state: string; context: { declined?: number } }, world = {}) =>
  stepsFrom(allotment, file, given('2021-06-01', {}, world));

describe('the steps of a state', () => {
  it('are its own first, then those of the groups it lies in, the clock among them', () => {
    expect(steps(unseen).map(({ name, by, on }) => [name, by, on])).toEqual([
      ['view', ['gardener', 'registrar'], null],
      ['postpone', ['board'], null],
      ['flood', ['registrar'], null],
      ['release', ['calendar'], 'viewing'],
      ['withdraw', ['gardener'], null],
    ]);
    expect(steps({ state: 'withdrawn', context: {} })).toEqual([]);
  });

  it('are open or closed by what the file says, with the reason', () => {
    const waiting = { state: 'waiting', context: {} };
    expect(steps(waiting, { freePlots: 1 })[0]).toMatchObject({ name: 'offer', open: true, reasons: [] });
    expect(steps(waiting, { freePlots: 0 })[0]).toMatchObject({
      name: 'offer',
      open: false,
      reasons: [{ guard: 'aPlotIsFree', otherwise: { en: 'no plot is free' } }],
    });
  });

  it('tell what the evidence will have to show on the branches that are left', () => {
    const handBack = steps({ state: 'underNotice', context: {} }).find(({ name }) => name === 'handBack');
    expect(handBack).toMatchObject({
      open: true,
      conditions: [{ guard: 'theShedIsEmpty', says: { en: 'the shed is empty' } }],
    });
    expect(steps({ ...unseen, context: { declined: 2 } })[0]).toMatchObject({
      open: true,
      conditions: [{ guard: 'theGardenerLikesThePlot' }],
    });
  });

  it('have no condition where a branch needs nothing of the evidence', () => {
    expect(steps(unseen)[0]).toMatchObject({ name: 'view', open: true, conditions: [] });
  });

  it('are not told for a file of another process', () => {
    expect(() => steps({ state: 'underAssessment', context: {} })).toThrow(ForeignFile);
  });
});

describe('a clock that is held', () => {
  it('says by which steps of its state it goes on, and by which it begins anew', () => {
    const { goesOn, anew } = runsAgain(allotment, 'flooded', 'viewing');
    expect([goesOn, anew]).toEqual([[allotment.labels.steps.dry], [allotment.labels.steps.drain]]);
    expect(runsAgain(allotment, 'lent', 'viewing')).toEqual({ goesOn: [], anew: [] });
  });
});
