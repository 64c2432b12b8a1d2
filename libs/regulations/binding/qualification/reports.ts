/** What binds conclusions and rectification (measures, article 26; annexes of the criteria; reference 4.5 and 4.6). */
import { after, all, any, before, evidence, not, type BindingProvision, type Condition } from '#process';
import { starredItems } from '../../checklist.js';
import { criteria } from '../../instruments.js';
import { words } from '../provision.js';
import { deals, exclusionsAreInTheScope, implies } from './conditions.js';
import { bindsIn, sourceOf, type Edition } from './editions.js';

const concludes = (conclusion: string): Condition => evidence('conclusion').is(conclusion);
const failing = evidence('findings.nonconforming');
const toRectify = evidence('findings.basicallyConforming');

/** What was found, in the terms of the edition: nothing at all, something to rectify, something that forces nonconformity. */
const found = ({ report }: Edition) =>
  report === 'items'
    ? {
        nothing: all(failing.isEmpty, toRectify.isEmpty),
        something: any(failing.isNotEmpty, toRectify.isNotEmpty),
        failing: failing.isNotEmpty,
        forcing: any(...[...starredItems].map((item) => failing.includes(item))),
      }
    : {
        nothing: evidence('nonconformities').is(0),
        something: evidence('nonconformities').moreThan(0),
        failing: evidence('nonconformities').moreThan(0),
        forcing: evidence('grave').moreThan(0),
      };

export function reports(edition: Edition): BindingProvision[] {
  const binds = bindsIn(edition);
  const { onSite, remote, rectification, evidence: names, report } = edition;
  const what = found(edition);
  const step = (name: string, state: string, needs: string) => ({
    step: name,
    by: ['teamLeader'],
    in: [state],
    needs,
    onlyIf: [
      implies(concludes('conforming'), what.nothing),
      implies(concludes('basicallyConforming'), what.something),
      implies(concludes('nonconforming'), what.failing),
      evidence('visited.to').noLaterThan('today'),
      evidence('visited.from').noEarlierThan(before('visit.from')),
      exclusionsAreInTheScope,
    ],
    leads: [
      { to: 'rectifying', if: concludes('basicallyConforming') },
      { to: 'awaitingDecision', if: any(concludes('conforming'), concludes('nonconforming')) },
    ],
    writes: ['findings'],
    remembers: [
      ...(report === 'items' ? [after('findings').sameAs(evidence('findings'))] : []),
      after('conclusion').sameAs(evidence('conclusion')),
      after('nonconformities').sameAs(evidence('nonconformities')),
      after('openNonconformities').sameAs(evidence('nonconformities')),
      after('recheckOnSite').sameAs(evidence('recheckOnSite')),
      after('proposedExclusions.digest').sameAs(evidence('exclusions.digest')),
      after('proposedExclusions.items').sameAs(evidence('exclusions.items')),
      after('itemsDigest').sameAs(evidence('itemsDigest')),
      after('signatories').sameAs(evidence('signatories')),
      after('visit').sameAs(evidence('visited')),
      implies(not(concludes('basicallyConforming')), after('conclusionReceivedOn').isToday),
    ],
  });
  const forced = implies(what.forcing, concludes('nonconforming'));
  return [
    binds(
      onSite,
      sourceOf(onSite),
      words(
        '现场评审结论为符合、基本符合或者不符合；基本符合的整改，其余报资质认定部门',
        'a visit concludes conforming, basically conforming or nonconforming; what conforms basically is rectified, all else goes to the authority',
      ),
      {
        ...step('conclude', 'onSiteAssessment', names.onSite),
        after: { all: ['appointTeam', 'sendVisitNotice'] },
      },
      { state: 'rectifying', final: false, after: { any: ['conclude', 'concludeRemotely'] } },
    ),
    binds(
      remote,
      sourceOf(remote),
      words(
        '远程评审的结论与现场评审相同，各环节的音视频和图片应当存档',
        'a remote assessment concludes like a visit, and the records of its every step are archived',
      ),
      {
        ...step('concludeRemotely', 'remoteAssessment', names.remote),
        after: { all: ['appointTeam', 'sendVisitNotice'] },
      },
      {
        step: 'concludeRemotely',
        remembers: [
          after('archived').sameAs(evidence('archive.count')),
          after('archived').moreThan(0),
          after('mode').is('remote'),
        ],
      },
    ),
    binds(
      report === 'items' ? criteria('annex-4') : onSite,
      report === 'items' ? 'law' : sourceOf(onSite),
      report === 'items'
        ? words(
            '带星号条款不符合的，评审结论为不符合',
            'where an item of a starred clause is nonconforming, the whole is nonconforming',
          )
        : words('有严重不符合的，评审结论为不符合', 'where a finding is grave, the whole is nonconforming'),
      { step: 'conclude', onlyIf: forced },
      { step: 'concludeRemotely', onlyIf: forced },
    ),
    binds(
      rectification,
      'law',
      words(
        '整改期限不超过三十个工作日，不计入评审时间；逾期未完成或者整改不到位的，相应评审项目不符合',
        'rectification takes no more than thirty working days, which are not those of the assessment; what is late or still fails is nonconforming',
      ),
      {
        clock: 'rectification',
        limit: { unit: 'workingDays', length: 30 },
        from: 'today',
        effect: 'statutory',
        runs: ['rectifying'],
        lapsesInto: 'lapseIntoNonconformity',
      },
      {
        step: 'submitRectification',
        by: ['applicant'],
        in: ['rectifying'],
        needs: 'rectificationReport',
        leads: [{ to: 'verifying' }],
        possible: true,
        onlyIf: deals('answered'),
        whenever: deals('answered'),
      },
      {
        step: 'lapseIntoNonconformity',
        by: ['clock'],
        on: 'rectification',
        in: ['rectifying'],
        leads: [{ to: 'awaitingDecision' }],
        possible: true,
        remembers: [
          after('rectificationOverdue').is(true),
          after('conclusion').is('nonconforming'),
          after('conclusionReceivedOn').isToday,
        ],
      },
    ),
    binds(
      onSite,
      sourceOf(onSite),
      words(
        '评审组在收到整改材料五个工作日内验收，须现场复核的现场复核；有效的为符合，无效的为不符合',
        'the team verifies within five working days, on site where it said so: effective is conforming, not effective nonconforming',
      ),
      {
        clock: 'verification',
        limit: { unit: 'workingDays', length: 5 },
        from: 'today',
        effect: 'statutory',
        runs: ['verifying'],
      },
      {
        step: 'verify',
        by: ['teamLeader'],
        in: ['verifying'],
        needs: 'verificationOpinion',
        leads: [{ to: 'awaitingDecision' }],
        possible: true,
        onlyIf: [
          deals('judged'),
          any(
            evidence('notClosed').isNotEmpty,
            not(before('recheckOnSite').is(true)),
            evidence('seenOnSite').is(true),
          ),
        ],
        whenever: all(
          deals('judged'),
          any(evidence('seenOnSite').is(true), evidence('notClosed').isNotEmpty),
        ),
        after: { all: ['submitRectification'] },
        remembers: [
          implies(
            evidence('notClosed').isEmpty,
            all(after('conclusion').is('conforming'), after('openNonconformities').is(0)),
          ),
          implies(
            evidence('notClosed').isNotEmpty,
            all(after('conclusion').is('nonconforming'), after('openNonconformities').is(1)),
          ),
          after('conclusionReceivedOn').isToday,
        ],
      },
    ),
  ];
}
