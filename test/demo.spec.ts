/** The story that `npm run demo` plays, as a program of its own; and that it fails where a date is another. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { CaseView, HistoryEntry } from '#casework';
import { demonstrationInstitutions } from '#identity';
import { PlayedCase, type Stage } from '../apps/cli/demo/act.js';
import type { Client } from '../apps/cli/demo/client.js';
import { conclude } from '../apps/cli/demo/conclude.js';
import { Expectations } from '../apps/cli/demo/expectations.js';
import { Teller } from '../apps/cli/demo/teller.js';

const main = join('dist', 'apps', 'cli', 'main.js');
const folder = mkdtempSync(join(tmpdir(), 'greenlane-demo-spec-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
jest.setTimeout(60_000);

describe('greenlane demo', () => {
  let played: { status: number | null; stdout: string; stderr: string };
  let told: string;
  beforeAll(() => {
    if (!existsSync(main)) throw new Error('Run "npm run -s build" first.');
    const env = { PATH: process.env.PATH, TMPDIR: folder };
    played = spawnSync(process.execPath, [main, 'demo'], { encoding: 'utf8', env });
    // Lines are broken to fit the page; what is told is looked for as if they were not.
    told = played.stdout.replace(/\s+/g, ' ');
  }, 60_000);

  it('ends well, with every expectation met, and leaves nothing behind', () => {
    expect(played.stderr).toMatch(/^\d{3} expectations, all met\.$/m);
    expect(played.status).toBe(0);
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([
    ['intake decision, 5 working days; due on Monday 8 September 2025'],
    ['intake decision, 5 working days; due on Wednesday 17 September 2025'],
    ['technical assessment, 30 working days; due on Thursday 30 October 2025'],
    ['Clock held: technical assessment, 10 of 30 working days used up'],
    ['rectification, 30 working days; due on Thursday 13 November 2025'],
    ['Clock resumed: technical assessment, 20 working days left; due on Monday 17 November 2025'],
    ['decision, 10 working days; due on Friday 7 November 2025'],
    ['issue of the certificate, 7 working days; due on Monday 10 November 2025'],
    ['25 22 00 14 0001'],
    ['valid until 2031-11-02'],
  ])('tells (a), the food laboratory: %s', (what) => {
    expect(told).toContain(what);
  });

  it('tells (b): a starred clause fails, so the whole fails, and the refusal names both remedies', () => {
    expect(told).toContain('a starred item nonconforming allows nothing else');
    expect(told).toContain('Under: Administrative Licensing Law, article 38.');
    expect(told).toMatch(/administrative review within 60 days .* lawsuit directly .* within six months/);
  });

  it('tells (c): five silent working days over the October holidays, and the clock accepts as of the receipt', () => {
    expect(told).toContain('Counted, 5 days: 28 to 30 September 2025, 9 to 10 October 2025');
    expect(told).toContain('worked: 28 September 2025');
    expect(told).toContain('due on Friday 10 October 2025');
    expect(told).toContain('Clock ran out: intake decision.');
    expect(told).toContain('Accepted as of 2025-09-26, the day of receipt');
  });

  it('tells (d): of two officers at the same moment one wins, and the other is told what changed', () => {
    expect(told).toMatch(/Refused \(412\): The case has changed since you read it/);
    expect(told).toMatch(/What came between: (罗佳宁|冯思远) took the step “accept”/);
  });

  it('ends with the hashes in full, the leaves and a clean replay', () => {
    expect(played.stdout.match(/^ {4}[0-9a-f]{64}$/gm)).toHaveLength(4);
    expect(told).toContain('All 25 events stand in the log');
    expect(told).toContain(
      'Replay: 4 cases and 25 events folded again by the law, and everything is as it was recorded',
    );
  });
});

describe('a story that goes another way', () => {
  const clock = {
    clock: 'intake',
    generation: 1,
    label: { 'zh-CN': '受理', en: 'intake' },
    consumed: 0,
    limit: { length: 5 },
  };
  const happened = {
    seq: 2,
    hash: '0'.repeat(64),
    event: {
      step: 'submit',
      to: 'received',
      under: { instrument: 'licensing-law', article: '32' },
      clocks: [{ clock: 'intake', generation: 1, order: 'start', on: '2025-09-26', due: '2025-10-10' }],
    },
  } as unknown as HistoryEntry;
  const view = {
    number: 'CMA-22-2025-000001-2',
    label: { 'zh-CN': '已收件', en: 'received' },
    clocks: [{ ...clock, dueOn: '2025-10-10', explained: null }],
  } as unknown as CaseView;

  const tell = async (expected: { state: string; clocks: string[] }): Promise<Expectations> => {
    const client = { case: () => Promise.resolve(view), history: () => Promise.resolve([happened]) };
    const stage: Stage = {
      client: client as unknown as Client,
      teller: new Teller('en', 100, () => {}),
      expect: new Expectations(),
      sample: () => Buffer.alloc(0),
    };
    await new PlayedCase('c', 'applicant-food', demonstrationInstitutions[0]).tellEvent(
      stage,
      'auditor',
      2,
      expected,
    );
    return stage.expect;
  };

  it('passes where state and date are those expected', async () => {
    const met = await tell({ state: 'received', clocks: ['start intake due 2025-10-10'] });
    expect(met.differences).toEqual([]);
    expect(() => conclude(met)).not.toThrow();
  });

  it.each([
    [
      'a date',
      { state: 'received', clocks: ['start intake due 2025-10-09'] },
      /\(c\) submit, clocks.*2025-10-09.*2025-10-10/,
    ],
    ['a state', { state: 'formingTheTeam', clocks: ['start intake due 2025-10-10'] }, /\(c\) submit, state/],
    ['a clock that was not to start', { state: 'received', clocks: [] }, /\(c\) submit, clocks/],
  ])('fails where %s is another, and says which', async (_, expected, pattern) => {
    const differing = await tell(expected);
    expect(differing.differences).toEqual([expect.stringMatching(pattern)]);
    expect(() => conclude(differing)).toThrow(expect.objectContaining({ exit: 6 }));
  });

  it('fails where a number does not fit its pattern', () => {
    const expectations = new Expectations();
    expectations.matches('number', '252213140001', /^252200\d{2}0001$/);
    expect(() => conclude(expectations)).toThrow('number: expected');
  });
});
