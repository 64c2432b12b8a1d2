import type { FastifyInstance } from 'fastify';
import { Histogram, Registry } from '#metrics';
import { subjectOf } from './logging.js';

/** Counts requests and how long they took, by method, route (as a pattern, never an address) and status. */
export class RequestMetrics {
  readonly registry = new Registry();
  private readonly took = new Histogram({
    name: 'greenlane_request_seconds',
    help: 'Requests answered, and how long each took',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [this.registry],
  });

  attach(server: FastifyInstance): void {
    server.addHook('onResponse', (request, reply, done) => {
      const { method, route } = subjectOf(request);
      const status = String(reply.statusCode);
      this.took.observe({ method, route: route ?? 'none', status }, reply.elapsedTime / 1_000);
      done();
    });
  }
}
