/** Who may not apply anew, and to whom the way by commitment is closed: entered by events, asked by applications. */
import { Temporal } from 'temporal-polyfill';
import { dayOf } from '#calendar';
import type { EffectHandler, Resolver } from '#casework';
import type { Transaction } from '#database';
import { factAt, type Effect, type Facts, type Json } from '#process';

/** A ban as its effect orders it: `with: { years, ground }`, or where in the memory these stand: `{ yearsAt, groundAt }`. */
export interface BanOrdered {
  ground: string;
  years: number;
  /** The legal day of the event, and the last day on which there may be no new application. */
  from: string;
  until: string;
}

/** What an effect says, or the memory at the dotted path that it names. */
const saidOr = (facts: Facts, name: string, context: Facts): Json | undefined => {
  const path = facts[`${name}At`];
  return typeof path === 'string' ? factAt(context, path) : facts[name];
};

/**
 * The ban that an event of this legal day orders. Its last day is the corresponding day of its last year, or the month's
 * end (Civil Code, 202): no day off moves it, for nothing has to be done by then.
 */
export function banOrdered(
  { with: how = {} }: Pick<Effect, 'with'>,
  context: Facts,
  today: string,
): BanOrdered {
  const years = saidOr(how, 'years', context);
  const ground = saidOr(how, 'ground', context);
  if (typeof years !== 'number' || !(years > 0)) throw new Error('a ban does not say for how many years');
  if (typeof ground !== 'string') throw new Error('a ban does not say on what ground');
  return { ground, years, from: today, until: Temporal.PlainDate.from(today).add({ years }).toString() };
}

/** The kind of application to which a closure is limited; null for all. `with: { extent: 'matter' | 'all' }`. */
export function kindClosed({ with: how }: Pick<Effect, 'with'>, context: Facts): string | null {
  const extent = how?.['extent'];
  if (extent === 'all') return null;
  const { kind } = context;
  if (extent !== 'matter' || typeof kind !== 'string')
    throw new Error('a closure says neither that it is for all kinds of application nor for which');
  return kind;
}

const todayIn = ({ given }: { given: unknown }): string => (given as { today: string }).today;

/** Enters the ban of the case's institution, under the provision of the step. */
export const enterBans: EffectHandler = async (tx, effects) => {
  for (const { effect, event, context, institution } of effects) {
    const { ground, years, from, until } = banOrdered(effect, context, todayIn(event));
    await tx.query(
      `insert into bans (tenant, case_id, seq, institution_id, ground, instrument, article, years, from_day, until_day)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        ...[tx.tenant, event.case, event.seq, institution, ground],
        ...[event.under.instrument, event.under.article, years, from, until],
      ],
    );
  }
};

/** Closes the way by commitment to the case's institution. */
export const closeCommitments: EffectHandler = async (tx, effects) => {
  for (const { effect, event, context, institution } of effects) {
    await tx.query(
      `insert into commitment_closures (tenant, case_id, seq, institution_id, kind, since)
       values ($1, $2, $3, $4, $5, $6)`,
      [tx.tenant, event.case, event.seq, institution, kindClosed(effect, context), todayIn(event)],
    );
  }
};

/** The office's legal day. */
export async function legalDay(tx: Transaction): Promise<string> {
  const [row] = await tx.named<{ at: Date; zone: string }>(
    'legal-day',
    'select office_now() as at, zone from jurisdictions where tenant = $1',
    [tx.tenant],
  );
  return dayOf(row!.at, row!.zone);
}

/** What the register holds against the institution of a case. */
export const recordFacts: Resolver = async (tx, wanted) => {
  const institutions = [...new Set(wanted.map(({ institution }) => institution))];
  const bans = await tx.named<{ institution: string; until: string; ground: string; years: number }>(
    'bans-in-force',
    `select institution_id as institution, until_day as until, ground, years from bans
     where tenant = $1 and institution_id = any($2::uuid[]) and until_day >= $3 order by until_day desc, case_id, seq`,
    [tx.tenant, institutions, await legalDay(tx)],
  );
  const closures = await tx.named<{ institution: string; kind: string | null }>(
    'closures-in-force',
    `select distinct institution_id as institution, kind from commitment_closures
     where tenant = $1 and institution_id = any($2::uuid[])`,
    [tx.tenant, institutions],
  );
  return wanted.map(({ institution }) => {
    const ban = bans.find((one) => one.institution === institution);
    const closed = closures.filter((one) => one.institution === institution).map(({ kind }) => kind);
    return {
      banned: ban === undefined ? null : { until: ban.until, ground: ban.ground, years: ban.years },
      commitmentClosed: closed.includes(null) ? 'all' : closed.flatMap((kind) => kind ?? []).sort(),
    };
  });
};
