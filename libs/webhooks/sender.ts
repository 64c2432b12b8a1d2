import { BlockList, isIP, type LookupFunction } from 'node:net';
import { request as plainRequest, type Agent } from 'node:http';
import { request as secureRequest } from 'node:https';
import { RequestFilteringHttpAgent, RequestFilteringHttpsAgent } from 'request-filtering-agent';
import { namesBy } from './names.js';

/**
 * What the filtering agent takes for public and is not: IPv4 written into IPv6 without a mark, a cloud's endpoint for its
 * hosts. Not in its own list, which holds no range of one family against the other without a warning on every call.
 */
const inner = new BlockList();
inner.addSubnet('::', 96, 'ipv6');
inner.addAddress('168.63.129.16');
/** Of `::1` the agent judges, which may be told to allow it. */
const isInner = (address: string): boolean =>
  address !== '::1' && inner.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** Resolves as `lookup` does, and refuses a name that leads to an inner address. */
const judging =
  (lookup: LookupFunction): LookupFunction =>
  (host, options, done) =>
    lookup(host, options, (error, found, family) => {
      const all = Array.isArray(found) ? found.map(({ address }) => address) : [found];
      const refused =
        error === null && all.some(isInner) ? new Error(`${host} is not allowed. Because`) : error;
      done(refused, found, family);
    });

/** Why an attempt failed. Stable; shown in the log of deliveries. */
export const faults = [
  ...(['addressRefused', 'unresolved', 'connection', 'tls', 'connectTimeout', 'timeout'] as const),
  ...(['redirected', 'status'] as const),
] as const;
export type Fault = (typeof faults)[number];

/** What came of one attempt. */
export interface Attempt {
  /** HTTP status; null where none came. */
  status: number | null;
  /** Null where it was delivered: a status from 200 to 299 came. */
  fault: Fault | null;
  /** The beginning of what was answered, as text. */
  answer: string | null;
  milliseconds: number;
}

export interface SenderOptions {
  /** For tests and demonstrations alone: lets 127.0.0.1 and ::1 be called, over plain HTTP too. */
  allowLoopback?: boolean;
  /** Certificates (PEM) that are trusted in place of the usual ones. */
  ca?: string;
  /** How names are resolved; by the name servers of the system unless told. */
  lookup?: LookupFunction;
  /** Milliseconds. */
  limits?: Partial<typeof usualLimits>;
}

/** Until a connection stands, TLS included; for all of it; and for the rest of an answer after its status. */
const usualLimits = { connect: 5_000, whole: 15_000, rest: 2_000 };
/** Bytes of an answer that are read, and those of them that are kept. */
const readAtMost = 64 * 1024;
const keptOfIt = 1_024;

/**
 * Sends one message and tells what came of it; never throws. It goes to public addresses alone: the address to which the
 * connection is made is judged after the name was resolved, so that no name leads inside, whatever it said before. Redirects are
 * not followed: where they lead nobody has judged.
 */
export class Sender {
  private readonly agents: { 'http:': Agent; 'https:': Agent };
  private readonly limits: typeof usualLimits;
  private readonly lookup: LookupFunction;

  constructor({ allowLoopback = false, ca, lookup, limits }: SenderOptions = {}) {
    const allowIPAddressList = allowLoopback ? ['127.0.0.1', '::1'] : [];
    this.agents = {
      'http:': new RequestFilteringHttpAgent({ allowIPAddressList }),
      'https:': new RequestFilteringHttpsAgent({
        allowIPAddressList,
        ...(ca !== undefined && { ca }),
      }),
    };
    this.limits = { ...usualLimits, ...limits };
    this.lookup = judging(lookup ?? namesBy());
  }

  send(address: string, headers: Record<string, string>, body: string): Promise<Attempt> {
    const url = new URL(address);
    const began = performance.now();
    const request = url.protocol === 'https:' ? secureRequest : plainRequest;
    const literal = url.hostname.replace(/^\[|\]$/g, '');
    if (isIP(literal) !== 0 && isInner(literal))
      return Promise.resolve({ status: null, fault: 'addressRefused', answer: null, milliseconds: 0 });
    return new Promise((resolve) => {
      let status: number | null = null;
      let read = 0;
      const kept: Buffer[] = [];
      const timers: NodeJS.Timeout[] = [];
      const end = (fault: Fault): void => {
        timers.splice(0).forEach(clearTimeout);
        sent.destroy();
        const text = Buffer.concat(kept).subarray(0, keptOfIt).toString('utf8').replaceAll('\0', '\ufffd');
        resolve({
          status,
          fault: faultOf(status, fault),
          answer: status === null ? null : text,
          milliseconds: Math.round(performance.now() - began),
        });
      };
      const after = (ms: number, fault: Fault): void => void timers.push(setTimeout(() => end(fault), ms));
      const sent = request(url, {
        method: 'POST',
        agent: this.agents[url.protocol as 'https:'],
        lookup: this.lookup,
        headers: { ...headers, 'content-length': Buffer.byteLength(body), connection: 'close' },
      });
      after(this.limits.whole, 'timeout');
      const connecting = setTimeout(() => end('connectTimeout'), this.limits.connect);
      timers.push(connecting);
      sent.on('socket', (socket) => {
        socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', () => clearTimeout(connecting));
      });
      sent.on('error', (error) => end(faultIn(error)));
      sent.on('response', (answer) => {
        status = answer.statusCode!;
        after(this.limits.rest, 'timeout');
        answer.on('data', (chunk: Buffer) => {
          if (read < keptOfIt) kept.push(chunk);
          read += chunk.length;
          if (read >= readAtMost) end('status');
        });
        answer.on('end', () => end('status'));
        answer.on('error', () => end('connection'));
      });
      sent.end(body);
    });
  }
}

/** Once there is a status, it alone says what came of it, however the rest of the answer went on. */
function faultOf(status: number | null, fault: Fault): Fault | null {
  if (status === null) return fault;
  if (status >= 200 && status < 300) return null;
  return status >= 300 && status < 400 ? 'redirected' : 'status';
}

function faultIn(error: Error & { code?: string }): Fault {
  const { code = '', message } = error;
  if (message.includes('is not allowed. Because')) return 'addressRefused';
  if (code === 'ENOTFOUND') return 'unresolved';
  const isTls = /^(?:ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|EPROTO)/.test(code);
  return isTls ? 'tls' : 'connection';
}
