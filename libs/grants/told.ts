/** How the replay reads what was ordered of the office's own affairs. */
import type { RecordCheck, Replayed } from '#casework';
import type { Transaction } from '#database';
import type { Effect, Facts } from '#process';

export type Findings = Awaited<ReturnType<RecordCheck['check']>>;

/** One effect that was ordered: by which event, when, and what the case then remembered. */
export interface Told {
  case: string;
  seq: number;
  /** Milliseconds since 1970, office time. */
  at: number;
  /** The legal day of the event. */
  today: string;
  do: string;
  with: Effect['with'];
  context: Facts;
}

/** The effects of these names, the oldest first. */
export function toldOf(happened: readonly Replayed[], names: readonly string[]): Told[] {
  return happened
    .flatMap(({ event, effects, context }) =>
      effects
        .filter((effect) => names.includes(effect.do))
        .map((effect) => ({
          ...{ case: event.case, seq: event.seq, at: Date.parse(event.at), do: effect.do, with: effect.with },
          ...{ today: (event.given as { today: string }).today, context },
        })),
    )
    .sort((one, other) => one.at - other.at);
}

/** Finds something in a case, at an event. */
export const wrongIn = ({ case: of, seq }: Pick<Told, 'case' | 'seq'>, sentence: string) => ({
  ...{ case: of, seq, sentence },
});

/** Finds a row of which no event speaks. A demonstration is furnished with some. */
export const unheardOf = (sentence: string) => ({ case: null, seq: 0, sentence });

export async function isDemonstration(tx: Transaction): Promise<boolean> {
  const [clock] = await tx.query<{ demonstration: boolean }>('select demonstration from office_clock');
  return clock!.demonstration;
}
