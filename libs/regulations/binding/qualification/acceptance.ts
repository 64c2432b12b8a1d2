/** What binds the acceptance of an application, whole, with gaps, or late (Licensing Law, articles 32, 50 and 78; reference 1.3, 3.3). */
import { after, all, any, before, evidence, not, type BindingProvision, type Condition } from '#process';
import { practice } from '../../instruments.js';
import { words } from '../provision.js';
import { implies, isKind } from './conditions.js';
import { beginRenewal, bindsIn, untilTheDecision, type Edition } from './editions.js';

/** A ban bars applications for the approval; to give it up, or to tell a change without a move, is none. */
const noBan = any(
  evidence('record.banned').isMissing,
  isKind('cancellation'),
  all(isKind('change'), not(before('handling').is('assessment'))),
);
const everythingSupplied = before('unanswered').is(0);
const notFiled = not(before('handling').is('filing'));
const late = before('renewalInTime').is(false);
const lateIsDecidedOn = any(
  all(late, evidence('lateRenewal').exists),
  all(not(late), evidence('lateRenewal').isMissing),
);
const acceptable = [everythingSupplied, noBan, notFiled, lateIsDecidedOn];

/** A renewal that is one from its acceptance on is tied to the certificate held, and to its last day. */
const isOne = all(
  after('renewalUntil').sameAs(before('certificate.validUntil')),
  after('renews').sameAs(before('certificate.case')),
  after('kind').is('renewal'),
);
const isTakenAsFirst = all(
  after('renewalUntil').isMissing,
  after('renews').isMissing,
  after('kind').is('first'),
  after('handling').is('assessment'),
);
/** Nothing that is over is renewed (Licensing Law, article 50: before the end). */
const isStillInForce = before('certificate.validUntil').noEarlierThan('today');
const whatAcceptanceSettles = (treated: Condition): Condition[] => [
  implies(all(isKind('renewal'), any(not(late), treated), isStillInForce), isOne),
  implies(all(isKind('renewal'), late, not(treated)), isTakenAsFirst),
  implies(all(isKind('renewal'), not(isStillInForce)), isTakenAsFirst),
  implies(
    not(isKind('renewal')),
    all(after('renews').isMissing, after('renewalUntil').isMissing, after('kind').sameAs(before('kind'))),
  ),
];
/** What the lane lets come until the assessment at the latest, and not until the decision. */
const someBeforeTheAssessment = all(
  evidence('requirements').includes('calibration'),
  before('allows.outstandingUntil.calibration').is('assessment'),
);
export const tells = [{ ...beginRenewal, if: after('renews').exists }];

export function acceptances(edition: Edition): BindingProvision[] {
  const binds = bindsIn(edition);
  const { licensing } = edition;
  return [
    binds(
      licensing('32.1.5'),
      'law',
      words(
        '材料齐全、符合法定形式，或者按要求提交全部补正材料的，应当受理',
        'an application that is complete, or was supplemented with everything requested, must be accepted',
      ),
      {
        step: 'accept',
        by: ['intakeOfficer'],
        in: ['received'],
        needs: 'acceptanceNotice',
        effects: tells,
        leads: [{ to: 'accepted' }],
        onlyIf: [everythingSupplied, notFiled],
        whenever: all(everythingSupplied, evidence('record.banned').isMissing, notFiled, lateIsDecidedOn),
        // Without an assessment the decision's days run from acceptance, as its route says.
        writes: ['conclusionReceivedOn'],
        remembers: [
          after('acceptedOn').isToday,
          after('gaps').is(0),
          ...whatAcceptanceSettles(evidence('lateRenewal').is('asRenewal')),
        ],
      },
      { state: 'accepted', final: false },
    ),
    binds(
      licensing('78'),
      'law',
      words('在禁止申请期间内的，不予受理', 'nothing is accepted of whoever may not apply again yet'),
      { step: 'accept', onlyIf: noBan },
      { step: 'acceptWithGaps', onlyIf: noBan },
    ),
    binds(
      practice('late-renewal'),
      'practice',
      words(
        '逾期提出的延续，受理时决定按延续还是按首次申请办理，默认按首次',
        'of a renewal that came late it is said at its acceptance whether it is taken as one or as a first application, which it is by default',
      ),
      { step: 'accept', onlyIf: lateIsDecidedOn },
      { step: 'acceptWithGaps', onlyIf: lateIsDecidedOn },
      {
        step: 'lapseIntoAcceptance',
        remembers: whatAcceptanceSettles(before('settings.lateRenewal').is('asRenewal')),
      },
    ),
    binds(
      practice('tolerant-acceptance'),
      'practice',
      words(
        '本区制度允许的缺项可以容缺受理，在决定前补齐',
        'a file may be accepted with gaps that the zone tolerates, which are closed before the decision',
      ),
      {
        step: 'acceptWithGaps',
        by: ['intakeOfficer'],
        in: ['received'],
        needs: 'tolerantAcceptance',
        effects: tells,
        leads: [{ to: 'accepted' }],
        onlyIf: [
          everythingSupplied,
          evidence('requirements').isNotEmpty,
          evidence('requirements').eachIn(before('allows.tolerates')),
        ],
        whenever: all(
          ...acceptable,
          evidence('record.banned').isMissing,
          evidence('requirements').isNotEmpty,
          evidence('requirements').eachIn(before('allows.tolerates')),
        ),
        remembers: [
          after('acceptedOn').isToday,
          after('gaps').sameAs(evidence('gaps')),
          implies(someBeforeTheAssessment, after('gapsUntil').is('assessment')),
          implies(not(someBeforeTheAssessment), after('gapsUntil').is('decision')),
          ...whatAcceptanceSettles(evidence('lateRenewal').is('asRenewal')),
        ],
      },
      {
        step: 'supplyGaps',
        by: ['applicant'],
        in: untilTheDecision(edition),
        needs: 'supplement',
        leads: [{ stays: true }],
        onlyIf: [
          before('gaps').moreThan(0),
          any(
            all(before('gaps').is(1), evidence('answered').is([1])),
            all(before('gaps').is(2), evidence('answered').is([1, 2])),
          ),
        ],
        possible: before('gaps').moreThan(0),
        remembers: [after('gaps').is(0), after('gapsUntil').isMissing],
        after: { all: ['acceptWithGaps'] },
      },
    ),
  ];
}
