/** Which findings bear out which conclusion on a commitment, before the criteria of 2023 numbered and starred their items. */
import type { Guard } from '#process';
import { count, word, words } from '../office/memory.js';
import { reportGuard, sharedGuards } from './guards.js';

export { assigns, openedFile } from './memory.js';

const findings = (holds: (all: number, serious: number) => boolean): Guard['holds'] => {
  // What is not there is no clean report: without findings nothing holds.
  return (_, { evidence }) =>
    word(evidence.itemsDigest) !== null && holds(count(evidence.nonconformities), count(evidence.serious));
};

const remedy = words(
  '按核查发现更改结论，或待核查结束后提交。',
  'Conclude what was found; or wait for the end of the visit.',
);

export const guards = {
  ...sharedGuards,
  theReportBearsOutTruth: reportGuard(
    'true',
    {
      says: words(
        '结论为承诺属实，且未发现不符合',
        'the conclusion is true, and nothing was found otherwise',
      ),
      otherwise: words(
        '未发现不符合且核查已结束的，结论方可为“承诺属实”。',
        '“True” needs that nothing was found otherwise, and the visit over.',
      ),
      remedy,
    },
    findings((all) => all === 0),
  ),
  theReportBearsOutMuch: reportGuard(
    'largelyTrue',
    {
      says: words(
        '结论为承诺基本属实，有不符合但均不严重',
        'the conclusion is largely true, something was found otherwise and nothing seriously so',
      ),
      otherwise: words(
        '有不符合、均不严重且核查已结束的，结论方可为“承诺基本属实”。',
        '“Largely true” needs findings of which none is serious, and the visit over.',
      ),
      remedy,
    },
    findings((all, serious) => all > 0 && serious === 0),
  ),
  theReportBearsOutFalsity: reportGuard(
    'false',
    {
      says: words(
        '结论为承诺严重不实或者虚假承诺，且有严重不符合',
        'the conclusion is seriously untrue or false, and a finding is serious',
      ),
      otherwise: words(
        '有严重不符合且核查已结束的，结论方可为“承诺严重不实或者虚假承诺”。',
        '“False” needs a serious finding, and the visit over.',
      ),
      remedy,
    },
    findings((_, serious) => serious > 0),
  ),
} as const satisfies Record<string, Guard>;
