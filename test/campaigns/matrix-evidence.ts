import { addDays, openCalendar } from '#calendar';
import { canonicalText, sha256 } from '#ledger';
import { profileHash, profiles, rulesOf, type Profile } from '#regulations';
import { laboratories } from '../office.js';
import { today } from './matrix-days.js';
import { evidenceInMatters, type Brought } from './matrix-matters.js';
import { applications } from './matrix-routes.js';
import { processOf, ruleOf } from './matrix-processes.js';
import type { StandingCase } from './matrix-ways.js';

const claimed = laboratories[2];
const entry = {
  creditCode: claimed.creditCode,
  name: claimed.name,
  legalForm: claimed.legalForm,
  address: claimed.address,
};

/** What has to be brought to a step so that nothing but authority stands in its way. */
export function evidenceFor(standing: StandingCase, step: string, brought: Brought): unknown {
  const { person, cast } = brought;
  const { process, state, document, target } = standing;
  const reason = { reason: '本人申请。' };
  const whom = { person: target, role: step.endsWith('Withdrawal') ? 'supervisor' : 'auditor' };
  const ofTheMatter = evidenceInMatters(standing, step, brought);
  if (ofTheMatter !== undefined) return ofTheMatter;
  switch (`${process}/${step}`) {
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
      return { absent: person, cover: cast.of('assessor'), away: { from: today, to: '2025-09-16' } };
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
    case 'profileChange/propose':
      return { change: { what: 'own', profile: profileOf(standing), from: today, until: null } };
    case 'profileChange/confirmChange':
      return { digest: digestOfProfileChange(profileOf(standing), today), checked: true };
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

/** By way of its text: what another realm makes is no plain object here. */
export const copyOf = <Data>(data: Data): Data => JSON.parse(JSON.stringify(data)) as Data;

/** Another profile for each case, so that all can be put in force. */
const profileIds = new Map<string, string>();
function profileOf({ id }: StandingCase): Profile {
  const name = profileIds.get(id) ?? `own-${profileIds.size}`;
  profileIds.set(id, name);
  return { ...copyOf(profiles[0]!), id: name };
}

/** The digest of a profile that is put in force from a day on, as its case has it. */
export const digestOfProfileChange = (profile: Profile, from: string): string =>
  sha256(
    canonicalText({
      what: 'enter',
      profile: rulesOf(profile),
      hash: profileHash(profile),
      from,
      until: null,
    }),
  ).toString('hex');

/** What has to be brought to open a case. */
export const evidenceToOpen = (process: string, kind: string): unknown =>
  processOf(process).opening.needs === 'opening' ? applications[kind]!.opens : undefined;
