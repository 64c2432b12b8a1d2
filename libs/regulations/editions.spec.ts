import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { explain, type Process } from '#process';
import {
  articles,
  findProcess,
  inForce,
  instruments,
  NoEditionInForce,
  processes,
  publicStage,
  stages,
} from './index.js';

const here = (name: string) => new URL(name, import.meta.url);

describe('the catalogue of editions', () => {
  it('gives the newest edition that was in force on a day', () => {
    expect(inForce('qualification', '2023-12-01').edition).toBe('2023-12-01');
    expect(inForce('qualification', '2026-03-02').edition).toBe('2023-12-01');
    expect(inForce('qualification', '2023-11-30').edition).toBe('2021-06-01');
    expect(inForce('qualification', '2021-05-31').edition).toBe('2015-08-01');
  });

  it('knows no edition before the first one, and no process that is not there', () => {
    expect(() => inForce('qualification', '2015-07-31')).toThrow(NoEditionInForce);
    expect(() => inForce('annulment', '2025-09-01')).toThrow(NoEditionInForce);
    expect(findProcess('qualification', '2006-04-01')).toBeUndefined();
  });

  it('finds an edition by its name and day', () => {
    expect(findProcess('qualification', '2023-12-01')?.initial).toBe('drafting');
  });
});

const qualifications = processes.filter(({ id }) => id === 'qualification');

describe.each(qualifications)('what a step of $edition rests on', (process) => {
  const steps = process.states.flatMap((state) => state.steps);
  const routes = process.states.flatMap((state) => state.routes);
  const named = (given: readonly { name: string }[]) => [...new Set(given.map(({ name }) => name))].sort();

  it('is an article that we have read about, of a text in force when the edition was', () => {
    const clocks = Object.values(process.clocks);
    const { guards } = process.catalogue;
    const ofGuards = Object.values(guards).flatMap((guard) => [guard, ...Object.values(guard.parts ?? {})]);
    for (const { under } of [...steps, ...routes, ...clocks, ...ofGuards, process.opening]) {
      // A guard rests on the provision of its step, unless it names another.
      if (under === null || under === undefined) continue;
      const instrument = under.instrument as keyof typeof instruments;
      expect(articles[instrument]).toContain(under.article);
      expect(instruments[instrument].inForceFrom <= process.edition).toBe(true);
    }
  });

  it('is said to be no law where no article regulates the act', () => {
    const ofAll = [...['acceptWithGaps', 'allowFurtherSupplement', 'discard', 'supplyGaps', 'withdraw']];
    // Before the criteria of 2023 documents were reviewed, and assessments made remotely, as a practice.
    const earlier = ['concludeOnDocuments', 'concludeRemotely', 'escalate'];
    const expected = process.edition < '2023-12-01' ? [...ofAll, ...earlier] : ofAll;
    expect(named(steps.filter(({ under }) => under.instrument === 'practice'))).toEqual(expected.sort());
    expect(instruments.practice.title['zh-CN']).toContain('并非法律规定');
  });

  it('moves a case by itself for five clocks: the law gives the others no outcome', () => {
    const moving = new Set(steps.flatMap(({ on }) => on ?? []));
    expect([...moving].sort()).toEqual(
      ['intake', 'rectification', 'hearingRequest', 'hearingNotice', 'renewal'].sort(),
    );
  });

  it('is of the measures of its own time', () => {
    const other = process.edition === '2015-08-01' ? 'cma-measures-2021' : 'cma-measures-2015';
    const ofParts = Object.values(process.catalogue.guards).flatMap(({ parts }) =>
      Object.values(parts ?? {}),
    );
    const ownLaw = [...steps, ...Object.values(process.clocks), ...ofParts].map(
      ({ under }) => under?.instrument,
    );
    expect(ownLaw).not.toContain(other);
    expect(ownLaw.includes('assessment-criteria-2023')).toBe(process.edition === '2023-12-01');
  });
});

describe('the public stages', () => {
  const process = inForce('qualification', '2025-09-01');

  it('are six, in the order in which a certificate comes about', () => {
    expect(Object.values(stages).map((words) => words['zh-CN'])).toEqual([
      ...['收件', '受理', '评审', '决定', '制证', '送达'],
    ]);
  });

  it('are told for every state that the public may see', () => {
    const hidden = process.states.map(({ name }) => name).filter((state) => !publicStage(process, state));
    expect(hidden).toEqual(['drafting', 'withdrawn', 'discarded']);
    expect(publicStage(process, 'rectifying')).toEqual({
      stage: 'assessment',
      words: stages.assessment,
      position: 3,
    });
    expect(publicStage(process, 'certified')?.position).toBe(6);
  });

  it('are not told for a state that the edition does not know', () => {
    expect(publicStage(process, 'toString')).toBeNull();
    expect(publicStage({ id: 'qualification', edition: '2006-04-01' }, 'received')).toBeNull();
  });
});

describe('the pages drawn from the law', () => {
  // The hash of compiled sources is left out: it depends on who compiled them.
  const page = (process: Process, language: 'zh-CN' | 'en') =>
    explain(process, language)
      .split('\n')
      .filter((line) => !line.includes(process.sourcesHash))
      .join('\n');

  it.each(
    processes.flatMap((process) => (['zh-CN', 'en'] as const).map((language) => ({ process, language }))),
  )(
    'are what the process says today: $process.id $process.edition $language (UPDATE_PAGES=1 writes them anew)',
    ({ process, language }) => {
      const file = here(`pages/${process.id}-${process.edition}.${language}.md`);
      if (globalThis.process.env['UPDATE_PAGES'] === '1') writeFileSync(file, page(process, language));
      expect(readFileSync(file, 'utf8')).toBe(page(process, language));
    },
  );
});
