import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { generator } from '../../test/campaigns/random.js';
import {
  bandOf,
  calibrated,
  calibrationOf,
  foretell,
  newest,
  type Asked,
  type Forecast,
  type Observed,
  type Outcome,
} from './forecast.js';

const seen = (days: readonly number[], more: Partial<Observed> = {}): Observed[] =>
  days.map((lasted) => ({
    lasted,
    toTheEnd: lasted * 2,
    workload: 3,
    field: '00',
    endedOn: '2025-09-01',
    ...more,
  }));
const asked: Asked = { until: 'state', spent: 0, workload: 3, field: '00' };
const twenty = Array.from({ length: 20 }, (_, index) => index + 1);
const drawn = (observed: Observed[], more: Partial<Asked> = {}) =>
  foretell(observed, { ...asked, ...more }) as Forecast;

describe('a prediction', () => {
  it('is the second and the nineteenth of twenty, and there is none from nineteen', () => {
    expect(drawn(seen(twenty))).toEqual({
      ...{ low: 2, half: 10, high: 19, cases: 20, since: '2025-09', to: '2025-09' },
      ...{ workload: { from: 2, to: 3 }, byField: true },
    });
    expect(foretell(seen(twenty.slice(1)), asked)).toEqual({ tooFew: 19 });
  });

  it('of the end of the case counts to its end', () => {
    expect(drawn(seen(twenty), { until: 'case' })).toMatchObject({ low: 4, high: 38 });
  });

  it('is of those that had lasted as long already, and of what they then still needed', () => {
    const forecast = drawn(seen([...twenty, ...twenty]), { spent: 11 });
    expect(forecast).toMatchObject({ cases: 20, low: 0, high: 9 });
    expect(foretell(seen(twenty), { ...asked, spent: 11 })).toEqual({ tooFew: 10 });
  });

  it('is of the field where enough are of it, else of all at the workload of now, else of all, and says which', () => {
    const others = seen(twenty, { field: '10', workload: 2 });
    expect(drawn([...seen(twenty.slice(1)), ...others])).toMatchObject({ cases: 39, byField: false });
    const busier = seen(twenty, { workload: 40 });
    expect(drawn([...seen(twenty.slice(1)), ...busier])).toMatchObject({ cases: 39, workload: null });
    expect(drawn([...seen(twenty), ...busier], { workload: 50 })).toMatchObject({
      ...{ cases: 20, workload: { from: 32, to: 63 } },
    });
    expect(drawn(seen(twenty, { field: null }), { field: null })).toMatchObject({ byField: false });
  });

  it('counts workloads as the same that lie in one band, and every workload lies in one', () => {
    expect([0, 1, 2, 3, 4, 7, 8].map((workload) => bandOf(workload).from)).toEqual([0, 1, 2, 2, 4, 4, 8]);
    fc.assert(
      fc.property(fc.nat(1_000_000), (workload) => {
        const { from, to } = bandOf(workload);
        return from <= workload && workload <= to;
      }),
    );
  });

  it('holds its order, and no case later than the slowest seen is foretold', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(300), { minLength: 20, maxLength: 200 }), fc.nat(50), (days, spent) => {
        const found = foretell(seen(days), { ...asked, spent });
        if ('tooFew' in found) return found.tooFew < 20;
        return 0 <= found.low && found.low <= found.half && found.half <= found.high;
      }),
    );
  });
});

describe('the calibration', () => {
  it('says nothing of fewer than twenty', () => {
    expect(calibrated(19, 19)).toEqual({
      ...{ known: null, held: null, share: null, between: null, verdict: null },
      because: 'fewerThan20Known',
    });
  });

  it('counts an open case that has taken too long as not held, and one that may still hold not at all', () => {
    const held: Outcome = { low: 1, high: 5, took: 3, soFar: 3 };
    const open = { ...held, took: null };
    const outcomes = [
      ...Array.from({ length: 18 }, () => held),
      ...[
        { ...open, soFar: 6 },
        { ...open, soFar: 5 },
        { ...held, took: 6 },
        { ...held, took: 0 },
      ],
    ];
    expect(calibrationOf(outcomes)).toMatchObject({
      known: 21,
      held: 18,
      share: 0.857,
      verdict: 'asPromised',
    });
  });

  it('finds wanting what holds too seldom, and what holds too often', () => {
    expect([700, 780, 800, 820, 900].map((held) => calibrated(1000, held).verdict)).toEqual([
      ...['tooSure', 'asPromised', 'asPromised', 'asPromised', 'tooCautious'],
    ]);
  });
});

/* An office on paper: cases come, wait longer the more are waiting, and end. What was foretold when they came is held to it. */
interface Office {
  /** How many come on day `day`, on average. */
  arrivals: (day: number) => number;
  /** Median working days of a case on that day at that workload. */
  pace: (day: number, workload: number) => number;
}

type Predictor = (
  observed: readonly Observed[],
  asked: Asked,
) => { low: number; high: number } | { tooFew: number };

function backtest({ arrivals, pace }: Office, predictor: Predictor, seed: number): Outcome[] {
  const random = generator(seed);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const waiting: { end: number; began: number; workload: number; outcome: Outcome | null }[] = [];
  const ended: Observed[] = [];
  const outcomes: Outcome[] = [];
  const days = 1_200;
  for (let day = 0; day < days; day += 1) {
    for (const one of waiting.filter(({ end }) => end === day)) {
      const took = one.end - one.began;
      if (one.outcome !== null) Object.assign(one.outcome, { took, soFar: took });
      ended.unshift({
        ...{ lasted: took, toTheEnd: took, workload: one.workload, field: null },
        endedOn: `2025-01-${String(day).padStart(5, '0')}`,
      });
      waiting.splice(waiting.indexOf(one), 1);
    }
    const many = Math.floor(arrivals(day)) + (random() < arrivals(day) % 1 ? 1 : 0);
    for (let n = 0; n < many; n += 1) {
      const workload = waiting.length;
      const took = Math.max(1, Math.round(pace(day, workload) * Math.exp(0.5 * normal())));
      const found = predictor(ended.slice(0, newest), { ...asked, workload, field: null });
      const outcome = 'tooFew' in found ? null : { low: found.low, high: found.high, took: null, soFar: 0 };
      if (outcome !== null) outcomes.push(outcome);
      waiting.push({ end: day + took, began: day, workload, outcome });
    }
  }
  for (const { began, outcome } of waiting) if (outcome !== null) outcome.soFar = days - began;
  return outcomes;
}

const offices = {
  steady: { arrivals: () => 0.7, pace: () => 20 },
  quietThenBusy: {
    arrivals: (day) => (Math.floor(day / 100) % 2 === 0 ? 0.4 : 1.6),
    pace: (_, workload) => 10 + workload / 2,
  },
  slowlySlower: { arrivals: () => 0.7, pace: (day) => 15 + day / 100 },
  threeTimesSlower: { arrivals: () => 0.7, pace: (day) => (day < 600 ? 15 : 45) },
} as const satisfies Record<string, Office>;
const seeds = [1, 2];
const known = new Map<Office, Outcome[][]>();
function tested(office: Office): Outcome[][] {
  const outcomes = known.get(office) ?? seeds.map((seed) => backtest(office, foretell, seed));
  known.set(office, outcomes);
  return outcomes;
}

describe('in offices on paper, foretold day by day from what had ended by then', () => {
  // Days are whole, so that an interval holds a little oftener than it promises.
  it.each([
    ['that is steady', 'steady', 0.8, 0.85],
    ['that is quiet and busy in turn', 'quietThenBusy', 0.75, 0.82],
    ['that slows down little by little', 'slowlySlower', 0.78, 0.84],
  ] as const)('about four of five intervals hold in one %s', (_, name, from, to) => {
    const { known, share } = calibrationOf(tested(offices[name]).flat());
    expect(known).toBeGreaterThan(1_500);
    expect(share).toBeGreaterThan(from);
    expect(share).toBeLessThan(to);
  });

  it('fewer hold just after an office became three times slower, and the calibration says so', () => {
    // About 420 come in the 600 days before, and nothing is foretold of the first 35.
    const after = tested(offices.threeTimesSlower).flatMap((outcomes) => outcomes.slice(400, 440));
    const { share, verdict } = calibrationOf(after);
    expect(share).toBeLessThan(0.5);
    expect(verdict).toBe('tooSure');
  });

  it('a predictor that is too sure of itself, or says next to nothing, is found out by the same figures', () => {
    const spoilt =
      (spoil: (found: Forecast) => { low: number; high: number }): Predictor =>
      (observed, asking) => {
        const found = foretell(observed, asking);
        return 'tooFew' in found ? found : spoil(found);
      };
    const tooSure = spoilt(({ half }) => ({ low: half - 2, high: half + 2 }));
    const saysNothing = spoilt(({ high }) => ({ low: 0, high: 3 * high }));
    const verdicts = [tooSure, saysNothing].map(
      (predictor) => calibrationOf(backtest(offices.steady, predictor, 1)).verdict,
    );
    expect(verdicts).toEqual(['tooSure', 'tooCautious']);
  });

  it('fewer hold for one that does not look at the workload, where it says how fast an office is now', () => {
    const blind: Predictor = (observed, asking) =>
      foretell(
        observed.map((one) => ({ ...one, workload: 0 })),
        { ...asking, workload: 0 },
      );
    const office = offices.threeTimesSlower;
    const unseeing = calibrationOf(seeds.flatMap((seed) => backtest(office, blind, seed)));
    expect(unseeing.share).toBeLessThan(calibrationOf(tested(office).flat()).share!);
  });
});
