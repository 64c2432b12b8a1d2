import { join } from 'node:path';
import { Module, type DynamicModule } from '@nestjs/common';
import { Database } from '#database';
import { processes } from '#regulations';
import type { StepUp } from './authority-rules.js';
import { CaseFeeds } from './case-feeds.js';
import { Casework } from './casework.js';
import { ClockViews } from './clock-views.js';
import { usualStepUp } from './authority-rules.js';
import { signerFrom } from './decision-signer.js';
import { DecisionTexts } from './decision-texts.js';
import { Documents } from './documents.js';
import { Drafts } from './drafts.js';
import { CalendarViews } from './calendar-views.js';
import { ProfileViews } from './profile-views.js';
import { ProcessShelf } from './process-shelf.js';
import { StaffingViews } from './staffing-views.js';
import { Tasks } from './tasks.js';
import { CaseViews } from './views.js';

/** The engine for the processes of libs/regulations. `documents` is the directory where files are kept. */
@Module({})
export class CaseworkModule {
  static forRoot({
    documents,
    signingKey = join(documents, 'keys', 'decisions.jwk'),
    stepUp = usualStepUp,
  }: {
    documents: string;
    /** File of the key by which decisions are signed; made where there is none. */
    signingKey?: string;
    stepUp?: StepUp;
  }): DynamicModule {
    return {
      module: CaseworkModule,
      global: true,
      providers: [
        { provide: ProcessShelf, useFactory: () => new ProcessShelf(processes) },
        {
          provide: Casework,
          useFactory: async (database: Database, shelf: ProcessShelf) =>
            new Casework(database, shelf, { signer: await signerFrom(signingKey), stepUp }),
          inject: [Database, ProcessShelf],
        },
        {
          provide: CaseViews,
          useFactory: (database: Database, shelf: ProcessShelf) => new CaseViews(database, shelf, { stepUp }),
          inject: [Database, ProcessShelf],
        },
        {
          provide: CaseFeeds,
          useFactory: (database: Database, shelf: ProcessShelf, views: CaseViews) =>
            new CaseFeeds(database, shelf, views),
          inject: [Database, ProcessShelf, CaseViews],
        },
        {
          provide: Tasks,
          useFactory: (database: Database, shelf: ProcessShelf) => new Tasks(database, shelf, { stepUp }),
          inject: [Database, ProcessShelf],
        },
        {
          provide: ClockViews,
          useFactory: (database: Database, shelf: ProcessShelf, views: CaseViews, tasks: Tasks) =>
            new ClockViews(database, shelf, views, tasks),
          inject: [Database, ProcessShelf, CaseViews, Tasks],
        },
        {
          provide: DecisionTexts,
          useFactory: (database: Database, views: CaseViews, { ports }: Casework) =>
            new DecisionTexts(database, views, ports, { stepUp }),
          inject: [Database, CaseViews, Casework],
        },
        {
          provide: StaffingViews,
          useFactory: (database: Database, views: CaseViews) => new StaffingViews(database, views),
          inject: [Database, CaseViews],
        },
        {
          provide: CalendarViews,
          useFactory: (database: Database) => new CalendarViews(database),
          inject: [Database],
        },
        {
          provide: ProfileViews,
          useFactory: (database: Database) => new ProfileViews(database),
          inject: [Database],
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
      exports: [
        ProcessShelf,
        Casework,
        CaseViews,
        CalendarViews,
        ProfileViews,
        ClockViews,
        CaseFeeds,
        Tasks,
        DecisionTexts,
        StaffingViews,
        Drafts,
        Documents,
      ],
    };
  }
}
