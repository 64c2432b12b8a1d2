/** What is brought to a decision: grants whole and in part, refusals, extensions, hearings, certificates. */
import type { Facts, Sample, StepSamples } from '#process';
import { sample } from '../sample.js';
import { leftOut } from './applying.js';
import { daysFrom, type Tried } from './days.js';
import { isARenewal, isOnALane, isTheUsualCase } from './handling.js';

const inPart = (chinese: string, english: string, change: Facts): Sample =>
  sample(chinese, english, { extent: 'part', exclusions: { ...leftOut, ...change } });

export function decidingIn({ today }: Tried): Record<string, StepSamples> {
  const issued = [
    sample('电子证书', 'electronic', { form: 'electronic' }, { certificateNumber: 'certificate-1' }),
  ];
  const hearingDay = daysFrom(today, 14);
  const extensions = (allowed: boolean): Sample =>
    sample(
      allowed ? '本机关采用延长' : '本机关不采用',
      allowed ? 'in an office that extends' : 'in an office that does not',
      { workingDays: 10 },
      { extensionsAllowed: allowed },
    );
  const [extended, notExtended] = [[extensions(true), extensions(false)], [extensions(false)]];
  const parts = [
    inPart('评审组排除的项目', 'what the team left out', {}),
    inPart('另一项目', 'another item', { digest: 'digest-6', items: ['A/1.2'] }),
    inPart('无所剩余', 'nothing remains', { remaining: 0 }),
    inPart('多排除一项', 'one more', {
      ...{ count: 2, digest: 'digest-7', items: ['A/1.1', 'A/1.2'], remaining: 10 },
    }),
    inPart('范围外项目', 'an item outside the scope', { inTheScope: false }),
  ];
  const refusals = ['conditionsNotMet', 'falseMaterial'].map((ground) =>
    sample(`理由：${ground}`, `on the ground ${ground}`, { ground, remediesTold: true }),
  );
  const heard = (context: Facts): boolean => {
    const { kind, listedOn, decisionExtendedBy } = context;
    if (listedOn !== null || decisionExtendedBy !== 0) return false;
    return isTheUsualCase(context) || isARenewal(context) || (isOnALane(context) && kind === 'extension');
  };
  return {
    grant: [{ evidence: { extent: 'whole' } }],
    grantOnCommitment: [{ evidence: { extent: 'whole' } }],
    grantInPart: (context) => (isTheUsualCase(context) ? parts : parts.slice(0, 3)),
    refuse: refusals,
    extendDecision: (context) => (isTheUsualCase(context) ? extended : notExtended),
    offerHearing: (context) => (heard(context) ? [sample('告知', 'told', { intends: 'refuse' })] : []),
    announceHearing: [
      sample('两周后', 'in two weeks', { on: hearingDay, public: true }),
      sample('当日', 'on the same day', { on: today, public: true }),
    ],
    holdHearing: [
      { ...sample('于听证之日', 'on its day', { held: true }), today: hearingDay },
      { ...sample('早一日', 'a day before', { held: true }), today: daysFrom(hearingDay, -1) },
    ],
    issueCertificate: issued,
    amendCertificate: issued,
  };
}
