/* eslint-disable @typescript-eslint/no-explicit-any, @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-call, @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-return -- a frozen law is changed here, as no author may */
import { describe, expect, it } from '@jest/globals';
import { allotment20210401, allotmentLabels } from './allotment.fixture.js';
import { association, statutes } from './association.fixture.js';
import { fingerprint, sourcesOf } from './hash.js';
import { Machine, type AnySource } from './machine.js';
import type { Catalogue } from './index.js';

type Loose = any;
const known: Catalogue = association.catalogue;
const { context, ...data } = allotment20210401.config;
const published = fingerprint(allotment20210401, known);

function changed(change: (config: Loose, states: Loose) => void): string {
  const copy = structuredClone(data) as Loose;
  copy.context = context;
  change(copy, copy.states);
  return fingerprint(new Machine(copy as AnySource), known);
}

describe('the hash of an edition', () => {
  it('is the one under which it was published', () => {
    expect(published).toBe('cd0f2227a7cc0039343f58ef1375fc8c964474a7cc1f1d1bd9d4eb4de9f85aa8');
    expect(association.process(allotment20210401, { labels: allotmentLabels }).hash).toBe(published);
  });

  it.each<[string, (config: Loose, states: Loose) => void]>([
    ['a description', (c, s) => (c.on.withdraw.description = s.waiting.description = 'reworded')],
    ['the words of a clock', (c) => (c.meta.clocks.viewing.words.en = 'reworded')],
    ['the order of tags', (_, s) => (s.lent.tags = [])],
    [
      'the order in which steps are listed',
      (_, s) => {
        const { giveNotice, appointAnInspector } = s.lent.on;
        s.lent.on = { appointAnInspector, giveNotice };
      },
    ],
    ['writing one branch as a list', (_, s) => (s.lent.on.giveNotice = [s.lent.on.giveNotice])],
    ['writing one assign as a list', (_, s) => (s.waiting.on.offer.actions = ['noteThePlot'])],
  ])('does not count %s', (_title, change) => {
    expect(changed(change)).toBe(published);
  });

  it.each<[string, (config: Loose, states: Loose) => void]>([
    ['the edition', (c) => (c.version = '2021-04-02')],
    ['the opening', (c) => (c.meta.opening.by = ['board'])],
    ['a limit', (c) => (c.meta.clocks.viewing.limit.length = 2)],
    ['the anchor of a clock', (c) => (c.meta.clocks.viewing.from = 'today')],
    ['the effect of a clock', (c) => (c.meta.clocks.answer.effect = 'none')],
    ['the clocks of a state', (_, s) => (s.flooded.meta.clocks.viewing = 'runs')],
    ['a tag', (_, s) => (s.lent.tags = ['quiet'])],
    ['an article', (_, s) => (s.lent.on.giveNotice.meta.under = statutes('7.1'))],
    ['a role', (_, s) => s.lent.on.giveNotice.meta.by.push('registrar')],
    ['a guard', (_, s) => delete s.waiting.on.offer.guard],
    ['an assign', (_, s) => delete s.waiting.on.offer.actions],
    ['an effect', (_, s) => (s.offered.states.seen.on.lend.meta.effects[0].with.keys = 3)],
    ['what may be extended', (_, s) => (s.underNotice.on.lengthen.meta.extends.most.length = 31)],
    ['whose anchor may be corrected', (_, s) => delete s.answering.on.correctTheDay.meta.supersedes],
    ['a target', (_, s) => (s.flooded.on.dry.target = 'waiting')],
    ['a step of every state', (c) => delete c.on],
    ['the order of branches', (_, s) => s.offered.states.unseen.on.view.reverse()],
    [
      'the order of states',
      (c) => (c.states = Object.fromEntries(Object.entries(c.states as object).reverse())),
    ],
    [
      "an automatic route, which XState's definition leaves out",
      (_, s) => (s.applied.always[0].target = 'answering'),
    ],
    ['an end', (_, s) => delete s.ended.type],
    ['the initial state of a group', (_, s) => (s.offered.initial = 'seen')],
  ])('counts %s', (_title, change) => {
    expect(changed(change)).not.toBe(published);
  });

  it('counts the fingerprint of the evidence it needs, and of no other', () => {
    const evidence = { ...known.evidence };
    const withEvidence = (name: string) =>
      fingerprint(allotment20210401, {
        ...known,
        evidence: { ...evidence, [name]: { fingerprint: 'another' } },
      });
    expect(withEvidence('viewing')).not.toBe(published);
    expect(withEvidence('application')).not.toBe(published);
    expect(withEvidence('somethingElse')).toBe(published);
  });
});

describe('the hash of the sources', () => {
  const sources = sourcesOf(allotment20210401, known);

  it('counts the source of a guard and of an assign in use, which the hash of the edition does not', () => {
    const guards = { ...known.guards, aPlotIsFree: { ...known.guards.aPlotIsFree!, holds: () => true } };
    const assigns = { ...known.assigns, noteThePlot: () => ({}) };
    expect(sourcesOf(allotment20210401, { ...known, guards })).not.toBe(sources);
    expect(sourcesOf(allotment20210401, { ...known, assigns })).not.toBe(sources);
    expect(fingerprint(allotment20210401, { ...known, guards, assigns })).toBe(published);
  });

  it("counts the source of the context's factory", () => {
    const other = new Machine({ ...allotment20210401.config, context: () => ({}) });
    expect(sourcesOf(other, known)).not.toBe(sources);
  });

  it('does not count what the process does not use', () => {
    const assigns = { ...known.assigns, somethingElse: () => ({}) };
    expect(sourcesOf(allotment20210401, { ...known, assigns })).toBe(sources);
  });
});
