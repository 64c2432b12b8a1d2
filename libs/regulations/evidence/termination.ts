/** Why an assessment is broken off: the leader asks, the authority answers first (criteria, annexes 1 and 3). */
import { z } from 'zod';
import { text } from './fields.js';
import { evidenceRule } from './rule.js';

/** On the spot, and three more where the assessment is remote. */
export const terminationGrounds = {
  anyMode: [
    ...['noLegalStatus', 'staffSeriouslyLacking', 'premisesFarOff', 'equipmentLacking'],
    ...['systemOutOfControl', 'seriousViolation', 'obstruction', 'fileSeriouslyUntrue'],
  ] as const,
  remoteAlone: ['linkFailed', 'badlyPrepared', 'deliberatelyMisled'] as const,
};
const grounds = [...terminationGrounds.anyMode, ...terminationGrounds.remoteAlone] as [string, ...string[]];

export const terminationProposal = evidenceRule('terminationProposal', {
  words: { 'zh-CN': '终止评审请示', en: 'proposal to break off the assessment' },
  description:
    'On which of the listed grounds the team leader asks to break the assessment off, and what happened.',
  readers: {
    by: 'office',
    because:
      'It asks the authority what to do, and decides nothing; the applicant is served with the answer.',
  },
  schema: z.strictObject({ ground: z.enum(grounds), facts: text(5000) }),
  examples: [{ ground: 'obstruction', facts: '被评审机构拒绝评审组进入实验室。' }],
  facts: ({ ground }) => ({ ground }),
});

export const terminationAnswer = evidenceRule('terminationAnswer', {
  words: { 'zh-CN': '终止评审批复', en: 'answer to the proposal to break off' },
  description: 'Whether the authority agrees, and why.',
  readers: { by: 'parties' },
  schema: z.strictObject({ reasons: text(2000) }),
  examples: [{ reasons: '情况属实，同意终止评审。' }],
  facts: () => ({}),
});
