import { createHash } from 'node:crypto';

/** By which rule a draw was made; another rule is another name, and this one stays for the draws made by it. */
export const drawAlgorithm = 'sha256-halves/1';

/** Bounds of what can be drawn: with more fields or people, drawing would take long. */
export const drawLimits = { fields: 10, pool: 5_000, size: { least: 2, most: 30 } } as const;

/** Somebody who might be drawn. */
export interface Candidate {
  /** UUID in lower case. */
  person: string;
  /** Two-digit codes of the fields the person may assess, and of those in which to lead. */
  fields: readonly string[];
  leads: readonly string[];
  /** Whether something stands against drawing the person; what, is told to few. */
  excluded: boolean;
}

export interface DrawAsked {
  /** 32 bytes, hex in lower case. */
  seed: string;
  pool: readonly Candidate[];
  /** Codes of the fields that the team has to cover. */
  fields: readonly string[];
  /** Members, the leader included. */
  size: number;
}

export interface DrawnTeam {
  leader: string;
  /** The leader first, then in the order in which they were drawn. */
  members: string[];
}

/** Why there is no team: fields that nobody covers, no leader, too few people, or none of this size that covers all. */
export type NoTeam =
  | { because: 'nobodyCovers'; fields: string[] }
  | { because: 'nobodyLeads' }
  | { because: 'tooFew'; eligible: number }
  | { because: 'noneFits' };

/**
 * Draws a team at random from a seed. By hand:
 *
 * 1. Leave out whoever is excluded, and whoever assesses none of the fields.
 * 2. For each person compute SHA-256 over the 32 bytes of the seed followed by the id as it is written (36 ASCII
 *    characters). The first 32 hex digits order the leaders, the last 32 order the members, both ascending.
 * 3. Going down the order of leaders: the first who may lead in one of the fields, and with whom a team of the size can
 *    still cover every field, leads.
 * 4. Going down the order of members: each who can be taken so that the places left can still be filled and the fields
 *    left can still be covered is taken, until the team is full.
 *
 * So a team is found if there is one; everybody who is in some possible team can be drawn; where the fields constrain
 * nothing, every leader is as likely as another and then every set of members; the order of the pool does not matter;
 * and without somebody who was not drawn the same team would have been.
 *
 * @throws RangeError for a seed that is not 32 bytes, a person named twice, and what is beyond `drawLimits`.
 */
export function drawTeam(asked: DrawAsked): DrawnTeam | NoTeam {
  check(asked);
  const { seed, pool, size } = asked;
  const fields = [...new Set(asked.fields)].sort();
  const setOf = (codes: readonly string[]): number =>
    fields.reduce((set, field, index) => (codes.includes(field) ? set | (1 << index) : set), 0);

  const free = pool
    .filter(({ excluded }) => !excluded)
    .map(({ person, ...codes }) => ({
      person,
      covers: setOf(codes.fields),
      leads: setOf(codes.leads) !== 0,
      place: sha256(Buffer.from(seed, 'hex'), Buffer.from(person, 'ascii')),
    }));
  const covered = free.reduce((set, { covers }) => set | covers, 0);
  const missing = fields.filter((_, index) => (covered & (1 << index)) === 0);
  if (missing.length > 0) return { because: 'nobodyCovers', fields: missing };
  const eligible = free.filter(({ covers }) => covers !== 0);
  if (!eligible.some(({ leads }) => leads)) return { because: 'nobodyLeads' };
  if (eligible.length < size) return { because: 'tooFew', eligible: eligible.length };

  const all = (1 << fields.length) - 1;
  // Whoever helps to cover what the leader does not is somebody else: the leader would add nothing to it.
  const [fewest] = fewestToCover(eligible, all);
  const leader = eligible
    .filter(({ leads }) => leads)
    .toSorted(by(({ place }) => place.slice(0, 32)))
    .find(({ covers }) => fewest![all & ~covers]! < size);
  if (leader === undefined) return { because: 'noneFits' };

  const others = eligible.filter((one) => one !== leader).toSorted(by(({ place }) => place.slice(32)));
  const fewestFrom = fewestToCover(others, all);
  const team = [leader.person];
  let left = all & ~leader.covers;
  for (const [index, { person, covers }] of others.entries()) {
    const places = size - team.length - 1;
    if (places < 0) break;
    const behind = others.length - index - 1;
    if (behind < places || fewestFrom[index + 1]![left & ~covers]! > places) continue;
    team.push(person);
    left &= ~covers;
  }
  return { leader: leader.person, members: team };
}

/** Whether a recorded outcome is what its seed and pool give. */
export function isDrawn(asked: DrawAsked, outcome: DrawnTeam): boolean {
  const again = drawTeam(asked);
  return (
    'members' in again &&
    again.leader === outcome.leader &&
    again.members.length === outcome.members.length &&
    again.members.every((person, index) => person === outcome.members[index])
  );
}

/**
 * For each place in a list and each set of fields, how few of those from there on cover it (Bellman's recursion): each
 * is either left out, or taken for what they cover. 255 where it cannot be done.
 */
function fewestToCover(people: readonly { covers: number }[], all: number): Uint8Array[] {
  const nobody = new Uint8Array(all + 1).fill(255);
  nobody[0] = 0;
  const from = [nobody];
  const known = new Set<number>();
  for (const { covers } of people.toReversed()) {
    const behind = from.at(-1)!;
    // A second who covers the same never helps.
    const helps = !known.has(covers);
    known.add(covers);
    from.push(
      helps ? behind.map((fewest, set) => Math.min(fewest, behind[set & ~covers]! + 1, 255)) : behind,
    );
  }
  return from.reverse();
}

type Placed = { person: string; place: string };

/** Ascending by a part of the digest; should two ever be equal, by the id. */
const by =
  (part: (one: Placed) => string) =>
  (one: Placed, other: Placed): number =>
    compare(part(one), part(other)) || compare(one.person, other.person);

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

const sha256 = (...parts: Buffer[]): string =>
  createHash('sha256').update(Buffer.concat(parts)).digest('hex');

function check({ seed, pool, fields, size }: DrawAsked): void {
  if (!/^[0-9a-f]{64}$/.test(seed)) throw new RangeError('a seed is 32 bytes, in lower-case hex');
  if (fields.length === 0 || new Set(fields).size > drawLimits.fields)
    throw new RangeError(`a draw covers 1 to ${drawLimits.fields} fields`);
  const { least, most } = drawLimits.size;
  if (!Number.isInteger(size) || size < least || size > most)
    throw new RangeError(`a team has ${least} to ${most} members`);
  if (pool.length > drawLimits.pool) throw new RangeError(`a pool has at most ${drawLimits.pool} people`);
  if (new Set(pool.map(({ person }) => person)).size < pool.length)
    throw new RangeError('somebody stands in the pool twice');
}
