import { Module, type DynamicModule, type OnModuleInit } from '@nestjs/common';
import { Casework, CaseViews } from '#casework';
import { Database } from '#database';
import { assessorDraws, Assessors, drawFacts } from './assessors.js';
import { closeCommitments, enterBans, recordFacts } from './bans.js';
import { amendCertificates, annulItems, issueCertificates } from './certificate-effects.js';
import { CaseScopes } from './case-scopes.js';
import { certificateItemFacts, heldCertificateFacts } from './certificate-facts.js';
import { certificatesAsTold } from './certificates-told.js';
import { certificateNumbers, Certificates } from './certificates.js';
import { drawsAsTold } from './draws-told.js';
import { Institutions } from './institutions.js';
import { ScopeTables, scopeTableFacts } from './scope-tables.js';

/**
 * Tells casework what this library can do: number, issue and amend certificates, ban and close, draw assessors, and answer
 * for scope tables, certificates and what is held against an institution.
 */
export function registerWith({ ports }: Casework): void {
  ports.registerSeries('certificateNumber', certificateNumbers);
  ports.registerEffect('issueCertificate', issueCertificates);
  ports.registerEffect('amendCertificate', amendCertificates);
  ports.registerEffect('annulCertificateItems', annulItems);
  ports.registerEffect('enterBan', enterBans);
  ports.registerEffect('closeCommitment', closeCommitments);
  ports.registerResolver('scopeTable', scopeTableFacts);
  ports.registerResolver('heldCertificate', heldCertificateFacts);
  ports.registerResolver('certificateItems', certificateItemFacts);
  ports.registerResolver('record', recordFacts);
  ports.registerResolver('draw', drawFacts);
  ports.registerNote('assessorsDrawn', assessorDraws);
  ports.registerRecord(drawsAsTold);
  ports.registerRecord(certificatesAsTold);
}

@Module({})
export class RegisterModule implements OnModuleInit {
  constructor(private readonly casework: Casework) {}

  /** Before the first request: a process whose effects nobody carries out must not be served. */
  onModuleInit(): void {
    registerWith(this.casework);
    this.casework.checkPorts();
  }

  static forRoot(): DynamicModule {
    const provide = <T>(provider: new (database: Database) => T) => ({
      provide: provider,
      useFactory: (database: Database) => new provider(database),
      inject: [Database],
    });
    return {
      module: RegisterModule,
      global: true,
      providers: [
        ...[provide(Institutions), provide(ScopeTables), provide(Certificates), provide(Assessors)],
        {
          provide: CaseScopes,
          useFactory: (database: Database, views: CaseViews) => new CaseScopes(database, views),
          inject: [Database, CaseViews],
        },
      ],
      exports: [Institutions, ScopeTables, Certificates, Assessors, CaseScopes],
    };
  }
}
