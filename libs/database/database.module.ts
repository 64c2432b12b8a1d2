import {
  Global,
  Inject,
  Injectable,
  Module,
  type DynamicModule,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { connect, Database, type ConnectOptions } from './connection.js';

/** Closes what the module opened, after the application has answered its last request. */
@Injectable()
class Closing implements OnApplicationShutdown {
  constructor(@Inject(Database) private readonly database: Database) {}

  async onApplicationShutdown(): Promise<void> {
    await this.database.close();
  }
}

/**
 * Provides `Database` to the whole application. Repositories and the DataSource are not provided on purpose: one that is
 * injected uses another connection than the transaction, sees no tenant's rows, and can deadlock a full pool.
 */
@Global()
@Module({})
export class DatabaseModule {
  /** By URL, the module opens the pool and closes it on shutdown; a `Database` that is given is its giver's to close. */
  static forRoot(from: Database | ({ url: string } & ConnectOptions)): DynamicModule {
    const given = from instanceof Database;
    const database = given
      ? { provide: Database, useValue: from }
      : { provide: Database, useFactory: () => connect(from.url, from) };
    return {
      module: DatabaseModule,
      providers: given ? [database] : [database, Closing],
      exports: [Database],
    };
  }
}
