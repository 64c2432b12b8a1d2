import { describe, expect, it } from '@jest/globals';
import { Gauge, metricsPlaceFrom, Registry, remembered, serveMetrics } from './index.js';

describe('metrics', () => {
  it('are served on an address of their own, with those of the process, and nothing else is', async () => {
    const registry = new Registry();
    new Gauge({ name: 'letters', help: 'Letters.', registers: [registry] }).set(7);
    const served = await serveMetrics([registry], { host: '127.0.0.1', port: 0 });
    try {
      const answer = await fetch(served.url);
      expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
      const text = await answer.text();
      expect(text).toContain('letters 7\n');
      expect(text).toContain('process_resident_memory_bytes');
      expect((await fetch(`${served.url}/more`)).status).toBe(404);
      expect((await fetch(served.url, { method: 'POST' })).status).toBe(404);
    } finally {
      await served.close();
    }
  });

  it('that cannot be had are answered 503, and the reason goes to the log alone', async () => {
    const registry = new Registry();
    const collect = () => Promise.reject(new Error('the database is away'));
    new Gauge({ name: 'letters', help: 'Letters.', registers: [registry], collect });
    const said: string[] = [];
    const place = { host: '127.0.0.1', port: 0 };
    const served = await serveMetrics([registry], place, (line) => said.push(line));
    const answer = await fetch(served.url);
    expect([answer.status, await answer.text()]).toEqual([503, '']);
    expect(said).toEqual(['the metrics could not be had: Error: the database is away']);
    await served.close();
  });

  it('are read nowhere unless a port is set, and on loopback unless an address is', () => {
    expect(metricsPlaceFrom({})).toBeNull();
    expect(metricsPlaceFrom({ METRICS_PORT: '9464' })).toEqual({ host: '127.0.0.1', port: 9464 });
    expect(() => metricsPlaceFrom({ METRICS_PORT: 'x' })).toThrow(/^METRICS_PORT takes a number/);
  });

  it('that are dear are asked for once in a while, and again after an error', async () => {
    let asked = 0;
    const ask = remembered(60_000, () =>
      (asked += 1) === 1 ? Promise.reject(new Error()) : Promise.resolve(asked),
    );
    await expect(ask()).rejects.toThrow();
    expect([await ask(), await ask(), ...(await Promise.all([ask(), ask()]))]).toEqual([2, 2, 2, 2]);
  });
});
