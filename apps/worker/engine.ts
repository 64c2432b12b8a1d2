import { Casework, ProcessShelf } from '#casework';
import { connect, excessOfPower, requireSchema, type Database } from '#database';
import { grantsWith } from '#grants';
import { registerWith } from '#register';
import { processes } from '#regulations';
import { dispatcherWith } from '#webhooks';
import { usualChores } from './rounds.js';
import { webhookChores } from './webhooks.js';
import { startWorker } from './worker.js';

/** A worker with connections of its own. */
export interface StandingWorker {
  /** Ends the round under way, then the connections. */
  stop(): Promise<void>;
}

/**
 * Connects as the service and as the sealer and starts a worker. Refuses, in a sentence, a database that is not the
 * one this program was built for, and a service role that could do more than it should. Webhooks are told where it is given the
 * folder of `documents`, in which the key is by which they are signed.
 */
export async function openWorker(
  urls: { service: string; sealer: string },
  documents?: string,
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
    const dispatcher = documents && (await dispatcherWith(service, casework.shelf, { documents }));
    const chores = [...usualChores, ...(dispatcher ? webhookChores(dispatcher) : [])];
    const worker = startWorker({ service, sealer, casework, chores });
    return {
      async stop() {
        await worker.stop();
        if (dispatcher) await dispatcher.idle();
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}
