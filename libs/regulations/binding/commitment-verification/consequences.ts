/** What binds what follows from a visit: rectification, the body's view, annulment and what comes with it, or nothing. */
import { after, all, any, before, evidence, not } from '#process';
import type { BindingProvision, Condition, EffectClaim } from '#process';
import { practice } from '../../instruments.js';
import { words } from '../provision.js';
import { deals, implies } from '../qualification/conditions.js';
import { sourceOf } from '../qualification/editions.js';
import { bindsIn, concludes, ofACommitment, ofALane, within, type Edition } from './editions.js';

const open = [
  ...within('formingTheTeam'),
  ...within('onSite'),
  'rectifying',
  'verifying',
  'awaitingDecision',
];
const decides = ['certificateNumber', 'conclusion', 'itemsDigest', 'rectificationOverdue', 'statedOn'];
const gone = evidence('certificateState').isOneOf('replaced', 'cancelled', 'annulled');
const notHarmed = evidence('publicInterest').is('notHarmed');
const heard = any(before('statedOn').exists, before('foundFalseOn').ago({ unit: 'calendarDays', length: 5 }));
const tells = (step: string, fact: string): EffectClaim => ({
  do: 'oweStep',
  with: { caseAt: 'certificate', step, carries: ['ground', fact] },
  if: before('certificate').exists,
});
/** What a false commitment costs beside the certificate; nobody has committed to what a lane let come later. */
const consequences: readonly EffectClaim[] = [
  { do: 'closeCommitment', with: { extent: 'all' }, if: ofACommitment },
  { do: 'enterBan', with: { yearsAt: 'banYears', groundAt: 'ground' }, if: ofACommitment },
];
const onWhatGround: Condition[] = [
  after('decidedOn').isToday,
  implies(ofACommitment, after('ground').is('falseCommitment')),
  implies(ofALane, after('ground').is('conditionsNotMet')),
];
const itemsNamed = all(evidence('items.inForce').is(true), evidence('items.remaining').moreThan(0));

export function consequencesOf(edition: Edition): BindingProvision[] {
  const binds = bindsIn(edition);
  const { committed, rectification, rectified, days, effect, cancellation, licensing } = edition;
  return [
    binds(
      rectification,
      'law',
      words(
        '基本属实的整改不超过三十个工作日；逾期或者整改不到位的，承诺不实',
        'what is largely true is rectified within thirty working days; what is late or still fails is not as committed',
      ),
      {
        clock: 'rectification',
        limit: { unit: 'workingDays', length: 30 },
        from: 'today',
        effect: 'statutory',
        runs: ['rectifying'],
        lapsesInto: 'lapseIntoFalsity',
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
        step: 'lapseIntoFalsity',
        by: ['clock'],
        on: 'rectification',
        in: ['rectifying'],
        leads: [{ to: 'awaitingDecision' }],
        possible: true,
        remembers: [
          after('rectificationOverdue').is(true),
          after('conclusion').is('false'),
          after('foundFalseOn').isToday,
        ],
      },
      {
        state: 'rectifying',
        final: false,
        after: { all: [{ step: 'report', where: concludes('largelyTrue') }] },
      },
    ),
    binds(
      rectified,
      'law',
      words(
        '评审组验收整改，有效的核查办结，无效的承诺不实',
        'the team verifies what was rectified: effective ends the verification, not effective is not as committed',
      ),
      {
        step: 'verify',
        by: ['teamLeader'],
        in: ['verifying'],
        needs: 'verificationOpinion',
        leads: [
          { to: 'rectified', if: evidence('notClosed').isEmpty },
          { to: 'awaitingDecision', if: evidence('notClosed').isNotEmpty },
        ],
        possible: true,
        onlyIf: deals('judged'),
        whenever: deals('judged'),
        remembers: implies(
          evidence('notClosed').isNotEmpty,
          all(after('conclusion').is('false'), after('foundFalseOn').isToday),
        ),
        after: { all: ['submitRectification'] },
      },
      {
        state: 'rectified',
        final: true,
        after: { all: [{ step: 'verify', where: evidence('notClosed').isEmpty }] },
      },
    ),
    binds(
      days,
      days.instrument === 'practice' ? 'practice' : 'law',
      words('评审组在五个工作日内验收整改', 'the team verifies within five working days'),
      {
        clock: 'verificationOfRectification',
        limit: { unit: 'workingDays', length: 5 },
        from: 'today',
        effect,
        runs: ['verifying'],
      },
    ),
    binds(
      practice('hearing'),
      'practice',
      words(
        '撤销前听取机构意见，或者待其得知结论五日后决定',
        'nothing is annulled before the body was heard, or five days have gone by since it learned of the conclusion',
      ),
      {
        step: 'stateItsView',
        by: ['applicant'],
        in: ['awaitingDecision'],
        needs: 'bodyStatement',
        leads: [{ stays: true }],
        possible: true,
        remembers: after('statedOn').isToday,
      },
      { step: 'annulTheCertificate', onlyIf: heard },
      { step: 'annulTheItems', onlyIf: heard },
    ),
    binds(
      committed,
      sourceOf(committed),
      words(
        '承诺严重不实或者虚假承诺的，撤销证书或者相应项目，不再适用告知承诺，并在规定期限内不得再次申请',
        'where a commitment was false the certificate or items of it are annulled, the route is closed to the body, and it is barred from applying',
      ),
      {
        step: 'annulTheCertificate',
        by: ['decisionMaker'],
        in: ['awaitingDecision'],
        needs: 'commitmentAnnulment',
        decides,
        effects: [tells('annul', 'banYears'), ...consequences],
        leads: [{ to: 'certificateAnnulled' }],
        onlyIf: not(gone),
        whenever: all(heard, notHarmed, not(gone)),
        remembers: onWhatGround,
        after: { any: [{ step: 'report', where: concludes('false') }, 'lapseIntoFalsity', 'verify'] },
      },
      {
        step: 'annulTheItems',
        by: ['decisionMaker'],
        in: ['awaitingDecision'],
        needs: 'commitmentItemAnnulment',
        decides,
        effects: [tells('annulItems', 'annulledItems'), ...consequences],
        leads: [{ to: 'itemsAnnulled' }],
        onlyIf: [not(gone), evidence('items.inForce').is(true), evidence('items.remaining').moreThan(0)],
        whenever: all(heard, notHarmed, not(gone), itemsNamed),
        remembers: [...onWhatGround, after('annulledItems.digest').sameAs(evidence('items.digest'))],
      },
      { effect: 'closeCommitment', by: ['annulTheCertificate', 'annulTheItems'] },
      { effect: 'enterBan', by: ['annulTheCertificate', 'annulTheItems'] },
      { state: 'certificateAnnulled', final: true, after: { all: ['annulTheCertificate'] } },
      { state: 'itemsAnnulled', final: true, after: { all: ['annulTheItems'] } },
    ),
    binds(
      licensing('69'),
      'law',
      words(
        '撤销可能对公共利益造成重大损害的，不予撤销；不予撤销的，说明理由',
        'nothing is annulled where that could do grave harm to the public interest; not to annul has its reasons',
      ),
      { step: 'annulTheCertificate', onlyIf: notHarmed },
      { step: 'annulTheItems', onlyIf: notHarmed },
      {
        step: 'doNotAnnul',
        by: ['decisionMaker'],
        in: ['awaitingDecision'],
        needs: 'proposalNotFollowed',
        decides,
        leads: [{ to: 'notAnnulled' }],
        possible: true,
        remembers: [after('decidedOn').isToday, after('banYears').isMissing],
      },
      { state: 'notAnnulled', final: true, after: { all: ['doNotAnnul'] } },
    ),
    binds(
      cancellation,
      'law',
      words(
        '证书已被注销、撤销或者换发的，无可核查',
        'where the certificate was cancelled, annulled or replaced nothing is left to verify',
      ),
      {
        step: 'endAsNothingIsLeft',
        by: ['assessmentCoordinator'],
        in: open,
        needs: 'nothingToVerify',
        leads: [{ to: 'nothingToVerify' }],
        onlyIf: gone,
        whenever: gone,
      },
      { state: 'nothingToVerify', final: true, after: { all: ['endAsNothingIsLeft'] } },
    ),
  ];
}
