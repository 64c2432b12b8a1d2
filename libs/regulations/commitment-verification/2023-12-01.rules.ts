/** Which findings on the 50 items of the criteria of 2023 bear out which conclusion on a commitment. */
import type { Guard } from '#process';
import { conclusionsAllowed, type Verdict } from '../conclusion.js';
import { numbers, objectOf, word, words } from '../office/memory.js';
import { reportGuard, sharedGuards } from './guards.js';

export { assigns, openedFile } from './memory.js';

/** As the items allow the conclusion on an assessment, so they allow that on a commitment. */
const itemsAllow =
  (verdict: Verdict): Guard['holds'] =>
  (_, { evidence }) => {
    // What is not there is no clean report: without findings nothing holds.
    if (word(evidence.itemsDigest) === null) return false;
    const { basicallyConforming, nonconforming } = objectOf(evidence.findings);
    const found = {
      basicallyConforming: numbers(basicallyConforming),
      nonconforming: numbers(nonconforming),
    };
    return conclusionsAllowed(found).includes(verdict);
  };

const remedy = words(
  '按各条款的判定更改结论，或待核查结束后提交。',
  'Conclude what the items bear out; or wait for the end of the visit.',
);

export const guards = {
  ...sharedGuards,
  theReportBearsOutTruth: reportGuard(
    'true',
    {
      says: words('结论为承诺属实，且全部条款均为符合', 'the conclusion is true, and every item conforms'),
      otherwise: words(
        '全部条款均为符合且核查已结束的，结论方可为“承诺属实”。',
        '“True” needs every item conforming, and the visit over.',
      ),
      remedy,
    },
    itemsAllow('conforming'),
  ),
  theReportBearsOutMuch: reportGuard(
    'largelyTrue',
    {
      says: words(
        '结论为承诺基本属实，有条款待整改，且带星号条款无不符合',
        'the conclusion is largely true, something is to be rectified, and no starred item is nonconforming',
      ),
      otherwise: words(
        '有条款待整改、带星号条款无不符合且核查已结束的，结论方可为“承诺基本属实”。',
        '“Largely true” needs something to rectify, no starred item nonconforming, and the visit over.',
      ),
      remedy,
    },
    itemsAllow('basicallyConforming'),
  ),
  theReportBearsOutFalsity: reportGuard(
    'false',
    {
      says: words(
        '结论为承诺严重不实或者虚假承诺，且有条款不符合',
        'the conclusion is seriously untrue or false, and some item is nonconforming',
      ),
      otherwise: words(
        '有条款不符合且核查已结束的，结论方可为“承诺严重不实或者虚假承诺”；带星号条款不符合的，只能为此结论。',
        '“False” needs a nonconforming item, and the visit over; a starred item nonconforming allows nothing else.',
      ),
      remedy,
    },
    itemsAllow('nonconforming'),
  ),
} as const satisfies Record<string, Guard>;
