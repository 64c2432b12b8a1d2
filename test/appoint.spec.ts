/** The first administrators of a real office: appointed on the command line, once, and then at work. */
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Casework, CaseViews, DecisionTexts, ProcessShelf } from '#casework';
import { connect, inTransaction, type Database } from '#database';
import { appoint, grantsWith, type Appointed } from '#grants';
import { createPerson, grant, openAccount } from '#identity';
import { registerWith, withCheckCharacter } from '#register';
import { processes } from '#regulations';
import { appoint as command } from '../apps/cli/appoint.js';
import { testDatabase, type TestDatabase } from './database.js';
import { readFirst } from './office.js';

const main = join('dist', 'apps', 'cli', 'main.js');
jest.setTimeout(60_000);

let place: TestDatabase;
let service: Database;
let owner: Database;
beforeAll(async () => {
  if (!existsSync(main)) throw new Error('Run "npm run -s build" first.');
  place = await testDatabase();
  service = await connect(place.serviceUrl, { poolSize: 2 });
  owner = await connect(place.ownerUrl, { poolSize: 2 });
});
afterAll(async () => {
  await service?.close();
  await owner?.close();
  await place?.drop();
});

const issuer = 'https://id.office.example';
const creditCode = withCheckCharacter('11500000MB1234567');
const first: Appointed = { name: '张三', issuer, subject: 'zhang' };
const second: Appointed = { name: '李四', issuer, subject: 'li' };

function greenlane(args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH, DATABASE_OWNER_URL: place.ownerUrl },
  });
  return { code: status, out: stdout, err: stderr };
}
const appointing = (one = first, other = second, ...more: string[]) => [
  ...['appoint', '--authority', '22', '--name', one.name, '--issuer', one.issuer, '--subject', one.subject],
  ...['--second-name', other.name, '--second-subject', other.subject, ...more],
];

describe('greenlane appoint', () => {
  it('refuses in a sentence what makes no sense, and enters nothing', async () => {
    const asked = {
      ...{ authority: '22', name: first.name, issuer, subject: first.subject },
      ...{ secondName: second.name, secondSubject: second.subject },
    };
    await expect(command(asked)).rejects.toMatchObject({ exit: 2 });
    process.env.DATABASE_OWNER_URL = place.ownerUrl;
    for (const wrong of [
      { authority: 'Chongqing' },
      { name: ' ' },
      { issuer: 'office' },
      { issuer: 'file:///etc' },
      { subject: '' },
      { secondSubject: first.subject },
      { creditCode: '91350100M000100Y43' },
    ])
      await expect(command({ ...asked, ...wrong })).rejects.toMatchObject({ exit: 2 });
    delete process.env.DATABASE_OWNER_URL;
    const { code, err } = greenlane(appointing());
    expect(code).toBe(5);
    expect(err).toMatch(/migrate --authority 22/);
    const [rows] = await inTransaction(owner, 22, (tx) =>
      tx.query<{ people: number }>('select count(*)::integer as people from people'),
    );
    expect(rows).toEqual({ people: 0 });
  });

  it('makes two people administrators, who then grant roles by cases, and does so once', async () => {
    expect(greenlane(['migrate', '--authority', '22']).code).toBe(0);
    const { code, out } = greenlane(appointing(first, second, '--credit-code', creditCode));
    expect(code).toBe(0);
    const [zhang = '', li = ''] = out
      .trim()
      .split('\n')
      .map((line) => line.slice(0, 36));
    const grants = await inTransaction(service, 22, (tx) =>
      tx.query('select person_id, role, granted_case from role_grants order by granted_at'),
    );
    expect(grants).toEqual(
      [zhang, li].map((person_id) => ({ person_id, role: 'administrator', granted_case: null })),
    );

    const casework = new Casework(service, new ProcessShelf(processes));
    grantsWith(casework);
    registerWith(casework);
    casework.checkPorts();
    const newcomer = await inTransaction(service, 22, (tx) => createPerson(tx, { name: '王五' }));
    const authTime = Math.floor(Date.now() / 1000);
    const as = (person: string) => ({ tenant: 22, person, method: 'test', acr: 'mfa', authTime });
    const views = new CaseViews(service, new ProcessShelf(processes));
    const texts = new DecisionTexts(service, views, casework.ports);
    const { answer } = await casework.open(
      as(zhang),
      { process: 'roleGrant', evidence: undefined },
      randomUUID(),
    );
    const step = async (person: string, name: string, revision: number, evidence: object) => {
      const asked = { case: answer.case, step: name, revision, evidence };
      return casework.advance(as(person), await readFirst(texts, as(person), asked), randomUUID());
    };
    const what = { person: newcomer, role: 'intakeOfficer' };
    await step(zhang, 'proposeGrant', 1, { ...what, reason: '首批受理人员。' });
    await step(li, 'confirmGrant', 2, { ...what, checked: true });

    const nowhere = greenlane([...appointing(), '--data', 'nowhere']);
    expect([nowhere.code, nowhere.err]).toEqual([3, expect.stringMatching(/no installation in .*nowhere/)]);
    const again = greenlane(appointing({ ...first, subject: 'zhao' }, { ...second, subject: 'qian' }));
    expect(again).toMatchObject({ code: 5, out: '' });
    expect(again.err).toMatch(/has administrators of roles/);
  });
});

describe('appointing administrators', () => {
  it('is refused for one person, another jurisdiction’s account, and whoever holds a role; all or nothing', async () => {
    expect(greenlane(['migrate', '--authority', '23']).code).toBe(0);
    const people = () =>
      inTransaction(owner, 23, (tx) => tx.query<{ name: string }>('select name from people order by name'));
    await inTransaction(owner, 23, async (tx) => {
      const both = await createPerson(tx, { name: '孙一' });
      await openAccount(tx, { issuer, subject: 'sun', person: both });
      await openAccount(tx, { issuer, subject: 'sun-2', person: both });
      const officer = await createPerson(tx, { name: '周二' });
      await openAccount(tx, { issuer, subject: 'zhou', person: officer });
      await grant(tx, officer, 'intakeOfficer');
    });
    const before = await people();
    const wu = { name: '吴三', issuer, subject: 'wu' };
    const sun = { ...wu, subject: 'sun' };
    expect(await appoint(owner, 23, [wu, first])).toEqual({ done: false, why: 'otherJurisdiction' });
    expect(await appoint(owner, 23, [sun, { ...sun, subject: 'sun-2' }])).toEqual({
      ...{ done: false, why: 'onePerson' },
    });
    expect(await appoint(owner, 23, [wu, { ...wu, subject: 'zhou' }])).toEqual({
      ...{ done: false, why: 'holdsAnotherRole' },
    });
    expect(await people()).toEqual(before);
    const both = await Promise.all([
      appoint(owner, 23, [wu, sun]),
      appoint(owner, 23, [
        { ...wu, subject: 'zheng' },
        { ...wu, subject: 'wang' },
      ]),
    ]);
    expect(both.map(({ done }) => done).sort()).toEqual([false, true]);
  });
});
