/** How much people may upload: by day in number and size, and at once; several instances on one database. */
import { randomUUID } from 'node:crypto';
import { request as send, type ClientRequest } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { connect } from '#database';
import { createApi } from '../apps/api/application.js';
import { uploadLimitsFrom, usualUploadLimits, type UploadLimits } from '../apps/api/uploads.js';
import { testApi, type Answered, type TestApi } from './api.js';
import { laboratories, openCase } from './office.js';

let api: TestApi;
/** Cases of the food laboratory, and of the environmental one. */
let [ofFood, ofEnvironment] = ['', ''];
const [food] = laboratories;

beforeAll(async () => {
  api = await testApi();
  ofFood = (await openCase(api.office, 'applicant-food', 0)).id;
  ofEnvironment = (await openCase(api.office, 'applicant-environment', 1)).id;
});
afterAll(() => api.close());
beforeEach(() => api.office.rows('delete from rate_limits'));

interface Instance {
  url: string;
  close(): Promise<void>;
}
const several: UploadLimits = { quota: { files: 3, mebibytes: 1 }, atOnce: 100, atOnceOfOne: 100 };

async function instance(uploads: UploadLimits): Promise<Instance> {
  const { documents, auth, office } = api;
  const database = await connect(office.urls.serviceUrl, { poolSize: 3 });
  const app = await createApi({ databaseUrl: database, documents, auth, logger: false, uploads });
  await app.listen({ host: '127.0.0.1', port: 0 });
  return {
    url: await app.getUrl(),
    close: async () => {
      await app.close();
      await database.close();
    },
  };
}
/** Requests that were begun by hand: none of them may keep an instance from closing. */
const underWay: ClientRequest[] = [];
/** Does something with instances, and closes them. */
async function withInstances<T>(
  limits: UploadLimits[],
  work: (...all: Instance[]) => Promise<T>,
): Promise<T> {
  const all = await Promise.all(limits.map(instance));
  try {
    return await work(...all);
  } finally {
    underWay.splice(0).forEach((asked) => asked.destroy());
    await Promise.all(all.map((one) => one.close()));
  }
}

interface Told {
  status: number;
  code: string | undefined;
  retryAfter: number;
}
/** Hands in a document of so many bytes. */
async function upload(
  { url }: Instance,
  {
    as = 'applicant-food',
    id = ofFood,
    token,
    bytes = 10,
  }: { as?: string; id?: string; token?: string; bytes?: number },
): Promise<Told> {
  const { status, body, headers } = (await request(url)
    .post(`/api/v1/cases/${id}/documents`)
    .set('authorization', `Bearer ${token ?? (await api.tokenOf(as))}`)
    .set('idempotency-key', randomUUID())
    .attach('file', Buffer.alloc(bytes, 'a'), 'a.txt')) as Answered & { headers: Record<string, string> };
  const { code } = body as { code?: string };
  return { status, code, retryAfter: Number(headers['retry-after'] ?? 0) };
}
const usedUp = expect.objectContaining({ status: 429, code: 'upload-quota-used-up' }) as unknown;
const taken = expect.objectContaining({ status: 201 }) as unknown;

describe('the uploads of one person', () => {
  it('are counted together by all instances, and a restart forgets none; those of another go on', async () => {
    const { body } = await api.ask('post', '/api/v1/api-keys', {
      as: 'applicant-food',
      body: { institution: food.id, name: 'LIMS', scopes: ['documents:write'] },
    });
    const { key } = body as { key: string };
    await withInstances([several, several], async (one, two) => {
      expect(await upload(one, {})).toEqual(taken);
      expect(await upload(two, {})).toEqual(taken);
      // A key is the person whose it is.
      expect(await upload(one, { token: key })).toEqual(taken);
      for (const at of [one, two]) expect(await upload(at, {})).toEqual(usedUp);
      expect(await upload(two, { token: key })).toEqual(usedUp);
      expect(await upload(one, { as: 'applicant-environment', id: ofEnvironment })).toEqual(taken);
    });
    await withInstances([several], async (restarted) => {
      const { retryAfter, ...told } = await upload(restarted, {});
      expect(told).toEqual({ status: 429, code: 'upload-quota-used-up' });
      expect(retryAfter).toBeGreaterThan(86_000);
      expect(retryAfter).toBeLessThanOrEqual(86_400);
      // The day is over.
      await api.office.rows('update rate_limits set expire = 1');
      expect(await upload(restarted, {})).toEqual(taken);
    });
  });

  it('are bounded in size as well: what is too much is not read and does not count, what is less may follow', () =>
    withInstances([several], async (one) => {
      const documents = () => api.office.rows('select id from documents where case_id = $1', [ofFood]);
      const before = (await documents()).length;
      expect(await upload(one, { bytes: 700_000 })).toEqual(taken);
      for (const bytes of [700_000, 400_000]) expect(await upload(one, { bytes })).toEqual(usedUp);
      expect(await upload(one, { bytes: 200_000 })).toEqual(taken);
      expect((await documents()).length).toBe(before + 2);
      expect(await upload(one, {})).toEqual(taken);
      expect(await upload(one, {})).toEqual(usedUp);
    }));

  it('of which the request does not say the size count as the largest', () =>
    withInstances(
      [
        { ...several, quota: { files: 100, mebibytes: 19 } },
        { ...several, quota: { files: 100, mebibytes: 20 } },
      ],
      async (less, enough) => {
        const whole = form('a'.repeat(10));
        for (const [at, status] of [
          [less, 429],
          [enough, 201],
        ] as const) {
          const asked = await begun(at, {}, { 'transfer-encoding': 'chunked' });
          asked.end(whole);
          expect(await statusOf(asked)).toBe(status);
        }
      },
    ));

  it('count whatever becomes of them', () =>
    withInstances([several], async (one) => {
      const foreign = { id: ofEnvironment };
      for (let turn = 0; turn < 3; turn += 1) expect((await upload(one, foreign)).status).toBe(404);
      expect(await upload(one, {})).toEqual(usedUp);
    }));

  it('are not taken where they cannot be counted', () =>
    withInstances([several], async (one) => {
      const owner = await connect(api.office.urls.ownerUrl, { poolSize: 1 });
      await owner.dataSource.query('alter table rate_limits rename to elsewhere');
      try {
        expect(await upload(one, {})).toMatchObject({ status: 503, code: 'temporarily-unavailable' });
      } finally {
        await owner.dataSource.query('alter table elsewhere rename to rate_limits');
        await owner.close();
      }
      expect(await upload(one, {})).toEqual(taken);
    }));

  it('are scope tables as well as documents', () =>
    withInstances([{ ...several, quota: { files: 1, mebibytes: 1 } }], async ({ url }) => {
      const token = await api.tokenOf('applicant-food');
      const told: number[] = [];
      for (let turn = 0; turn < 2; turn += 1) {
        const { status } = await request(url)
          .post('/api/v1/imports')
          .set('authorization', `Bearer ${token}`)
          .set('idempotency-key', randomUUID())
          .field('institution', food.id)
          .field('dryRun', 'true')
          .attach('file', Buffer.from('a,b\n'), 'a.csv');
        told.push(status);
      }
      expect(told).toEqual([200, 429]);
    }));
});

const boundary = 'boundary';
const form = (text: string): string =>
  `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\ncontent-type: text/plain\r\n\r\n` +
  `${text}\r\n--${boundary}--\r\n`;
/** A request for an upload of which nothing but the head has been sent. */
async function begun(
  { url }: Instance,
  { as = 'applicant-food', id = ofFood },
  size: Record<string, string | number>,
): Promise<ClientRequest> {
  const asked = send(`${url}/api/v1/cases/${id}/documents`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await api.tokenOf(as)}`,
      'idempotency-key': randomUUID(),
      'content-type': `multipart/form-data; boundary=${boundary}`,
      ...size,
    },
  });
  // Whoever is refused early may find the line cut.
  asked.on('error', () => undefined);
  underWay.push(asked);
  return asked;
}
const statusOf = (asked: ClientRequest): Promise<number> =>
  new Promise((resolve) => asked.on('response', (answer) => resolve(answer.resume().statusCode!)));

describe('uploads at once', () => {
  it('are so many in memory and no more, of which one person has a share; who leaves makes room', () =>
    withInstances(
      [{ ...several, quota: usualUploadLimits.quota, atOnce: 2, atOnceOfOne: 1 }],
      async (one) => {
        const whole = form('a'.repeat(10));
        const half = async (of: { as: string; id: string }): Promise<ClientRequest> => {
          const asked = await begun(one, of, { 'content-length': whole.length });
          asked.write(whole.slice(0, 100));
          return asked;
        };
        const environment = { as: 'applicant-environment', id: ofEnvironment };
        const slow = await half({ as: 'applicant-food', id: ofFood });
        await until(async () => (await upload(one, {})).status === 429);
        expect(await upload(one, {})).toMatchObject({
          status: 429,
          code: 'too-many-requests',
          retryAfter: 1,
        });
        expect(await upload(one, environment)).toEqual(taken);
        const third = { as: 'agent', id: ofFood };
        let alsoSlow = await half(environment);
        let isRefused = false;
        const noteRefusal = (): void => void alsoSlow.once('response', () => (isRefused = true));
        noteRefusal();
        await until(async () => {
          // The place of the one before is free a moment after its answer.
          if (isRefused) {
            alsoSlow = await half(environment);
            isRefused = false;
            noteRefusal();
          }
          return (await upload(one, third)).status === 503;
        });
        expect(await upload(one, third)).toMatchObject({ code: 'temporarily-unavailable', retryAfter: 1 });
        slow.destroy();
        await until(async () => (await upload(one, third)).status === 201);
        expect(await upload(one, {})).toEqual(taken);
        const done = statusOf(alsoSlow);
        alsoSlow.end(whole.slice(100));
        expect(await done).toBe(201);
        expect(await upload(one, environment)).toEqual(taken);
      },
    ));
});

/** Waits for what another connection brings about. */
async function until(so: () => Promise<boolean>): Promise<void> {
  for (let turn = 0; turn < 400; turn += 1) {
    if (await so()) return;
    await sleep(50);
  }
  throw new Error('it did not come about');
}

describe('the limits of an installation', () => {
  it('come from its environment, and are the usual ones where it says nothing', () => {
    expect(uploadLimitsFrom({})).toEqual(usualUploadLimits);
    expect(uploadLimitsFrom({ UPLOADS_PER_DAY: '', UPLOAD_MIB_PER_DAY: '7', UPLOADS_AT_ONCE: '3' })).toEqual({
      ...{ quota: { files: usualUploadLimits.quota.files, mebibytes: 7 }, atOnce: 3, atOnceOfOne: 1 },
    });
  });

  it.each(['0', '-1', '1.5', 'many', '1e9', ' 5', '1000001'])('are whole numbers, and not %j', (text) => {
    for (const name of ['UPLOADS_PER_DAY', 'UPLOAD_MIB_PER_DAY', 'UPLOADS_AT_ONCE'])
      expect(() => uploadLimitsFrom({ [name]: text })).toThrow(name);
  });
});
