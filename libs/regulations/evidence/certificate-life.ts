/** What ends a certificate, or takes items out of it, after it was issued. */
import { z } from 'zod';
import type { Facts } from '#process';
import { ITEMS_LISTED } from './facts.js';
import { confirmed, exclusions, text } from './fields.js';
import { itemsHere, itemsIn } from './register-facts.js';
import { digestOf, evidenceRule, type Look } from './rule.js';

/** Both remedies, which every decision against somebody names (Licensing Law, article 38). */
const remediesTold = () =>
  z.strictObject({
    administrativeReview: confirmed('Administrative review within 60 days is named.'),
    lawsuit: confirmed('A lawsuit within six months is named.'),
  });

/** Whether the Licensing Law bars it (article 69): it has to be answered, either way. */
export const publicInterest = () =>
  z
    .enum(['notHarmed', 'gravelyHarmed'])
    .describe('Whether the annulment could do grave harm to the public interest.');

/** Items of the certificate that the case is about; their numbers are those of the certificate as it stands. */
export const certificateItems = () => exclusions().shape.items;

/** As above this many, a list is not in the facts. */
const charactersListed = 8000;

/**
 * Items of the certificate as `{ count, digest, items, inForce, remaining }`: `items` are `site/item` in code-unit order, or
 * null where there are too many to list; `inForce` says that the certificate has every one of them.
 */
export function itemFacts(list: { site: string; item: string }[], look: Look): Facts {
  const named = list.map(({ site, item }) => `${site}/${item}`).sort();
  const standing = new Set(itemsIn(look).items);
  const few = named.length <= ITEMS_LISTED && named.join().length <= charactersListed;
  return {
    count: named.length,
    digest: digestOf(named),
    items: few ? named : null,
    inForce: named.every((one) => standing.has(one)),
    remaining: Math.max(0, standing.size - named.length),
  };
}

const decided = {
  reasons: text(5000),
  bodyHeard: confirmed('The body was told what is intended, and could state its view.'),
  publicInterest: publicInterest(),
  remediesTold: remediesTold(),
};

/** The grounds of all editions; which of them an edition knows is its guard's. */
const ground = z.enum([
  ...(['improperMeans', 'falseDeviceReport', 'falseResults', 'rectificationFailed', 'otherLaw'] as const),
]);

export const cancellationRecord = evidenceRule('cancellationRecord', {
  words: { 'zh-CN': '注销依据', en: 'ground of the cancellation' },
  description:
    'Why the certificate is cancelled, where neither its expiry nor the body’s application is the ground.',
  readers: { by: 'parties' },
  schema: z.strictObject({ ground: z.enum(['bodyEnded', 'otherLaw']), reason: text(2000) }),
  examples: [{ ground: 'bodyEnded', reason: '机构已办理注销登记。' }],
  facts: (record) => ({ ground: record.ground }),
});

export const annulmentDecision = evidenceRule('annulmentDecision', {
  words: { 'zh-CN': '撤销资质认定决定', en: 'decision to annul the approval' },
  description: 'On what ground the whole certificate is annulled, with reasons and both remedies.',
  readers: { by: 'parties' },
  schema: z.strictObject({ ground, ...decided }),
  examples: [
    {
      ground: 'improperMeans',
      reasons: '申请时提交的设备溯源证书系伪造。',
      bodyHeard: true,
      publicInterest: 'notHarmed',
      remediesTold: { administrativeReview: true, lawsuit: true },
    },
  ],
  facts: (decision) => ({
    ...{ ground: decision.ground, publicInterest: decision.publicInterest, remediesTold: true },
  }),
});

export const itemAnnulmentDecision = evidenceRule('itemAnnulmentDecision', {
  words: { 'zh-CN': '撤销部分项目决定', en: 'decision to annul items' },
  description: 'On what ground items of the certificate are annulled, with reasons and both remedies.',
  readers: { by: 'parties' },
  schema: z.strictObject({ ground, items: certificateItems(), ...decided }),
  examples: [
    {
      ground: 'improperMeans',
      items: [{ site: 'A', item: '1.10' }],
      reasons: '该项目的能力验证结果系伪造。',
      bodyHeard: true,
      publicInterest: 'notHarmed',
      remediesTold: { administrativeReview: true, lawsuit: true },
    },
  ],
  references: () => [itemsHere],
  facts: (decision, look) => ({
    ...{ ground: decision.ground, publicInterest: decision.publicInterest, remediesTold: true },
    items: itemFacts(decision.items, look),
  }),
});
