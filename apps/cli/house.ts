import { Casework } from '#casework';
import { connect, type Database } from '#database';
import {
  demonstrationKey,
  demonstrationTokens,
  type DemonstrationToken,
  type DemonstrationTokenOptions,
  type TokenRules,
} from '#identity';
import { metricsPlaceFrom, serveMetrics } from '#metrics';
import { dispatcherWith } from '#webhooks';
import { createApi } from '../api/application.js';
import { Portal, type DemonstrationPortal, type OfficePortal } from '../api/portal.js';
import { RequestMetrics } from '../api/request-metrics.js';
import { requireDemonstrationPremises } from '../provider/premises.js';
import { WorkerMetrics } from '../worker/metrics.js';
import { usualChores } from '../worker/rounds.js';
import {
  tellingChores,
  tellingOfWebhooks,
  tellingFromEnvironment,
  whereMessagesGo,
  type TellingSettings,
} from '../worker/telling.js';
import { webhookChores } from '../worker/webhooks.js';
import { startWorker } from '../worker/worker.js';
import { exits, Failure } from './failure.js';
import { furnishDemonstration } from './office.js';
import { say } from './text.js';

/** Who may sign in: the invented people of a demonstration, or whom the office's own provider knows. */
export type Identity =
  | { kind: 'demonstration'; directory: string }
  | { kind: 'provider'; rules: TokenRules; portal?: OfficePortal };

export interface HouseOptions {
  /** Logins of the service and the sealer; the database is migrated and its office open. */
  urls: { service: string; sealer: string };
  /** Directory of the documents. */
  documents: string;
  identity: Identity;
  host: string;
  /** 0 for any that is free. */
  port: number;
  /** Whether webhooks may lead to this machine: in a demonstration alone. */
  webhooksToLoopback?: boolean;
  /** See the worker; 1,000 ms unless told. */
  pollMs?: number;
  /** How people are told; as the environment says unless told. */
  telling?: TellingSettings;
}

/** API and worker in one process. */
export interface House {
  /** Where the API listens, without a slash at the end. */
  url: string;
  /** Whether people can sign in to its pages with a browser. */
  signsIn: boolean;
  /** Where messages go, in a sentence. */
  messages: string;
  /** A token for each person of a demonstration; none in an office. */
  tokens(options?: Omit<DemonstrationTokenOptions, 'audience'>): Promise<DemonstrationToken[]>;
  /** Ends in order: the API answers what it has begun, the worker ends its round, the connections close. */
  stop(): Promise<void>;
}

const audience = 'greenlane';

/** Opens the connections, then the API, then the worker; where one fails, what was opened is closed again. */
export async function openHouse(options: HouseOptions): Promise<House> {
  const { urls, identity, host, port, telling = tellingFromEnvironment(process.env) } = options;
  const undo: (() => Promise<unknown>)[] = [];
  const stop = async (): Promise<void> => {
    for (let step = undo.pop(); step !== undefined; step = undo.pop()) await step();
  };
  const open = async (url: string, applicationName: string, poolSize: number): Promise<Database> => {
    const database = await connect(url, { applicationName, poolSize });
    undo.push(() => database.close());
    return database;
  };
  try {
    const service = await open(urls.service, 'greenlane', 10);
    const sealer = await open(urls.sealer, 'greenlane sealer', 2);
    if (identity.kind === 'demonstration') {
      await requireDemonstrationPremises(service);
      await furnishDemonstration(service);
    }
    const allowLoopback = identity.kind === 'demonstration' && options.webhooksToLoopback === true;
    const metrics = new RequestMetrics();
    const app = await createApi({
      databaseUrl: service,
      documents: options.documents,
      metrics,
      webhooks: { allowLoopback },
      auth:
        identity.kind === 'demonstration' ? { demonstration: identity.directory, audience } : identity.rules,
      portal: identity.kind === 'demonstration' ? embeddedProvider(identity.directory) : identity.portal,
      // Each request is a line at level "info"; here only what went wrong is of interest.
      logger: { level: 'warn', stream: process.stderr },
    });
    // The worker goes before the connections and after the API, which is the first to be closed.
    const casework = app.get(Casework);
    const dispatcher = await dispatcherWith(service, casework.shelf, {
      documents: options.documents,
      allowLoopback,
      whenDisabled: tellingOfWebhooks(telling),
      say: (sentence) => say(`worker: ${sentence}`),
    });
    const ofWorker = new WorkerMetrics(service);
    const worker = startWorker({
      ...{ service, sealer, casework, pollMs: options.pollMs },
      chores: [...usualChores, ...tellingChores(telling), ...webhookChores(dispatcher)],
      metrics: ofWorker,
    });
    undo.push(() => worker.stop().then(() => dispatcher.idle()));
    undo.push(() => app.close());
    const place = metricsPlaceFrom(process.env);
    if (place !== null) {
      const served = await serveMetrics([metrics.registry, ofWorker.registry], place, say);
      undo.push(() => served.close());
      say(`Metrics at ${served.url}.`);
    }
    await app.listen({ host, port }).catch((error: NodeJS.ErrnoException) => {
      throw error.code === 'EADDRINUSE' ? portTaken(host, port) : error;
    });
    return {
      url: await addressOf(app.getUrl()),
      signsIn: app.get(Portal).signsIn,
      messages: whereMessagesGo(telling),
      tokens: async (options) =>
        identity.kind === 'demonstration'
          ? demonstrationTokens(await demonstrationKey(identity.directory), { ...options, audience })
          : [],
      stop,
    };
  } catch (error) {
    await stop().catch((fault: unknown) => say(`It did not close in order: ${String(fault)}`));
    throw error;
  }
}

/** Loaded when the first browser comes to sign in, for it is large and most starts are for something else. */
const embeddedProvider = (directory: string): DemonstrationPortal => ({
  open: async (of) => {
    const { openProvider } = await import('../provider/provider.js');
    return openProvider({ ...of, audience, key: await demonstrationKey(directory) });
  },
});

const addressOf = async (url: Promise<string>): Promise<string> => (await url).replace(/\/$/, '');

/** The sentence for a port that another program has. */
export const portTaken = (host: string, port: number): Failure =>
  new Failure(
    `Port ${port} of ${host} is taken by another program. Choose another with --port; 0 is any that is free.`,
    exits.conflict,
  );
