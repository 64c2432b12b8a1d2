/**
 * Firing clocks that have run out: by many at once, in order, once, and not by a clock that has jumped. Over 300 lines, because
 * one office is dear to open and its time only goes forward.
 */
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import { Casework, findOpenHold, ProcessShelf, releaseTime, type CaseworkOptions } from '#casework';
import { connect, inTransaction, type Database } from '#database';
import { follow } from '#ledger';
import { Alarm } from '../apps/worker/alarm.js';
import { WorkerMetrics } from '../apps/worker/metrics.js';
import { clocks, shortClocks } from './campaigns/clocks.js';
import { relay } from './campaigns/relay.process.js';
import { laboratories, testOffice, type TestOffice } from './office.js';

jest.setTimeout(120_000);
let office: TestOffice;
let superuser: pg.Client;
let casework: Casework;

const shelf = new ProcessShelf([relay]);
const engine = (database: Database, options?: CaseworkOptions): Casework =>
  new Casework(database, shelf, options);

beforeAll(async () => {
  office = await testOffice();
  superuser = new pg.Client({ connectionString: office.urls.superuserUrl });
  await superuser.connect();
  casework = engine(office.service);
});
afterAll(async () => {
  await superuser.end();
  await office.close();
});

const open = async (): Promise<string> => {
  const asked = { process: 'relay', institution: laboratories[0].id, evidence: undefined };
  return (await casework.open(office.as('applicant-food'), asked, randomUUID())).answer.case;
};
const pass = (through: Casework, id: string) => {
  const asked = { case: id, step: 'pass', revision: 1, evidence: { lap: 1, note: '' } };
  return through.advance(office.as('intake-1'), asked, randomUUID());
};
const later = (days: number) =>
  office.rows(`select move_office_time(office_now() + make_interval(days => $1))`, [days]);
const stateOf = async (id: string): Promise<string> =>
  (await office.rows<{ state: string }>('select state from cases where id = $1', [id]))[0]!.state;

describe('a backlog', () => {
  it('is taken the longest overdue first, a part at a time', async () => {
    const inOrder: string[] = [];
    for (let day = 0; day < 4; day += 1) {
      inOrder.push(await open(), await open());
      await later(1);
    }
    await later(20);
    const parts = [];
    for (let part = 0; part < 3; part += 1) {
      const { cases, fired } = await casework.lapseDue(office.tenant, { most: 3 });
      expect(fired.map((one) => one.case)).toEqual(cases.map((one) => one.case));
      parts.push(fired);
    }
    expect(parts.map((part) => part.length)).toEqual([3, 3, 2]);
    const dueAt = parts.flat().map((one) => Date.parse(one.dueAt));
    expect(dueAt).toEqual(dueAt.toSorted((one, other) => one - other));
    const written = await office.rows<{ case_id: string }>(
      `select case_id from events where step = 'drop' order by id`,
    );
    expect(written.map((row) => row.case_id)).toEqual(parts.flat().map((one) => one.case));
    expect(written.map((row) => row.case_id).toSorted()).toEqual(inOrder.toSorted());
  });

  it('is shared: what another has locked is passed over and not waited for, and what is left alone is left', async () => {
    const [locked, left, free] = [await open(), await open(), await open()];
    await later(20);
    await superuser.query('begin');
    await superuser.query('select from cases where id = $1 for update', [locked]);
    const { cases } = await casework.lapseDue(office.tenant, { except: [left] });
    expect(cases.map((one) => one.case)).toEqual([free]);
    await superuser.query('rollback');
    const rest = await casework.lapseDue(office.tenant);
    expect(rest.cases.map((one) => one.case).toSorted()).toEqual([locked, left].toSorted());
  });

  it('loses nothing with a worker that dies: what it claimed is claimed by the next', async () => {
    const id = await open();
    await later(20);
    await expect(
      inTransaction(office.service, office.tenant, async (tx) => {
        await tx.query('select from cases where id = $1 for update', [id]);
        await superuser.query(
          `select pg_terminate_backend(pid) from pg_stat_activity
           where usename = 'greenlane_service' and state = 'idle in transaction' and datname = current_database()`,
        );
        await tx.query('select 1');
      }),
    ).rejects.toThrow();
    expect((await casework.lapseDue(office.tenant)).cases).toMatchObject([{ case: id, seq: 2 }]);
  });

  it('is not held up by a case that fails, which is told', async () => {
    const [bad, good] = [await open(), await open()];
    await later(20);
    await superuser.query(
      `create function tear() returns trigger language plpgsql as $$ begin raise exception 'its file is torn'; end $$;
       create trigger torn before insert on events for each row when (new.case_id = '${bad}') execute function tear()`,
    );
    const { cases } = await casework.lapseDue(office.tenant);
    await superuser.query('drop trigger torn on events');
    expect(cases).toMatchObject([
      { case: bad, failed: { message: 'its file is torn' } },
      { case: good, seq: 2 },
    ]);
    expect((await casework.lapseDue(office.tenant)).cases).toMatchObject([{ case: bad, seq: 2 }]);
  });

  it('is not held up either by a case whose fault could pass and does not, unless every one meets it', async () => {
    const [bad, good] = [await open(), await open()];
    await later(20);
    await superuser.query(
      `create function jam() returns trigger language plpgsql as $$
         begin raise exception 'it is jammed' using errcode = '40001'; end $$;
       create trigger jammed before insert on events for each row when (new.case_id = '${bad}') execute function jam()`,
    );
    const { cases } = await casework.lapseDue(office.tenant);
    expect(cases).toMatchObject([
      { case: bad, failed: { message: 'it is jammed' } },
      { case: good, seq: 2 },
    ]);
    await expect(casework.lapseDue(office.tenant)).rejects.toThrow('it is jammed');
    await superuser.query('drop trigger jammed on events');
    expect((await casework.lapseDue(office.tenant)).cases).toMatchObject([{ case: bad, seq: 2 }]);
  });
});

describe('a jump of the database’s clock', () => {
  /** Seconds that this process's own clock is set back by, which is a jump of the other one forwards. */
  let away = 0;
  const monotonic = (): number => performance.now() - away * 1_000;
  const asARealOffice = async (work: () => Promise<void>): Promise<void> => {
    const { rows } = await superuser.query<{ shift: string }>('select shift::text from office_clock');
    await superuser.query(`update office_clock set demonstration = false, shift = '0'`);
    try {
      await work();
    } finally {
      away = 0;
      await superuser.query('update office_clock set demonstration = true, shift = $1', [rows[0]!.shift]);
      while ((await casework.lapseDue(office.tenant)).cases.length > 0);
    }
  };

  it.each([60, -60])(
    'of %d s holds all that would lapse, everywhere, and goes on when it is back',
    async (jump) => {
      const [due, moved] = [await open(), await open()];
      await pass(casework, moved);
      await asARealOffice(async () => {
        const [watching, other] = [engine(office.service, { monotonic }), engine(office.service)];
        const said: string[] = [];
        const alarm = new Alarm((line) => said.push(line));
        alarm.hear((await watching.lapseDue(office.tenant, { except: [due] })).hold);
        expect(said).toEqual([]);
        away = jump;
        const held = await watching.lapseDue(office.tenant);
        expect(held).toMatchObject({ hold: { open: true }, cases: [], fired: [] });
        expect(Math.round(held.hold!.movedMs / 1_000)).toBe(jump);
        for (const through of [watching, other]) {
          alarm.hear((await through.lapseDue(office.tenant)).hold);
          await expect(pass(through, due)).rejects.toMatchObject({ code: 'time-is-held' });
          await expect(through.lapse(office.tenant, due)).rejects.toMatchObject({ code: 'time-is-held' });
        }
        expect(said).toEqual([expect.stringContaining(`moved by ${jump}.0 s. No clock lapses`)]);
        expect(await stateOf(due)).toBe('here');
        // Whatever owes nothing to time goes on.
        const asked = { case: moved, step: 'pass', revision: 2, evidence: { lap: 2, note: '' } };
        await other.advance(office.as('intake-1'), asked, randomUUID());
        away = 0;
        alarm.hear((await watching.lapseDue(office.tenant, { except: [due, moved] })).hold);
        expect(said[1]).toBe('time goes on: the clock is again what it should be.');
        const { cases } = await other.lapseDue(office.tenant);
        expect(cases.map((one) => one.case)).toContain(due);
        expect(await stateOf(due)).toBe('over');
      });
    },
  );

  it('is noticed by a step as well as by a worker, and released by an office that has looked at the clock', async () => {
    const due = await open();
    await asARealOffice(async () => {
      const watching = engine(office.service, { monotonic });
      await watching.lapseDue(office.tenant, { except: [due] });
      away = 3_600;
      await expect(pass(watching, due)).rejects.toMatchObject({ code: 'time-is-held' });
      expect(await findOpenHold(office.service)).toMatchObject({ open: true, reason: null });
      const owner = await connect(office.urls.ownerUrl, { poolSize: 1 });
      expect(await releaseTime(owner, 'the server was moved')).toMatchObject({
        reason: 'the server was moved',
      });
      expect(await releaseTime(owner, 'once more')).toBeNull();
      await owner.close();
      expect((await watching.lapseDue(office.tenant)).cases.map((one) => one.case)).toEqual([due]);
      away = 0;
      expect((await watching.lapseDue(office.tenant)).hold).toMatchObject({ open: true });
      away = 3_600;
      expect((await watching.lapseDue(office.tenant)).hold).toMatchObject({ open: false });
    });
  });

  it('is noticed where the database’s side is forged too', async () => {
    const due = await open();
    await superuser.query(
      `create schema forged; create table forged.shift (by interval);
       insert into forged.shift values ('0');
       create function forged.clock_timestamp() returns timestamptz language sql volatile as
         $$ select pg_catalog.clock_timestamp() + by from forged.shift $$;
       grant usage on schema forged to public; grant select on forged.shift to public;
       alter role greenlane_service in database ${office.urls.name} set search_path = forged, pg_catalog, public`,
    );
    const forged = await connect(office.urls.serviceUrl, { poolSize: 2 });
    try {
      await asARealOffice(async () => {
        const watching = engine(forged);
        expect((await watching.lapseDue(office.tenant, { except: [due] })).hold).toMatchObject({
          open: false,
        });
        await superuser.query(`update forged.shift set by = '-1 day'`);
        const { hold, cases } = await watching.lapseDue(office.tenant);
        expect([Math.round(hold!.movedMs / 1_000), hold!.open, cases]).toEqual([-86_400, true, []]);
        await superuser.query(`update forged.shift set by = '0'`);
        expect((await watching.lapseDue(office.tenant)).hold).toMatchObject({ open: false });
      });
    } finally {
      await forged.close();
      await superuser.query(
        `alter role greenlane_service in database ${office.urls.name} reset search_path; drop schema forged cascade`,
      );
    }
  });

  it('is told in a demonstration, whose machine may have slept, and holds nothing there', async () => {
    const due = await open();
    await later(20);
    const said: string[] = [];
    const watching = engine(office.service, { monotonic });
    await watching.lapseDue(office.tenant, { except: [due] });
    const alarm = new Alarm((line) => said.push(line));
    alarm.hear(null);
    away = 7_200;
    const { hold, cases } = await watching.lapseDue(office.tenant);
    alarm.hear(hold);
    expect(cases.map((one) => one.case)).toEqual([due]);
    expect(said).toEqual([expect.stringMatching(/^ALARM: .*7200\.0 s\. Time goes on: a demonstration/)]);
    // Moving the office's time is no jump of the clock.
    await later(1);
    expect((await watching.lapseDue(office.tenant)).hold!.id).toBe(hold!.id);
    away = 0;
  });
});

describe('the metrics of a worker', () => {
  it('tell of clocks armed, due, late, fired and drained, of what is owed, of followers, and whether time is held', async () => {
    while ((await casework.lapseDue(office.tenant)).cases.length > 0);
    let metrics = new WorkerMetrics(office.service);
    const figures = async (): Promise<Record<string, number>> => {
      const text = await metrics.registry.metrics();
      return Object.fromEntries(
        [...text.matchAll(/^greenlane_(\w+)(?:{jurisdiction="22"(?:,follower="(\w+)")?})? (\S+)$/gm)].map(
          ([, name, follower, value]) => [follower ?? name!, Number(value)],
        ),
      );
    };
    await follow(office.service, office.tenant, 'reader', { most: 1 }, () => Promise.resolve());
    const before = await figures();
    await open();
    await later(20);
    await open();
    metrics = new WorkerMetrics(office.service);
    const now = await figures();
    expect(now).toMatchObject({ clocks_armed: before['clocks_armed']! + 2, clocks_due: 1, clocks_late: 1 });
    expect(now).toMatchObject({ owed_commands: 0, time_held: 0, reader: 0 });
    // The demonstration counts provisionally to the end of 2035.
    expect(now['calendar_days_known']).toBeGreaterThan(3_600);
    expect(now['clock_longest_lateness_seconds']).toBeGreaterThan(86_400);
    metrics.note(office.tenant, (await casework.lapseDue(office.tenant)).fired);
    metrics.noteUntold(office.tenant, 3);
    expect(await figures()).toMatchObject({
      ...{ clocks_fired_total: 1, clocks_drained_total: 1, warnings_untold: 3 },
    });
    const overdue = await open();
    const drop = (step: string) =>
      superuser.query(`update clocks set lapses_into = ${step} where case_id = $1`, [overdue]);
    await drop('null');
    await later(20);
    metrics = new WorkerMetrics(office.service);
    expect(await figures()).toMatchObject({ clocks_overdue: 1 });
    await drop(`'drop'`);
    while ((await casework.lapseDue(office.tenant)).cases.length > 0);
    await office.rows(
      `insert into clock_holds (noticed_at, noticed_by, moved_ms) values (now(), 'a test', 6000)`,
    );
    metrics = new WorkerMetrics(office.service);
    expect(await figures()).toMatchObject({ clocks_due: 0, time_held: 1 });
    expect(releaseBy(office.urls.ownerUrl)).toEqual(['Time goes on after jump', 0]);
    expect(releaseBy(office.urls.ownerUrl)).toEqual(['Time is not held; there', 3]);
  });
});

/** What `greenlane release-time` says first, and how it ends. */
function releaseBy(ownerUrl: string): [string, number | null] {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join('dist', 'apps', 'cli', 'main.js'), 'release-time', '--reason', 'it was a test'],
    { encoding: 'utf8', env: { PATH: process.env.PATH, DATABASE_OWNER_URL: ownerUrl } },
  );
  return [(stdout + stderr).slice(0, 23), status];
}

// The last one: its control takes a key out of the database.
describe('four workers that are killed while they fire', () => {
  it('fire every clock once and lose none, and the same without the key is caught', async () => {
    const result = await clocks(office, { ...shortClocks, tell: () => undefined });
    expect(result).toMatchObject({
      due: 120,
      fired: 120,
      doubled: 0,
      lost: 0,
      kills: 6,
      refused: 5,
      attempted: 5,
    });
    expect(result.caught).toBe(true);
  });
});
