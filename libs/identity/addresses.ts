import { createHmac } from 'node:crypto';
import { isIP } from 'node:net';
import { keyFileIn } from './key-file.js';

/**
 * Addresses of callers are counted and recorded under a key, never as they are: there are so few of them that a plain
 * hash could be tried through in minutes by whoever holds a copy of the database. The key therefore lies beside the
 * documents and not in the database. Every instance has that folder, so that all of them count an address as one.
 */
export class Addresses {
  constructor(private readonly key: Buffer) {}

  /** HMAC-SHA-256 of the network that counts as one caller; of what is no address, of the text itself. */
  digest(address: string): Buffer {
    return createHmac('sha256', this.key).update(networkOf(address)).digest();
  }
}

/**
 * What counts as one caller: an IPv4 address, also where it is written inside IPv6 (RFC 4291, 2.5.5.2), and of IPv6 the
 * first 64 bits, for whoever has one such address has 2^64 of them (RFC 6177).
 */
export function networkOf(address: string): string {
  const [bare = ''] = address.split('%');
  if (isIP(bare) !== 6) return bare;
  const groups = groupsOf(bare);
  const isIPv4 = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  if (isIPv4)
    return groups
      .slice(6)
      .map((group) => `${group >> 8}.${group & 255}`)
      .join('.');
  return `${groups
    .slice(0, 4)
    .map((group) => group.toString(16))
    .join(':')}::/64`;
}

/** The eight groups of an IPv6 address, which can be written in many ways; a URL writes it in one (RFC 5952). */
function groupsOf(address: string): number[] {
  const [head = '', tail = ''] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const parts = (text: string): number[] =>
    text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16));
  const [before, after] = [parts(head), parts(tail)];
  return [...before, ...Array<number>(8 - before.length - after.length).fill(0), ...after];
}

/** Whether an address is this machine's own, where no TLS is needed (RFC 8252, 8.3). */
export const isLoopback = ({ hostname }: URL): boolean =>
  ['127.0.0.1', '[::1]', 'localhost'].includes(hostname);

/** The key under which addresses are counted. */
export const addressKeyIn = (directory: string): Promise<Buffer> => keyFileIn(directory, 'address-key');
