import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { inTransaction } from '#database';
import { demonstrationPeople } from '#identity';
import { profiles as shipped, type Profile } from '#regulations';
import { team, acceptance } from '../../test/evidence.js';
import { openAffair } from '../../test/office-affairs.js';
import { submittedCase, testOffice, type TestOffice, type Walk } from '../../test/office.js';
import { loadResting } from './assessor-rest.js';

let office: TestOffice;
beforeAll(async () => {
  office = await testOffice();
});
afterAll(() => office.close());

const idOf = (subject: string): string => demonstrationPeople.find((one) => one.subject === subject)!.id;
const [leader, assessor, other] = ['leader-1', 'assessor-1', 'leader-2'].map(idOf) as [
  string,
  string,
  string,
];
const resting = (matter: string): Promise<string[]> =>
  inTransaction(office.service, office.tenant, async (tx) =>
    [...(await loadResting(tx, [leader, assessor, other], matter))].sort(),
  );

async function accepted(): Promise<Walk> {
  const walk = await submittedCase(office);
  await walk.take('intake-1', 'accept', acceptance);
  return walk;
}

async function restIsSet(assessorRestDays: number): Promise<void> {
  const profile: Profile = {
    ...structuredClone(shipped.find(({ id }) => id === 'liangjiang-expedite')!),
    ...{ id: 'own-rest', settings: { assessorRestDays } },
  };
  const walk = await openAffair(office, 'administrator-1', 'profileChange');
  const change = { what: 'own', profile, from: '2025-09-01', until: null };
  await walk.take('administrator-1', 'propose', { change });
  const { facts } = await office.views.lookUp(office.as('administrator-2'), walk.id);
  await walk.take('administrator-2', 'confirmChange', { digest: facts.digest as string, checked: true });
}

it('an assessor rests as many working days as the office has set, is not drawn meanwhile, and then is', async () => {
  const [assigned, next] = [await accepted(), await accepted()];
  await assigned.take('coordinator', 'appointTeam', team(leader, assessor));
  expect(await resting(next.id)).toEqual([]);
  await restIsSet(5);
  expect(await resting(next.id)).toEqual([leader, assessor].sort());
  // In the matter itself they have not done with it.
  expect(await resting(assigned.id)).toEqual([]);

  const drawn = async (): Promise<{ members: string[]; against: unknown }> => {
    const note = { kind: 'assessorsDrawn', asked: { size: 2, reason: '再次抽取。' } } as const;
    await office.casework.note(office.as('coordinator'), next.id, note, randomUUID());
    const [row] = await office.rows<{ draw: string; disclosure: string }>(
      'select d.draw, g.disclosure from assessor_draws d join draw_grounds g using (tenant, case_id, seq) order by d.seq desc limit 1',
    );
    const { members } = JSON.parse(row!.draw) as { members: string[] };
    const [, , grounds] = JSON.parse(Buffer.from(row!.disclosure, 'base64url').toString()) as [
      string,
      string,
      { excluded: unknown },
    ];
    return { members, against: grounds.excluded };
  };
  const first = await drawn();
  expect(first.against).toEqual([leader, assessor].sort().map((person) => ({ person, grounds: ['rests'] })));
  expect(first.members).not.toEqual(expect.arrayContaining([leader]));

  // Five working days from Monday the 1st are over with Monday the 8th.
  await office.moveTo('2025-09-08T01:00:00Z');
  expect(await resting(next.id)).toEqual([leader, assessor].sort());
  await office.moveTo('2025-09-09T01:00:00Z');
  expect(await resting(next.id)).toEqual([]);
  expect((await drawn()).against).toEqual([]);
});
