/** What steps of the office's own affairs may know: who takes them, how people stand, what a claim is about. */
import { unstaffedWithout, type ProcessShelf, type Resolver, type Wanted } from '#casework';
import { stringify } from 'uuid';
import type { Transaction } from '#database';
import { loadActors, loadGranted, type Actor } from '#identity';
import { sha256 } from '#ledger';
import { creditCodeFault } from '#register';
import { administersRoles } from '#regulations';
import { activeAdministrators } from './suspension-effects.js';

/** Cases told one by one in an event; there may be more. */
const mostCasesTold = 20;

const isHead = (actor: Actor | undefined, institution: string): boolean =>
  actor?.acting.some(
    (acting) =>
      acting.institution === institution &&
      acting.capacity === 'legalRepresentative' &&
      acting.steps === null,
  ) ?? false;

/** Who brings the evidence. */
export const actorFacts: Resolver = async (tx, wanted) => {
  const actors = await loadActors(tx, [...new Set(wanted.map(({ person }) => person))]);
  return wanted.map(({ person, institution, onlyFor }) => {
    const actor = actors.get(person);
    if (actor === undefined) return null;
    const { roles, actsFor } = actor;
    // A key is a system of the institution and never its head: agents it made would outlive it.
    const inFull = onlyFor === null && isHead(actor, institution);
    return { person, roles, inFull, acts: actsFor.includes(institution) };
  });
};

/** A person whom the evidence names: what they were granted, though suspended, and how many administer roles beside them. */
export const standingFacts: Resolver = async (tx, wanted) => {
  const actors = await loadGranted(tx, [...new Set(wanted.map(({ id }) => id))]);
  const administrators = await activeAdministrators(tx);
  return wanted.map(({ id, institution }) => {
    const actor = actors.get(id);
    if (actor === undefined) return null;
    return {
      roles: actor.roles,
      suspended: actor.suspended,
      acts: actor.actsFor.includes(institution),
      administratorsBeside: administrators.filter((person) => person !== id).length,
    };
  });
};

/** Which open cases would be left to nobody if a person no longer held a role: `person/role`. */
export const staffingFacts =
  (shelf: ProcessShelf): Resolver =>
  async (tx, wanted) => {
    const found = [];
    for (const { id } of wanted) {
      const [person = '', role = ''] = id.split('/');
      const left = await unstaffedWithout(tx, shelf, { person, role });
      found.push({
        unstaffedCases: left.length,
        unstaffed: left.slice(0, mostCasesTold).map(({ case: of, duties }) => ({ case: of, duties })),
      });
    }
    return found;
  };

/**
 * The institution of a credit code, for the claimant whom the case names. One that the register does not know gets its
 * id here, the same however often it is asked, so that the text that is confirmed and the event have it that enters it.
 */
export const claimFacts: Resolver = async (tx, wanted) => {
  const found = [];
  for (const asked of wanted) found.push(await claimOf(tx, asked));
  return found;
};

/** The id follows from claim and code (UUID version 8, RFC 9562). */
function idOfUnknown(claim: string, code: string): string {
  const bytes = sha256(`${claim}/${code}`).subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x80;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return stringify(bytes);
}

async function claimOf(tx: Transaction, { id: code, case: of }: Wanted) {
  const memory = await memoryOf(tx, of);
  const claimant = text(memory['claimant']);
  const [known] = await tx.query<{
    id: string;
    authority: boolean;
    case_id: string | null;
    person: string | null;
  }>(
    `select i.id, exists (select from jurisdictions j where j.tenant = i.tenant and j.authority_id = i.id) as authority,
       a.case_id, a.person_id as person
     from institutions i
     left join acting_for a on a.tenant = i.tenant and a.institution_id = i.id and a.capacity = 'legalRepresentative'
       and a.withdrawn_at is null and a.person_id is distinct from $3::uuid
     where i.tenant = $1 and i.credit_code = $2`,
    [tx.tenant, code, claimant],
  );
  // What a claimant has already counts though they be suspended: else it would be granted twice.
  const asHead = memory['capacity'] === 'legalRepresentative';
  const actor = claimant === null ? undefined : (await loadGranted(tx, [claimant])).get(claimant);
  return {
    sound: creditCodeFault(code) === null,
    authority: known?.authority ?? false,
    institution: known?.id ?? idOfUnknown(of, code),
    known: known !== undefined,
    claimantActs: known !== undefined && actor !== undefined && actor.actsFor.includes(known.id),
    claimantAdministers: actor?.roles.some(administersRoles) ?? false,
    predecessor: asHead ? (known?.case_id ?? null) : null,
    succeeds: asHead ? (known?.person ?? null) : null,
  };
}

/** Who acts for an institution because somebody had invited them, and by which cases; in the order of these. */
export async function invitedBy(
  tx: Transaction,
  { person, institution }: { person: string; institution: string },
): Promise<{ cases: string[]; people: string[] }> {
  const rows = await tx.query<{ id: string; person: string }>(
    `select c.id, a.person_id as person from acting_for a join cases c on c.tenant = a.tenant and c.id = a.case_id
     where a.tenant = $1 and a.institution_id = $3 and a.withdrawn_at is null
       and c.context::json ->> 'inviter' = $2::text order by c.id`,
    [tx.tenant, person, institution],
  );
  return { cases: rows.map(({ id }) => id), people: rows.map((row) => row.person) };
}

/** Whom the claimant of a case, who acts for an institution, had invited. */
export const invitedFacts: Resolver = async (tx, wanted) => {
  const found = [];
  for (const { case: of } of wanted) {
    const { claimant, represents } = await memoryOf(tx, of);
    const [person, institution] = [text(claimant), text(represents)];
    found.push(
      person === null || institution === null
        ? { cases: [], people: [] }
        : await invitedBy(tx, { person, institution }),
    );
  }
  return found;
};

/** Whether whoever invited is still the head of the institution. */
export const inviterFacts: Resolver = async (tx, wanted) => {
  const found = [];
  for (const { case: of, institution } of wanted) {
    const inviter = text((await memoryOf(tx, of))['inviter']);
    const actor = inviter === null ? undefined : (await loadActors(tx, [inviter])).get(inviter);
    found.push({ inFull: isHead(actor, institution) });
  }
  return found;
};

/** A step that is taken for an institution in some process, the opening included; null for any other name. */
export const ownStepFacts = (shelf: ProcessShelf): Resolver => {
  const own = new Set(
    shelf.all.flatMap(({ catalogue, opening, states }) =>
      [{ name: 'open', by: opening.by }, ...states.flatMap(({ steps }) => steps)]
        .filter(({ by }) => by.some((role) => catalogue.roles[role]?.reach === 'own'))
        .map(({ name }) => name),
    ),
  );
  return (_, wanted) => Promise.resolve(wanted.map(({ id }) => (own.has(id) ? {} : null)));
};

/** An institution of the register; null for none. */
export const institutionFacts: Resolver = async (tx, wanted) => {
  const rows = await tx.query<{ id: string }>(
    'select id from institutions where tenant = $1 and id = any($2::uuid[])',
    [tx.tenant, wanted.map(({ id }) => id)],
  );
  return wanted.map(({ id }) => (rows.some((row) => row.id === id) ? {} : null));
};

/** The memory of a case as it stands before the step; the case is locked by whoever takes it. */
async function memoryOf(tx: Transaction, id: string): Promise<Record<string, unknown>> {
  const [row] = await tx.query<{ context: string }>(
    'select context from cases where tenant = $1 and id = $2',
    [tx.tenant, id],
  );
  return row === undefined ? {} : (JSON.parse(row.context) as Record<string, unknown>);
}

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
