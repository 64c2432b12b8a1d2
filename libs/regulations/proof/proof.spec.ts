import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { prove, type BindingProvision, type Facts, type Given } from '#process';
import {
  articles,
  bindingProvisions,
  getSamples,
  instruments,
  NotProved,
  processes,
  proveEdition,
  requireProof,
} from '../index.js';

describe.each(processes.map((process) => [`${process.id} ${process.edition}`, process] as const))(
  '%s',
  (_, process) => {
    const proof = proveEdition(process);

    it('does what binds it, and nothing else: nothing is found', () => {
      expect(proof.findings.map(({ sentence, path }) => [sentence.en, path?.en])).toEqual([]);
    });

    it('is held to provisions, every one of which holds', () => {
      expect(proof.provisions).toBeGreaterThan(0);
      expect(proof.held).toBe(proof.provisions);
    });

    it('is not proved by what binds another: without its provisions every step is without one', () => {
      const others = bindingProvisions.filter((one) => one.process !== process.id);
      const { findings } = prove(process, { samples: getSamples(process), provisions: others });
      const without = new Set(findings.filter(({ code }) => code === 'doesNotBind').map(({ at }) => at.step));
      const steps = process.states.flatMap((state) => state.steps.map(({ name }) => name));
      expect([...without].filter(Boolean).sort()).toEqual([...new Set(['open', ...steps])].sort());
    });
  },
);

describe('a program that is about to begin', () => {
  it('goes on where everything is proved', () => {
    expect(() => requireProof()).not.toThrow();
  });

  it('is told each finding in a sentence, with the edition and the way there', () => {
    const process = processes.find(({ id, edition }) => id === 'qualification' && edition === '2023-12-01')!;
    const { findings } = prove(process, { samples: getSamples(process), provisions: [] });
    const path = { 'zh-CN': '路径', en: 'the way' };
    const opening = findings.filter(({ at }) => at.step === 'open').map((one) => ({ ...one, path }));
    expect(new NotProved([{ ...proveEdition(process), findings: opening }]).message).toBe(
      'The processes do not do what binds them:\n' +
        '  qualification of 2023-12-01: Opening a case rests on Measures, article 11, and no binding provision says so.\n' +
        '    the way',
    );
  });
});

describe('the binding provisions', () => {
  it('cite articles that we have read about, in force in the first edition that they bind', () => {
    for (const { under, editions } of bindingProvisions)
      for (const { instrument, article } of under) {
        const name = instrument as keyof typeof instruments;
        expect(articles[name]).toContain(article);
        expect(instruments[name].inForceFrom <= editions.from).toBe(true);
      }
  });

  it('each bind an edition that there is, and say so in both languages', () => {
    const binds = ({ process: id, editions: { from, until } }: BindingProvision) =>
      processes.some(
        (process) =>
          process.id === id && from <= process.edition && (until === undefined || process.edition < until),
      );
    for (const provision of bindingProvisions) {
      expect(binds(provision)).toBe(true);
      expect(provision.says['zh-CN']).not.toBe('');
      expect(provision.says.en).not.toBe('');
    }
  });
});

describe('the samples of the qualification', () => {
  const histories = JSON.parse(
    readFileSync(new URL('../qualification/2023-12-01.histories.json', import.meta.url), 'utf8'),
  ) as { history: { step: string; given: Given }[] }[];
  const process = processes.find(({ id, edition }) => id === 'qualification' && edition === '2023-12-01')!;
  const { steps = {} } = getSamples(process);
  /** A first application in which everything is tried, with points and nonconformities to answer. */
  const usual: Facts = {
    ...{ kind: 'first', route: 'general', changes: [], lane: null, certificate: null, allows: null },
    ...{ promised: null, settings: null, renewalInTime: null, gaps: 1, asked: 2, nonconformities: 2 },
  };

  it('bring no fact that evidence of the kind does not give, as the recorded histories have it', () => {
    const given = new Map<string, Set<string>>();
    for (const { step, given: one } of histories.flatMap(({ history }) => history)) {
      const facts = given.get(step) ?? new Set<string>();
      for (const fact of Object.keys(one.evidence)) facts.add(fact);
      given.set(step, facts);
    }
    let compared = 0;
    for (const [step, samples] of Object.entries(steps)) {
      const brought = typeof samples === 'function' ? samples(usual, '') : samples;
      const known = given.get(step);
      if (known === undefined) continue;
      const rare = [
        ...['scope', 'asked', 'requirements', 'ground', 'record', 'lane', 'certificate', 'lateRenewal'],
        ...['substantiveChange', 'recheckOnSite', 'seenOnSite', 'seenAgain'],
      ];
      for (const fact of brought.flatMap(({ evidence = {} }) => Object.keys(evidence)))
        expect([...known, ...rare]).toContain(fact);
      compared += 1;
    }
    expect(compared).toBeGreaterThan(10);
  });
});
