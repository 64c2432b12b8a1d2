import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { replayCases } from '#casework';
import { connect } from '#database';
import { demonstrationPeople } from '#identity';
import { sequence } from '#ledger';
import type { Refused } from '#refusals';
import { type RefusalCode } from '#refusals';
import { Certificates } from '#register';
import * as bring from './evidence.js';
import { handIn, importScope, openCase, submittedCase, testOffice, type TestOffice } from './office.js';

let office: TestOffice;
const idOf = (subject: string): string => demonstrationPeople.find((one) => one.subject === subject)!.id;
const refused = (code: RefusalCode) => expect.objectContaining({ code }) as unknown as Refused;

beforeAll(async () => {
  office = await testOffice();
});
afterAll(() => office.close());

describe('an application from opening to certificate', () => {
  it('ends with a certificate whose number has twelve digits and field 00 for food', async () => {
    const walk = await submittedCase(office);
    await walk.take('intake-1', 'requestSupplement', bring.supplementNotice);
    await walk.take('applicant-food', 'supplement', bring.supplement(walk.document));
    await walk.take('intake-1', 'accept', bring.acceptance);
    await walk.take('coordinator', 'appointTeam', bring.team(idOf('leader-1'), idOf('assessor-1')));
    await walk.take('leader-1', 'reviewMaterials', bring.goOn);
    await walk.take('coordinator', 'sendVisitNotice', bring.visit('2025-09-01', '2025-09-01'));
    const visited = { from: '2025-09-01', to: '2025-09-01' };
    const found = { basically: [10, 24, 42] };
    await walk.take('leader-1', 'conclude', bring.report(visited, 'basicallyConforming', found));

    const paused = await office.views.lookUp(office.as('applicant-food'), walk.id);
    expect(paused.clocks.filter(({ status }) => status === 'suspended').map(({ clock }) => clock)).toEqual([
      'assessment',
    ]);
    expect(
      paused.clocks.filter(({ status }) => status === 'running').map(({ clock, dueOn }) => [clock, dueOn]),
    ).toEqual([['rectification', '2025-10-17']]);

    await walk.take('applicant-food', 'submitRectification', bring.rectification(3, walk.document));
    await walk.take('leader-1', 'verify', bring.verification(3));
    await walk.take('decision-maker', 'grant', bring.wholeGrant);
    const issued = await walk.take('certificate-clerk', 'issueCertificate', bring.certificateIssue);
    expect(issued.state).toBe('certified');

    const { facts, clocks } = await office.views.lookUp(office.as('applicant-food'), walk.id);
    expect(facts['certificateNumber']).toBe('252200050001');
    expect(clocks.every(({ status }) => status === 'stopped' || status === 'expired')).toBe(true);
    const certificate = await new Certificates(office.service).read('252200050001');
    expect(certificate).toMatchObject({ issuedOn: '2025-09-01', validUntil: '2031-08-31' });
    expect(certificate!.items).toHaveLength(26);
  });

  it('stands in the ledger with every event chained, and replays to the same bytes', async () => {
    const report = await replayCases(office.service, office.casework, office.tenant);
    expect(report.findings).toEqual([]);
    expect(report.events).toBeGreaterThanOrEqual(13);
  });

  it('gives every committed event a leaf number without gaps', async () => {
    const sealer = await connect(office.urls.sealerUrl);
    try {
      while ((await sequence(sealer, office.tenant)) > 0);
    } finally {
      await sealer.close();
    }
    const [counts] = await office.rows<{ leaves: number; last: number; events: number; pending: number }>(
      `select (select count(*) from leaves) as leaves, (select max(leaf) from leaves) as last,
              (select count(*) from events) as events, (select count(*) from pending) as pending`,
    );
    expect(counts).toEqual({
      leaves: counts!.events,
      last: counts!.events - 1,
      events: counts!.events,
      pending: 0,
    });
  });
});

describe('a step', () => {
  it('is not found in a case of another laboratory', async () => {
    const walk = await submittedCase(office);
    const asked = {
      case: walk.id,
      step: 'withdraw',
      revision: walk.revision,
      evidence: { reason: '另行申请。' },
    };
    await expect(
      office.casework.advance(office.as('applicant-environment'), asked, randomUUID()),
    ).rejects.toEqual(refused('not-found'));
    await expect(office.views.lookUp(office.as('applicant-environment'), walk.id)).rejects.toEqual(
      refused('not-found'),
    );
  });

  it('is refused in the documented order, each refusal saying the first thing that stands in the way', async () => {
    const walk = await submittedCase(office);
    const attempt = (subject: string, step: string, revision: number | undefined, evidence: unknown) =>
      office.casework.advance(office.as(subject), { case: walk.id, step, revision, evidence }, randomUUID());
    await expect(attempt('applicant-food', 'nonsense', undefined, {})).rejects.toEqual(
      refused('revision-required'),
    );
    await expect(attempt('applicant-food', 'nonsense', 1, {})).rejects.toEqual(refused('stale-revision'));
    await expect(attempt('applicant-food', 'nonsense', walk.revision, {})).rejects.toEqual(
      refused('unknown-step'),
    );
    await expect(attempt('applicant-food', 'grant', walk.revision, {})).rejects.toEqual(
      refused('step-not-possible'),
    );
    await expect(attempt('applicant-food', 'accept', walk.revision, {})).rejects.toEqual(
      refused('not-permitted'),
    );
    await expect(attempt('intake-1', 'accept', walk.revision, {})).rejects.toEqual(
      refused('evidence-does-not-fit'),
    );
    await expect(attempt('intake-1', 'lapseIntoAcceptance', walk.revision, undefined)).rejects.toEqual(
      refused('not-permitted'),
    );
    const view = await office.views.lookUp(office.as('intake-1'), walk.id);
    expect([view.revision, view.seq]).toEqual([2, 2]);
  });

  it('takes no document of another case and no scope table of another laboratory', async () => {
    const food = await openCase(office, 'applicant-food', 0);
    const other = await openCase(office, 'applicant-environment', 1);
    const strange = await handIn(office, 'applicant-environment', other.id);
    const foreign = await importScope(office, 'applicant-environment', 1, 'environment');
    const error: unknown = await food
      .take('applicant-food', 'submit', bring.applicationForm(foreign, strange))
      .catch((e: unknown) => e);
    expect(error).toEqual(refused('evidence-does-not-fit'));
    expect((error as Refused).details.errors?.map(({ pointer }) => pointer)).toEqual([
      '/scopeTable',
      '/documents/0/document',
    ]);
  });

  it('gives the first answer again to a retry, and refuses the same key with another request', async () => {
    const walk = await submittedCase(office);
    const key = randomUUID();
    const asked = { case: walk.id, step: 'accept', revision: walk.revision, evidence: bring.acceptance };
    const first = await office.casework.advance(office.as('intake-1'), asked, key);
    const again = await office.casework.advance(office.as('intake-1'), asked, key);
    expect(again).toEqual({ answer: first.answer, replayed: true });
    const other = { ...asked, evidence: { ...bring.acceptance, complete: false } };
    await expect(office.casework.advance(office.as('intake-1'), other, key)).rejects.toEqual(
      refused('idempotency-key-reused'),
    );
  });

  it('happens once when fifty callers send it with one key', async () => {
    const walk = await submittedCase(office);
    const key = randomUUID();
    const asked = { case: walk.id, step: 'accept', revision: walk.revision, evidence: bring.acceptance };
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => office.casework.advance(office.as('intake-1'), asked, key)),
    );
    expect(new Set(answers.map(({ answer }) => answer.event)).size).toBe(1);
    expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
    const [{ count } = { count: 0 }] = await office.rows<{ count: number }>(
      'select count(*) as count from events where case_id = $1',
      [walk.id],
    );
    expect(count).toBe(3);
  });

  it('is won by one of two officers; the other is told what changed', async () => {
    const walk = await submittedCase(office);
    const asked = { case: walk.id, step: 'accept', revision: walk.revision, evidence: bring.acceptance };
    const [one, other] = await Promise.allSettled([
      office.casework.advance(office.as('intake-1'), asked, randomUUID()),
      office.casework.advance(office.as('intake-2'), asked, randomUUID()),
    ]);
    expect(one.status).toBe('fulfilled');
    expect(other).toMatchObject({
      status: 'rejected',
      reason: { code: 'stale-revision', details: { members: { revision: 3 } } },
    });
  });
});

describe('case numbers', () => {
  it('have no gap and no double when many cases are submitted at once and some are refused', async () => {
    const before = await office.rows<{ value: number }>(
      "select value from counters where series = 'case/2025'",
    );
    const cases = await Promise.all(Array.from({ length: 12 }, () => openCase(office, 'applicant-food', 0)));
    const scope = await importScope(office, 'applicant-food', 0, 'food');
    const outcomes = await Promise.allSettled(
      cases.map(async (walk, index) => {
        const document = await handIn(office, 'applicant-food', walk.id);
        const form = bring.applicationForm(
          scope,
          document,
          index % 3 === 0 ? { managementSystemSince: '2025-08-31' } : {},
        );
        return walk.take('applicant-food', 'submit', form);
      }),
    );
    const numbers = outcomes.flatMap((outcome) =>
      outcome.status === 'fulfilled' ? [outcome.value.number!] : [],
    );
    expect(numbers).toHaveLength(8);
    const serials = numbers.map((number) => Number(number.split('-')[3])).sort((a, b) => a - b);
    const first = (before[0]?.value ?? 0) + 1;
    expect(serials).toEqual(Array.from({ length: 8 }, (_, index) => first + index));
  });
});

describe('time', () => {
  it('lapses before anybody is heard: silence of five working days is acceptance as of the date of receipt', async () => {
    const walk = await submittedCase(office);
    await office.moveTo('2025-09-09T01:00:00Z');
    const asked = {
      case: walk.id,
      step: 'requestSupplement',
      revision: walk.revision,
      evidence: bring.supplementNotice,
    };
    await expect(office.casework.advance(office.as('intake-1'), asked, randomUUID())).rejects.toMatchObject({
      code: 'stale-revision',
      details: { members: { revision: 3, state: 'formingTheTeam' } },
    });
    const view = await office.views.lookUp(office.as('intake-1'), walk.id);
    expect(view.facts).toMatchObject({
      receivedOn: '2025-09-01',
      acceptedOn: '2025-09-01',
      acceptedBySilence: true,
    });
    expect(view.clocks.find(({ status }) => status === 'running')).toMatchObject({
      clock: 'assessment',
      anchor: '2025-09-01',
    });
    const history = await office.views.history(office.as('auditor'), walk.id, {});
    expect(history.at(-1)!.event).toMatchObject({
      actor: { person: null },
      cause: { kind: 'clock', of: 'intake/1' },
    });
  });
});

describe('a guess at a revision that the clock will bring', () => {
  it('is told that the text is another, and no fault', async () => {
    const walk = await submittedCase(office);
    await walk.take('intake-1', 'accept', bring.acceptance);
    await walk.take('coordinator', 'appointTeam', bring.team(idOf('leader-1'), idOf('assessor-1')));
    await walk.take('leader-1', 'reviewMaterials', bring.goOn);
    await walk.take('coordinator', 'sendVisitNotice', bring.visit('2025-09-15', '2025-09-16'));
    await office.moveTo('2025-09-16T02:00:00Z');
    const report = bring.report({ from: '2025-09-15', to: '2025-09-16' }, 'basicallyConforming', {
      basically: [42],
    });
    await walk.take('leader-1', 'conclude', report);
    await office.moveTo('2025-12-22T02:00:00Z');
    const guess = {
      ...{ case: walk.id, step: 'refuse', revision: walk.revision + 1, evidence: bring.refusal },
      confirmedText: 'a'.repeat(64),
    };
    await expect(office.casework.advance(office.as('decision-maker'), guess, randomUUID())).rejects.toEqual(
      refused('text-changed'),
    );
  });
});
