import { Resolver } from 'node:dns/promises';
import type { LookupFunction } from 'node:net';

/** How names are resolved: by which servers (`address:port`), those of the system unless told; milliseconds for each try. */
export interface NameSettings {
  servers?: string[];
  timeout?: number;
  tries?: number;
}

/** Names of this machine, which no server is asked for (RFC 6761, 6.3). */
const ownName = /(?:^|\.)localhost\.?$/i;

/**
 * Resolves names to their addresses of both families by asking name servers over the network. The system's way (`dns.lookup`)
 * waits in one of the four threads that all of the process shares, for files too: a few names whose servers do not answer
 * would hold them all. What stands in the hosts file is therefore not known here. Fails with `ENOTFOUND` where no family gives an address.
 */
export const namesBy =
  ({ servers, timeout = 1_500, tries = 2 }: NameSettings = {}): LookupFunction =>
  (host, { all }, done) => {
    const answer = (addresses: { address: string; family: number }[]): void => {
      const [first] = addresses;
      if (first === undefined)
        done(Object.assign(new Error(`${host} is not found`), { code: 'ENOTFOUND' }), []);
      else if (all === true) done(null, addresses);
      else done(null, first.address, first.family);
    };
    if (ownName.test(host)) {
      answer([v4('127.0.0.1'), v6('::1')]);
      return;
    }
    // Made anew, so that it asks whom the system asks now.
    const resolver = new Resolver({ timeout, tries });
    if (servers !== undefined) resolver.setServers(servers);
    void Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]).then(([four, six]) =>
      answer([
        ...(four.status === 'fulfilled' ? four.value.map(v4) : []),
        ...(six.status === 'fulfilled' ? six.value.map(v6) : []),
      ]),
    );
  };

const v4 = (address: string) => ({ address, family: 4 });
const v6 = (address: string) => ({ address, family: 6 });
