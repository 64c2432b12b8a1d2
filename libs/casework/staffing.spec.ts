import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Actor } from '#identity';
import type { Facts } from '#process';
import type { RecusalGround } from '#regulations';
import { apart, rareLoan, somebody } from './rare-loan.fixture.js';
import { staffing, type Staffing } from './staffing.js';

/** Whether a case can still be finished, and by whom: pure, on an invented process, and held to a brute force. */
interface Scene {
  state?: string;
  context?: Facts;
  duties?: Record<string, string>;
  dutiesApart?: readonly string[];
  recused?: Record<string, RecusalGround[]>;
}

function staffed(actors: readonly Actor[], scene: Scene = {}): Staffing {
  const { state = 'asked', context = {}, duties = {}, dutiesApart = apart, recused = {} } = scene;
  return staffing(
    rareLoan,
    { state, context },
    { actors, recused: new Map(Object.entries(recused)) },
    new Map(Object.entries(duties)),
    new Set(dutiesApart),
  );
}

const holding = (roles: Record<string, string[]>): Actor[] =>
  Object.entries(roles).map(([person, of]) => somebody(person, { roles: of }));
/** One person for everything that a loan needs. */
const office = {
  clerk: ['clerk'],
  keeper: ['keeper'],
  chair: ['chair'],
  reader: ['reader'],
  head: ['head'],
  binder: ['binder'],
  guardian: ['guardian'],
  second: ['guardian'],
};
const without = (...names: string[]) =>
  holding(Object.fromEntries(Object.entries(office).filter(([name]) => !names.includes(name))));
/** `duty/role` of each place that nobody is left for. */
const empty = ({ places }: Staffing): string[] =>
  places.flatMap(({ duty, roles, filledBy }) => (filledBy === null ? [`${duty}/${roles.join('+')}`] : []));

describe('a case', () => {
  it('can be staffed by one person for each duty, two who read, and two who strike', () => {
    const { staffable, places } = staffed(holding(office));
    expect(staffable).toBe(true);
    expect(places.map(({ duty, roles, filledBy }) => [duty, roles.join(), filledBy])).toEqual([
      ['intake', 'clerk', 'clerk'],
      ['coordination', 'keeper', 'keeper'],
      ['assessment', 'chair', 'chair'],
      ['assessment', 'reader', 'reader'],
      ['decision', 'head', 'head'],
      ['issuing', 'binder', 'binder'],
      ['administration', 'guardian', 'guardian'],
      ['confirmation', 'guardian', 'guardian'],
    ]);
    for (const { words, people } of places) {
      expect(words.en).not.toBe('');
      expect(people[0]!.name).toBe(`name of ${people[0]!.person}`);
    }
  });

  it('says of each duty that lacks somebody that nobody is left for it, and fills the others', () => {
    for (const [name, place] of [
      ['clerk', 'intake/clerk'],
      ['keeper', 'coordination/keeper'],
      ['chair', 'assessment/chair'],
      ['reader', 'assessment/reader'],
      ['head', 'decision/head'],
      ['binder', 'issuing/binder'],
    ] as const) {
      const result = staffed(without(name));
      expect([result.staffable, empty(result)]).toEqual([false, [place]]);
    }
  });

  it('needs nobody for what its applicants, its clocks, supervisors and onlookers do', () => {
    expect(staffed(holding(office)).places.map(({ duty }) => duty)).not.toContain('applying');
    expect(staffed(holding(office)).places.map(({ duty }) => duty)).not.toContain('clock');
  });

  it('needs only those who take a step that can still come, whichever way it goes', () => {
    const dutiesIn = (state: string) => staffed([], { state }).places.map(({ duty }) => duty);
    expect(dutiesIn('lent')).toEqual(['issuing', 'administration', 'confirmation']);
    expect(dutiesIn('struck')).toEqual(['confirmation']);
    expect(dutiesIn('closed')).toEqual([]);
    expect(staffed([], { state: 'closed' }).staffable).toBe(true);
  });

  it('takes the leader and the reader for two people, though both assess', () => {
    const both = somebody('both', { roles: ['chair', 'reader'] });
    const alone = staffed([...without('chair', 'reader'), both]);
    expect(alone.staffable).toBe(false);
    expect(empty(alone)).toHaveLength(1);
    expect(staffed([...without('chair'), both]).staffable).toBe(true);
    expect(staffed([...without('reader'), both]).staffable).toBe(true);
  });

  it('finds the one way that works where the first that offers itself does not', () => {
    // Whoever could do more than one has to leave it to whom else it is left to.
    const people = holding({
      p: ['clerk', 'keeper'],
      q: ['clerk', 'head'],
      r: ['head', 'binder'],
      s: ['binder'],
    });
    const rest = without('clerk', 'keeper', 'head', 'binder');
    const filled = staffed([...people, ...rest]).places.map(({ filledBy }) => filledBy);
    expect(filled.filter((person) => ['p', 'q', 'r', 's'].includes(person!))).toEqual(['q', 'p', 'r', 's']);
  });
});

describe('duties', () => {
  it('that are held in the matter bind their holders, and only where the office keeps them apart', () => {
    const heads = [...without('head'), somebody('one', { roles: ['head'] })];
    expect(empty(staffed(heads, { duties: { one: 'intake' } }))).toEqual(['decision/head']);
    expect(staffed(heads, { duties: { one: 'decision' } }).staffable).toBe(true);
    expect(staffed(heads, { duties: { one: 'supervision' } }).staffable).toBe(true);
    const lenient = apart.filter((duty) => duty !== 'intake');
    expect(staffed(heads, { duties: { one: 'intake' }, dutiesApart: lenient }).staffable).toBe(true);
  });

  it('that the office does not keep apart can be one person’s', () => {
    const jack = [...without('clerk', 'head'), somebody('jack', { roles: ['clerk', 'head'] })];
    expect(staffed(jack).staffable).toBe(false);
    expect(staffed(jack, { dutiesApart: apart.filter((duty) => duty !== 'intake') }).staffable).toBe(true);
  });

  it('that are kept apart stay so for a person who also has one that is not', () => {
    const all = [
      ...without('clerk', 'head', 'binder'),
      somebody('jill', { roles: ['clerk', 'head', 'binder'] }),
    ];
    const dutiesApart = apart.filter((duty) => duty !== 'intake');
    const result = staffed(all, { dutiesApart });
    expect([result.staffable, empty(result).length]).toEqual([false, 1]);
  });
});

describe('the people for a place', () => {
  const whoFor = (role: string, actors: Actor[], scene: Scene = {}) =>
    staffed(actors, scene)
      .places.find(({ roles }) => roles.includes(role))!
      .people.map(({ person }) => person);

  it('leave out the recused, and those who rest from assessing only where one assesses', () => {
    const heads = holding({ one: ['head'], two: ['head'], three: ['head'] });
    const recused: Scene['recused'] = { one: ['kinship'], two: ['lastCycle'], three: ['lastCycle', 'other'] };
    expect(whoFor('head', heads, { recused })).toEqual(['two']);
    expect(whoFor('chair', holding({ two: ['chair'] }), { recused })).toEqual([]);
  });

  it('leave out administrators of roles but where these propose and confirm', () => {
    const mixed = [somebody('one', { roles: ['guardian', 'head'] })];
    expect(whoFor('head', mixed)).toEqual([]);
    expect(whoFor('guardian', mixed)).toEqual(['one']);
  });

  it('are those whom the case has named, once it has, each in the role in which it names them', () => {
    const actors = holding({
      one: ['chair', 'reader'],
      two: ['chair', 'reader'],
      three: ['chair', 'reader'],
    });
    const context = { readers: { chair: 'one', all: ['one', 'two'] } };
    const duties = { one: 'assessment', two: 'assessment' };
    const scene = { state: 'read', context, duties };
    expect(whoFor('chair', actors)).toEqual(['one', 'two', 'three']);
    expect(whoFor('chair', actors, scene)).toEqual(['one']);
    expect(whoFor('reader', actors, scene)).toEqual(['one', 'two']);
  });

  it('are gone where the named one has lost the role: a colleague on the team cannot take the leader’s steps', () => {
    const actors = [...holding({ one: ['reader'], two: ['chair', 'reader'] }), ...without('chair', 'reader')];
    const context = { readers: { chair: 'one', all: ['one', 'two'] } };
    const result = staffed(actors, {
      ...{ state: 'read', context },
      duties: { one: 'assessment', two: 'assessment' },
    });
    expect([result.staffable, empty(result)]).toEqual([false, ['assessment/chair']]);
  });
});

describe('held to a brute force over small offices', () => {
  const places = [
    ...([['intake', 'clerk'] as const, ['coordination', 'keeper'] as const] as const),
    ...([['assessment', 'chair'] as const, ['assessment', 'reader'] as const] as const),
    ...([['decision', 'head'] as const, ['issuing', 'binder'] as const] as const),
  ];
  const people = ['p', 'q', 'r', 's'];
  const subset = <T>(of: readonly T[]) => fc.subarray([...of]);
  const office = fc.record({
    roles: fc.array(subset(places.map(([, role]) => role)), { minLength: 1, maxLength: people.length }),
    dutiesApart: subset(apart),
    duties: fc.dictionary(fc.constantFrom(...people), fc.constantFrom(...apart), { maxKeys: 2 }),
    recused: fc.dictionary(fc.constantFrom(...people), subset(['kinship', 'lastCycle'] as RecusalGround[]), {
      maxKeys: 2,
    }),
  });

  /** Whether two places may be one person's, and a place a person's: said again, without looking at the code. */
  const bothBy = (one: number, other: number, dutiesApart: readonly string[]): boolean => {
    const [a, b] = [places[one]![0], places[other]![0]];
    return a !== b && !(dutiesApart.includes(a) && dutiesApart.includes(b));
  };
  function candidates(place: number, { roles, dutiesApart, duties, recused }: Parameters<typeof most>[0]) {
    const [duty, role] = places[place]!;
    return roles.flatMap((held, index) => {
      const person = people[index]!;
      const has = duties[person];
      const clash =
        has !== undefined && has !== duty && dutiesApart.includes(has) && dutiesApart.includes(duty);
      const grounds = recused[person] ?? [];
      const out = grounds.includes('kinship') || (duty === 'assessment' && grounds.includes('lastCycle'));
      return held.includes(role) && !clash && !out ? [person] : [];
    });
  }
  /** The most places that can be filled at once, by trying everything. */
  function most(of: {
    roles: string[][];
    dutiesApart: readonly string[];
    duties: Record<string, string>;
    recused: Record<string, RecusalGround[]>;
  }): number {
    const choices = places.map((_, place) => candidates(place, of));
    const fill = (place: number, filled: (string | null)[]): number => {
      if (place === places.length) return filled.filter((person) => person !== null).length;
      const free = choices[place]!.filter((person) =>
        filled.every((other, index) => other !== person || bothBy(place, index, of.dutiesApart)),
      );
      return Math.max(...[...free, null].map((person) => fill(place + 1, [...filled, person])));
    };
    return fill(0, []);
  }

  it('fills as many places as can be filled, all of them where that is possible, and nobody twice', () => {
    fc.assert(
      fc.property(office, (of) => {
        const actors = of.roles.map((roles, index) => somebody(people[index]!, { roles }));
        const known = staffed(actors, { state: 'asked', ...of });
        const told = known.places.filter(({ roles }) => !roles.includes('guardian'));
        expect(told.map(({ duty, roles }) => [duty, roles[0]])).toEqual(places.map((place) => [...place]));
        const filled = told.map(({ filledBy }) => filledBy);
        expect(filled.filter((person) => person !== null)).toHaveLength(most(of));
        filled.forEach((person, place) => {
          expect(told[place]!.people.map((one) => one.person)).toEqual(candidates(place, of));
          if (person === null) return;
          expect(candidates(place, of)).toContain(person);
          filled.forEach((other, index) => {
            if (index !== place && other === person) expect(bothBy(place, index, of.dutiesApart)).toBe(true);
          });
        });
      }),
      { numRuns: 200 },
    );
  });
});
