/** With what a change of the profiles of an office is tried: of each kind, and with each fault that it can have. */
import type { Samples } from '#process';
import { sample, variantsOf } from './sample.js';

const faults = [
  ...['notShipped', 'targetTooLong', 'clockUnknown', 'modeNotAllowed', 'declarationOfConditions'],
  ...['settingOutOfBounds', 'followUpMissing', 'followUpTooLate', 'orderWithoutEnd', 'malformed'],
  ...['laneNamedTwice', 'laneOutlastsTheProfile', 'endsBeforeItBegins', 'alreadyInForce', 'notInForce'],
  ...['beginsInThePast', 'endsInThePast'],
];
const entered = {
  ...{ what: 'enter', hash: 'digest-2', from: '2024-06-03', until: null },
  profile: { id: 'expedited' },
};
const change = variantsOf({
  ...{ by: 'anna', faults: [], change: entered, lanes: 1, settings: 1, digest: 'digest-1' },
});
const seconded = variantsOf({ by: 'berta', faults: [], digest: 'digest-1' });
const reasonBy = (...people: string[]) =>
  people.map((by) => sample(`由 ${by} 办理`, `by ${by}`, { by, inFull: false }));

export const profileChangeSamples: Samples = {
  today: '2024-06-03',
  opening: [{ world: { person: 'anna' } }],
  steps: {
    propose: [
      change('启用', 'to put one in force'),
      change('终止', 'to end one', {
        ...{ change: { what: 'end', profile: 'expedited', on: '2024-12-31' }, lanes: null, settings: null },
      }),
      ...faults.map((fault) => change(`有误：${fault}`, `with the fault ${fault}`, { faults: [fault] })),
    ],
    confirmChange: [
      seconded('另一名', 'by another'),
      seconded('提议人', 'by the proposer', { by: 'anna' }),
      seconded('另一变更', 'of another change', { digest: 'digest-2' }),
      ...faults.map((fault) => seconded(`有误：${fault}`, `with the fault ${fault}`, { faults: [fault] })),
    ],
    decline: reasonBy('berta'),
    takeBack: reasonBy('anna', 'berta'),
  },
};
