import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_INTERCEPTOR } from '@nestjs/core';
import { CaseworkModule, usualStepUp } from '#casework';
import { Database, DatabaseModule } from '#database';
import { GrantsModule } from '#grants';
import { IdentityModule, type TokenRules } from '#identity';
import { MessagesModule } from '#messages';
import { RegisterModule } from '#register';
import { TimekeepingModule } from '#timekeeping';
import { WebhooksModule } from '#webhooks';
import { AccessController } from './access.controller.js';
import { AccountsController } from './accounts.controller.js';
import { ApiKeysController } from './api-keys.controller.js';
import { AssessorsController } from './assessors.controller.js';
import { CaseFinder } from './caller.js';
import { CalendarController } from './calendar.controller.js';
import { CasePapersController } from './case-papers.controller.js';
import { CasesController } from './cases.controller.js';
import { ClocksController } from './clocks.controller.js';
import { DeskController } from './desk.controller.js';
import { DoorsInterceptor } from './doors.interceptor.js';
import { HomeController } from './home.controller.js';
import { EventStreams } from './event-streams.js';
import { GrantsController } from './grants.controller.js';
import { LawController } from './law.controller.js';
import { MessagesController } from './messages.controller.js';
import { OfficeController } from './office.controller.js';
import { Pages } from './pages.js';
import { PagesController } from './pages.controller.js';
import { Portal } from './portal.js';
import { ProblemFilter } from './problem.filter.js';
import { ProfilesController } from './profiles.controller.js';
import { ReadingInterceptor } from './reading.interceptor.js';
import { RegisterController } from './register.controller.js';
import { RouteTable } from './route-table.js';
import { SessionsController } from './sessions.controller.js';
import { SignInController } from './sign-in.controller.js';
import { Specification } from './specification.js';
import { TimeController } from './time.controller.js';
import { StreamsController } from './streams.controller.js';
import { Uploads, type UploadLimits } from './uploads.js';
import { WebhooksController } from './webhooks.controller.js';

export const controllers = [
  CasesController,
  ClocksController,
  StreamsController,
  CasePapersController,
  DeskController,
  TimeController,
  AssessorsController,
  LawController,
  RegisterController,
  GrantsController,
  MessagesController,
  OfficeController,
  CalendarController,
  ProfilesController,
  AccountsController,
  ApiKeysController,
  WebhooksController,
  SessionsController,
  AccessController,
  SignInController,
  HomeController,
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
    portal: Portal;
    uploads: UploadLimits;
    webhooks: { allowLoopback?: boolean };
  }): DynamicModule {
    const { auth } = given;
    // The one folder that all instances share.
    const premises = { secrets: given.documents, origin: given.portal.publicUrl };
    const { strongAcr } = given.portal;
    const stepUp = strongAcr && { ...usualStepUp, acr: strongAcr };
    return {
      module: AppModule,
      imports: [
        DatabaseModule.forRoot(given.database),
        'demonstration' in auth
          ? IdentityModule.forDemonstration(
              { directory: auth.demonstration, audience: auth.audience },
              premises,
            )
          : IdentityModule.forRoot(auth, premises),
        CaseworkModule.forRoot({ documents: given.documents, stepUp }),
        GrantsModule.forRoot(),
        MessagesModule.forRoot(),
        RegisterModule.forRoot(),
        TimekeepingModule.forRoot(),
        WebhooksModule.forRoot({ documents: given.documents, ...given.webhooks }),
      ],
      controllers,
      providers: [
        CaseFinder,
        EventStreams,
        Specification,
        Pages,
        { provide: Portal, useValue: given.portal },
        {
          provide: Uploads,
          inject: [Database],
          useFactory: (database: Database) => new Uploads(database, given.uploads),
        },
        { provide: RouteTable, useValue: given.routes },
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_INTERCEPTOR, useClass: ReadingInterceptor },
        { provide: APP_INTERCEPTOR, useClass: DoorsInterceptor },
      ],
    };
  }
}
