/** The worker, over an office of its own. Over 300 lines, because one database is dear to open and every chore is tried in it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Casework, CaseViews, Documents, Drafts, ProcessShelf, type Answer, type Caller } from '#casework';
import { connect, inTransaction, withoutTenant, type Database } from '#database';
import { demonstrationInstitutions, demonstrationPeople, seedDemonstration } from '#identity';
import { insertInstitution, registerWith, ScopeTables } from '#register';
import { processes } from '#regulations';
import { testDatabase, type TestDatabase } from '../../test/database.js';
import { Alarm } from './alarm.js';
import { Patience } from './patience.js';
import { WorkerMetrics } from './metrics.js';
import { drawDatesAgain, usualChores, type Chore } from './rounds.js';
import { startWorker, type Worker } from './worker.js';

jest.setTimeout(30_000);
const tenant = 22;
const [laboratory] = demonstrationInstitutions;
const applicant: Caller = { tenant, person: demonstrationPeople[0]!.id, method: 'test' };
const folder = mkdtempSync(join(tmpdir(), 'greenlane-worker-'));
const scope = `site,category_no,category,item_no,item,standard,standard_no,clause,restriction,note
A,1,食品,1.1,水分,食品安全国家标准 食品中水分的测定,GB 5009.3-2016,第一法,,
`;

let place: TestDatabase;
let service: Database;
let sealer: Database;
let casework: Casework;
let key = 0;
const workers: Worker[] = [];

beforeAll(async () => {
  place = await testDatabase();
  await asOwner(
    `update office_clock set demonstration = true, shift = '2025-09-26T01:00:00Z'::timestamptz - clock_timestamp()`,
    `insert into jurisdictions (tenant, name_zh, name_en) values (22, '重庆', 'Chongqing')`,
  );
  service = await connect(place.serviceUrl);
  sealer = await connect(place.sealerUrl);
  await inTransaction(service, tenant, async (tx) => {
    for (const institution of demonstrationInstitutions) await insertInstitution(tx, institution);
    await seedDemonstration(tx);
  });
  casework = new Casework(service, new ProcessShelf(processes));
  registerWith(casework);
});

afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.stop()));
});

afterAll(async () => {
  await service?.close();
  await sealer?.close();
  await place?.drop();
  rmSync(folder, { recursive: true, force: true });
});

const nextKey = (): string => `worker-${(key += 1)}`;

/** A worker with short pauses, and what it says. */
function work(): string[] {
  const said: string[] = [];
  workers.push(startWorker({ service, sealer, casework, pollMs: 50, say: (line) => said.push(line) }));
  return said;
}

async function asOwner(...statements: string[]): Promise<void> {
  const owner = await connect(place.ownerUrl, { poolSize: 1 });
  await withoutTenant(owner, async (tx) => {
    for (const statement of statements) await tx.query(statement);
  });
  await owner.close();
}

async function opened(): Promise<Answer> {
  const asked = { process: 'qualification', institution: laboratory.id, evidence: { kind: 'first' } };
  return (await casework.open(applicant, asked, nextKey())).answer;
}

/** An application handed in on the office's day now; nobody at the intake has said anything. */
async function submitted(): Promise<Answer> {
  const views = new CaseViews(service, casework.shelf);
  const documents = new Documents(service, views, folder);
  const draft = await opened();
  const imported = await new ScopeTables(service).import(
    applicant,
    { institution: laboratory.id, bytes: Buffer.from(scope), kind: 'csv', dryRun: false },
    nextKey(),
  );
  const file = { case: draft.case, name: 'a.txt', bytes: Buffer.from('质量手册') };
  const { answer: document } = await documents.receive(applicant, file, nextKey());
  const evidence = {
    fieldCode: '00',
    departmentCode: '14',
    scopeTable: imported.answer.id,
    sites: [{ site: 'A', address: '示例路1号', character: 'fixed' }],
    legalRepresentative: { name: '王示例' },
    contactPerson: { name: '李示例', telephone: '023-00000000' },
    managementSystemSince: '2025-03-01',
    documents: [{ kind: 'qualityManual', document: document.id }],
    signedBy: 'legalRepresentative',
    declaration: true,
  };
  const step = { case: draft.case, step: 'submit', revision: draft.revision, evidence };
  return (await casework.advance(applicant, step, nextKey())).answer;
}

const rows = <Row>(text: string, values: unknown[] = []): Promise<Row[]> =>
  inTransaction(service, tenant, (tx) => tx.query<Row>(text, values));

const moveTo = (instant: string): Promise<unknown> => rows('select move_office_time($1)', [instant]);

/** A period of the intake, five working days, passes: September 2025 to spring 2026 has room for many. */
let month = 9;
async function fiveWorkingDaysPass(): Promise<void> {
  month += 1;
  const [year, of] = month > 12 ? [2026, month - 12] : [2025, month];
  await moveTo(`${year}-${String(of).padStart(2, '0')}-25T01:00:00Z`);
}

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  for (const giveUp = Date.now() + 10_000; Date.now() < giveUp; await sleep(20)) if (await holds()) return;
  throw new Error(`in vain: ${what}`);
}

const stateOf = async (id: string): Promise<string> =>
  (await rows<{ state: string }>('select state from cases where id = $1', [id]))[0]!.state;

describe('the worker', () => {
  it('lets a clock take its step when nobody acts, as of the day the law says', async () => {
    const { case: id } = await submitted();
    work();
    await sleep(200);
    expect(await stateOf(id)).toBe('received');
    await fiveWorkingDaysPass();
    await until('the clock acts', async () => (await stateOf(id)) === 'formingTheTeam');
    const [event] = await rows<{ doc: Record<string, unknown> }>(
      'select doc from events where case_id = $1 order by seq desc limit 1',
      [id],
    );
    expect(event!.doc).toMatchObject({
      step: 'lapseIntoAcceptance',
      actor: { person: null, roles: ['clock'] },
      cause: { kind: 'clock', of: 'intake/1' },
      given: { today: '2025-10-11' },
    });
  });

  it('fires each clock once, however many workers run', async () => {
    const cases = await Promise.all(Array.from({ length: 12 }, () => submitted()));
    const ids = cases.map((answer) => answer.case);
    const all = [work(), work(), work()];
    await fiveWorkingDaysPass();
    await until('all have lapsed', async () =>
      (await Promise.all(ids.map(stateOf))).every((state) => state === 'formingTheTeam'),
    );
    const expired = await rows<{ count: number }>(
      `select count(*)::integer as count from clock_operations where case_id = any($1::uuid[]) and operation = 'expire'`,
      [ids],
    );
    expect(expired).toEqual([{ count: 12 }]);
    expect(all.flat()).toEqual([]);
  });

  it('leaves a case that fails alone for a while and tells it, and the others do not wait for it', async () => {
    const [bad, good] = [(await submitted()).case, (await submitted()).case];
    await asOwner(
      `create function tear() returns trigger language plpgsql as $$ begin raise exception 'its file is torn'; end $$`,
      `create trigger torn before insert on events for each row when (new.case_id = '${bad}') execute function tear()`,
    );
    await fiveWorkingDaysPass();
    const said = work();
    await until('the good one has lapsed', async () => (await stateOf(good)) === 'formingTheTeam');
    expect(await stateOf(bad)).toBe('received');
    await until('it is told', () => Promise.resolve(said.length > 0));
    await asOwner('drop trigger torn on events');
    await until(
      'the bad one lapses at the second try',
      async () => (await stateOf(bad)) === 'formingTheTeam',
    );
    const told = (chore: string): string =>
      `${chore} of case ${bad}: its file is torn. Tried 1 time; again in 1 s.`;
    expect([told('the clocks'), told('the dates')]).toEqual(expect.arrayContaining(said));
    expect(new Set(said).size).toBe(said.length);
  });

  it('calls no case stuck whose dates one calendar after another leaves where they are, and hurries to the next', async () => {
    const { case: id } = await submitted();
    const said: string[] = [];
    const round = {
      ...{ tenant, service, sealer, casework, alarm: new Alarm((line) => said.push(line)) },
      ...{ patience: new Patience((line) => said.push(line)) },
      drafts: new Drafts(service, new CaseViews(service, casework.shelf)),
    };
    const superuser = await connect(place.superuserUrl, { poolSize: 1 });
    for (const year of [2031, 2032]) {
      await withoutTenant(superuser, (tx) =>
        tx.query(
          `insert into calendar_changes (tenant, from_at, what, content) values (22, office_now(), 'provisionalYear', $1)`,
          [JSON.stringify({ what: 'provisionalYear', year })],
        ),
      );
      expect(await drawDatesAgain(round)).toBeGreaterThan(0);
      expect(await drawDatesAgain(round)).toBe(0);
    }
    await superuser.close();
    const history = await rows<{ kind: string }>('select kind from events where case_id = $1', [id]);
    expect(history.map(({ kind }) => kind)).not.toContain('clockProjected');
    expect(said).toEqual([]);
    expect(usualChores.find(({ name }) => name === 'drawing dates again')).toMatchObject({ hurries: true });
  });

  it('pays what the event of one case owes to another, once', async () => {
    const [cause, owed] = [await submitted(), await opened()];
    await rows(
      `insert into owed_commands (tenant, cause_case, cause_seq, ordinal, case_id, step, world)
       values (22, $1, $2, 0, $3, 'discard', '{}')`,
      [cause.case, cause.seq, owed.case],
    );
    work();
    work();
    await until('it is paid', async () => (await stateOf(owed.case)) === 'discarded');
    const [done] = await rows<{ done_seq: number }>('select done_seq from owed_commands where case_id = $1', [
      owed.case,
    ]);
    expect(done).toEqual({ done_seq: owed.seq + 1 });
  });

  it('numbers every event in the log, from 0 and without a gap, with several workers at once', async () => {
    work();
    work();
    await Promise.all(Array.from({ length: 8 }, () => submitted()));
    await until('nothing is pending', async () => (await rows('select event_id from pending')).length === 0);
    const [found] = await rows<Record<string, number>>(
      `select (select count(*) from events)::integer as events, count(*)::integer as leaves,
              count(distinct event_id)::integer as numbered, min(leaf)::integer as first, max(leaf)::integer as last,
              (select size from log_heads)::integer as size
       from leaves`,
    );
    const { events } = found!;
    expect(found).toEqual({
      events,
      leaves: events,
      numbered: events,
      first: 0,
      last: events! - 1,
      size: events,
    });
  });

  it('keeps where cases spend their time, once, with several workers at once', async () => {
    const { case: id } = await submitted();
    work();
    work();
    const spells = () =>
      rows('select seq, party, left_on is null as open from spells where case_id = $1 order by seq', [id]);
    await until('both spells are kept', async () => (await spells()).length === 2);
    expect(await spells()).toEqual([
      { seq: 1, party: 'applicant', open: false },
      { seq: 2, party: 'authority', open: true },
    ]);
  });

  it('erases drafts whose time is over, and no others', async () => {
    const { case: id } = await submitted();
    await rows(
      `insert into drafts (tenant, case_id, step, person_id, revision, content, saved_at, expires_at)
       select 22, $1, step, $2, 1, '{}', office_now(), office_now() + days * interval '1 day'
       from (values ('withdraw', -1), ('supplement', 1)) as d (step, days)`,
      [id, applicant.person],
    );
    work();
    await until('it is erased', async () => (await rows('select step from drafts')).length === 1);
    expect(await rows('select step from drafts')).toEqual([{ step: 'supplement' }]);
  });

  it('ends after its round when it is stopped, and does nothing afterwards', async () => {
    const { case: id } = await submitted();
    work();
    await workers[0]!.stop();
    await workers[0]!.stop();
    await fiveWorkingDaysPass();
    await sleep(200);
    expect(await stateOf(id)).toBe('received');
  });

  it('lets no chore wait for another: not for one that fails, which is counted, nor for one that never ends', async () => {
    const { case: id } = await submitted();
    const said: string[] = [];
    let end = (): void => {};
    // One for all rounds: a round begun after the end would hang again, and the worker with it.
    const ended = new Promise<number>((resolve) => (end = () => resolve(0)));
    const hanging: Chore = { name: 'hanging', perform: () => ended };
    const failing: Chore = { name: 'failing', perform: () => Promise.reject(new Error('it is full')) };
    const chores = [hanging, failing, ...usualChores];
    const metrics = new WorkerMetrics(service);
    workers.push(
      startWorker({ service, sealer, casework, chores, metrics, pollMs: 50, say: (line) => said.push(line) }),
    );
    await fiveWorkingDaysPass();
    await until('the clock acts', async () => (await stateOf(id)) === 'formingTheTeam');
    end();
    expect(said[0]).toBe('failing in jurisdiction 22: it is full. Tried 1 time; again in 1 s.');
    expect(await metrics.registry.metrics()).toMatch(
      /^greenlane_chore_failures_total{jurisdiction="22",chore="failing"} [1-9]/m,
    );
  });

  it('outlives a database that is away, and says so', async () => {
    const gone = await connect(place.serviceUrl, { poolSize: 1 });
    await gone.close();
    const said: string[] = [];
    const worker = startWorker({
      service: gone,
      sealer,
      casework,
      pollMs: 20,
      say: (line) => said.push(line),
    });
    await until('it has tried twice', () => Promise.resolve(said.length >= 2));
    await worker.stop();
    expect(said[0]).toMatch(/^a round failed: .+ Again in 0\.04 s\.$/);
  });
});
