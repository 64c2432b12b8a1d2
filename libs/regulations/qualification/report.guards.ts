/** Which conclusion of the team its findings bear out (criteria of 2023, annexes 1, 3 and 4; the procedures of 2015). */
import type { Facts, Guard, Words } from '#process';
import { conclusionsAllowed } from '../conclusion.js';
import { count, numbers, objectOf, word, words } from '../office/memory.js';
import { excludedItemsAreInTheScope } from './assessment.guards.js';

/** `items`: a verdict on each item of the checklist of 2023. `findings`: nonconformities by clause, some of them grave. */
export type KindOfReport = 'items' | 'findings';

/** The conclusions that are left by what was found. */
const leaves: Record<KindOfReport, (evidence: Facts) => readonly string[]> = {
  items: ({ findings }) => {
    const { basicallyConforming, nonconforming } = objectOf(findings);
    return conclusionsAllowed({
      basicallyConforming: numbers(basicallyConforming),
      nonconforming: numbers(nonconforming),
    });
  },
  findings: ({ nonconformities, grave }) => {
    if (count(nonconformities) === 0) return ['conforming'];
    return count(grave) > 0 ? ['nonconforming'] : ['basicallyConforming', 'nonconforming'];
  },
};

/** Whether the days of the assessment are over, and not before those announced. */
function isOver(context: Facts, { visited }: Facts, today: string): boolean {
  const { from, to } = objectOf(visited);
  const [first, last, announced] = [word(from), word(to), word(objectOf(context.visit).from)];
  return first !== null && last !== null && last <= today && (announced === null || announced <= first);
}

/** What was found, in the words of the report: verdicts on items of which some have a star, or findings of which some are grave. */
const inWords: Record<KindOfReport, Record<'clean' | 'toRectify' | 'forced' | 'failing', Words>> = {
  items: {
    clean: words('全部条款均为符合', 'every item conforming'),
    toRectify: words('有条款待整改', 'an item that is to be rectified'),
    forced: words('带星号条款不符合', 'a starred item nonconforming'),
    failing: words('有条款不符合', 'a nonconforming item'),
  },
  findings: {
    clean: words('未发现不符合项', 'no nonconformity found'),
    toRectify: words('有不符合项待整改', 'a nonconformity that is to be rectified'),
    forced: words('严重不符合项', 'a grave nonconformity'),
    failing: words('有不符合项', 'a nonconformity'),
  },
};

const remedy: Words = words(
  '按评审发现的情况更改结论，或待评审结束、更正拟排除项目后再提交。',
  'Conclude what the findings bear out; or wait for the end of the assessment, or correct the excluded items.',
);

export function reportGuards(kind: KindOfReport) {
  const concludes =
    (conclusion: string): Guard['holds'] =>
    (context, { evidence, today }) =>
      evidence.conclusion === conclusion &&
      leaves[kind](evidence).includes(conclusion) &&
      isOver(context, evidence, today) &&
      excludedItemsAreInTheScope(evidence);
  const { clean, toRectify, forced, failing } = inWords[kind];
  const zh = (text: Words): string => text['zh-CN'];
  return {
    theReportBearsOutConformity: {
      says: words(`结论为符合，且${zh(clean)}`, `the conclusion is conforming, with ${clean.en}`),
      otherwise: words(
        `${zh(clean)}、评审已经结束、拟排除项目均在申请范围内的，结论方可为“符合”。`,
        `“Conforming” needs ${clean.en}, the assessment over, and excluded items that are in the scope.`,
      ),
      remedy,
      reads: 'evidence',
      holds: concludes('conforming'),
    },
    theReportBearsOutBasicConformity: {
      says: words(
        `结论为基本符合，${zh(toRectify)}，且没有${zh(forced)}`,
        `the conclusion is basically conforming, with ${toRectify.en} and without ${forced.en}`,
      ),
      otherwise: words(
        `${zh(toRectify)}、没有${zh(forced)}、评审已经结束、拟排除项目均在申请范围内的，结论方可为“基本符合”。`,
        `“Basically conforming” needs ${toRectify.en}, and nothing that forces nonconformity (${forced.en}), the assessment over, and excluded items that are in the scope.`,
      ),
      remedy,
      reads: 'evidence',
      holds: concludes('basicallyConforming'),
    },
    theReportBearsOutNonconformity: {
      says: words(`结论为不符合，且${zh(failing)}`, `the conclusion is nonconforming, with ${failing.en}`),
      otherwise: words(
        `${zh(failing)}、评审已经结束、拟排除项目均在申请范围内的，结论方可为“不符合”；有${zh(forced)}的，只能为“不符合”。`,
        `“Nonconforming” needs ${failing.en}, the assessment over, and excluded items that are in the scope; ${forced.en} allows nothing else.`,
      ),
      remedy,
      reads: 'evidence',
      holds: concludes('nonconforming'),
    },
  } as const satisfies Record<string, Guard>;
}
