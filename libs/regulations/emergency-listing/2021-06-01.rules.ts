/** What a listing for an emergency remembers, and by which conditions it moves. */
import type { Assign, Day, Facts, Given, Guard, Json } from '#process';
import { objectOf, word, words } from '../office/memory.js';

/** The context. Null means: not yet, or never in this case. */
export type EmergencyListingFile = {
  institution: string | null;
  /** The case by which it was listed. */
  origin: string | null;
  /** The items: the scope table with which it may do the work, less what was left out. */
  scope: Json;
  excluded: Json;
  fieldCode: string | null;
  /** The lane, with the order by which there is one. */
  lane: Json;
  order: string | null;
  listedOn: Day | null;
  /** The last day of the list, which nothing moves. */
  listedUntil: Day | null;
  /** The last day for the check that the lane owes; null where none is owed. */
  checkBy: Day | null;
  finding: 'inOrder' | 'notInOrder' | null;
  checkedOn: Day | null;
  /** The day on which the body last stated its view. */
  statedOn: Day | null;
  endedOn: Day | null;
  removedOn: Day | null;
};

export const openedFile = ({ input }: { input: { given: Given } }): Facts => {
  const { world, today } = input.given;
  const lane = objectOf(world.lane);
  // A list without an end would be a certificate: without a day in its order it ends on the day on which it begins.
  const listedUntil = word(lane.until) ?? today;
  const file: EmergencyListingFile = {
    institution: word(world.institution),
    origin: word(world.origin),
    scope: world.scope ?? null,
    excluded: world.excluded ?? null,
    fieldCode: word(world.fieldCode),
    lane: world.lane ?? null,
    order: word(lane.order),
    listedOn: today,
    listedUntil,
    checkBy: word(world.checkBy) ?? listedUntil,
    finding: null,
    checkedOn: null,
    statedOn: null,
    endedOn: null,
    removedOn: null,
  };
  return file;
};

const finds =
  (finding: string): Guard['holds'] =>
  (_, { evidence }) =>
    evidence.finding === finding;

export const guards = {
  theCheckFoundItInOrder: {
    says: words('检查结果为符合', 'the check found it in order'),
    otherwise: words('检查结果不是符合。', 'The check did not find it in order.'),
    remedy: words('填写检查结果。', 'Bring the finding.'),
    reads: 'evidence',
    holds: finds('inOrder'),
  },
  theCheckFoundItWanting: {
    says: words('检查结果为不符合', 'the check found it not in order'),
    otherwise: words('检查结果不是不符合。', 'The check did not find anything wrong.'),
    remedy: words('填写检查结果。', 'Bring the finding.'),
    reads: 'evidence',
    holds: finds('notInOrder'),
  },
} as const satisfies Record<string, Guard>;

export const assigns = {
  recordCheck: (_, { evidence, today }) => ({ finding: word(evidence.finding), checkedOn: today }),
  recordStatement: (_, { today }) => ({ statedOn: today }),
  recordEnd: (_, { today }) => ({ endedOn: today }),
  recordRemoval: (_, { today }) => ({ removedOn: today, endedOn: today }),
} as const satisfies Record<string, Assign>;
