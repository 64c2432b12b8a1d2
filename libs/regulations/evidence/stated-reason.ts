/** A reason in words, for whatever is taken back, declined, refused, revoked or ended. */
import { z } from 'zod';
import { text } from './fields.js';
import { actorHere, actorOf } from './office-facts.js';
import { evidenceRule } from './rule.js';

export const statedReason = evidenceRule('statedReason', {
  words: { 'zh-CN': '理由', en: 'reason' },
  description: 'Why it is done. The event keeps its digest and who gave it; the words stay beside it.',
  readers: {
    by: 'concerned',
    because: 'It may speak of a person; whoever it is told to takes a step in the case.',
  },
  schema: z.strictObject({ reason: text(2000) }),
  examples: [{ reason: '本人已调离该岗位。' }],
  references: () => [actorHere],
  facts: (_, look) => {
    const { person, inFull } = actorOf(look);
    return { by: person, inFull };
  },
});
