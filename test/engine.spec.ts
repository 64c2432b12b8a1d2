import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import {
  Casework,
  CaseViews,
  Drafts,
  forgetAnswers,
  ProcessShelf,
  replayCases,
  type Caller,
} from '#casework';
import { club } from './campaigns/club.process.js';
import { relay } from './campaigns/relay.process.js';
import { handIn, laboratories, openCase, testOffice, type TestOffice } from './office.js';

/** The engine on invented processes, so that nobody takes the engine for a law. */
let office: TestOffice;
let casework: Casework;
let views: CaseViews;
const institution = laboratories[0].id;
const shelf = new ProcessShelf([relay, ...club]);
const secretary = (): Caller => office.as('intake-1');

beforeAll(async () => {
  office = await testOffice();
  casework = new Casework(office.service, shelf);
  views = new CaseViews(office.service, shelf);
});
afterAll(() => office.close());

const open = async (process: string): Promise<string> => {
  const { answer } = await casework.open(
    office.as('applicant-food'),
    { process, institution, evidence: undefined },
    randomUUID(),
  );
  return answer.case;
};
const take = async (id: string, step: string, revision: number, evidence?: unknown) =>
  (await casework.advance(secretary(), { case: id, step, revision, evidence }, randomUUID())).answer;

describe('a linked case', () => {
  it('is opened by an effect in the same transaction, with its cause, in the same matter', async () => {
    const id = await open('membership');
    await take(id, 'admit', 1);
    const [linked] = await office.rows<{ id: string; root_id: string; body: string }>(
      `select c.id, c.root_id, e.body from cases c join events e on e.case_id = c.id where c.process = 'locker' and c.root_id = $1`,
      [id],
    );
    expect(linked!.root_id).toBe(id);
    expect(JSON.parse(linked!.body)).toMatchObject({
      kind: 'opened',
      cause: { kind: 'event', of: `${id}/2/0` },
      given: { world: { size: 2 } },
    });
  });
});

describe('an owed command', () => {
  it('is written with the event that owes it, is paid once, and moves the other case through the same door', async () => {
    const id = await open('membership');
    await take(id, 'admit', 1);
    const [linked] = await office.rows<{ id: string }>(
      `select id from cases where process = 'locker' and root_id = $1`,
      [id],
    );
    // The member's case must remember its locker before it can owe it anything.
    await expect(take(id, 'expel', 2)).rejects.toThrow(/names no case/);
    expect((await views.lookUp(secretary(), id)).revision).toBe(2);

    const owing = await owe(id, linked!.id);
    const paid = await casework.pay(office.tenant, linked!.id, 'takeBack', owing);
    expect(paid).toMatchObject({ step: 'takeBack', state: 'returned', revision: 2 });
    const again = await casework.pay(office.tenant, linked!.id, 'takeBack', owing);
    expect(again).toMatchObject({ state: 'returned', revision: 2, seq: 2 });
    const [command] = await office.rows<{ done_seq: number }>(
      'select done_seq from owed_commands where case_id = $1',
      [linked!.id],
    );
    expect(command!.done_seq).toBe(2);
  });

  it('is refused where nobody owes it', async () => {
    const id = await open('relay');
    const cause = { case: id, seq: 1, ordinal: 0 };
    await expect(casework.pay(office.tenant, id, 'pass', cause)).rejects.toMatchObject({ code: 'not-found' });
  });
});

/** Lets a case owe another a step, as its event would. */
async function owe(of: string, to: string): Promise<{ case: string; seq: number; ordinal: number }> {
  await office.rows(
    `insert into owed_commands (tenant, cause_case, cause_seq, ordinal, case_id, step, world)
     values (22, $1, 2, 0, $2, 'takeBack', '{"reason":"expelled"}')`,
    [of, to],
  );
  return { case: of, seq: 2, ordinal: 0 };
}

describe('a fault of one command', () => {
  it('does not disturb its neighbours in the batch', async () => {
    const [faulty, ...others] = await Promise.all([
      open('membership'),
      open('relay'),
      open('relay'),
      open('relay'),
    ]);
    await take(faulty, 'admit', 1);
    const outcomes = await Promise.allSettled([
      take(others[0], 'pass', 1, { lap: 1, note: '' }),
      take(faulty, 'expel', 2),
      take(others[1], 'pass', 1, { lap: 1, note: '' }),
      take(others[2], 'pass', 1, { lap: 'one', note: '' }),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected']);
    expect((await views.lookUp(secretary(), faulty)).revision).toBe(2);
  });
});

describe('an answer that was lost', () => {
  it('is given again to a retry: connections are cut at random, nothing acknowledged is lost or doubled', async () => {
    const cases = await Promise.all(Array.from({ length: 16 }, () => open('relay')));
    const killer = new pg.Client({ connectionString: office.urls.superuserUrl });
    await killer.connect();
    let storming = true;
    const cutting = (async () => {
      for (let cuts = 0; storming && cuts < 40; cuts += 1) {
        await killer.query(
          `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and usename = 'greenlane_service'`,
        );
        await new Promise((resolve) => setTimeout(resolve, 7));
      }
    })();
    try {
      await Promise.all(
        cases.map(async (id) => {
          for (let revision = 1; revision <= 20; revision += 1) {
            const asked = { case: id, step: 'pass', revision, evidence: { lap: revision, note: '' } };
            const key = randomUUID();
            for (;;) {
              try {
                const { answer } = await casework.advance(secretary(), asked, key);
                expect(answer.revision).toBe(revision + 1);
                break;
              } catch (error) {
                // Only "try again" may come; the same key makes trying again safe.
                expect(error).toMatchObject({ code: 'temporarily-unavailable' });
              }
            }
          }
        }),
      );
    } finally {
      storming = false;
      await cutting;
      await killer.end();
    }
    const rows = await office.rows<{ revision: number; events: number }>(
      `select revision, (select count(*) from events e where e.case_id = c.id) as events from cases c where id = any($1::uuid[])`,
      [cases],
    );
    expect(rows.every(({ revision, events }) => revision === 21 && events === 21)).toBe(true);
    expect(
      (await replayCases(office.service, { shelf, ports: office.casework.ports }, office.tenant)).findings,
    ).toEqual([]);
  });
});

describe('a clock', () => {
  it('that ran out while nobody worked lapses on the first word of anybody, and once', async () => {
    const id = await open('relay');
    const before = await views.lookUp(secretary(), id);
    expect(before.clocks).toMatchObject([
      { clock: 'stay', status: 'running', dueOn: '2025-09-08', anchor: '2025-09-01' },
    ]);
    await office.moveTo('2025-09-08T15:59:59Z');
    expect((await casework.lapse(office.tenant, id)).state).toBe('here');
    await office.moveTo('2025-09-08T16:00:01Z');
    const [one, other] = await Promise.all([
      casework.lapse(office.tenant, id),
      casework.lapse(office.tenant, id),
    ]);
    expect([one.state, one.seq, other.seq]).toEqual(['over', 2, 2]);
    const after = await views.lookUp(secretary(), id);
    expect(after.clocks).toMatchObject([{ clock: 'stay', status: 'expired', dueOn: null }]);
  });
});

describe('a draft', () => {
  let drafts: Drafts;
  beforeEach(() => {
    drafts = new Drafts(office.service, office.views);
  });

  it('belongs to case, step and person, counts its own revisions and is no event', async () => {
    const walk = await openCase(office, 'applicant-food', 0);
    const caller = office.as('applicant-food');
    const of = { case: walk.id, step: 'submit', content: { fieldCode: '00' } };
    const first = await drafts.save(caller, { ...of, revision: 0 }, randomUUID());
    expect(first.answer).toMatchObject({ revision: 1, content: { fieldCode: '00' } });
    const second = await drafts.save(
      caller,
      { ...of, revision: 1, content: { fieldCode: '12' } },
      randomUUID(),
    );
    expect(second.answer.revision).toBe(2);
    await expect(drafts.save(caller, { ...of, revision: 1 }, randomUUID())).rejects.toMatchObject({
      code: 'stale-draft',
    });
    await expect(drafts.save(caller, { ...of, revision: 0 }, randomUUID())).rejects.toMatchObject({
      code: 'stale-draft',
    });
    await expect(drafts.read(office.as('intake-1'), walk.id, 'submit')).rejects.toMatchObject({
      code: 'not-found',
    });
    expect(await drafts.read(caller, walk.id, 'submit')).toMatchObject({ content: { fieldCode: '12' } });
    await drafts.erase(caller, walk.id, 'submit');
    await expect(drafts.read(caller, walk.id, 'submit')).rejects.toMatchObject({ code: 'not-found' });
    expect((await office.views.lookUp(caller, walk.id)).seq).toBe(1);
  });

  it('is not taken for a step that no state knows, nor in a case of another laboratory', async () => {
    const walk = await openCase(office, 'applicant-food', 0);
    const of = { case: walk.id, revision: 0, content: {} };
    await expect(
      drafts.save(office.as('applicant-food'), { ...of, step: 'nonsense' }, randomUUID()),
    ).rejects.toMatchObject({ code: 'unknown-step' });
    await expect(
      drafts.save(office.as('applicant-environment'), { ...of, step: 'submit' }, randomUUID()),
    ).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('a document', () => {
  it('is known by its content and not by its name, and is read back to the byte', async () => {
    const walk = await openCase(office, 'applicant-food', 0);
    const caller = office.as('applicant-food');
    const program = {
      case: walk.id,
      name: '质量手册.pdf',
      bytes: Buffer.from('MZ\x90\x00\x03\x00\x00\x00\x04'),
    };
    await expect(office.documents.receive(caller, program, randomUUID())).rejects.toMatchObject({
      code: 'document-type-refused',
    });
    const id = await handIn(office, 'applicant-food', walk.id);
    const { view, bytes } = await office.documents.read(caller, walk.id, id);
    expect(view).toMatchObject({ name: '质量手册.txt', mediaType: 'text/plain', status: 'unscanned' });
    expect(bytes.toString()).toContain('质量手册');
    await expect(
      office.documents.read(office.as('applicant-environment'), walk.id, id),
    ).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('answers under a key', () => {
  it('are forgotten after two days of real time, and not before', async () => {
    const id = await open('relay');
    const age = async (hours: number): Promise<number> => {
      const owner = new pg.Client({ connectionString: office.urls.superuserUrl });
      await owner.connect();
      await owner.query(`update answers set answered_at = clock_timestamp() - make_interval(hours => $1)`, [
        hours,
      ]);
      await owner.end();
      await forgetAnswers(office.service, office.tenant);
      return (await office.rows('select from answers')).length;
    };
    expect(id).toBeTruthy();
    expect(await age(47)).toBeGreaterThan(0);
    expect(await age(49)).toBe(0);
  });
});

describe('a server whose clock is set back', () => {
  it('dates no event before its predecessor, and goes on working', async () => {
    const id = await open('relay');
    const first = await take(id, 'pass', 1, { lap: 1, note: '' });
    const owner = new pg.Client({ connectionString: office.urls.superuserUrl });
    await owner.connect();
    await owner.query(`update office_clock set shift = shift - interval '1 hour'`);
    const second = await take(id, 'pass', 2, { lap: 2, note: '' });
    await owner.query(`update office_clock set shift = shift + interval '1 hour'`);
    await owner.end();
    expect(second.at).toBe(first.at);
  });
});
