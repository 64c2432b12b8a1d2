/** With what claims and invitations to act for an institution are tried; the people are those of `office.ts`. */
import type { Facts, Sample, Samples } from '#process';
import { anna, berta, carla, dora, opening, reasonBy, today, tomorrowAsWell, yesterday } from './office.js';
import { sample, variantsOf } from './sample.js';

const claim = variantsOf({
  ...{ creditCode: 'code-1', sound: true, capacity: 'legalRepresentative', entry: 'digest-1' },
  ...{ documents: { count: 1, digest: 'digest-2' }, documentKinds: ['licence'] },
});
const claims = [
  claim('法定代表人', 'legal representative'),
  claim('代理人', 'agent', { capacity: 'agent', documentKinds: ['letterOfAuthorisation'] }),
  claim('代码有误', 'of an unsound code', { sound: false }),
  claim('代理人无授权委托书', 'agent without a letter', { capacity: 'agent' }),
  claim('法定代表人无证照', 'legal representative without the licence', { documentKinds: [] }),
];
const checked = variantsOf({
  ...{
    creditCode: 'code-1',
    authority: false,
    institution: 'institution-1',
    known: true,
    claimantActs: false,
  },
  ...{
    claimantAdministers: false,
    predecessor: null,
    succeeds: null,
    asClaimed: true,
    steps: null,
    until: null,
  },
});

export const representationSamples: Samples = {
  today,
  opening,
  steps: {
    submit: claims,
    correct: claims,
    confirm: [
      checked('首任', 'nobody is succeeded'),
      checked('接任', 'another is succeeded', {
        predecessor: 'case-1',
        succeeds: dora,
        steps: ['submit'],
        until: today,
      }),
      checked('另一机构', 'of another institution', { creditCode: 'code-2' }),
      checked('本局', 'of the authority', { authority: true }),
      checked('已为其办事', 'of somebody who acts already', { claimantActs: true }),
      checked('权限管理员', 'of an administrator', { claimantAdministers: true }),
      checked('已过', 'that has passed', { until: yesterday }),
      checked('接任而已过', 'succeeding, that has passed', { predecessor: 'case-1', until: yesterday }),
    ],
    requestCorrection: [{ evidence: { asked: 1 } }],
    refuse: reasonBy(berta),
    withdraw: reasonBy(anna),
    giveUp: reasonBy(anna),
    revoke: [{ evidence: { invited: ['case-2'], fall: [dora] } }],
    beSucceeded: [
      sample('接任案件已核验', 'owed by a successor', {}, { succeeded: true }),
      sample('无人接任', 'owed by nobody', {}, { succeeded: false }),
    ],
  },
};

const invitation = variantsOf({
  ...{ by: anna, inFull: true, person: carla, acts: false, administers: false, steps: null, until: null },
});
const acceptance = variantsOf({ acts: false, administers: false, inviterInFull: true });
const byAnybody = (...brought: Facts[]): Sample[] =>
  brought.map((one) => sample(`由 ${String(one.by as string)} 办理`, `by ${String(one.by as string)}`, one));
const byHead = { by: anna, inFull: true };

export const invitationSamples: Samples = {
  today,
  opening,
  steps: {
    invite: [
      invitation('不限', 'without limits'),
      invitation('限于步骤，至今日', 'for a step, until today', { steps: ['supplement'], until: today }),
      invitation('由代理人', 'by an agent', { inFull: false }),
      invitation('本人', 'of oneself', { person: anna }),
      invitation('已为其办事者', 'of somebody who acts already', { acts: true }),
      invitation('权限管理员', 'of an administrator', { administers: true }),
      invitation('已过', 'that has passed', { until: yesterday }),
    ],
    accept: tomorrowAsWell([
      acceptance('受邀人', 'by the invited person'),
      acceptance('已为其办事', 'by somebody who acts already', { acts: true }),
      acceptance('权限管理员', 'by an administrator', { administers: true }),
      acceptance('邀请人已非法定代表人', 'of somebody who is no longer the head', { inviterInFull: false }),
    ]),
    takeBack: byAnybody(byHead, { by: dora, inFull: false }),
    end: byAnybody(byHead, { by: carla, inFull: false }, { by: dora, inFull: false }),
    revoke: reasonBy(berta),
    fallWithTheInviter: [
      sample('邀请人被撤销', 'owed by a revocation', {}, { revoked: true }),
      sample('邀请人未被撤销', 'owed by nothing', {}, { revoked: false }),
    ],
  },
};
