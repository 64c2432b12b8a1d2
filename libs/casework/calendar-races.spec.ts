/** Changes of a calendar beside releases, other processes, and a server whose clock is set back. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import pg from 'pg';
import { addDays, stateCouncilNotices } from '#calendar';
import { canonicalText } from '#ledger';
import { acceptance } from '../../test/evidence.js';
import { openAffair, refusal, secondEngine } from '../../test/office-affairs.js';
import { submittedCase, testOffice, Walk, type TestOffice } from '../../test/office.js';
import { replayCases } from './index.js';

let office: TestOffice;
let [attacker, other]: pg.Client[] = [];
beforeAll(async () => {
  office = await testOffice();
  [attacker, other] = [1, 2].map(() => new pg.Client({ connectionString: office.urls.superuserUrl }));
  await attacker!.connect();
  await other!.connect();
});
afterAll(async () => {
  await attacker?.end();
  await other?.end();
  await office.close();
});

async function proposed(hour: number): Promise<Walk & { digest: string }> {
  const walk = await openAffair(office, 'administrator-1', 'calendarChange');
  await walk.take('administrator-1', 'propose', { change: { what: 'cutOffHour', hour } });
  const { facts } = await office.views.lookUp(office.as('administrator-2'), walk.id);
  return Object.assign(walk, { digest: facts.digest as string });
}
const confirm = (walk: Walk & { digest: string }) =>
  walk.take('administrator-2', 'confirmChange', { digest: walk.digest, checked: true });
const changed = async (hour: number) => confirm(await proposed(hour));
const drawn = async () => (await office.casework.drawAgain(office.tenant, { most: 8 })).cases;
const allDrawn = async (): Promise<void> => {
  while ((await drawn()).length > 0);
};
const findings = async () => (await replayCases(office.service, office.casework, office.tenant)).findings;
const ahead = (hours: number) =>
  attacker!.query('update office_clock set shift = shift + make_interval(hours => $1)', [hours]);
const stepsOf = async (id: string) =>
  office.rows<{ step: string; today: string }>(
    `select step, doc #>> '{given,today}' as today from events where case_id = $1 order by seq`,
    [id],
  );

it('a receipt that is corrected after business hours were set lets the period end by the hours of its last day', async () => {
  await office.moveTo('2025-10-13T02:00:00Z');
  const walk = await submittedCase(office);
  await office.moveTo('2025-10-16T02:00:00Z');
  await changed(12);
  const evidence = { receivedOn: '2025-10-09', reason: '纸质材料于10月9日收到。' };
  await walk.take('intake-1', 'correctReceipt', evidence);
  const lapse = (await stepsOf(walk.id)).find(({ step }) => step === 'lapseIntoAcceptance');
  // The last of the five days was Wednesday the 15th, until midnight.
  expect(lapse?.today).toBe('2025-10-16');
  expect(await findings()).toEqual([]);
});

it('and hours that are set on its last day, when they were over already, do not end it', async () => {
  await office.moveTo('2025-10-20T02:00:00Z');
  await changed(24);
  const walk = await submittedCase(office);
  await office.moveTo('2025-10-23T04:30:00Z');
  await changed(11);
  const evidence = { receivedOn: '2025-10-16', reason: '纸质材料于10月16日收到。' };
  await walk.take('intake-1', 'correctReceipt', evidence);
  expect((await stepsOf(walk.id)).map(({ step }) => step)).not.toContain('lapseIntoAcceptance');
  expect(await findings()).toEqual([]);
});

it('a change that was judged before a release brought something does not come before it', async () => {
  await ahead(24);
  const walk = await submittedCase(office);
  const mine = await proposed(16);
  const second = await secondEngine(office);
  const elsewhere = new Walk({ ...office, casework: second.casework }, walk.id);
  // Any that makes another version of the calendar.
  const { notice, year, daysOff, makeUpWorkingDays } = stateCouncilNotices.find(
    (one) => one.notice === '2020-1',
  )!;
  elsewhere.revision = walk.revision;
  await attacker!.query('begin');
  await attacker!.query('select from jurisdictions where tenant = $1 for update', [office.tenant]);
  const waiting = confirm(mine);
  await sleep(1_000);
  await attacker!.query(
    `insert into calendar_changes (tenant, from_at, what, content)
     values ($1, date_trunc('milliseconds', office_now()), 'notice', $2)`,
    [office.tenant, canonicalText({ what: 'notice', notice: { notice, year, daysOff, makeUpWorkingDays } })],
  );
  await other!.query('begin');
  const lock = other!.query('lock table calendar_changes in share mode');
  await sleep(200);
  await attacker!.query('commit');
  await lock;
  await elsewhere.take('intake-1', 'accept', acceptance);
  await other!.query('commit');
  await waiting;
  await second.service.close();
  await allDrawn();
  expect(await findings()).toEqual([]);
});

it('a worker is not handed the same case again and again where the server’s clock was set back', async () => {
  await ahead(2);
  await changed(15);
  await ahead(1);
  await submittedCase(office);
  await ahead(-4);
  for (let round = 0; round < 8; round += 1) await drawn();
  expect(await drawn()).toEqual([]);
  await ahead(30);
  await allDrawn();
});

it('a case whose time was ahead when the server’s clock was set back is lawful, though the calendar changed after it', async () => {
  await ahead(2);
  await submittedCase(office);
  await ahead(-2);
  await changed(14);
  await ahead(3);
  await allDrawn();
  expect(await findings()).toEqual([]);
});

it('a clock that is to be drawn again does not go on while nobody knows what time it is', async () => {
  const walk = await submittedCase(office);
  const hold = (sql: string) => attacker!.query(sql);
  await changed(13);
  await hold(
    `insert into clock_holds (noticed_at, noticed_by, moved_ms) values (clock_timestamp(), 'a test', 6000)`,
  );
  const receivedOn = addDays((await stepsOf(walk.id))[0]!.today, -1);
  const evidence = { receivedOn, reason: '登记有误。' };
  expect((await refusal(walk.take('intake-1', 'correctReceipt', evidence))).code).toBe('time-is-held');
  await walk.take('intake-1', 'accept', acceptance);
  await hold(`update clock_holds set released_at = clock_timestamp(), reason = 'a test'`);
  await allDrawn();
  expect(await findings()).toEqual([]);
});
