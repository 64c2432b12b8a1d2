/** Streams of events over real connections to the running API; all in one file, because an office with an API is dear. */
import { randomUUID } from 'node:crypto';
import { createServer, get, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { pipeline } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { connect as connectTo, inTransaction, type Database } from '#database';
import { actFor, openSession, stopActingFor } from '#identity';
import { sequence } from '#ledger';
import { EventStreams, streamLimits, type Source } from '../apps/api/event-streams.js';
import { issuer, testApi, type TestApi } from './api.js';
import { acceptance } from './evidence.js';
import { laboratories, openCase, submittedCase, type Walk } from './office.js';

jest.setTimeout(60_000);

let api: TestApi;
let sealer: Database;
const open: Stream[] = [];
const servers: Server[] = [];
const usual = { ...streamLimits };

beforeAll(async () => {
  api = await testApi(false);
  sealer = await connectTo(api.office.urls.sealerUrl, { poolSize: 2 });
});
afterEach(async () => {
  for (const stream of open.splice(0)) stream.leave();
  Object.assign(streamLimits, usual);
  for (const server of servers.splice(0)) server.close();
  await until(() => streams().sizes.open === 0);
});
afterAll(async () => {
  await sealer?.close();
  await api?.close();
});

const streams = (): EventStreams => api.app.get(EventStreams);
const number = async (): Promise<void> => {
  while ((await sequence(sealer, api.office.tenant)) > 0);
};
async function until(isSo: () => boolean, ms = 8_000): Promise<void> {
  for (const end = Date.now() + ms; !isSo(); await sleep(10))
    if (Date.now() > end) throw new Error('it did not come about');
}

interface Message {
  id?: string | undefined;
  event?: string | undefined;
  data: unknown;
}

/** A reader of a stream that understands no more of it than browsers do. */
class Stream {
  readonly messages: Message[] = [];
  comments = 0;
  lastId: string | undefined;
  isOver = false;
  private constructor(
    readonly status: number,
    readonly headers: Record<string, unknown>,
    readonly leave: () => void,
  ) {}

  static async at(path: string, headers: Record<string, string>): Promise<Stream> {
    return new Promise((resolve, reject) => {
      const request = get(api.url + path, { headers, agent: false }, (answer) => {
        const stream = new Stream(answer.statusCode!, answer.headers, () => request.destroy());
        open.push(stream);
        let rest = '';
        answer.setEncoding('utf8');
        answer.on('data', (chunk: string) => {
          const blocks = (rest + chunk).split('\n\n');
          rest = blocks.pop()!;
          for (const block of blocks) stream.take(block);
        });
        answer.on('close', () => (stream.isOver = true));
        answer.on('error', () => {});
        resolve(stream);
      });
      request.on('error', reject);
    });
  }

  private take(block: string): void {
    const fields = new Map<string, string>();
    for (const line of block.split('\n')) {
      const [name, value] = line.split(/:(.*)/s) as [string, string];
      if (name === '') this.comments += 1;
      else fields.set(name, value.replace(/^ /, ''));
    }
    this.lastId = fields.get('id') ?? this.lastId;
    const data = fields.get('data');
    if (data !== undefined)
      this.messages.push({ id: fields.get('id'), event: fields.get('event'), data: JSON.parse(data) });
  }

  of(event: string): Message[] {
    return this.messages.filter((message) => message.event === event);
  }
}

const as = async (subject: string): Promise<Record<string, string>> => ({
  authorization: `Bearer ${await api.tokenOf(subject, { acr: 'mfa', auth_time: Math.floor(Date.now() / 1000) })}`,
});
const read = async (path: string, subject: string, headers: Record<string, string> = {}): Promise<Stream> =>
  Stream.at(path, { ...(await as(subject)), ...headers });
const ofCase = ({ id }: Pick<Walk, 'id'>, subject: string, headers = {}): Promise<Stream> =>
  read(`/api/v1/cases/${id}/stream`, subject, headers);
const historyOf = async ({ id }: Pick<Walk, 'id'>, subject: string): Promise<{ leaf: number }[]> =>
  (
    (await api.ask('get', `/api/v1/cases/${id}/history?limit=100`, { as: subject })).body as {
      items: { leaf: number }[];
    }
  ).items;
/** Two events that move nothing. */
async function putAndTake({ id }: Pick<Walk, 'id'>): Promise<void> {
  const { office } = api;
  const desk = { case: id, duty: 'intake', to: office.as('intake-1').person };
  await office.casework.assign(office.as('intake-1'), desk, randomUUID());
  await office.casework.release(office.as('intake-1'), desk, randomUUID());
}

describe('the stream of a case', () => {
  it('brings each event as its history has it, in order, with its leaf as the id, seconds after it happened', async () => {
    const walk = await submittedCase(api.office);
    await number();
    const stream = await ofCase(walk, 'applicant-food');
    expect([stream.status, stream.headers['content-type'], stream.headers['cache-control']]).toEqual([
      ...[200, 'text/event-stream; charset=utf-8', 'no-store'],
    ]);
    await until(() => stream.of('position').length === 1);
    await putAndTake(walk);
    await walk.take('intake-1', 'accept', acceptance);
    await number();
    await until(() => stream.of('entry').length === 3);
    const history = await historyOf(walk, 'applicant-food');
    expect(stream.of('entry').map(({ data }) => data)).toEqual(history.slice(2));
    expect(stream.of('entry').map(({ id }) => Number(id))).toEqual(history.slice(2).map(({ leaf }) => leaf));
    // Who has it on the desk is the office's affair, on a stream too.
    expect(stream.of('entry')[0]!.data).toMatchObject({ withheld: true, without: ['/event'] });
    const officer = await ofCase(walk, 'intake-1', { 'last-event-id': String(history[1]!.leaf) });
    await until(() => officer.of('entry').length === 3);
    expect(officer.of('entry')[0]!.data).toMatchObject({ withheld: false });
  });

  it('goes on after the last leaf that was seen, with none missed and none twice, however often it breaks', async () => {
    const walk = await submittedCase(api.office);
    await number();
    const [first] = await historyOf(walk, 'intake-1');
    const got: number[] = [];
    let position = String(first!.leaf);
    const writing = (async () => {
      for (let n = 0; n < 12; n += 1) {
        await putAndTake(walk);
        await number();
      }
    })();
    let isWritten = false;
    void writing.then(() => (isWritten = true));
    for (let breaks = 0; breaks < 40; breaks += 1) {
      const stream = await ofCase(walk, 'intake-1', { 'last-event-id': position });
      const wanted = 1 + (breaks % 3);
      await until(() => stream.of('entry').length >= wanted || (isWritten && got.length >= 22), 3_000).catch(
        () => {},
      );
      stream.leave();
      got.push(...stream.of('entry').map(({ id }) => Number(id)));
      position = stream.lastId ?? position;
      if (isWritten && got.length >= 25) break;
    }
    await writing;
    const leaves = (await historyOf(walk, 'intake-1')).map(({ leaf }) => leaf);
    expect(leaves.length).toBe(26);
    expect(got).toEqual(leaves.slice(1));
  });

  it('begins where it is asked to, and a header goes before the query', async () => {
    const walk = await submittedCase(api.office);
    await number();
    const [one, two] = await historyOf(walk, 'intake-1');
    const path = `/api/v1/cases/${walk.id}/stream`;
    const whole = await read(`${path}?after=${one!.leaf - 1}`, 'intake-1');
    await until(() => whole.of('entry').length === 2);
    const rest = await read(`${path}?after=${one!.leaf - 1}`, 'intake-1', {
      'last-event-id': String(one!.leaf),
    });
    await until(() => rest.of('entry').length === 1);
    expect(rest.of('entry')[0]!.data).toEqual(JSON.parse(JSON.stringify(two)));
  });

  it('is refused a position that is none of the log’s', async () => {
    const walk = await submittedCase(api.office);
    await number();
    const path = `/api/v1/cases/${walk.id}/stream`;
    const wrong = [
      '-1',
      '1.5',
      '1e3',
      '0x10',
      'NaN',
      'null',
      '9'.repeat(15),
      '9'.repeat(16),
      '9'.repeat(400),
    ];
    for (const value of [...wrong, "0' or 1=1", '0, 0', 'a']) {
      const headers = { 'last-event-id': value };
      for (const asked of [
        await api.ask('get', path, { as: 'intake-1', headers }),
        await api.ask('get', `${path}?after=${encodeURIComponent(value)}`, { as: 'intake-1' }),
      ])
        expect([value, asked.body]).toEqual([value, expect.objectContaining({ code: 'malformed-request' })]);
    }
    expect(streams().sizes.open).toBe(0);
  });

  it('is not found where the case is not, or another’s', async () => {
    const walk = await submittedCase(api.office);
    await number();
    for (const [id, subject] of [
      [walk.id, 'applicant-environment'],
      [walk.id, 'sichuan-intake'],
      [walk.id, 'newcomer'],
      [randomUUID(), 'intake-1'],
    ] as const) {
      const { status } = await api.ask('get', `/api/v1/cases/${id}/stream`, { as: subject });
      expect([subject, status]).toEqual([subject, 404]);
    }
    expect((await api.ask('get', `/api/v1/cases/${walk.id}/stream`)).status).toBe(401);
    expect(streams().sizes.open).toBe(0);
  });

  it('ends when the case is final and was read to its end, and is nothing from then on', async () => {
    const walk = await openCase(api.office, 'applicant-food', 0);
    await number();
    const stream = await ofCase(walk, 'applicant-food');
    await walk.take('applicant-food', 'discard');
    await number();
    await until(() => stream.isOver);
    expect(stream.messages.map(({ event }) => event)).toEqual(['position', 'entry', 'end']);
    expect((await ofCase(walk, 'applicant-food', { 'last-event-id': stream.lastId! })).status).toBe(204);
    expect((await ofCase(walk, 'applicant-food')).status).toBe(204);
    const again = await ofCase(walk, 'applicant-food', {
      'last-event-id': String(Number(stream.lastId) - 1),
    });
    await until(() => again.isOver);
    expect(again.messages.map(({ event }) => event)).toEqual(['position', 'entry', 'end']);
  });
});

describe('a stream', () => {
  it('shows life by a comment while nothing happens, and ends after its time, to be asked for anew', async () => {
    Object.assign(streamLimits, { look: 20, silence: 60, life: 400 });
    const walk = await submittedCase(api.office);
    await number();
    const stream = await ofCase(walk, 'applicant-food');
    await until(() => stream.isOver);
    expect(stream.comments).toBeGreaterThan(1);
    expect(stream.messages.map(({ event }) => event)).toEqual(['position']);
  });

  it('ends for whoever may read no further: no longer acting for the institution, suspended, signed out', async () => {
    Object.assign(streamLimits, { look: 50 });
    const { office } = api;
    const walk = await submittedCase(office);
    await number();
    const refusedWith = async (stream: Stream): Promise<unknown> => {
      await until(() => stream.isOver);
      return (stream.of('refused')[0]?.data as { code: string } | undefined)?.code;
    };
    const agent = office.as('agent').person;
    const acting = await ofCase(walk, 'agent');
    await inTransaction(office.service, office.tenant, (tx) => stopActingFor(tx, agent, laboratories[0].id));
    expect(await refusedWith(acting)).toBe('not-found');
    // What happens then is not theirs, even where it was written at the same moment.
    expect(acting.of('entry')).toEqual([]);
    await inTransaction(office.service, office.tenant, (tx) => actFor(tx, agent, laboratories[0].id));

    const suspended = await ofCase(walk, 'agent');
    const tasks = await read('/api/v1/tasks/stream', 'agent');
    await office.rows(
      `insert into suspensions (tenant, case_id, person_id, since) values (22, $1, $2, office_now())`,
      [walk.id, agent],
    );
    expect(await refusedWith(suspended)).toBe('account-suspended');
    expect(await refusedWith(tasks)).toBe('account-suspended');
    await office.rows('update suspensions set lifted_at = office_now(), lifted_case = case_id');

    const signedIn = { issuer, subject: 'intake-1', method: 'pwd', acr: 'mfa' };
    const { name, value } = await openSession(office.service, signedIn, { secure: false });
    const session = await Stream.at(`/api/v1/cases/${walk.id}/stream`, { cookie: `${name}=${value}` });
    expect(session.status).toBe(200);
    await office.rows('update sessions set ended_at = clock_timestamp()');
    expect(await refusedWith(session)).toBe('not-signed-in');

    const made = await api.ask('post', '/api/v1/api-keys', {
      as: 'applicant-food',
      body: { institution: laboratories[0].id, name: 'LIMS', scopes: ['cases:read'] },
    });
    const { id, key } = made.body as { id: string; key: string };
    const keyed = await Stream.at(`/api/v1/cases/${walk.id}/stream`, { authorization: `Bearer ${key}` });
    expect(keyed.status).toBe(200);
    await api.ask('delete', `/api/v1/api-keys/${id}`, { as: 'applicant-food' });
    expect(await refusedWith(keyed)).toBe('not-signed-in');
  });

  it('is one of eight of a person, also where many are opened at once; one that is left makes room', async () => {
    const walk = await submittedCase(api.office);
    await number();
    const tried = await Promise.all(Array.from({ length: 20 }, () => ofCase(walk, 'applicant-food')));
    const held = tried.filter(({ status }) => status === 200);
    expect([held.length, tried.filter(({ status }) => status === 429).length]).toEqual([8, 12]);
    const { body } = await api.ask('get', `/api/v1/cases/${walk.id}/stream`, { as: 'applicant-food' });
    expect(body).toMatchObject({ code: 'too-many-streams' });
    expect((await ofCase(walk, 'intake-1')).status).toBe(200);
    held[0]!.leave();
    await until(() => streams().sizes.open === 8);
    expect((await ofCase(walk, 'applicant-food')).status).toBe(200);
    Object.assign(streamLimits, { all: 9 });
    expect((await ofCase(walk, 'intake-2')).status).toBe(429);
  });

  it('is none for whoever asks with HEAD, and would read nothing of it', async () => {
    const walk = await submittedCase(api.office);
    const asked = { method: 'HEAD', headers: await as('applicant-food') };
    const answer = await fetch(`${api.url}/api/v1/cases/${walk.id}/stream`, asked);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      200,
      'text/event-stream; charset=utf-8',
    ]);
    expect(streams().sizes.open).toBe(0);
  });

  it('leaves nothing behind when its reader goes; the log is looked at once for all, and by nobody when they are gone', async () => {
    const walk = await submittedCase(api.office);
    await number();
    const readers = await Promise.all(
      ['applicant-food', 'intake-2', 'intake-1', 'auditor', 'supervisor'].map((who) => ofCase(walk, who)),
    );
    await until(() => readers.every((reader) => reader.of('position').length === 1));
    await until(() => streams().sizes.watched === 1);
    expect(streams().sizes).toEqual({ open: 5, watched: 1 });
    for (const reader of readers) reader.leave();
    await until(() => streams().sizes.open === 0 && streams().sizes.watched === 0);
  });
});

/** A server of its own for a stream of ours, so that a test can say what there is to read; and who connects to it. */
async function serving(source: Source): Promise<{ port: number; connected: Socket[] }> {
  const { tenant, person, method } = api.office.as('intake-1');
  const caller = {
    tenant,
    person,
    method,
    scopes: [],
    acr: null,
    authTime: null,
    onlyFor: null,
    session: null,
  };
  const server = createServer((_, response) => {
    const asked = { header: undefined, query: undefined };
    void streams()
      .begin(caller as unknown as Parameters<EventStreams['begin']>[0], source, asked, response)
      .then((file) => pipeline(file!.getStream(), response, () => {}));
  });
  const connected: Socket[] = [];
  server.on('connection', (socket) => connected.push(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  servers.push(server);
  return { port: (server.address() as AddressInfo).port, connected };
}
/** News without end, more than any connection holds. */
const flood: Source = {
  concerns: () => true,
  read: (_, after) => {
    const message = { leaf: after + 1, event: 'entry', data: 'a'.repeat(1_000_000) };
    return Promise.resolve({ messages: [message], leaf: after + 1, isMore: true });
  },
};
/** Asks and never reads what comes. */
function stall(port: number): Socket {
  const socket = connect(port, '127.0.0.1').pause();
  socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
  socket.on('error', () => {});
  return socket;
}

describe('a stream whose reader reads nothing', () => {
  it('is cut when its time is over', async () => {
    Object.assign(streamLimits, { life: 300, grace: 100 });
    const { port, connected } = await serving(flood);
    const socket = stall(port);
    await until(() => streams().sizes.open === 1);
    await until(() => streams().sizes.open === 0 && connected[0]!.destroyed);
    await until(() => streams().sizes.watched === 0);
    socket.destroy();
  });
});

describe('much that happens at once', () => {
  it('is read together, once a second', async () => {
    let readings = 0;
    const { port } = await serving({
      concerns: () => true,
      read: (_, leaf) => Promise.resolve({ messages: [], leaf, isMore: false, at: (readings += 1) }),
    });
    const walk = await submittedCase(api.office);
    const reader = get({ port, agent: false }, (answer) => answer.resume());
    reader.on('error', () => {});
    await until(() => streams().sizes.watched === 1);
    for (const end = Date.now() + 2_500; Date.now() < end; await sleep(50)) {
      await putAndTake(walk);
      await number();
    }
    reader.destroy();
    // When it began, at once after that, and after each of two seconds.
    expect([readings >= 3, readings <= 5]).toEqual([true, true]);
  });
});

describe('the stream of the work queue', () => {
  it('goes back no further than a bound, and says that the list is to be read anew', async () => {
    const walk = await submittedCase(api.office);
    await putAndTake(walk);
    await number();
    const last = (await historyOf(walk, 'intake-1')).at(-1)!.leaf;
    Object.assign(streamLimits, { back: 2 });
    for (const stream of [
      await read('/api/v1/tasks/stream?after=0', 'intake-1'),
      await read('/api/v1/tasks/stream', 'intake-1', { 'last-event-id': String(last - 3) }),
    ]) {
      await until(() => stream.messages.length === 2);
      expect(stream.messages).toEqual([
        { id: String(last), event: 'position', data: { leaf: last } },
        { id: String(last), event: 'reset', data: { leaf: last } },
      ]);
    }
    const within = await read(`/api/v1/tasks/stream?after=${last - 2}`, 'intake-1');
    await until(() => within.of('changed').length === 2);
    await putAndTake(walk);
    await number();
    await until(() => open.every((stream) => stream.of('changed').length >= 2));
    expect(open[0]!.of('changed').map(({ id }) => Number(id))).toEqual([last + 1, last + 2]);
    // A case's own history is as long as it is.
    const whole = await ofCase(walk, 'intake-1', { 'last-event-id': String(last - 3) });
    await until(() => whole.of('entry').length === 5);
    expect(whole.of('reset')).toEqual([]);
  });

  it('says which cases changed, of those that its reader may see, and nothing of what happened', async () => {
    const officer = await read('/api/v1/tasks/stream', 'intake-1');
    const applicant = await read('/api/v1/tasks/stream', 'applicant-food');
    const neighbour = await read('/api/v1/tasks/stream', 'sichuan-intake');
    const newcomer = await read('/api/v1/tasks/stream', 'newcomer');
    await until(() => [officer, applicant, neighbour, newcomer].every((one) => one.messages.length === 1));
    const walk = await submittedCase(api.office);
    const other = await openCase(api.office, 'applicant-environment', 1);
    await putAndTake(walk);
    await number();
    await until(() => officer.of('changed').length === 5 && applicant.of('changed').length === 2);
    const about = (stream: Stream) => stream.of('changed').map(({ data }) => (data as { case: string }).case);
    expect(about(officer)).toEqual([walk.id, walk.id, other.id, walk.id, walk.id]);
    expect(about(applicant)).toEqual([walk.id, walk.id]);
    const { number: stands } = await api.office.views.lookUp(api.office.as('intake-1'), walk.id);
    expect(officer.of('changed')[1]!.data).toEqual({
      ...{ case: walk.id, number: stands, state: 'received', duty: 'applying' },
    });
    expect([neighbour.messages.length, newcomer.messages.length]).toEqual([1, 1]);
    const ids = officer.of('changed').map(({ id }) => Number(id));
    expect(ids).toEqual([...ids].sort((one, two) => one - two));
    // Who comes back has the rest.
    const again = await read('/api/v1/tasks/stream', 'intake-1', { 'last-event-id': String(ids[2]) });
    await until(() => again.of('changed').length === 2);
    expect(again.of('changed')).toEqual(officer.of('changed').slice(3));
  });
});

describe('closing the API', () => {
  it('ends every stream, in order and at once', async () => {
    const walk = await submittedCase(api.office);
    await number();
    const reader = await ofCase(walk, 'intake-1');
    await until(() => reader.of('position').length === 1);
    const { port, connected } = await serving(flood);
    const socket = stall(port);
    await until(() => streams().sizes.open === 2);
    Object.assign(streamLimits, { grace: 100 });
    await api.app.close();
    await until(() => reader.isOver);
    expect(reader.messages.length).toBe(1);
    // Whoever reads nothing does not hold it up either.
    await until(() => connected[0]!.destroyed);
    socket.destroy();
  });
});
