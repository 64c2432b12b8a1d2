/** How somebody comes to act for an institution: the claim and its check, the invitation and its answer. */
import { z } from 'zod';
import { administersRoles } from '../role-kinds.js';
import { documentAt, documentFacts } from './facts.js';
import { confirmed, day, distinct, id, says, text } from './fields.js';
import { actorHere, actorOf, at, found, invitedHere, inviterHere } from './office-facts.js';
import { digestOf, evidenceRule } from './rule.js';

/** An institution as its licence names it; what the register has of one it knows is not changed by it. */
const entry = {
  creditCode: z
    .string()
    .regex(
      /^[0-9A-HJ-NPQRTUWXY]{18}$/,
      says('不是统一社会信用代码（18 位）。', 'Not a unified social credit code of 18 characters.'),
    )
    .describe('Unified social credit code (GB 32100-2015).'),
  name: text(200),
  legalForm: z.enum(['enterprise', 'publicInstitution', 'association', 'administrativeUnit', 'other']),
  address: text(300),
};
const institution = () => z.strictObject(entry);

/** What of an entry may be told apart without being told. */
const digestOfEntry = ({ name, legalForm, address }: z.infer<ReturnType<typeof institution>>) =>
  digestOf({ name, legalForm, address });

const steps = () =>
  distinct(z.string().regex(/^[a-z][A-Za-z0-9]{0,62}$/), 50).describe(
    'The only steps for which it holds; left out for all. `open` is the opening of a case.',
  );
const until = () => day().describe('Last legal day on which it holds; left out without end.');
const limited = ({ steps }: { steps?: string[] }) =>
  (steps ?? []).map((step, index) => at('ownStep', step, `/steps/${index}`));

/** What proves a claim. */
export const proofKinds = ['licence', 'letterOfAuthorisation', 'identityProof', 'other'] as const;

export const representationClaim = evidenceRule('representationClaim', {
  words: { 'zh-CN': '代理权限申请', en: 'claim to act for an institution' },
  description:
    'For which institution, in which capacity, and what proves it: the licence for the legal representative whom it ' +
    'names, the letter of authorisation for an agent.',
  readers: { by: 'concerned', because: 'It comes with proof of a person’s identity.' },
  schema: z.strictObject({
    ...entry,
    capacity: z.enum(['legalRepresentative', 'agent']),
    documents: distinct(z.strictObject({ kind: z.enum(proofKinds), document: id() }), 20),
    declaration: confirmed('The claimant answers for the truth of everything handed in.'),
  }),
  examples: [
    {
      creditCode: '91350100M000100Y43',
      name: '示例检测有限公司',
      legalForm: 'enterprise',
      address: '重庆两江新区示例路1号',
      capacity: 'agent',
      documents: [{ kind: 'letterOfAuthorisation', document: '0197a000-0000-7000-8000-000000000002' }],
      declaration: true,
    },
  ],
  references: ({ creditCode, documents }) => [
    at('claim', creditCode, '/creditCode'),
    ...documents.map(({ document }, index) => documentAt(document, `/documents/${index}/document`)),
  ],
  // Whether the register knows the institution is not told to whoever claims.
  facts: ({ creditCode, capacity, documents, ...rest }, look) => ({
    creditCode,
    sound: found('claim', creditCode, look).sound,
    capacity,
    entry: digestOfEntry({ creditCode, ...rest }),
    documents: documentFacts(
      documents.map(({ document }) => document),
      look,
    ),
    documentKinds: [...new Set(documents.map(({ kind }) => kind))].sort(),
  }),
});

export const correctionRequest = evidenceRule('correctionRequest', {
  words: { 'zh-CN': '补正要求', en: 'request for a correction' },
  description: 'Everything that is missing or wrong in the claim, told once and all at once.',
  readers: { by: 'parties' },
  schema: z.strictObject({ points: z.array(text(1000)).min(1).max(50) }),
  examples: [{ points: ['授权委托书未加盖公章。'] }],
  facts: ({ points }) => ({ asked: points.length }),
});

export const representationConfirmation = evidenceRule('representationConfirmation', {
  words: { 'zh-CN': '代理权限核验', en: 'confirmation of a claim to act' },
  description:
    'The officer has checked claim and proof. The institution is written as it will be entered where the register ' +
    'does not know it; the authorisation may be limited to steps and in time.',
  readers: { by: 'parties' },
  schema: z.strictObject({
    institution: institution(),
    steps: steps().optional(),
    until: until().optional(),
    checked: z.strictObject({
      identity: confirmed('The person is who they say.'),
      authorisation: confirmed('The documents bear out the capacity.'),
    }),
  }),
  examples: [
    {
      institution: {
        creditCode: '91350100M000100Y43',
        name: '示例检测有限公司',
        legalForm: 'enterprise',
        address: '重庆两江新区示例路1号',
      },
      until: '2026-12-31',
      checked: { identity: true, authorisation: true },
    },
  ],
  references: (confirmation) => [
    at('claim', confirmation.institution.creditCode, '/institution/creditCode'),
    ...limited(confirmation),
  ],
  facts: ({ institution: checked, steps: only = null, until: last = null }, look) => {
    const { creditCode } = checked;
    const claim = found('claim', creditCode, look);
    return {
      creditCode,
      authority: claim.authority,
      institution: claim.institution,
      known: claim.known,
      claimantActs: claim.claimantActs,
      claimantAdministers: claim.claimantAdministers,
      predecessor: claim.predecessor,
      succeeds: claim.succeeds,
      asClaimed: digestOfEntry(checked) === look.context.entry,
      steps: only === null ? null : [...only].sort(),
      until: last,
    };
  },
});

export const representationRevocation = evidenceRule('representationRevocation', {
  words: { 'zh-CN': '撤销代理权限的理由', en: 'revocation of an authorisation' },
  description:
    'Why the office ends it. Whom a revoked legal representative had invited no longer acts either: the event names the ' +
    'cases by which they did.',
  readers: { by: 'concerned', because: 'It may say of a person why they are not believed.' },
  schema: z.strictObject({ reason: text(2000) }),
  examples: [{ reason: '所附证照系伪造。' }],
  references: () => [invitedHere],
  facts: (_, look) => {
    const { cases, people } = found('invited', invitedHere.id, look);
    return { invited: cases, fall: people };
  },
});

export const invitation = evidenceRule('invitation', {
  words: { 'zh-CN': '代理邀请', en: 'invitation to act for an institution' },
  description: 'Whom the institution invites to act for it, for which steps, and until when.',
  readers: { by: 'parties' },
  schema: z.strictObject({
    person: id().describe('The person’s id, as GET /api/v1/me shows it to them.'),
    steps: steps().optional(),
    until: until().optional(),
  }),
  examples: [{ person: '0197a000-0000-7000-8000-000000000013', steps: ['supplement'], until: '2026-12-31' }],
  references: (asked) => [actorHere, at('standing', asked.person, '/person'), ...limited(asked)],
  facts: ({ person, steps: only = null, until: last = null }, look) => {
    const invitee = found('standing', person, look);
    const actor = actorOf(look);
    return {
      by: actor.person,
      inFull: actor.inFull,
      person,
      acts: invitee.acts,
      administers: administers(invitee.roles),
      steps: only === null ? null : [...only].sort(),
      until: last,
    };
  },
});

export const invitationAcceptance = evidenceRule('invitationAcceptance', {
  words: { 'zh-CN': '接受邀请', en: 'acceptance of an invitation' },
  description: 'The invited person will act for the institution, within the limits of the invitation.',
  readers: { by: 'parties' },
  schema: z.strictObject({
    accepted: confirmed('I act for this institution and answer for what I do for it.'),
  }),
  examples: [{ accepted: true }],
  references: () => [actorHere, inviterHere],
  facts: (_, look) => {
    const { roles, acts } = actorOf(look);
    return {
      acts,
      administers: administers(roles),
      inviterInFull: found('inviter', inviterHere.id, look).inFull,
    };
  },
});

const administers = (roles: readonly string[]): boolean => roles.some(administersRoles);
