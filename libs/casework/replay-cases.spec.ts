import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { canonicalText, disclose, leafHash, type EventBody } from '#ledger';
import { extendDecisions } from '../../test/clock-story.js';
import * as bring from '../../test/evidence.js';
import { submittedCase, testOffice, type TestOffice } from '../../test/office.js';
import { replayCases } from './index.js';

/** An attacker who owns the whole database, knows the format and links the chain anew: only the law is left to tell. */
let office: TestOffice;
let attacker: pg.Client;

beforeAll(async () => {
  office = await testOffice();
  attacker = new pg.Client({ connectionString: office.urls.superuserUrl });
  await attacker.connect();
  await attacker.query('alter table events disable trigger all; alter table cases disable trigger all');
  await attacker.query('alter table evidence disable trigger all');
});
afterAll(async () => {
  await attacker.end();
  await office.close();
});

/** Rewrites the last event of a case, hash, head and all. */
async function rewrite(id: string, change: (event: EventBody) => object): Promise<void> {
  const { rows } = await attacker.query<{ seq: number; body: string }>(
    'select seq, body from events where case_id = $1 order by seq desc limit 1',
    [id],
  );
  const event = JSON.parse(rows[0]!.body) as EventBody;
  const body = canonicalText({ ...event, ...change(event) });
  const hash = leafHash(body);
  await attacker.query('update events set body = $3, hash = $4 where case_id = $1 and seq = $2', [
    ...[id, rows[0]!.seq, body, hash],
  ]);
  await attacker.query('update cases set head = $2 where id = $1', [id, hash]);
}

async function findingOf(id: string): Promise<string | undefined> {
  const { findings } = await replayCases(office.service, office.casework, office.tenant);
  return findings.find((finding) => finding.case === id)?.sentence;
}

describe('the replay of a submitted case', () => {
  it('finds nothing where nothing was done, and nothing where the law does not care: that is for a published root', async () => {
    const { id } = await submittedCase(office);
    expect(await findingOf(id)).toBeUndefined();
    await rewrite(id, () => ({ recordedAt: '2020-01-01T00:00:00.000Z' }));
    expect(await findingOf(id)).toBeUndefined();
  });

  it.each<[string, (event: EventBody) => object, string]>([
    ['another edition', () => ({ edition: '2024-05-01' }), 'under another edition than that of the case'],
    ['another law of the same name', () => ({ editionHash: '0'.repeat(64) }), 'under another edition'],
    ['another process', () => ({ process: 'renewal' }), 'under another edition'],
    [
      'a clock that was not started',
      () => ({ clocks: [] }),
      '"submit" gave the clocks other orders than the law',
    ],
    [
      'a clock that counts from another day',
      ({ clocks }) => ({ clocks: clocks.map((clock) => ({ ...clock, on: '2025-09-08' })) }),
      '"submit" gave the clocks other orders than the law',
    ],
    [
      'a clock that is due on another day',
      ({ clocks }) => ({ clocks: clocks.map((clock) => ({ ...clock, due: '2025-12-31' })) }),
      'clock "intake" was not told to start as the law gives it',
    ],
    [
      'an effect that nobody ordered',
      () => ({ effects: ['notify'] }),
      '"submit" had other effects than the law gives',
    ],
    [
      'a role that may not take the step',
      ({ actor }) => ({ actor: { ...actor, roles: ['applicant', 'auditor'] } }),
      'not by that role',
    ],
    ['no role at all', ({ actor }) => ({ actor: { ...actor, roles: [] } }), 'not by that role'],
    [
      'evidence of another digest',
      ({ evidence }) => ({ evidence: { ...evidence!, digest: 'x' } }),
      'the evidence kept is not the one the event speaks of',
    ],
  ])('finds an event with %s', async (_, change, sentence) => {
    const { id } = await submittedCase(office);
    await rewrite(id, change);
    expect(await findingOf(id)).toContain(sentence);
  });

  it('finds evidence that was exchanged or taken away beside its event', async () => {
    const { id } = await submittedCase(office);
    const { disclosure } = disclose('applicationForm', { signedBy: 'somebody else' });
    await attacker.query('update evidence set disclosure = $2 where case_id = $1 and seq = 2', [
      id,
      disclosure,
    ]);
    expect(await findingOf(id)).toBe('the evidence kept is not the one the event speaks of');
    await attacker.query('delete from evidence where case_id = $1 and seq = 2', [id]);
    expect(await findingOf(id)).toBe('the evidence kept is not the one the event speaks of');
  });
});

/** A case whose decision was extended by five days, and one whose day of receipt was corrected. */
async function extended(): Promise<string> {
  await extendDecisions(office, true);
  const walk = await submittedCase(office);
  const team = bring.team(office.as('leader-1').person, office.as('assessor-1').person);
  const visited = { from: '2025-09-01', to: '2025-09-01' };
  await walk.take('intake-1', 'accept', bring.acceptance);
  await walk.take('coordinator', 'appointTeam', team);
  await walk.take('leader-1', 'reviewMaterials', bring.goOn);
  await walk.take('coordinator', 'sendVisitNotice', bring.visit(visited.from, visited.to));
  await walk.take('leader-1', 'conclude', bring.report(visited, 'conforming'));
  await walk.take('head-of-authority', 'extendDecision', bring.decisionExtension(5));
  return walk.id;
}
async function corrected(): Promise<string> {
  const walk = await submittedCase(office);
  await walk.take('intake-1', 'correctReceipt', bring.receiptCorrection('2025-08-29'));
  return walk.id;
}

describe('the replay of a clock that was extended or counted from another day', () => {
  const told = (change: object) => (event: EventBody) => ({
    clocks: event.clocks.map((clock) => ({ ...clock, ...change })),
  });
  const without =
    (field: 'length' | 'anchor') =>
    ({ clocks }: EventBody) => ({ clocks: clocks.map(({ [field]: _, ...clock }) => clock) });

  it.each<[string, () => Promise<string>, (event: EventBody) => object]>([
    ['of another length', extended, told({ length: 10 })],
    ['of no length', extended, without('length')],
    ['that is said to have begun anew', extended, told({ order: 'interrupt' })],
    ['that is said to have been put right', extended, told({ order: 'supersede', anchor: '2025-09-01' })],
    ['from another anchor', corrected, told({ anchor: '2025-08-28' })],
    ['from no anchor', corrected, without('anchor')],
    ['that is said to have been extended', corrected, told({ order: 'extend', length: 5 })],
  ])('finds an event that tells one %s', async (_, walk, change) => {
    const id = await walk();
    expect(await findingOf(id)).toBeUndefined();
    await rewrite(id, change);
    expect(await findingOf(id)).toMatch(/gave the clocks other orders than the law$/);
  });

  it.each<[string, () => Promise<string>, string, string]>([
    ['length', extended, 'clock_operations', "set length = 10 where operation = 'extend'"],
    [
      'right anchor',
      corrected,
      'clock_operations',
      "set anchor = '2025-08-28' where operation = 'supersede'",
    ],
    [
      'operation',
      extended,
      'clock_operations',
      "set operation = 'project', length = null where operation = 'extend'",
    ],
    ['longer budget', extended, 'clocks', "set budget = 20 where clock = 'decision'"],
    ['old generation', corrected, 'clocks', "set status = 'stopped' where status = 'superseded'"],
    ['first day held', corrected, 'clocks', "set held_on = '2025-08-31' where status = 'running'"],
  ])('finds rows that say another %s than the event', async (_, walk, table, change) => {
    const id = await walk();
    await attacker.query(`alter table ${table} disable trigger all`);
    await attacker.query(`update ${table} ${change} and case_id = $1`, [id]);
    expect(await findingOf(id)).toMatch(/^(clock "\w+"|a clock stands elsewhere)/);
  });
});
