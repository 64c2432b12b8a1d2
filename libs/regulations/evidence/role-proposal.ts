/** What administrators of roles write when they grant and withdraw, and what the second of them confirms. */
import { z } from 'zod';
import { fieldCodes } from '../codes.js';
import { administersRoles, isGrantable, needsAField } from '../role-kinds.js';
import { confirmed, day, distinct, id, text } from './fields.js';
import { actorHere, actorOf, at, found } from './office-facts.js';
import { evidenceRule, type Look } from './rule.js';

/** Whether there is such a role is a fact, not a form: the catalogue may grow, this evidence stays. */
const role = () =>
  z
    .string()
    .regex(/^[a-z][A-Za-z0-9]{0,62}$/)
    .describe('Name of a role of the authority, such as intakeOfficer.');

const codes = Object.keys(fieldCodes) as [keyof typeof fieldCodes, ...(keyof typeof fieldCodes)[]];

const whom = () => id().describe('The person’s id, as GET /api/v1/me shows it to them.');

/** How the person and the role stand to each other on the day, for whoever brings the evidence. */
function standingFacts({ person, role: name }: { person: string; role: string }, look: Look) {
  const { roles, suspended, administratorsBeside } = found('standing', person, look);
  const others = roles.filter((held) => held !== name);
  const administration = administersRoles(name);
  return {
    by: actorOf(look).person,
    person,
    role: name,
    grantable: isGrantable(name),
    held: roles.includes(name),
    administration,
    suspended,
    // Whoever administers roles holds no other, whichever of the two came first.
    clashes: administration
      ? others.some((other) => !administersRoles(other))
      : others.some((other) => administersRoles(other)),
    // Of no interest to any other role, and it would change the text that is confirmed.
    administratorsBeside: administration ? administratorsBeside : 0,
  };
}

const personAndActor = ({ person }: { person: string }) => [actorHere, at('standing', person, '/person')];

export const roleGrantProposal = evidenceRule('roleGrantProposal', {
  words: { 'zh-CN': '授予角色的提议', en: 'proposal to grant a role' },
  description:
    'Which role whom, and why. For roles that assess: the fields, whether as leader, and until when. ' +
    'For an assessor who holds the role already, the fields named here take the place of those before.',
  readers: { by: 'concerned', because: 'It says of a person why they are fit for a role.' },
  schema: z.strictObject({
    person: whom(),
    role: role(),
    reason: text(2000),
    qualification: z
      .strictObject({
        fields: distinct(z.enum(codes), codes.length).describe('Fields of the certificate number.'),
        mayLead: z.boolean().describe('Whether the person may lead a team in them.'),
        until: day().nullable().describe('Last legal day of the qualification; null without end.'),
      })
      .optional(),
  }),
  examples: [
    {
      person: '0197a000-0000-7000-8000-000000000012',
      role: 'assessor',
      reason: '评审员考核合格。',
      qualification: { fields: ['00', '13'], mayLead: false, until: '2027-12-31' },
    },
  ],
  references: personAndActor,
  facts: (proposal, look) => {
    const { fields = [], mayLead = false, until = null } = proposal.qualification ?? {};
    return {
      ...standingFacts(proposal, look),
      needsAField: needsAField(proposal.role),
      fields: [...fields].sort(),
      mayLead,
      until,
    };
  },
});

export const roleWithdrawalProposal = evidenceRule('roleWithdrawalProposal', {
  words: { 'zh-CN': '撤销角色的提议', en: 'proposal to withdraw a role' },
  description: 'Which role of whom, and why. The answer says which open cases would be left without anybody.',
  readers: { by: 'concerned', because: 'It says of a person why they lose a role.' },
  schema: z.strictObject({ person: whom(), role: role(), reason: text(2000) }),
  examples: [
    { person: '0197a000-0000-7000-8000-000000000012', role: 'assessor', reason: '本人已调离本局。' },
  ],
  references: (proposal) => [...personAndActor(proposal), without(proposal)],
  facts: (proposal, look) => ({
    ...standingFacts(proposal, look),
    ...staffingFacts(proposal, look),
  }),
});

/** How the office stands without the person in the role. */
const without = ({ person, role: name }: { person: string; role: string }) =>
  at('staffing', `${person}/${name}`, '/person');

function staffingFacts(asked: { person: string; role: string }, look: Look) {
  const { unstaffedCases, unstaffed } = found('staffing', without(asked).id, look);
  return {
    unstaffedCases,
    unstaffed: unstaffed.map(({ case: of, duties }) => ({ case: of, duties })),
  };
}

const whatWasProposed = 'What the first administrator proposed has been checked.';

export const roleGrantConfirmation = evidenceRule('roleGrantConfirmation', {
  words: { 'zh-CN': '授予角色的复核', en: 'confirmation of a grant' },
  description: 'The second administrator names once more which role whom: both have seen the same.',
  readers: { by: 'concerned', because: 'It belongs to a proposal that speaks of a person.' },
  schema: z.strictObject({ person: whom(), role: role(), checked: confirmed(whatWasProposed) }),
  examples: [{ person: '0197a000-0000-7000-8000-000000000012', role: 'assessor', checked: true }],
  references: personAndActor,
  facts: standingFacts,
});

export const roleWithdrawalConfirmation = evidenceRule('roleWithdrawalConfirmation', {
  words: { 'zh-CN': '撤销角色的复核', en: 'confirmation of a withdrawal' },
  description:
    'The second administrator names once more which role of whom, and says so where it is meant even though ' +
    'open cases would be left without anybody.',
  readers: { by: 'concerned', because: 'It belongs to a proposal that speaks of a person.' },
  schema: z.strictObject({
    person: whom(),
    role: role(),
    checked: confirmed(whatWasProposed),
    evenSo: confirmed('It is meant although open cases would be left without anybody.').optional(),
  }),
  examples: [
    { person: '0197a000-0000-7000-8000-000000000012', role: 'assessor', checked: true },
    { person: '0197a000-0000-7000-8000-000000000012', role: 'assessor', checked: true, evenSo: true },
  ],
  references: (confirmation) => [...personAndActor(confirmation), without(confirmation)],
  facts: (confirmation, look) => ({
    ...standingFacts(confirmation, look),
    ...staffingFacts(confirmation, look),
    evenSo: confirmation.evenSo === true,
  }),
});
