/** What people do in the stories, in the third person: each verb is a step, and brings what the step needs. */
import type { Verdict } from '#regulations';
import * as body from './bodies.js';
import type { PersonName } from './people.js';
import type { TableName } from './tables.js';
import { Deed, type Body } from './lines.js';

/** What is asked for when a case is opened. */
export interface Opening {
  kind: 'first' | 'extension' | 'renewal' | 'change' | 'cancellation';
  route?: 'commitment';
  changes?: readonly string[];
}

export type Deeds = ReturnType<typeof deeds>;

/** Everything that somebody may try. */
export const deeds = (who: PersonName) => {
  const takes = (step: string, evidence: Body | null = null): Deed => new Deed(who, step, evidence);
  const says = (step: string, evidence: unknown): Deed => takes(step, () => evidence);
  return {
    /** Opens a case, to which the story refers by the name given. */
    opens: (name: string, asked: Opening) => new Deed(who, 'open', () => asked, name),

    // The applicant.
    submits: (asked: body.Asked = {}) => takes('submit', (papers) => body.form(asked, papers)),
    commits: (asked: body.Asked = {}) => takes('commit', (papers) => body.commitment(asked, papers)),
    declares: (changes: readonly string[], declared: body.Declared = {}) =>
      takes('declareChange', (papers) => body.change(changes, declared, papers)),
    givesUp: (certificate = 'the certificate') =>
      takes('giveUp', (papers) => ({
        ...{ certificateNumber: papers.numberOf(certificate), reason: '不再开展检验检测。' },
        ...{ notUnderInvestigation: true, handsIn: true },
      })),
    supplements: (to: readonly number[], table?: TableName) =>
      takes('supplement', (papers) => body.answers(to, papers, table)),
    supplies: (to: readonly number[]) => takes('supplyMaterials', (papers) => body.answers(to, papers)),
    closesTheGaps: (to: readonly number[] = [1]) => takes('supplyGaps', (papers) => body.answers(to, papers)),
    rectifies: (count: number) => takes('submitRectification', (papers) => body.rectification(count, papers)),
    withdraws: () => says('withdraw', { reason: '另行申请。' }),
    withdrawsTheCommitment: () => says('withdrawCommitment', { reason: '另行申请。' }),
    asksForTheHearing: () => says('askForHearing', { statement: '申请听证。' }),
    doesWithoutTheHearing: () => takes('declineHearing'),
    statesItsView: () => says('stateItsView', { statement: '设备已送检。', documents: [] }),

    // The intake.
    accepts: (late?: 'asRenewal' | 'asFirst') =>
      says('accept', {
        ...{ complete: true, assessmentTimeTold: true },
        ...(late === undefined ? {} : { lateRenewal: { as: late, reasons: '理由如下。' } }),
      }),
    acceptsWithGaps: (...requirements: string[]) =>
      says('acceptWithGaps', {
        gaps: requirements.map((requirement) => ({ requirement, missing: '正在办理。' })),
        assessmentTimeTold: true,
      }),
    doesNotAccept: (ground: string) =>
      says('refuseToAccept', {
        ...{ ground, reasons: '理由如下。' },
        ...(ground === 'wrongAuthority' ? { rightAuthority: '国家市场监督管理总局' } : {}),
      }),
    requestsASupplement: (count = 1) =>
      says('requestSupplement', { points: body.points(count), everythingTold: true }),
    saysWhyASecondIsNeeded: () => says('allowFurtherSupplement', body.stated),
    correctsOnTheSpot: () =>
      says('correctOnTheSpot', {
        corrected: [{ where: '邮政编码', was: '40112', is: '401120' }],
        byTheApplicant: true,
      }),
    correctsTheDayOfReceipt: (receivedOn: string) =>
      says('correctReceipt', { receivedOn, reason: '纸质材料先到，后录入系统。' }),
    filesTheChange: () => says('fileChange', { noted: true }),

    // The assessment.
    appointsATeam: (team: body.Team = {}) => takes('appointTeam', (papers) => body.team(team, papers)),
    findsTheMaterialsInOrder: () => says('reviewMaterials', { finding: 'goOn', opinion: '可以评审。' }),
    holdsForMaterials: (count = 1) =>
      says('reviewMaterials', { finding: 'hold', opinion: '需补充。', points: body.points(count) }),
    announcesTheVisit: (from: string, to = from) =>
      says('sendVisitNotice', { visit: { from, to }, schedule: '日程。' }),
    concludes: (conclusion: Verdict, found: body.Found = {}) =>
      takes('conclude', (papers) => body.report(conclusion, found, papers)),
    concludesRemotely: (conclusion: Verdict, found: body.Found = {}) =>
      takes('concludeRemotely', (papers) => body.remoteReport(conclusion, found, papers)),
    concludesOnDocuments: (conclusion: Verdict, found: body.Found = {}) =>
      takes('concludeOnDocuments', (papers) => body.documentReport(conclusion, found, papers)),
    escalates: (to: 'onSite' | 'remote', ground?: string) =>
      says('escalate', {
        ...{ to, risk: 'high', reasons: '书面材料存疑。' },
        ...(ground === undefined ? {} : { ground }),
      }),
    proposesToBreakOff: (ground: string) => says('proposeTermination', { ground, facts: '经过如下。' }),
    agreesToBreakOff: () => says('agreeToTerminate', body.stated),
    declinesToBreakOff: () => says('declineToTerminate', body.stated),
    verifies: (closed: readonly boolean[], how = 'evidence') =>
      says('verify', body.verification(closed, how)),
    reports: (conclusion: 'true' | 'largelyTrue' | 'false', found: body.Found = {}) =>
      takes('report', (papers) => body.verificationReport(conclusion, found, papers)),

    // The decision.
    grants: () => says('grant', { extent: 'whole' }),
    grantsOnTheCommitment: () => says('grantOnCommitment', { extent: 'whole', twoOriginals: true }),
    grantsWithout: (of: TableName, ...items: string[]) =>
      takes('grantInPart', (papers) => ({
        ...{ extent: 'part', exclusions: body.exclusions(of, items, papers) },
        ...{ reasons: '该项目不具备能力。', remediesTold: body.remediesTold },
      })),
    approvesTheChange: () => says('approveChange', {}),
    approvesTheCancellation: () =>
      says('approveCancellation', { returned: true, notUnderInvestigation: true }),
    refuses: (ground = 'conditionsNotMet') => says('refuse', body.refusal(ground)),
    offersAHearing: () =>
      says('offerHearing', { intends: 'refuse', reasons: '拟不予许可。', rightTold: true }),
    announcesTheHearing: (day: string) =>
      says('announceHearing', { on: day, place: '三楼会议室', public: true }),
    holdsTheHearing: () => says('holdHearing', { record: '听证情况如下。', signedByTheParticipants: true }),
    listsForTheEmergency: () => says('listForEmergency', body.stated),
    issuesTheCertificate: () =>
      says('issueCertificate', { form: 'electronic', checkedAgainstTheDecision: true }),
    amendsTheCertificate: () =>
      says('amendCertificate', { form: 'electronic', checkedAgainstTheDecision: true }),

    // What comes after.
    annulsTheCertificate: (publicInterest = 'notHarmed') =>
      says('annulTheCertificate', {
        ...{ extent: 'whole', reasons: '盲样考核不合格。', publicInterest, remediesTold: body.remediesTold },
      }),
    annulsItems: (...items: string[]) =>
      says('annulTheItems', {
        ...{ extent: 'items', items: items.map(body.siteAndItem), reasons: '盲样考核不合格。' },
        ...{ publicInterest: 'notHarmed', remediesTold: body.remediesTold },
      }),
    doesNotAnnul: (publicInterest = 'notHarmed') =>
      says('doNotAnnul', { publicInterest, reasons: '核查时设备确已具备。' }),
    endsAsNothingIsLeft: () => says('endAsNothingIsLeft', { reason: '机构已申请注销。' }),
    strikesItOff: () => takes('cancelAfterExpiry'),
    keepsItOnTheList: () => says('keep', { reasons: '所发现的问题已当场改正。' }),
    checks: (finding: 'inOrder' | 'notInOrder') => says('check', { finding, report: '检查情况如下。' }),
  };
};
