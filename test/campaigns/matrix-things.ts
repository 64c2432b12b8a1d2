/** What the cases of the matrix are about: scope tables, an emergency lane in force, certificates that the institution holds. */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { profiles, type Profile } from '#regulations';
import { importScope, laboratories, type TestOffice } from '../office.js';
import { beginning, today } from './matrix-days.js';
import { copyOf, digestOfProfileChange } from './matrix-evidence.js';
import { walkCases, type Walked } from './matrix-cases.js';
import type { Things } from './matrix-matters.js';
import type { Cast, WantedCase } from './matrix-ways.js';

type Lane = Profile['lanes'][number];

const lane = (kind: 'first' | 'extension', routes: Lane['applies']['routes']): Lane => ({
  ...copyOf(profiles[0]!.lanes[0]!),
  name: kind,
  applies: { kinds: [kind], routes, changes: null, fields: ['13'] },
  order: { number: '应急〔2025〕1号', on: beginning },
  until: '2025-12-31',
  targets: {},
  tolerates: [{ requirement: 'businessScope', until: 'decision' }],
  owes: { followUp: 'verification', within: { unit: 'months', length: 3 } },
});

/** By order of an emergency, with a paper that may come later: for applications of one field, on a commitment for first ones alone. */
const emergency = (): Profile => ({
  ...copyOf(profiles[0]!),
  id: 'matrix-emergency',
  lanes: [lane('first', null), lane('extension', ['general'])],
});

/** Scope tables, and the lane put in force by two administrators. */
export async function thingsAtFirst(office: TestOffice, cast: Cast): Promise<Things> {
  const food = await importScope(office, 'applicant-food', 0, 'food');
  const environment = await importWithoutMandatory(office, cast, laboratories[0].id);
  await putLaneInForce(office, cast);
  return { food, environment, held: '', doomed: '', today };
}

/** A shipped scope table without the rows of mandatory standards: where it touches none, a verification is not prompt. */
export async function importWithoutMandatory(
  { scopes }: Pick<TestOffice, 'scopes'>,
  cast: Cast,
  institution: string,
): Promise<string> {
  const rows = (await readFile(join('libs/register/samples', 'environment.csv'), 'utf8')).split('\n');
  const bytes = Buffer.from(rows.filter((row) => !/,GB ?\d/.test(row)).join('\n'));
  const asked = { institution, bytes, kind: 'csv' as const, dryRun: false };
  const { answer } = await scopes.import(cast.callerOf(cast.of('applicant')), asked, randomUUID());
  return answer.id!;
}

/** Two administrators put the emergency lane in force. */
export async function putLaneInForce(
  office: Pick<TestOffice, 'casework' | 'texts'>,
  cast: Cast,
): Promise<void> {
  const profile = emergency();
  const [first, second] = [false, true].map((one) => cast.callerOf(cast.of('administrator', one)));
  const asked = { process: 'profileChange', institution: undefined, evidence: undefined };
  const { answer } = await office.casework.open(first!, asked, randomUUID());
  const of = { case: answer.case, revision: answer.revision };
  const proposed = { change: { what: 'own', profile, from: beginning, until: null } };
  const step = { ...of, step: 'propose', evidence: proposed };
  const { revision } = (await office.casework.advance(first!, step, randomUUID())).answer;
  const evidence = { digest: digestOfProfileChange(profile, beginning), checked: true };
  const confirm = { ...of, step: 'confirmChange', revision, evidence };
  const confirmedText = (await office.texts.draw(second!, confirm)).digest;
  await office.casework.advance(second!, { ...confirm, confirmedText }, randomUUID());
}

/** The same with two certificates that were issued to the institution. */
export async function withCertificates(at: Walked, institution: string): Promise<Things> {
  const issued = ['held', 'doomed'].map((key): WantedCase => ({
    ...{ key, process: 'qualification', state: 'certified', kind: 'commitment' },
    ...{ institution, named: {}, members: [], desk: null },
  }));
  const cases = await walkCases(at, issued);
  const rows = await at.office.rows<{ number: string }>(
    'select number from certificates where case_id = any($1::uuid[]) order by number',
    [cases.map(({ id }) => id)],
  );
  const [held, doomed] = rows.map(({ number }) => number);
  return { ...at.things, held: held!, doomed: doomed! };
}
