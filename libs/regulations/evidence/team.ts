/** Who assesses, and when they come. */
import { z } from 'zod';
import { personAt, person } from './facts.js';
import { confirmed, days, distinct, id, text } from './fields.js';
import { evidenceRule } from './rule.js';

export const teamAppointment = evidenceRule('teamAppointment', {
  words: { 'zh-CN': '评审组组成', en: 'appointment of the team' },
  description: 'The team leader and the members; the leader counts as one whether or not listed again.',
  schema: z.strictObject({
    mode: z.literal('onSite').describe('A first application is assessed on site.'),
    leader: id(),
    members: distinct(id(), 30),
    coversTheField: confirmed('The team covers the fields applied for.'),
    drawnAtRandom: z
      .boolean()
      .describe('Whether the members were drawn at random from those who cover the field.'),
  }),
  examples: [
    {
      mode: 'onSite',
      leader: '0197a000-0000-7000-8000-000000000011',
      members: ['0197a000-0000-7000-8000-000000000011', '0197a000-0000-7000-8000-000000000012'],
      coversTheField: true,
      drawnAtRandom: true,
    },
  ],
  references: ({ leader, members }) => [
    personAt(leader, '/leader'),
    ...members.map((member, index) => personAt(member, `/members/${index}`)),
  ],
  // People are opaque ids here: who they are is known outside the ledger only.
  facts: ({ mode, leader, members, drawnAtRandom }, look) => {
    const everybody = [...new Set([leader, ...members])];
    const holds = (someone: string, role: string) => person(someone, look).roles.includes(role);
    const { institution } = look.context;
    return {
      mode,
      leader,
      members: everybody,
      leaderMayLead: holds(leader, 'teamLeader'),
      notAssessors: everybody.filter((one) => !holds(one, 'assessor') && !holds(one, 'teamLeader')).length,
      employedByTheApplicant: everybody.filter((one) => {
        const { employer } = person(one, look);
        return employer !== null && employer === institution;
      }).length,
      drawnAtRandom,
    };
  },
});

export const visitNotice = evidenceRule('visitNotice', {
  words: { 'zh-CN': '现场评审通知书', en: 'notice of the visit' },
  description: 'The days of the on-site assessment and its schedule.',
  schema: z.strictObject({ visit: days(), schedule: text(5000) }),
  examples: [
    { visit: { from: '2025-10-13', to: '2025-10-14' }, schedule: '首次会议、现场观察、现场试验、末次会议。' },
  ],
  facts: ({ visit }) => ({ visit }),
});
