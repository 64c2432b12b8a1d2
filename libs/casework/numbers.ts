import type { Transaction } from '#database';
import type { Facts } from '#process';
import { Refused } from '#refusals';
import type { Ports, Series } from './ports.js';

export interface NumberFor {
  tenant: number;
  today: string;
  context: Facts;
  evidence: Facts;
}

/** Where judging takes its numbers from. A preview only has the right shape; a draw is used. */
export interface NumberSource {
  number(series: string, of: NumberFor, mode: 'preview' | 'draw'): string;
}

const placeholder = 1;

/** The first pass: hands out placeholders and remembers which counters the committed commands will need. */
export class WantedNumbers implements NumberSource {
  readonly wanted: string[] = [];
  /** The last serial that each wanted counter has room for. */
  readonly lasts = new Map<string, number>();

  constructor(private readonly ports: Ports) {}

  number(name: string, of: NumberFor, mode: 'preview' | 'draw'): string {
    const series = seriesOf(this.ports, name);
    if (mode === 'draw') {
      const counter = series.counter(of.tenant, of.today);
      this.wanted.push(counter);
      this.lasts.set(counter, series.last);
    }
    return series.format(placeholder, of);
  }
}

/** The second pass: hands out the serials that were drawn, in the order in which they were wanted. */
export class DrawnNumbers implements NumberSource {
  constructor(
    private readonly ports: Ports,
    private readonly next: Map<string, number>,
  ) {}

  number(name: string, of: NumberFor, mode: 'preview' | 'draw'): string {
    const series = seriesOf(this.ports, name);
    if (mode === 'preview') return series.format(placeholder, of);
    const counter = series.counter(of.tenant, of.today);
    const serial = this.next.get(counter);
    if (serial === undefined) throw new Error(`no serial of "${counter}" was drawn`);
    this.next.set(counter, serial + 1);
    return series.format(serial, of);
  }
}

/**
 * Draws serials for a whole batch in one statement, counters in the order of their names, inside the transaction that
 * uses them: a rolled-back batch leaves no gap, and no two batches wait for each other in a circle.
 *
 * @returns the first serial drawn of each counter. Throws `series-exhausted` where the layout has no room for them all:
 * the batch is rolled back, and each of its commands judged alone.
 */
export async function drawNumbers(
  tx: Transaction,
  { wanted, lasts }: WantedNumbers,
): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const counter of wanted) counts.set(counter, (counts.get(counter) ?? 0) + 1);
  const counters = [...counts.keys()].sort();
  const rows = await tx.named<{ series: string; value: number }>(
    'draw-numbers',
    `insert into counters as c (tenant, series, value)
     select $1, series, count from unnest($2::text[], $3::bigint[]) as wanted (series, count) order by series
     on conflict (tenant, series) do update set value = c.value + excluded.value
     returning series, value`,
    [tx.tenant, counters, counters.map((counter) => counts.get(counter))],
  );
  const exhausted = rows.find(({ series, value }) => value > lasts.get(series)!);
  if (exhausted !== undefined)
    throw new Refused('series-exhausted', { params: { series: exhausted.series } });
  return new Map(rows.map(({ series, value }) => [series, value - counts.get(series)! + 1]));
}

function seriesOf(ports: Ports, name: string): Series {
  const series = ports.series.get(name);
  if (series === undefined) throw new Error(`the series "${name}" is not registered`);
  return series;
}
