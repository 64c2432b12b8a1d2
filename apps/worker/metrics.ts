import { armedClocks, clockFigures, findOpenHold, type Lapsed } from '#casework';
import { inTransaction, withoutTenant, type Database } from '#database';
import { lagOf } from '#ledger';
import { Counter, Gauge, Histogram, Registry, remembered } from '#metrics';

/** Figures that the database is asked for are no older than this; those of a whole index a minute. Milliseconds. */
const fresh = 5_000;
const freshEnough = 60_000;
/** Seconds after which a clock that has run out should have taken its step. */
const late = 5;

/** What a worker tells of clocks, of what is owed, and of followers, in all jurisdictions; what it did is its own. */
export class WorkerMetrics {
  readonly registry = new Registry();
  private readonly fired = this.counter('clocks_fired_total', 'Clocks that this worker let take their step');
  private readonly drained = this.counter('clocks_drained_total', 'Of these, how many were late by then');
  private readonly untold: Gauge<'jurisdiction'> = new Gauge({
    name: 'greenlane_warnings_untold',
    help: 'Clocks of which this worker, at its last look, had a warning and nobody to tell it to',
    labelNames: ['jurisdiction'],
    registers: [this.registry],
  });
  private readonly failures = new Counter({
    name: 'greenlane_chore_failures_total',
    help: 'How often a chore of this worker has failed, to be tried again',
    labelNames: ['jurisdiction', 'chore'],
    registers: [this.registry],
  });
  private readonly lateness = new Histogram({
    name: 'greenlane_clock_lateness_seconds',
    help: 'From the instant at which a clock ran out to that at which this worker let it take its step',
    labelNames: ['jurisdiction'],
    buckets: [0.5, 1, 2, late, 10, 60, 600, 3_600, 86_400],
    registers: [this.registry],
  });

  constructor(private readonly service: Database) {
    const figures = this.ofEach(fresh, (tx) => clockFigures(tx));
    this.gauge(
      'clocks_due',
      'Clocks that have run out and have not taken their step',
      figures,
      (told) => told.due,
    );
    this.gauge('clocks_late', 'Of the clocks due, those for longer than 5 s', figures, (told) => told.late);
    this.gauge(
      'clock_longest_lateness_seconds',
      'How long the longest overdue clock has been due',
      figures,
      (told) => told.longestLateness,
    );
    this.gauge(
      'clocks_overdue',
      'Statutory limits and targets that have run out and move no case',
      figures,
      (told) => told.overdue,
    );
    this.gauge(
      'calendar_days_known',
      'Calendar days until the first year in which no working day can be counted',
      figures,
      (told) => told.daysKnown,
    );
    this.gauge(
      'owed_commands',
      'Steps that cases owe each other and that are not taken yet',
      figures,
      (told) => told.owed,
    );
    const armed = this.ofEach(freshEnough, (tx) => armedClocks(tx));
    this.gauge('clocks_armed', 'Clocks that run and will move a case', armed, (told) => told);
    this.tellOfFollowers();
    this.tellOfTime();
  }

  /** Counts what this worker has fired. */
  note(tenant: number, fired: readonly Lapsed[]): void {
    const jurisdiction = code(tenant);
    for (const { dueAt, at } of fired) {
      const seconds = (at.getTime() - Date.parse(dueAt)) / 1_000;
      this.fired.inc({ jurisdiction });
      if (seconds > late) this.drained.inc({ jurisdiction });
      this.lateness.observe({ jurisdiction }, seconds);
    }
  }

  /** A chore has failed for a jurisdiction and will be tried again. */
  noteFailure(tenant: number, chore: string): void {
    this.failures.inc({ jurisdiction: code(tenant), chore });
  }

  /** Of how many clocks there is a warning and nobody who could be told. */
  noteUntold(tenant: number, clocks: number): void {
    this.untold.set({ jurisdiction: code(tenant) }, clocks);
  }

  private tellOfFollowers(): void {
    const lags = this.ofEach(fresh, async (tx) => {
      const rows = await tx.query<{ name: string }>(
        'select name from followers where tenant = $1 order by name',
        [tx.tenant],
      );
      const told: { name: string; lag: number }[] = [];
      for (const { name } of rows) told.push({ name, lag: await lagOf(tx, name) });
      return told;
    });
    const gauge: Gauge<'jurisdiction' | 'follower'> = new Gauge({
      name: 'greenlane_follower_lag',
      help: 'Entries of the log that a follower has not seen yet',
      labelNames: ['jurisdiction', 'follower'],
      registers: [this.registry],
      collect: async () => {
        gauge.reset();
        for (const { tenant, told } of await lags())
          for (const { name, lag } of told) gauge.set({ jurisdiction: code(tenant), follower: name }, lag);
      },
    });
  }

  private tellOfTime(): void {
    const hold = remembered(1_000, () => findOpenHold(this.service));
    const gauge: Gauge = new Gauge({
      name: 'greenlane_time_held',
      help: '1 while no clock lapses because the clock of the database has jumped',
      registers: [this.registry],
      collect: async () => gauge.set((await hold()) === null ? 0 : 1),
    });
  }

  private ofEach<Told>(
    milliseconds: number,
    ask: (tx: Parameters<typeof clockFigures>[0]) => Promise<Told>,
  ): () => Promise<{ tenant: number; told: Told }[]> {
    return remembered(milliseconds, async () => {
      const tenants = await withoutTenant(this.service, (tx) =>
        tx.query<{ tenant: number }>('select tenant from jurisdictions order by tenant'),
      );
      const all: { tenant: number; told: Told }[] = [];
      for (const { tenant } of tenants)
        all.push({ tenant, told: await inTransaction(this.service, tenant, ask) });
      return all;
    });
  }

  private gauge<Told>(
    name: string,
    help: string,
    ask: () => Promise<{ tenant: number; told: Told }[]>,
    figure: (told: Told) => number,
  ) {
    const gauge: Gauge<'jurisdiction'> = new Gauge({
      name: `greenlane_${name}`,
      help,
      labelNames: ['jurisdiction'],
      registers: [this.registry],
      collect: async () => {
        for (const { tenant, told } of await ask()) gauge.set({ jurisdiction: code(tenant) }, figure(told));
      },
    });
  }

  private counter(name: string, help: string): Counter<'jurisdiction'> {
    const registers = [this.registry];
    return new Counter({ name: `greenlane_${name}`, help, labelNames: ['jurisdiction'], registers });
  }
}

const code = (tenant: number): string => String(tenant).padStart(2, '0');
