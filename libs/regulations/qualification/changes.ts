/**
 * How an application is handled, by what it is: which changes are filed, which are declared, which are put before experts
 * and which are assessed like an application (measures 2021, article 14; the kinds and their handling after the practice of
 * a provincial system, reference 3.2).
 */
import { affectsConditions, changeKinds, type ChangeKind } from '../profiles/modes.js';

/** From the lightest to the heaviest; of several changes at once the heaviest decides. */
export const handlings = ['filing', 'declaration', 'written', 'assessment'] as const;
export type Handling = (typeof handlings)[number];

/** Changes that need no approval: the office notes them. */
const filedAlone: readonly ChangeKind[] = ['topManager'];

/** Changes that the institution may put before experts in place of its own declaration. */
const beforeExperts: readonly ChangeKind[] = ['standards', 'signatory'];

export function handlingOf(change: ChangeKind, expertReview: boolean): Handling {
  if (affectsConditions(change)) return 'assessment';
  if (filedAlone.includes(change)) return 'filing';
  return expertReview && beforeExperts.includes(change) ? 'written' : 'declaration';
}

/** How changes that are asked for together are handled; without any, as an application. */
export function handlingOfAll(changes: readonly string[], expertReview: boolean): Handling {
  const known = changeKinds.filter((kind) => changes.includes(kind));
  const each = known.map((kind) => handlings.indexOf(handlingOf(kind, expertReview)));
  return each.length === 0 ? 'assessment' : handlings[Math.max(...each)]!;
}
