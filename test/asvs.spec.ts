import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';

/**
 * Requirements of OWASP ASVS 5.0.0 by section: the levels of its requirements from the first on. From the CSV of the
 * release, as docs/asvs.md says; CC BY-SA 4.0.
 */
const standard: Record<string, string> = {
  ...{ 'V1.1': '22', 'V1.2': '1111122223', 'V1.3': '112222222223', 'V1.4': '222', 'V1.5': '123' },
  ...{ 'V2.1': '122', 'V2.2': '112', 'V2.3': '12223', 'V2.4': '23' },
  ...{ 'V3.1': '3', 'V3.2': '113', 'V3.3': '12223', 'V3.4': '11222233', 'V3.5': '11122333', 'V3.6': '3' },
  ...{ 'V3.7': '22333', 'V4.1': '12233', 'V4.2': '23333', 'V4.3': '22', 'V4.4': '1222' },
  ...{ 'V5.1': '2', 'V5.2': '112333', 'V5.3': '113', 'V5.4': '222' },
  ...{ 'V6.1': '122', 'V6.2': '111111112222', 'V6.3': '11223333', 'V6.4': '112233', 'V6.5': '22222333' },
  ...{ 'V6.6': '2223', 'V6.7': '33', 'V6.8': '2222' },
  ...{ 'V7.1': '222', 'V7.2': '1111', 'V7.3': '22', 'V7.4': '11222', 'V7.5': '223', 'V7.6': '22' },
  ...{ 'V8.1': '1233', 'V8.2': '1123', 'V8.3': '133', 'V8.4': '23', 'V9.1': '111', 'V9.2': '1222' },
  ...{ 'V10.1': '22', 'V10.2': '223', 'V10.3': '22223', 'V10.4': '1111122222233333', 'V10.5': '22222' },
  ...{ 'V10.6': '22', 'V10.7': '222' },
  ...{ 'V11.1': '2233', 'V11.2': '22233', 'V11.3': '11233', 'V11.4': '1222', 'V11.5': '23', 'V11.6': '23' },
  ...{ 'V11.7': '33', 'V12.1': '12233', 'V12.2': '11', 'V12.3': '22223' },
  ...{ 'V13.1': '2333', 'V13.2': '222223', 'V13.3': '2233', 'V13.4': '1222233' },
  ...{ 'V14.1': '22', 'V14.2': '12223333', 'V14.3': '122' },
  ...{ 'V15.1': '12233', 'V15.2': '12233', 'V15.3': '1222222', 'V15.4': '3333' },
  ...{ 'V16.1': '2', 'V16.2': '22222', 'V16.3': '2222', 'V16.4': '222', 'V16.5': '2223' },
  ...{ 'V17.1': '23', 'V17.2': '22223333', 'V17.3': '22' },
};
const requirements = Object.entries(standard).flatMap(([section, levels]) =>
  [...levels].map((level, index) => ({ id: `${section}.${index + 1}`, level })),
);
const wanted = requirements.filter(({ level }) => level !== '3');

const verdicts = ['met', 'partly', 'not met', 'n/a'] as const;

interface Row {
  id: string;
  level: string;
  asks: string;
  verdict: string;
  shows: string;
}

const rowsOf = (page: string): Row[] =>
  page.split('\n').flatMap((line) => {
    if (!/^\| *V\d+\./.test(line)) return [];
    const [id = '', level = '', asks = '', verdict = '', shows = ''] = line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
    return [{ id, level, asks, verdict, shows }];
  });

/** The files a row names, each with the titles of tests that stand behind it. */
const citedBy = ({ shows }: Row): { path: string; titles: string[] }[] =>
  shows.split('`').flatMap((part, index, parts) =>
    index % 2 === 1
      ? [
          {
            path: part,
            titles: [...(parts[index + 1] ?? '').matchAll(/“([^”]*)”/g)].map(([, title]) => title!),
          },
        ]
      : [],
  );

/** The text of a file of this repository, undefined where there is none. */
type Read = (path: string) => Promise<string | undefined>;

/** All that is wrong with the page, a sentence each. */
async function faultsOf(page: string, read: Read): Promise<string[]> {
  const rows = rowsOf(page);
  const ids = rows.map(({ id }) => id);
  const faults = [
    ...wanted.filter(({ id }) => !ids.includes(id)).map(({ id }) => `${id} is missing`),
    ...ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `${id} stands twice`),
    ...ids.filter((id) => !wanted.some((one) => one.id === id)).map((id) => `${id} is none of level 1 or 2`),
  ];
  const order = wanted.map(({ id }) => id).filter((id) => ids.includes(id));
  const displaced = order.find((id, index) => [...new Set(ids)][index] !== id);
  if (faults.length === 0 && displaced !== undefined) faults.push(`${displaced} is out of order`);
  for (const row of rows) faults.push(...(await faultsOfRow(row, read)).map((fault) => `${row.id} ${fault}`));
  if (summaryIn(page) !== summaryOf(rows)) faults.push('the summary is not that of the rows');
  return faults;
}

async function faultsOfRow(row: Row, read: Read): Promise<string[]> {
  const { id, level, asks, verdict, shows } = row;
  const cited = citedBy(row);
  const faults: string[] = [];
  const claim = (right: boolean, fault: string): void => void (right || faults.push(fault));
  const known = wanted.find((one) => one.id === id);
  claim(known === undefined || known.level === level, `is not of level ${level}`);
  claim(asks !== '', 'does not say what it asks');
  claim((verdicts as readonly string[]).includes(verdict), `has no known verdict: ${verdict}`);
  claim(shows !== '', 'gives no reason');
  claim(!/being built/i.test(shows), 'waits for something');
  claim(verdict !== 'met' || cited.length > 0, 'is met by nothing');
  claim(verdict !== 'met' || !/missing:/i.test(shows), 'is met although something is missing');
  claim(verdict !== 'partly' || cited.length > 0, 'is partly met by nothing');
  claim(
    !['partly', 'not met'].includes(verdict) || shows.includes('Missing:'),
    'does not say what is missing',
  );
  claim(
    shows.split('`').length % 2 === 1 && !/“/.test(shows.split('`')[0]!),
    'is not written as evidence is',
  );
  for (const { path, titles } of cited) {
    const text = await read(path);
    if (text === undefined) faults.push(`names a file that is not there: ${path}`);
    else
      for (const part of titles.flatMap((title) => title.split(' › ')))
        claim(isTitleIn(text, part), `names a test that is not in ${path}: ${part}`);
  }
  return faults;
}

/** Whether a text stands in a source as the first argument of a call, whole and in quotes, with more to follow. */
function isTitleIn(source: string, title: string): boolean {
  const literal = title.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&').replaceAll("'", "\\\\?'");
  return new RegExp(`\\(\\s*(['"\`])${literal}\\1,`).test(source);
}

const begins = '<!-- summary: written by test/asvs.spec.ts -->\n';
const ends = '<!-- end of summary -->';
const summaryIn = (page: string): string => page.split(begins)[1]?.split(ends)[0] ?? '';

function summaryOf(rows: readonly Row[]): string {
  const line = (name: string, of: readonly Row[]): string => {
    const having = (verdict: string) => of.filter((row) => row.verdict === verdict);
    const tested = having('met').filter((row) => citedBy(row).some(({ titles }) => titles.length > 0));
    const counts = [of.length, ...verdicts.map((verdict) => having(verdict).length)];
    return `| ${[name, ...counts, tested.length].join(' | ')} |\n`;
  };
  const chapters = [...new Set(wanted.map(({ id }) => id.split('.')[0]!))];
  const named = (verdict: string): string => {
    const ids = rows.filter((row) => row.verdict === verdict).map(({ id }) => id);
    return `**${verdict}** (${ids.length}): ${ids.join(', ')}.\n`;
  };
  return [
    '| | all | met | partly | not met | n/a | of the met, by a test |\n|---|--:|--:|--:|--:|--:|--:|\n',
    ...['1', '2'].map((level) =>
      line(
        `Level ${level}`,
        rows.filter((row) => row.level === level),
      ),
    ),
    line('**Both**', rows),
    ...chapters.map((chapter) =>
      line(
        chapter,
        rows.filter(({ id }) => id.startsWith(`${chapter}.`)),
      ),
    ),
    `\n${named('not met')}\n${named('partly')}`,
  ].join('');
}

const file = new URL('../docs/asvs.md', import.meta.url);
const here = new URL('../', import.meta.url);
const texts = new Map<string, Promise<string | undefined>>();
const read: Read = (path) => {
  const known = texts.get(path) ?? readFile(new URL(path, here), 'utf8').catch(() => undefined);
  texts.set(path, known);
  return known;
};

describe('the table of ASVS', () => {
  let page: string;
  beforeAll(async () => {
    page = await readFile(file, 'utf8');
    if (process.env['UPDATE_PAGES'] !== '1') return;
    page = page.replace(summaryIn(page), '').replace(begins, `${begins}${summaryOf(rowsOf(page))}`);
    await writeFile(file, page);
  });

  it('is measured by the standard: 345 requirements, 70 of level 1 and 183 of level 2', () => {
    const of = (level: string) => requirements.filter((one) => one.level === level).length;
    expect([requirements.length, of('1'), of('2'), of('3')]).toEqual([345, 70, 183, 92]);
    expect(new Set(requirements.map(({ id }) => id)).size).toBe(345);
  });

  it('has every requirement once, with a verdict, and evidence that is there (UPDATE_PAGES=1 writes its counts)', async () => {
    expect(await faultsOf(page, read)).toEqual([]);
  });

  it('would be caught if it were not so', async () => {
    const rows = page.split('\n');
    const at = (id: string) => rows.findIndex((line) => line.startsWith(`| ${id} |`));
    const spoilt = (id: string, from: string | RegExp, to: string): string =>
      rows.map((line, index) => (index === at(id) ? line.replace(from, to) : line)).join('\n');
    const without = (id: string) => rows.filter((_, index) => index !== at(id)).join('\n');
    const swapped = rows.with(at('V1.1.1'), rows[at('V1.1.2')]!).with(at('V1.1.2'), rows[at('V1.1.1')]!);
    const strange = '| V1.1.3 | 2 | Nothing | n/a | Not of the standard |';
    const cases: [string, string][] = [
      [without('V9.1.1'), 'V9.1.1 is missing'],
      [rows.toSpliced(at('V9.1.1'), 0, rows[at('V9.1.1')]!).join('\n'), 'V9.1.1 stands twice'],
      [rows.toSpliced(at('V1.2.1'), 0, strange).join('\n'), 'V1.1.3 is none of level 1 or 2'],
      [swapped.join('\n'), 'V1.1.1 is out of order'],
      [spoilt('V9.1.1', '| 1 |', '| 2 |'), 'V9.1.1 is not of level 2'],
      [spoilt('V9.1.1', '| met |', '| fine |'), 'V9.1.1 has no known verdict: fine'],
      [spoilt('V17.1.1', 'No WebRTC', ''), 'V17.1.1 gives no reason'],
      [spoilt('V17.1.1', '| n/a |', '| met |'), 'V17.1.1 is met by nothing'],
      [spoilt('V9.1.1', / \|$/, '. Missing: a key |'), 'V9.1.1 is met although something is missing'],
      [spoilt('V17.1.1', '| n/a |', '| not met |'), 'V17.1.1 does not say what is missing'],
      [
        spoilt('V9.1.1', 'tokens.spec.ts', 'token.spec.ts'),
        'V9.1.1 names a file that is not there: libs/identity/token.spec.ts',
      ],
      [
        spoilt('V9.1.1', 'one character of it changes”', 'one character of it chang”'),
        'V9.1.1 names a test that is not in libs/identity/tokens.spec.ts: is refused when one character of it chang',
      ],
      [page.replace('| 253 |', '| 252 |'), 'the summary is not that of the rows'],
    ];
    for (const [changed, fault] of cases) expect(await faultsOf(changed, read)).toContain(fault);
  });
});

/** What the table says of all files together, which no other test asks. */
describe('the source as a whole', () => {
  let sources: { path: string; text: string }[];
  beforeAll(async () => {
    const found = await Promise.all(
      ['apps', 'libs'].map(async (folder) =>
        (await readdir(new URL(folder, here), { recursive: true })).map((name) => join(folder, name)),
      ),
    );
    const paths = found.flat().filter((path) => path.endsWith('.ts') && !path.endsWith('.spec.ts'));
    sources = await Promise.all(paths.map(async (path) => ({ path, text: (await read(path))! })));
    expect(sources.length).toBeGreaterThan(100);
  });
  const having = (pattern: RegExp): string[] =>
    sources.flatMap(({ path, text }) => (pattern.test(text) ? [path] : []));

  it('runs no text as code', () => {
    expect(
      having(/\beval\(|\bnew Function\b|\bFunction\(|node:vm\b|set(?:Timeout|Interval)\(\s*['"`]/),
    ).toEqual([]);
  });

  it('gives no text to a shell', () => {
    expect(having(/\bexecSync\b|\bshell:|import \{[^}]*\bexec\b[^}]*\} from 'node:child_process'/)).toEqual(
      [],
    );
    // The scripts that a shell of ours runs are literals; whatever differs is handed to them as an argument.
    expect(having(/sh', \[(?!'-c', (?:'[^']*'|guardScript),)/)).toEqual([]);
  });

  it('hashes by SHA-256 and nothing else', () => {
    expect(having(/createHash\((?!'sha256'\))|createHmac\((?!'sha256',)|\bmd5\b|\bsha-?1\b/i)).toEqual([]);
  });

  it('draws no chance from Math.random', () => {
    expect(having(/Math\.random\b/)).toEqual([]);
  });

  it('pins every package by its checksum', async () => {
    const { packages } = JSON.parse((await read('package-lock.json'))!) as {
      packages: Record<string, { integrity?: string; link?: boolean }>;
    };
    const installed = Object.entries(packages).filter(([path]) => path !== '');
    expect(installed.length).toBeGreaterThan(500);
    const loose = installed.filter(([, { integrity = '' }]) => !/^sha512-[\w+/]{86}==$/.test(integrity));
    expect(loose.map(([path]) => path)).toEqual([]);
  });
});
