/** What binds the life of a certificate (measures of 2015 and 2021, Licensing Law 50, 69 and 70; reference 3.3, 5.1 to 5.3). */
import { after } from '#process';
import type { Condition, Day, Provision } from '#process';
import { cmaMeasures, cmaMeasures2015, licensingLaw, licensingLaw2003 } from '../../instruments.js';
import { bindingOf } from '../provision.js';

export interface Edition {
  from: Day;
  until?: Day;
  issue: Provision;
  validity: Provision;
  change: Provision;
  cancellation: Provision;
  annulment: Provision;
  licensing: typeof licensingLaw;
  /** On what it is annulled, and for how many years each bars another application; null for none. */
  grounds: Readonly<Record<string, number | null>>;
}

/**
 * In 2015 every ground of article 45 bars for three years; since 2021 false results are for other laws. That on medical devices
 * bars for ten.
 */
export const editions: readonly Edition[] = [
  {
    ...{ from: '2015-08-01', until: '2021-06-01', licensing: licensingLaw2003 },
    ...{ issue: cmaMeasures2015('10'), validity: cmaMeasures2015('11'), change: cmaMeasures2015('12') },
    ...{ cancellation: cmaMeasures2015('40'), annulment: cmaMeasures2015('45') },
    grounds: {
      improperMeans: 3,
      falseResults: 3,
      rectificationFailed: 3,
      falseDeviceReport: 10,
      otherLaw: 3,
    },
  },
  {
    ...{ from: '2021-06-01', licensing: licensingLaw },
    ...{ issue: cmaMeasures('11'), validity: cmaMeasures('13'), change: cmaMeasures('14') },
    ...{ cancellation: cmaMeasures('31'), annulment: cmaMeasures('32') },
    grounds: { improperMeans: 3, falseDeviceReport: 10, otherLaw: null },
  },
];

export const bindsIn = ({ from, until }: Edition) => bindingOf('certificate', from, until);

export const inForce = ['valid', 'inRenewal', 'renewedBySilence'];
export const whileItIsThere = [...inForce, 'expired'];
export const byAnotherCase = ['anotherCase'];
export const ended = (fact: string, ...more: Condition[]): Condition[] => [after(fact).isToday, ...more];
