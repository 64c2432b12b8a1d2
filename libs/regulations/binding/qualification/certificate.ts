/** What binds the certificate and what follows it up (measures, articles 11 to 15; reference 2.2, 2.3, 3.2 to 3.5, 7). */
import {
  after,
  before,
  evidence,
  world,
  type BindingProvision,
  type Condition,
  type EffectClaim,
} from '#process';
import { practice } from '../../instruments.js';
import { words } from '../provision.js';
import { isKind } from './conditions.js';
import { bindsIn, untilTheDecision, type Edition } from './editions.js';

const granted = ['kind', 'route', 'scope', 'excluded', 'fieldCode', 'grantedOn', 'settings'];
const certified = [...granted, 'certificateNumber', 'issuedOn', 'validUntil', 'certificate'];
const onCommitment = before('onCommitment').is(true);
const owedByTheLane = before('owes').exists;

/** Whatever was granted on a commitment is verified; and what a lane made easier, where it owes that. */
const followUps = ({ commitment }: Edition): EffectClaim[] => [
  ...(commitment === null
    ? []
    : [
        {
          do: 'openCase',
          with: { process: 'commitmentVerification', because: 'commitment', carries: certified },
          if: onCommitment,
        },
      ]),
  {
    do: 'openCase',
    with: { process: 'commitmentVerification', because: 'lane', carries: [...certified, 'owes', 'lane'] },
    if: owedByTheLane,
  },
];

const tellsTheCertificate: EffectClaim = {
  do: 'oweStep',
  with: { caseAt: 'certificate.case', step: 'amend' },
  if: before('certificate.case').exists,
};
const extends_ = isKind('extension');
const moves: Condition = before('changes').includes('premises');

export function certificates(edition: Edition): BindingProvision[] {
  const binds = bindsIn(edition);
  const { limits, procedure, change, commitment, list } = edition;
  const decided = [
    ...['grant', 'grantInPart', 'approveChange', 'deemGranted'],
    ...(commitment === null ? [] : ['grantOnCommitment']),
  ];
  return [
    binds(
      procedure,
      'law',
      words(
        `自作出准予许可决定之日起${limits.certificate}个工作日内颁发证书并公布；未经决定不得颁发`,
        `the certificate is issued and published within ${limits.certificate} working days of the decision to grant, and never without one`,
      ),
      {
        clock: 'certificate',
        limit: { unit: 'workingDays', length: limits.certificate },
        from: 'grantedOn',
        effect: 'statutory',
        runs: ['awaitingCertificate'],
      },
      {
        step: 'issueCertificate',
        by: ['certificateClerk'],
        in: ['awaitingCertificate'],
        needs: 'certificateIssue',
        draws: ['certificateNumber'],
        effects: [
          { do: 'issueCertificate', with: { replacesAt: 'certificate.number' } },
          { do: 'openCase', with: { process: 'certificate', carries: certified } },
          {
            do: 'oweStep',
            with: { caseAt: 'certificate.case', step: 'beReplaced', carries: ['certificateNumber'] },
            if: before('certificate.case').exists,
          },
          ...followUps(edition),
        ],
        leads: [{ to: 'certified' }],
        onlyIf: isKind('first', 'renewal'),
        whenever: isKind('first', 'renewal'),
        remembers: [
          after('certificateNumber').sameAs(world('certificateNumber')),
          after('certificateForm').sameAs(evidence('form')),
          after('issuedOn').isToday,
          after('validUntil').ahead({ unit: 'years', length: 5 }),
        ],
      },
      { effect: 'issueCertificate', by: ['issueCertificate'], after: { any: decided } },
      { state: 'certified', final: true, after: { all: ['issueCertificate'] } },
    ),
    binds(
      change,
      'law',
      words(
        '扩项、变更在原证书上办理，编号和有效期不变',
        'an extension or a change is written into the certificate held, whose number and last day stay',
      ),
      {
        step: 'amendCertificate',
        by: ['certificateClerk'],
        in: ['awaitingCertificate'],
        needs: 'certificateIssue',
        effects: [
          {
            do: 'amendCertificate',
            with: { extent: 'extension', numberAt: 'certificate.number' },
            if: extends_,
          },
          {
            do: 'amendCertificate',
            with: { extent: 'change', numberAt: 'certificate.number', itemsAt: 'excluded' },
            if: moves,
          },
          {
            do: 'amendCertificate',
            with: { extent: 'change', numberAt: 'certificate.number', itemsAt: 'cancels' },
            if: notMoving(),
          },
          tellsTheCertificate,
          ...followUps(edition),
        ],
        leads: [{ to: 'amended' }],
        onlyIf: isKind('extension', 'change'),
        whenever: isKind('extension', 'change'),
        remembers: [
          after('certificateNumber').sameAs(before('certificate.number')),
          after('validUntil').sameAs(before('certificate.validUntil')),
          after('certificateForm').sameAs(evidence('form')),
          after('issuedOn').isToday,
        ],
      },
      { effect: 'amendCertificate', by: ['amendCertificate'], after: { any: decided } },
      { state: 'amended', final: true, after: { all: ['amendCertificate'] } },
    ),
    ...(list === null
      ? []
      : [
          binds(
            list,
            'law',
            words(
              '应急期间可以公布名录，由列入的机构临时承担应急工作',
              'in an emergency the authority may publish a list of bodies that take emergency work for a time',
            ),
            {
              step: 'listForEmergency',
              by: ['decisionMaker'],
              in: ['formingTheTeam', 'awaitingDecision'],
              needs: 'emergencyList',
              decides: ['scope', 'lane'],
              effects: [
                {
                  do: 'openCase',
                  with: { process: 'emergencyListing', carries: ['scope', 'lane', 'owes'] },
                },
              ],
              leads: [{ stays: true as const }],
              onlyIf: [
                before('lane.order').exists,
                before('lane.until').noEarlierThan('today'),
                before('listedOn').isMissing,
              ],
              whenever: emergencyInForce(),
              remembers: after('listedOn').isToday,
            },
          ),
        ]),
    ...promises(edition),
  ];
}

/** A change that is declared, of which no premises move. */
function notMoving(): Condition {
  return { all: [isKind('change'), { not: moves }] };
}

function emergencyInForce(): Condition {
  return {
    all: [
      before('lane.order').exists,
      before('lane.until').noEarlierThan('today'),
      before('listedOn').isMissing,
    ],
  };
}

/** What an authority promises by a profile of its zone: it runs, is held and ends with its clock, and is never longer. */
function promises(edition: Edition): BindingProvision[] {
  const { limits } = edition;
  const promised = (clock: string, length: number, from: string) =>
    ({
      clock: `${clock}Promised`,
      limit: { unit: 'workingDays', length },
      from,
      effect: 'target',
      promises: { clock, at: `promised.${clock}` },
      where: before(`promised.${clock}`).exists,
    }) as const;
  const of = (clock: 'assessment' | 'decision' | 'certificate') => limits[clock];
  return [
    bindsIn(edition)(
      practice('expedited'),
      'practice',
      words(
        '机关可以承诺比法定更短的期限，随法定期限起止，只短不长',
        'an authority may promise to hold a limit sooner: the promise goes with the limit of the law, and is never longer',
      ),
      {
        ...promised('intake', 5, 'receivedOn'),
        runs: ['received'],
        pauses: ['awaitingSupplement'],
        restartedBy: ['supplement'],
        supersededBy: ['correctReceipt'],
      },
      {
        ...promised('assessment', of('assessment'), 'acceptedOn'),
        runs: [
          ...['formingTheTeam', 'materialReview', 'arrangingTheVisit', 'onSiteAssessment'],
          ...['remoteAssessment', 'documentAssessment', 'terminationProposed', 'verifying'],
        ],
        pauses: ['awaitingMaterials', 'rectifying'],
      },
      {
        ...promised('decision', of('decision'), 'conclusionReceivedOn'),
        runs: ['awaitingDecision'],
        pauses: untilTheDecision(edition).filter((state) => state.startsWith('hearing')),
      },
      { ...promised('certificate', of('certificate'), 'grantedOn'), runs: ['awaitingCertificate'] },
    ),
  ];
}
