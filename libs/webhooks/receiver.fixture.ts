import { createServer as plainServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as secureServer } from 'node:https';
import type { AddressInfo } from 'node:net';

/** A request as a receiver had it. */
export interface Received {
  headers: Record<string, string>;
  body: string;
}

/** A server on loopback that notes what it is sent. */
export interface Receiver {
  /** Without a path. */
  url: string;
  received: Received[];
  close(): Promise<void>;
}

type Answering = (response: ServerResponse, received: Received, request: IncomingMessage) => void;

/** Listens on loopback and answers 204 unless told. */
export async function receiver(
  answer: Answering = (response) => void response.writeHead(204).end(),
  { tls = false } = {},
): Promise<Receiver> {
  const received: Received[] = [];
  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const one = {
        headers: request.headers as Record<string, string>,
        body: Buffer.concat(chunks).toString('utf8'),
      };
      received.push(one);
      answer(response, one, request);
    });
    // A sender that has heard enough goes away.
    response.on('error', () => {});
  };
  const server = tls ? secureServer({ key: ownKey, cert: ownCertificate }, handle) : plainServer(handle);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `${tls ? 'https' : 'http'}://127.0.0.1:${port}`,
    received,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Signed by itself, for localhost, 127.0.0.1 and hooks.laboratory.example; of no use anywhere else. */
export const ownCertificate = `-----BEGIN CERTIFICATE-----
MIIBtjCCAV2gAwIBAgIUMszpNxjmSEsSzPY/GeBfLdG4OxQwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyODAxMzcwNFoYDzIxMjYxMTA0
MDEzNzA0WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAAT7DNwWyXIigy+hQoAsJXAoOfPjyxIq078pOnIRuuJ1NtH5PfaJ+AwL
GQVAl9KT3PoddjkYYDvCU4ZbX+2t4qN3o4GKMIGHMB0GA1UdDgQWBBTy9Lp118MB
eXlThQaks0bgQVOkpDAfBgNVHSMEGDAWgBTy9Lp118MBeXlThQaks0bgQVOkpDAP
BgNVHRMBAf8EBTADAQH/MDQGA1UdEQQtMCuCCWxvY2FsaG9zdIcEfwAAAYIYaG9v
a3MubGFib3JhdG9yeS5leGFtcGxlMAoGCCqGSM49BAMCA0cAMEQCIAMXQ9+beOXx
EruOzaWRL4aU0/63LXkaC/8WK7Gg8Y5DAiBUsQyt7rhKWfzpbR5QoE5upratNnNi
wXf5PXVABimcWQ==
-----END CERTIFICATE-----`;
const ownKey = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgmNUPMJAfMYX1P/mQ
ram4Lw904agWAzujr3up5/4FRhihRANCAAT7DNwWyXIigy+hQoAsJXAoOfPjyxIq
078pOnIRuuJ1NtH5PfaJ+AwLGQVAl9KT3PoddjkYYDvCU4ZbX+2t4qN3
-----END PRIVATE KEY-----`;
