import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Effected } from '#casework';
import { inTransaction } from '#database';
import { grantRole } from '../../test/office-affairs.js';
import { testOffice, type TestOffice } from '../../test/office.js';
import { endActing } from './acting-effects.js';
import { endGrants } from './role-effects.js';

/** An event is dated before what is read for it: what it would end may have begun only since. */
let office: TestOffice;
beforeAll(async () => {
  office = await testOffice();
});
afterAll(() => office.close());

const early = '2025-08-01T00:00:00.000Z';
const judgedAgain = { code: '40001', message: expect.stringContaining('only since') as unknown };

describe('an end', () => {
  it('of an authorisation never lies before its beginning: the step is judged again', async () => {
    const { person } = office.as('applicant-food');
    const [row] = await office.rows<{ institution: string }>(
      'select institution_id as institution from acting_for where person_id = $1',
      [person],
    );
    const walk = await grantRole(office, 'newcomer', 'auditor');
    await office.rows('update acting_for set withdrawn_at = office_now() where person_id = $1', [person]);
    await office.rows(
      `insert into acting_for (tenant, person_id, institution_id, since, case_id)
       select 22, $1, $2, at, case_id from events where case_id = $3 and seq = 1`,
      [person, row!.institution, walk.id],
    );
    const ending = {
      effect: { do: 'endActing', with: { personAt: 'who', institutionAt: 'where' } },
      event: { case: walk.id, seq: 1, at: early },
      context: { who: person, where: row!.institution },
    } as unknown as Effected;
    const attempt = inTransaction(office.service, office.tenant, (tx) => endActing(tx, [ending]));
    await expect(attempt).rejects.toMatchObject(judgedAgain);
  });

  it('of a role neither', async () => {
    const walk = await grantRole(office, 'newcomer', 'supervisor');
    const event = { case: walk.id, seq: 1, at: early } as Effected['event'];
    const { person } = office.as('newcomer');
    const attempt = inTransaction(office.service, office.tenant, (tx) =>
      endGrants(tx, { event }, person, ['supervisor']),
    );
    // That it is no event's date is noticed first.
    await expect(attempt).rejects.toMatchObject({ code: 'GL024' });
  });
});
