import { Casework, ProcessShelf } from '#casework';
import { connect, excessOfPower, requireSchema, type Database } from '#database';
import { grantsWith } from '#grants';
import { serveMetrics, type MetricsPlace } from '#metrics';
import { registerWith } from '#register';
import { processes } from '#regulations';
import { dispatcherWith } from '#webhooks';
import { WorkerMetrics } from './metrics.js';
import { usualChores } from './rounds.js';
import { tellingChores, tellingOfWebhooks, type TellingSettings } from './telling.js';
import { webhookChores } from './webhooks.js';
import { startWorker } from './worker.js';

/** A worker with connections of its own. */
export interface StandingWorker {
  /** Ends the round under way, then the connections. */
  stop(): Promise<void>;
}

/** What a worker is told beside its databases. */
export interface WorkerSettings {
  /** Where metrics are served; null: nowhere. */
  place: MetricsPlace | null;
  telling: TellingSettings;
  /** The folder with the key of webhooks; without it none is told. */
  documents: string | undefined;
}

/**
 * Connects as the service and as the sealer and starts a worker, and serves its metrics where they have a place. Refuses, in
 * a sentence, a database that is not the one this program was built for, and a service role that could do more than it
 * should. Webhooks are told where it is given the folder of `documents`, in which the key is by which they are signed.
 */
export async function openWorker(
  urls: { service: string; sealer: string },
  { place, telling, documents }: WorkerSettings,
  say: (sentence: string) => void,
): Promise<StandingWorker> {
  const open: Database[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(open.map((database) => database.close()));
  };
  try {
    const service = await connect(urls.service, { applicationName: 'greenlane worker' });
    open.push(service);
    const sealer = await connect(urls.sealer, { applicationName: 'greenlane sealer', poolSize: 2 });
    open.push(sealer);
    if (sealer.role !== 'sealer')
      throw new Error('DATABASE_SEALER_URL must log in as the sealer: no other role may number the leaves.');
    await requireSchema(service);
    const excess = await excessOfPower(service);
    if (excess.length > 0) throw new Error(`The service role may do too much. ${excess.join(' ')}`);
    const casework = new Casework(service, new ProcessShelf(processes));
    grantsWith(casework);
    registerWith(casework);
    casework.checkPorts();
    const metrics = new WorkerMetrics(service);
    const served = place === null ? null : await serveMetrics([metrics.registry], place, say);
    if (served !== null) say(`metrics at ${served.url}.`);
    const dispatcher =
      documents === undefined
        ? null
        : await dispatcherWith(service, casework.shelf, {
            ...{ documents, say },
            whenDisabled: tellingOfWebhooks(telling),
          });
    const toWebhooks = dispatcher === null ? [] : webhookChores(dispatcher);
    const worker = startWorker({
      ...{ service, sealer, casework, metrics, say },
      chores: [...usualChores, ...tellingChores(telling), ...toWebhooks],
    });
    return {
      async stop() {
        await served?.close();
        await worker.stop();
        await dispatcher?.idle();
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}
