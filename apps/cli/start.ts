import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { migrate, startEmbeddedPostgres } from '#database';
import { demonstrationTenant } from '#identity';
import { portalFromEnvironment } from '../api/portal-settings.js';
import { refuseProduction } from '../provider/premises.js';
import { announce, keepTokensFresh } from './announce.js';
import { folderAt, holdAlone } from './embedded.js';
import { exits, Failure, misused } from './failure.js';
import { openHouse, portTaken, type Identity } from './house.js';
import { authorityFrom } from './migrate.js';
import { authorityCreditCode, openOffice } from './office.js';
import { proveAside } from './prove-aside.js';
import { say } from './text.js';

export interface StartOptions {
  port: string;
  host: string;
  data?: string;
  office?: boolean;
  authority?: string;
  creditCode?: string;
}

/** What to undo at the end, last first. */
type Undo = (() => Promise<void> | void)[];

/**
 * `greenlane start`: API and worker in one process, until a signal ends it in order: first the API answers what it has
 * begun, then the worker ends its round, then Postgres stops. The data stays. Nothing is served by a process that is not
 * proved.
 */
export async function start(options: StartOptions): Promise<void> {
  const port = portFrom(options.port);
  const url = process.env.DATABASE_URL;
  if (url && options.data !== undefined)
    throw misused('--data is for the embedded Postgres, and DATABASE_URL is set.');
  const ending = new AbortController();
  const end = (): void => {
    if (ending.signal.aborted) process.exit(exits.other);
    say('Stopping; once more to break off.');
    ending.abort();
  };
  process.on('SIGINT', end).on('SIGTERM', end);
  const undo: Undo = [];
  try {
    await requireFreePort(options.host, port);
    const proved = proveAside();
    // Whoever fails before it is asked for says why themselves.
    proved.catch(() => {});
    if (url) await serveDatabase(url, { ...options, port, proved }, undo);
    else await serveEmbedded({ ...options, port, proved }, undo, ending.signal);
    while (!ending.signal.aborted) await sleep(2 ** 30, undefined, { signal: ending.signal }).catch(() => {});
  } finally {
    for (let step = undo.pop(); step !== undefined; step = undo.pop()) await step();
    process.off('SIGINT', end).off('SIGTERM', end);
  }
}

type Options = Omit<StartOptions, 'port'> & { port: number; proved: Promise<void> };

/** On a Postgres of somebody else's: it is migrated elsewhere, and there are no demonstration people. */
async function serveDatabase(service: string, { host, port, proved }: Options, undo: Undo): Promise<void> {
  const sealer = process.env.DATABASE_SEALER_URL;
  if (!sealer) throw misused('With DATABASE_URL, set DATABASE_SEALER_URL too: the login of the sealer role.');
  await proved;
  const house = await openHouse({
    urls: { service, sealer },
    documents: process.env.GREENLANE_DOCUMENTS ?? folderAt(undefined).documents,
    identity: providerFromEnvironment('DATABASE_URL is set'),
    host,
    port,
  });
  undo.push(() => house.stop());
  await announce(house, undefined);
}

/** On a Postgres of our own in a folder, made at the first start. */
async function serveEmbedded(options: Options, undo: Undo, signal: AbortSignal): Promise<void> {
  const folder = folderAt(options.data);
  const kind = options.office ? 'office' : 'demonstration';
  if (!options.office && (options.authority ?? options.creditCode) !== undefined)
    throw misused('--authority and --credit-code are for a real office; say --office as well.');
  if (!options.office) refuseProduction();
  const identity: Identity = options.office
    ? providerFromEnvironment('--office is given')
    : { kind: 'demonstration', directory: folder.identity };
  const authority = options.authority === undefined ? demonstrationTenant : authorityFrom(options.authority);
  const creditCode = authorityCreditCode(options.creditCode);

  const postgres = await startEmbeddedPostgres({ directory: folder.path, say });
  undo.push(() => postgres.stop());
  const alone = await holdAlone(postgres);
  if (alone === undefined)
    throw new Failure(`Greenlane is already at work on ${folder.path}.`, exits.conflict);
  undo.push(alone);
  // Before the data is touched: a release that is not proved leaves it to the one before.
  await options.proved;
  signal.throwIfAborted();
  const { applied } = await migrate(postgres.ownerUrl);
  if ((await openOffice(postgres.ownerUrl, { kind, authority, creditCode })) === 'opened')
    say(`The first start: ${applied.length} migrations, a new ${kind} in ${folder.path}.`);
  else if (applied.length > 0) say(`The data is of an older release: ${applied.length} migrations applied.`);
  signal.throwIfAborted();

  const house = await openHouse({
    urls: { service: postgres.serviceUrl, sealer: postgres.sealerUrl },
    documents: folder.documents,
    identity,
    webhooksToLoopback: process.env.WEBHOOKS_TO_LOOPBACK === 'true',
    host: options.host,
    port: options.port,
  });
  undo.push(() => house.stop());
  if (kind === 'demonstration') undo.push(await keepTokensFresh(house, folder));
  await announce(house, folder);
}

/** The office's own provider of identities; without one nobody could sign in, so nothing is served. */
function providerFromEnvironment(because: string): Identity {
  const { AUTH_ISSUER: issuer, AUTH_AUDIENCE: audience, AUTH_JWKS_URL: jwks } = process.env;
  if (!issuer || !audience || !jwks)
    throw misused(
      `${because}, so people sign in at the office's own provider: set AUTH_ISSUER, AUTH_AUDIENCE and AUTH_JWKS_URL. ` +
        'The demonstration people are for the embedded demonstration alone.',
    );
  if (!URL.canParse(jwks)) throw misused(`AUTH_JWKS_URL is not an address: ${jwks}`);
  const rules = { issuer, audience, jwks: new URL(jwks) };
  try {
    return { kind: 'provider', rules, portal: portalFromEnvironment(process.env, issuer) };
  } catch (error) {
    throw misused((error as Error).message);
  }
}

function portFrom(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535)
    throw misused(`--port takes a number from 0 to 65535, not "${text}"; 0 is any that is free.`);
  return Number(text);
}

/** Asked before anything is started, so that a taken port costs nothing and is a sentence. */
function requireFreePort(host: string, port: number): Promise<void> {
  if (port === 0) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE'
          ? portTaken(host, port)
          : new Failure(`Cannot listen on ${host}:${port}: ${error.message}`),
      );
    });
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}
