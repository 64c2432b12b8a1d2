/** With what a listing for an emergency is tried. */
import type { Facts, Samples } from '#process';
import { sample } from './sample.js';

const opened = (chinese: string, english: string, lane: Facts) =>
  sample(
    chinese,
    english,
    {},
    {
      ...{ institution: 'institution-1', origin: 'case-1', beside: {}, owes: null },
      ...{ scope: { digest: 'digest-1', rows: 12 }, lane },
    },
  );

/** By `<process>-<edition>`. */
export const emergencyListingSamples: Readonly<Record<string, Samples>> = {
  'emergencyListing-2021-06-01': {
    today: '2022-06-01',
    opening: [
      opened('至应急结束', 'to the end of the order', { order: 'order-1', until: '2022-12-31' }),
      opened('无截止日', 'without a last day', { order: 'order-1', until: null }),
    ],
    steps: {
      check: [
        sample('符合', 'in order', { finding: 'inOrder' }),
        sample('不符合', 'not in order', { finding: 'notInOrder' }),
        sample('无结果', 'without a finding', {}),
      ],
      remove: [{ evidence: { remediesTold: true } }],
    },
  },
};
