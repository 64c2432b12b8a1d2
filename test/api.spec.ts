import { randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testApi, type TestApi } from './api.js';

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api.close());

describe('smoke', () => {
  it('answers', async () => {
    const response = await api.ask('get', '/api/v1/office');
    expect(response.body).toBe(1);
  });
  it('draws', async () => {
    const { body } = await api.ask('get', '/openapi.json');
    await writeFile('/tmp/openapi.json', JSON.stringify(body, null, 2));
    expect((await api.ask('get', '/api/v1/me', { as: 'applicant-food' })).body).toBe(randomUUID());
    void readFile;
  });
});
