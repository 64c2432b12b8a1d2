/**
 * Everything in one process on a data folder of its own: started, asked, backed up, stopped, started again, restored. Somewhat
 * long, because one folder goes through all of it.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { demonstrationInstitutions } from '#identity';

const main = join(process.cwd(), 'dist', 'apps', 'cli', 'main.js');
const folder = mkdtempSync(join(tmpdir(), 'greenlane-start-'));
// Run as root, the server is another user, and would be given a place of its own elsewhere.
chmodSync(folder, 0o711);
const env = { PATH: process.env.PATH };
jest.setTimeout(60_000);

interface Running {
  child: ChildProcess;
  url: string;
  out: string;
  /** Its talk until now. */
  err(): string;
}
const running: Running[] = [];

/** Starts the built program and waits until it says where it listens. */
async function start(args: string, settings: Record<string, string> = {}): Promise<Running> {
  const child = spawn(process.execPath, [main, 'start', '--port', '0', ...args.split(' ').filter(Boolean)], {
    cwd: folder,
    env: { ...env, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stderr.on('data', (text: Buffer) => (err += text.toString()));
  return new Promise((done, fail) => {
    child.once('exit', (code) => fail(new Error(`it ended with ${code}: ${err}`)));
    child.stdout.on('data', (text: Buffer) => {
      out += text.toString();
      const url = /API +(\S+)\/api\/v1\n/.exec(out)?.[1];
      if (url === undefined || !out.includes('Ctrl-C')) return;
      const started = { child, url, out, err: () => err };
      running.push(started);
      done(started);
    });
  });
}

async function stop({ child }: Running, signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
  const ended = once(child, 'exit') as Promise<[number | null]>;
  child.kill(signal);
  return (await ended)[0];
}

const greenlane = (args: string) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args.split(' ')], {
    cwd: folder,
    env,
    encoding: 'utf8',
  });
  return { code: status, out: stdout, err: stderr };
};

/** Asks as a demonstration person, by the file that `curl -H @file` would read. */
async function ask<Body>(
  of: Running,
  path: string,
  as: string,
  body?: unknown,
  data = '.greenlane',
): Promise<{ status: number; body: Body }> {
  const [name, token] = readFileSync(join(folder, data, 'as', as), 'utf8')
    .trim()
    .split(': ') as [string, string];
  const isForm = body instanceof FormData;
  const response = await fetch(`${of.url}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      [name]: token,
      'idempotency-key': crypto.randomUUID(),
      ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }),
    },
    body: body === undefined || isForm ? body : JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Body };
}

beforeAll(() => {
  if (!existsSync(main)) throw new Error('Run "npm run -s build" first.');
});
afterAll(async () => {
  for (const one of running) if (one.child.exitCode === null) await stop(one);
  rmSync(folder, { recursive: true, force: true });
});

describe('greenlane start', () => {
  let first: Running;
  let opened: { case: string; event: string };
  let document: { id: string; sha256: string };

  it('serves everything at once on a fresh folder, as of 1 September 2025, and says how to act', async () => {
    first = await start('');
    expect((await fetch(`${first.url}/healthz`)).status).toBe(200);
    expect(first.out).toContain('重庆市市场监督管理局 (Chongqing Administration for Market Regulation)');
    expect(first.out).toMatch(/2025-09-01 09:0\d in Chongqing, a demonstration/);
    expect(first.out).toContain('四川省市场监督管理局');
    expect(first.out).toContain(`Sign in at     ${first.url}/\n`);
    expect(first.out).toContain('curl -H @.greenlane/as/intake-1');
    for (const name of ['何晓雯', '罗佳宁', '贺建国', '方正平', '严守诚']) expect(first.out).toContain(name);
    expect(first.out).not.toContain('eyJ');
    const { body } = await ask<{ name: string }>(first, '/api/v1/me', 'intake-1');
    expect(body.name).toBe('罗佳宁');
    const secret = (path: string) => statSync(join(folder, '.greenlane', path)).mode & 0o777;
    expect([secret('tokens.json'), secret('as'), secret('as/auditor')]).toEqual([0o600, 0o700, 0o600]);
  });

  it('shows a first page, and leads to its provider of identities, without a word on the screen', async () => {
    const home = await (await fetch(`${first.url}/`)).text();
    expect(home).toContain('href="/sign-in"');
    expect(home).toContain('A demonstration');
    const led = await fetch(`${first.url}/sign-in`, { redirect: 'manual' });
    const to = new URL(led.headers.get('location')!);
    expect([led.status, to.origin, to.pathname]).toEqual([302, first.url, '/provider/auth']);
    expect(first.err()).not.toMatch(/oidc|provider|warn/i);
  });

  it('keeps what is done, and moves its time forward only', async () => {
    const { body: answer, status } = await ask<typeof opened>(first, '/api/v1/cases', 'applicant-food', {
      process: 'qualification',
      institution: demonstrationInstitutions[0].id,
      evidence: { kind: 'first' },
    });
    expect(status).toBe(201);
    opened = answer;
    const form = new FormData();
    form.append('file', new Blob(['质量手册']), '质量手册.txt');
    const handedIn = await ask<typeof document>(
      first,
      `/api/v1/cases/${opened.case}/documents`,
      'applicant-food',
      form,
    );
    expect(handedIn.status).toBe(201);
    document = handedIn.body;
    const move = (to: string) => ask(first, '/api/v1/office/time', 'auditor', { to });
    expect((await move('2025-09-05T01:00:00Z')).status).toBe(200);
    expect((await move('2025-09-04T01:00:00Z')).status).toBe(409);
  });

  it('is backed up while it works, and replays clean', () => {
    expect(greenlane('backup kept')).toMatchObject({ code: 0, out: '' });
    expect(readdirSync(join(folder, 'kept')).sort()).toEqual(['database', 'documents', 'documents.json']);
    expect(greenlane('backup kept')).toMatchObject({
      code: 5,
      err: expect.stringContaining('is not empty') as unknown,
    });
    expect(greenlane('replay')).toMatchObject({
      code: 0,
      err: expect.stringContaining('1 case, 1 event') as unknown,
    });
  });

  it('is alone on its folder, and says so to a second one', () => {
    const second = greenlane('start --port 0');
    expect(second).toMatchObject({
      code: 5,
      out: '',
      err: expect.stringContaining('already at work on') as unknown,
    });
  });

  it('stops in order when it is told to, and goes on where it was', async () => {
    expect(await stop(first)).toBe(0);
    expect(existsSync(join(folder, '.greenlane', 'data', 'postmaster.pid'))).toBe(false);
    const again = await start('');
    const { body } = await ask<{ state: string; head: string }>(
      again,
      `/api/v1/cases/${opened.case}`,
      'applicant-food',
    );
    expect(body).toMatchObject({ state: 'drafting', head: opened.event });
    expect(again.out).toContain('2025-09-05 09:0');
    expect(await stop(again, 'SIGINT')).toBe(0);
  });

  it('is no demonstration in production, and lets nobody sign in whom another machine could send', async () => {
    const { status, stderr } = spawnSync(
      process.execPath,
      [main, 'start', '--port', '0', '--data', 'never'],
      {
        cwd: folder,
        env: { ...env, NODE_ENV: 'production' },
        encoding: 'utf8',
      },
    );
    expect([status, stderr]).toEqual([1, expect.stringContaining('NODE_ENV is "production"')]);
    expect(existsSync(join(folder, 'never'))).toBe(false);
    const open = await start('--host 0.0.0.0');
    expect(open.out).not.toContain('Sign in at');
    expect(open.out).toContain('nobody signs in with a browser');
    expect(await stop(open)).toBe(0);
  });

  it('stays the demonstration it was made', () => {
    const AUTH = {
      AUTH_ISSUER: 'https://id.example',
      AUTH_AUDIENCE: 'greenlane',
      AUTH_JWKS_URL: 'https://id.example/jwks',
    };
    const { status, stderr } = spawnSync(process.execPath, [main, 'start', '--office', '--port', '0'], {
      cwd: folder,
      env: { ...env, ...AUTH },
      encoding: 'utf8',
    });
    expect([status, stderr]).toEqual([5, expect.stringContaining('is a demonstration and stays one')]);
  });

  it('goes on from a backup as it was, documents included; a damaged one restores nothing', async () => {
    const [file] = readdirSync(join(folder, 'kept', 'documents'), {
      recursive: true,
      encoding: 'utf8',
    }).filter((path) => path.endsWith(document.sha256));
    const kept = join(folder, 'kept', 'documents', file!);
    writeFileSync(kept, '质量手朋');
    expect(greenlane('restore kept --data other')).toMatchObject({
      code: 6,
      err: expect.stringContaining('damaged') as unknown,
    });
    expect(existsSync(join(folder, 'other'))).toBe(false);
    writeFileSync(kept, '质量手册');
    expect(greenlane('restore kept --data other').code).toBe(0);
    const restored = await start('--data other');
    const path = `/api/v1/cases/${opened.case}/documents`;
    const token = readFileSync(join(folder, 'other', 'as', 'applicant-food'), 'utf8')
      .trim()
      .slice('Authorization: '.length);
    const bytes = await fetch(`${restored.url}${path}/${document.id}`, { headers: { authorization: token } });
    expect(await bytes.text()).toBe('质量手册');
    expect(await stop(restored)).toBe(0);
  });

  it('serves nothing by a process that does not do what binds it, and says what that is', () => {
    // The same program, of which one source is read with a limit of 2015 that the law does not have.
    const source = (text: string): string => `data:text/javascript,${encodeURIComponent(text)}`;
    const spoils = source(`export async function load(url, context, next) {
      const read = await next(url, context);
      if (!url.endsWith('/qualification/2015-08-01.process.js')) return read;
      return { ...read, source: String(read.source).replace("'workingDays', length: 45", "'workingDays', length: 46") };
    }`);
    const spoilt = source(
      `import { register } from 'node:module'; register('${spoils.replaceAll("'", '%27')}');`,
    );
    const { status, stderr, stdout } = spawnSync(
      process.execPath,
      ['--import', spoilt, main, 'start', '--port', '0', '--data', 'unproved'],
      { cwd: folder, env, encoding: 'utf8' },
    );
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/qualification of 2015-08-01: .*technical assessment.*45.*, and is .*46/);
  });

  it('tells a taken port in a sentence, and has touched nothing', async () => {
    const taken: Server = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as { port: number };
    const { code, err } = greenlane(`start --port ${port} --data untouched`);
    taken.close();
    expect([code, err]).toEqual([
      5,
      expect.stringMatching(new RegExp(`^Port ${port} of 127\\.0\\.0\\.1 is taken`)),
    ]);
    expect(existsSync(join(folder, 'untouched'))).toBe(false);
  });

  it('opens a real office in real time, where no demonstration person gets in and time cannot be moved', async () => {
    expect(greenlane('start --office --port 0 --data office --credit-code 11509999MADEMA0220')).toMatchObject(
      {
        code: 2,
      },
    );
    const office = await start('--office --data office --credit-code 11509999MADEMA022K', {
      AUTH_ISSUER: 'https://id.example',
      AUTH_AUDIENCE: 'greenlane',
      AUTH_JWKS_URL: 'https://id.example/jwks',
    });
    const found = (await (await fetch(`${office.url}/api/v1/office`)).json()) as {
      demonstration: boolean;
      officeTime: string;
    };
    expect(found.demonstration).toBe(false);
    expect(Math.abs(new Date(found.officeTime).getTime() - Date.now())).toBeLessThan(60_000);
    expect((await ask(office, '/api/v1/me', 'intake-1')).status).toBe(401);
    expect(existsSync(join(folder, 'office', 'as'))).toBe(false);
    expect(await stop(office)).toBe(0);
  });
});
