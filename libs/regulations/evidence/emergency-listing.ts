/** What is found of a body on the list for emergencies, and why one is taken off it. */
import { z } from 'zod';
import { confirmed, text } from './fields.js';
import { evidenceRule } from './rule.js';

export const emergencyCheck = evidenceRule('emergencyCheck', {
  words: { 'zh-CN': '应急机构后续检查', en: 'follow-up check of a body on the list' },
  description: 'Whether the body does the work it was listed for as it should.',
  readers: { by: 'parties' },
  schema: z.strictObject({ finding: z.enum(['inOrder', 'notInOrder']), report: text(10_000) }),
  examples: [{ finding: 'inOrder', report: '人员、设备和方法能够满足应急检验检测要求。' }],
  facts: ({ finding }) => ({ finding }),
});

export const emergencyRemoval = evidenceRule('emergencyRemoval', {
  words: { 'zh-CN': '移出应急机构名单决定', en: 'decision to take a body off the list' },
  description: 'Why the body is taken off the list before its last day, with both remedies.',
  readers: { by: 'parties' },
  schema: z.strictObject({
    reasons: text(5000),
    remediesTold: z.strictObject({
      administrativeReview: confirmed('Administrative review within 60 days is named.'),
      lawsuit: confirmed('A lawsuit within six months is named.'),
    }),
  }),
  examples: [
    {
      reasons: '后续检查发现不具备所列项目的检测能力。',
      remediesTold: { administrativeReview: true, lawsuit: true },
    },
  ],
  facts: () => ({ remediesTold: true }),
});

export const emergencyKept = evidenceRule('emergencyKept', {
  words: { 'zh-CN': '保留应急机构决定', en: 'decision to keep a body on the list' },
  description: 'Why the body stays on the list though the check found something.',
  readers: { by: 'parties' },
  schema: z.strictObject({ reasons: text(5000) }),
  examples: [{ reasons: '所发现的问题已当场改正。' }],
  facts: () => ({}),
});
