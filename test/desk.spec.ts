/**
 * Work on desks, queues, the texts of decisions, staffing, and why not: on a real office, over HTTP where that matters.
 * Long, because one office carries it all and is costly to open.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { compactVerify, createLocalJWKSet, type JSONWebKeySet } from 'jose';
import pg from 'pg';
import {
  replayCases,
  taskKey,
  Tasks,
  unstaffedWithout,
  usualStepUp,
  type Caller,
  type CaseView,
  type Queue,
  type Task,
} from '#casework';
import { inTransaction } from '#database';
import { createPerson, demonstrationPeople, grant, openAccount } from '#identity';
import { canonicalText, leafHash, sha256, type EventBody } from '#ledger';
import { Refused } from '#refusals';
import { authorityWords, type RoleName } from '#regulations';
import * as bring from './evidence.js';
import { issuer, rowCounts, testApi, type Answered, type TestApi } from './api.js';
import { openAffair, refusal, roleGrant, secondEngine } from './office-affairs.js';
import { laboratories, openCase, submittedCase, type TestOffice, type Walk } from './office.js';

let api: TestApi;
let office: TestOffice;
beforeAll(async () => {
  api = await testApi(false);
  ({ office } = api);
});
afterAll(() => api.close());

const idOf = (subject: string): string => office.as(subject).person;
const day = '2025-09-01';
const newKey = (): string => randomUUID();

/** Somebody new with one role. */
async function newOfficer(role: RoleName, name = '新人'): Promise<Caller> {
  const person = await inTransaction(office.service, office.tenant, async (tx) => {
    const id = await createPerson(tx, { name });
    await grant(tx, id, role);
    await openAccount(tx, { issuer, subject: id, person: id });
    return id;
  });
  return { ...office.as('intake-1'), person };
}

const callerOf = (who: string | Caller): Caller => (typeof who === 'string' ? office.as(who) : who);
const assign = (by: string | Caller, id: string, to: string | Caller = by, duty = 'intake') =>
  office.casework.assign(callerOf(by), { case: id, duty, to: callerOf(to).person }, newKey());
const release = (by: string | Caller, id: string, duty = 'intake') =>
  office.casework.release(callerOf(by), { case: id, duty }, newKey());
const codeOf = async (asked: Promise<unknown>): Promise<string> => (await refusal(asked)).code;
/** What a step is refused with, whole. */
const refusedWith = async (asked: Promise<unknown>): Promise<Refused> => {
  const error = await asked.then(
    () => new Error('it was taken'),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Refused)) throw error;
  return error;
};
const desksOf = async (id: string) =>
  (await office.views.lookUp(office.as('auditor'), id)).desks.map(({ duty, person }) => [duty, person]);
const lastEvent = async (id: string): Promise<EventBody> => {
  const history = await office.views.history(office.as('auditor'), id, { limit: 1000 });
  // Whoever oversees reads every event whole.
  return history.at(-1)!.event as EventBody;
};

const todayHere = async (): Promise<string> => {
  const sql = `select (office_now() at time zone 'Asia/Shanghai')::date as today`;
  return (await office.rows<{ today: string }>(sql))[0]!.today;
};

/** A case that awaits its decision. */
async function assessed(
  conclusion = 'conforming',
  found: Parameters<typeof bring.report>[2] = {},
): Promise<Walk & { document: string; scope: string }> {
  const walk = await submittedCase(office);
  await walk.take('intake-1', 'accept', bring.acceptance);
  await walk.take('coordinator', 'appointTeam', bring.team(idOf('leader-1'), idOf('assessor-1')));
  await walk.take('leader-1', 'reviewMaterials', bring.goOn);
  const today = await todayHere();
  await walk.take('coordinator', 'sendVisitNotice', bring.visit(today, today));
  await walk.take('leader-1', 'conclude', bring.report({ from: today, to: today }, conclusion, found));
  return walk;
}

describe('a desk', () => {
  it('is claimed, and whose case it is then takes its steps; a colleague is told why not, and what would help', async () => {
    const walk = await submittedCase(office);
    const { answer } = await assign('intake-1', walk.id);
    expect(answer).toMatchObject({ step: 'assigned', state: 'received', revision: walk.revision, seq: 3 });
    expect(await desksOf(walk.id)).toEqual([['intake', idOf('intake-1')]]);
    expect(await codeOf(assign('intake-2', walk.id))).toBe('on-another-desk');
    expect(await codeOf(release('intake-2', walk.id))).toBe('on-another-desk');

    const refused = await refusedWith(walk.take('intake-2', 'accept', bring.acceptance));
    expect(refused.code).toBe('not-permitted');
    const { otherwise, remedy, under } = authorityWords.itLiesOnYourDesk;
    expect(refused.details.members!['reasons']).toEqual([
      {
        ...{ code: 'itLiesOnYourDesk', sentence: otherwise, remedy },
        under: { ...under, title: expect.objectContaining({ en: expect.any(String) as unknown }) as unknown },
      },
    ]);
    expect((await walk.take('intake-1', 'accept', bring.acceptance)).state).toBe('formingTheTeam');
    expect((await lastEvent(walk.id)).actor).toMatchObject({ person: idOf('intake-1'), covering: null });
  });

  it('is released, and free for a colleague', async () => {
    const walk = await submittedCase(office);
    await assign('intake-1', walk.id);
    expect((await release('intake-1', walk.id)).answer.step).toBe('released');
    expect(await desksOf(walk.id)).toEqual([]);
    expect(await codeOf(release('intake-1', walk.id))).toBe('nothing-to-assign');
    await assign('intake-2', walk.id);
    expect(await desksOf(walk.id)).toEqual([['intake', idOf('intake-2')]]);
  });

  it('is won by one of twenty who claim at once in two processes', async () => {
    const walk = await submittedCase(office);
    const other = await secondEngine(office);
    try {
      const officers = await Promise.all(Array.from({ length: 20 }, () => newOfficer('intakeOfficer')));
      const claims = officers.map((caller, index) =>
        (index % 2 === 0 ? office.casework : other.casework).assign(
          caller,
          { case: walk.id, duty: 'intake', to: caller.person },
          newKey(),
        ),
      );
      const outcomes = await Promise.allSettled(claims);
      const won = officers.filter((_, index) => outcomes[index]!.status === 'fulfilled');
      expect(won).toHaveLength(1);
      expect(await desksOf(walk.id)).toEqual([['intake', won[0]!.person]]);
      const lost = outcomes.flatMap((one) =>
        one.status === 'rejected' ? [(one.reason as Refused).code] : [],
      );
      expect(new Set(lost)).toEqual(new Set(['on-another-desk']));
      expect((await lastEvent(walk.id)).seq).toBe(3);
    } finally {
      await other.service.close();
    }
  });

  it('is given and taken by a supervisor, who is not asked whose it was', async () => {
    const walk = await submittedCase(office);
    await assign('supervisor', walk.id, 'intake-2');
    await assign('supervisor', walk.id, 'intake-1');
    expect(await desksOf(walk.id)).toEqual([['intake', idOf('intake-1')]]);
    expect(await lastEvent(walk.id)).toMatchObject({
      kind: 'assigned',
      actor: { person: idOf('supervisor'), roles: ['supervisor'], duty: 'supervision' },
      given: { world: { duty: 'intake', to: idOf('intake-1'), before: idOf('intake-2') } },
    });
    await release('supervisor', walk.id);
    expect(await desksOf(walk.id)).toEqual([]);
    expect(await codeOf(assign('intake-1', walk.id, 'intake-2'))).toBe('role-needed');
    // Somebody who supervises takes no part: the matter stays open to them as a supervisor alone.
    expect(await office.rows('select 1 from duties_held where person_id = $1', [idOf('supervisor')])).toEqual(
      [],
    );
  });

  it('takes nothing for who may not: without the role, with another duty in the matter, recused, unknown', async () => {
    const walk = await submittedCase(office);
    const reasons = async (to: string | Caller) => {
      const { code, details } = await refusedWith(assign('supervisor', walk.id, to));
      const members = details.members as { person: string; reasons: { code: string }[] };
      return [code, ...members.reasons.map((reason) => reason.code)];
    };
    expect(await reasons('decision-maker')).toEqual(['assignee-may-not', 'theRoleIsHeld']);
    expect(await reasons('administrator-1')).toEqual([
      ...['assignee-may-not', 'theRoleIsHeld', 'rolesAreNotAdministered'],
    ]);
    const [busy, kin] = [await newOfficer('intakeOfficer'), await newOfficer('intakeOfficer')];
    await office.rows('insert into case_people (tenant, case_id, person_id, duty) values (22, $1, $2, $3)', [
      ...[walk.id, busy.person, 'assessment'],
    ]);
    await office.rows(
      `insert into interests (tenant, case_id, person_id, institution_id, ground) values (22, $1, $2, $3, 'kinship')`,
      [walk.id, kin.person, laboratories[0].id],
    );
    expect(await reasons(busy)).toEqual(['assignee-may-not', 'dutiesAreKeptApart']);
    expect(await reasons(kin)).toEqual(['assignee-may-not', 'nobodyIsRecused']);
    expect(await codeOf(assign(kin, walk.id))).toBe('assignee-may-not');
    const stranger = { ...office.as('intake-1'), person: randomUUID() };
    expect(await codeOf(assign('supervisor', walk.id, stranger))).toBe('not-found');
    expect(await codeOf(assign('supervisor', walk.id, office.as('sichuan-intake')))).toBe('not-found');
    expect((await lastEvent(walk.id)).seq).toBe(2);
  });

  it('holds the duties that wait in the state, and none of an applicant', async () => {
    const walk = await submittedCase(office);
    for (const duty of ['decision', 'applying', 'clock', 'nonsense']) {
      expect(await codeOf(assign('supervisor', walk.id, 'intake-1', duty))).toBe('nothing-to-assign');
    }
    expect(await codeOf(assign('applicant-environment', walk.id))).toBe('not-found');
    expect(await codeOf(assign('applicant-food', walk.id))).toBe('assignee-may-not');
  });

  it('is told to people of the office with its holder’s name, and to no applicant', async () => {
    const walk = await submittedCase(office);
    await assign('intake-1', walk.id);
    const { desks } = await office.views.lookUp(office.as('intake-2'), walk.id);
    expect(desks).toEqual([{ duty: 'intake', person: idOf('intake-1'), name: '罗佳宁' }]);
    expect((await office.views.lookUp(office.as('applicant-food'), walk.id)).desks).toEqual([]);
  });

  it('is nothing to an API key: under it, who works at the office and for a laboratory is that laboratory’s alone', async () => {
    const walk = await submittedCase(office);
    await assign('intake-1', walk.id);
    const both = await newOfficer('supervisor');
    await inTransaction(office.service, office.tenant, async (tx) => {
      for (const role of ['intakeOfficer', 'applicant'] as const) await grant(tx, both.person, role);
      await tx.query(
        'insert into acting_for (tenant, person_id, institution_id, since) values (22, $1, $2, office_now())',
        [both.person, laboratories[0].id],
      );
    });
    const key = { ...both, method: 'apiKey:x', onlyFor: laboratories[0].id };
    const duties = async (caller: Caller) =>
      new Set((await office.tasks.list(caller, { queue: 'all', limit: 1000 })).map(({ duty }) => duty));
    // Who acts for the laboratory is recused from its cases, and reads them as it does, with a key or without.
    for (const caller of [both, key])
      expect(await office.views.lookUp(caller, walk.id)).toMatchObject({ desks: [], readAs: 'party' });
    expect((await office.views.lookUp(office.as('supervisor'), walk.id)).desks).toHaveLength(1);
    expect([...(await duties(office.as('supervisor')))].sort()).toEqual(
      expect.arrayContaining(['coordination', 'intake']),
    );
    for (const caller of [both, key]) expect([...(await duties(caller))]).toEqual(['applying']);
    expect(await codeOf(office.staffing.of(both, walk.id))).toBe('not-found');
    expect(await codeOf(assign(both, walk.id, 'intake-2'))).toBe('not-permitted');
    expect(await codeOf(release(both, walk.id))).toBe('not-permitted');
    expect(await codeOf(office.staffing.of(key, walk.id))).toBe('not-found');
    expect(await codeOf(assign(key, walk.id, 'intake-2'))).toBe('role-needed');
    expect(await codeOf(release(key, walk.id))).toBe('on-another-desk');
    await release('intake-1', walk.id);
    expect(await codeOf(assign(key, walk.id))).toBe('assignee-may-not');
  });

  it('is moved over HTTP once for its key, with a reason where it is not', async () => {
    const walk = await submittedCase(office);
    const path = `/api/v1/cases/${walk.id}/assignments/intake`;
    const body = { to: idOf('intake-1') };
    const key = newKey();
    const first = await api.ask('put', path, { as: 'intake-1', body, key });
    expect([first.status, first.headers['etag']]).toEqual([200, undefined]);
    const again = await api.ask('put', path, { as: 'intake-1', body, key });
    expect([again.status, again.headers['idempotent-replayed'], again.body]).toEqual([
      200,
      'true',
      first.body,
    ]);
    const status = async (asked: Promise<Answered>) => {
      const { status: of, body: problem } = await asked;
      return [of, (problem as { code?: string }).code];
    };
    expect(await status(api.ask('delete', path, { as: 'intake-1', key }))).toEqual([
      422,
      'idempotency-key-reused',
    ]);
    expect(await status(api.ask('put', path, { as: 'intake-1', body, key: null }))).toEqual([
      ...[400, 'idempotency-key-missing'],
    ]);
    expect(await status(api.ask('put', path, { as: 'intake-2', body: { to: idOf('intake-2') } }))).toEqual([
      ...[409, 'on-another-desk'],
    ]);
    expect(await status(api.ask('put', path, { as: 'intake-1', body: { to: idOf('intake-2') } }))).toEqual([
      ...[403, 'role-needed'],
    ]);
    expect(await status(api.ask('put', path, { as: 'supervisor', body: { to: idOf('auditor') } }))).toEqual([
      ...[409, 'assignee-may-not'],
    ]);
    const decision = `/api/v1/cases/${walk.id}/assignments/decision`;
    expect(await status(api.ask('delete', decision, { as: 'supervisor' }))).toEqual([
      409,
      'nothing-to-assign',
    ]);
    expect(await status(api.ask('delete', path, { as: 'intake-1' }))).toEqual([200, undefined]);
  });
});

describe('whoever stands in', () => {
  const away = (from: string, to: string) => ({
    absent: idOf('intake-1'),
    cover: idOf('intake-2'),
    away: { from, to },
  });

  it('takes the step from the desk of who is away, which the event says, and only on the days entered', async () => {
    const walks = [await submittedCase(office), await submittedCase(office)];
    for (const { id } of walks) await assign('intake-1', id);
    const mine = async () => {
      const tasks = await office.tasks.list(office.as('intake-2'), { queue: 'mine', limit: 100 });
      return tasks
        .filter(({ case: id }) => walks.some((walk) => walk.id === id))
        .map(({ covering }) => covering);
    };
    const attempt = (walk: Walk) => refusal(walk.take('intake-2', 'accept', bring.acceptance));
    const onAnotherDesk = { code: 'not-permitted', reasons: ['itLiesOnYourDesk'] };

    const later = await openAffair(office, 'intake-1', 'absence');
    await later.take('intake-1', 'enter', away('2025-09-02', '2025-09-05'));
    expect(await attempt(walks[0]!)).toMatchObject(onAnotherDesk);
    expect(await mine()).toEqual([]);

    const today = await openAffair(office, 'intake-1', 'absence');
    await today.take('intake-1', 'enter', away(day, day));
    expect(await mine()).toEqual([true, true]);
    await walks[0]!.take('intake-2', 'accept', bring.acceptance);
    expect((await lastEvent(walks[0]!.id)).actor).toMatchObject({
      ...{ person: idOf('intake-2'), roles: ['intakeOfficer'], covering: idOf('intake-1') },
    });

    await today.take('intake-1', 'end');
    expect(await attempt(walks[1]!)).toMatchObject(onAnotherDesk);
    expect(await mine()).toEqual([]);
    expect((await walks[1]!.take('intake-1', 'accept', bring.acceptance)).state).toBe('formingTheTeam');
    await later.take('intake-1', 'end');
  });
});

describe('a note', () => {
  it('leaves state, revision, memory and ETag as they were, and is one event of the chain', async () => {
    const walk = await submittedCase(office);
    const path = `/api/v1/cases/${walk.id}`;
    const read = async () => {
      const { headers, body } = await api.ask('get', path, { as: 'intake-1' });
      const { seq, head, desks, steps, changedAt: _, ...rest } = body as CaseView;
      return { etag: headers['etag'], seq, head, desks, steps, rest };
    };
    const before = await read();
    await assign('intake-1', walk.id);
    await release('intake-1', walk.id);
    await assign('intake-1', walk.id);
    const after = await read();
    expect([after.etag, after.rest]).toEqual([before.etag, before.rest]);
    expect([after.seq, after.head === before.head]).toEqual([before.seq + 3, false]);

    const { body } = await api.ask('get', `${path}/history`, { as: 'intake-1' });
    const { items } = body as { items: { hash: string; label: { en: string }; event: EventBody }[] };
    expect(items.map(({ event }) => event.kind)).toEqual([
      ...['opened', 'stepTaken', 'assigned', 'released', 'assigned'],
    ]);
    expect(items.map(({ label }) => label.en)).toEqual([
      ...['The case is opened', 'submit', 'Put on a desk', 'Taken off a desk', 'Put on a desk'],
    ]);
    expect(items.map(({ event }) => event.prev).slice(1)).toEqual(items.map(({ hash }) => hash).slice(0, -1));
    expect(new Set(items.slice(1).map(({ event }) => event.context)).size).toBe(1);
    // Whoever read the case before may still act on it.
    const { status } = await api.ask('post', `${path}/steps/accept`, {
      ...{ as: 'intake-1', revision: Number(before.etag!.replaceAll('"', '')), body: bring.acceptance },
    });
    expect(status).toBe(200);
  });
});

describe('a queue', () => {
  const all = async (who: string | Caller, queue: Queue, more: object = {}): Promise<Task[]> =>
    office.tasks.list(callerOf(who), { queue, limit: 1000, ...more });
  /** Every page in turn. */
  async function paged(tasks: Tasks, caller: Caller, queue: Queue, limit: number): Promise<Task[][]> {
    const pages: Task[][] = [];
    for (let after: string | undefined; ;) {
      const found = await tasks.list(caller, { queue, limit: limit + 1, after });
      pages.push(found.slice(0, limit));
      if (found.length <= limit) return pages;
      after = taskKey(found[limit - 1]!);
    }
  }

  it('holds what lies on one’s desk in `mine`, what lies on nobody’s in `team`, and both and all others in `all`', async () => {
    const [free, own, other] = [
      await submittedCase(office),
      await submittedCase(office),
      await submittedCase(office),
    ];
    await assign('intake-2', own.id);
    await assign('intake-1', other.id);
    const places = async (who: string, id: string) => {
      const found = await Promise.all((['mine', 'team', 'all'] as const).map((queue) => all(who, queue)));
      return found.map((tasks) => tasks.some((task) => task.case === id));
    };
    expect(await places('intake-2', free.id)).toEqual([false, true, true]);
    expect(await places('intake-2', own.id)).toEqual([true, false, true]);
    expect(await places('intake-2', other.id)).toEqual([false, false, true]);
    expect(await places('supervisor', other.id)).toEqual([false, false, true]);
    expect(await places('decision-maker', free.id)).toEqual([false, false, false]);
    expect(await places('auditor', free.id)).toEqual([false, false, false]);
    expect(await places('applicant-food', free.id)).toEqual([true, false, true]);
    expect(await places('applicant-environment', free.id)).toEqual([false, false, false]);

    const supervised = (await all('supervisor', 'all')).filter((task) => task.case === other.id);
    expect(supervised.map(({ duty, steps, assignedTo }) => [duty, steps, assignedTo])).toEqual([
      ['intake', [], { person: idOf('intake-1'), name: '罗佳宁' }],
    ]);
  });

  it('tells what can be done, until when, and whose it is', async () => {
    const walk = await submittedCase(office);
    const [task] = (await all('intake-1', 'team')).filter(({ case: id }) => id === walk.id);
    expect(task).toMatchObject({
      ...{ process: 'qualification', state: 'received', duty: 'intake', dueOn: '2025-09-08', overdue: false },
      dueAt: '2025-09-08T16:00:00.000Z',
      ...{ institution: { id: laboratories[0].id, name: laboratories[0].name }, assignedTo: null },
    });
    expect(task!.steps.map(({ step }) => step)).toEqual([
      ...['accept', 'correctOnTheSpot', 'requestSupplement', 'refuseToAccept', 'correctReceipt'],
    ]);
  });

  it('leaves out a step that a guard has closed already, and says so in the case', async () => {
    const walk = await submittedCase(office);
    await walk.take('intake-1', 'requestSupplement', bring.supplementNotice);
    await walk.take('applicant-food', 'supplement', bring.supplement(walk.document));
    const [task] = (await all('intake-1', 'team')).filter(({ case: id }) => id === walk.id);
    expect(task!.steps.map(({ step }) => step)).toEqual([
      ...['accept', 'correctOnTheSpot', 'refuseToAccept', 'correctReceipt'],
    ]);
    const { steps } = await office.views.lookUp(office.as('intake-1'), walk.id);
    const closed = steps.find(({ step }) => step === 'requestSupplement')!;
    expect([closed.allowed, closed.reasons.map(({ code }) => code)]).toEqual([
      false,
      ['aSupplementMayBeRequested'],
    ]);
  });

  it('is read page by page, nothing twice and nothing left out, over equal days and two duties of one case', async () => {
    const proposed = await Promise.all(
      Array.from({ length: 8 }, async () => {
        const walk = await openAffair(office, 'administrator-1', 'roleGrant');
        await walk.take('administrator-1', 'proposeGrant', roleGrant(idOf('newcomer'), 'auditor'));
        return walk.id;
      }),
    );
    const small = new Tasks(office.service, office.casework.shelf, { chunk: 2 });
    const readers = [
      [office.as('administrator-2'), 'team'],
      [office.as('intake-1'), 'all'],
      [office.as('supervisor'), 'all'],
    ] as const;
    for (const [caller, queue] of readers) {
      const whole = await all(caller, queue);
      const keys = whole.map(taskKey);
      expect(keys).toEqual([...new Set(keys)].sort());
      expect(whole.length).toBeGreaterThan(7);
      for (const [tasks, limit] of [
        [office.tasks, 1],
        [office.tasks, 3],
        [small, 2],
      ] as const) {
        const pages = await paged(tasks, caller, queue, limit);
        expect(pages.slice(0, -1).every((page) => page.length === limit)).toBe(true);
        expect(pages.flat().map(taskKey)).toEqual(keys);
      }
    }
    const ofThese = async (who: string, queue: Queue): Promise<unknown[]> =>
      (await all(who, queue))
        .filter(({ case: id }) => proposed.includes(id))
        .map(({ case: id, duty, dueOn }) => [id, duty, dueOn]);
    // Whose a proposal is to take back is known before anybody tries.
    for (const [who, duty] of [
      ['administrator-1', 'administration'],
      ['administrator-2', 'confirmation'],
    ] as const)
      expect(await ofThese(who, 'team')).toEqual(proposed.sort().map((id) => [id, duty, null]));
    expect(await ofThese('supervisor', 'all')).toEqual(
      proposed.sort().flatMap((id) => [
        [id, 'administration', null],
        [id, 'confirmation', null],
      ]),
    );
    const due = (await all('intake-1', 'all')).filter(({ dueOn }) => dueOn === '2025-09-08');
    expect(due.length).toBeGreaterThan(7);
  });

  it('is read page by page over HTTP, and a cursor of one queue is none of another', async () => {
    const first = await api.ask('get', '/api/v1/tasks?queue=team&limit=2', { as: 'intake-1' });
    const { items, next } = first.body as { items: Task[]; next: string };
    expect([items.length, first.headers['link']]).toEqual([
      2,
      expect.stringContaining('rel="next"') as unknown,
    ]);
    const link = /<([^>]+)>/.exec(first.headers['link']!)![1]!;
    const second = (await api.ask('get', link, { as: 'intake-1' })).body as { items: Task[] };
    const whole = (await all('intake-1', 'team')).slice(0, 4);
    expect([...items, ...second.items].map(taskKey)).toEqual(whole.map(taskKey));
    const strange = await api.ask('get', `/api/v1/tasks?queue=all&cursor=${next}`, { as: 'intake-1' });
    expect(strange.status).toBe(400);
  });

  it('ends with the last legal day that was asked for', async () => {
    const days = async (dueBy: string) =>
      new Set((await all('intake-1', 'team', { dueBy })).map(({ dueOn }) => dueOn));
    expect(await days('2025-09-07')).toEqual(new Set());
    expect(await days('2025-09-08')).toEqual(new Set(['2025-09-08']));
  });

  it('holds one’s own however many others’ there are, and each once however many editions know its state', async () => {
    const caller = office.as('applicant-environment');
    await openCase(office, 'applicant-environment', 1);
    const whole = await all(caller, 'mine');
    expect(whole).toHaveLength(1);
    // 25 chunks of one are fewer than the cases of others.
    for (let more = 0; more < 26; more += 1) await openCase(office, 'applicant-food', 0);
    await openCase(office, 'applicant-environment', 1);
    const small = new Tasks(office.service, office.casework.shelf, { chunk: 1 });
    expect(await small.list(caller, { queue: 'mine', limit: 100 })).toHaveLength(2);
    while ((await all('intake-2', 'all')).length < 26) await submittedCase(office);
    const { id } = await submittedCase(office);
    await assign('intake-2', id);
    const own = await small.list(office.as('intake-2'), { queue: 'mine', limit: 100 });
    expect(own.map((task) => task.case)).toContain(id);
  });
});

describe('the text of a decision', () => {
  const now = (): number => Math.floor(Date.now() / 1000);
  const strong = (subject = 'decision-maker', authTime = now()) =>
    api.tokenOf(subject, { acr: 'mfa', auth_time: authTime });
  const draw = async (id: string, evidence: object = bring.wholeGrant, step = 'grant') =>
    (
      await api.ask('post', `/api/v1/cases/${id}/steps/${step}/text`, {
        ...{ token: await strong(), body: evidence },
      })
    ).body as { text: string; digest: string; revision: number; acrValues: string[]; maxAge: number };
  const decide = async (
    walk: Walk,
    confirmed: string | null,
    asked: { token?: string; body?: object; step?: string; query?: string } = {},
  ) =>
    api.ask('post', `/api/v1/cases/${walk.id}/steps/${asked.step ?? 'grant'}${asked.query ?? ''}`, {
      token: asked.token ?? (await strong()),
      body: asked.body ?? bring.wholeGrant,
      revision: walk.revision,
      headers: confirmed === null ? {} : { 'confirmed-text': confirmed },
    });
  const said = ({ status, body }: Answered) => [status, (body as { code?: string }).code];

  it('is drawn, confirmed, and stands with digest, sign-in and a signature that anybody can check', async () => {
    const walk = await assessed();
    const drawn = await draw(walk.id);
    expect(drawn).toMatchObject({ revision: walk.revision, acrValues: ['mfa'], maxAge: 300 });
    expect(sha256(drawn.text).toString('hex')).toBe(drawn.digest);
    expect(drawn.text).toContain(laboratories[0].name);
    const authTime = now() - 100;
    const taken = await decide(walk, drawn.digest, { token: await strong('decision-maker', authTime) });
    expect(said(taken)).toEqual([200, undefined]);

    const { decided, seq } = await lastEvent(walk.id);
    expect(decided).toMatchObject({ text: drawn.digest, acr: 'mfa', authTime });
    const { body: keys } = await api.ask('get', '/.well-known/greenlane-decisions.json');
    const { payload } = await compactVerify(decided!.signature, createLocalJWKSet(keys as JSONWebKeySet));
    expect(JSON.parse(Buffer.from(payload).toString())).toEqual({
      ...{ case: walk.id, revision: walk.revision, step: 'grant', person: idOf('decision-maker') },
      ...{ text: drawn.digest, acr: 'mfa', authTime },
    });

    const kept = (as: string, at = seq) =>
      api.ask('get', `/api/v1/cases/${walk.id}/history/${at}/text`, { as });
    expect((await kept('auditor')).body).toEqual({ text: drawn.text, digest: drawn.digest });
    expect((await kept('applicant-food')).body).toEqual({ text: drawn.text, digest: drawn.digest });
    expect(said(await kept('applicant-environment'))).toEqual([404, 'not-found']);
    expect(said(await kept('auditor', seq - 1))).toEqual([404, 'not-found']);
  });

  it('must be confirmed, and be the one that would be decided now', async () => {
    const walk = await assessed();
    const { digest } = await draw(walk.id);
    expect(said(await decide(walk, null))).toEqual([428, 'text-not-confirmed']);
    expect(said(await decide(walk, '0'.repeat(64)))).toEqual([412, 'text-changed']);
    expect(said(await decide(walk, 'nonsense'))).toEqual([412, 'text-changed']);
    expect(said(await decide(walk, digest.toUpperCase()))).toEqual([412, 'text-changed']);
    expect((await lastEvent(walk.id)).step).toBe('conclude');
    expect(said(await decide(walk, digest))).toEqual([200, undefined]);
  });

  it('is another with every word of what is brought, and that of another decision is none of this one', async () => {
    const walk = await assessed('nonconforming', { not: [10] });
    const refuse = { step: 'refuse', body: bring.refusal };
    const { digest } = await draw(walk.id, bring.refusal, 'refuse');
    const changed = await decide(walk, digest, {
      ...{ step: 'refuse', body: { ...bring.refusal, reasons: `${bring.refusal.reasons}。` } },
    });
    expect(said(changed)).toEqual([412, 'text-changed']);
    const { digest: granting } = await draw(walk.id);
    const other = await decide(walk, granting, refuse);
    // Which text it is now must be read, and is not handed out.
    expect([...said(other), 'digest' in (other.body as object)]).toEqual([412, 'text-changed', false]);
    expect((await lastEvent(walk.id)).step).toBe('conclude');
    expect(said(await decide(walk, digest, refuse))).toEqual([200, undefined]);
  });

  it('is shown to whoever may decide, however they signed in, and to nobody else', async () => {
    const walk = await assessed();
    const drawing = (as: string, step = 'grant', body: object = bring.wholeGrant) =>
      api.ask('post', `/api/v1/cases/${walk.id}/steps/${step}/text`, { as, body });
    expect(said(await drawing('decision-maker-2'))).toEqual([200, undefined]);
    expect(said(await drawing('applicant-environment'))).toEqual([404, 'not-found']);
    expect(said(await drawing('decision-maker', 'nonsense'))).toEqual([404, 'unknown-step']);
    expect(said(await drawing('decision-maker', 'accept'))).toEqual([409, 'step-not-possible']);
    expect(said(await drawing('decision-maker', 'grant', { extent: 'half' }))).toEqual([
      422,
      'evidence-does-not-fit',
    ]);
    expect(said(await drawing('applicant-food', 'withdraw', { reason: '另行申请。' }))).toEqual([
      ...[409, 'nothing-to-confirm'],
    ]);
    const refused = await drawing('intake-1');
    expect(said(refused)).toEqual([403, 'not-permitted']);
    const { reasons } = refused.body as { reasons: { code: string }[] };
    expect(reasons.map(({ code }) => code)).toEqual(['theRoleIsHeld', 'dutiesAreKeptApart']);
  });

  it('is decided under a fresh and strong sign-in: else the answer asks for one as RFC 9470 says', async () => {
    const walk = await assessed();
    const { digest } = await draw(walk.id);
    for (const claims of [
      {},
      { acr: 'mfa' },
      { auth_time: now() },
      { acr: 'pwd', auth_time: now() },
      { acr: 'mfa', auth_time: now() - 302 },
      { acr: 'mfa', auth_time: now() + 60 },
    ]) {
      const refused = await decide(walk, digest, { token: await api.tokenOf('decision-maker', claims) });
      expect(said(refused)).toEqual([401, 'stronger-sign-in-needed']);
      expect(refused.headers['www-authenticate']).toBe(
        `Bearer error="insufficient_user_authentication", acr_values="${usualStepUp.acr.join(' ')}", max_age="300"`,
      );
      const { reasons, acrValues, maxAge } = refused.body as Record<string, unknown>;
      expect([acrValues, maxAge]).toEqual([['mfa'], 300]);
      expect((reasons as { code: string }[]).map(({ code }) => code)).toEqual(['theSignInIsFreshAndStrong']);
    }
    // Whoever may not decide at all is not sent to sign in again.
    const token = await api.tokenOf('intake-1');
    expect(said(await decide(walk, digest, { token }))).toEqual([403, 'not-permitted']);
    expect((await lastEvent(walk.id)).step).toBe('conclude');
  });

  it('is not needed to try a decision, which changes nothing and says where it would lead', async () => {
    const walk = await assessed();
    const before = [await rowCounts(office), await office.rows('select * from counters order by series')];
    const tried = await decide(walk, null, { query: '?dryRun=true' });
    expect(tried.body).toMatchObject({
      step: 'grant',
      state: 'awaitingCertificate',
      revision: walk.revision,
    });
    const draft = await openCase(office, 'applicant-environment', 1);
    const empty = [await rowCounts(office), await office.rows('select * from counters order by series')];
    expect(
      said(await decide(walk, null, { query: '?dryRun=true', token: await api.tokenOf('decision-maker') })),
    ).toEqual([401, 'stronger-sign-in-needed']);
    const step = { case: draft.id, step: 'discard', revision: 1, evidence: undefined };
    const key = newKey();
    const caller = office.as('applicant-environment');
    const { answer } = await office.casework.advance(caller, { ...step, dryRun: true }, key);
    expect([answer.state, answer.revision, answer.seq]).toEqual(['discarded', 1, 1]);
    expect([await rowCounts(office), await office.rows('select * from counters order by series')]).toEqual(
      empty,
    );
    expect(before[1]).toEqual(empty[1]);
    // The key was not used up by that.
    expect((await office.casework.advance(caller, step, key)).answer.revision).toBe(2);
  });

  it('draws no number while it is tried, and the next one is the next', async () => {
    const walk = await assessed();
    await walk.take('decision-maker', 'grant', bring.wholeGrant);
    const counters = () => office.rows(`select series, value from counters order by series`);
    const before = await counters();
    const asked = {
      case: walk.id,
      step: 'issueCertificate',
      revision: walk.revision,
      evidence: bring.certificateIssue,
    };
    const clerk = office.as('certificate-clerk');
    const { answer } = await office.casework.advance(clerk, { ...asked, dryRun: true }, newKey());
    expect(answer.state).toBe('certified');
    expect(await counters()).toEqual(before);
    expect((await office.casework.advance(clerk, asked, newKey())).answer.state).toBe('certified');
  });
});

describe('the staffing of a case', () => {
  it('names for each place who could fill it and who does, and whom the case has named once it has', async () => {
    const walk = await submittedCase(office);
    const before = await office.staffing.of(office.as('intake-1'), walk.id);
    expect(before.staffable).toBe(true);
    const people = (staffing: typeof before) =>
      staffing.places.map(({ roles, people: of }) => [roles.join(), of.map(({ person }) => person)]);
    expect(Object.fromEntries(people(before))).toMatchObject({
      teamLeader: [idOf('leader-1'), idOf('leader-2')],
      decisionMaker: [idOf('decision-maker'), idOf('decision-maker-2')],
    });
    await walk.take('intake-1', 'accept', bring.acceptance);
    await walk.take('coordinator', 'appointTeam', bring.team(idOf('leader-1'), idOf('assessor-1')));
    const { body } = await api.ask('get', `/api/v1/cases/${walk.id}/staffing`, { as: 'supervisor' });
    const after = body as typeof before;
    expect(Object.fromEntries(people(after))).toMatchObject({
      ...{ teamLeader: [idOf('leader-1')], assessor: [idOf('assessor-1')] },
    });
    expect(after.places.map(({ duty }) => duty)).not.toContain('intake');
    expect(after.places.every(({ filledBy }) => filledBy !== null)).toBe(true);
  });

  it('is not found by applicants, assessors and strangers, and is by people of the office', async () => {
    const walk = await submittedCase(office);
    await walk.take('intake-1', 'accept', bring.acceptance);
    await walk.take('coordinator', 'appointTeam', bring.team(idOf('leader-1'), idOf('assessor-1')));
    const status = async (as: string) =>
      (await api.ask('get', `/api/v1/cases/${walk.id}/staffing`, { as })).status;
    for (const as of ['applicant-food', 'applicant-environment', 'leader-1', 'assessor-2', 'newcomer']) {
      expect([as, await status(as)]).toEqual([as, 404]);
    }
    for (const as of ['intake-2', 'auditor', 'supervisor']) expect([as, await status(as)]).toEqual([as, 200]);
  });
});

describe('the staffing of all open cases', () => {
  it('names those that one role of one person is needed for, in few statements however many cases there are', async () => {
    const walk = await submittedCase(office);
    await walk.take('intake-1', 'accept', bring.acceptance);
    await walk.take('coordinator', 'appointTeam', bring.team(idOf('leader-1'), idOf('assessor-1')));
    let statements = 0;
    const without = (subject: string, role: string) =>
      inTransaction(office.service, office.tenant, (tx) => {
        const counting = (text: string, values?: unknown[]) => {
          statements += 1;
          return tx.query(text, values);
        };
        const counted = {
          ...tx,
          tenant: tx.tenant,
          query: counting,
          named: (_: string, text: string, values?: unknown[]) => counting(text, values),
        };
        return unstaffedWithout(counted as typeof tx, office.casework.shelf, { person: idOf(subject), role });
      });
    const led = await without('leader-1', 'teamLeader');
    expect(led.find(({ case: id }) => id === walk.id)).toMatchObject({ duties: ['assessment'] });
    expect(await without('leader-2', 'teamLeader')).toEqual([]);
    expect(await without('decision-maker', 'decisionMaker')).toEqual([]);
    const open = await office.rows(`select 1 from cases where state in ('received', 'drafting')`);
    expect([open.length > 30, statements <= 3 * 12]).toEqual([true, true]);
  });
});

describe('what a case says of its steps', () => {
  const everybody = demonstrationPeople.filter(({ tenant }) => tenant === 22).map(({ subject }) => subject);
  let scene: string[];
  beforeAll(async () => {
    const [draft, received, claimed, decision] = [
      await openCase(office, 'applicant-environment', 1),
      await submittedCase(office),
      await submittedCase(office),
      await assessed(),
    ];
    const supplemented = await submittedCase(office);
    await supplemented.take('intake-2', 'requestSupplement', bring.supplementNotice);
    await supplemented.take('applicant-food', 'supplement', bring.supplement(supplemented.document));
    const team = await submittedCase(office);
    await team.take('intake-1', 'accept', bring.acceptance);
    await assign('intake-1', claimed.id);
    await assign('supervisor', decision.id, 'decision-maker-2', 'decision');
    await office.rows(
      `insert into interests (tenant, case_id, person_id, institution_id, ground) values (22, $1, $2, $3, 'advice')`,
      [draft.id, idOf('coordinator-2'), laboratories[0].id],
    );
    await office.rows(
      `insert into covers (tenant, case_id, absent_id, cover_id, from_day, until_day) values (22, $1, $2, $3, $4, $4)`,
      [draft.id, idOf('intake-1'), idOf('intake-2'), day],
    );
    const absence = await openAffair(office, 'intake-2', 'absence');
    const claim = await openAffair(office, 'newcomer', 'representation');
    scene = [draft, received, claimed, decision, supplemented, team, absence, claim].map(({ id }) => id);
  });
  const seenBy = async (subject: string): Promise<CaseView[]> => {
    const looked = await Promise.allSettled(scene.map((id) => office.views.lookUp(office.as(subject), id)));
    return looked.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  };
  /** Codes of the rules, beside which guards of the process may stand. */
  const rules = new Set(Object.keys(authorityWords));

  it('is what the step itself says when it is taken: the same reasons, each with its provision and a remedy', async () => {
    let compared = 0;
    for (const subject of everybody) {
      const asked = (await seenBy(subject)).flatMap((view) => view.steps.map((step) => ({ view, step })));
      await Promise.all(
        asked.map(async ({ view, step }) => {
          const { id, revision } = view;
          const taking = { case: id, step: step.step, revision, evidence: undefined, dryRun: true };
          const told = step.reasons.map(({ code }) => code);
          const outcome = await office.casework.advance(office.as(subject), taking, newKey()).then(
            () => ({ code: 'taken', reasons: [] }),
            (error: Refused) => ({
              code: error.code,
              reasons: (error.details.members?.['reasons'] ?? []) as { code: string }[],
            }),
          );
          const where = `${subject} ${view.state} ${step.step}`;
          if (told.some((code) => rules.has(code))) {
            expect([where, outcome.code]).toEqual([where, 'not-permitted']);
            expect([where, outcome.reasons]).toEqual([where, step.reasons]);
            compared += 1;
          } else {
            expect([where, outcome.code]).not.toEqual([where, 'not-permitted']);
          }
          expect(step.allowed).toBe(told.length === 0);
          for (const { sentence, remedy, under } of step.reasons) {
            for (const words of [sentence, under.title]) expect(words['zh-CN'] && words.en).toBeTruthy();
            expect(under.article).not.toBe('');
            if (remedy !== null) expect(remedy['zh-CN'] && remedy.en).toBeTruthy();
          }
          // What a clock takes is nobody's to change.
          if (step.duty !== 'clock')
            for (const { code, remedy } of step.reasons) if (rules.has(code)) expect(remedy).not.toBeNull();
        }),
      );
    }
    expect(compared).toBeGreaterThan(150);
  });

  it('is what the queues say: what is in one’s own or the team’s can be taken, and nothing else can', async () => {
    let found = 0;
    for (const subject of everybody) {
      const caller = office.as(subject);
      const queues = await Promise.all(
        (['mine', 'team'] as const).map((queue) => office.tasks.list(caller, { queue, limit: 1000 })),
      );
      const listed = queues
        .flat()
        .filter(({ case: id }) => scene.includes(id))
        .flatMap(({ case: id, steps }) => steps.map(({ step }) => `${id} ${step}`));
      const open = (await seenBy(subject)).flatMap(({ id, steps }) =>
        steps.filter(({ allowed }) => allowed).map(({ step }) => `${id} ${step}`),
      );
      expect([subject, listed.sort()]).toEqual([subject, open.sort()]);
      expect(new Set(listed).size).toBe(listed.length);
      found += listed.length;
    }
    expect(found).toBeGreaterThan(25);
  });

  it('does not change with how one has signed in for the queue, and does for the step', async () => {
    const weak = { ...office.as('decision-maker-2'), acr: null, authTime: null };
    const { steps } = await office.views.lookUp(weak, scene[3]!);
    const grants = steps.find(({ step }) => step === 'grant')!;
    expect([grants.allowed, grants.stepUp, grants.reasons.map(({ code }) => code)]).toEqual([
      ...[false, true, ['theSignInIsFreshAndStrong']],
    ]);
    const mine = await office.tasks.list(weak, { queue: 'mine', limit: 1000 });
    expect(mine.find(({ case: id }) => id === scene[3])!.steps.map(({ step }) => step)).toEqual([
      ...['grant', 'grantInPart', 'refuse', 'offerHearing'],
    ]);
  });
});

describe('midnight', () => {
  it('changes the text of a decision, which is then read again', async () => {
    const walk = await assessed();
    const caller = office.as('decision-maker');
    const asked = { case: walk.id, step: 'grant', revision: walk.revision, evidence: bring.wholeGrant };
    const { digest, text } = await office.texts.draw(caller, asked);
    await office.moveTo('2025-09-01T16:00:01Z');
    const late = office.casework.advance(caller, { ...asked, confirmedText: digest }, newKey());
    expect(await codeOf(late)).toBe('text-changed');
    const next = await office.texts.draw(caller, asked);
    expect(next.text).toBe(text.replace('日期：2025-09-01', '日期：2025-09-02'));
    const { answer } = await office.casework.advance(
      caller,
      { ...asked, confirmedText: next.digest },
      newKey(),
    );
    expect(answer.state).toBe('awaitingCertificate');
  });
});

describe('the replay', () => {
  const findings = async (): Promise<string[]> => {
    const report = await replayCases(office.service, office.casework, office.tenant);
    return report.findings.map(({ case: id, sentence }) => `${id} ${sentence}`);
  };

  it('accepts all of it but what was written into its tables by hand', async () => {
    const told = (await findings()).map((finding) => finding.slice(37)).sort();
    expect(told).toEqual([
      expect.stringContaining('is named for what the memory does not name them for'),
      'no event entered the absence as it stands',
    ]);
  });

  describe('of what an owner of the database forged', () => {
    let attacker: pg.Client;
    beforeAll(async () => {
      attacker = new pg.Client({ connectionString: office.urls.superuserUrl });
      await attacker.connect();
      await attacker.query('alter table events disable trigger all; alter table cases disable trigger all');
      await attacker.query('alter table decided_texts disable trigger all');
    });
    afterAll(() => attacker.end());

    /** Rewrites the last event of a case, columns, hash, head and all. */
    async function rewrite(id: string, change: (event: EventBody) => object): Promise<void> {
      const event = await lastEvent(id);
      const changed = { ...event, ...change(event) };
      const body = canonicalText(changed);
      const hash = leafHash(body);
      await attacker.query(
        `update events set body = $3, hash = $4, kind = $5, step = $6, state = $7, revision = $8
         where case_id = $1 and seq = $2`,
        [id, event.seq, body, hash, changed.kind, changed.step, changed.to, changed.revision],
      );
      await attacker.query('update cases set head = $2, state = $3, revision = $4 where id = $1', [
        ...[id, hash, changed.to, changed.revision],
      ]);
    }
    const noted = async (): Promise<string> => {
      const walk = await submittedCase(office);
      await assign('intake-1', walk.id);
      return walk.id;
    };
    const findingOf = async (id: string): Promise<string | undefined> =>
      (await findings()).find((finding) => finding.startsWith(id))?.slice(id.length + 1);

    const actor = (change: object) => (event: EventBody) => ({ actor: { ...event.actor, ...change } });
    const nobodys = 'by nobody who may note it';
    it('finds in a note whatever of it was changed', async () => {
      const kind = (of: string) => ({ kind: of, step: of });
      const moved = { given: { today: day, evidence: {}, world: { duty: 'intake', to: 'x', before: null } } };
      const forgeries: [string, (event: EventBody) => object, string][] = [
        ['kind', () => ({ kind: 'released' }), 'it is called what it is not'],
        ['kind and name', () => kind('released'), 'a duty lies elsewhere than its events put it'],
        ['a draw of assessors', () => kind('assessorsDrawn'), nobodys],
        ['a step', () => ({ kind: 'stepTaken' }), 'revision'],
        ['the state', () => ({ to: 'formingTheTeam' }), 'is recorded as leading to "formingTheTeam"'],
        ['the revision', ({ revision }) => ({ revision: revision + 1 }), 'it says revision 3 where 2 is due'],
        ['its provision', () => ({ under: { instrument: 'practice', article: 'roles' } }), nobodys],
        ['who has the role', actor({ person: idOf('auditor') }), 'did not hold the role at that moment'],
        ['no role', actor({ roles: [] }), nobodys],
        ['a role that is none', actor({ roles: ['janitor'] }), nobodys],
        ['another duty', actor({ duty: 'intake' }), nobodys],
        ['nobody', actor({ person: null }), nobodys],
        ['an effect', () => ({ effects: ['issueCertificate'] }), 'a note moves nothing'],
        [
          'a decision',
          () => ({ decided: { text: '', acr: '', authTime: 0, signature: '' } }),
          'a note moves nothing',
        ],
        ['evidence', () => ({ evidence: { name: 'refusal', digest: '', size: 0 } }), 'a note moves nothing'],
        ['a document', () => ({ documents: [{ id: 'x', sha256: '', size: 0 }] }), 'a note moves nothing'],
        ['whose desk', () => moved, 'a duty lies elsewhere than its events put it'],
      ];
      const ids = await Promise.all(forgeries.map(noted));
      expect((await findings()).filter((finding) => ids.includes(finding.slice(0, 36)))).toEqual([]);
      for (const [index, [, change]] of forgeries.entries()) await rewrite(ids[index]!, change);
      const found = await findings();
      for (const [index, [what, , sentence]] of forgeries.entries()) {
        const told = found.find((finding) => finding.startsWith(ids[index]!));
        expect([what, told]).toEqual([what, expect.stringContaining(sentence)]);
      }
    });

    it('finds a desk that was moved without an event', async () => {
      const id = await noted();
      await office.rows('update assignments set person_id = $2 where case_id = $1', [id, idOf('intake-2')]);
      expect(await findingOf(id)).toBe('a duty lies elsewhere than its events put it');
      await office.rows('delete from assignments where case_id = $1', [id]);
      expect(await findingOf(id)).toBe('a duty lies elsewhere than its events put it');
    });

    it('finds a decision without its text, with another, and a text without a decision', async () => {
      const walk = await assessed();
      await walk.take('decision-maker', 'grant', bring.wholeGrant);
      const { decided } = await lastEvent(walk.id);
      await attacker.query(`update decided_texts set text = text || '。' where case_id = $1`, [walk.id]);
      expect(await findingOf(walk.id)).toBe('the text kept is not the one that was decided');
      await attacker.query('delete from decided_texts where case_id = $1', [walk.id]);
      expect(await findingOf(walk.id)).toBe('the text kept is not the one that was decided');
      await rewrite(walk.id, () => ({ decided: null }));
      expect(await findingOf(walk.id)).toContain('not with a text confirmed for it');
      const other = await submittedCase(office);
      await rewrite(other.id, () => ({ decided }));
      expect(await findingOf(other.id)).toContain('not with a text confirmed for it');
    });
  });
});
