import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { collectDefaultMetrics, Registry } from 'prom-client';

export interface MetricsPlace {
  /** Address to listen on; loopback unless an operator says otherwise. */
  host: string;
  /** 0 for any that is free. */
  port: number;
}

export interface ServedMetrics {
  /** Where they are read. */
  url: string;
  close(): Promise<void>;
}

/**
 * Where metrics are to be read, from METRICS_PORT and METRICS_HOST (loopback unless told); null where no port is set.
 * Throws a sentence where the port is none.
 */
export function metricsPlaceFrom(env: Readonly<Record<string, string | undefined>>): MetricsPlace | null {
  const port = env['METRICS_PORT'];
  if (port === undefined || port === '') return null;
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
    throw new Error(`METRICS_PORT takes a number from 0 to 65535, not "${port}"; 0 is any that is free.`);
  return { host: env['METRICS_HOST'] ?? '127.0.0.1', port: Number(port) };
}

/**
 * Serves `GET /metrics` on a listener of its own, so that no proxy in front of the API ever passes it on. Beside what is
 * given it tells of the process itself: memory, processor, how late its event loop is. Where a figure cannot be had, the
 * answer is 503 and the reason is said to nobody but `say`.
 */
export async function serveMetrics(
  registries: readonly Registry[],
  { host, port }: MetricsPlace,
  say: (sentence: string) => void = () => undefined,
): Promise<ServedMetrics> {
  const own = new Registry();
  collectDefaultMetrics({ register: own });
  const all = Registry.merge([own, ...registries]);
  const server = createServer((request, response) => {
    if (request.url !== '/metrics' || (request.method !== 'GET' && request.method !== 'HEAD')) {
      response.writeHead(404).end();
      return;
    }
    all.metrics().then(
      (text) => response.writeHead(200, { 'content-type': all.contentType }).end(text),
      (error: unknown) => {
        say(`the metrics could not be had: ${String(error)}`);
        response.writeHead(503).end();
      },
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, host, resolve);
  });
  const { port: found } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${found}/metrics`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
