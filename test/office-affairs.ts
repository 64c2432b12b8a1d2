import { randomUUID } from 'node:crypto';
import { Casework, ProcessShelf } from '#casework';
import { connect, type Database } from '#database';
import { grantsWith } from '#grants';
import { registerWith } from '#register';
import { Refused, type RefusalCode } from '#refusals';
import { processes } from '#regulations';
import { Walk, type TestOffice } from './office.js';

/** Opens a case of the office's own affairs; one that concerns an institution names it. */
export async function openAffair(
  office: TestOffice,
  subject: string,
  process: string,
  institution?: string,
): Promise<Walk> {
  const { answer } = await office.casework.open(
    office.as(subject),
    { process, institution, evidence: undefined },
    randomUUID(),
  );
  return new Walk(office, answer.case);
}

/** Pays what cases owe each other by now, as the worker does, the oldest first; answers how much that was. */
export async function payOwed(of: Pick<TestOffice, 'casework' | 'rows' | 'tenant'>): Promise<number> {
  const owed = await of.rows<{ id: string; step: string; case: string; seq: number; ordinal: number }>(
    `select case_id as id, step, cause_case as case, cause_seq as seq, ordinal from owed_commands
     where done_seq is null order by cause_seq, ordinal`,
  );
  for (const { id, step, ...cause } of owed) await of.casework.pay(of.tenant, id, step, cause);
  return owed.length;
}

/** A refusal as tests look at it: its code, the names of what refused, the fields that did not fit. */
export interface Refusal {
  code: RefusalCode;
  reasons: string[];
  pointers: string[];
}

/** What a step is refused with; throws where it is taken. */
export async function refusal(asked: Promise<unknown>): Promise<Refusal> {
  const error = await asked.then(
    () => new Error('it was taken'),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Refused)) throw error;
  const { members, errors } = error.details;
  const reasons = (members?.['reasons'] ?? []) as { guard?: string; code?: string }[];
  return {
    code: error.code,
    reasons: reasons.map(({ guard, code }) => guard ?? code ?? ''),
    pointers: (errors ?? []).map(({ pointer }) => pointer),
  };
}

/** The refusal of conditions. */
export const conditions = (...reasons: string[]): Refusal => ({
  code: 'guard-refused',
  reasons,
  pointers: [],
});

export const roleGrant = (person: string, role: string, more: object = {}) => ({
  person,
  role,
  reason: '岗位需要。',
  ...more,
});
export const roleConfirmation = (person: string, role: string, more: object = {}) => ({
  person,
  role,
  checked: true,
  ...more,
});

/** Grants a role as two administrators do. */
export async function grantRole(office: TestOffice, subject: string, role: string, more = {}): Promise<Walk> {
  const { person } = office.as(subject);
  const walk = await openAffair(office, 'administrator-1', 'roleGrant');
  await walk.take('administrator-1', 'proposeGrant', roleGrant(person, role, more));
  await walk.take('administrator-2', 'confirmGrant', roleConfirmation(person, role));
  return walk;
}

/** Withdraws a role as two administrators do. */
export async function withdrawRole(office: TestOffice, subject: string, role: string): Promise<Walk> {
  const { person } = office.as(subject);
  const walk = await openAffair(office, 'administrator-2', 'roleGrant');
  await walk.take('administrator-2', 'proposeWithdrawal', roleGrant(person, role));
  const confirmation = roleConfirmation(person, role, { evenSo: true });
  await walk.take('administrator-1', 'confirmWithdrawal', confirmation);
  return walk;
}

/** A second engine on the same office, as another process of the service is one. */
export async function secondEngine(
  office: TestOffice,
  options: ConstructorParameters<typeof Casework>[2] = {},
  shelf = new ProcessShelf(processes),
): Promise<{ casework: Casework; service: Database }> {
  const service = await connect(office.urls.serviceUrl, { poolSize: 2 });
  const casework = new Casework(service, shelf, options);
  grantsWith(casework);
  registerWith(casework);
  return { casework, service };
}

/** What an event of a case says. */
export async function eventOf(
  office: TestOffice,
  id: string,
  step: string,
): Promise<{
  actor: { person: string | null; for: string | null; duty: string; roles: string[] };
  cause: { kind: string };
  given: { evidence: Record<string, unknown>; world: Record<string, unknown> };
}> {
  const [row] = await office.rows<{ body: string }>(
    'select body from events where case_id = $1 and step = $2 order by seq desc limit 1',
    [id, step],
  );
  return JSON.parse(row!.body) as Awaited<ReturnType<typeof eventOf>>;
}
