/** Absences and interests: a row for each case, which its events begin and end. */
import type { Effected, EffectHandler } from '#casework';
import type { Transaction } from '#database';

/** One statement for each effect, with the case and what it remembers, or the event's time. */
const forEach =
  (
    statement: string,
    values: (context: Record<string, string | null>, at: string) => (string | null)[],
  ): EffectHandler =>
  async (tx: Transaction, effects: readonly Effected[]) => {
    for (const { event, context } of effects) {
      const remembered = context as Record<string, string | null>;
      await tx.query(statement, [tx.tenant, event.case, ...values(remembered, event.at)]);
    }
  };

export const enterCover = forEach(
  `insert into covers (tenant, case_id, absent_id, cover_id, from_day, until_day) values ($1, $2, $3, $4, $5, $6)`,
  ({ absent, cover, from, until }) => [absent!, cover!, from!, until!],
);

export const endCover = forEach(
  'update covers set ended_at = $3 where tenant = $1 and case_id = $2 and ended_at is null',
  (_, at) => [at],
);

export const enterInterest = forEach(
  `insert into interests (tenant, case_id, person_id, institution_id, ground, until_day)
   values ($1, $2, $3, $4, $5, $6)`,
  ({ declarant, institution, ground, until }) => [declarant!, institution!, ground!, until ?? null],
);

export const liftInterest = forEach(
  'update interests set lifted_at = $3 where tenant = $1 and case_id = $2 and lifted_at is null',
  (_, at) => [at],
);
