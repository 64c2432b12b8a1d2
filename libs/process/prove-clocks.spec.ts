/* eslint-disable @typescript-eslint/no-unsafe-member-access -- what is spoilt is loosely typed */
import { describe, expect, it } from '@jest/globals';
import { both, statutes } from './association.fixture.js';
import { before, evidence, prove } from './index.js';
import type { BindingProvision, Claim, Facts, Process, Samples } from './index.js';
import { loanWith, type Loose } from './loan.fixture.js';
import { loanProvisions, loanSamples } from './loan.provisions.fixture.js';

/** The loan, with clocks that not every case has: a promise, an end on a day, and a length that the board sets. */
const clocksWith = (spoil: (source: Loose, states: Loose) => void = () => {}): Process =>
  loanWith((source, states) => {
    const opened = source.context as (given: Loose) => Facts;
    source.context = (given: Loose) => {
      const { promised = null, until = null, days = null } = given.input.given.evidence as Facts;
      return { ...opened(given), promised, until, days };
    };
    source.meta.promises = { at: 'promised', under: statutes('6'), clocks: ['answer'] };
    Object.assign(source.meta.clocks, {
      season: {
        limit: { unit: 'untilDay', length: 0 },
        ...{ until: 'until', from: 'today', under: statutes('7'), effect: 'statutory' },
        words: both('end of the season', '季末'),
      },
      collection: {
        limit: { unit: 'workingDays', length: 5 },
        ...{ lengthAt: 'days', from: 'today', under: statutes('8'), effect: 'target' },
        words: both('collection', '领取'),
      },
    });
    states.reported.meta.clocks.season = 'runs';
    states.granted.meta = { clocks: { collection: 'runs' } };
    spoil(source, states);
  });

const samples: Samples = {
  ...loanSamples,
  opening: [
    ...loanSamples.opening,
    {
      says: both('with all of them', '均有'),
      evidence: { promised: { answer: 3 }, until: '2021-12-31', days: 4 },
    },
  ],
};

const provision = (article: string, ...binds: Claim[]): BindingProvision => ({
  under: [statutes(article)],
  process: 'loan',
  editions: { from: '2021-04-01' },
  says: both('clocks', '期限'),
  source: 'law',
  binds,
});
const promise = {
  clock: 'answerPromised',
  limit: { unit: 'workingDays', length: 10 },
  from: 'askedOn',
  effect: 'target',
  promises: { clock: 'answer', at: 'promised.answer' },
  where: before('promised.answer').exists,
  runs: ['received'],
  pauses: ['incomplete'],
  restartedBy: ['supply'],
  supersededBy: ['correctTheDay'],
} as const;
const season = {
  clock: 'season',
  limit: { unit: 'untilDay', length: 0 },
  until: 'until',
  from: 'today',
  effect: 'statutory',
  where: before('until').exists,
  runs: ['reported'],
} as const;
const collection = {
  clock: 'collection',
  limit: { unit: 'workingDays', length: 5 },
  lengthAt: 'days',
  from: 'today',
  effect: 'target',
  where: before('days').exists,
  runs: ['granted'],
} as const;
const claimed = (of: readonly Claim[] = [promise, season, collection]): readonly BindingProvision[] => [
  ...loanProvisions,
  ...of.map((claim, index) => provision(['6', '7', '8'][index]!, claim)),
];
const found = (process: Process, provisions = claimed(), tried = samples) =>
  prove(process, { samples: tried, provisions }).findings;
const codes = (process: Process, provisions = claimed(), tried = samples) =>
  found(process, provisions, tried).map(({ code }) => code);

describe('a clock that not every case has', () => {
  it('is proved where it is there in those cases of which the provision says so, and in no others', () => {
    expect(found(clocksWith())).toEqual([]);
  });

  it.each<[string, string, (source: Loose, states: Loose) => void]>([
    ['another end', 'clockSaidOtherwise', ({ meta }) => (meta.clocks.season.until = 'reportedOn')],
    ['another length', 'clockSaidOtherwise', ({ meta }) => (meta.clocks.collection.lengthAt = 'asked')],
    ['another promise', 'clockSaidOtherwise', ({ meta }) => (meta.promises.at = 'pledged')],
    ['no promise any more', 'noSuchClock', ({ meta }) => delete meta.promises],
    [
      'no place in a state in which it is to run',
      'clockStandsOtherwise',
      (_, states) => {
        states.accepted.meta = { clocks: { season: 'runs' } };
        states.reported.meta.clocks = { decision: 'runs' };
      },
    ],
  ])('is found with %s', (_, code, spoil) => {
    const wrong = clocksWith((source, states) => void spoil(source, states));
    const findings = found(wrong).filter((one) => one.code === code);
    expect(findings.length).toBeGreaterThan(0);
    for (const { sentence } of findings) expect(sentence.en).not.toMatch(/undefined|function/);
  });

  it('is found where it is there in another case than the provision says, with the way to it', () => {
    const everywhere = { ...season, where: before('verdict').exists };
    const [finding] = found(clocksWith(), claimed([promise, everywhere, collection]));
    expect([finding?.code, finding?.sentence.en]).toEqual([
      'clockStandsThough',
      'Statutes of 2019, article 7: clocks. The clock “end of the season” is there in those cases in which the verdict before is there, in all of them and no others; here that is not so.',
    ]);
    expect(finding?.path?.en).toContain('reported');
  });

  it('is not believed where no sample has a case with it and a case without', () => {
    const without = { ...samples, opening: loanSamples.opening };
    expect(codes(clocksWith(), claimed(), without)).toEqual(
      expect.arrayContaining(['neverTried', 'clockStandsOtherwise']),
    );
  });

  it('is asked of the memory alone', () => {
    const wrong = { ...season, where: evidence('verdict').is('sound') };
    expect(() => found(clocksWith(), claimed([promise, wrong, collection]))).toThrow(TypeError);
  });
});

describe('a step that leaves a case where it is', () => {
  const stays = (step: string): readonly BindingProvision[] =>
    loanProvisions.map((one) => ({
      ...one,
      binds: one.binds.map((claim) =>
        'step' in claim && claim.step === step && claim.by !== undefined
          ? { ...claim, leads: [{ stays: true as const }] }
          : claim,
      ),
    }));

  it('is proved to, in whichever state that is, and found where it leads elsewhere', () => {
    const of = (step: string) =>
      prove(loanWith(), { samples: loanSamples, provisions: stays(step) }).findings.map(({ code }) => code);
    expect(of('lengthen')).toEqual([]);
    expect(of('correctTheDay')).toEqual([]);
    expect(of('supply')).toEqual(['leadsElsewhere', 'leadsNever']);
  });
});

describe('what a decision is taken on', () => {
  it('may be said for each state of its own, and is compared there', () => {
    const decides = (of: Readonly<Record<string, readonly string[]>>): readonly BindingProvision[] =>
      loanProvisions.map((one) => ({
        ...one,
        binds: one.binds.map((claim) =>
          'step' in claim && claim.step === 'decline' && claim.by !== undefined
            ? { ...claim, decides: of }
            : claim,
        ),
      }));
    const of = (provisions: readonly BindingProvision[]) =>
      prove(loanWith(), { samples: loanSamples, provisions }).findings.map(({ code }) => code);
    expect(of(decides({ reported: ['verdict'] }))).toEqual([]);
    expect(of(decides({ reported: [] }))).toEqual(['saidOtherwise']);
    expect(of(decides({ granted: ['verdict'] }))).toEqual(['saidOtherwise']);
  });
});

describe('conditions on lists and on days to come', () => {
  const held = (claim: object, change: Partial<Samples> = {}) =>
    prove(clocksWith(), {
      samples: { ...samples, ...change },
      provisions: [...claimed(), provision('9', { step: 'withdraw', ...claim })],
    }).findings.map(({ code }) => code);
  const brings = (season: Facts): Partial<Samples> => ({
    steps: { ...samples.steps, withdraw: [{ evidence: season }, { evidence: { list: ['b'], all: ['a'] } }] },
  });

  it('ask whether each entry is among others', () => {
    const among = { onlyIf: evidence('list').eachIn(evidence('all')) };
    expect(held(among, brings({ list: ['a'], all: ['a', 'b'] }))).toEqual(['takenThough']);
    expect(held(among, brings({ list: 'a', all: ['a'] }))).toEqual(['takenThough']);
    const those = { possible: before('asked').is(0) };
    expect(held(those)).toEqual([]);
  });

  it('ask whether a day lies so far ahead, by the corresponding day', () => {
    const ahead = (length: number) => ({
      remembers: before('until').ahead({ unit: 'months', length }),
    });
    const onlyThose: Partial<Samples> = { opening: samples.opening.slice(-1) };
    expect(held(ahead(6), onlyThose)).not.toContain('remembersOtherwise');
    expect(held(ahead(7), onlyThose)).toContain('remembersOtherwise');
  });
});
