import { describe, expect, it } from '@jest/globals';
import fastify from 'fastify';
import { RequestMetrics } from './request-metrics.js';

describe('the metrics of requests', () => {
  it('count by method, pattern of the route and status, and never by address', async () => {
    const metrics = new RequestMetrics();
    const server = fastify();
    metrics.attach(server);
    server.get('/cases/:id', (_, reply) => reply.code(204).send());
    await server.inject('/cases/one?code=secret');
    await server.inject('/cases/other');
    await server.inject('/nowhere/secret');
    const text = await metrics.registry.metrics();
    expect(text).toContain('greenlane_request_seconds_count{method="GET",route="/cases/:id",status="204"} 2');
    expect(text).toContain('greenlane_request_seconds_count{method="GET",route="none",status="404"} 1');
    expect(text).not.toMatch(/secret|other/);
    await server.close();
  });
});
