import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { inTransaction } from '#database';
import { withdraw } from '#identity';
import { vocabulary } from '#process';
import { laboratories, openCase, submittedCase, testOffice, type TestOffice } from '../../test/office.js';
import { Casework, Drafts, once, ProcessShelf } from './index.js';
import { lending } from './lending.fixture.js';

/** What the doors of this library promise on a real database, beside the life of a step. */
let office: TestOffice;
beforeAll(async () => {
  office = await testOffice();
});
afterAll(() => office.close());

const refused = (code: string): unknown => expect.objectContaining({ code });

describe('a write that is no step', () => {
  const caller = () => office.as('intake-1');
  let calls = 0;
  /** Slow enough that all callers have a connection before the first is done. */
  const count = async (): Promise<{ count: number }> => {
    const answer = { count: (calls += 1) };
    await setTimeout(200);
    return answer;
  };

  it('happens once for its key, however many callers send it at once', async () => {
    const key = randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => once(office.service, caller(), key, { a: 1 }, count)),
    );
    expect(answers.map(({ answer }) => answer)).toEqual(Array.from({ length: 8 }, () => ({ count: 1 })));
    expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect(calls).toBe(1);
    await expect(once(office.service, caller(), key, { a: 2 }, count)).rejects.toEqual(
      refused('idempotency-key-reused'),
    );
  });

  it('leaves its key free when its work fails', async () => {
    const key = randomUUID();
    const failing = (): Promise<never> => Promise.reject(new Error('no room'));
    await expect(once(office.service, caller(), key, {}, failing)).rejects.toThrow('no room');
    expect(await once(office.service, caller(), key, {}, () => Promise.resolve('done'))).toEqual({
      answer: 'done',
      replayed: false,
    });
  });

  it('is told that the key was used where a step was answered under it in the same moment', async () => {
    const key = randomUUID();
    const asked = { process: 'qualification', institution: laboratories[0].id, evidence: { kind: 'first' } };
    const work = async (): Promise<string> => {
      // The step takes no part in the lock on the key: it is judged and answered while this work goes on.
      await office.casework.open(office.as('applicant-food'), asked, key).catch(() => undefined);
      return 'done';
    };
    await expect(once(office.service, office.as('applicant-food'), key, {}, work)).rejects.toEqual(
      refused('idempotency-key-reused'),
    );
  });
});

describe('a draft that has expired', () => {
  it('is as if it were not there: it is not read, and a first save takes its place', async () => {
    const drafts = new Drafts(office.service, office.views);
    const walk = await openCase(office, 'applicant-food', 0);
    const caller = office.as('applicant-food');
    const of = { case: walk.id, step: 'submit', revision: 0 };
    await drafts.save(caller, { ...of, content: { a: 1 } }, randomUUID());
    await office.rows(`update drafts set expires_at = office_now() where case_id = $1`, [walk.id]);
    await expect(drafts.read(caller, walk.id, 'submit')).rejects.toEqual(refused('not-found'));
    const { answer } = await drafts.save(caller, { ...of, content: undefined }, randomUUID());
    expect(answer).toMatchObject({ revision: 1, content: null });
  });
});

describe('a list of cases', () => {
  it('shows a person no case any more when the role that reached it is withdrawn', async () => {
    const walk = await submittedCase(office);
    const caller = office.as('applicant-environment');
    const mine = await openCase(office, 'applicant-environment', 1);
    const seen = async (): Promise<string[]> =>
      (await office.views.list(caller, { limit: 50 })).map(({ id }) => id);
    expect(await seen()).toEqual([mine.id]);
    expect(await seen()).not.toContain(walk.id);
    await inTransaction(office.service, office.tenant, (tx) => withdraw(tx, caller.person, 'applicant'));
    expect(await seen()).toEqual([]);
    await expect(office.views.lookUp(caller, mine.id)).rejects.toEqual(refused('not-found'));
  });
});

describe('a case number', () => {
  it('finds the case for those who may see it, however it is typed, and for nobody else', async () => {
    const walk = await submittedCase(office);
    const { number } = await office.views.lookUp(office.as('intake-1'), walk.id);
    const typed = ` ${number!.toLowerCase()} `;
    expect(await office.views.findByNumber(office.as('intake-1'), typed)).toBe(walk.id);
    expect(await office.views.findByNumber(office.as('applicant-food'), number!)).toBe(walk.id);
    expect(await office.views.findByNumber(office.as('assessor-1'), number!)).toBeNull();
    const creditCode = await creditCodeOf(walk.id);
    const status = await office.views.publicStatus(typed, creditCode.slice(-4).toLowerCase());
    expect(status).toMatchObject({ number });
    expect(await office.views.publicStatus(typed, '0000')).toBeNull();
    expect(await office.views.publicStatus(typed, '')).toBeNull();
  });
});

describe('an id that is none', () => {
  it('is not found, and disturbs nobody', async () => {
    const asked = { step: 'accept', revision: 1, evidence: {} };
    for (const id of ['', 'nonsense', "' or true", '0197A000-0000-7000-8000-000000000001']) {
      await expect(
        office.casework.advance(office.as('intake-1'), { case: id, ...asked }, randomUUID()),
      ).rejects.toEqual(refused('not-found'));
      await expect(
        office.casework.open(
          office.as('applicant-food'),
          { process: 'qualification', institution: id, evidence: { kind: 'first' } },
          randomUUID(),
        ),
      ).rejects.toEqual(refused('not-found'));
    }
  });
});

describe('the engine', () => {
  it('does not start on a process that draws what nobody registered', () => {
    const casework = new Casework(office.service, new ProcessShelf([lending]));
    expect(() => casework.checkPorts()).toThrow(
      'process "lending" draws "loanNumber", which nobody registered',
    );
  });

  it('does not start on a process that draws a number at its opening, which no door would do', () => {
    const words = (en: string) => ({ 'zh-CN': en, en });
    const law = vocabulary({
      roles: { member: { words: words('member'), duty: 'applying', reach: 'own' } },
      instruments: { rules: { title: words('Rules'), inForceFrom: '2020-01-01' } },
      ...{ evidence: {}, guards: {}, assigns: {}, effects: {} },
      series: { caseNumber: words('case number') },
    });
    const under = { instrument: 'rules', article: '1' } as const;
    const machine = law.createMachine({
      id: 'ticket',
      version: '2020-01-01',
      initial: 'open',
      context: {},
      meta: { opening: { by: ['member'], under, draws: ['caseNumber'] }, clocks: {} },
      states: {
        open: {
          description: 'Open.',
          on: { close: { description: 'Close.', meta: { by: ['member'], under }, target: 'closed' } },
        },
        closed: { description: 'Closed.', type: 'final' },
      },
    });
    const ticket = law.process(machine, {
      labels: {
        title: words('Ticket'),
        states: { open: words('open'), closed: words('closed') },
        steps: { close: words('close') },
      },
    });
    const casework = new Casework(office.service, new ProcessShelf([ticket]));
    expect(() => casework.checkPorts()).toThrow('draws a number at its opening');
  });
});

async function creditCodeOf(id: string): Promise<string> {
  const [row] = await office.rows<{ credit_code: string }>(
    'select i.credit_code from institutions i join cases c on c.institution_id = i.id where c.id = $1',
    [id],
  );
  return row!.credit_code;
}
