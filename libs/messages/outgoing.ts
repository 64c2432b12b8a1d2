/** Which letters may go at this moment: looked at again for each try, since they were written some time ago. */
import { Audience, type ProcessShelf } from '#casework';
import type { Transaction } from '#database';
import { loadActors } from '#identity';
import type { Language } from '#refusals';
import { phrases } from './words.js';

/** A letter that was claimed to be tried, and whose. */
export interface Claimed {
  id: string;
  person: string;
  attempts: number;
  subject: string;
  body: string;
  language: Language;
  made_at: Date;
}

/** A letter that is to be tried, with those that go in it. */
export type Outgoing = Claimed & { email: string; gathered: string[] };

/** Letters that go as one at most. */
const mostGathered = 200;

/**
 * Lays aside, with the reason, letters to people who want none, have not confirmed their address, are suspended or may not
 * know of the case any more, and until the next day those of people who got as many today as may go to one address
 * (`jurisdictions.mail_a_day`). The last one that may go gathers all that wait for its reader.
 */
export async function outgoing(
  tx: Transaction,
  shelf: ProcessShelf,
  claimed: readonly Claimed[],
): Promise<Outgoing[]> {
  if (claimed.length === 0) return [];
  const letters = await loadLetters(
    tx,
    claimed.map(({ id }) => id),
  );
  const dropped = await dropUnwanted(tx, shelf, letters);
  const going = claimed.filter(({ id }) => !dropped.has(id));
  const emailOf = new Map(letters.map(({ id, email }) => [id, email]));
  const people = going.map(({ person }) => person);
  const rows = await tx.named<{ person: string; left: number }>('mail: left today', leftToday, [
    tx.tenant,
    people,
  ]);
  const left = new Map(rows.map((row) => [row.person, row.left]));
  const leftFor = ({ person }: Claimed): number => left.get(person)!;
  await tx.named('mail: enough today', enoughToday, [
    tx.tenant,
    going.filter((one) => leftFor(one) <= 0).map(({ id }) => id),
  ]);
  const found: Outgoing[] = [];
  for (const one of going.filter((each) => leftFor(each) > 0)) {
    const alone = { ...one, email: emailOf.get(one.id)!, gathered: [] };
    found.push(leftFor(one) > 1 ? alone : await withOthers(tx, shelf, alone));
  }
  return found;
}

interface Letter {
  id: string;
  person: string;
  /** Null where it is of none. */
  case: string | null;
  kind: string;
  subject: string;
  /** The address of this moment of a reader who wants mail, and whether it is known to be theirs. */
  email: string | null;
  confirmed: boolean;
}

const loadLetters = (tx: Transaction, ids: readonly string[]): Promise<Letter[]> =>
  tx.named<Letter>(
    'mail: letters',
    `select m.id, m.person_id as person, m.case_id as "case", m.kind, m.subject, a.email, a.confirmed_at is not null as confirmed
     from messages m
     left join contact_addresses a on a.tenant = $1 and a.person_id = m.person_id and a.wants_mail
     where m.tenant = $1 and m.id = any($2::uuid[])`,
    [tx.tenant, ids],
  );

/** Drops what is not to be read by whom it is written to. Answers the letters that were. */
async function dropUnwanted(
  tx: Transaction,
  shelf: ProcessShelf,
  letters: readonly Letter[],
): Promise<Set<string>> {
  const actors = await loadActors(
    tx,
    letters.map(({ person }) => person),
  );
  const audiences = await Audience.of(tx, shelf, [...new Set(letters.flatMap((one) => one.case ?? []))]);
  const why = ({ person, case: of, kind, email, confirmed }: Letter): string | null => {
    if (actors.get(person)?.suspended !== false) return 'accountSuspended';
    if (email === null) return 'noMailWanted';
    if (!confirmed) return 'addressNotConfirmed';
    // What was decided about somebody is theirs to know, though the case is not.
    if (kind === 'affair' || of === null) return null;
    return audiences.get(of)?.reaches(person) === true ? null : 'caseNoLongerSeen';
  };
  const dropped = letters.flatMap((letter) => {
    const because = why(letter);
    return because === null ? [] : [{ id: letter.id, because }];
  });
  if (dropped.length > 0) await tx.named('mail: drop', drop, [tx.tenant, JSON.stringify(dropped)]);
  return new Set(dropped.map(({ id }) => id));
}

/** The letter with all that wait for the same reader in it, by their subjects. */
async function withOthers(tx: Transaction, shelf: ProcessShelf, first: Outgoing): Promise<Outgoing> {
  const waiting = await tx.named<{ id: string }>('mail: waiting', waitingFor, [
    ...[tx.tenant, first.person, first.id, mostGathered],
  ]);
  const ids = waiting.map(({ id }) => id);
  const letters = await loadLetters(tx, ids);
  const dropped = await dropUnwanted(tx, shelf, letters);
  const gathered = ids.filter((id) => !dropped.has(id));
  if (gathered.length === 0) return { ...first, gathered };
  const subjectOf = new Map(letters.map(({ id, subject }) => [id, subject]));
  const subjects = [first.subject, ...gathered.map((id) => subjectOf.get(id)!)];
  const says = phrases[first.language];
  const lines = subjects.map((subject) => `- ${subject}`).join('\n');
  return {
    ...first,
    subject: says.gatheredSubject(subjects.length),
    body: `${says.gathered}\n\n${lines}\n`,
    gathered,
  };
}

const drop = `
  update mail_deliveries d set state = 'dropped', because = w.because
  from jsonb_to_recordset($2::jsonb) as w (id uuid, because text)
  where d.tenant = $1 and d.message_id = w.id and d.state = 'waiting'`;

/** How many letters may still go today to the address of each of these people, whoever else has it. Days are real ones. */
const leftToday = `
  select own.person_id as person, j.mail_a_day - (
    select count(*) from mail_deliveries d
    where d.tenant = $1 and d.state = 'sent' and d.gathered_in is null
      and d.sent_at >= date_trunc('day', clock_timestamp() at time zone j.zone) at time zone j.zone
      and d.person_id in (select a.person_id from contact_addresses a where a.tenant = $1 and a.email = own.email))::integer
    as left
  from contact_addresses own join jurisdictions j on j.tenant = $1
  where own.tenant = $1 and own.person_id = any($2::uuid[])`;

/** No try: the three days count from the day on which it may go. */
const enoughToday = `
  update mail_deliveries d set because = 'enoughToday', attempts = attempts - 1, next_at = next.day, since = next.day
  from (select (date_trunc('day', clock_timestamp() at time zone zone) + interval '1 day') at time zone zone as day
        from jurisdictions where tenant = $1) as next
  where d.tenant = $1 and d.message_id = any($2::uuid[])`;

const waitingFor = `
  select message_id as id from mail_deliveries
  where tenant = $1 and person_id = $2 and state = 'waiting' and message_id <> $3
  order by made_at, message_id limit $4`;
