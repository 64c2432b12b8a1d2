/**
 * The editions of the verification on site of what was granted on a commitment (measures of 2021, articles 12, 26, 31; criteria,
 * annex 4; reference 2.2, 2.4 and 2.5), and of what a lane let come later, which in 2015 is all there is.
 */
import { all, any, before, evidence, type Condition, type Day, type Provision } from '#process';
import { starredItems } from '../../checklist.js';
import {
  cmaMeasures,
  cmaMeasures2015,
  criteria,
  licensingLaw,
  licensingLaw2003,
  practice,
  procedures2015,
} from '../../instruments.js';
import { bindingOf } from '../provision.js';

export interface Edition {
  from: Day;
  until?: Day;
  /** That what was granted on a commitment is verified, and annulled where it was false. */
  committed: Provision;
  team: Provision;
  report: Provision;
  needs: string;
  rectification: Provision;
  rectified: Provision;
  /** Under which the five days are that the team has to verify, and whether they are law. */
  days: Provision;
  effect: 'statutory' | 'target';
  cancellation: Provision;
  licensing: typeof licensingLaw;
  found: { nothing: Condition; something: Condition; serious: Condition; failing: Condition };
}

const failing = evidence('findings.nonconforming');
const toRectify = evidence('findings.basicallyConforming');
const byFindings: Edition['found'] = {
  nothing: evidence('nonconformities').is(0),
  something: evidence('nonconformities').moreThan(0),
  serious: evidence('serious').moreThan(0),
  failing: evidence('serious').moreThan(0),
};
const byItems: Edition['found'] = {
  nothing: all(failing.isEmpty, toRectify.isEmpty),
  something: any(failing.isNotEmpty, toRectify.isNotEmpty),
  serious: any(...[...starredItems].map((item) => failing.includes(item))),
  failing: failing.isNotEmpty,
};

export const editions: readonly Edition[] = [
  {
    ...{ from: '2015-08-01', until: '2021-06-01', committed: practice('follow-up'), team: procedures2015 },
    ...{ report: practice('follow-up'), needs: 'commitmentFindings', rectification: cmaMeasures2015('10') },
    ...{ rectified: cmaMeasures2015('10'), days: practice('follow-up'), effect: 'target' },
    ...{ cancellation: cmaMeasures2015('40'), licensing: licensingLaw2003, found: byFindings },
  },
  {
    ...{ from: '2021-06-01', until: '2023-12-01', committed: cmaMeasures('12'), team: cmaMeasures('24') },
    ...{ report: cmaMeasures('12'), needs: 'commitmentFindings', rectification: cmaMeasures('26') },
    ...{ rectified: cmaMeasures('26'), days: practice('follow-up'), effect: 'target' },
    ...{ cancellation: cmaMeasures('31'), licensing: licensingLaw, found: byFindings },
  },
  {
    ...{ from: '2023-12-01', committed: cmaMeasures('12'), team: cmaMeasures('24') },
    ...{ report: criteria('annex-4'), needs: 'commitmentReport', rectification: cmaMeasures('26') },
    ...{ rectified: criteria('annex-1'), days: criteria('annex-1'), effect: 'statutory' },
    ...{ cancellation: cmaMeasures('31'), licensing: licensingLaw, found: byItems },
  },
];

export const bindsIn = ({ from, until }: Edition) => bindingOf('commitmentVerification', from, until);

export const ofACommitment = before('commitment').is(true);
export const ofALane = before('commitment').is(false);
export const concludes = (conclusion: string): Condition => evidence('conclusion').is(conclusion);

/** The visit, promptly, within three months, or as a lane owes it. */
const ways = ['prompt', 'usual', 'followUp'];
export const within = (state: string): string[] => ways.map((way) => `${way}.${state}`);
