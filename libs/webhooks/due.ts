/**
 * The statements by which deliveries are claimed and marked. Instants are parameters, never the database's clock: a clock that
 * moves within a statement cannot be asked of an index.
 */

/** Enabled webhooks for which something is due at an instant: one look into the index for each, however much waits. */
export const webhooksDue = `
  select w.id as webhook, w.institution_id as institution
  from webhooks w cross join lateral (
    select from webhook_deliveries d
    where d.tenant = $1 and d.webhook_id = w.id and d.status = 'waiting' and d.next_at <= $2
    order by d.next_at limit 1) as d
  where w.tenant = $1 and w.deleted_at is null and w.disabled_at is null`;

/**
 * Of each of these webhooks as many as its share, of what is due and first in its case: nothing of the case before it waits,
 * and nobody is at another of its events. Rows that another worker has locked are passed over. The order with `offset 0`
 * has each case looked up in the index of lanes: the planner would else read all that waits.
 */
export const deliveriesDue = `
  select d.*, w.id as webhook, w.institution_id as institution, w.person_id as person, w.since_leaf as since,
         false as disabled, w.url, w.secret_version as version,
         coalesce(w.previous_until > $2 and w.secret_version > 1, false) as "withPrevious"
  from unnest($3::uuid[], $4::integer[]) as s (webhook, share)
  join webhooks w on w.tenant = $1 and w.id = s.webhook and w.deleted_at is null and w.disabled_at is null
  cross join lateral (
    select d.id, d.case_id as "case", d.message, d.body, d.attempts as attempt, d.tries from webhook_deliveries d
    where d.tenant = $1 and d.webhook_id = s.webhook and d.status = 'waiting' and d.next_at <= $2
      and (d.claimed_until is null or d.claimed_until <= $2)
      and not exists (
        select from webhook_deliveries b
        where b.tenant = $1 and b.webhook_id = d.webhook_id and b.case_id = d.case_id and b.id <> d.id
          and b.status = 'waiting' and (b.leaf < d.leaf or b.claimed_until > $2) order by b.leaf offset 0)
    order by d.next_at, d.id limit s.share for update skip locked) as d`;

/** What is being sent is not due before its claim has run out. */
export const claim = `
  update webhook_deliveries set claimed_until = $3, next_at = $3, attempts = attempts + 1, tries = tries + 1
  where tenant = $1 and id = any($2::uuid[])`;

export const mark = `
  update webhook_deliveries set status = $4::text, claimed_until = null, next_at = $5,
         done_at = case when $4::text = 'waiting' then null else $6::timestamptz end
  where tenant = $1 and id = $2 and attempts = $3 and status = 'waiting' returning id`;

/**
 * What waits behind a delivery in its case is due when that is: while it pauses, nobody need look at what follows it. Such rows
 * are never in the way of another's lock; one that is locked is being made due by whoever holds it.
 */
export const followInLane = `
  update webhook_deliveries set next_at = $5 where tenant = $1 and id in (
    select id from webhook_deliveries d
    where d.tenant = $1 and d.webhook_id = $2 and d.case_id = $3 and d.id <> $4 and d.status = 'waiting' and d.next_at <> $5
      and d.claimed_until is null
    for update skip locked)`;

export const noteAttempt = `
  insert into webhook_attempts (tenant, delivery_id, number, at, milliseconds, status, fault, answer)
  values ($1, $2, $3, $4, $5, $6, $7, $8)`;

/** Of what was done before an instant so many at most. */
export const forgetDone = `
  delete from webhook_deliveries where tenant = $1 and id = any(array(
    select id from webhook_deliveries where tenant = $1 and status <> 'waiting' and done_at < $2
    order by done_at limit $3)) returning 1`;

/** Of what waits for webhooks that were ended before an instant so many at most. */
export const forgetEnded = `
  delete from webhook_deliveries where tenant = $1 and id = any(array(
    select d.id from webhooks w cross join lateral (
      select d.id from webhook_deliveries d where d.tenant = $1 and d.webhook_id = w.id and d.status = 'waiting' limit $3) as d
    where w.tenant = $1 and w.deleted_at < $2 limit $3)) returning 1`;
