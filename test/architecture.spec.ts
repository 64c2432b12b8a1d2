import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';

/** The shape of the program as ARCHITECTURE.md draws it; the rules themselves are in .dependency-cruiser.cjs. */
interface Cruise {
  violations: { rule: string; from: string; to: string }[];
  modules: number;
}

async function cruise(directory: string): Promise<Cruise> {
  const program = resolve('node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const args = [
    program,
    '--config',
    '.dependency-cruiser.cjs',
    '--output-type',
    'json',
    'apps',
    'libs',
    'test',
  ];
  const run = promisify(execFile)(process.execPath, args, { cwd: directory, maxBuffer: 1 << 28 });
  // It ends with the number of violations; what it found is on its output all the same.
  const { stdout } = await run.catch((error: unknown) => error as { stdout: string });
  const { summary } = JSON.parse(stdout) as {
    summary: { totalCruised: number; violations: { rule: { name: string }; from: string; to: string }[] };
  };
  const violations = summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to }));
  return { violations, modules: summary.totalCruised };
}

/** A program of a few lines that breaks every rule once. */
const faults: Record<string, string> = {
  'libs/calendar/index.ts': `import '../casework/index.js';\nimport '#process';\nimport 'pg';\nimport 'xstate';\nimport './gone.js';\n`,
  'libs/process/index.ts': `export {};\n`,
  'libs/ledger/index.ts': `import '#register';\nimport '../process/inner.js';\n`,
  'libs/process/inner.ts': `export {};\n`,
  'libs/identity/index.ts': `import '#casework';\n`,
  'libs/casework/index.ts': `import '#register';\nimport '../../apps/api/main.js';\n`,
  'libs/register/index.ts': `import './circle.js';\n`,
  'libs/register/circle.ts': `import './index.js';\n`,
  'apps/api/main.ts': `import '../worker/main.js';\nimport '../../libs/process/inner.js';\n`,
  'apps/worker/main.ts': `export {};\n`,
  'test/nothing.ts': `export {};\n`,
};

async function filesUnder(directories: string[], pattern: RegExp): Promise<string[]> {
  const found = await Promise.all(
    directories.map(async (directory) =>
      (await readdir(directory, { recursive: true })).map((name) => join(directory, name)),
    ),
  );
  return found.flat().filter((path) => pattern.test(path));
}

describe('imports', () => {
  it('point down, enter a library by its door, and never run in a circle', async () => {
    const { violations, modules } = await cruise('.');
    expect(violations).toEqual([]);
    expect(modules).toBeGreaterThan(200);
  });

  it('would be caught if they did not: a program with every fault breaks every rule', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'greenlane-faults-'));
    try {
      for (const [path, text] of Object.entries(faults)) {
        await mkdir(dirname(join(directory, path)), { recursive: true });
        await writeFile(join(directory, path), text);
      }
      for (const name of ['.dependency-cruiser.cjs', 'tsconfig.json', 'package.json'])
        await copyFile(name, join(directory, name));
      await symlink(resolve('node_modules'), join(directory, 'node_modules'));
      const { violations } = await cruise(directory);
      const config = createRequire(import.meta.url)('../.dependency-cruiser.cjs') as {
        forbidden: { name: string }[];
      };
      const highest = 'level-4-imports-nothing-above';
      const named = config.forbidden.map(({ name }) => name).filter((name) => name !== highest);
      expect([...new Set(violations.map(({ rule }) => rule))].sort()).toEqual(named.sort());
    } finally {
      await rm(directory, { recursive: true });
    }
  });
});

describe('files', () => {
  it('stay under 300 lines, or say in their first comment why not', async () => {
    const long: string[] = [];
    for (const path of await filesUnder(['apps', 'libs', 'test'], /\.(?:ts|mjs)$/)) {
      const text = await readFile(path, 'utf8');
      const first = /\/\*[\s\S]*?\*\/|(?:\/\/.*\n)+/.exec(text)?.[0] ?? '';
      if (text.split('\n').length > 301 && !/\b(?:long|lines|one file|together)\b/i.test(first))
        long.push(path);
    }
    expect(long).toEqual([]);
  });

  it('name no path of the machine they were written on, and leave no test switched off', async () => {
    const found: string[] = [];
    for (const path of await filesUnder(['apps', 'libs', 'test', 'docs'], /\.(?:ts|mjs|md|sql|json)$/)) {
      const text = await readFile(path, 'utf8');
      const own = path === join('test', 'architecture.spec.ts');
      if (!own && /\b(?:it|describe|test)\.(?:only|skip)\(|\/work\/|\/home\//.test(text)) found.push(path);
    }
    expect(found).toEqual([]);
  });
});
