/**
 * The command line as a client, built, in processes of its own, against the real API with its provider: every exit code,
 * what is kept on the disk, and what it does when the server is strange or gone. Long for being one installation: what
 * it takes to open one and bring two cases on their way costs more than all the commands.
 */
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { stateCouncilNotices } from '#calendar';
import { demonstrationPeople } from '#identity';
import { publicStatus } from '../apps/cli/client/answers.js';
import { Api } from '../apps/cli/client/api.js';
import { serverFrom } from '../apps/cli/client/server-address.js';
import { Failure } from '../apps/cli/failure.js';
import { openHouse, type House } from '../apps/cli/house.js';
import { storyOfClocks } from './clock-story.js';
import * as bring from './evidence.js';
import { signInAt } from './form-filler.js';
import { openAffair } from './office-affairs.js';
import {
  handIn,
  importScope,
  laboratories,
  openCase,
  submittedCase,
  testOffice,
  Walk,
  type TestOffice,
} from './office.js';
import { strangeServer, type StrangeServer, type Way } from './strange-server.js';

const main = join(process.cwd(), 'dist', 'apps', 'cli', 'main.js');
const folder = mkdtempSync(join(tmpdir(), 'greenlane-client-'));
jest.setTimeout(60_000);

let office: TestOffice;
let house: House;
let strange: StrangeServer;
/** A case that waits for intake, and one that waits for a decision. */
let received: Walk;
let number: string;
let atDecision: Walk;
const tokens = new Map<string, string>();
const strong = new Map<string, string>();

const idOf = (subject: string): string => demonstrationPeople.find((one) => one.subject === subject)!.id;

interface Ended {
  code: number | null;
  out: string;
  err: string;
}

interface Call {
  /** Subject of the person whose token is in the environment. */
  as?: string;
  /** With a fresh and strong sign-in. */
  strongly?: boolean;
  server?: string;
  /** Folder of the credentials; an empty one unless told. */
  config?: string;
  env?: Record<string, string>;
  input?: string;
}

function begin(
  args: string,
  { as, strongly, server, config = 'nobody', env = {} }: Call = {},
  through = (command: string): string[] => command.split(' '),
) {
  const token = as === undefined ? undefined : (strongly ? strong : tokens).get(as);
  const [program, ...rest] = through(`${process.execPath} ${main} ${args}`);
  return spawn(program!, rest, {
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      XDG_CONFIG_HOME: join(folder, config),
      GREENLANE_SERVER: server ?? house.url,
      ...(token === undefined ? {} : { GREENLANE_TOKEN: token }),
      ...env,
    },
  });
}

/** Runs a command to its end. Its standard input is no terminal, and ends at once unless there is something to read. */
async function greenlane(args: string, call: Call = {}): Promise<Ended> {
  const child = begin(args, call);
  child.stdin.end(call.input ?? '');
  return end(child);
}

async function end(child: ChildProcessWithoutNullStreams): Promise<Ended> {
  let out = '';
  let err = '';
  child.stdout.on('data', (text: Buffer) => (out += text.toString()));
  child.stderr.on('data', (text: Buffer) => (err += text.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  expect(err).not.toMatch(/^\s+at /m);
  for (const secret of [...tokens.values(), ...strong.values()]) expect(out + err).not.toContain(secret);
  return { code, out, err };
}

const json = ({ out }: Ended): unknown => JSON.parse(out);

beforeAll(async () => {
  if (!existsSync(main)) throw new Error('Run "npm run -s build" first.');
  office = await testOffice();
  house = await openHouse({
    urls: { service: office.urls.serviceUrl, sealer: office.urls.sealerUrl },
    documents: join(folder, 'documents'),
    identity: { kind: 'demonstration', directory: join(folder, 'identity') },
    host: '127.0.0.1',
    port: 0,
  });
  for (const { person, token } of await house.tokens()) tokens.set(person.subject, token);
  for (const { person, token } of await house.tokens({ strong: true })) strong.set(person.subject, token);
  received = await submittedCase(office);
  number = (await office.views.lookUp(office.as('intake-1'), received.id)).number!;
  atDecision = await submittedCase(office);
  const day = { from: '2025-09-01', to: '2025-09-01' };
  await atDecision.take('intake-1', 'accept', bring.acceptance);
  await atDecision.take('coordinator', 'appointTeam', bring.team(idOf('leader-1'), idOf('assessor-1')));
  await atDecision.take('leader-1', 'reviewMaterials', bring.goOn);
  await atDecision.take('coordinator', 'sendVisitNotice', bring.visit(day.from, day.to));
  await atDecision.take('leader-1', 'conclude', bring.report(day, 'conforming'));
  strange = await strangeServer(ways);
  writeFileSync(join(folder, 'acceptance.json'), JSON.stringify(bring.acceptance));
  writeFileSync(join(folder, 'grant.json'), JSON.stringify(bring.wholeGrant));
});
afterAll(async () => {
  await strange?.close();
  await house?.stop();
  await office?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Passes a request on to the real server, and the answer back. */
const passOn: Way = async ({ method, path, headers, body }, response) => {
  const answer = await fetch(house.url + path, {
    method,
    headers: Object.entries(headers).filter(
      (pair): pair is [string, string] =>
        typeof pair[1] === 'string' && !/^(host|connection|content-length|transfer-encoding)$/.test(pair[0]),
    ),
    body: body === '' ? undefined : body,
  });
  const text = await answer.text();
  const head = [...answer.headers].filter(
    ([name]) => !/^(content-encoding|content-length|connection)$/.test(name),
  );
  response.writeHead(answer.status, Object.fromEntries(head)).end(text);
};

const publicAnswer = (change: object) =>
  JSON.stringify({
    number: 'CMA-22-2025-000009-9',
    title: { 'zh-CN': '资质认定', en: 'Approval' },
    stage: { stage: 'receipt', words: { 'zh-CN': '收件', en: 'receipt' }, position: 1 },
    ended: false,
    changedAt: '2025-09-01T01:00:00.000Z',
    ...change,
  });
const asJson = { 'content-type': 'application/json' };
let looks = 0;
let lost = 0;
let busy = 0;
let renewals = 0;

/** The case that is asked about is strange; the office is ours. */
const aCase =
  (way: Way): Way =>
  (request, response) =>
    request.path.endsWith('/api/v1/office') ? passOn(request, response) : way(request, response);

/** How servers may answer that are none of ours, or ours on a bad day. */
const ways: Record<string, Way> = {
  page: (_, response) =>
    void response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Welcome</h1>'),
  away: (_, response) =>
    void response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad Gateway</h1>'),
  fault: (_, response) => void response.writeHead(500, { 'content-type': 'text/plain' }).end('Oops'),
  shape: (_, response) => void response.writeHead(200, asJson).end('{"number":7}'),
  torn: (_, response) => void response.writeHead(200, asJson).end('{"number":'),
  cut: (_, response) => {
    response.writeHead(200, { ...asJson, 'content-length': 1000 }).write('{"number":');
    setTimeout(() => response.destroy(), 50);
  },
  silent: () => undefined,
  slow: (_, response) => {
    response.writeHead(200, asJson);
    const drip = setInterval(() => response.write(' '), 100);
    response.once('close', () => clearInterval(drip));
  },
  endless: (_, response) => {
    response.writeHead(200, asJson);
    const more = (): void => {
      while (!response.destroyed && response.write(' '.repeat(1 << 20)));
    };
    response.on('drain', more);
    more();
  },
  elsewhere: (_, response) => void response.writeHead(307, { location: strange.at('trap') }).end(),
  elsewhereAfar: (_, response) =>
    void response.writeHead(302, { location: 'https://elsewhere.example/x?y' }).end(),
  trap: (_, response) => void response.writeHead(200, asJson).end('{}'),
  colours: aCase(
    (_, response) =>
      void response
        .writeHead(200, asJson)
        .end(publicAnswer({ title: { 'zh-CN': '', en: '\u001b[2Jgone\u202e\u009b' } })),
  ),
  changing: aCase((_, response) => {
    looks += 1;
    if (looks === 2) return void response.writeHead(503, { 'content-type': 'text/html' }).end();
    const decided = { stage: { stage: 'decision', words: { 'zh-CN': '决定', en: 'decision' }, position: 4 } };
    response.writeHead(200, asJson).end(publicAnswer(looks < 4 ? {} : { ...decided, ended: true }));
  }),
  // The step is taken, and the answer never arrives.
  lost: async (request, response) => {
    if (request.method === 'POST' && request.path.endsWith('/steps/accept') && (lost += 1) === 1) {
      await passOn(request, Object.assign(response, { writeHead: () => response, end: () => response }));
      return void response.destroy();
    }
    await passOn(request, response);
  },
  gone: async (request, response) => {
    if (request.method === 'POST' && !request.path.includes('?')) return void response.destroy();
    await passOn(request, response);
  },
  busy: async (request, response) => {
    if (request.method === 'PUT' && (busy += 1) < 3) {
      const problem = { status: 503, code: 'temporarily-unavailable', detail: 'Briefly.', requestId: 'r' };
      return void response
        .writeHead(503, { 'content-type': 'application/problem+json' })
        .end(JSON.stringify(problem));
    }
    await passOn(request, response);
  },
  impostor: (_, response) => {
    // Another server's metadata, to have a token for that one shown here.
    const metadata = { resource: house.url, authorization_servers: [`${house.url}/provider`] };
    response.writeHead(200, asJson).end(JSON.stringify(metadata));
  },
  inTheClear: (_, response) => {
    const metadata = { resource: strange.at('inTheClear'), authorization_servers: ['http://id.example'] };
    response.writeHead(200, asJson).end(JSON.stringify(metadata));
  },
  // A provider that takes its time, and a refresh token once.
  issuer: async ({ path, body }, response) => {
    const own = strange.at('issuer');
    if (path !== '/token') {
      const metadata = { issuer: own, token_endpoint: `${own}/token` };
      return void response.writeHead(200, asJson).end(JSON.stringify(metadata));
    }
    const first = body.includes('refresh_token=one') && (renewals += 1) === 1;
    await sleep(2000);
    const renewed = { access_token: tokens.get('intake-1'), token_type: 'bearer', expires_in: 3600 };
    const answer = first ? { ...renewed, refresh_token: 'two' } : { error: 'invalid_grant' };
    response.writeHead(first ? 200 : 400, asJson).end(JSON.stringify(answer));
  },
  // A provider that would have people open what is no page of its own.
  lure: ({ path }, response) => {
    const own = strange.at('lure');
    const answers: Record<string, object> = {
      '/.well-known/oauth-protected-resource': {
        resource: own,
        authorization_servers: [own],
        acr_values_supported: ['mfa'],
      },
      '/.well-known/openid-configuration': {
        issuer: own,
        token_endpoint: `${own}/token`,
        device_authorization_endpoint: `${own}/device`,
      },
      '/device': { device_code: 'd', user_code: 'u', verification_uri: 'http://id.example', expires_in: 60 },
    };
    response.writeHead(200, asJson).end(JSON.stringify(answers[path]));
  },
};

describe('greenlane status', () => {
  it('tells anybody the stage for number and query code, and no more; a wrong pair is not found', async () => {
    const [told, chinese, raw, wrong] = await Promise.all([
      greenlane(`status ${number} --code 012E`),
      greenlane(`status ${number} --code 012E`, { env: { LANG: 'zh_CN.UTF-8' } }),
      greenlane(`status ${number} --code 012E --json`),
      greenlane(`status ${number} --code 0000`),
    ]);
    expect(told).toMatchObject({ code: 0, err: '' });
    expect(told.out).toContain(`${number}  receipt (stage 1 of 6)`);
    expect(chinese.out).toContain(`${number}  收件（第 1 阶段，共 6 阶段）`);
    expect(told.out).toMatch(/\nChanged on 1 September 2025, 09:0\d Beijing time\n$/);
    expect(chinese.out).toMatch(/\n变更于 2025年9月1日09:0\d（北京时间）\n$/);
    expect(json(raw)).toMatchObject({ number, ended: false, stage: { stage: 'receipt' } });
    expect(wrong).toMatchObject({ code: 3, out: '' });
    expect(wrong.err).toMatch(/Not found.*\nRequest [0-9a-f-]{36}/);
  });

  it('needs the code or a sign-in, and shows whoever is signed in when it is due', async () => {
    const [nobody, officer] = await Promise.all([
      greenlane(`status ${number}`),
      greenlane(`status ${number}`, { as: 'intake-1' }),
    ]);
    expect(nobody).toMatchObject({ code: 2, out: '' });
    expect(nobody.err).toContain('--code');
    expect(officer.code).toBe(0);
    expect(officer.out).toContain('The authority is to act next.');
    expect(officer.out).toContain('due on 8 September 2025');
  });

  it('watches: tells each change once, bears a server that is away, and ends well when the case does', async () => {
    const watched = await greenlane('status CMA-22-2025-000009-9 --code 012E --watch --interval 2', {
      server: strange.at('changing'),
    });
    expect(watched.code).toBe(0);
    expect(watched.out.match(/\(stage \d of 6\)/g)).toEqual(['(stage 1 of 6)', '(stage 4 of 6)']);
    expect(watched.err).toContain('is unavailable for the moment (status 503)');
  });

  it('ends well when nobody reads on, as in a pipe to head, and so does a watch', async () => {
    for (const args of [
      `status ${number} --code 012E`,
      `status ${number} --code 012E --watch --interval 600`,
    ]) {
      const child = begin(args);
      child.stdout.destroy();
      expect(await end(child)).toEqual({ code: 0, out: '', err: '' });
    }
  });

  it('watches until it is interrupted, and that is a good end', async () => {
    const child = begin(`status ${number} --code 012E --watch --json`);
    const ended = end(child);
    await once(child.stdout, 'data');
    child.kill('SIGINT');
    expect((await ended).code).toBe(0);
  });
});

describe('greenlane contact and messages', () => {
  it('enter where one is reached, show it and erase it', async () => {
    const as = 'agent';
    const entered = await greenlane('contact --email agent@laboratory.example --mail no --written-in en', {
      as,
    });
    expect(entered.out).toBe(
      'agent@laboratory.example: no mail goes there; messages are in the inbox, written in en.\n' +
        'A code is sent there; until it is named, nothing else is: greenlane contact --confirm <code>\n',
    );
    expect(json(await greenlane('contact --json', { as }))).toEqual({
      ...{ email: 'agent@laboratory.example', language: 'en', wantsMail: false, confirmed: false },
    });
    const wrong = await greenlane('contact --confirm 00000000', { as });
    expect(wrong.err).toContain('Enter the address again to be sent another');
    expect((await greenlane('contact --erase', { as })).out).toContain('No address is entered');
    const [odd, both, three] = await Promise.all([
      greenlane('contact --mail perhaps', { as }),
      greenlane('contact --erase --email a@b.example', { as }),
      greenlane('contact --confirm 12345678 --mail no', { as }),
    ]);
    expect([odd.code, both.code, three.code]).toEqual([2, 2, 2]);
  });

  it('show what the worker has told, until it is read', async () => {
    const as = 'agent';
    // The worker numbers the leaves and tells of them, each in rounds of its own.
    let told = await greenlane('messages', { as });
    for (let tries = 0; told.out === '' && tries < 20; tries += 1) told = await greenlane('messages', { as });
    expect(told.out).toContain(`${number}：已收件，待受理审查`);
    expect(told.out).toContain('下一步：由资质认定部门办理。');
    expect(told.out).toMatch(/^1 September 2025, 09:0\d Beijing time {2}/m);
    expect(told.err).toContain('greenlane messages --read');
    expect((await greenlane('messages --read', { as })).code).toBe(0);
    const then = await greenlane('messages', { as });
    expect(then).toMatchObject({ code: 0, out: '' });
    expect((await greenlane('messages --all', { as })).out).toContain(number);
    expect((await greenlane('messages --limit 0', { as })).code).toBe(2);
  });
});

describe('greenlane tasks, claim, assign and release', () => {
  it('lists what nobody has yet, what is due by a day, and in JSON', async () => {
    const [team, raw, notYet, wrong] = await Promise.all([
      greenlane('tasks --team', { as: 'intake-1' }),
      greenlane('tasks --team --due 7d --json', { as: 'intake-1' }),
      greenlane('tasks --team --due 2025-09-05', { as: 'intake-1' }),
      greenlane('tasks --team --due soon', { as: 'intake-1' }),
    ]);
    expect(team.out).toMatch(new RegExp(`^2025-09-08  ${number}  received  intake  nobody yet  `));
    expect(json(raw)).toMatchObject({ items: [{ number, duty: 'intake', assignedTo: null }], more: false });
    expect(notYet).toMatchObject({ code: 0, out: '' });
    expect(wrong).toMatchObject({ code: 2, out: '' });
  });

  it('puts what awaits one before what one merely could do, whose dates are another’s', async () => {
    const draft = await openCase(office, 'applicant-food', 0);
    const [told, chinese] = await Promise.all([
      greenlane('tasks', { as: 'applicant-food' }),
      greenlane('tasks --lang zh-CN', { as: 'applicant-food' }),
    ]);
    const [awaited = '', others = ''] = told.out.split(
      '\n\nNothing awaits you here, though you could take these steps:\n',
    );
    expect(awaited).toMatch(new RegExp(`^no date  ${draft.id}  .*  applying  .*submit`, 'm'));
    expect(awaited).not.toContain(number);
    expect(others).toMatch(new RegExp(`^no date  ${number}  received +applying .*  withdraw$`, 'm'));
    expect(chinese.out).toMatch(new RegExp(`${number}  已收件，待受理审查 +申请 .*withdraw（撤回.*）`));
  });

  it('moves a duty from desk to desk, by name, and back', async () => {
    const claimed = await greenlane(`claim ${number}`, { as: 'intake-1' });
    expect(claimed).toMatchObject({ code: 0, out: `${number}: intake lies on the desk of 罗佳宁.\n` });
    expect((await greenlane('tasks', { as: 'intake-1' })).out).toContain(number);
    const taken = await greenlane(`act ${number} accept --evidence acceptance.json`, { as: 'intake-2' });
    expect(taken.code).toBe(4);
    expect(taken.err).toContain('desk');

    const assigned = await greenlane(`assign ${number} --to 冯思远`, { as: 'supervisor' });
    expect(assigned).toMatchObject({ code: 0, out: `${number}: intake lies on the desk of 冯思远.\n` });
    const [stranger, ambiguous, notTheirs] = await Promise.all([
      greenlane(`assign ${number} --to 温婉清`, { as: 'supervisor' }),
      greenlane(`assign ${atDecision.id} --to 方正平 --duty intake`, { as: 'supervisor' }),
      greenlane(`release ${number}`, { as: 'intake-1' }),
    ]);
    expect(stranger).toMatchObject({ code: 3, out: '' });
    expect(stranger.err).toContain('Who could: ');
    expect(ambiguous.code).toBe(3);
    expect(notTheirs.code).toBe(5);
    const released = await greenlane(`release ${number} --json`, { as: 'supervisor' });
    expect([released.code, json(released)]).toEqual([0, expect.objectContaining({ case: received.id })]);
  });

  it('tries again while the server is briefly unavailable', async () => {
    const claimed = await greenlane(`claim ${number}`, { as: 'intake-1', server: strange.at('busy') });
    expect([claimed.code, busy]).toEqual([0, 3]);
    const keys = strange.asked
      .filter(({ method, url }) => method === 'PUT' && url.startsWith('/busy'))
      .map(({ headers }) => headers['idempotency-key']);
    expect([keys.length, new Set(keys).size]).toEqual([3, 1]);
    expect((await greenlane(`release ${number}`, { as: 'intake-1' })).code).toBe(0);
  });
});

describe('greenlane profiles', () => {
  it('tells the lanes that come with the release and the settings, and one profile whole with its sources', async () => {
    const { out: stdout } = await greenlane('profiles --lang en', { as: 'applicant-food' });
    expect(stdout).toContain('liangjiang-expedite');
    expect(stdout).toContain('comes with the release, not in force here');
    expect(stdout).toContain('years of the ban after a false commitment: 3 (default, reported)');
    const one = await greenlane('profiles shanghai-2023 --lang en', { as: 'applicant-food' });
    expect(one.out).toContain('decision 5 working days, certificate 5 working days');
    expect(one.out).toContain('2023-07-03');
    expect(one.out).not.toContain('guiyang');
    expect((await greenlane('profiles nowhere', { as: 'applicant-food' })).code).toBe(3);
  });
});

describe('greenlane calendar', () => {
  it('tells the calendar, its days, and whose dates a change would move', async () => {
    const shown = await greenlane('calendar --lang en', { as: 'intake-1' });
    expect([shown.code, shown.out]).toEqual([
      0,
      expect.stringMatching(/^Calendar 2025-1\.[\s\S]*2026 +provisional/),
    ]);
    const told = await greenlane('calendar days --from 2025-09-28 --to 2025-10-01 --json', {
      as: 'intake-1',
    });
    expect(json(told)).toMatchObject({ items: { length: 4 } });
    writeFileSync(join(folder, 'hour.json'), '{"what":"cutOffHour","hour":17}');
    const preview = await greenlane('calendar preview hour.json --json', { as: 'administrator-1' });
    const { count, moves } = json(preview) as { count: number; moves: object[] };
    expect([preview.code, count]).toEqual([0, moves.length]);
    expect(moves).toContainEqual(expect.objectContaining({ case: received.id, clock: 'intake' }));
    const inWords = await greenlane('calendar preview hour.json --lang en', { as: 'administrator-1' });
    expect(inWords.out).toMatch(/intake +24:00 on 8 September 2025 -> 17:00 on 8 September 2025\n/);
    expect((await greenlane('calendar preview hour.json', { as: 'intake-1' })).code).toBe(4);
  });

  it('tells the days of a month from today unless told others, and refuses a stretch with no end or too far', async () => {
    const [month, backwards, long] = await Promise.all([
      greenlane('calendar days', { as: 'intake-1' }),
      greenlane('calendar days --from 2025-10-01 --to 2025-09-01', { as: 'intake-1' }),
      greenlane('calendar days --from 2025-01-01 --to 2026-02-05', { as: 'intake-1' }),
    ]);
    expect(month.out).toMatch(/^2025-09-01 {2}working day\n/);
    expect(month.out.trimEnd().split('\n')).toHaveLength(31);
    for (const ended of [backwards, long])
      expect(ended).toMatchObject({
        ...{ code: 1, out: '' },
        err: expect.stringContaining('/to: Not before from, and 400 days at most') as unknown,
      });
  });

  it('proposes a change, and says what the second administrator does', async () => {
    const proposed = await greenlane('calendar propose hour.json --lang en', { as: 'administrator-1' });
    expect(proposed.out).toMatch(/^Proposed, in case [\s\S]*confirmChange[\s\S]*"digest":"[0-9a-f]{64}"/);
    writeFileSync(join(folder, 'notice.json'), '{"notice":"2025-2","year":2025,"daysOff":["2025-02-30"]}');
    const drafts = async (): Promise<number> =>
      (await office.views.list(office.as('administrator-1'), { process: 'calendarChange' })).length;
    const before = await drafts();
    writeFileSync(join(folder, 'as-it-is.json'), '{"what":"cutOffHour","hour":24}');
    writeFileSync(join(folder, 'nonsense.json'), '{"what":"nonsense"}');
    const ended = await Promise.all(
      ['notice.json', 'nowhere.json', 'as-it-is.json', 'nonsense.json'].map((file) =>
        greenlane(`calendar propose ${file}`, { as: 'administrator-1' }),
      ),
    );
    expect(ended.map(({ code }) => code)).toEqual([1, 2, 1, 1]);
    expect(ended[1]!.err).toMatch(/^nowhere\.json cannot be read: ENOENT/);
    expect(await drafts()).toBe(before);
  });

  it('shows the second administrator each day and each date of what is proposed, and leaves it to the first to take back', async () => {
    const {
      knownFrom: _,
      byFestival: __,
      ...published
    } = stateCouncilNotices.find(({ notice }) => notice === '2025-1')!;
    const notice = { ...published, notice: '2025-2', amends: '2025-1' };
    const daysOff = [...published.daysOff, '2025-09-08'];
    writeFileSync(join(folder, 'amendment.json'), JSON.stringify({ ...notice, daysOff }));
    const proposed = await greenlane('calendar propose amendment.json', { as: 'administrator-1' });
    const [, id] = /in case (\S+)\. /.exec(proposed.out) ?? [];
    const [second, first, chinese, preview, tasks, both] = await Promise.all([
      greenlane(`show ${id}`, { as: 'administrator-2' }),
      greenlane(`show ${id}`, { as: 'administrator-1' }),
      greenlane(`show ${id} --lang zh-CN`, { as: 'administrator-2' }),
      greenlane(`calendar preview --case ${id}`, { as: 'administrator-2' }),
      greenlane('tasks --team', { as: 'administrator-2' }),
      greenlane(`calendar preview amendment.json --case ${id}`, { as: 'administrator-2' }),
    ]);
    const told = second.out.replace(/\n {4,}/g, ' ');
    expect(told).toContain('notice 2025-2 on the days off of 2025, in place of 2025-1');
    expect(told).toContain('29 days off: ');
    expect(told).toContain(', 8 September 2025, ');
    expect(told).toContain('1 October 2025 to 8 October 2025');
    expect(told).toMatch(/5 weekend days worked instead: .*, 28 September 2025, /);
    expect(chinese.out.replace(/\n +/g, '')).toContain('、2025年9月8日、');
    expect(preview.out).toContain('\n  2025-09-08  working day -> weekday off by the holiday notice\n');
    expect(preview.out).toMatch(new RegExp(`^${number} +intake +8 September 2025 -> 9 September 2025$`, 'm'));
    expect(both.code).toBe(2);
    expect(second.out).toMatch(/\[not by you\] takeBack [^]*– Only the proposer takes a proposal back\./);
    expect(first.out).toMatch(/\[you can\] +takeBack /);
    expect(tasks.out).toMatch(new RegExp(`${id}.*decline$`, 'm'));
    expect(tasks.out).not.toContain('takeBack');
  });
});

describe('greenlane show', () => {
  it('shows clocks and why, steps with their law, and of each that is not open the reason and its remedy', async () => {
    const [officer, raw, foreign, nobody] = await Promise.all([
      greenlane(`show ${number}`, { as: 'intake-1' }),
      greenlane(`show ${received.id} --json`, { as: 'intake-1' }),
      greenlane(`show ${number}`, { as: 'applicant-environment' }),
      greenlane(`show ${number}`),
    ]);
    expect(officer).toMatchObject({ code: 0, err: '' });
    expect(officer.out).toMatch(
      /intake decision: due on 8 September 2025 \(Measures, article 11\)\n +The period is 5 working/,
    );
    expect(officer.out).toMatch(/\[you can\] +accept .*\(Licensing Law, article 32\(1\)\(5\)\)/);
    const [, others = ''] = officer.out.split('\nSteps of others\n');
    expect(others).toMatch(/^ {2}withdraw \(.* – applicant$/m);
    expect(others).toMatch(/^ {2}lapseIntoAcceptance \(deem accepted, .* –\s+the statutory\s+clock$/m);
    expect(others.match(/What would change it: Somebody who holds the role takes it/g)).toHaveLength(1);
    expect(officer.out).toContain('\nYou read it as the office: ');
    const [applicant, leader] = await Promise.all([
      greenlane(`show ${number} --lang zh-CN`, { as: 'applicant-food' }),
      greenlane(`show ${atDecision.id}`, { as: 'leader-1' }),
    ]);
    expect(applicant.out).toContain('\n您以当事人身份查阅：');
    // Once for a step of their own that the case has closed, once for all that others take.
    expect(applicant.out.match(/如何改变：/g)).toHaveLength(2);
    expect(applicant.out.split('\n由他人办理的步骤\n')[1]).toMatch(/^ {2}accept（受理）.* – 受理人员$/m);
    expect(leader.out).toContain('\nYou read it as an assessor: ');
    expect(officer.out).not.toContain('\u001b');
    expect(json(raw)).toMatchObject({ id: received.id, number, revision: 2, state: 'received' });
    expect(foreign).toMatchObject({ code: 3, out: '' });
    expect(nobody).toMatchObject({ code: 4, out: '' });
    expect(nobody.err).toContain('greenlane login');
  });
});

describe('greenlane act', () => {
  const accept = `act CASE accept --evidence acceptance.json`;
  const of = (args: string): string => args.replace('CASE', number);
  const revision = async (): Promise<number> =>
    (await office.views.lookUp(office.as('intake-1'), received.id)).revision;

  it('says where a step would lead, and changes nothing', async () => {
    const [told, raw] = await Promise.all([
      greenlane(of(`${accept} --dry-run`), { as: 'intake-1' }),
      greenlane(of(`${accept} --dry-run --json`), { as: 'intake-1' }),
    ]);
    expect(told).toMatchObject({ code: 0, out: 'accept: received -> forming the team\n' });
    expect(json(raw)).toMatchObject({ dryRun: true, from: 'received', state: 'formingTheTeam' });
    expect(await revision()).toBe(2);
  });

  it('tells a refusal with its reasons, what would change it, the provision, and the request', async () => {
    const [refused, raw] = await Promise.all([
      greenlane(of(accept), { as: 'auditor' }),
      greenlane(of(`${accept} --json --lang zh-CN`), { as: 'auditor' }),
    ]);
    expect(refused).toMatchObject({ code: 4, out: '' });
    expect(refused.err).toContain(
      '– Only these take it: intake officer. (Office practice (not a provision of law))',
    );
    expect(refused.err).toContain('What would change it: Somebody who holds the role takes it');
    expect(refused.err).toMatch(/^You may not take the step "accept":\n/);
    expect(refused.err.match(/intake officer/g)).toHaveLength(1);
    expect(refused.err).toMatch(/\nRequest [0-9a-f-]{36}\n$/);
    expect([raw.code, json(raw)]).toEqual([
      4,
      expect.objectContaining({ code: 'not-permitted', status: 403, reasons: expect.any(Array) as unknown }),
    ]);
    expect(raw.err).toContain('该步骤由受理人员办理。');
    expect(await revision()).toBe(2);
  });

  it('ends with 1 for evidence that does not fit, 2 for none or no JSON, 3 for no such step, 5 for a stale case', async () => {
    const [unfit, none, torn, unknown, stale, tooLate, noFile] = await Promise.all([
      greenlane(of('act CASE accept --evidence -'), { as: 'intake-1', input: '{"complete":false}' }),
      greenlane(of('act CASE accept'), { as: 'intake-1' }),
      greenlane(of('act CASE accept --evidence -'), { as: 'intake-1', input: '{"complete":' }),
      greenlane(of('act CASE fly'), { as: 'intake-1' }),
      greenlane(of(`${accept} --revision 1`), { as: 'intake-1' }),
      greenlane(of('act CASE grant --evidence grant.json'), { as: 'decision-maker' }),
      greenlane(of('act CASE accept --evidence nowhere.json'), { as: 'intake-1' }),
    ]);
    expect(unfit).toMatchObject({ code: 1, out: '' });
    expect(unfit.err).toMatch(/^ {2}\/complete: /m);
    expect([none.code, torn.code, noFile.code]).toEqual([2, 2, 2]);
    expect(unknown.code).toBe(3);
    expect([stale.code, tooLate.code]).toEqual([5, 5]);
    expect(stale.err).toContain('greenlane history');
    expect(await revision()).toBe(2);
  });

  it('never asks without a terminal: what cannot be taken back needs --yes', async () => {
    const withdrawal = { as: 'applicant-food', input: '{"reason":"不再申请。"}' };
    const refused = await greenlane(of('act CASE withdraw --evidence -'), withdrawal);
    expect(refused).toMatchObject({ code: 2, out: '' });
    expect(refused.err).toContain('--yes');
    expect(await revision()).toBe(2);
  });

  it('takes a step once though its answer is lost, by repeating it under the same key', async () => {
    const taken = await greenlane(of(accept), { as: 'intake-1', server: strange.at('lost') });
    expect(taken.code).toBe(0);
    expect(taken.out).toMatch(
      new RegExp(`^${number}: accept – now: forming the team\nEvent \\d+, [0-9a-f]{12}, revision 3\n`),
    );
    expect(taken.err).toContain('It had been taken before, under this key');
    expect(lost).toBe(2);
    expect(await revision()).toBe(3);
  });

  it('says how to repeat a step whose answer never came', async () => {
    const appointment = JSON.stringify(bring.team(idOf('leader-1'), idOf('assessor-1')));
    const call = { as: 'coordinator', input: appointment };
    const silence = await greenlane(of('act CASE appointTeam --evidence - --timeout 2'), {
      ...call,
      server: strange.at('gone'),
    });
    expect(silence).toMatchObject({ code: 1, out: '' });
    const [, how] = /again with (--revision 3 --key [0-9a-f-]{36}):/.exec(silence.err) ?? [];
    expect((await greenlane(of(`act CASE appointTeam --evidence - ${how}`), call)).code).toBe(0);
    const again = await greenlane(of(`act CASE appointTeam --evidence - ${how}`), call);
    expect(again).toMatchObject({ code: 0, err: expect.stringContaining('taken before') as unknown });
    expect(await revision()).toBe(4);
  });

  it('decides only under a strong sign-in, and says how to come by one', async () => {
    const call = `act ${atDecision.id} grant --evidence grant.json`;
    // Refused before it is asked whether it is meant.
    const weak = await greenlane(call, { as: 'decision-maker' });
    expect(weak).toMatchObject({ code: 4, out: '' });
    expect(weak.err).toContain('greenlane login --strong');
    expect(weak.err.match(/strong(ly)?\b(?! sign-in\.$)|Sign in again/gm)).toHaveLength(3);
    for (const unread of [call, `${call} --yes`]) {
      const refused = await greenlane(unread, { as: 'decision-maker', strongly: true });
      expect(refused).toMatchObject({ code: 2, out: '' });
      expect(refused.err).toContain('--dry-run');
    }
    const otherText = await greenlane(`${call} --confirm ${'0'.repeat(64)}`, {
      as: 'decision-maker',
      strongly: true,
    });
    expect(otherText).toMatchObject({ code: 5, out: '' });

    const dry = await greenlane(`${call} --dry-run`, { as: 'decision-maker', strongly: true });
    expect(dry.out).toContain('重庆市市场监督管理局');
    const [, digest] = /--confirm ([0-9a-f]{64})/.exec(dry.out) ?? [];
    const read = json(await greenlane(`${call} --dry-run --json`, { as: 'decision-maker', strongly: true }));
    expect(read).toMatchObject({ digest, text: expect.stringContaining('准予许可') as unknown });
    const decided = await greenlane(`${call} --confirm ${digest} --json`, {
      as: 'decision-maker',
      strongly: true,
    });
    expect(decided.code).toBe(0);
    const events = await office.views.history(office.as('decision-maker'), atDecision.id, {});
    expect(events.at(-1)!.event).toMatchObject({ decided: { text: digest } });
    expect(json(decided)).toMatchObject({ step: 'grant', seq: events.length });
  });
});

const terminals = process.platform === 'linux' && existsSync('/usr/bin/script');

describe('greenlane on a terminal', () => {
  /** Runs a command on a terminal (script, util-linux) and answers its question. */
  async function onTerminal(args: string, { answer, ...call }: Call & { answer?: string }): Promise<Ended> {
    const child = begin(args, call, (command) => ['/usr/bin/script', '-qec', command, '/dev/null']);
    const ended = end(child);
    if (answer !== undefined)
      child.stdout.on('data', (text: Buffer) => {
        if (text.toString().includes('to go on: ')) child.stdin.write(`${answer}\n`);
      });
    const done = await ended;
    child.stdin.end();
    return done;
  }

  (terminals ? it : it.skip)(
    'asks for the number before what cannot be taken back, and takes it at its word',
    async () => {
      const walk = await submittedCase(office);
      const { number: own } = await office.views.lookUp(office.as('intake-1'), walk.id);
      writeFileSync(join(folder, 'withdrawal.json'), JSON.stringify({ reason: '不再申请。' }));
      const withdraw = `act ${own} withdraw --evidence withdrawal.json`;
      const call = { as: 'applicant-food' };
      const state = async () => (await office.views.lookUp(office.as('intake-1'), walk.id)).state;

      const doubtful = await onTerminal(withdraw, { ...call, answer: 'yes' });
      expect(doubtful.code).toBe(1);
      expect(doubtful.out).toContain('"withdraw" cannot be taken back.');
      expect(doubtful.out).toContain('Nothing was changed.');
      expect(await state()).toBe('received');
      expect((await onTerminal(withdraw, { ...call, answer: own! })).code).toBe(0);
      expect(await state()).toBe('withdrawn');
    },
  );

  (terminals ? it : it.skip)('has colours there, unless NO_COLOR is set', async () => {
    const [coloured, plain] = await Promise.all([
      onTerminal(`show ${number}`, { as: 'intake-1' }),
      onTerminal(`show ${number}`, { as: 'intake-1', env: { NO_COLOR: '1' } }),
    ]);
    expect(coloured.out).toContain('\u001b[1m');
    expect(plain.out).not.toContain('\u001b[');
  });
});

describe('greenlane time and greenlane times', () => {
  it('tell where the time of a case went, in both languages and in JSON', async () => {
    const [told, chinese, raw] = await Promise.all([
      greenlane(`time ${number}`, { as: 'applicant-food' }),
      greenlane(`time ${number} --lang zh-CN`, { as: 'intake-1' }),
      greenlane(`time ${number} --json`, { as: 'intake-1' }),
    ]);
    expect(told.out).toMatch(
      /^\S+\nNo working day yet after 1 September 2025; that day itself is not counted\.\n/,
    );
    expect(told.out).toMatch(/\nLimits\n {2}intake decision: \d of 5 working days used; /);
    expect(told.out).toMatch(
      /\n {2}There are too few comparable cases to foretell a day: fewer than five, and at/,
    );
    expect(chinese.out).toMatch(/\n时间去向（工作日）\n {2}2025年9月1日当日 +0个工作日 {2}申请机构 /);
    expect(json(raw)).toMatchObject({ number, countedFrom: '2025-09-01' });
  });

  it('tell the figures of an office to those who oversee it, and how good its predictions were to all', async () => {
    const days = '--from 2025-01-01 --to 2025-12-31';
    const [few, refused, incomplete, none] = await Promise.all([
      greenlane(`times qualification ${days} --by state`, { as: 'auditor' }),
      greenlane(`times qualification ${days}`, { as: 'intake-1' }),
      greenlane('times qualification', { as: 'auditor' }),
      greenlane('times --predictions', { as: 'applicant-food' }),
    ]);
    expect(few).toMatchObject({ code: 0, err: expect.stringMatching(/^Fewer than five cases ended/) });
    expect(few.out).toMatch(/all \(working days\) +– +– +–\n$/);
    expect([refused.code, incomplete.code, none.code]).toEqual([4, 2, 0]);
    expect(none.err).toBe('Nothing has been foretold yet.\n');
  });
});

describe('greenlane history', () => {
  it('tells each event: when, who in which role for whom, the step, its law and its hash', async () => {
    const [told, compact, raw] = await Promise.all([
      greenlane(`history ${number}`, { as: 'intake-1' }),
      greenlane(`history ${number} --compact --after 1 --lang zh-CN`, { as: 'auditor' }),
      greenlane(`history ${number} --json`, { as: 'auditor' }),
    ]);
    expect(told.out).toMatch(/applicant, person [0-9a-f-]{36}, for 重庆嘉禾食品检测有限公司（演示）\n/);
    expect(told.out).toMatch(/Put on a desk · intake · you\n/);
    expect(told.out).toMatch(
      / accept\n +1 September 2025, 09:0\d Beijing time {2}intake officer, you\n +now: forming the team \(Licensing Law, /,
    );
    expect(compact.out.split('\n')[0]).toMatch(
      /^2 +2025年9月1日09:0\d（北京时间） {2}提交申请 +申请人 +[0-9a-f]{12}$/,
    );
    const { items } = json(raw) as { items: { seq: number; hash: string }[] };
    expect(items.map(({ seq }) => seq)).toEqual(items.map((_, index) => index + 1));
    expect(told.out).toContain(items.at(-1)!.hash.slice(0, 12));
    expect(told.out).not.toContain('not shown to you');
  });

  it('says what is not shown to the reader, and gives number, time and hash of it even so', async () => {
    const [notes, compact, review, raw] = await Promise.all([
      greenlane(`history ${number}`, { as: 'applicant-food' }),
      greenlane(`history ${number} --compact --lang zh-CN`, { as: 'applicant-food' }),
      greenlane(`history ${atDecision.id}`, { as: 'applicant-food' }),
      greenlane(`history ${number} --json`, { as: 'applicant-food' }),
    ]);
    for (const { code, err } of [notes, compact, review, raw]) expect([code, err]).toEqual([0, '']);
    expect(notes.out).toMatch(
      / Put on a desk\n +1 September 2025, 09:0\d Beijing time\n +[0-9a-f]{12}\n +not shown to you: the office’s own affair\n/,
    );
    expect(compact.out).toMatch(/领办或分派 +未向您提供：办案机关内部事项 +[0-9a-f]{12}\n/);
    expect(review.out).toMatch(/ team leader, person [^]*not shown to you: opinion\n/);
    const { items } = json(raw) as { items: { withheld: boolean; without: string[] }[] };
    expect(items.find(({ withheld }) => withheld)).toMatchObject({ without: ['/event'], evidence: null });
    const evidence = await greenlane(`history ${atDecision.id} --lang zh-CN`, { as: 'leader-1' });
    expect(evidence.out).toContain('未向您提供：contactPerson\n');
  });
});

describe('greenlane login and logout', () => {
  const file = (config: string): string => join(folder, config, 'greenlane', 'credentials.json');
  const kept = (config: string) =>
    JSON.parse(readFileSync(file(config), 'utf8')) as {
      servers: Record<string, { token: string; refreshToken: string; expiresAt: number }>;
    };

  /** Signs in by the device grant, with somebody at a browser. */
  async function login(config: string, subject: string, more = ''): Promise<Ended> {
    const child = begin(`login${more}`, { config });
    const ended = end(child);
    let said = '';
    await new Promise<void>((invited) => {
      child.stderr.on('data', (text: Buffer) => {
        said += text.toString();
        if (said.includes('Ctrl-C')) invited();
      });
      child.once('close', () => invited());
    });
    const [, address] = /With the code in it: (\S+)\n/.exec(said) ?? [];
    if (address !== undefined) expect(await signInAt(address, subject)).toContain('signed in');
    return ended;
  }

  it('signs in by a browser elsewhere, weakly and strongly, and keeps what it got from everybody else', async () => {
    const [weak, strongly] = await Promise.all([
      login('weak', 'intake-1'),
      login('strong', 'decision-maker', ' --strong'),
    ]);
    expect(weak).toMatchObject({ code: 0, out: '' });
    expect(weak.err).toContain(`Signed in at ${house.url} as 罗佳宁 (intake officer).`);
    expect(strongly.code).toBe(0);
    expect(statSync(file('weak')).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'weak', 'greenlane')).mode & 0o777).toBe(0o700);
    const { token, refreshToken } = kept('weak').servers[house.url]!;
    for (const secret of [token, refreshToken]) expect(weak.out + weak.err).not.toContain(secret);
    const acrOf = (config: string): unknown =>
      (
        JSON.parse(
          Buffer.from(kept(config).servers[house.url]!.token.split('.')[1]!, 'base64url').toString(),
        ) as { acr: unknown }
      ).acr;
    expect([acrOf('weak'), acrOf('strong')]).toEqual(['demonstration', 'mfa']);
    // The server is the one signed in to last.
    const shown = await greenlane(`status ${number}`, { config: 'weak', env: { GREENLANE_SERVER: '' } });
    expect(shown.code).toBe(0);
  });

  it('renews itself', async () => {
    const before = kept('weak');
    before.servers[house.url]!.expiresAt = Date.now() - 1000;
    writeFileSync(file('weak'), JSON.stringify(before));
    expect((await greenlane('tasks', { config: 'weak' })).code).toBe(0);
    const after = kept('weak').servers[house.url]!;
    expect(after.expiresAt).toBeGreaterThan(Date.now());
    expect(after.refreshToken).not.toBe(before.servers[house.url]!.refreshToken);
    expect(statSync(file('weak')).mode & 0o777).toBe(0o600);
  });

  it('renews itself once for several commands at the same moment: a refresh token is good once', async () => {
    const credential = { token: 'old', expiresAt: 1, refreshToken: 'one', issuer: strange.at('issuer') };
    mkdirSync(join(folder, 'many', 'greenlane'), { recursive: true, mode: 0o700 });
    writeFileSync(file('many'), JSON.stringify({ servers: { [house.url]: credential } }), { mode: 0o600 });
    const ended = await Promise.all([1, 2, 3].map(() => greenlane('tasks', { config: 'many' })));
    expect(ended.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect([renewals, kept('many').servers[house.url]!.refreshToken]).toEqual([1, 'two']);
  });

  it('refuses credentials that others could read or change', async () => {
    for (const [path, mode, good] of [
      [file('weak'), 0o644, 0o600],
      [join(folder, 'weak', 'greenlane'), 0o777, 0o700],
    ] as const) {
      chmodSync(path, mode);
      const [shown, doctor] = await Promise.all([
        greenlane('tasks', { config: 'weak' }),
        greenlane('doctor', { config: 'weak' }),
      ]);
      chmodSync(path, good);
      expect(shown).toMatchObject({ code: 1, out: '' });
      expect(shown.err).toContain('Others may read or change');
      expect(doctor.code).toBe(1);
    }
    mkdirSync(join(folder, 'torn', 'greenlane'), { recursive: true, mode: 0o700 });
    writeFileSync(file('torn'), '{"servers":', { mode: 0o600 });
    expect(await greenlane('tasks', { config: 'torn' })).toMatchObject({ code: 1, out: '' });
  });

  it('says of everything whether it is well', async () => {
    const [well, raw, nobody, unreachable] = await Promise.all([
      greenlane('doctor', { config: 'weak' }),
      greenlane('doctor --json', { as: 'auditor' }),
      greenlane('doctor'),
      greenlane('doctor --timeout 2', { server: strange.at('silent') }),
    ]);
    expect(well.code).toBe(0);
    expect(well.out.match(/^✓ well/gm)).toHaveLength(7);
    expect(well.out).toMatch(/Sign-in: 罗佳宁, by .*, renews itself/);
    expect(json(raw)).toMatchObject({ well: true, server: house.url });
    expect(nobody).toMatchObject({
      code: 1,
      out: expect.stringMatching(/^✗ wrong {2}Sign-in: /m) as unknown,
    });
    expect(unreachable).toMatchObject({
      code: 1,
      out: expect.stringMatching(/^✗ wrong {2}Server: .*within 2 s/) as unknown,
    });
  });

  it('ends with what it was given gone, here and at the provider', async () => {
    const { refreshToken } = kept('weak').servers[house.url]!;
    expect(await greenlane('logout', { config: 'weak' })).toMatchObject({ code: 0, out: '' });
    expect(existsSync(file('weak'))).toBe(false);
    const renewed = await fetch(`${house.url}/provider/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'refresh_token',
        refresh_token: refreshToken,
        client_id: 'greenlane-cli',
      }),
    });
    expect(renewed.status).toBe(400);
    expect((await greenlane('tasks', { config: 'weak' })).code).toBe(4);
  });

  it('takes the key of a system on standard input, and nothing that the server does not take', async () => {
    const made = await fetch(`${house.url}/api/v1/api-keys`, {
      method: 'POST',
      headers: {
        ...asJson,
        authorization: `Bearer ${tokens.get('applicant-food')}`,
        'idempotency-key': 'key-1',
      },
      body: JSON.stringify({
        institution: '01920000-0000-7000-8000-00000000a001',
        name: 'LIMS',
        scopes: ['cases:read'],
      }),
    });
    const { key } = (await made.json()) as { key: string };
    const [taken, wrong, none, both] = await Promise.all([
      greenlane('login --api-key-stdin', { config: 'key', input: `${key}\n` }),
      greenlane('login --api-key-stdin', { config: 'wrong', input: `${key.slice(0, -1)}x` }),
      greenlane('login --api-key-stdin', { config: 'none' }),
      greenlane('login --api-key-stdin --strong', { config: 'none', input: key }),
    ]);
    expect(taken).toMatchObject({ code: 0, out: '' });
    expect(taken.err + wrong.err).not.toContain(key.slice(-20, -2));
    expect(wrong.code).toBe(4);
    expect(existsSync(file('wrong'))).toBe(false);
    expect([none.code, both.code]).toEqual([2, 2]);
    expect((await greenlane(`show ${number}`, { config: 'key' })).code).toBe(0);
    const fromEnvironment = await greenlane(`show ${number} --json`, { env: { GREENLANE_API_KEY: key } });
    expect(json(fromEnvironment)).toMatchObject({ number });
  });

  it('is not led to fetch a token for one server and show it to another', async () => {
    const led = await greenlane('login', { server: strange.at('impostor') });
    expect(led).toMatchObject({ code: 1, out: '' });
    expect(led.err).toContain(`calls itself ${house.url}`);
  });

  it.each(['inTheClear', 'lure'])(
    'sends nobody where a password could be read on the way: %s',
    async (way) => {
      const ended = await greenlane('login --strong', { server: strange.at(way) });
      expect(ended).toMatchObject({ code: 1, out: '' });
      expect(ended.err).toMatch(/^The server names http:\/\/id\.example\/?, which is neither https/);
    },
  );

  it('asks the provider for a sign-in that is new, strong, and for this server', () => {
    const asked = strange.asked.find(({ url }) => url === '/lure/device')!;
    expect(Object.fromEntries(new URLSearchParams(asked.body))).toEqual({
      client_id: 'greenlane-cli',
      scope: 'openid',
      resource: strange.at('lure'),
      acr_values: 'mfa',
      max_age: '0',
    });
  });
});

describe('greenlane before a strange server', () => {
  const api = (way: string, timeoutMs = 1000): Api =>
    new Api({ server: strange.at(way), token: null, language: 'en', timeoutMs, forPeople: true });

  it.each([
    ['page', /is not Greenlane \(status 200, text\/html\)/],
    ['fault', /is not Greenlane \(status 500, text\/plain\)/],
    ['away', /unavailable for the moment \(status 502\)/],
    ['shape', /another shape/],
    ['torn', /is not Greenlane/],
    ['cut', /connection .* was lost/],
    ['silent', /has not answered within 1 s/],
    ['slow', /has not answered within 1 s/],
    ['endless', /longer than any/],
    ['elsewhereAfar', /sends us on to https:\/\/elsewhere\.example\. Nothing was sent there/],
  ])('answers in a sentence: %s', async (way, sentence) => {
    const asked = api(way, way === 'endless' ? 20_000 : 1000).get('/api/v1/status/X?code=1', publicStatus);
    const failure: unknown = await asked.catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Failure);
    expect(failure).toMatchObject({ exit: 1, message: expect.stringMatching(sentence) as unknown });
  });

  it('follows nobody elsewhere, so that a token goes to its own server alone', async () => {
    const ended = await greenlane(`show ${number}`, { as: 'intake-1', server: strange.at('elsewhere') });
    expect(ended).toMatchObject({ code: 1, out: '' });
    expect(ended.err.trim().split('\n')).toHaveLength(1);
    expect(strange.asked.filter(({ url }) => url.startsWith('/elsewhere/'))).toHaveLength(1);
    expect(strange.asked.filter(({ url }) => url.startsWith('/trap'))).toEqual([]);
  });

  it('does not obey what a server would have the terminal do', async () => {
    const asked = 'status CMA-22-2025-000009-9 --code 012E';
    const [told, raw] = await Promise.all([
      greenlane(asked, { server: strange.at('colours') }),
      greenlane(`${asked} --json`, { server: strange.at('colours') }),
    ]);
    expect(told.code).toBe(0);
    expect(told.out).toContain('\uFFFD[2Jgone\uFFFD\uFFFD');
    expect(raw.out).toContain('\\u001b[2Jgone\\u202e\\u009b');
  });

  it.each([
    ['http://greenlane.example', /https/],
    ['http://127.0.0.1.example', /https/],
    ['http://127.1.example:80', /https/],
    ['ftp://127.0.0.1', /no address/],
    ['greenlane.example', /no address/],
    ['http://me:secret@127.0.0.1', /no user, password/],
    ['https://greenlane.example/?token=x', /no user, password/],
  ])('sends nothing to %s', (address, sentence) => {
    expect(() => serverFrom(address, 'en')).toThrow(expect.objectContaining({ exit: 2 }));
    expect(() => serverFrom(address, 'en')).toThrow(sentence);
  });

  it('knows one server by one name', () => {
    const names = [
      'HTTPS://Greenlane.Example:443/',
      'https://greenlane.example',
      'https://greenlane.example//',
    ];
    expect(new Set(names.map((name) => serverFrom(name, 'en')))).toEqual(
      new Set(['https://greenlane.example']),
    );
    expect(serverFrom('http://[::1]:3000/', 'en')).toBe('http://[::1]:3000');
    expect(serverFrom('https://office.example/greenlane/', 'zh-CN')).toBe('https://office.example/greenlane');
  });

  it('ends with 2 for wrong usage, before anything is sent', async () => {
    const calls = [
      'status X --code 1 --server http://greenlane.example',
      'status X --code 1 --timeout 0',
      'status X --code 1 --watch --interval 1',
      'tasks --mine --all',
      'act X',
      'assign X',
    ];
    const ended = await Promise.all(
      calls.map((args) => greenlane(args, { as: 'intake-1', server: strange.at('trap') })),
    );
    expect(ended.map(({ code, out }) => [code, out])).toEqual(calls.map(() => [2, '']));
    expect(strange.asked.filter(({ url }) => url.startsWith('/trap'))).toEqual([]);
  });
});

describe('greenlane scope', () => {
  const day = { from: '2025-09-01', to: '2025-09-01' };
  const left = (scopeTable: string, ...numbers: string[]) => ({
    exclusions: { scopeTable, items: numbers.map((item) => ({ site: 'A', item })) },
  });
  /** Assesses what was submitted, without an item and a signatory, and grants it without one more. */
  const granted = async (walk: Walk, table: string, ...[team, office]: [string, string]) => {
    const signatories = [
      { name: '赵示例', field: '食品理化', proposed: true },
      { name: '钱示例', field: '微生物', proposed: false },
    ];
    await walk.take('intake-1', 'accept', bring.acceptance);
    await walk.take('coordinator', 'appointTeam', bring.team(idOf('leader-1'), idOf('assessor-1')));
    await walk.take('leader-1', 'reviewMaterials', bring.goOn);
    await walk.take('coordinator', 'sendVisitNotice', bring.visit(day.from, day.to));
    const found = { ...bring.report(day, 'conforming'), signatories, ...left(table, team) };
    await walk.take('leader-1', 'conclude', found);
    await walk.take('decision-maker', 'grantInPart', {
      ...{ extent: 'part', reasons: '现场试验结果不满意。', ...left(table, team, office) },
      remediesTold: { administrativeReview: true, lawsuit: true },
    });
  };

  it('shows the items on which the stages differ with the signatories, every item, and what a certificate gains', async () => {
    const first = await submittedCase(office);
    const proposedYet = await greenlane(`scope ${first.id}`, { as: 'applicant-food' });
    await granted(first, first.scope, '1.2', '1.3');
    await first.take('certificate-clerk', 'issueCertificate', bring.certificateIssue);
    const { facts } = await office.views.lookUp(office.as('auditor'), first.id);
    const asked = {
      process: 'qualification',
      institution: laboratories[0].id,
      evidence: { kind: 'extension' },
    };
    const { answer } = await office.casework.open(office.as('applicant-food'), asked, randomUUID());
    const extension = new Walk(office, answer.case);
    const added = await importScope(office, 'applicant-food', 0, 'environment');
    const form = bring.applicationForm(added, await handIn(office, 'applicant-food', extension.id), {
      certificateNumber: facts.certificateNumber,
    });
    await extension.take('applicant-food', 'submit', form);
    const drafted = await office.casework.open(office.as('applicant-food'), asked, randomUUID());

    const [told, chinese, whole, foreseen, raw, nothing, foreign] = await Promise.all([
      greenlane(`scope ${first.id}`, { as: 'leader-1' }),
      greenlane(`scope ${first.id} --lang zh-CN`, { as: 'applicant-food' }),
      greenlane(`scope ${extension.id} --all`, { as: 'auditor' }),
      greenlane(`scope ${extension.id} --lang zh-CN`, { as: 'intake-1' }),
      greenlane(`scope ${first.id} --json --all`, { as: 'auditor' }),
      greenlane(`scope ${drafted.answer.case}`, { as: 'applicant-food' }),
      greenlane(`scope ${first.id}`, { as: 'applicant-environment' }),
    ]);
    for (const { code, err } of [proposedYet, told, chinese, whole, foreseen])
      expect([code, err]).toEqual([0, '']);
    const lines = ({ out }: Ended) => out.split('\n').slice(2);
    expect(lines(proposedYet)).toEqual([
      '',
      '  applied for  26 items             event 2',
      '  proposed     nobody has said yet',
      '  granted      nobody has said yet',
      '',
      'The stages differ on none of 26 items; every item: --all.',
      '',
    ]);
    expect(lines(told)).toEqual([
      '',
      '  applied for  26 items         event 2',
      '  proposed     25 items, 1 not  event 7',
      '  granted      24 items, 2 not  event 8',
      '',
      'Items on which the stages differ',
      '  item  applied for  proposed  granted  what, by which standard',
      '  1.2   ✓            ✗         ✗        灰分  GB 5009.4-2016',
      '  1.3   ✓            ✓         ✗        蛋白质  GB 5009.5-2016 第一法',
      '',
      'Signatories',
      '  赵示例  食品理化  proposed      approved',
      '  钱示例  微生物    not proposed  not approved',
      '',
    ]);
    expect(lines(chinese).slice(1, 8)).toEqual([
      '  申请      26项             第2号事件',
      '  评审建议  25项，不建议1项  第7号事件',
      '  决定      24项，不准予2项  第8号事件',
      '',
      '各阶段不一致的项目',
      '  序号  申请  评审建议  决定  项目及依据标准',
      '  1.2   ✓     ✗         ✗     灰分  GB 5009.4-2016',
    ]);
    const sentence =
      /\n {2}Certificate \d{12}: added 5, replaced 11, unchanged 13 \(as it stands now; not entered yet\)\.\n/;
    expect(whole.out).toMatch(sentence);
    expect(whole.out).toMatch(
      /\n {2}A {5}1\.1 {3}✓ +– +– +replaced +化学需氧量 {2}HJ 828-2017, in place of 水分 GB 5009\.3-2016\n/,
    );
    expect(whole.out).toMatch(/\n {2}A {5}2\.6 {3}– +– +– +unchanged +总大肠菌群 {2}GB\/T 5750\.12-2023\n/);
    expect(whole.out.match(/^ {2}[AB] {5}/gm)).toHaveLength(29);
    expect(foreseen.out).toMatch(
      /：增加 5，替换 11，不变 13（按目前情况，尚未登记）。\n\n共29项，各阶段一致/,
    );
    expect(nothing).toMatchObject({ code: 0, err: 'No scope has been applied for in this case.\n' });
    expect(foreign).toMatchObject({ code: 3, out: '' });
    expect(json(raw)).toMatchObject({ counts: { items: 26, differing: 2 }, next: null });
  });
});

/** The last: it moves office time. */
describe('greenlane clocks', () => {
  it('tells a case that was held, begun anew, extended and ran out, so that each date can be followed', async () => {
    const [before, both] = await Promise.all([
      greenlane(`clocks ${number} --ics`, { as: 'intake-1' }),
      greenlane(`clocks ${number} --ics --json`, { as: 'intake-1' }),
    ]);
    expect(before).toMatchObject({ code: 0, err: '' });
    expect(before.out).toMatch(/^BEGIN:VCALENDAR\r\n[^]*END:VCALENDAR\r\n$/);
    expect(both).toMatchObject({ code: 2, out: '' });
    const id = await storyOfClocks(office);
    const [told, chinese, raw, foreign] = await Promise.all([
      greenlane(`clocks ${id}`, { as: 'applicant-food' }),
      greenlane(`clocks ${id} --lang zh-CN`, { as: 'applicant-food' }),
      greenlane(`clocks ${id} --json`, { as: 'applicant-food' }),
      greenlane(`clocks ${id}`, { as: 'applicant-environment' }),
    ]);
    expect(told).toMatchObject({ code: 0, err: '' });
    const one = told.out.replace(/\n +(?!– )/g, ' ');
    for (const sentence of [
      'Wednesday 3 September 2025: the clock is held; 2 working days used up, this day included; while it is held',
      'the clock is broken off and begins anew; what was used up no longer counts',
      'the limit has run out; it was due on Monday 15 September 2025',
      'the clock goes on from the day after, with',
      'the limit is extended by 10 working days to 20 working days, counted from its beginning. The due date moves from ' +
        'Thursday 16 October 2025 to Thursday 30 October 2025',
      'the clock stops, in time: it was due on Thursday 30 October 2025',
      '1 to 3 October 2025 (public holiday)',
      'at 10:00, Beijing time',
    ])
      expect(one).toContain(sentence);
    expect(told.out).not.toMatch(/\dZ\b|undefined|null/);
    const inChinese = chinese.out.replace(/\n +(?!– )/g, '');
    for (const sentence of [
      '期限中止，已用2个工作日（含当日）；中止期间',
      '期限延长10个工作日，共20个工作日',
      '10:00（北京时间）记录',
    ])
      expect(inChinese).toContain(sentence);
    const { items } = json(raw) as {
      items: { operations: { dueOn: string | null; derivation: unknown }[] }[];
    };
    const dated = items.flatMap(({ operations }) => operations).filter(({ dueOn }) => dueOn !== null);
    expect(dated.length).toBeGreaterThan(6);
    for (const { derivation } of dated) expect(derivation).not.toBeNull();
    expect(foreign).toMatchObject({ code: 3, out: '' });
  });

  it('and a change of the calendar tell what changed, from when to when, and no case to whom it is not for', async () => {
    const walk = await submittedCase(office);
    const change = await openAffair(office, 'administrator-1', 'calendarChange');
    await change.take('administrator-1', 'propose', { change: { what: 'cutOffHour', hour: 17 } });
    const { facts } = await office.views.lookUp(office.as('administrator-2'), change.id);
    await change.take('administrator-2', 'confirmChange', { digest: facts.digest, checked: true });
    while ((await office.casework.drawAgain(office.tenant, { most: 9 })).cases.length > 0);
    const [history, mine, theirs, clocks] = await Promise.all([
      greenlane(`history ${walk.id}`, { as: 'applicant-food' }),
      greenlane('calendar --lang zh-CN', { as: 'applicant-food' }),
      greenlane('calendar', { as: 'administrator-1' }),
      greenlane(`clocks ${walk.id}`, { as: 'applicant-food' }),
    ]);
    expect(history.out).toMatch(
      /\n +intake decision: from 24:00 on \w+ \d+ November 2025 to 17:00 on .*, because periods now end at 17:00 on their last day\n/,
    );
    expect(mine.out).toMatch(/ {2}期限改为于最后一日17时截止；由本机关变更\n/);
    expect(theirs.out).toMatch(
      /periods now end at 17:00 on their last day; by case [-0-9a-f]{36}, confirmed by /,
    );
    expect(clocks.out).toMatch(/\nintake decision: due by 17:00 on \w+ \d+ November 2025\n/);
  });
});
