/** Who is away, and who stands in. */
import { z } from 'zod';
import { officialDuties } from '../role-kinds.js';
import { days, id, text } from './fields.js';
import { actorHere, actorOf, at, found } from './office-facts.js';
import { evidenceRule } from './rule.js';

export const absenceEntry = evidenceRule('absenceEntry', {
  words: { 'zh-CN': '缺勤与代班', en: 'absence and its cover' },
  description: 'Who is away from which day to which, both counted, and who stands in meanwhile.',
  readers: { by: 'concerned', because: 'Why somebody is away may be a matter of health.' },
  schema: z.strictObject({
    absent: id().describe('Yourself; a supervisor may enter it for somebody else.'),
    cover: id().describe('Who stands in; needs a role of the same duty.'),
    away: days(),
    remark: text(1000).optional(),
  }),
  examples: [
    {
      absent: '0197a000-0000-7000-8000-000000000012',
      cover: '0197a000-0000-7000-8000-000000000013',
      away: { from: '2025-10-09', to: '2025-10-17' },
    },
  ],
  references: ({ absent, cover }) => [
    actorHere,
    at('standing', absent, '/absent'),
    at('standing', cover, '/cover'),
  ],
  facts: ({ absent, cover, away }, look) => {
    const { person, roles } = actorOf(look);
    const standsIn = found('standing', cover, look);
    const covered = standsIn.suspended ? [] : officialDuties(standsIn.roles);
    const duties = officialDuties(found('standing', absent, look).roles);
    return {
      by: person,
      supervises: officialDuties(roles).includes('supervision'),
      absent,
      cover,
      from: away.from,
      until: away.to,
      // Told apart, so that whoever is away sees what nobody does meanwhile.
      duties: duties.filter((duty) => covered.includes(duty)),
      uncovered: duties.filter((duty) => !covered.includes(duty)),
    };
  },
});
