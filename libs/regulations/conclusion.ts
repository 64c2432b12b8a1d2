/** What the verdicts on the checklist's items leave the team leader to conclude. */
import { starredItems } from './checklist.js';

export const verdicts = ['conforming', 'basicallyConforming', 'nonconforming'] as const;
export type Verdict = (typeof verdicts)[number];

/** Items that are not conforming, by number; every other item of the checklist is. */
export interface Findings {
  basicallyConforming: number[];
  nonconforming: number[];
}

/**
 * The conclusions that the items allow, mildest first.
 * - an item of a starred clause nonconforming: nonconforming alone (criteria, annex 4);
 * - every item conforming: conforming alone;
 * - otherwise basically conforming, and nonconforming too where an item is: the texts we have read do not say when
 *   an item without a star sinks the whole, so that is left to the leader (our reading, not the law's word).
 */
export function conclusionsAllowed({ basicallyConforming, nonconforming }: Findings): Verdict[] {
  if (nonconforming.some((item) => starredItems.has(item))) return ['nonconforming'];
  if (nonconforming.length > 0) return ['basicallyConforming', 'nonconforming'];
  return basicallyConforming.length > 0 ? ['basicallyConforming'] : ['conforming'];
}

/** The conclusion where the items leave no choice, else null. */
export function forcedConclusion(findings: Findings): Verdict | null {
  const [only, ...others] = conclusionsAllowed(findings);
  return others.length === 0 && only ? only : null;
}
