/** What binds an application until it is received: by whom, how, about which certificate (measures; reference 3.1 to 3.3, 3.6). */
import { after, all, before, evidence, not, world, type BindingProvision, type Condition } from '#process';
import { practice } from '../../instruments.js';
import { words } from '../provision.js';
import {
  aDeclaredChange,
  general,
  implies,
  isKind,
  theCertificateHeld,
  theCertificateOrNone,
  theFieldFollows,
  withTheForm,
} from './conditions.js';
import { bindsIn, type Edition } from './editions.js';

const threeMonths = { unit: 'months', length: 3 } as const;
const theSame = (...facts: string[]): Condition[] => facts.map((fact) => after(fact).sameAs(evidence(fact)));

/** What is remembered of whatever is handed in: its number, its day, the certificate, the lane as it was found by rule. */
const received: Condition[] = [
  after('receivedOn').isToday,
  after('recordedOn').isToday,
  after('caseNumber').sameAs(world('caseNumber')),
  ...['case', 'number', 'validUntil', 'issuedOn'].map((fact) =>
    after(`certificate.${fact}`).sameAs(evidence(`certificate.${fact}`)),
  ),
  ...['lane', 'promised', 'allows', 'owes', 'settings'].map((fact) =>
    after(fact).sameAs(evidence(`lane.${fact}`)),
  ),
];

const soundForm: Condition[] = [
  evidence('scope.rows').moreThan(0),
  implies(isKind('first'), evidence('managementSystemSince').ago(threeMonths)),
  theCertificateOrNone,
];

/** A renewal without a change that touches the conditions, where the lane lets it be declared; else it is assessed. */
const byDeclaration = all(
  isKind('renewal'),
  evidence('substantiveChange').is(false),
  evidence('lane.allows.declarations').includes('renewal'),
);

/** What is remembered of an application with the form. */
export const applied: Condition[] = [
  ...received,
  ...theSame('departmentCode', 'managementSystemSince', 'substantiveChange', 'scope'),
  theFieldFollows,
  after('fieldApplied').sameAs(evidence('fieldCode')),
  implies(byDeclaration, after('handling').is('declaration')),
  implies(not(byDeclaration), after('handling').is('assessment')),
];

/** Of a renewal: whether it came three months before the certificate ends. */
const inTime: Condition[] = [
  implies(
    all(isKind('renewal'), evidence('certificate.validUntil').ahead(threeMonths)),
    after('renewalInTime').is(true),
  ),
  implies(
    all(isKind('renewal'), not(evidence('certificate.validUntil').ahead(threeMonths))),
    after('renewalInTime').is(false),
  ),
  implies(not(isKind('renewal')), after('renewalInTime').isMissing),
];

export function applications(edition: Edition): BindingProvision[] {
  const binds = bindsIn(edition);
  const { procedure, change, validity, cancellation, commitment, licensing } = edition;
  const sound = [general, withTheForm, ...soundForm];
  return [
    binds(
      procedure,
      'law',
      words(
        '申请人提交书面申请和材料，并对其真实性负责；首次申请前管理体系须运行三个月',
        'the applicant hands in an application and answers for its truth; before a first one the management system has run for three months',
      ),
      {
        opening: true,
        by: ['applicant'],
        needs: 'opening',
        leads: [{ to: 'drafting' }],
        remembers: [
          after('institution').sameAs(world('institution')),
          ...theSame('kind', 'route', 'changes'),
        ],
      },
      {
        step: 'submit',
        by: ['applicant'],
        in: ['drafting'],
        needs: 'applicationForm',
        draws: ['caseNumber'],
        leads: [{ to: 'received' }],
        onlyIf: sound,
        whenever: all(...sound),
        remembers: applied,
      },
    ),
    binds(
      validity,
      'law',
      words(
        '延续应当在有效期届满三个月前提出',
        'a renewal is applied for three months before the certificate ends',
      ),
      { step: 'submit', remembers: inTime },
      ...(commitment === null ? [] : [{ step: 'commit', remembers: inTime }]),
    ),
    binds(
      change,
      'law',
      words(
        '变更事项应当申报；增加项目或者影响条件的，按规定程序重新办理',
        'changes are told; what adds items or touches the conditions goes through the whole procedure again',
      ),
      {
        step: 'declareChange',
        by: ['applicant'],
        in: ['drafting'],
        needs: 'changeDeclaration',
        draws: ['caseNumber'],
        leads: [{ to: 'received' }],
        onlyIf: [
          aDeclaredChange,
          theCertificateHeld,
          evidence('declared').sameAs(before('changes')),
          implies(before('changes').includes('cancelItems'), evidence('cancels.count').moreThan(0)),
          implies(not(before('changes').includes('cancelItems')), evidence('cancels.count').is(0)),
        ],
        remembers: [
          ...received,
          after('departmentCode').sameAs(evidence('certificate.departmentCode')),
          after('fieldCode').sameAs(evidence('certificate.fieldCode')),
          after('fieldApplied').sameAs(evidence('certificate.fieldCode')),
          after('cancels.digest').sameAs(evidence('cancels.digest')),
          implies(evidence('scope').exists, after('scope').sameAs(evidence('scope'))),
        ],
      },
    ),
    binds(
      practice('document-review'),
      'practice',
      words(
        '最高管理者变更只须备案；标准、授权签字人变更可以自我声明或者提交专家书面审查；其他变更自我声明',
        'a change of the top manager is filed; that of standards or a signatory is declared or put before experts; all others are declared',
      ),
      {
        step: 'declareChange',
        remembers: [
          implies(before('changes').is(['topManager']), after('handling').is('filing')),
          implies(
            all(before('changes').is(['signatory']), evidence('expertReview').is(true)),
            after('handling').is('written'),
          ),
          implies(
            all(not(before('changes').is(['topManager'])), evidence('expertReview').is(false)),
            after('handling').is('declaration'),
          ),
        ],
      },
    ),
    binds(
      cancellation,
      'law',
      words('机构可以申请注销其资质认定', 'a body may apply to have its approval cancelled'),
      {
        step: 'giveUp',
        by: ['applicant'],
        in: ['drafting'],
        needs: 'cancellationRequest',
        draws: ['caseNumber'],
        leads: [{ to: 'received' }],
        onlyIf: [isKind('cancellation'), theCertificateHeld],
        whenever: all(isKind('cancellation'), theCertificateHeld),
        remembers: received,
      },
    ),
    binds(
      practice('drafts'),
      'practice',
      words('尚未提交的草稿可以丢弃', 'a draft that was never handed in may be thrown away'),
      { step: 'discard', by: ['applicant'], in: ['drafting'], leads: [{ to: 'discarded' }], possible: true },
      { state: 'discarded', final: true },
    ),
    binds(
      licensing('31'),
      'law',
      words('申请人对申请材料的真实性负责', 'the applicant answers for the truth of what is handed in'),
      { state: 'received', after: { any: ['submit', 'declareChange', 'giveUp', 'commit'] } },
    ),
  ];
}
