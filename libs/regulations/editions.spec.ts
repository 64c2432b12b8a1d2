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
  });

  it('knows no edition before the first one, and no process that is not there', () => {
    expect(() => inForce('qualification', '2023-11-30')).toThrow(NoEditionInForce);
    expect(() => inForce('annulment', '2025-09-01')).toThrow(NoEditionInForce);
    expect(findProcess('qualification', '2015-08-01')).toBeUndefined();
  });

  it('finds an edition by its name and day', () => {
    expect(findProcess('qualification', '2023-12-01')?.initial).toBe('drafting');
  });
});

describe('what a step rests on', () => {
  const process = inForce('qualification', '2025-09-01');
  const steps = process.states.flatMap((state) => state.steps);

  it('is an article that we have read about, of a text in force when the edition was', () => {
    const clocks = Object.values(process.clocks);
    for (const { under } of [...steps, ...clocks, process.opening]) {
      const instrument = under.instrument as keyof typeof instruments;
      expect(articles[instrument]).toContain(under.article);
      expect(instruments[instrument].inForceFrom <= process.edition).toBe(true);
    }
  });

  it('is said to be no law where no article regulates the act', () => {
    const byPractice = steps.filter(({ under }) => under.instrument === 'practice').map(({ name }) => name);
    expect([...new Set(byPractice)].sort()).toEqual(['discard', 'withdraw']);
    expect(instruments.practice.title['zh-CN']).toContain('并非法律规定');
  });

  it('moves a case by itself for two clocks only: the law gives the others no outcome', () => {
    expect(steps.flatMap(({ on }) => on ?? [])).toEqual(['intake', 'rectification']);
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
    expect(publicStage({ id: 'qualification', edition: '2015-08-01' }, 'received')).toBeNull();
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
