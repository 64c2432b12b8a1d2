import { Module, type DynamicModule } from '@nestjs/common';
import { Casework, CaseViews } from '#casework';
import { Database } from '#database';
import { CaseTimes } from './case-time.js';
import { Figures } from './figures.js';

@Module({})
export class TimekeepingModule {
  static forRoot(): DynamicModule {
    return {
      module: TimekeepingModule,
      global: true,
      providers: [
        {
          provide: CaseTimes,
          useFactory: (database: Database, views: CaseViews, { shelf }: Casework) =>
            new CaseTimes(database, views, shelf),
          inject: [Database, CaseViews, Casework],
        },
        {
          provide: Figures,
          useFactory: (database: Database, { shelf }: Casework) => new Figures(database, shelf),
          inject: [Database, Casework],
        },
      ],
      exports: [CaseTimes, Figures],
    };
  }
}
