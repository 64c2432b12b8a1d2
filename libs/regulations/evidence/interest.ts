/** An interest in an institution that its holder declares, a ground of recusal (measures, article 29). */
import { z } from 'zod';
import { officialDuties } from '../role-kinds.js';
import { day, id, text } from './fields.js';
import { actorHere, actorOf, at } from './office-facts.js';
import { evidenceRule } from './rule.js';

/** Grounds that somebody declares; those the engine finds by itself are in authority.ts. */
export const declaredGrounds = [
  ...(['employment', 'shareholding', 'kinship', 'advice', 'training', 'other'] as const),
] as const;

export const interestDeclaration = evidenceRule('interestDeclaration', {
  words: { 'zh-CN': '利害关系申报', en: 'declaration of an interest' },
  description: 'Your own interest in an institution, its ground, and until when it counts.',
  readers: { by: 'concerned', because: 'It tells of kin, property and work of a person.' },
  schema: z.strictObject({
    institution: id().describe('The institution, as the register knows it.'),
    ground: z.enum(declaredGrounds),
    until: day().optional().describe('Last legal day on which it counts; left out without end.'),
    remark: text(2000).optional().describe('What should be known of it; stays beside the event.'),
  }),
  examples: [{ institution: '0197a000-0000-7000-8000-000000000021', ground: 'advice', until: '2027-08-31' }],
  references: ({ institution }) => [actorHere, at('institution', institution, '/institution')],
  facts: ({ institution, ground, until = null }, look) => {
    const { person, roles } = actorOf(look);
    return { by: person, official: officialDuties(roles).length > 0, institution, ground, until };
  },
});
