import { randomUUID } from 'node:crypto';
import { v7 as newId } from 'uuid';
import type { StepRule } from '#process';
import type { TestOffice } from '../office.js';
import { evidenceFor, evidenceToOpen } from './matrix-evidence.js';
import { processOf, ruleOf, wayOf, type Cast, type StandingCase, type WantedCase } from './matrix-ways.js';

/** Commands under way at once; more would be told to come back later. */
const most = 2_000;

/** Does something for each, many at once, and answers in the same order. */
export async function inParallel<One, Made>(
  all: readonly One[],
  work: (one: One) => Promise<Made>,
): Promise<Made[]> {
  const made: Made[] = [];
  for (let done = 0; done < all.length; done += most)
    made.push(...(await Promise.all(all.slice(done, done + most).map(work))));
  return made;
}

/** Opens and walks cases, many at once, each wave the next step of all that have one left. */
export async function walkCases(
  office: TestOffice,
  cast: Cast,
  scope: string,
  wanted: readonly WantedCase[],
): Promise<StandingCase[]> {
  const cases = await inParallel(wanted, async (one): Promise<StandingCase> => {
    const { opening } = processOf(one.process);
    const institution = opening.concerns === 'institution' ? one.institution : undefined;
    const asked = { process: one.process, institution, evidence: evidenceToOpen(one.process) };
    const opener = openerOf(one, cast);
    const { answer } = await office.casework.open(cast.callerOf(opener), asked, randomUUID());
    const target = one.named.invitee ?? cast.of(`target#${one.key}`);
    return { ...one, id: answer.case, revision: answer.revision, document: newId(), target };
  });
  await office.rows(
    `insert into documents (tenant, id, case_id, sha256, size, media_type, name, status, uploaded_by, uploaded_at)
     select $1, id, case_id, sha256('document'), 8, 'text/plain', 'document.txt', 'clean', $4, office_now()
     from unnest($2::uuid[], $3::uuid[]) as d (id, case_id)`,
    [office.tenant, cases.map(({ document }) => document), cases.map(({ id }) => id), cast.of('applicant')],
  );
  const ways = new Map(cases.map((one) => [one, wayOf(one.process, one.state)]));
  for (let wave = 0; [...ways.values()].some((way) => way.length > wave); wave += 1) {
    const going = cases.filter((one) => ways.get(one)!.length > wave);
    await inParallel(going, async (one) => {
      const { step, variant } = ways.get(one)![wave]!;
      one.revision = await takeOn(office, cast, scope, one, step, variant).catch((error: unknown) => {
        throw new Error(`${one.key}: ${step} could not be taken`, { cause: error });
      });
    });
  }
  return cases;
}

function openerOf({ process, named, key }: WantedCase, cast: Cast): string {
  const [role] = processOf(process).opening.by as [string];
  return (
    named[role] ??
    named['proposer'] ??
    named['head'] ??
    cast.of(role === 'claimant' ? `claimant#${key}` : role)
  );
}

async function takeOn(
  office: TestOffice,
  cast: Cast,
  scope: string,
  one: StandingCase,
  step: string,
  variant: string | undefined,
): Promise<number> {
  if (variant === 'owed') return pay(office, one, step);
  const rule = ruleOf(one.process, step);
  const person = takerOf(one, rule, cast);
  if (step === 'proposeReinstatement') await keepOut(office, one);
  const caller = cast.callerOf(person);
  const evidence = evidenceFor(one, step, { person, scope, cast, variant });
  const asked = { case: one.id, step, revision: one.revision, evidence };
  const confirmedText = rule.stepUp ? (await office.texts.draw(caller, asked)).digest : undefined;
  const { answer } = await office.casework.advance(caller, { ...asked, confirmedText }, randomUUID());
  return answer.revision;
}

function takerOf(one: StandingCase, { by: [role = ''], duty }: StepRule, cast: Cast): string {
  if (role === 'invitee') return one.target;
  if (role === 'administrator' && duty === 'administration') return openerOf(one, cast);
  if (['claimant', 'declarant', 'applicant'].includes(role)) return openerOf(one, cast);
  return one.named[role] ?? cast.of(role, duty === 'confirmation');
}

/** Whom a case is to let in again is kept out, as by an earlier one. */
async function keepOut(office: TestOffice, { id, target }: StandingCase): Promise<void> {
  await office.rows(
    'insert into suspensions (tenant, case_id, person_id, since) values ($1, $2, $3, office_now())',
    [office.tenant, id, target],
  );
}

/** What another case's event owes: written as that event would, and paid through the same door. */
async function pay(office: TestOffice, one: StandingCase, step: string): Promise<number> {
  const cause = { case: one.id, seq: 1, ordinal: 0 };
  await office.rows(
    `insert into owed_commands (tenant, cause_case, cause_seq, ordinal, case_id, step, world)
     values ($1, $2, 1, 0, $2, $3, '{"succeeded":true,"revoked":true}')`,
    [office.tenant, one.id, step],
  );
  return (await office.casework.pay(office.tenant, one.id, step, cause)).revision;
}
