import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CaseViews,
  Casework,
  DecisionTexts,
  Documents,
  ProcessShelf,
  StaffingViews,
  Tasks,
  type Answer,
  type Caller,
} from '#casework';
import { connect, inTransaction, withoutTenant, type Database } from '#database';
import { grantsWith } from '#grants';
import { demonstrationInstitutions, demonstrationPeople, demonstrationTenant } from '#identity';
import { processes } from '#regulations';
import { registerWith, ScopeTables } from '#register';
import { furnishDemonstration, openOffice } from '../apps/cli/office.js';
import { applicationForm } from './evidence.js';
import { testDatabase, type TestDatabase } from './database.js';

/** An office with its people and laboratories on a database of its own; its time starts at 2025-09-01, 09:00. */
export interface TestOffice {
  urls: TestDatabase;
  service: Database;
  casework: Casework;
  views: CaseViews;
  scopes: ScopeTables;
  texts: DecisionTexts;
  tasks: Tasks;
  staffing: StaffingViews;
  documents: Documents;
  tenant: number;
  /** The demonstration person with this subject, as a caller. */
  as(subject: string): Caller;
  /** Moves office time forward to an instant. */
  moveTo(instant: string): Promise<void>;
  /** Rows of the service's own view, for looking at tables. */
  rows<Row>(sql: string, values?: unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

export const laboratories = demonstrationInstitutions;

/**
 * On a migrated, empty database: a clone of the run's template unless another is given. Its time begins where a demonstration's
 * does, or at another instant, which may lie before that: nothing has happened in it yet.
 */
export async function testOffice(given?: TestDatabase, begins?: string): Promise<TestOffice> {
  const urls = given ?? (await testDatabase());
  await openOffice(urls.ownerUrl, { kind: 'demonstration', authority: demonstrationTenant });
  if (begins !== undefined) await beginAt(urls, begins);
  const service = await connect(urls.serviceUrl);
  await furnishDemonstration(service);
  const shelf = new ProcessShelf(processes);
  const casework = new Casework(service, shelf);
  grantsWith(casework);
  registerWith(casework);
  casework.checkPorts();
  const tenant = demonstrationTenant;
  const views = new CaseViews(service, shelf);
  const directory = await mkdtemp(join(tmpdir(), 'greenlane-documents-'));
  const rows = <Row>(sql: string, values: unknown[] = []): Promise<Row[]> =>
    inTransaction(service, tenant, (tx) => tx.query<Row>(sql, values));
  return {
    urls,
    service,
    casework,
    views,
    scopes: new ScopeTables(service),
    texts: new DecisionTexts(service, views, casework.ports),
    tasks: new Tasks(service, shelf),
    staffing: new StaffingViews(service, views),
    documents: new Documents(service, views, directory),
    tenant,
    as: (subject) => {
      const person = demonstrationPeople.find((one) => one.subject === subject);
      if (person === undefined) throw new Error(`nobody here is called ${subject}`);
      const { tenant, id } = person;
      return { tenant, person: id, method: 'test', acr: 'mfa', authTime: Math.floor(Date.now() / 1000) };
    },
    moveTo: async (instant) => {
      await rows('select move_office_time($1)', [instant]);
    },
    rows,
    close: async () => {
      await service.close();
      await urls.drop();
      await rm(directory, { recursive: true });
    },
  };
}

async function beginAt({ ownerUrl }: TestDatabase, instant: string): Promise<void> {
  const owner = await connect(ownerUrl, { poolSize: 1 });
  try {
    await withoutTenant(owner, (tx) =>
      tx.query('update office_clock set shift = $1::timestamptz - clock_timestamp()', [instant]),
    );
  } finally {
    await owner.close();
  }
}

/** Takes steps on one case in turn, each at the revision the one before left. */
export class Walk {
  revision = 1;

  constructor(
    readonly office: TestOffice,
    readonly id: string,
  ) {}

  async take(subject: string, step: string, evidence: unknown = undefined): Promise<Answer> {
    const asked = { case: this.id, step, revision: this.revision, evidence };
    const caller = this.office.as(subject);
    const { casework, texts } = this.office;
    const { answer } = await casework.advance(caller, await readFirst(texts, caller, asked), randomUUID());
    this.revision = answer.revision;
    return answer;
  }
}

/** A step as it is asked for by somebody who has read its text, where it is a decision that they may take. */
export async function readFirst<Asked extends Parameters<DecisionTexts['draw']>[1]>(
  texts: DecisionTexts,
  caller: Caller,
  asked: Asked,
): Promise<Asked & { confirmedText?: string }> {
  const drawn = await texts.draw(caller, asked).catch(() => null);
  return drawn === null ? asked : { ...asked, confirmedText: drawn.digest };
}

/** Opens a case of a first application for one of the demonstration's laboratories. */
export async function openCase(office: TestOffice, subject: string, laboratory: number): Promise<Walk> {
  const { answer } = await office.casework.open(
    office.as(subject),
    { process: 'qualification', institution: laboratories[laboratory]!.id, evidence: { kind: 'first' } },
    randomUUID(),
  );
  return new Walk(office, answer.case);
}

/** Imports one of the shipped scope tables for a laboratory and answers its id. */
export async function importScope(
  office: TestOffice,
  subject: string,
  laboratory: number,
  sample: string,
): Promise<string> {
  const bytes = await readFile(join('libs/register/samples', `${sample}.csv`));
  const asked = { institution: laboratories[laboratory]!.id, bytes, kind: 'csv' as const, dryRun: false };
  const { answer } = await office.scopes.import(office.as(subject), asked, randomUUID());
  return answer.id!;
}

/** Hands in a small text for a case and answers the document's id. */
export async function handIn(office: TestOffice, subject: string, id: string): Promise<string> {
  const file = { case: id, name: '质量手册.txt', bytes: Buffer.from('质量手册 第一版\n') };
  const { answer } = await office.documents.receive(office.as(subject), file, randomUUID());
  return answer.id;
}

/** A food laboratory's case, submitted with its whole scope. */
export async function submittedCase(office: TestOffice): Promise<Walk & { document: string; scope: string }> {
  const walk = await openCase(office, 'applicant-food', 0);
  const scope = await importScope(office, 'applicant-food', 0, 'food');
  const document = await handIn(office, 'applicant-food', walk.id);
  await walk.take('applicant-food', 'submit', applicationForm(scope, document));
  return Object.assign(walk, { document, scope });
}
