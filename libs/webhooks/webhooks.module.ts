import { Module, type DynamicModule } from '@nestjs/common';
import type { ProcessShelf } from '#casework';
import { Database } from '#database';
import { keyFileIn } from '#identity';
import { Deliveries } from './deliveries.js';
import { WebhookDispatcher, type DispatcherOptions } from './dispatcher.js';
import { Sender } from './sender.js';
import { WebhookSecrets } from './signing.js';
import { Webhooks } from './webhooks.js';

/** Where the key is from which secrets follow, and whether loopback may be called (tests and demonstrations alone). */
export interface WebhookSettings {
  /** The folder of documents, which all instances share; the key is its file `webhook-key`, made where there is none. */
  documents: string;
  allowLoopback?: boolean;
}

const secretsIn = async ({ documents }: WebhookSettings): Promise<WebhookSecrets> =>
  new WebhookSecrets(await keyFileIn(documents, 'webhook-key'));

/** What a worker tells events with. */
export async function dispatcherWith(
  service: Database,
  shelf: ProcessShelf,
  settings: WebhookSettings & Pick<DispatcherOptions, 'whenDisabled' | 'say'>,
): Promise<WebhookDispatcher> {
  const { allowLoopback = false, documents: _, ...telling } = settings;
  const sender = new Sender({ allowLoopback });
  return new WebhookDispatcher({ service, shelf, sender, secrets: await secretsIn(settings), ...telling });
}

/** Managing webhooks; nothing is sent by it. */
@Module({})
export class WebhooksModule {
  static forRoot(settings: WebhookSettings): DynamicModule {
    return {
      module: WebhooksModule,
      global: true,
      providers: [
        {
          provide: Webhooks,
          useFactory: async (database: Database) =>
            new Webhooks(database, await secretsIn(settings), settings),
          inject: [Database],
        },
        {
          provide: Deliveries,
          useFactory: (database: Database, webhooks: Webhooks) => new Deliveries(database, webhooks),
          inject: [Database, Webhooks],
        },
      ],
      exports: [Webhooks, Deliveries],
    };
  }
}
