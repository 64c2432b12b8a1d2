import { Module, type DynamicModule } from '@nestjs/common';
import { Database } from '#database';
import { Contacts } from './contacts.js';
import { Deliveries } from './deliveries.js';
import { Inbox } from './inbox.js';

const all = [Contacts, Inbox, Deliveries];

@Module({})
export class MessagesModule {
  static forRoot(): DynamicModule {
    return {
      module: MessagesModule,
      global: true,
      providers: all.map((one) => ({
        provide: one,
        useFactory: (database: Database) => new one(database),
        inject: [Database],
      })),
      exports: all,
    };
  }
}
