/** Who acts for whom: begun and ended by events of a representation or an invitation. */
import { JudgedTooEarly, type Effected, type EffectHandler } from '#casework';
import type { Transaction } from '#database';
import { insertInstitution, type InstitutionInput } from '#register';
import { Refused } from '#refusals';
import { roles, type RoleName } from '#regulations';
import type { Effect, Facts } from '#process';
import { invitedBy } from './facts.js';
import { judgedAgainIfRefused } from './role-clashes.js';
import { endGrants, insertGrant } from './role-effects.js';

/** The roles of those who act for institutions: they come and go with the authorisation. */
export const ownRoles: readonly string[] = (Object.keys(roles) as RoleName[]).filter(
  (name) => roles[name].reach === 'own',
);

/** As the effect's `with` says, the memory holds the person and the institution under these names. */
export function partiesIn(
  { with: how }: Pick<Effect, 'with'>,
  context: Facts,
): { person: string; institution: string } {
  const { personAt, institutionAt } = how as { personAt: string; institutionAt: string };
  return { person: context[personAt] as string, institution: context[institutionAt] as string };
}

/**
 * Lets a person act for an institution, which is entered in the register where that does not know it. A new legal
 * representative ends what the one before had.
 */
export const actForInstitution: EffectHandler = async (tx, effects) => {
  for (const effected of effects) {
    const { context, event } = effected;
    const { person, institution } = partiesIn(effected.effect, context);
    await alone(tx, person);
    if (typeof context['inviter'] === 'string')
      await requireInviter(tx, { person: context['inviter'], institution });
    if (context['known'] === false) await enterInstitution(tx, institution, effected.evidence);
    if (context['capacity'] === 'legalRepresentative') await succeed(tx, effected, person, institution);
    // What has run out stands in nobody's way.
    await tx.query(
      `update acting_for set withdrawn_at = $5
       where tenant = $1 and person_id = $2 and institution_id = $3 and withdrawn_at is null and until < $4::date`,
      [tx.tenant, person, institution, todayOf(effected), event.at],
    );
    const made = await tx.query(
      `insert into acting_for (tenant, person_id, institution_id, since, capacity, steps, until, case_id)
       values ($1, $2, $3, $8, $4, $5, $6, $7)
       on conflict do nothing returning person_id`,
      [
        ...[tx.tenant, person, institution],
        ...[context['capacity'], context['steps'], context['until'], event.case, event.at],
      ],
    );
    if (made.length === 0)
      throw new JudgedTooEarly('the person acts for it already, or another became its legal representative');
    for (const role of ownRoles) await insertGrant(tx, effected, person, role as RoleName);
  }
};

/**
 * Ends what a case had begun, and, where the effect names them, the invitations of whoever it was. Where a successor has
 * just ended it, the case is told so first.
 */
export const endActing: EffectHandler = async (tx, effects) => {
  for (const effected of effects) {
    const { person, institution } = partiesIn(effected.effect, effected.context);
    const ended = await judgedAgainIfRefused(
      tx.query(
        `update acting_for set withdrawn_at = $4
         where tenant = $1 and case_id = $2 and person_id = $3 and withdrawn_at is null returning person_id`,
        [tx.tenant, effected.event.case, person, effected.event.at],
      ),
    );
    if (ended.length === 0 && (await isOwedAStep(tx, effected.event.case)))
      throw new JudgedTooEarly('a successor has ended it');
    await endOwnRoles(tx, effected, person);
    const { invitedAt } = effected.effect.with as { invitedAt?: string };
    if (invitedAt !== undefined) await endInvited(tx, effected, { person, institution }, invitedAt);
  }
};

/** Ends what the invited had; none of them has come in since it was judged, for each shares the inviter's row. */
async function endInvited(
  tx: Transaction,
  effected: Effected,
  of: { person: string; institution: string },
  invitedAt: string,
): Promise<void> {
  const { cases } = await invitedBy(tx, of);
  if (cases.join() !== (effected.context[invitedAt] as string[]).join())
    throw new JudgedTooEarly('an invitation was accepted or has ended meanwhile');
  const ended = await judgedAgainIfRefused(
    tx.query<{ person: string }>(
      `update acting_for set withdrawn_at = $3
       where tenant = $1 and case_id = any($2::uuid[]) and withdrawn_at is null returning person_id as person`,
      [tx.tenant, cases, effected.event.at],
    ),
  );
  for (const { person } of ended) await endOwnRoles(tx, effected, person);
}

/** Whoever was the legal representative no longer is; the case by which they were was named to the new one's. */
async function succeed(
  tx: Transaction,
  effected: Effected,
  successor: string,
  institution: string,
): Promise<void> {
  const ended = await judgedAgainIfRefused(
    tx.query<{ person: string; case_id: string | null }>(
      `update acting_for set withdrawn_at = $4
       where tenant = $1 and institution_id = $2 and capacity = 'legalRepresentative' and person_id <> $3
         and withdrawn_at is null returning person_id as person, case_id`,
      [tx.tenant, institution, successor, effected.event.at],
    ),
  );
  const predecessor = effected.context['predecessor'] ?? null;
  const cases = ended.flatMap(({ case_id }) => case_id ?? []);
  if (cases.length > 1 || (cases[0] ?? null) !== predecessor)
    throw new JudgedTooEarly('another has become or ceased to be the legal representative');
  for (const { person } of ended) await endOwnRoles(tx, effected, person);
}

/**
 * What begins and what ends for one person at the same moment wait for each other here, until the transaction ends: else
 * each would count without the other, and the role go while an authorisation stays.
 */
async function alone(tx: Transaction, person: string): Promise<void> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`acting ${tx.tenant} ${person}`]);
}

/** Whoever acts for nobody is no applicant. */
async function endOwnRoles(tx: Transaction, effected: Effected, person: string): Promise<void> {
  await alone(tx, person);
  const left = await tx.query(
    'select from acting_for where tenant = $1 and person_id = $2 and withdrawn_at is null limit 1',
    [tx.tenant, person],
  );
  if (left.length === 0) await endGrants(tx, effected, person, ownRoles);
}

/** Whoever invited is still there while the invited comes in: a revocation waits for it, or has come first. */
async function requireInviter(
  tx: Transaction,
  { person, institution }: { person: string; institution: string },
): Promise<void> {
  const there = await tx.query(
    `select from acting_for where tenant = $1 and person_id = $2 and institution_id = $3
       and capacity = 'legalRepresentative' and withdrawn_at is null for share`,
    [tx.tenant, person, institution],
  );
  if (there.length === 0) throw new JudgedTooEarly('whoever invited no longer acts for it');
}

async function enterInstitution(tx: Transaction, id: string, evidence: unknown): Promise<void> {
  const { institution } = evidence as {
    institution: Pick<InstitutionInput, 'creditCode' | 'name' | 'legalForm' | 'address'>;
  };
  try {
    await insertInstitution(tx, { id, ...institution, base: null, contacts: [] });
  } catch (error) {
    // Somebody entered it a moment ago: then it is known, under the id it has there.
    if (error instanceof Refused && error.code === 'already-registered')
      throw new JudgedTooEarly('the institution is registered already');
    throw error;
  }
}

async function isOwedAStep(tx: Transaction, id: string): Promise<boolean> {
  const owed = await tx.query(
    'select from owed_commands where tenant = $1 and case_id = $2 and done_seq is null limit 1',
    [tx.tenant, id],
  );
  return owed.length > 0;
}

const todayOf = ({ event }: Effected): string => (event.given as { today: string }).today;
