/** The hearing before a decision (Licensing Law, articles 46 to 48): told, asked for, announced, held. */
import { z } from 'zod';
import { confirmed, day, text } from './fields.js';
import { evidenceRule } from './rule.js';

export const hearingOffer = evidenceRule('hearingOffer', {
  words: { 'zh-CN': '听证告知书', en: 'notice of the right to a hearing' },
  description:
    'What the authority means to decide, and that a hearing may be asked for within five days of being told.',
  readers: { by: 'parties' },
  schema: z.strictObject({
    intends: z.enum(['refuse', 'grantInPart']),
    reasons: text(5000),
    rightTold: confirmed('The right to ask for a hearing, and within what time, has been told.'),
  }),
  examples: [{ intends: 'refuse', reasons: '拟不予许可的事实和理由。', rightTold: true }],
  facts: ({ intends }) => ({ intends }),
});

export const hearingRequest = evidenceRule('hearingRequest', {
  words: { 'zh-CN': '听证申请', en: 'request for a hearing' },
  description: 'The applicant asks for the hearing.',
  readers: { by: 'parties' },
  schema: z.strictObject({ statement: text(5000) }),
  examples: [{ statement: '申请就设备配置情况举行听证。' }],
  facts: () => ({}),
});

export const hearingNotice = evidenceRule('hearingNotice', {
  words: { 'zh-CN': '听证通知书', en: 'notice of the hearing' },
  description: 'When and where the hearing is held, told seven working days before it.',
  readers: { by: 'parties' },
  schema: z.strictObject({ on: day(), place: text(300), public: z.boolean() }),
  examples: [{ on: '2025-10-27', place: '两江新区市场监管局三楼会议室', public: true }],
  facts: ({ on, public: isPublic }) => ({ on, public: isPublic }),
});

export const hearingRecord = evidenceRule('hearingRecord', {
  words: { 'zh-CN': '听证笔录', en: 'record of the hearing' },
  description: 'What was said; the decision is taken on it. Read and signed by those who took part.',
  readers: { by: 'parties' },
  schema: z.strictObject({
    record: text(20_000),
    signedByTheParticipants: confirmed('Those who took part have read and signed it.'),
  }),
  examples: [{ record: '申请人陈述意见并提交校准证书。', signedByTheParticipants: true }],
  facts: () => ({ held: true }),
});
