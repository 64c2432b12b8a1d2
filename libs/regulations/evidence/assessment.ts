/** What the team finds: in the file, and on site. */
import { z } from 'zod';
import { checklist } from '../checklist.js';
import { verdicts } from '../conclusion.js';
import { exclusionFacts, nothingExcluded, scopeTableAt } from './facts.js';
import { confirmed, days, exclusions, says, text } from './fields.js';
import { missingPoints } from './intake.js';
import { digestOf, evidenceRule } from './rule.js';

export const materialReview = evidenceRule('materialReview', {
  words: { 'zh-CN': '材料审查结果', en: 'result of the material review' },
  description: 'Go on to the visit; hold until the applicant has supplied what is missing; or do not go on.',
  readers: {
    by: 'parties',
    but: {
      opinion: {
        by: 'office',
        because: 'The leader’s own working paper. What the applicant has to supply stands in the points.',
      },
    },
  },
  schema: z.discriminatedUnion('finding', [
    z.strictObject({ finding: z.literal('goOn'), opinion: text(5000) }),
    z.strictObject({ finding: z.literal('hold'), opinion: text(5000), points: missingPoints() }),
    z.strictObject({
      finding: z.literal('doNotGoOn'),
      ground: z.enum(['stillFailing', 'noCapability']),
      opinion: text(5000),
    }),
  ]),
  examples: [
    { finding: 'goOn', opinion: '材料符合要求，可实施现场评审。' },
    {
      finding: 'hold',
      opinion: '程序文件不完整。',
      points: [{ requirement: 'procedures', missing: '缺少样品管理程序。' }],
    },
    { finding: 'doNotGoOn', ground: 'noCapability', opinion: '不具备所申请项目的检测能力。' },
  ],
  facts: (review) => ({
    finding: review.finding,
    ...(review.finding === 'hold' ? { asked: review.points.length } : {}),
    ...(review.finding === 'doNotGoOn' ? { ground: review.ground } : {}),
  }),
});

const itemNumber = () => z.int().min(1).max(checklist.length);

export const onSiteReport = evidenceRule('onSiteReport', {
  words: { 'zh-CN': '现场评审报告', en: 'report of the on-site assessment' },
  description:
    'A verdict on each of the 50 items, the nonconformities, the scope and signatories proposed, the conclusion.',
  readers: { by: 'parties' },
  schema: z
    .strictObject({
      visited: days().describe('The days on which the team was on site.'),
      items: z
        .array(z.strictObject({ item: itemNumber(), verdict: z.enum(verdicts) }))
        .length(checklist.length),
      nonconformities: z
        .array(z.strictObject({ item: itemNumber(), fact: text(2000) }))
        .max(200)
        .describe('Numbered from 1 in this order.'),
      exclusions: exclusions().optional().describe('Items of the scope that the team does not propose.'),
      signatories: z
        .array(z.strictObject({ name: text(100), field: text(500), proposed: z.boolean() }))
        .max(200),
      opinion: text(10_000),
      conclusion: z.enum(verdicts),
      signedByBothSides: confirmed('The report is signed by the team and by the body assessed.'),
    })
    .check(({ value, issues }) => {
      const judged = new Set(value.items.map(({ item }) => item));
      if (judged.size !== checklist.length) {
        issues.push({
          code: 'custom',
          message: says('有条款判定两次。', 'Judges an item twice.'),
          path: ['items'],
          input: value.items,
        });
      }
      const failing = new Set(
        value.items.filter(({ verdict }) => verdict !== 'conforming').map(({ item }) => item),
      );
      value.nonconformities.forEach(({ item }, index) => {
        if (failing.has(item)) return;
        const path = ['nonconformities', index, 'item'];
        issues.push({
          code: 'custom',
          message: says('该条款已判定为符合。', 'This item was found conforming.'),
          path,
          input: item,
        });
      });
      const described = new Set(value.nonconformities.map(({ item }) => item));
      value.items.forEach(({ item }, index) => {
        if (!failing.has(item) || described.has(item)) return;
        const path = ['items', index];
        issues.push({
          code: 'custom',
          message: says(
            '该条款不是符合，却没有列出不符合项。',
            'Not conforming, and no nonconformity says why.',
          ),
          path,
          input: item,
        });
      });
    }),
  examples: [
    {
      visited: { from: '2025-10-13', to: '2025-10-14' },
      items: checklist.map(({ item }) => ({
        item,
        verdict: item === 42 ? ('basicallyConforming' as const) : ('conforming' as const),
      })),
      nonconformities: [{ item: 42, fact: '原始记录缺少设备编号。' }],
      signatories: [{ name: '赵示例', field: '食品理化', proposed: true }],
      opinion: '管理体系运行有效，存在一项需整改。',
      conclusion: 'basicallyConforming',
      signedByBothSides: true,
    },
  ],
  references: ({ exclusions: left }) =>
    left === undefined ? [] : [scopeTableAt(left.scopeTable, '/exclusions/scopeTable')],
  facts: ({ visited, items, nonconformities, exclusions: left, signatories, conclusion }, look) => {
    const sorted = [...items].sort((one, other) => one.item - other.item);
    const judged = (verdict: (typeof verdicts)[number]) =>
      sorted.filter((entry) => entry.verdict === verdict).map(({ item }) => item);
    return {
      visited,
      conclusion,
      findings: {
        conforming: judged('conforming').length,
        basicallyConforming: judged('basicallyConforming'),
        nonconforming: judged('nonconforming'),
      },
      itemsDigest: digestOf(sorted),
      nonconformities: nonconformities.length,
      exclusions: left === undefined ? nothingExcluded : exclusionFacts(left, look),
      signatories: signatories.filter(({ proposed }) => proposed).length,
    };
  },
});
