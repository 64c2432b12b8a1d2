/** What an applicant brings: the opening, the application form, the supplement, the withdrawal. */
import { z } from 'zod';
import { departmentCodes, fieldCodes } from '../codes.js';
import { documentAt, documentFacts, scopeFacts, scopeTableAt, ascending } from './facts.js';
import { confirmed, day, distinct, documentIds, id, site, text } from './fields.js';
import { evidenceRule } from './rule.js';

const codeOf = <T extends Record<string, unknown>>(table: T) =>
  z.enum(Object.keys(table) as [Extract<keyof T, string>, ...Extract<keyof T, string>[]]);

/** Kinds of attachment, after the skeleton of provincial forms (practice, not law). */
export const documentKinds = [
  ...['legalStatusProof', 'premisesRight', 'qualityManual', 'procedures', 'typicalReport', 'equipmentTable'],
  ...['staffTable', 'signatoryTable', 'organisationChart', 'authorisation', 'specialFieldProof'],
  ...['selfAssessment', 'other'],
] as const;

export const opening = evidenceRule('opening', {
  words: { 'zh-CN': '申请类型', en: 'kind of application' },
  description: 'What is applied for. This edition knows first applications under the general procedure.',
  readers: { by: 'parties' },
  schema: z.strictObject({ kind: z.enum(['first']) }),
  examples: [{ kind: 'first' }],
  facts: ({ kind }) => ({ kind }),
});

export const applicationForm = evidenceRule('applicationForm', {
  words: { 'zh-CN': '资质认定申请书', en: 'application form' },
  description: 'The application: field, department, scope table, people to turn to, and what is attached.',
  readers: {
    by: 'parties',
    but: {
      contactPerson: {
        by: 'withoutAssessors',
        because: 'The office arranges the visit; assessors need nobody’s telephone number.',
      },
    },
  },
  handsIn: ['scopeTable'],
  schema: z.strictObject({
    fieldCode: codeOf(fieldCodes).describe('Field of the certificate number; food in the scope makes it 00.'),
    departmentCode: codeOf(departmentCodes).describe('Competent department of the industry.'),
    scopeTable: id().describe('The scope table applied for.'),
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
    documents: distinct(z.strictObject({ kind: z.enum(documentKinds), document: id() }), 200),
    signedBy: z.enum(['legalRepresentative', 'authorisedPerson']),
    declaration: confirmed('The applicant answers for the truth of everything handed in.'),
  }),
  examples: [
    {
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
    },
  ],
  references: ({ scopeTable, documents }) => [
    scopeTableAt(scopeTable, '/scopeTable'),
    ...documents.map(({ document }, index) => documentAt(document, `/documents/${index}/document`)),
  ],
  facts: ({ fieldCode, departmentCode, scopeTable, sites, managementSystemSince, documents }, look) => ({
    fieldCode,
    departmentCode,
    scope: scopeFacts(scopeTable, look),
    sites: sites.length,
    managementSystemSince,
    documents: documentFacts(
      documents.map(({ document }) => document),
      look,
    ),
    documentKinds: [...new Set(documents.map(({ kind }) => kind))].sort(),
  }),
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
