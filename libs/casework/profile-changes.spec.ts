import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { inTransaction } from '#database';
import { getActor } from '#identity';
import { profileHash, profiles as shipped, type Profile, type ProfileInForce } from '#regulations';
import { conditions, openAffair, refusal, secondEngine } from '../../test/office-affairs.js';
import { submittedCase, testOffice, Walk, type TestOffice } from '../../test/office.js';
import { usualStepUp } from './authority-rules.js';
import { ClockWatch } from './clock-watch.js';
import { ProfileViews, replayCases } from './index.js';
import { load } from './load.js';
import { Reader } from './reader.js';
import { profileFacts } from './profiles.js';

let office: TestOffice;
let attacker: pg.Client;
beforeAll(async () => {
  office = await testOffice();
  attacker = new pg.Client({ connectionString: office.urls.superuserUrl });
  await attacker.connect();
  await attacker.query('alter table profile_changes disable trigger all');
});
afterAll(async () => {
  await attacker.end();
  await office.close();
});

const liangjiang = shipped.find(({ id }) => id === 'liangjiang-expedite')!;
const entering = (more: object = {}) => ({
  change: { what: 'shipped', profile: 'liangjiang-expedite', from: '2025-09-01', until: null, ...more },
});
/** One of the authority's own, which is sooner than any that comes with the release. */
const own: Profile = {
  ...structuredClone(liangjiang),
  id: 'own-lane',
  title: { 'zh-CN': '本机关自定方案', en: 'A profile of our own' },
  settings: { supplementDays: 20 },
};
own.lanes[0]!.targets = { intake: 1, decision: 2 };

async function proposed(evidence: object): Promise<Walk & { digest: string }> {
  const walk = await openAffair(office, 'administrator-1', 'profileChange');
  await walk.take('administrator-1', 'propose', evidence);
  const { facts } = await office.views.lookUp(office.as('administrator-2'), walk.id);
  return Object.assign(walk, { digest: facts.digest as string });
}
const confirm = (walk: Walk & { digest: string }, by = 'administrator-2') =>
  walk.take(by, 'confirmChange', { digest: walk.digest, checked: true });
async function changed(evidence: object): Promise<Walk & { digest: string }> {
  const walk = await proposed(evidence);
  await confirm(walk);
  return walk;
}
/** What evidence of a case is answered that asks for the profiles. */
const answeredTo = async (id: string) =>
  inTransaction(office.service, office.tenant, async (tx) => {
    const wanted = { id: 'here', case: id, matter: id, institution: id, person: id, onlyFor: null };
    const [facts] = await profileFacts(office.casework.shelf)(tx, [wanted]);
    return facts as unknown as { today: string; edition: string; profiles: ProfileInForce[] };
  });
const findings = async () => (await replayCases(office.service, office.casework, office.tenant)).findings;
const views = () => new ProfileViews(office.service).list(office.as('applicant-food'));

describe('the profiles of an office', () => {
  let entered: Walk;

  it('are none until two administrators have put one in force', async () => {
    const { id } = await submittedCase(office);
    expect(await answeredTo(id)).toMatchObject({ today: '2025-09-01', edition: '2023-12-01', profiles: [] });
    const walk = await proposed(entering());
    expect(await refusal(confirm(walk, 'administrator-1'))).toMatchObject({
      reasons: ['dutiesAreKeptApart'],
    });
    expect((await answeredTo(id)).profiles).toEqual([]);
    await confirm(walk);
    expect((await answeredTo(id)).profiles).toEqual([
      {
        ...{ hash: profileHash(liangjiang), from: '2025-09-01', until: null },
        profile: expect.objectContaining({ id: 'liangjiang-expedite', lanes: [expect.anything()] }),
      },
    ]);
    entered = walk;
  });

  it('are shown to the second administrator in the text, and told to everybody with sources and remarks', async () => {
    const walk = await proposed({
      change: { what: 'own', profile: own, from: '2025-09-01', until: '2025-12-31' },
    });
    const evidence = { digest: walk.digest, checked: true };
    const { text } = await office.texts.draw(office.as('administrator-2'), {
      ...{ case: walk.id, step: 'confirmChange', evidence },
    });
    expect(text).toContain('/change/profile/lanes/0/targets/decision：2');
    expect(text).toContain(profileHash(own));
    await confirm(walk);

    const view = await views();
    expect(view.profiles.map(({ profile: { id }, inForce }) => [id, inForce?.case ?? null])).toEqual([
      ['liangjiang-expedite', entered.id],
      ['own-lane', walk.id],
      ...['zhejiang-2017', 'emergency-2020', 'guiyang-2021', 'shanghai-2023'].map((id) => [id, null]),
    ]);
    expect(view.profiles[1]).toMatchObject({ shipped: false, profile: own, hash: profileHash(own) });
    expect(view.profiles[0]!.profile.sources[0]!.tag).toBe('reported');
    expect(view.settings.find(({ name }) => name === 'supplementDays')).toMatchObject({
      ...{ value: 20, setBy: 'own-lane', default: null, tag: 'own' },
    });
    expect(view.settings.find(({ name }) => name === 'commitmentBanYears')).toMatchObject({
      ...{ value: 3, setBy: null },
    });
  });

  it('are put in force once, and ended by two as well', async () => {
    expect(await refusal(proposed(entering()))).toEqual(conditions('itIsNotInForceYet'));
    await changed({ change: { what: 'end', profile: 'own-lane', on: '2025-09-01' } });
    const inForce = async () => (await views()).profiles.filter((one) => one.inForce !== null);
    expect((await inForce()).map(({ inForce: one }) => one!.until)).toEqual([null, '2025-09-01']);
    await office.moveTo('2025-09-02T02:00:00Z');
    expect((await inForce()).map(({ profile }) => profile.id)).toEqual(['liangjiang-expedite']);
  });

  it('say whether decisions are extended, to whoever takes a step and to whoever only looks', async () => {
    const asked = () =>
      inTransaction(office.service, office.tenant, async (tx) => {
        const caller = office.as('decision-maker');
        const actor = await getActor(tx, caller.person, caller.method);
        const reader = await Reader.of(tx, { caller, actor, stepUp: usualStepUp }, []);
        const { extensionsAllowed } = await load(tx, new ClockWatch(), [], []);
        return [extensionsAllowed, reader.given.world['extensionsAllowed']];
      });
    expect(await asked()).toEqual([false, false]);
    const profile = { ...own, id: 'extending', settings: { decisionsAreExtended: true } };
    await changed({ change: { what: 'own', profile, from: '2025-09-02', until: '2025-09-02' } });
    expect(await asked()).toEqual([true, true]);
  });

  it('change by one event at a time, however many engines there are', async () => {
    const second = await secondEngine(office);
    const elsewhere = { ...office, casework: second.casework };
    try {
      const walks = [
        await proposed(entering({ profile: 'guiyang-2021', from: '2025-09-02' })),
        await proposed(entering({ profile: 'guiyang-2021', from: '2025-09-03' })),
      ];
      const answers = await Promise.allSettled(
        walks.map((walk, at) =>
          confirm(
            at === 0 ? walk : Object.assign(new Walk(elsewhere, walk.id), { ...walk, office: elsewhere }),
          ),
        ),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      const [refused] = answers.filter((one) => one.status === 'rejected');
      expect(await refusal(Promise.reject(refused!.reason as Error))).toEqual(
        conditions('itIsNotInForceYet'),
      );
    } finally {
      await second.service.close();
    }
  });

  it('rest on their events, to which the replay holds them', async () => {
    expect(await findings()).toEqual([]);
    const sentences = async (sql: string, undo: string) => {
      await attacker.query(sql);
      const found = (await findings()).map(({ sentence }) => sentence);
      await attacker.query(undo);
      return found;
    };
    const set = (assignment: string) =>
      `update profile_changes set ${assignment} where profile = 'guiyang-2021'`;
    const otherwise = ['the profiles were changed otherwise than this event says'];
    expect(
      await sentences(
        set(`content = replace(content, '"decision":5', '"decision":6')`),
        set(`content = replace(content, '"decision":6', '"decision":5')`),
      ),
    ).toEqual(otherwise);
    expect(await sentences(set(`until_day = '2025-12-31'`), set('until_day = null'))).toEqual(otherwise);
    await attacker.query(
      `create table taken_out as select * from profile_changes where profile = 'guiyang-2021'`,
    );
    expect(
      await sentences(
        `delete from profile_changes where profile = 'guiyang-2021'`,
        `insert into profile_changes select * from taken_out`,
      ),
    ).toEqual(['this event changed the profiles, and no row says so']);
    expect(await findings()).toEqual([]);
  });

  it('are entered by nobody without an event, and rewritten by nobody', async () => {
    await attacker.query('alter table profile_changes enable trigger all');
    const write = (sql: string) => office.rows(sql);
    await expect(
      write(
        `insert into profile_changes (tenant, at, what, profile, until_day, case_id, seq)
         values (22, now(), 'end', 'guiyang-2021', '2025-12-31', '${entered.id}', 99)`,
      ),
    ).rejects.toThrow('a_profile_is_changed_by_an_event');
    await expect(write(`update profile_changes set until_day = null`)).rejects.toThrow();
    await expect(attacker.query(`update profile_changes set until_day = null`)).rejects.toThrow(
      'history is not rewritten',
    );
  });
});
