/** What is found on site of a commitment, what the body says to it, and what the authority decides. */
import { z } from 'zod';
import { checklist } from '../checklist.js';
import { verdicts } from '../conclusion.js';
import { certificateItems, itemFacts, publicInterest } from './certificate-life.js';
import { documentAt, documentFacts } from './facts.js';
import { confirmed, days, documentIds, says, text } from './fields.js';
import { itemsHere, itemsIn } from './register-facts.js';
import { digestOf, evidenceRule } from './rule.js';

/** 承诺属实, 承诺基本属实, 承诺严重不实或者虚假承诺. */
export const commitmentConclusions = ['true', 'largelyTrue', 'false'] as const;

const report = {
  visited: days().describe('The days on which the team was on site.'),
  opinion: text(10_000),
  conclusion: z
    .enum(commitmentConclusions)
    .describe('承诺属实 true, 承诺基本属实 largely true, 承诺严重不实或虚假承诺 seriously untrue or false.'),
  signedByBothSides: confirmed(
    'The report is signed by the team and by the body, which learns of the conclusion.',
  ),
};

const itemNumber = () => z.int().min(1).max(checklist.length);

export const commitmentReport = evidenceRule('commitmentReport', {
  words: { 'zh-CN': '告知承诺现场核查报告', en: 'report of the verification of a commitment' },
  description: 'A verdict on each of the 50 items, the nonconformities, and one of the three conclusions.',
  readers: { by: 'parties' },
  schema: z
    .strictObject({
      ...report,
      items: z
        .array(z.strictObject({ item: itemNumber(), verdict: z.enum(verdicts) }))
        .length(checklist.length),
      nonconformities: z
        .array(z.strictObject({ item: itemNumber(), fact: text(2000) }))
        .max(200)
        .describe('Numbered from 1 in this order.'),
    })
    .check(({ value, issues }) => {
      const fault = (message: string, path: (string | number)[], input: unknown) =>
        issues.push({ code: 'custom', message, path, input });
      if (new Set(value.items.map(({ item }) => item)).size !== checklist.length)
        fault(says('有条款判定两次。', 'Judges an item twice.'), ['items'], value.items);
      const failing = new Set(
        value.items.filter(({ verdict }) => verdict !== 'conforming').map(({ item }) => item),
      );
      value.nonconformities.forEach(({ item }, index) => {
        if (!failing.has(item))
          fault(
            says('该条款已判定为符合。', 'This item was found conforming.'),
            ['nonconformities', index, 'item'],
            item,
          );
      });
      const described = new Set(value.nonconformities.map(({ item }) => item));
      value.items.forEach(({ item }, index) => {
        if (failing.has(item) && !described.has(item))
          fault(
            says('该条款不是符合，却没有列出不符合项。', 'Not conforming, and no nonconformity says why.'),
            ['items', index],
            item,
          );
      });
    }),
  examples: [
    {
      visited: { from: '2025-11-10', to: '2025-11-10' },
      items: checklist.map(({ item }) => ({ item, verdict: 'conforming' as const })),
      nonconformities: [],
      opinion: '承诺事项与现场情况一致。',
      conclusion: 'true',
      signedByBothSides: true,
    },
  ],
  facts: ({ visited, items, nonconformities, conclusion }) => {
    const sorted = [...items].sort((one, other) => one.item - other.item);
    const judged = (verdict: (typeof verdicts)[number]) =>
      sorted.filter((entry) => entry.verdict === verdict).map(({ item }) => item);
    return {
      visited,
      conclusion,
      findings: {
        basicallyConforming: judged('basicallyConforming'),
        nonconforming: judged('nonconforming'),
      },
      itemsDigest: digestOf(sorted),
      nonconformities: nonconformities.length,
    };
  },
});

/** Before the checklist of 2023 there were no numbered items: the team says which of its findings are serious. */
export const commitmentFindings = evidenceRule('commitmentFindings', {
  words: {
    'zh-CN': '告知承诺现场核查报告（2023年准则施行前）',
    en: 'findings on a commitment (before the criteria of 2023)',
  },
  description:
    'What was found otherwise than committed, whether seriously so, and one of the three conclusions.',
  readers: { by: 'parties' },
  schema: z.strictObject({
    ...report,
    nonconformities: z
      .array(z.strictObject({ clause: text(50), serious: z.boolean(), fact: text(2000) }))
      .max(200)
      .describe('Numbered from 1 in this order.'),
  }),
  examples: [
    {
      visited: { from: '2022-03-10', to: '2022-03-10' },
      nonconformities: [{ clause: '4.4.3', serious: false, fact: '设备标识不完整。' }],
      opinion: '基本符合承诺。',
      conclusion: 'largelyTrue',
      signedByBothSides: true,
    },
  ],
  facts: ({ visited, nonconformities, conclusion }) => ({
    visited,
    conclusion,
    serious: nonconformities.filter(({ serious }) => serious).length,
    itemsDigest: digestOf(nonconformities.map(({ clause, serious }) => [clause, serious])),
    nonconformities: nonconformities.length,
  }),
});

export const bodyStatement = evidenceRule('bodyStatement', {
  words: { 'zh-CN': '陈述申辩', en: 'statement of the body' },
  description: 'What the body says to what was found and proposed.',
  readers: { by: 'parties' },
  schema: z.strictObject({ statement: text(10_000), documents: documentIds(50) }),
  examples: [{ statement: '设备已于核查前一日送检，附送检单。', documents: [] }],
  references: ({ documents }) => documents.map((one, index) => documentAt(one, `/documents/${index}`)),
  facts: ({ documents }, look) => ({ documents: documentFacts(documents, look) }),
});

const against = {
  reasons: text(5000),
  publicInterest: publicInterest(),
  remediesTold: z.strictObject({
    administrativeReview: confirmed('Administrative review within 60 days is named.'),
    lawsuit: confirmed('A lawsuit within six months is named.'),
  }),
};
const told = {
  reasons: '盲样考核不合格，且缺少申请时承诺具备的设备。',
  publicInterest: 'notHarmed' as const,
  remediesTold: { administrativeReview: true as const, lawsuit: true as const },
};

export const commitmentAnnulment = evidenceRule('commitmentAnnulment', {
  words: {
    'zh-CN': '撤销资质认定决定（告知承诺）',
    en: 'decision to annul what was granted on a commitment',
  },
  description: 'The whole certificate is annulled as proposed, with reasons and both remedies.',
  readers: { by: 'parties' },
  schema: z.strictObject({ extent: z.literal('whole'), ...against }),
  examples: [{ extent: 'whole', ...told }],
  references: () => [itemsHere],
  facts: (decision, look) => ({
    ...{ publicInterest: decision.publicInterest, remediesTold: true },
    certificateState: itemsIn(look).state,
  }),
});

export const commitmentItemAnnulment = evidenceRule('commitmentItemAnnulment', {
  words: { 'zh-CN': '撤销部分项目决定（告知承诺）', en: 'decision to annul items granted on a commitment' },
  description: 'Items of the certificate are annulled as proposed, with reasons and both remedies.',
  readers: { by: 'parties' },
  schema: z.strictObject({ extent: z.literal('items'), items: certificateItems(), ...against }),
  examples: [{ extent: 'items', items: [{ site: 'A', item: '1.10' }], ...told }],
  references: () => [itemsHere],
  facts: (decision, look) => ({
    ...{ publicInterest: decision.publicInterest, remediesTold: true },
    certificateState: itemsIn(look).state,
    items: itemFacts(decision.items, look),
  }),
});

export const proposalNotFollowed = evidenceRule('proposalNotFollowed', {
  words: { 'zh-CN': '不予撤销决定', en: 'decision not to annul' },
  description: 'Why the proposal to annul is not followed.',
  readers: { by: 'parties' },
  schema: z.strictObject({ publicInterest: publicInterest(), reasons: text(5000) }),
  examples: [{ publicInterest: 'notHarmed', reasons: '经陈述申辩并复核，设备在核查时确已具备。' }],
  facts: (decision) => ({ publicInterest: decision.publicInterest }),
});

export const nothingToVerify = evidenceRule('nothingToVerify', {
  words: { 'zh-CN': '无须继续核查', en: 'nothing is left to verify' },
  description: 'The certificate is no longer in force, by whatever else became of it.',
  readers: { by: 'parties' },
  schema: z.strictObject({ reason: text(2000) }),
  examples: [{ reason: '机构已申请注销证书。' }],
  references: () => [itemsHere],
  facts: (_, look) => ({ certificateState: itemsIn(look).state }),
});
