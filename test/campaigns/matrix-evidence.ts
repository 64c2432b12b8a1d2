import * as bring from '../evidence.js';
import { laboratories } from '../office.js';
import { processOf, ruleOf, type Cast, type StandingCase } from './matrix-ways.js';

const today = '2025-09-01';
const remediesTold = { administrativeReview: true, lawsuit: true };
const claimed = laboratories[2];
const entry = {
  creditCode: claimed.creditCode,
  name: claimed.name,
  legalForm: claimed.legalForm,
  address: claimed.address,
};

/** What has to be brought to a step so that nothing but authority stands in its way. */
export function evidenceFor(
  { process, state, document, target, named, members }: StandingCase,
  step: string,
  {
    person,
    scope,
    cast,
    variant,
  }: { person: string; scope: string; cast: Cast; variant?: string | undefined },
): unknown {
  const reason = { reason: '本人申请。' };
  const whom = { person: target, role: step.endsWith('Withdrawal') ? 'supervisor' : 'auditor' };
  switch (`${process}/${step}`) {
    case 'qualification/submit':
      return bring.applicationForm(scope, document);
    case 'qualification/accept':
      return bring.acceptance;
    case 'qualification/requestSupplement':
      return bring.supplementNotice;
    case 'qualification/correctReceipt':
      return bring.receiptCorrection('2025-08-29');
    case 'qualification/extendDecision':
      return bring.decisionExtension();
    case 'qualification/refuseToAccept':
      return { ground: 'noPermitNeeded', reasons: '不在目录内。' };
    case 'qualification/supplement':
    case 'qualification/supplyMaterials':
      return bring.supplement(document);
    case 'qualification/appointTeam':
      return bring.team(
        named['teamLeader'] ?? cast.of('teamLeader'),
        ...new Set([named['assessor'] ?? cast.of('assessor'), ...members]),
      );
    case 'qualification/reviewMaterials':
      return variant === 'hold' ? bring.hold : bring.goOn;
    case 'qualification/sendVisitNotice':
      return bring.visit(today, today);
    case 'qualification/conclude':
      return variant === 'rectify'
        ? bring.report({ from: today, to: today }, 'basicallyConforming', { basically: [10, 24] })
        : bring.report({ from: today, to: today }, 'conforming');
    case 'qualification/submitRectification':
      return bring.rectification(2, document);
    case 'qualification/verify':
      return bring.verification(2);
    case 'qualification/grant':
      return bring.wholeGrant;
    case 'qualification/grantInPart':
      return {
        ...{ extent: 'part', reasons: '该项目现场试验结果不满意。', remediesTold },
        exclusions: { scopeTable: scope, items: [{ site: 'A', item: '1.1' }] },
      };
    case 'qualification/refuse':
      return { ...bring.refusal, ground: 'falseMaterial' };
    case 'qualification/issueCertificate':
      return bring.certificateIssue;
    case 'roleGrant/proposeGrant':
    case 'roleGrant/proposeWithdrawal':
      return { ...whom, ...reason };
    case 'roleGrant/confirmGrant':
    case 'roleGrant/confirmWithdrawal':
      return { ...whom, checked: true };
    case 'representation/submit':
    case 'representation/correct':
      return {
        ...entry,
        ...{ capacity: 'agent', declaration: true },
        documents: [{ kind: 'letterOfAuthorisation', document }],
      };
    case 'representation/requestCorrection':
      return { points: ['授权委托书未加盖公章。'] };
    case 'representation/confirm':
      return { institution: entry, checked: { identity: true, authorisation: true } };
    case 'invitation/invite':
      return { person: target };
    case 'invitation/accept':
      return { accepted: true };
    case 'absence/enter':
      return { absent: person, cover: cast.of('assessor'), away: { from: today, to: '2025-09-05' } };
    case 'interest/declare':
      return { institution: laboratories[2].id, ground: 'advice' };
    case 'suspension/suspend':
      return { person: target, ...reason };
    case 'suspension/proposeSuspension':
      // Of those who administer roles where that is only asked about, the case's own where it went on.
      return { person: state === 'drafting' ? cast.of('administrator3') : target, ...reason };
    case 'suspension/proposeReinstatement':
      return { person: state === 'drafting' ? cast.of('outcast') : target, ...reason };
    case 'suspension/confirmSuspension':
    case 'suspension/confirmReinstatement':
      return { person: target, checked: true };
    default:
      return ruleOf(process, step)?.needs === null ? undefined : reason;
  }
}

/** What has to be brought to open a case. */
export const evidenceToOpen = (process: string): unknown =>
  processOf(process).opening.needs === 'opening' ? { kind: 'first' } : undefined;
