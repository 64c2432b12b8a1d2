/** The lane of a case as it is shown: what its memory has of it, and its words where the profile comes with the release. */
import type { Facts, Words } from '#process';
import { profileHash, profiles } from '#regulations';

export interface LaneView {
  profile: string;
  lane: string;
  /** Of a lane that comes with this release; null of one of the authority's own. */
  words: Words | null;
  /** The number of the order on which it rests; null where it rests on none. */
  order: string | null;
  until: string | null;
  /** SHA-256 of the profile. */
  hash: string;
}

const shipped = new Map(profiles.map((profile) => [profileHash(profile), profile]));

/** Null where the case takes no lane. */
export function laneOf({ lane }: Facts): LaneView | null {
  if (lane === null || typeof lane !== 'object' || Array.isArray(lane)) return null;
  const { profile, lane: name, order, until, hash } = lane as Record<string, string | null>;
  if (!profile || !name || !hash) return null;
  const known = shipped.get(hash)?.lanes.find((one) => one.name === name);
  return {
    profile,
    lane: name,
    words: known?.words ?? null,
    order: order ?? null,
    until: until ?? null,
    hash,
  };
}
