/** What binds the decision: its time, on what it may be taken, against whom, and what cannot be had without one (reference 1.1, 1.2, 10.2). */
import { after, all, any, before, evidence, not, world, type BindingProvision } from '#process';
import { words } from '../provision.js';
import { implies, isKind } from './conditions.js';
import {
  accepted,
  bindsIn,
  endRenewal,
  hearing,
  sourceOf,
  untilTheDecision,
  type Edition,
} from './editions.js';

/** What a decision on an assessment is taken on. */
const decides = ['scope', 'fieldCode', 'conclusion', 'itemsDigest', 'proposedExclusions'];
/** An assessment that found conformity: at once, or when what was found had been rectified. */
const foundConforming = [
  { step: 'conclude', where: evidence('conclusion').is('conforming') },
  { step: 'concludeRemotely', where: evidence('conclusion').is('conforming') },
  { step: 'concludeOnDocuments', where: evidence('conclusion').is('conforming') },
  { step: 'verify', where: evidence('notClosed').isEmpty },
];
const conforming = before('conclusion').is('conforming');
const noGap = before('gaps').is(0);
const proposed = before('proposedExclusions.count');
const declared = all(before('handling').isOneOf('declaration', 'filing'), not(isKind('cancellation')));
const falseMaterial = evidence('ground').is('falseMaterial');

export function decisions(edition: Edition): BindingProvision[] {
  const binds = bindsIn(edition);
  const { limits, procedure, rectification, change, cancellation, licensing, commitment } = edition;
  const onTheSpot = commitment === null ? [] : ['grantOnCommitment'];
  return [
    binds(
      procedure,
      'law',
      words(
        `自收到技术评审结论之日起${limits.decision}个工作日内作出准予或者不予许可的决定；听证时间不计`,
        `whether the approval is granted is decided within ${limits.decision} working days of receiving the conclusion; the time of a hearing is not counted`,
      ),
      {
        clock: 'decision',
        limit: { unit: 'workingDays', length: limits.decision },
        from: 'conclusionReceivedOn',
        effect: 'statutory',
        runs: ['awaitingDecision'],
        pauses: hearing,
        extendedBy: { step: 'extendDecision', most: { unit: 'workingDays', length: 10 } },
      },
      {
        step: 'grant',
        by: ['decisionMaker'],
        in: ['awaitingDecision'],
        needs: 'grantDecision',
        decides,
        leads: [{ to: 'awaitingCertificate' }],
        onlyIf: [conforming, any(before('proposedExclusions').isMissing, proposed.is(0)), noGap],
        whenever: all(conforming, proposed.is(0), noGap),
        remembers: [after('decision').is('whole'), after('grantedOn').isToday, after('excluded.count').is(0)],
        after: accepted,
      },
      { step: 'grant', after: { any: foundConforming } },
      { step: 'grant', after: { all: ['appointTeam'] } },
      { state: 'awaitingDecision', final: false, after: accepted },
    ),
    binds(
      rectification,
      'D',
      words(
        '仅相应评审项目不符合的，可以部分准予许可，评审组不予推荐的项目不得准予',
        'where only items concerned fail, the rest may be granted; what the team does not propose is not',
      ),
      {
        step: 'grantInPart',
        by: ['decisionMaker'],
        in: ['awaitingDecision'],
        needs: 'partialGrantDecision',
        decides,
        leads: [{ to: 'awaitingCertificate' }],
        onlyIf: [
          conforming,
          noGap,
          evidence('exclusions.inTheScope').is(true),
          evidence('exclusions.remaining').moreThan(0),
          any(
            before('proposedExclusions').isMissing,
            proposed.is(0),
            evidence('exclusions.digest').sameAs(before('proposedExclusions.digest')),
            before('proposedExclusions.items').eachIn(evidence('exclusions.items')),
          ),
        ],
        whenever: all(
          conforming,
          noGap,
          not(before('handling').is('written')),
          evidence('exclusions.inTheScope').is(true),
          evidence('exclusions.remaining').moreThan(0),
          any(
            proposed.is(0),
            evidence('exclusions.digest').sameAs(before('proposedExclusions.digest')),
            before('proposedExclusions.items').eachIn(evidence('exclusions.items')),
          ),
        ),
        remembers: [
          after('decision').is('part'),
          after('grantedOn').isToday,
          after('excluded.digest').sameAs(evidence('exclusions.digest')),
          after('excluded.items').sameAs(evidence('exclusions.items')),
        ],
        after: accepted,
      },
      { step: 'grantInPart', after: { any: foundConforming } },
    ),
    binds(
      change,
      'law',
      words('以申报办理的变更，经审批后生效', 'a change that is declared takes effect when it is approved'),
      {
        step: 'approveChange',
        by: ['decisionMaker'],
        in: ['awaitingDecision'],
        needs: 'changeApproval',
        decides: ['changes', 'scope', 'cancels', 'certificate'],
        leads: [{ to: 'awaitingCertificate' }],
        onlyIf: [declared, noGap],
        whenever: all(declared, noGap),
        remembers: [after('decision').is('whole'), after('grantedOn').isToday, after('excluded.count').is(0)],
        after: accepted,
      },
    ),
    binds(
      cancellation,
      'law',
      words('机构申请注销的，注销其资质认定', 'an approval is cancelled where its holder applies for it'),
      {
        step: 'approveCancellation',
        by: ['decisionMaker'],
        in: ['awaitingDecision'],
        needs: 'cancellationApproval',
        decides: ['certificate'],
        effects: [
          {
            do: 'oweStep',
            with: { caseAt: 'certificate.case', step: 'cancel', ground: 'ownApplication' },
            if: before('certificate.case').exists,
          },
        ],
        leads: [{ to: 'approvalCancelled' }],
        onlyIf: isKind('cancellation'),
        whenever: all(isKind('cancellation'), noGap),
        remembers: [after('decision').is('whole'), after('grantedOn').isToday, after('excluded.count').is(0)],
        after: accepted,
      },
      { state: 'approvalCancelled', final: true, after: { all: ['giveUp', 'approveCancellation'] } },
    ),
    binds(
      licensing('38'),
      'law',
      words(
        '不予许可的，说明理由并告知复议和诉讼的权利',
        'a refusal has a ground, and names administrative review and lawsuit',
      ),
      {
        step: 'refuse',
        by: ['decisionMaker'],
        in: ['awaitingDecision', ...(commitment === null ? [] : ['decidingOnTheSpot'])],
        needs: 'refusal',
        decides: { awaitingDecision: decides, decidingOnTheSpot: ['scope', 'fieldCode'] },
        effects: [
          { ...endRenewal('refused'), if: before('renews').exists },
          { do: 'enterBan', with: { years: 1, ground: 'falseMaterial' }, if: falseMaterial },
        ],
        leads: [{ to: 'refused' }],
        possible: true,
        whenever: any(falseMaterial, before('conclusion').is('nonconforming')),
        onlyIf: any(falseMaterial, not(conforming), not(noGap), proposed.moreThan(0)),
        remembers: [
          after('decision').is('refused'),
          after('refusedOn').isToday,
          after('refusalGround').sameAs(evidence('ground')),
        ],
        after: accepted,
      },
      { state: 'refused', final: true, after: { all: ['refuse'] } },
    ),
    binds(
      licensing('78'),
      'law',
      words(
        '隐瞒有关情况或者提供虚假材料的，一年内不得再次申请',
        'false material always bars another application for a year',
      ),
      {
        step: 'refuse',
        remembers: any(
          all(falseMaterial, after('falseMaterial').is(true)),
          all(not(falseMaterial), after('falseMaterial').is(false)),
        ),
      },
    ),
    binds(
      licensing('42'),
      'D',
      words(
        '经本行政机关负责人批准，决定可以延长一次十日，并告知理由；管理办法未规定延长，是否采用由本机关决定',
        'with the approval of the head of the authority a decision takes ten days longer, once, with reasons told; the measures are silent, so it is for the office to say whether it does',
      ),
      {
        step: 'extendDecision',
        by: ['headOfAuthority'],
        in: ['awaitingDecision'],
        needs: 'decisionExtension',
        decides: ['conclusion', 'conclusionReceivedOn'],
        leads: [{ to: 'awaitingDecision' }],
        onlyIf: [world('extensionsAllowed').is(true), before('decisionExtendedBy').is(0)],
        whenever: all(world('extensionsAllowed').is(true), before('decisionExtendedBy').is(0)),
        remembers: after('decisionExtendedBy').sameAs(evidence('workingDays')),
      },
    ),
    binds(
      licensing('50'),
      'law',
      words(
        '有效期届满前未作出是否准予延续的决定的，视为准予延续',
        'where the authority has not decided on a renewal before the certificate ends, it is deemed granted',
      ),
      {
        clock: 'renewal',
        limit: { unit: 'untilDay', length: 0 },
        until: 'renewalUntil',
        from: 'today',
        effect: 'statutory',
        runs: untilTheDecision(edition),
        lapsesInto: 'deemGranted',
        where: before('renewalUntil').exists,
      },
      {
        step: 'deemGranted',
        by: ['clock'],
        on: 'renewal',
        in: untilTheDecision(edition),
        leads: [{ to: 'awaitingCertificate' }],
        possible: before('renewalUntil').exists,
        remembers: [
          after('decision').is('whole'),
          after('grantedBySilence').is(true),
          implies(before('route').is('commitment'), after('onCommitment').is(true)),
          after('grantedOn').isToday,
          after('excluded.count').is(0),
        ],
        after: accepted,
      },
    ),
    binds(
      procedure,
      sourceOf(procedure),
      words(
        '未经受理，且未经评审合格、承诺、申报变更或者延续届期未决的，不得准予',
        'nothing is granted that was not accepted, and either found conforming, committed to, declared as a change, or left undecided until the certificate ended',
      ),
      { state: 'awaitingCertificate', final: false, after: accepted },
      {
        state: 'awaitingCertificate',
        after: {
          any: [
            ...foundConforming,
            ...(commitment === null ? [] : ['commit']),
            'approveChange',
            'deemGranted',
          ],
        },
      },
      {
        state: 'awaitingCertificate',
        after: { any: ['grant', 'grantInPart', 'approveChange', 'deemGranted', ...onTheSpot] },
      },
    ),
  ];
}
