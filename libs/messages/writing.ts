import { v7 as newId } from 'uuid';
import type { Transaction } from '#database';
import type { Language } from '#refusals';

/** What a message came of: an entry of the log, a rung of warning, or a webhook that was disabled. */
export type Cause =
  { leaf: number } | { clock: string; generation: number; dueOn: string; rung: string } | { webhook: string };

export interface Written {
  person: string;
  /** Null where it is of no case. */
  case: string | null;
  cause: Cause;
  kind: 'received' | 'changed' | 'named' | 'assigned' | 'affair' | 'warning' | 'webhook';
  language: Language;
  subject: string;
  body: string;
}

/**
 * Puts messages into the inboxes, and into the post where mail goes out at all and the reader wants it. Whoever was told of
 * the same cause before is told nothing. Answers how many were new.
 */
export async function writeMessages(
  tx: Transaction,
  messages: readonly Written[],
  { mail }: { mail: boolean },
): Promise<number> {
  if (messages.length === 0) return 0;
  const rows = messages.map((one) => ({ id: newId(), ...one, ...one.cause }));
  const made = await tx.named<{ id: string }>('messages: write', write, [
    tx.tenant,
    JSON.stringify(rows),
    mail,
  ]);
  return made.length;
}

const write = `
  with given as (
      select * from jsonb_to_recordset($2::jsonb) as g (id uuid, person uuid, "case" uuid, leaf bigint, clock text,
        generation integer, "dueOn" date, rung text, webhook uuid, kind text, language text, subject text, body text)),
    made as (
      insert into messages (tenant, id, person_id, case_id, leaf, clock, generation, due_on, rung, webhook_id, kind, language,
        subject, body, made_at)
      select $1, id, person, "case", leaf, clock, generation, "dueOn", rung, webhook, kind, language, subject, body, office_now()
      from given order by id on conflict do nothing returning id, person_id),
    posted as (
      insert into mail_deliveries (tenant, message_id, person_id)
      select $1, m.id, m.person_id from made m
      join contact_addresses a on a.tenant = $1 and a.person_id = m.person_id and a.wants_mail and a.confirmed_at is not null
      where $3 order by m.id)
  select id from made`;

/** In which language each person is written to; zh-CN where they have not said. */
export async function languagesOf(
  tx: Transaction,
  people: readonly string[],
): Promise<(person: string) => Language> {
  const rows = await tx.named<{ person: string; language: Language }>(
    'messages: languages',
    'select person_id as person, language from contact_addresses where tenant = $1 and person_id = any($2::uuid[])',
    [tx.tenant, [...new Set(people)]],
  );
  const known = new Map(rows.map(({ person, language }) => [person, language]));
  return (person) => known.get(person) ?? 'zh-CN';
}
