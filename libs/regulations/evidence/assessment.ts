/** What the team finds on site, or remotely. */
import { z } from 'zod';
import { checklist } from '../checklist.js';
import { verdicts } from '../conclusion.js';
import type { Facts } from '#process';
import { documentAt, documentFacts, exclusionFacts, nothingExcluded, scopeTableAt } from './facts.js';
import { confirmed, days, distinct, exclusions, id, says, text, type Exclusions } from './fields.js';
import { digestOf, evidenceRule, type Look } from './rule.js';

const itemNumber = () => z.int().min(1).max(checklist.length);

/** What every report of a visit holds, on site or remote. */
const reportForm = {
  items: z.array(z.strictObject({ item: itemNumber(), verdict: z.enum(verdicts) })).length(checklist.length),
  nonconformities: z
    .array(z.strictObject({ item: itemNumber(), fact: text(2000) }))
    .max(200)
    .describe('Numbered from 1 in this order.'),
  recheckOnSite: z
    .boolean()
    .optional()
    .describe('Whether what is rectified has to be seen on site: a flag, and no conclusion of its own.'),
  exclusions: exclusions().optional().describe('Items of the scope that the team does not propose.'),
  signatories: z.array(z.strictObject({ name: text(100), field: text(500), proposed: z.boolean() })).max(200),
  opinion: text(10_000),
  conclusion: z.enum(verdicts),
  signedByBothSides: confirmed('The report is signed by the team and by the body assessed.'),
};

type Judged = Pick<z.infer<z.ZodObject<typeof reportForm>>, 'items' | 'nonconformities'>;

/** Every item once, and a nonconformity for each that does not conform, and for no other. */
function agrees<T extends Judged>({ value, issues }: z.core.ParsePayload<T>): void {
  const tell = (path: (string | number)[], input: unknown, message: string) =>
    issues.push({ code: 'custom', message, path, input });
  const judged = new Set(value.items.map(({ item }) => item));
  if (judged.size !== checklist.length)
    tell(['items'], value.items, says('有条款判定两次。', 'Judges an item twice.'));
  const failing = new Set(
    value.items.filter(({ verdict }) => verdict !== 'conforming').map(({ item }) => item),
  );
  value.nonconformities.forEach(({ item }, index) => {
    if (failing.has(item)) return;
    tell(
      ['nonconformities', index, 'item'],
      item,
      says('该条款已判定为符合。', 'This item was found conforming.'),
    );
  });
  const described = new Set(value.nonconformities.map(({ item }) => item));
  value.items.forEach(({ item }, index) => {
    if (!failing.has(item) || described.has(item)) return;
    tell(
      ['items', index],
      item,
      says('该条款不是符合，却没有列出不符合项。', 'Not conforming, and no nonconformity says why.'),
    );
  });
}

/** What a report comes to. */
function reportFacts(
  {
    items,
    nonconformities,
    recheckOnSite,
    exclusions: left,
    signatories,
    conclusion,
  }: z.infer<z.ZodObject<typeof reportForm>>,
  look: Look,
): Facts {
  const sorted = [...items].sort((one, other) => one.item - other.item);
  const judged = (verdict: (typeof verdicts)[number]) =>
    sorted.filter((entry) => entry.verdict === verdict).map(({ item }) => item);
  return {
    conclusion,
    recheckOnSite: recheckOnSite ?? false,
    findings: {
      conforming: judged('conforming').length,
      basicallyConforming: judged('basicallyConforming'),
      nonconforming: judged('nonconforming'),
    },
    itemsDigest: digestOf(sorted),
    nonconformities: nonconformities.length,
    exclusions: left === undefined ? nothingExcluded : exclusionFacts(left, look),
    signatories: signatories.filter(({ proposed }) => proposed).length,
  };
}

export const excludedTable = (left: Exclusions | undefined) =>
  left === undefined ? [] : [scopeTableAt(left.scopeTable, '/exclusions/scopeTable')];

const reported = {
  items: checklist.map(({ item }) => ({
    item,
    verdict: item === 42 ? ('basicallyConforming' as const) : ('conforming' as const),
  })),
  nonconformities: [{ item: 42, fact: '原始记录缺少设备编号。' }],
  signatories: [{ name: '赵示例', field: '食品理化', proposed: true }],
  opinion: '管理体系运行有效，存在一项需整改。',
  conclusion: 'basicallyConforming' as const,
  signedByBothSides: true as const,
};

export const onSiteReport = evidenceRule('onSiteReport', {
  words: { 'zh-CN': '现场评审报告', en: 'report of the on-site assessment' },
  description:
    'A verdict on each of the 50 items, the nonconformities, the scope and signatories proposed, the conclusion.',
  readers: { by: 'parties' },
  schema: z
    .strictObject({ visited: days().describe('The days on which the team was on site.'), ...reportForm })
    .check(agrees),
  examples: [{ visited: { from: '2025-10-13', to: '2025-10-14' }, ...reported }],
  references: ({ exclusions: left }) => excludedTable(left),
  facts: (report, look) => ({ visited: report.visited, ...reportFacts(report, look) }),
});

/** What a remote assessment adds to its report (criteria of 2023, annex 3). */
const ofRemoteReports = {
  archive: distinct(id(), 200).describe('Documents that hold what was recorded, of every step.'),
  everyStepIsRecorded: confirmed('Sound, pictures and video of every step are there.'),
  saidToBeRemote: confirmed('The report says that the assessment was remote.'),
};
const archived = (archive: string[]) =>
  archive.map((document, index) => documentAt(document, `/archive/${index}`));

export const remoteReport = evidenceRule('remoteReport', {
  words: { 'zh-CN': '远程评审报告', en: 'report of the remote assessment' },
  description:
    'As that of a visit. It says that the assessment was remote; sound, pictures and video of every step are archived with it.',
  readers: { by: 'parties' },
  schema: z
    .strictObject({
      visited: days().describe('The days of the remote assessment.'),
      ...ofRemoteReports,
      ...reportForm,
    })
    .check(agrees),
  examples: [
    {
      visited: { from: '2025-10-13', to: '2025-10-13' },
      archive: ['0197a000-0000-7000-8000-000000000005'],
      everyStepIsRecorded: true,
      saidToBeRemote: true,
      ...reported,
    },
  ],
  references: ({ exclusions: left, archive }) => [...excludedTable(left), ...archived(archive)],
  facts: (report, look) => ({
    visited: report.visited,
    archive: documentFacts(report.archive, look),
    ...reportFacts(report, look),
  }),
});

/** A report of before the criteria of 2023: no checklist of ours, findings by clause. */
const earlierForm = {
  visited: days().describe('The days of the assessment.'),
  nonconformities: z
    .array(
      z.strictObject({
        clause: text(100),
        fact: text(2000),
        grave: z.boolean().describe('Whether by itself it excludes the approval.'),
      }),
    )
    .max(200)
    .describe('Numbered from 1 in this order.'),
  recheckOnSite: reportForm.recheckOnSite,
  exclusions: reportForm.exclusions,
  signatories: reportForm.signatories,
  opinion: reportForm.opinion,
  conclusion: reportForm.conclusion,
  signedByBothSides: reportForm.signedByBothSides,
};

function earlierFacts(
  {
    visited,
    nonconformities,
    recheckOnSite,
    exclusions: left,
    signatories,
    conclusion,
  }: z.infer<z.ZodObject<typeof earlierForm>>,
  look: Look,
): Facts {
  return {
    visited,
    conclusion,
    recheckOnSite: recheckOnSite ?? false,
    nonconformities: nonconformities.length,
    grave: nonconformities.filter(({ grave }) => grave).length,
    itemsDigest: digestOf(nonconformities),
    exclusions: left === undefined ? nothingExcluded : exclusionFacts(left, look),
    signatories: signatories.filter(({ proposed }) => proposed).length,
  };
}

const earlier = {
  visited: { from: '2016-10-13', to: '2016-10-14' },
  nonconformities: [{ clause: '4.5.11', fact: '原始记录缺少设备编号。', grave: false }],
  signatories: reported.signatories,
  opinion: reported.opinion,
  conclusion: reported.conclusion,
  signedByBothSides: reported.signedByBothSides,
};

export const assessmentReport = evidenceRule('assessmentReport', {
  words: {
    'zh-CN': '评审报告（2023年准则施行前）',
    en: 'report of the assessment (before the criteria of 2023)',
  },
  description: 'The nonconformities by clause, the scope and signatories proposed, the conclusion.',
  readers: { by: 'parties' },
  schema: z.strictObject(earlierForm),
  examples: [earlier],
  references: ({ exclusions: left }) => excludedTable(left),
  facts: earlierFacts,
});

export const remoteAssessmentReport = evidenceRule('remoteAssessmentReport', {
  words: {
    'zh-CN': '远程评审报告（2023年准则施行前）',
    en: 'report of the remote assessment (before the criteria of 2023)',
  },
  description:
    'As that of a visit; it says that the assessment was remote, and what was recorded is archived with it.',
  readers: { by: 'parties' },
  schema: z.strictObject({ ...earlierForm, ...ofRemoteReports }),
  examples: [
    {
      ...earlier,
      archive: ['0197a000-0000-7000-8000-000000000005'],
      everyStepIsRecorded: true,
      saidToBeRemote: true,
    },
  ],
  references: ({ exclusions: left, archive }) => [...excludedTable(left), ...archived(archive)],
  facts: (report, look) => ({
    ...earlierFacts(report, look),
    archive: documentFacts(report.archive, look),
  }),
});
