import { addDays, openCalendar } from '#calendar';
import { canonicalText, sha256 } from '#ledger';
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
  standing: StandingCase,
  step: string,
  {
    person,
    scope,
    cast,
    variant,
  }: { person: string; scope: string; cast: Cast; variant?: string | undefined },
): unknown {
  const { process, state, document, target, named, members } = standing;
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
    case 'calendarChange/propose':
      return { change: withSources(calendarChangeOf(standing)) };
    case 'calendarChange/confirmChange':
      return { digest: sha256(canonicalText(calendarChangeOf(standing))).toString('hex'), checked: true };
    default:
      return ruleOf(process, step)?.needs === null ? undefined : reason;
  }
}

/** Where a notice was published stays with the evidence. */
const withSources = (change: ReturnType<typeof calendarChangeOf>) =>
  'notice' in change
    ? { ...change, notice: { ...change.notice, sources: ['https://www.gov.cn/example'] } }
    : change;

/** Another year for each case that may be confirmed, so that all can be; what never is may be the same for all. */
const yearsOf = new Map<string, number>();
function calendarChangeOf({ id, key, state }: StandingCase) {
  if (state !== 'inForce' && !key.endsWith('/confirmChange'))
    return { what: 'rollOver', over: 'legalHolidaysOnly' };
  const year = yearsOf.get(id) ?? 2027 + yearsOf.size;
  if (year > 2050) throw new Error('there are no more years for which a change can be confirmed');
  yearsOf.set(id, year);
  // The demonstration counts in the first of them provisionally: a notice of statutory days alone takes its place.
  if (year > 2035) return { what: 'provisionalYear', year };
  const counted = openCalendar({ notices: [], provisionalYears: [year] });
  const all = Array.from({ length: 365 }, (_, n) => addDays(`${year}-01-01`, n));
  const daysOff = all.filter((day) => counted.kindOf(day) === 'legalHoliday');
  return { what: 'notice', notice: { notice: `${year}-1`, year, daysOff, makeUpWorkingDays: [] } };
}

/** What has to be brought to open a case. */
export const evidenceToOpen = (process: string): unknown =>
  processOf(process).opening.needs === 'opening' ? { kind: 'first' } : undefined;
