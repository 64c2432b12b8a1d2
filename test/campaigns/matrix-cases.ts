import { randomUUID } from 'node:crypto';
import { v7 as newId } from 'uuid';
import type { StepRule } from '#process';
import type { TestOffice } from '../office.js';
import { asked as whenAsked, today } from './matrix-days.js';
import { evidenceFor, evidenceToOpen } from './matrix-evidence.js';
import { certificateCancelled, type Things } from './matrix-matters.js';
import { wayOf, type Leg } from './matrix-routes.js';
import { hasATarget } from './matrix-plan.js';
import { processOf, ruleOf } from './matrix-processes.js';
import type { Cast, StandingCase, WantedCase } from './matrix-ways.js';

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

/** Whose steps cases take on their way, and what they are about. */
export interface Walked {
  office: Pick<TestOffice, 'casework' | 'texts' | 'tenant' | 'rows' | 'moveTo'>;
  cast: Cast;
  things: Things;
}

/** A case on its way: of whom a case is opened by an application, first that. */
interface Walker {
  one: StandingCase;
  way: Leg[];
}

/** Opens and walks cases, many at once, each wave the next step of all that have one left. */
export async function walkCases(at: Walked, wanted: readonly WantedCase[]): Promise<StandingCase[]> {
  const walkers = await inParallel(wanted, async (one): Promise<Walker> => {
    const way = wayOf(one);
    const process = way[0]?.process ?? one.process;
    const { opening } = processOf(process);
    const institution = opening.concerns === 'institution' ? one.institution : undefined;
    const evidence = evidenceToOpen(process, way[0]?.kind ?? one.kind);
    const caller = at.cast.callerOf(openerOf(one, process, at.cast));
    const { answer } = await at.office.casework.open(
      caller,
      { process, institution, evidence },
      randomUUID(),
    );
    const { case: id, revision } = answer;
    const target = one.named.invitee ?? (hasATarget(process) ? at.cast.of(`target#${one.key}`) : '');
    return { one: { ...one, id, matter: id, revision, document: newId(), target }, way };
  });
  const cases = walkers.map(({ one }) => one);
  await enterDocuments(at, cases);
  for (let wave = 0; walkers.some(({ way }) => way.length > wave); wave += 1) {
    const going = walkers.filter(({ way }) => way.length > wave);
    if (going.some(({ way }) => way[wave]!.variant === 'days')) await at.office.moveTo(whenAsked);
    await inParallel(going, async ({ one, way }) => {
      one.revision = await takeOn(at, one, way[wave]!).catch((error: unknown) => {
        throw new Error(`${one.key}: ${way[wave]!.step} could not be taken`, { cause: error });
      });
    });
    await goOnInLinked(
      at,
      going.flatMap(({ one, way }) => {
        const { opens } = way[wave]!;
        return opens === undefined ? [] : [{ one, opens }];
      }),
    );
  }
  const gone = cases.filter(({ kind }) => kind.startsWith('gone'));
  await letCertificatesGo(at, gone);
  return cases;
}

async function enterDocuments({ office, cast }: Walked, cases: readonly StandingCase[]): Promise<void> {
  await office.rows(
    `insert into documents (tenant, id, case_id, sha256, size, media_type, name, status, uploaded_by, uploaded_at)
     select $1, id, case_id, sha256('document'), 8, 'text/plain', 'document.txt', 'clean', $4, office_now()
     from unnest($2::uuid[], $3::uuid[]) as d (id, case_id)`,
    [office.tenant, cases.map(({ document }) => document), cases.map(({ id }) => id), cast.of('applicant')],
  );
}

/** Goes on with the case that an application has just opened. */
async function goOnInLinked(
  at: Walked,
  opened: readonly { one: StandingCase; opens: string }[],
): Promise<void> {
  if (opened.length === 0) return;
  const rows = await at.office.rows<{
    id: string;
    process: string;
    state: string;
    origin: string;
    revision: number;
  }>(
    `select id, process, state, root_id as origin, revision from cases
     where root_id = any($1::uuid[]) and id <> root_id`,
    [opened.map(({ one }) => one.id)],
  );
  const linked = new Map(rows.map((row) => [`${row.origin} ${row.process} ${row.state}`, row]));
  for (const { one, opens } of opened) {
    const found = linked.get(`${one.id} ${one.process} ${opens}`);
    if (found === undefined) throw new Error(`${one.key}: no case of ${one.process} is ${opens}`);
    Object.assign(one, { id: found.id, revision: found.revision, document: newId() });
  }
  await enterDocuments(
    at,
    opened.map(({ one }) => one),
  );
}

function openerOf({ named, key }: WantedCase, process: string, cast: Cast): string {
  const [role] = processOf(process).opening.by as [string];
  return (
    named[role] ??
    named['proposer'] ??
    named['head'] ??
    cast.of(role === 'claimant' ? `claimant#${key}` : role)
  );
}

async function takeOn(at: Walked, one: StandingCase, leg: Leg): Promise<number> {
  const { office, cast, things } = at;
  const { process, step, variant, kind } = leg;
  if (variant === 'owed') return pay(at, one, step);
  if (variant === 'days') return (await office.casework.lapse(office.tenant, one.id)).revision;
  if (variant === 'clock') return runOut(office, one, ruleOf(process, step).on!);
  if (step === 'endAsNothingIsLeft') await letCertificatesGo(at, [one]);
  // The application from which a case sprang names nobody of those whom the case is to name.
  const here = process === one.process ? one : { ...one, process, kind, named: {}, members: [] };
  const rule = ruleOf(process, step);
  const person = takerOf(here, rule, cast);
  if (step === 'proposeReinstatement') await keepOut(at, one);
  const caller = cast.callerOf(person);
  const evidence = evidenceFor({ ...here, kind }, step, { ...things, person, cast, variant });
  const asked = { case: one.id, step, revision: one.revision, evidence };
  const confirmedText = rule.stepUp ? (await office.texts.draw(caller, asked)).digest : undefined;
  const { answer } = await office.casework.advance(caller, { ...asked, confirmedText }, randomUUID());
  return answer.revision;
}

function takerOf(one: StandingCase, { by: [role = ''], duty }: StepRule, cast: Cast): string {
  if (role === 'invitee') return one.target;
  if (role === 'administrator' && duty === 'administration') return openerOf(one, one.process, cast);
  if (role === 'applicant' && one.matter !== one.id) return cast.of('applicant');
  if (['claimant', 'declarant', 'applicant'].includes(role)) return openerOf(one, one.process, cast);
  return one.named[role] ?? cast.of(role, duty === 'confirmation');
}

/** Whom a case is to let in again is kept out, as by an earlier one. */
async function keepOut({ office }: Walked, { id, target }: StandingCase): Promise<void> {
  await office.rows(
    'insert into suspensions (tenant, case_id, person_id, since) values ($1, $2, $3, office_now())',
    [office.tenant, id, target],
  );
}

/** What another case's event owes: written as that event would, and paid through the same door. */
async function pay({ office }: Walked, one: StandingCase, step: string): Promise<number> {
  const cause = { case: one.id, seq: 1, ordinal: 0 };
  const world = {
    ...{ succeeded: true, revoked: true },
    ...{ origin: one.matter, acceptedOn: today, certificateNumber: '252213000000' },
  };
  await office.rows(
    `insert into owed_commands (tenant, cause_case, cause_seq, ordinal, case_id, step, world)
     values ($1, $2, 1, 0, $2, $3, $4)`,
    [office.tenant, one.id, step, JSON.stringify(world)],
  );
  return (await office.casework.pay(office.tenant, one.id, step, cause)).revision;
}

/** Days and years that the world does not wait for: of this one case the clock's last instant is taken to have passed. */
export async function runOut(
  office: Pick<TestOffice, 'casework' | 'tenant' | 'rows'>,
  one: Pick<StandingCase, 'id'>,
  clock: string,
): Promise<number> {
  await office.rows(
    `update clocks set due_at = office_now() - interval '1 second' where tenant = $1 and case_id = $2 and clock = $3
     and status = 'running'`,
    [office.tenant, one.id, clock],
  );
  return (await office.casework.lapse(office.tenant, one.id)).revision;
}

/** Lets the certificates that these cases are about be cancelled, each by its own case. */
async function letCertificatesGo({ office, cast }: Walked, cases: readonly StandingCase[]): Promise<void> {
  const lives = await office.rows<{ id: string; revision: number; state: string }>(
    `select distinct l.id, l.revision, l.state from cases k
     join certificates c on c.tenant = k.tenant and c.number = k.context::json ->> 'certificateNumber'
     join cases l on l.tenant = c.tenant and l.id = c.life_case
     where k.tenant = $1 and k.id = any($2::uuid[]) and l.state = 'valid'`,
    [office.tenant, cases.map(({ id }) => id)],
  );
  const step = 'cancelOnAGround';
  const clerk = cast.of('certificateClerk');
  await inParallel(lives, async ({ id, revision }) => {
    const evidence = certificateCancelled;
    await office.casework.advance(cast.callerOf(clerk), { case: id, step, revision, evidence }, randomUUID());
  });
}
