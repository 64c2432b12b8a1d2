/** What binds applications by commitment, from 2021 on (measures, articles 10 and 12; reference 2). */
import { after, all, before, evidence, not, type BindingProvision } from '#process';
import { practice } from '../../instruments.js';
import { words } from '../provision.js';
import { applied } from './application.js';
import { byCommitment, implies, isKind, theCertificateOrNone, withTheForm } from './conditions.js';
import { accepted, bindsIn, endRenewal, type Edition } from './editions.js';

const neitherSpecialNorMedical = all(
  evidence('scope.medical').is(false),
  evidence('scope.specialFood').is(false),
);
const theRouteIsOpen = all(
  not(evidence('record.commitmentClosed').is('all')),
  not(evidence('record.commitmentClosed').includes(before('kind'))),
);

export function commitments(edition: Edition): BindingProvision[] {
  const { commitment, licensing } = edition;
  if (commitment === null) return [];
  const binds = bindsIn(edition);
  const sound = [
    byCommitment,
    withTheForm,
    evidence('scope.rows').moreThan(0),
    implies(isKind('first'), evidence('managementSystemSince').ago({ unit: 'months', length: 3 })),
    theCertificateOrNone,
  ];
  return [
    binds(
      commitment,
      'law',
      words(
        '申请人可以选择告知承诺；决定前撤回承诺的，该事项此后只能按一般程序申请',
        'an applicant may choose to commit itself; whoever takes the commitment back before the decision applies by the general procedure from then on',
      ),
      {
        step: 'commit',
        by: ['applicant'],
        in: ['drafting'],
        needs: 'commitmentApplication',
        draws: ['caseNumber'],
        leads: [{ to: 'received' }],
        onlyIf: sound,
        whenever: all(...sound, neitherSpecialNorMedical, theRouteIsOpen),
        remembers: applied,
      },
      {
        step: 'withdrawCommitment',
        by: ['applicant'],
        in: ['received', 'awaitingSupplement', 'decidingOnTheSpot'],
        needs: 'withdrawal',
        effects: [
          { do: 'closeCommitment', with: { extent: 'matter' } },
          { ...endRenewal('withdrawn'), if: before('renews').exists },
        ],
        leads: [{ to: 'withdrawn' }],
        possible: byCommitment,
        whenever: byCommitment,
        remembers: after('withdrawnOn').isToday,
        after: { all: ['commit'] },
      },
      { effect: 'closeCommitment', by: ['withdrawCommitment'] },
      { step: 'commit', onlyIf: theRouteIsOpen },
      { state: 'decidingOnTheSpot', final: false, after: { all: ['commit'] } },
      { state: 'decidingOnTheSpot', after: accepted },
    ),
    binds(
      commitment,
      'reported',
      words(
        '特殊食品、医疗器械领域不适用告知承诺',
        'testing of special food and of medical devices is never approved on a commitment',
      ),
      {
        step: 'commit',
        onlyIf: [evidence('scope.medical').is(false), evidence('scope.specialFood').is(false)],
      },
    ),
    binds(
      commitment,
      'own',
      words(
        '材料齐全、承诺符合要求的，当场作出许可决定，并在其后现场核查',
        'what is complete and committed to is decided on the spot, and verified on site afterwards',
      ),
      {
        step: 'grantOnCommitment',
        by: ['decisionMaker'],
        in: ['decidingOnTheSpot'],
        needs: 'commitmentGrant',
        decides: ['scope', 'fieldCode'],
        leads: [{ to: 'awaitingCertificate' }],
        onlyIf: before('gaps').is(0),
        whenever: before('gaps').is(0),
        remembers: [
          after('decision').is('whole'),
          after('onCommitment').is(true),
          after('grantedOn').isToday,
          after('excluded.count').is(0),
        ],
        after: { all: ['commit'] },
      },
      { step: 'grantOnCommitment', after: accepted },
    ),
    binds(
      practice('on-the-spot'),
      'practice',
      words(
        '“当场”的天数由机关设定，逾期不产生后果',
        'how many days “on the spot” are is for the office to set, and nothing follows when they pass',
      ),
      {
        clock: 'onTheSpot',
        limit: { unit: 'workingDays', length: 1 },
        lengthAt: 'settings.decisionOnTheSpotDays',
        from: 'acceptedOn',
        effect: 'target',
        runs: ['decidingOnTheSpot'],
      },
    ),
    binds(
      licensing('34'),
      'D',
      words('以告知承诺办理的不经技术评审', 'what goes by commitment is not assessed before it is decided'),
      { state: 'formingTheTeam', after: { any: ['submit', 'declareChange'] } },
    ),
  ];
}
