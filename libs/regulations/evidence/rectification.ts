/** How nonconformities are put right, and how that is judged. */
import { z } from 'zod';
import { ascending, documentAt, documentFacts } from './facts.js';
import { documentIds, says, text } from './fields.js';
import { evidenceRule } from './rule.js';

const nonconformityNumber = () =>
  z.int().min(1).max(200).describe('Number of the nonconformity in the report, from 1.');

export const rectificationReport = evidenceRule('rectificationReport', {
  words: { 'zh-CN': '整改报告', en: 'rectification report' },
  description: 'For each nonconformity what was done, with the documents that show it.',
  readers: { by: 'parties' },
  schema: z.strictObject({
    answers: z
      .array(
        z.strictObject({
          nonconformity: nonconformityNumber(),
          cause: text(2000),
          correction: text(2000),
          documents: documentIds(50),
        }),
      )
      .min(1)
      .max(200),
  }),
  examples: [
    {
      answers: [
        {
          nonconformity: 1,
          cause: '记录格式未设设备编号栏。',
          correction: '已修订记录格式并培训人员。',
          documents: ['0197a000-0000-7000-8000-000000000004'],
        },
      ],
    },
  ],
  references: ({ answers }) =>
    answers.flatMap(({ documents }, answer) =>
      documents.map((document, index) => documentAt(document, `/answers/${answer}/documents/${index}`)),
    ),
  facts: ({ answers }, look) => ({
    answered: ascending(answers.map(({ nonconformity }) => nonconformity)),
    documents: documentFacts(
      answers.flatMap(({ documents }) => documents),
      look,
    ),
  }),
});

export const verificationOpinion = evidenceRule('verificationOpinion', {
  words: { 'zh-CN': '整改验收意见', en: 'verification opinion' },
  description: 'Each nonconformity: closed, or not.',
  readers: {
    by: 'office',
    because:
      'It goes to the authority with the conclusion and is served on nobody; which points stayed open stands in the event.',
  },
  schema: z.strictObject({
    results: z
      .array(
        z.strictObject({
          nonconformity: nonconformityNumber(),
          closed: z.boolean(),
          how: z.enum(['evidence', 'followUpVisit', 'remoteRecheck', 'other']),
          remark: text(2000).optional(),
        }),
      )
      .min(1)
      .max(200)
      .refine((list) => new Set(list.map(({ nonconformity }) => nonconformity)).size === list.length, {
        error: says('同一不符合项判定两次。', 'Judges a nonconformity twice.'),
      }),
  }),
  examples: [{ results: [{ nonconformity: 1, closed: true, how: 'evidence' }] }],
  facts: ({ results }) => ({
    judged: ascending(results.map(({ nonconformity }) => nonconformity)),
    notClosed: ascending(results.filter(({ closed }) => !closed).map(({ nonconformity }) => nonconformity)),
    // A visit that can not be made in time is made up for by a remote one (criteria, article 17(4)).
    seenOnSite: results.every(({ how }) => how === 'followUpVisit'),
    seenAgain: results.every(({ how }) => how === 'followUpVisit' || how === 'remoteRecheck'),
  }),
});
