import { Module, type DynamicModule } from '@nestjs/common';
import { Database } from '#database';
import { processes } from '#regulations';
import { Casework } from './casework.js';
import { Documents } from './documents.js';
import { Drafts } from './drafts.js';
import { ProcessShelf } from './process-shelf.js';
import { CaseViews } from './views.js';

/** The engine for the processes of libs/regulations. `documents` is the directory where files are kept. */
@Module({})
export class CaseworkModule {
  static forRoot({ documents }: { documents: string }): DynamicModule {
    return {
      module: CaseworkModule,
      global: true,
      providers: [
        { provide: ProcessShelf, useFactory: () => new ProcessShelf(processes) },
        {
          provide: Casework,
          useFactory: (database: Database, shelf: ProcessShelf) => new Casework(database, shelf),
          inject: [Database, ProcessShelf],
        },
        {
          provide: CaseViews,
          useFactory: (database: Database, shelf: ProcessShelf) => new CaseViews(database, shelf),
          inject: [Database, ProcessShelf],
        },
        {
          provide: Drafts,
          useFactory: (database: Database, views: CaseViews) => new Drafts(database, views),
          inject: [Database, CaseViews],
        },
        {
          provide: Documents,
          useFactory: (database: Database, views: CaseViews) => new Documents(database, views, documents),
          inject: [Database, CaseViews],
        },
      ],
      exports: [ProcessShelf, Casework, CaseViews, Drafts, Documents],
    };
  }
}
