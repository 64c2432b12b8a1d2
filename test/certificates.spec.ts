/** Certificates on a real Postgres. Over 300 lines: one office, in which one certificate’s life leads to the next. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { inTransaction, type Transaction } from '#database';
import { Certificates } from '#register';
import { grantingOffice, type GrantingOffice } from './granting-office.js';
import { importScope, laboratories, Walk } from './office.js';

/** What becomes of certificates, bans and closures on a real database: ordered by events of an invented process. Over 300 lines, for an office is dear. */
let office: GrantingOffice;
let table: string;
let other: string;
beforeAll(async () => {
  office = await grantingOffice();
  table = await importScope(office, 'applicant-food', 0, 'environment');
  other = await importScope(office, 'applicant-food', 0, 'food');
});
afterAll(() => office.close());

const numberOf = async (walk: Walk): Promise<string> => {
  const [row] = await office.rows<{ number: string }>('select number from certificates where case_id = $1', [
    walk.id,
  ]);
  return row!.number;
};
const issued = async (more: object = {}) => {
  const walk = await office.order({ kind: 'first', scopeTable: table, ...more }, 'issue');
  const life = await office.linked('certificate', walk.id);
  return { walk, life: life.id, number: await numberOf(walk) };
};
const read = async (number: string) => (await new Certificates(office.service).read(number))!;
const keys = ({ items }: Awaited<ReturnType<typeof read>>) =>
  items.map(({ site, item_no }) => `${site}/${item_no}`);
const resolve = async (kind: string, id: string, of: string, institution: string = laboratories[0].id) => {
  const wanted = {
    id,
    case: of,
    matter: of,
    institution,
    person: office.as('intake-1').person,
    onlyFor: null,
  };
  return inTransaction(office.service, office.tenant, async (tx) => {
    const [found] = await office.casework.ports.resolvers.get(kind)!(tx, [wanted]);
    return found;
  });
};
const attempt = async (work: (tx: Transaction) => Promise<unknown>): Promise<string> =>
  inTransaction(office.service, office.tenant, work).then(
    () => 'it was taken',
    (error: unknown) => (error as Error).message,
  );

describe('a certificate that is issued', () => {
  it('lives in a case of its own from the same moment, valid until the day that its case remembers', async () => {
    const { walk, life, number } = await issued();
    const { state, context } = await office.linked('certificate', walk.id);
    expect([state, context]).toMatchObject([
      'valid',
      {
        certificateNumber: number,
        issuedOn: '2025-09-01',
        validUntil: '2031-08-31',
        kind: 'first',
        fieldCode: '13',
      },
    ]);
    const [row] = await office.rows(
      'select life_case, valid_until, replaces from certificates where number = $1',
      [number],
    );
    expect(row).toEqual({ life_case: life, valid_until: '2031-08-31', replaces: null });
    const [clock] = await office.rows('select due_on, lapses_into, status from clocks where case_id = $1', [
      life,
    ]);
    expect(clock).toEqual({ due_on: '2031-08-31', lapses_into: 'expire', status: 'running' });
  });

  it('is found by its number, as held by the institution of a case or by another', async () => {
    const { walk, life, number } = await issued();
    expect(await resolve('heldCertificate', number, walk.id)).toMatchObject({
      ...{ number, case: life, state: 'valid', issuedOn: '2025-09-01', validUntil: '2031-08-31' },
      ...{ ofTheInstitution: true, fieldCode: '13', departmentCode: '05' },
      scope: { table, food: false },
    });
    const elsewhere = await resolve('heldCertificate', number, walk.id, laboratories[1].id);
    expect(elsewhere).toMatchObject({ ofTheInstitution: false });
    expect(await resolve('heldCertificate', '252213059999', walk.id)).toBeNull();
    expect(await resolve('heldCertificate', 'no number', walk.id)).toBeNull();
  });
});

describe('a renewal', () => {
  it('is noted on the certificate, and its new certificate takes the place of the old, which still answers', async () => {
    const old = await issued();
    const renewal = await office.ask({ kind: 'renewal', scopeTable: table, held: old.number });
    await renewal.take('certificate-clerk', 'accept');
    await office.pay();
    expect(await office.stateOf(old.life)).toBe('inRenewal');
    await renewal.take('certificate-clerk', 'issue');
    const number = await numberOf(renewal);
    await office.pay();
    expect(await read(old.number)).toMatchObject({
      number: old.number,
      standing: { status: 'replaced', replacedBy: number },
    });
    expect(await read(number)).toMatchObject({ standing: { status: 'valid' }, replaces: old.number });
  });

  it('that was refused lets the certificate run out', async () => {
    const old = await issued();
    const renewal = await office.ask({ kind: 'renewal', scopeTable: table, held: old.number });
    await renewal.take('certificate-clerk', 'accept');
    await renewal.take('certificate-clerk', 'refuse');
    await office.pay();
    expect(await office.stateOf(old.life)).toBe('valid');
    expect(await resolve('heldCertificate', old.number, renewal.id)).toMatchObject({ state: 'valid' });
  });
});

describe('an amendment', () => {
  it('that extends adds the new items, less those left out, and keeps number and last day', async () => {
    const { life, number } = await issued();
    const before = await read(number);
    const leaveOut = [{ site: 'A', item: '1.1' }];
    const walk = await office.order(
      { kind: 'extension', scopeTable: other, held: number, leaveOut },
      'extend',
    );
    await office.pay();
    const after = await read(number);
    expect([after.number, after.issuedOn, after.validUntil]).toEqual([
      number,
      before.issuedOn,
      before.validUntil,
    ]);
    const [added] = await office.rows<{ n: number }>(
      'select count(*)::integer as n from certificate_items where added_case = $1',
      [walk.id],
    );
    const [of] = await office.rows<{ rows: number }>('select rows from scope_tables where id = $1', [other]);
    expect(added!.n).toBe(of!.rows - 1);
    expect(after.items).toContainEqual(expect.objectContaining({ standard_no: 'GB 5009.4-2016' }));
    const [row] = await office.rows<{ context: string }>('select context from cases where id = $1', [life]);
    expect(JSON.parse(row!.context)).toMatchObject({ amendments: 1, amendedBy: walk.id });
    // An item of the same site and number has one row in force.
    expect(new Set(keys(after)).size).toBe(after.items.length);
  });

  it('that changes takes out what the body gives up, though the list be too long for a memory', async () => {
    const { number } = await issued();
    const before = keys(await read(number));
    const giveUp = before.slice(0, 2).map((key) => ({ site: key.split('/')[0], item: key.split('/')[1] }));
    await office.order({ kind: 'change', held: number, giveUp, long: true }, 'change');
    await office.pay();
    expect(keys(await read(number))).toEqual(before.slice(2));
  });

  it('that renames standards puts the new row in the place of the old, and adds nothing', async () => {
    const { number } = await issued();
    const before = keys(await read(number));
    await office.order({ kind: 'change', held: number, scopeTable: other }, 'change');
    await office.pay();
    const after = await read(number);
    expect(keys(after).sort()).toEqual([...before].sort());
    const [replaced] = await office.rows<{ n: number }>(
      `select count(*)::integer as n from certificate_items where number = $1 and removed_as = 'replaced'`,
      [number],
    );
    expect(replaced!.n).toBeGreaterThan(0);
  });

  it('is noted by no hand: neither an amendment nor an item without its event, and nothing taken out comes back', async () => {
    const { walk, number } = await issued();
    expect(
      await attempt((tx) =>
        tx.query(
          `insert into certificate_amendments (tenant, case_id, seq, number, extent, amended_on)
           values (22, $1, 3, $2, 'change', '2025-09-01')`,
          [walk.id, number],
        ),
      ),
    ).toContain('no event amends certificate');
    expect(
      await attempt((tx) =>
        tx.query(
          `update certificate_items set removed_case = $1, removed_seq = 3, removed_as = 'annulled' where number = $2`,
          [walk.id, number],
        ),
      ),
    ).toContain('no event takes an item out');
    expect(
      await attempt((tx) =>
        tx.query(`insert into certificate_items (tenant, number, table_id, line) values (22, $1, $2, 1)`, [
          number,
          other,
        ]),
      ),
    ).toContain('was issued without this item');
    const giveUp = [
      { site: keys(await read(number))[0]!.split('/')[0], item: keys(await read(number))[0]!.split('/')[1] },
    ];
    await office.order({ kind: 'change', held: number, giveUp }, 'change');
    expect(
      await attempt((tx) =>
        tx.query(
          `update certificate_items set removed_case = null, removed_seq = null, removed_as = null
           where number = $1 and removed_case is not null`,
          [number],
        ),
      ),
    ).toContain('stays so');
  });
});

describe('a certificate that the body gives up', () => {
  it('is cancelled, and still answers, with since when and why', async () => {
    const { number, life } = await issued();
    await office.order({ kind: 'cancellation', held: number }, 'cancel');
    await office.pay();
    expect(await office.stateOf(life)).toBe('cancelled');
    expect(await read(number)).toMatchObject({
      standing: { status: 'cancelled', since: '2025-09-01', reason: { 'zh-CN': '机构申请注销' } },
    });
  });
});

describe('a false commitment', () => {
  const remediesTold = { administrativeReview: true, lawsuit: true };
  const decision = { reasons: '盲样考核不合格。', publicInterest: 'notHarmed', remediesTold };

  /** A verification at the point of its decision, as its report left it. */
  const verified = async () => {
    const of = await issued({ commitment: true });
    const { id } = await office.linked('commitmentVerification', of.walk.id);
    const walk = new Walk(office, id);
    const { report, team } = await import('./evidence.js');
    const leader = office.as('leader-1').person;
    const member = office.as('assessor-1').person;
    await walk.take('coordinator', 'appointTeam', { ...team(leader, member), coversTheField: true });
    const { visited, items, nonconformities, opinion, signedByBothSides } = report(
      { from: '2025-09-01', to: '2025-09-01' },
      'nonconforming',
      { not: [1] },
    );
    const found = { visited, items, nonconformities, opinion, signedByBothSides, conclusion: 'false' };
    await walk.take('leader-1', 'report', found);
    await walk.take('applicant-food', 'stateItsView', { statement: '设备已送检。', documents: [] });
    return { ...of, verification: walk };
  };

  it('annuls the certificate by an owed step, closes the way by commitment, and bars for three years', async () => {
    const { number, life, verification } = await verified();
    await verification.take('decision-maker', 'annulTheCertificate', { extent: 'whole', ...decision });
    const record = await resolve('record', 'here', verification.id);
    expect(record).toEqual({
      banned: { until: '2028-09-01', ground: 'falseCommitment', years: 3 },
      commitmentClosed: 'all',
    });
    expect(await resolve('record', 'here', verification.id, laboratories[1].id)).toEqual({
      ...{ banned: null, commitmentClosed: [] },
    });
    await office.pay();
    expect(await office.stateOf(life)).toBe('annulled');
    expect(await read(number)).toMatchObject({
      standing: { status: 'annulled', since: '2025-09-01' },
      ban: { until: '2028-09-01', years: 3 },
    });
  });

  it('annuls items where the rest is as committed: they are named among what was annulled', async () => {
    const { number, life, verification } = await verified();
    const [first, ...rest] = keys(await read(number));
    const items = [{ site: first!.split('/')[0], item: first!.split('/')[1] }];
    await verification.take('decision-maker', 'annulTheItems', { extent: 'items', items, ...decision });
    await office.pay();
    expect(await office.stateOf(life)).toBe('valid');
    const after = await read(number);
    expect(keys(after)).toEqual(rest);
    expect(after.annulled.map(({ site, item_no, annulledOn }) => [`${site}/${item_no}`, annulledOn])).toEqual(
      [...[[first, '2025-09-01']]],
    );
  });
});

describe('bans and closures', () => {
  let walk: Walk;
  beforeEach(async () => {
    walk = await office.ask({ kind: 'first' }, 1);
  });

  it('of a year after false material, under the provision of the step, end with the corresponding day', async () => {
    await walk.take('certificate-clerk', 'ban');
    const [row] = await office.rows(
      `select ground, instrument, article, years, from_day, until_day from bans where case_id = $1`,
      [walk.id],
    );
    expect(row).toEqual({
      ...{ ground: 'falseMaterial', instrument: 'rules', article: '1', years: 1 },
      ...{ from_day: '2025-09-01', until_day: '2026-09-01' },
    });
    const { banned } = (await resolve('record', 'here', walk.id, laboratories[1].id)) as { banned: unknown };
    expect(banned).toEqual({ until: '2026-09-01', ground: 'falseMaterial', years: 1 });
  });

  it('of a commitment that was taken back hold for the same kind of application alone', async () => {
    await walk.take('certificate-clerk', 'withdraw');
    const record = await resolve('record', 'here', walk.id, laboratories[1].id);
    expect(record).toMatchObject({ commitmentClosed: ['first'] });
  });

  it('are entered by their event and by nothing else, and never changed', async () => {
    const ban = `insert into bans (tenant, case_id, seq, institution_id, ground, instrument, article, years, from_day, until_day)
      values (22, $1, 2, $2, 'x', 'rules', '1', 1, '2025-09-01', '2026-09-01')`;
    const closure = `insert into commitment_closures (tenant, case_id, seq, institution_id, kind, since)
      values (22, $1, 2, $2, null, '2025-09-01')`;
    for (const [sql, said] of [
      [ban, 'no event bans'],
      [closure, 'no event closes'],
    ] as const)
      expect(await attempt((tx) => tx.query(sql, [walk.id, laboratories[1].id]))).toContain(said);
    await walk.take('certificate-clerk', 'ban');
    for (const change of ['update bans set until_day = until_day - 100', 'delete from bans'])
      expect(await attempt((tx) => tx.query(change))).toMatch(/permission denied|history is not rewritten/);
  });
});

describe('a listing for an emergency', () => {
  it('is opened with its lane, and issues no certificate', async () => {
    const walk = await office.order({ kind: 'first', scopeTable: table, lane: '2025-12-31' }, 'list');
    const { state, context } = await office.linked('emergencyListing', walk.id);
    expect([state, context]).toMatchObject([
      'listed.toBeChecked',
      { order: '应急〔2025〕1号', listedUntil: '2025-12-31' },
    ]);
    expect(await office.rows('select from certificates where case_id = $1', [walk.id])).toEqual([]);
  });
});

describe('the last day of a certificate', () => {
  it('ends it, or renews it where a renewal was accepted and nobody has decided', async () => {
    const [left, renewed] = [await issued(), await issued()];
    const renewal = await office.ask({ kind: 'renewal', scopeTable: table, held: renewed.number });
    await renewal.take('certificate-clerk', 'accept');
    await office.pay();
    await office.moveTo('2031-08-31T15:59:00Z');
    for (const { life } of [left, renewed]) await office.casework.lapse(office.tenant, life);
    expect([await office.stateOf(left.life), await office.stateOf(renewed.life)]).toEqual([
      'valid',
      'inRenewal',
    ]);
    await office.moveTo('2031-08-31T16:00:00Z');
    for (const { life } of [left, renewed]) await office.casework.lapse(office.tenant, life);
    expect(await read(left.number)).toMatchObject({ standing: { status: 'expired', since: '2031-09-01' } });
    expect(await read(renewed.number)).toMatchObject({ standing: { status: 'valid', since: '2031-09-01' } });
    const { items } = {
      items: await new Certificates(office.service).list(office.as('auditor'), { limit: 50 }),
    };
    expect(items.find(({ number }) => number === left.number)).toMatchObject({
      ...{ life: left.life, standing: { status: 'expired' } },
    });
    // No ban of three years is in force by then.
    expect(await resolve('record', 'here', renewal.id)).toMatchObject({
      banned: null,
      commitmentClosed: 'all',
    });
  });
});

describe('a replay', () => {
  it('finds nothing in all of this', async () => {
    expect(await office.findings()).toEqual([]);
  });

  it.each([
    ['bans', 'update bans set until_day = until_day - 300', 'the ban is another than was ordered'],
    ['bans', 'delete from bans', 'the ban that was ordered is not there'],
    [
      'commitment_closures',
      'update commitment_closures set kind = null',
      'the closure of the way by commitment is another than was ordered',
    ],
    [
      'certificates',
      'update certificates set valid_until = valid_until + 1',
      'the certificate is another than was ordered',
    ],
    [
      'certificates',
      'update certificates set life_case = null',
      'the certificate is another than was ordered',
    ],
    [
      'certificates',
      'update certificates set replaces = null',
      'the certificate is another than was ordered',
    ],
    [
      'certificate_amendments',
      `update certificate_amendments set amended_on = amended_on + 1 where extent = 'annulment'`,
      'the amendment of a certificate is another than was ordered',
    ],
    [
      'certificate_items',
      `delete from certificate_items where added_case is null and line = 1`,
      'the certificate has other items than were granted',
    ],
    [
      'certificate_items',
      `update certificate_items set removed_case = null, removed_seq = null, removed_as = null where removed_as = 'annulled'`,
      'other items were taken out of the certificate than was ordered',
    ],
    [
      'certificate_items',
      `update certificate_items i set line = 1 from scope_items s where s.table_id = i.table_id and s.line = i.line
         and i.added_case is not null and s.line = 2 and not exists (
           select from certificate_items x where x.number = i.number and x.table_id = i.table_id and x.line = 1)`,
      'the certificate has an item that the decision left out',
    ],
  ])('finds in %s what no event has ordered: %s', async (name, sql, sentence) => {
    const superuser = new pg.Client({ connectionString: office.urls.superuserUrl });
    await superuser.connect();
    try {
      await superuser.query(
        `create table kept as select * from ${name}; alter table ${name} disable trigger all`,
      );
      const { rowCount } = await superuser.query(sql);
      expect(rowCount).toBeGreaterThan(0);
      expect(await office.findings()).toContain(sentence);
    } finally {
      await superuser.query(
        `delete from ${name}; insert into ${name} select * from kept; drop table kept; alter table ${name} enable trigger all`,
      );
      await superuser.end();
    }
    expect(await office.findings()).toEqual([]);
  });
});
