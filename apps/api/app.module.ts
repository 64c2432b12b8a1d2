import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_INTERCEPTOR } from '@nestjs/core';
import { CaseworkModule } from '#casework';
import { Database, DatabaseModule } from '#database';
import { IdentityModule, type TokenRules } from '#identity';
import { RegisterModule } from '#register';
import { CaseFinder } from './caller.js';
import { CasePapersController } from './case-papers.controller.js';
import { CasesController } from './cases.controller.js';
import { FailedTries } from './failed-tries.js';
import { LawController } from './law.controller.js';
import { OfficeController } from './office.controller.js';
import { PagesController } from './pages.controller.js';
import { ProblemFilter } from './problem.filter.js';
import { ReadingInterceptor } from './reading.interceptor.js';
import { RegisterController } from './register.controller.js';
import { RouteTable } from './route-table.js';
import { Specification } from './specification.js';

export const controllers = [
  CasesController,
  CasePapersController,
  LawController,
  RegisterController,
  OfficeController,
  PagesController,
];

/** How people sign in: tokens of the office's own provider, or those of a demonstration, whose key is in a folder. */
export type Authentication = TokenRules | { demonstration: string; audience: string };

@Module({})
export class AppModule {
  static with(given: {
    database: Database | { url: string };
    documents: string;
    auth: Authentication;
    routes: RouteTable;
  }): DynamicModule {
    const { auth } = given;
    return {
      module: AppModule,
      imports: [
        DatabaseModule.forRoot(given.database),
        'demonstration' in auth
          ? IdentityModule.forDemonstration({ directory: auth.demonstration, audience: auth.audience })
          : IdentityModule.forRoot(auth),
        CaseworkModule.forRoot({ documents: given.documents }),
        RegisterModule.forRoot(),
      ],
      controllers,
      providers: [
        CaseFinder,
        FailedTries,
        Specification,
        { provide: RouteTable, useValue: given.routes },
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_INTERCEPTOR, useClass: ReadingInterceptor },
      ],
    };
  }
}
