/** With what the life of a certificate is tried: what other cases hand over, and what is decided here. */
import type { Facts, Sample, Samples } from '#process';
import { sample, variantsOf } from './sample.js';

const items = { count: 1, digest: 'digest-4', items: ['A/1.1'] };

/** The grounds of all editions, and one of none; which of them annul is each edition's own. */
const grounds = [
  ...['improperMeans', 'falseResults', 'rectificationFailed', 'falseDeviceReport', 'otherLaw'],
  'convenience',
];

const owed = (chinese: string, english: string, world: Facts = {}): Sample =>
  sample(chinese, english, {}, { origin: 'case-2', ...world });

const decided = variantsOf({ ground: 'improperMeans', publicInterest: 'notHarmed', remediesTold: true });
const annulments = [
  ...grounds.map((ground) => decided(`理由：${ground}`, `on the ground ${ground}`, { ground })),
  decided('有损公共利益', 'though the public interest is harmed', { publicInterest: 'gravelyHarmed' }),
];
const itemAnnulments = [
  ...grounds.map((ground) =>
    decided(`理由：${ground}`, `on the ground ${ground}`, {
      ...{ ground, items: { ...items, inForce: true, remaining: 11 } },
    }),
  ),
  ...(
    [
      ['有损公共利益', 'though the public interest is harmed', { publicInterest: 'gravelyHarmed' }],
      [
        '项目已失效',
        'of items that are not in force',
        { items: { ...items, inForce: false, remaining: 11 } },
      ],
      ['无所剩余', 'of all that is left', { items: { ...items, inForce: true, remaining: 0 } }],
    ] as const
  ).map(([chinese, english, change]) =>
    decided(chinese, english, { items: { ...items, inForce: true, remaining: 11 }, ...change }),
  ),
];

const samplesOf = (today: string, lastDay: string): Samples => ({
  today,
  opening: [
    owed('首次', 'of a first application', {
      ...{ institution: 'institution-1', origin: 'case-1', kind: 'first', route: 'general' },
      ...{ certificateNumber: 'certificate-1', issuedOn: today, validUntil: lastDay, fieldCode: '13' },
      ...{ scope: { digest: 'digest-1', rows: 12 }, excluded: null },
    }),
  ],
  steps: {
    beginRenewal: [
      owed('受理于届满前', 'accepted in time', { acceptedOn: lastDay }),
      owed('受理于届满后', 'accepted after the end', { acceptedOn: '2099-01-01' }),
    ],
    endRenewal: [
      owed('不予延续', 'refused', { outcome: 'refused' }),
      owed('撤回', 'withdrawn', { outcome: 'withdrawn' }),
    ],
    amend: [owed('扩项', 'by an extension')],
    beReplaced: [owed('延续', 'by a renewal', { certificateNumber: 'certificate-2' })],
    cancel: [owed('申请', 'as was applied for')],
    cancelOnAGround: ['bodyEnded', 'otherLaw'].map((ground) =>
      sample(`理由：${ground}`, `on the ground ${ground}`, { ground }),
    ),
    annul: [
      owed('虚假承诺', 'for a false commitment', { ground: 'falseCommitment', banYears: 3 }),
      owed('不符合条件', 'for unmet conditions', { ground: 'conditionsNotMet', banYears: null }),
    ],
    annulItems: [owed('项目', 'of items', { ground: 'falseCommitment', annulledItems: items })],
    decideToAnnul: annulments,
    decideToAnnulItems: itemAnnulments,
  },
  // Counts that only count themselves, and a day on which nothing depends.
  forgets: ['amendments', 'itemsAnnulledInAll', 'statedOn'],
});

/** By `<process>-<edition>`. */
export const certificateSamples: Readonly<Record<string, Samples>> = {
  'certificate-2015-08-01': samplesOf('2016-06-01', '2022-05-31'),
  'certificate-2021-06-01': samplesOf('2022-06-01', '2028-05-31'),
};
