/** What binds the intake of an application (Licensing Law, article 32; measures, article 11; reference 1.3 to 1.5). */
import { after, all, any, before, evidence, not, type BindingProvision } from '#process';
import { practice } from '../../instruments.js';
import { words } from '../provision.js';
import { tells } from './acceptance.js';
import { answersAreCounted, answersWhatWasAsked, byCommitment, general, implies } from './conditions.js';
import { assessing, bindsIn, endRenewal, hearing, type Edition } from './editions.js';

export function intake(edition: Edition): BindingProvision[] {
  const binds = bindsIn(edition);
  const { licensing, procedure, commitment, change } = edition;
  return [
    binds(
      procedure,
      'law',
      words(
        '自收到申请之日起五个工作日内作出受理或者不予受理的决定',
        'whether an application is accepted is decided within five working days of its receipt',
      ),
      {
        clock: 'intake',
        limit: { unit: 'workingDays', length: 5 },
        from: 'receivedOn',
        effect: 'statutory',
        runs: ['received'],
        // Nothing is accepted yet: the notice answers the five days, and fresh ones run from the supplement (D).
        pauses: ['awaitingSupplement'],
        restartedBy: ['supplement'],
        supersededBy: ['correctReceipt'],
        lapsesInto: 'lapseIntoAcceptance',
      },
    ),
    binds(
      licensing('32.1.3'),
      'law',
      words(
        '可以当场更正的错误，允许申请人当场更正',
        'an error that can be put right on the spot is put right by the applicant on the spot',
      ),
      {
        step: 'correctOnTheSpot',
        by: ['intakeOfficer'],
        in: ['received'],
        needs: 'onTheSpotCorrection',
        leads: [{ stays: true }],
        possible: true,
        remembers: after('correctedOnTheSpot').moreThan(0),
      },
    ),
    binds(
      licensing('32.1.4'),
      'law',
      words(
        '材料不齐全的，当场或者五日内一次告知需要补正的全部内容；逾期不告知的，自收到申请材料之日起即为受理',
        'what is missing is told once, everything, within five days; where it is not told, the application is accepted as of the day of its receipt',
      ),
      {
        step: 'requestSupplement',
        by: ['intakeOfficer'],
        in: ['received'],
        needs: 'supplementNotice',
        leads: [{ to: 'awaitingSupplement' }],
        onlyIf: any(before('supplementsRequested').is(0), before('supplementsAllowed').moreThan(1)),
        whenever: before('supplementsRequested').is(0),
        remembers: [
          after('supplementsRequested').moreThan(0),
          implies(before('supplementsRequested').is(1), after('supplementsRequested').is(2)),
          after('supplementRequestedOn').isToday,
          after('asked').sameAs(evidence('asked')),
          after('unanswered').sameAs(evidence('asked')),
        ],
      },
      {
        step: 'supplement',
        by: ['applicant'],
        in: ['awaitingSupplement'],
        needs: 'supplement',
        leads: [{ to: 'received' }],
        possible: true,
        onlyIf: answersWhatWasAsked,
        whenever: answersWhatWasAsked,
        remembers: [after('receivedOn').isToday, after('recordedOn').isToday, ...answersAreCounted],
        after: { all: ['requestSupplement'] },
      },
      {
        step: 'lapseIntoAcceptance',
        by: ['clock'],
        on: 'intake',
        in: ['received'],
        effects: tells,
        leads: [{ to: 'accepted' }],
        possible: true,
        writes: ['conclusionReceivedOn'],
        remembers: [
          after('acceptedOn').sameAs(before('receivedOn')),
          after('acceptedBySilence').is(true),
          after('gaps').is(0),
        ],
      },
      {
        step: 'correctReceipt',
        by: ['intakeOfficer'],
        in: ['received'],
        needs: 'receiptCorrection',
        leads: [{ stays: true }],
        onlyIf: [
          evidence('receivedOn').noLaterThan(before('recordedOn')),
          not(evidence('receivedOn').sameAs(before('receivedOn'))),
          any(
            before('supplementRequestedOn').isMissing,
            evidence('receivedOn').noEarlierThan(before('supplementRequestedOn')),
          ),
        ],
        remembers: [
          after('receivedOn').sameAs(evidence('receivedOn')),
          after('recordedOn').sameAs(before('recordedOn')),
        ],
      },
    ),
    binds(
      practice('further-supplement'),
      'practice',
      words(
        '再次要求补正的，须由科室负责人先说明理由',
        'a second supplement is requested only after a supervisor said why',
      ),
      {
        step: 'allowFurtherSupplement',
        by: ['supervisor'],
        in: ['received'],
        needs: 'furtherSupplement',
        leads: [{ stays: true }],
        onlyIf: before('supplementsRequested').moreThan(0),
        possible: all(before('supplementsRequested').is(1), before('supplementsAllowed').is(1)),
        remembers: [
          implies(before('supplementsRequested').is(1), after('supplementsAllowed').is(2)),
          after('supplementsRequested').sameAs(before('supplementsRequested')),
        ],
      },
      {
        step: 'requestSupplement',
        onlyIf: any(
          before('supplementsRequested').is(0),
          all(before('supplementsRequested').is(1), before('supplementsAllowed').is(2)),
        ),
      },
    ),
    binds(
      practice('receipt'),
      'practice',
      words(
        '收件日期的更正不早于登记之日一个月以上',
        'the day of receipt is corrected by no more than a month before it was recorded',
      ),
      { step: 'correctReceipt', onlyIf: evidence('receivedOn').within({ unit: 'months', length: 1 }) },
    ),
    binds(
      licensing('32'),
      'law',
      words(
        '不需要许可、不属于本机关职权或者不符合受理条件的，不予受理；材料不齐全不得未经告知即不予受理；虚假申请一年内不得再次申请',
        'what needs no permit, belongs to another authority or may not be accepted is not; incompleteness is no ground before it was told; false material bars another application for a year',
      ),
      {
        step: 'refuseToAccept',
        by: ['intakeOfficer'],
        in: ['received'],
        needs: 'nonAcceptance',
        effects: [
          {
            do: 'enterBan',
            with: { years: 1, ground: 'falseMaterial' },
            if: evidence('ground').is('falseMaterial'),
          },
        ],
        leads: [{ to: 'notAccepted' }],
        onlyIf: [
          implies(evidence('ground').is('incomplete'), before('supplementsRequested').moreThan(0)),
          implies(evidence('ground').is('underABan'), evidence('record.banned').exists),
        ],
        whenever: evidence('ground').isOneOf('noPermitNeeded', 'wrongAuthority', 'falseMaterial'),
        remembers: [
          after('nonAcceptanceGround').sameAs(evidence('ground')),
          implies(evidence('ground').is('falseMaterial'), after('falseMaterial').is(true)),
          implies(not(evidence('ground').is('falseMaterial')), after('falseMaterial').is(false)),
        ],
      },
      { effect: 'enterBan', by: ['refuseToAccept', 'refuse'] },
      { state: 'notAccepted', final: true, after: { all: ['refuseToAccept'] } },
    ),
    binds(
      change,
      'law',
      words('只须备案的变更予以备案', 'a change that needs no approval is filed'),
      {
        step: 'fileChange',
        by: ['intakeOfficer'],
        in: ['received'],
        needs: 'filing',
        effects: [
          {
            do: 'oweStep',
            with: { caseAt: 'certificate.case', step: 'amend' },
            if: before('certificate.case').exists,
          },
        ],
        leads: [{ to: 'filed' }],
        onlyIf: before('handling').is('filing'),
        whenever: before('handling').is('filing'),
      },
      { state: 'filed', final: true, after: { all: ['fileChange'] } },
    ),
    binds(
      practice('withdrawal'),
      'practice',
      words(
        '作出许可决定之前，申请人可以撤回申请；延续撤回的，告知其证书',
        'until the authority has decided, the applicant may take the application back; the certificate of a renewal is told',
      ),
      {
        step: 'withdraw',
        by: ['applicant'],
        in: ['received', 'awaitingSupplement', ...assessing, 'awaitingDecision', ...hearing],
        needs: 'withdrawal',
        effects: [{ ...endRenewal('withdrawn'), if: before('renews').exists }],
        leads: [{ to: 'withdrawn' }],
        possible: general,
        whenever: general,
        ...(commitment === null ? {} : { onlyIf: general }),
        remembers: after('withdrawnOn').isToday,
      },
      {
        state: 'withdrawn',
        final: true,
        after: { any: ['submit', 'commit', 'declareChange', 'giveUp'] },
      },
      ...(commitment === null ? [] : [{ step: 'withdrawCommitment', onlyIf: byCommitment }]),
    ),
    binds(
      practice('expedited'),
      'practice',
      words(
        '法律未规定申请人补正的期限，机关可以自设，逾期不产生后果',
        'the law sets the applicant no limit for a supplement; an office may, and nothing follows when it passes',
      ),
      {
        clock: 'supplement',
        limit: { unit: 'workingDays', length: 30 },
        lengthAt: 'settings.supplementDays',
        from: 'today',
        effect: 'target',
        runs: ['awaitingSupplement'],
        where: before('settings.supplementDays').exists,
      },
    ),
  ];
}
