/** What an institution brings that wants its approval changed, or ended. */
import { z } from 'zod';
import type { Facts } from '#process';
import { changeKinds } from '../profiles/modes.js';
import { certificateNumber, heldFacts, recordFacts } from './application.js';
import {
  documentAt,
  documentFacts,
  exclusionFacts,
  nothingExcluded,
  scopeFacts,
  scopeTableAt,
} from './facts.js';
import { confirmed, distinct, exclusions, id, text, type Exclusions } from './fields.js';
import { laneFactsIn, profileHere } from './lane.js';
import { certificateAt, certificateIn, recordHere } from './register-facts.js';
import { evidenceRule, type Look } from './rule.js';

/** Items that are given up, and whether the table that is named has them: at this time the case itself has none. */
const givenUp = (cancels: Exclusions, look: Look): Facts =>
  exclusionFacts(cancels, { ...look, context: { scope: scopeFacts(cancels.scopeTable, look) } });

export const changeDeclaration = evidenceRule('changeDeclaration', {
  words: { 'zh-CN': '资质认定变更申请书', en: 'application for a change' },
  description:
    'What changes, from what to what (measures, article 14). A change of standards is declared by the institution itself, or ' +
    'put before experts; items that are given up are named by their numbers in the scope table.',
  readers: { by: 'parties' },
  handsIn: ['scopeTable'],
  schema: z.strictObject({
    certificateNumber: certificateNumber(),
    changes: distinct(z.strictObject({ change: z.enum(changeKinds), from: text(500), to: text(500) }), 50),
    expertReview: z
      .boolean()
      .optional()
      .describe('Whether a change of standards is put before experts in place of the declaration.'),
    cancels: exclusions().optional().describe('The items that are given up.'),
    scopeTable: id().optional().describe('The scope table as it is after the change.'),
    documents: distinct(id(), 200),
    declaration: confirmed(
      'The institution answers for the truth; an untrue declaration is revoked and recorded.',
    ),
  }),
  examples: [
    {
      certificateNumber: '252213050001',
      changes: [{ change: 'standards', from: 'GB/T 5750.4-2006', to: 'GB/T 5750.4-2023' }],
      scopeTable: '0197a000-0000-7000-8000-000000000001',
      documents: ['0197a000-0000-7000-8000-000000000002'],
      declaration: true,
    },
  ],
  references: ({ certificateNumber: held, cancels, scopeTable, documents }) => [
    certificateAt(held, '/certificateNumber'),
    ...(cancels === undefined ? [] : [scopeTableAt(cancels.scopeTable, '/cancels/scopeTable')]),
    ...(scopeTable === undefined ? [] : [scopeTableAt(scopeTable, '/scopeTable')]),
    ...documents.map((document, index) => documentAt(document, `/documents/${index}`)),
    recordHere,
    profileHere,
  ],
  facts: ({ certificateNumber: held, changes, expertReview, cancels, scopeTable, documents }, look) => ({
    certificate: heldFacts(held, look),
    declared: [...new Set(changes.map(({ change }) => change))].sort(),
    expertReview: expertReview ?? false,
    cancels: cancels === undefined ? nothingExcluded : givenUp(cancels, look),
    scope: scopeTable === undefined ? null : scopeFacts(scopeTable, look),
    documents: documentFacts(documents, look),
    record: recordFacts(look),
    lane: laneFactsIn(look, { fields: [certificateIn(held, look).fieldCode] }),
  }),
});

export const cancellationRequest = evidenceRule('cancellationRequest', {
  words: { 'zh-CN': '资质认定注销申请书', en: 'application to cancel the approval' },
  description: 'Why the institution gives the approval up; certificate, scope table and stamp are handed in.',
  readers: { by: 'parties' },
  schema: z.strictObject({
    certificateNumber: certificateNumber(),
    reason: text(2000),
    notUnderInvestigation: confirmed('The institution is not under investigation.'),
    handsIn: confirmed('Certificate, scope table and CMA stamp are handed in.'),
  }),
  examples: [
    {
      certificateNumber: '252213050001',
      reason: '业务调整，不再开展检验检测。',
      notUnderInvestigation: true,
      handsIn: true,
    },
  ],
  references: ({ certificateNumber: held }) => [
    certificateAt(held, '/certificateNumber'),
    recordHere,
    profileHere,
  ],
  facts: ({ certificateNumber: held }, look) => ({
    certificate: heldFacts(held, look),
    record: recordFacts(look),
    lane: laneFactsIn(look, { fields: [certificateIn(held, look).fieldCode] }),
  }),
});
