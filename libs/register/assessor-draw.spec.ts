/** The laws of a draw, by properties, by counting and by hand; in one file, for all of them speak of one function. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  drawLimits,
  drawTeam,
  isDrawn,
  type Candidate,
  type DrawAsked,
  type DrawnTeam,
} from './assessor-draw.js';

const idOf = (number: number) => `0197c000-0000-7000-8000-${String(number).padStart(12, '0')}`;
const seedOf = (number: number) => createHash('sha256').update(`seed ${number}`).digest('hex');
const candidate = (number: number, change: Partial<Candidate> = {}): Candidate => ({
  person: idOf(number),
  fields: ['13'],
  leads: [],
  excluded: false,
  ...change,
});
const teamOf = (asked: DrawAsked): DrawnTeam => {
  const drawn = drawTeam(asked);
  if (!('members' in drawn)) throw new Error(`nobody was drawn: ${drawn.because}`);
  return drawn;
};

/** Every set of `size` of these, by trying them all. */
function sets<T>(of: readonly T[], size: number): T[][] {
  if (size === 0) return [[]];
  return of.flatMap((first, index) => sets(of.slice(index + 1), size - 1).map((rest) => [first, ...rest]));
}

/** What a team must be, said without regard to how one is found. Answers the leaders it could have. */
function leadersOf(team: readonly Candidate[], { fields, size }: DrawAsked): string[] {
  const sound =
    team.length === size &&
    team.every(({ excluded, fields: own }) => !excluded && own.some((field) => fields.includes(field))) &&
    fields.every((field) => team.some((one) => one.fields.includes(field)));
  if (!sound) return [];
  return team.flatMap(({ person, leads }) => (leads.some((field) => fields.includes(field)) ? [person] : []));
}

const someFields = fc.subarray(['00', '01', '12', '13']);
const someAsked: fc.Arbitrary<DrawAsked> = fc.record({
  seed: fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString('hex')),
  pool: fc
    .array(
      fc.record({
        fields: someFields,
        leads: fc.boolean(),
        excluded: fc.constantFrom(false, false, false, true),
      }),
      {
        maxLength: 7,
      },
    )
    .map((all) =>
      all.map(({ fields, leads, excluded }, index) =>
        candidate(index, { fields, leads: leads ? fields : [], excluded }),
      ),
    ),
  fields: fc.subarray(['00', '01', '12', '13'], { minLength: 1 }),
  size: fc.integer({ min: 2, max: 4 }),
});

describe('a drawn team', () => {
  it('is sound, and there is one wherever there could be one', () => {
    fc.assert(
      fc.property(someAsked, (asked) => {
        const possible = sets(asked.pool, asked.size).some((team) => leadersOf(team, asked).length > 0);
        const drawn = drawTeam(asked);
        expect('members' in drawn).toBe(possible);
        if (!('members' in drawn)) return;
        const team = drawn.members.map((person) => asked.pool.find((one) => one.person === person)!);
        expect(new Set(drawn.members).size).toBe(asked.size);
        expect(leadersOf(team, asked)).toContain(drawn.leader);
        expect(drawn.members[0]).toBe(drawn.leader);
      }),
      { numRuns: 3_000, seed: 1 },
    );
  });

  it('follows from seed and pool alone: again the same, in whatever order pool and fields are listed', () => {
    fc.assert(
      fc.property(someAsked, fc.infiniteStream(fc.nat()), (asked, random) => {
        const shuffled = <T>(list: readonly T[]): T[] =>
          list
            .map((one) => [random.next().value as number, one] as const)
            .toSorted(([one], [other]) => one - other)
            .map(([, one]) => one);
        const pool = shuffled(asked.pool).map((one) => ({ ...one, fields: shuffled(one.fields) }));
        const fields = shuffled([...asked.fields, ...asked.fields]);
        expect(drawTeam({ ...asked, pool, fields })).toEqual(drawTeam(asked));
      }),
      { numRuns: 1_000, seed: 2 },
    );
  });

  it('would have been the same without anybody who was not drawn', () => {
    fc.assert(
      fc.property(someAsked, (asked) => {
        const drawn = drawTeam(asked);
        if (!('members' in drawn)) return;
        for (const { person } of asked.pool) {
          if (drawn.members.includes(person)) continue;
          const pool = asked.pool.filter((one) => one.person !== person);
          expect(drawTeam({ ...asked, pool })).toEqual(drawn);
        }
      }),
      { numRuns: 2_000, seed: 3 },
    );
  });

  it('may be anybody who is on some possible team, and led by anybody who may lead one', () => {
    fc.assert(
      fc.property(someAsked, (asked) => {
        const teams = sets(asked.pool, asked.size).filter((team) => leadersOf(team, asked).length > 0);
        const possible = new Set(teams.flatMap((team) => team.map(({ person }) => person)));
        const leaders = new Set(teams.flatMap((team) => leadersOf(team, asked)));
        const drawn = new Set<string>();
        const led = new Set<string>();
        for (let n = 0; n < 1_500 && (drawn.size < possible.size || led.size < leaders.size); n += 1) {
          const team = drawTeam({ ...asked, seed: seedOf(n) });
          if (!('members' in team)) break;
          team.members.forEach((person) => drawn.add(person));
          led.add(team.leader);
        }
        expect([...drawn].sort()).toEqual([...possible].sort());
        expect([...led].sort()).toEqual([...leaders].sort());
      }),
      { numRuns: 150, seed: 4 },
    );
  });

  it('is verified by drawing again, and by nothing but its own outcome', () => {
    fc.assert(
      fc.property(someAsked, (asked) => {
        const drawn = drawTeam(asked);
        if (!('members' in drawn)) return;
        expect(isDrawn(asked, drawn)).toBe(true);
        expect(isDrawn(asked, { ...drawn, leader: drawn.members[1]! })).toBe(false);
        expect(isDrawn(asked, { ...drawn, members: drawn.members.toReversed() })).toBe(false);
        expect(isDrawn(asked, { ...drawn, members: drawn.members.slice(1) })).toBe(false);
      }),
      { numRuns: 500, seed: 5 },
    );
  });
});

describe('chance', () => {
  const draws = 9_000;
  /** How far counts are from equal ones: chi-square over the degrees of freedom, 1 on average. */
  const unevenness = (counts: Map<string, number>, kinds: number): number => {
    const expected = draws / kinds;
    const seen = [...counts.values()].reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    const unseen = (kinds - counts.size) * expected;
    return (seen + unseen) / (kinds - 1);
  };
  const count = (keys: Iterable<string>): Map<string, number> => {
    const counts = new Map<string, number>();
    for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
    return counts;
  };
  const many = (asked: Omit<DrawAsked, 'seed'>): DrawnTeam[] =>
    Array.from({ length: draws }, (_, n) => teamOf({ ...asked, seed: seedOf(n) }));

  it('makes every leader equally likely, and with each every set of members, where the fields constrain nothing', () => {
    // Three who may lead among six: 3 leaders, and for each 10 pairs out of the other five.
    const pool = Array.from({ length: 6 }, (_, n) => candidate(n, { leads: n < 3 ? ['13'] : [] }));
    const teams = many({ pool, fields: ['13'], size: 3 });
    expect(unevenness(count(teams.map(({ leader }) => leader)), 3)).toBeLessThan(3);
    const keys = teams.map(({ leader, members }) => `${leader}: ${members.slice(1).sort().join()}`);
    // With 29 degrees of freedom, 2 is passed by one series in a thousand.
    expect(unevenness(count(keys), 30)).toBeLessThan(2);
  });

  it('makes everybody equally likely where everybody may lead', () => {
    const pool = Array.from({ length: 8 }, (_, n) => candidate(n, { leads: ['13'] }));
    const teams = many({ pool, fields: ['13'], size: 2 });
    expect(unevenness(count(teams.map(({ members }) => members.join())), 56)).toBeLessThan(1.7);
  });

  it('is seen to be wanting by the same measure where somebody is favoured', () => {
    const keys = Array.from({ length: draws }, (_, n) => (n % 10 === 0 ? 'a' : ['a', 'b', 'c'][n % 3]!));
    expect(unevenness(count(keys), 3)).toBeGreaterThan(50);
  });

  it('leaves the choice among those who can cover a field to chance, and nothing else of it', () => {
    const pool = [
      candidate(0, { leads: ['13'] }),
      ...[1, 2, 3].map((n) => candidate(n, { fields: ['01'] })),
      ...[4, 5, 6].map((n) => candidate(n)),
    ];
    const teams = many({ pool, fields: ['01', '13'], size: 2 });
    expect(new Set(teams.map(({ leader }) => leader))).toEqual(new Set([idOf(0)]));
    expect(unevenness(count(teams.map(({ members }) => members[1]!)), 3)).toBeLessThan(3);
  });
});

describe('a draw by hand', () => {
  it('is the one of the steps that are written beside the function', () => {
    const seed = seedOf(7);
    const pool = [0, 1, 2, 3, 4].map((n) => candidate(n, { leads: n < 2 ? ['13'] : [] }));
    const digest = (person: string) =>
      createHash('sha256').update(Buffer.from(seed, 'hex')).update(person).digest('hex');
    const first = (people: Candidate[], part: (hex: string) => string) =>
      people
        .map(({ person }) => person)
        .sort((one, other) => (part(digest(one)) < part(digest(other)) ? -1 : 1));
    const [leader] = first(pool.slice(0, 2), (hex) => hex.slice(0, 32));
    const others = first(
      pool.filter(({ person }) => person !== leader),
      (hex) => hex.slice(32),
    );
    expect(drawTeam({ seed, pool, fields: ['13'], size: 3 })).toEqual({
      leader,
      members: [leader, ...others.slice(0, 2)],
    });
  });

  it('stays what it was: a draw on record is drawn again the same by every later release', () => {
    const pool = [
      candidate(1, { fields: ['00', '13'], leads: ['00'] }),
      candidate(2, { fields: ['00'], leads: ['00'] }),
      candidate(3),
      candidate(4, { fields: ['12'] }),
      candidate(5, { excluded: true }),
      candidate(6, { fields: ['00', '13'] }),
    ];
    const asked = { seed: 'c0ffee'.repeat(10) + 'c0ff', pool, fields: ['00', '13'], size: 3 };
    expect(drawTeam(asked)).toEqual({ leader: idOf(1), members: [idOf(1), idOf(3), idOf(6)] });
  });
});

describe('where there is no team', () => {
  const leader = candidate(0, { leads: ['13'] });
  const asked = { seed: seedOf(1), fields: ['13'], size: 2 };
  it.each([
    [
      'nobody who could be drawn covers a field',
      { fields: ['01', '13', '12'], pool: [leader, candidate(1)] },
      { because: 'nobodyCovers', fields: ['01', '12'] },
    ],
    [
      'the only one who covers a field is recused',
      { pool: [candidate(1, { excluded: true })] },
      { because: 'nobodyCovers', fields: ['13'] },
    ],
    ['nobody may lead', { pool: [candidate(1), candidate(2)] }, { because: 'nobodyLeads' }],
    [
      'somebody may lead, but in another field',
      { pool: [candidate(1, { leads: ['01'] }), candidate(2)] },
      { because: 'nobodyLeads' },
    ],
    [
      'there are too few',
      { pool: [leader, candidate(1, { fields: ['01'] })] },
      { because: 'tooFew', eligible: 1 },
    ],
    ['nobody is there at all', { pool: [] }, { because: 'nobodyCovers', fields: ['13'] }],
    [
      'none of the size covers everything',
      {
        fields: ['00', '01', '13'],
        pool: [leader, candidate(1, { fields: ['00'] }), candidate(2, { fields: ['01'] })],
      },
      { because: 'noneFits' },
    ],
  ])('says why: %s', (_, change, why) => {
    expect(drawTeam({ ...asked, ...change })).toEqual(why);
  });
});

describe('what cannot be drawn', () => {
  const asked: DrawAsked = {
    seed: seedOf(1),
    pool: [candidate(0, { leads: ['13'] }), candidate(1)],
    fields: ['13'],
    size: 2,
  };
  it.each([
    ['a seed that is too short', { seed: 'ab' }],
    ['a seed in capitals', { seed: seedOf(1).toUpperCase() }],
    ['one alone', { size: 1 }],
    ['half a person', { size: 2.5 }],
    ['more than a team holds', { size: 31 }],
    ['no field', { fields: [] }],
    ['more fields than are drawn for', { fields: Array.from({ length: 11 }, (_, n) => `f${n}`) }],
    ['somebody twice', { pool: [candidate(1), candidate(1)] }],
    ['a pool without end', { pool: Array.from({ length: 5_001 }, (_, n) => candidate(n)) }],
  ])('is refused: %s', (_, change) => {
    expect(() => drawTeam({ ...asked, ...change })).toThrow(RangeError);
  });

  it('is answered within a second at the bounds', () => {
    const fields = Array.from({ length: drawLimits.fields }, (_, n) => String(n + 10));
    const pool = Array.from({ length: drawLimits.pool }, (_, n) =>
      candidate(n, { fields: [fields[n % 10]!], leads: n < 2_500 ? fields : [] }),
    );
    const began = performance.now();
    expect(teamOf({ seed: seedOf(1), pool, fields, size: 30 }).members).toHaveLength(30);
    expect(performance.now() - began).toBeLessThan(1_000);
  });
});
