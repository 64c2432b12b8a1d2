import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One way to answer; `path` is what follows the way's own name. */
export type Way = (
  request: IncomingMessage & { path: string; body: string },
  response: ServerResponse,
) => void | Promise<void>;

export interface StrangeServer {
  /** The address of a server that always answers in this way. */
  at(way: string): string;
  /** Every request that came: method, path with its way, headers and body. */
  asked: { method: string; url: string; headers: IncomingMessage['headers']; body: string }[];
  close(): Promise<void>;
}

/** A real HTTP server on this machine that answers as no Greenlane would: each way below a path of its own. */
export async function strangeServer(ways: Record<string, Way>): Promise<StrangeServer> {
  const asked: StrangeServer['asked'] = [];
  const server = createServer((request, response) => {
    const [, way = '', path = ''] = /^\/([\w-]+)(.*)$/.exec(request.url ?? '') ?? [];
    const { method = '', url = '', headers } = request;
    const entry = { method, url, headers, body: '' };
    asked.push(entry);
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      entry.body = Buffer.concat(parts).toString();
      const whole = Object.assign(request, { path, body: entry.body });
      void Promise.resolve(ways[way]?.(whole, response)).catch(() => response.destroy());
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    at: (way) => `http://127.0.0.1:${port}/${way}`,
    asked,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
