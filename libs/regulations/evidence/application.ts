/** What an applicant brings: the opening, the application form, the supplement, the withdrawal. */
import { z } from 'zod';
import type { Facts } from '#process';
import { departmentCodes, fieldCodes, FOOD_FIELD } from '../codes.js';
import { isInForce } from '../certificate/standing.js';
import { applicationRoutes, changeKinds } from '../profiles/modes.js';
import { documentAt, documentFacts, scopeFacts, scopeTableAt, ascending } from './facts.js';
import { confirmed, day, distinct, documentIds, id, site, text } from './fields.js';
import { laneFactsIn, profileHere } from './lane.js';
import { certificateAt, certificateIn, recordHere, recordIn } from './register-facts.js';
import { evidenceRule, type Look } from './rule.js';

const codeOf = <T extends Record<string, unknown>>(table: T) =>
  z.enum(Object.keys(table) as [Extract<keyof T, string>, ...Extract<keyof T, string>[]]);

/** Kinds of attachment, after the skeleton of provincial forms (practice, not law). */
export const documentKinds = [
  ...['legalStatusProof', 'premisesRight', 'qualityManual', 'procedures', 'typicalReport', 'equipmentTable'],
  ...['staffTable', 'signatoryTable', 'organisationChart', 'authorisation', 'specialFieldProof'],
  ...['selfAssessment', 'other'],
] as const;

const route = () =>
  z
    .enum(applicationRoutes)
    .optional()
    .describe('`general` where it is left out; `commitment` where the institution chooses to commit itself.');

export const opening = evidenceRule('opening', {
  words: { 'zh-CN': '申请类型', en: 'kind of application' },
  description: 'What is applied for, and by which route.',
  readers: { by: 'parties' },
  schema: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('first'), route: route() }),
    z.strictObject({ kind: z.literal('extension'), route: route() }),
    z.strictObject({ kind: z.literal('renewal'), route: route() }),
    z.strictObject({
      kind: z.literal('change'),
      changes: distinct(z.enum(changeKinds), changeKinds.length).describe(
        'What changes (measures, art. 14).',
      ),
      route: route(),
    }),
    z.strictObject({ kind: z.literal('cancellation') }),
  ]),
  examples: [
    { kind: 'first' },
    { kind: 'extension', route: 'commitment' },
    { kind: 'change', changes: ['standards'] },
  ],
  facts: (asked) => ({
    kind: asked.kind,
    route: ('route' in asked ? asked.route : undefined) ?? 'general',
    changes: 'changes' in asked ? [...asked.changes].sort() : [],
  }),
});

export const certificateNumber = () =>
  z
    .string()
    .regex(/^\d{12}$/)
    .describe('Number of the certificate held, 12 digits.');

const form = {
  certificateNumber: certificateNumber()
    .optional()
    .describe('Of the certificate held; not of a first application.'),
  fieldCode: codeOf(fieldCodes).describe('Field of the certificate number; food in the scope makes it 00.'),
  departmentCode: codeOf(departmentCodes).describe('Competent department of the industry.'),
  scopeTable: id().describe('The scope table applied for: of an extension what is added, else the whole.'),
  sites: distinct(
    z.strictObject({
      site: site(),
      address: text(200),
      character: z.enum(['fixed', 'temporary', 'movable']),
    }),
    50,
  ),
  legalRepresentative: z.strictObject({ name: text(100) }),
  contactPerson: z.strictObject({
    name: text(100),
    telephone: text(40),
    email: z.email().max(254).optional(),
  }),
  managementSystemSince: day().describe('First day on which the management system ran.'),
  substantiveChange: z
    .boolean()
    .optional()
    .describe('Of a renewal: whether anything has changed that touches the conditions of the approval.'),
  documents: distinct(z.strictObject({ kind: z.enum(documentKinds), document: id() }), 200),
  signedBy: z.enum(['legalRepresentative', 'authorisedPerson']),
  declaration: confirmed('The applicant answers for the truth of everything handed in.'),
};
const formSchema = z.strictObject(form);
type Form = z.infer<typeof formSchema>;

const example = {
  fieldCode: '00',
  departmentCode: '14',
  scopeTable: '0197a000-0000-7000-8000-000000000001',
  sites: [{ site: 'A', address: '重庆市两江新区示例路1号', character: 'fixed' }],
  legalRepresentative: { name: '王示例' },
  contactPerson: { name: '李示例', telephone: '023-00000000' },
  managementSystemSince: '2025-03-01',
  documents: [{ kind: 'qualityManual', document: '0197a000-0000-7000-8000-000000000002' }],
  signedBy: 'legalRepresentative',
  declaration: true,
} satisfies z.input<typeof formSchema>;

const formReaders = {
  by: 'parties',
  but: {
    contactPerson: {
      by: 'withoutAssessors',
      because: 'The office arranges the visit; assessors need nobody’s telephone number.',
    },
  },
} as const;

const formReferences = ({ scopeTable, documents, certificateNumber: held }: Form) => [
  scopeTableAt(scopeTable, '/scopeTable'),
  ...documents.map(({ document }, index) => documentAt(document, `/documents/${index}/document`)),
  ...(held === undefined ? [] : [certificateAt(held, '/certificateNumber')]),
  recordHere,
  profileHere,
];

/** The certificate held, as a case remembers it, and whether it is its own and in force; null where none is named. */
export function heldFacts(number: string | undefined, look: Look): Facts | null {
  if (number === undefined) return null;
  const { scope, ...held } = certificateIn(number, look);
  return { ...held, scopeDigest: scope.digest, inForce: isInForce(held.state) };
}

export const recordFacts = (look: Look): Facts => ({ ...recordIn(look) });

const formFacts = (brought: Form, look: Look): Facts => {
  const scope = scopeFacts(brought.scopeTable, look);
  return {
    fieldCode: brought.fieldCode,
    departmentCode: brought.departmentCode,
    scope,
    sites: brought.sites.length,
    managementSystemSince: brought.managementSystemSince,
    substantiveChange: brought.substantiveChange ?? false,
    certificate: heldFacts(brought.certificateNumber, look),
    record: recordFacts(look),
    lane: laneFactsIn(look, { fields: [scope.food === true ? FOOD_FIELD : brought.fieldCode] }),
    documents: documentFacts(
      brought.documents.map(({ document }) => document),
      look,
    ),
    documentKinds: [...new Set(brought.documents.map(({ kind }) => kind))].sort(),
  };
};

export const applicationForm = evidenceRule('applicationForm', {
  words: { 'zh-CN': '资质认定申请书', en: 'application form' },
  description: 'The application: field, department, scope table, people to turn to, and what is attached.',
  readers: formReaders,
  handsIn: ['scopeTable'],
  schema: formSchema,
  examples: [example],
  references: formReferences,
  facts: formFacts,
});

/** What the authority tells once, in the form posted publicly, before somebody commits themselves (reference 2.2). */
const toldOnce = z.strictObject({
  legalBasis: confirmed('On what the approval rests.'),
  conditions: confirmed('Which conditions and technical requirements there are.'),
  materials: confirmed('Which materials are handed in.'),
  consequences: confirmed('What follows from a commitment that is false or seriously untrue.'),
});

const commitments = z.strictObject({
  informationIsTrue: confirmed('What is filled in is true and correct.'),
  everythingIsKnown: confirmed('Everything that the authority told is known.'),
  conditionsAreMet: confirmed('The conditions are met, and later checks are accepted.'),
  materialsAreThere: confirmed('The materials can be handed in.'),
  liabilityIsAccepted: confirmed('The legal liability of an untrue commitment is accepted.'),
  intentIsTrue: confirmed('All of this is truly intended.'),
});

export const commitmentApplication = evidenceRule('commitmentApplication', {
  words: { 'zh-CN': '资质认定申请书及告知承诺书', en: 'application form with the commitment' },
  description:
    'The application form, and the statement of commitment in the form that is posted publicly: everything was told once, ' +
    'and the institution commits itself to it.',
  readers: formReaders,
  handsIn: ['scopeTable'],
  schema: z.strictObject({
    ...form,
    told: toldOnce,
    commits: commitments,
    mayBePublished: z.boolean().describe('Whether the institution publishes its commitment.'),
  }),
  examples: [
    {
      ...example,
      told: { legalBasis: true, conditions: true, materials: true, consequences: true },
      commits: {
        ...{ informationIsTrue: true, everythingIsKnown: true, conditionsAreMet: true },
        ...{ materialsAreThere: true, liabilityIsAccepted: true, intentIsTrue: true },
      },
      mayBePublished: true,
    },
  ],
  references: formReferences,
  facts: (brought, look) => ({ ...formFacts(brought, look), toldOnce: true, committed: true }),
});

export const supplement = evidenceRule('supplement', {
  words: { 'zh-CN': '补正材料', en: 'supplement' },
  description: 'Answers to what was asked for; `to` is the number of the point in the request, from 1.',
  readers: { by: 'parties' },
  handsIn: ['scopeTable'],
  schema: z.strictObject({
    answers: z
      .array(
        z.strictObject({
          to: z.int().min(1).max(200),
          answer: text(2000),
          documents: documentIds(50),
        }),
      )
      .min(1)
      .max(200),
    scopeTable: id().optional().describe('A corrected scope table, which takes the place of the one before.'),
  }),
  examples: [
    {
      answers: [
        { to: 1, answer: '已补交质量手册。', documents: ['0197a000-0000-7000-8000-000000000003'] },
        { to: 2, answer: '附表第1.4项标准号已更正。', documents: [] },
      ],
    },
  ],
  references: ({ answers, scopeTable }) => [
    ...answers.flatMap(({ documents }, answer) =>
      documents.map((document, index) => documentAt(document, `/answers/${answer}/documents/${index}`)),
    ),
    ...(scopeTable === undefined ? [] : [scopeTableAt(scopeTable, '/scopeTable')]),
  ],
  facts: ({ answers, scopeTable }, look) => ({
    answered: ascending(answers.map(({ to }) => to)),
    documents: documentFacts(
      answers.flatMap(({ documents }) => documents),
      look,
    ),
    ...(scopeTable === undefined ? {} : { scope: scopeFacts(scopeTable, look) }),
  }),
});

export const withdrawal = evidenceRule('withdrawal', {
  words: { 'zh-CN': '撤回申请', en: 'withdrawal' },
  description: 'The applicant takes the application back before the decision.',
  readers: { by: 'parties' },
  schema: z.strictObject({ reason: text(1000) }),
  examples: [{ reason: '经营场所搬迁，另行申请。' }],
  facts: () => ({}),
});
