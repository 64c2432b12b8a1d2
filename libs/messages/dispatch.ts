import { inTransaction, type Database } from '#database';
import type { Telling } from './follower.js';
import { outgoing, type Claimed, type Outgoing } from './outgoing.js';
import { send, type Outcome, type PostSettings } from './post.js';

/** Letters tried at once. */
const most = 8;
/** Seconds for which a letter that is being tried is left alone by others: longer than a try can last. */
const lease = 120;

const first = 5;
const day = 86_400;

/** Seconds until the next try after so many: 5, 20, 80 … up to a day. */
export const pauseAfter = (attempts: number): number =>
  Math.min(day, first * 4 ** Math.min(attempts - 1, 10));

/**
 * Takes letters that wait, the oldest of each person, lays aside those that are not to go now (`outgoing`), tries each of the
 * others and marks what came of it. What stops in between leaves the letter to whoever comes after the lease, under the same
 * Message-ID: at least once. Answers how many were tried or laid aside.
 */
export async function dispatchMail(
  { service, tenant, shelf }: Pick<Telling, 'service' | 'tenant' | 'shelf'>,
  post: PostSettings,
): Promise<number> {
  const [claimed, going] = await inTransaction(service, tenant, async (tx) => {
    const rows = await tx.named<Claimed>('mail: claim', claim, [tenant, most, lease]);
    return [rows, await outgoing(tx, shelf, rows)] as const;
  });
  await Promise.all(
    going.map(async ({ email: to, subject, body: text, made_at: date, ...letter }) => {
      const { id, language } = letter;
      await mark(
        service,
        tenant,
        letter,
        await send(post, { id, tenant, to, subject, text, language, date }),
      );
    }),
  );
  return claimed.length;
}

/**
 * While an earlier letter of a person waits, or is being tried, the later ones wait for it: so the oldest of each is looked up
 * by the index, and what waits behind one that pauses is not read.
 */
export const claim = `
  with recursive heads as (
    (select person_id, message_id, made_at, next_at from mail_deliveries
     where tenant = $1 and state = 'waiting' order by person_id, made_at, message_id limit 1)
    union all
    select n.* from heads h, lateral (
      select person_id, message_id, made_at, next_at from mail_deliveries
      where tenant = $1 and state = 'waiting' and person_id > h.person_id
      order by person_id, made_at, message_id limit 1) as n),
  next as (
    select d.message_id from heads h join mail_deliveries d on d.tenant = $1 and d.message_id = h.message_id
    where h.next_at <= now() and d.state = 'waiting' and d.next_at <= now()
    order by h.next_at, h.made_at limit $2 for update of d skip locked),
  taken as (
    update mail_deliveries d set attempts = d.attempts + 1, next_at = clock_timestamp() + make_interval(secs => $3)
    from next n where d.tenant = $1 and d.message_id = n.message_id
    returning d.message_id, d.person_id, d.attempts, d.made_at)
  select t.message_id as id, t.person_id as person, t.attempts, t.made_at, m.subject, m.body, m.language
  from taken t join messages m on m.tenant = $1 and m.id = t.message_id`;

/** Whoever comes back after their lease has nothing to say any more: the number of the try is another. */
async function mark(
  service: Database,
  tenant: number,
  { id, attempts, gathered }: Pick<Outgoing, 'id' | 'attempts' | 'gathered'>,
  { came, answer }: Outcome,
): Promise<void> {
  const state = { taken: 'sent', refused: 'failed', later: 'waiting' }[came];
  await inTransaction(service, tenant, async (tx) => {
    const found = await tx.named('mail: mark', marked, [
      ...[tenant, id, attempts, state, answer, pauseAfter(attempts)],
    ]);
    if (found.length > 0 && came === 'taken' && gathered.length > 0)
      await tx.named('mail: gathered', wentInIt, [tenant, id, gathered, answer]);
  });
}

const marked = `
  update mail_deliveries set
    state = case when $4 = 'waiting' and clock_timestamp() + make_interval(secs => $6) > since + interval '3 days'
      then 'dead' else $4 end,
    last_answer = $5, because = null,
    sent_at = case when $4 = 'sent' then clock_timestamp() end,
    next_at = case when $4 = 'waiting' then clock_timestamp() + make_interval(secs => $6) else next_at end
  where tenant = $1 and message_id = $2 and attempts = $3 and state = 'waiting' returning state`;

const wentInIt = `
  update mail_deliveries set state = 'sent', sent_at = clock_timestamp(), gathered_in = $2, last_answer = $4, because = null
  where tenant = $1 and message_id = any($3::uuid[]) and state = 'waiting'`;
