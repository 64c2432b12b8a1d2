/**
 * With what the processes of the office's own affairs are tried. Anna opens and proposes, Berta is another of the same
 * role, Carla is whom it is about. Over 300 lines, because the same people and days are in the samples of all.
 */
import type { Sample, Samples } from '#process';
import { sample, variantsOf, words } from './sample.js';

export const today = '2024-06-03';
export const yesterday = '2024-06-02';
const tomorrow = '2024-06-04';
export const [anna, berta, carla, dora] = ['anna', 'berta', 'carla', 'dora'] as const;

export const opening: readonly Sample[] = [{ world: { institution: 'institution-1', person: anna } }];
/** A reason that each of these people gives. */
export const reasonBy = (...people: string[]): Sample[] =>
  people.map((by) => sample(`由 ${by} 办理`, `by ${by}`, { by, inFull: false }));
/** The same evidence, brought a day later: what lasted until today has passed. */
export const tomorrowAsWell = (samples: readonly Sample[]): Sample[] =>
  samples.flatMap((one) => [
    one,
    {
      ...one,
      today: tomorrow,
      says: words(`${one.says?.['zh-CN'] ?? ''}，次日`, `${one.says?.en ?? ''}, the next day`),
    },
  ]);

const standing = {
  ...{ by: anna, person: carla, role: 'intakeOfficer', grantable: true, held: false, administration: false },
  ...{ suspended: false, clashes: false, administratorsBeside: 0 },
};
const grant = variantsOf({ ...standing, needsAField: false, fields: [], mayLead: false, until: null });
const assessing = { role: 'assessor', needsAField: true, fields: ['13'], mayLead: true };
const held = { ...standing, held: true, unstaffedCases: 0, unstaffed: [] };
const withdrawal = variantsOf(held);
const bySecond = { ...standing, by: berta };
const grantSeconded = variantsOf(bySecond);
const withdrawalSeconded = variantsOf({ ...held, by: berta, evenSo: false });
const administering = { administration: true, role: 'administrator' };

export const roleGrantSamples: Samples = {
  today,
  opening,
  steps: {
    proposeGrant: [
      grant('受理人员', 'intake officer'),
      grant('评审员', 'assessor', assessing),
      grant('评审员，至今日', 'assessor until today', { ...assessing, until: today }),
      grant('评审员，变更领域', 'assessor, of other fields', { ...assessing, held: true }),
      grant('权限管理员', 'administrator', administering),
      grant('本人的', 'their own', { person: anna }),
      grant('不可授予的', 'that cannot be granted', { grantable: false }),
      grant('已持有的', 'that is held', { held: true }),
      grant('与所持角色相冲突的', 'that clashes', { clashes: true }),
      grant('被停用人员任权限管理员', 'administrator, of somebody suspended', {
        ...administering,
        suspended: true,
      }),
      grant('评审员而无领域', 'assessor without a field', { ...assessing, fields: [] }),
      grant('受理人员而有领域', 'intake officer with a field', { fields: ['13'] }),
      grant('资格已过期', 'of a qualification that has passed', { ...assessing, until: yesterday }),
    ],
    proposeWithdrawal: [
      withdrawal('受理人员', 'intake officer'),
      withdrawal('权限管理员', 'administrator', { ...administering, administratorsBeside: 2 }),
      withdrawal('倒数第二名权限管理员', 'second to last administrator', {
        ...administering,
        administratorsBeside: 1,
      }),
      withdrawal('本人的', 'their own', { person: anna }),
      withdrawal('未持有的', 'that is not held', { held: false }),
      withdrawal('非本局的', 'that is not of the office', { grantable: false }),
    ],
    confirmGrant: tomorrowAsWell([
      grantSeconded('受理人员', 'intake officer'),
      grantSeconded('评审员', 'assessor', { role: 'assessor' }),
      grantSeconded('评审员，已持有', 'assessor, held', { role: 'assessor', held: true }),
      grantSeconded('受理人员，已持有', 'intake officer, held', { held: true }),
      grantSeconded('权限管理员', 'administrator', administering),
      grantSeconded('权限管理员，已停用', 'administrator, suspended', { ...administering, suspended: true }),
      grantSeconded('另一人的', 'of somebody else', { person: dora }),
      grantSeconded('由本人复核', 'by the person', { by: carla }),
      grantSeconded('不可再授予', 'that cannot be granted any more', { grantable: false }),
      grantSeconded('与所持角色相冲突', 'that clashes meanwhile', { clashes: true }),
    ]),
    confirmWithdrawal: [
      withdrawalSeconded('受理人员', 'intake officer'),
      withdrawalSeconded('致案件无人办理', 'leaving a case to nobody', { unstaffedCases: 1 }),
      withdrawalSeconded('致案件无人办理而仍撤销', 'leaving a case to nobody, even so', {
        ...{ unstaffedCases: 1, evenSo: true },
      }),
      withdrawalSeconded('权限管理员', 'administrator', { ...administering, administratorsBeside: 2 }),
      withdrawalSeconded('倒数第二名权限管理员', 'second to last administrator', {
        ...{ ...administering, administratorsBeside: 1 },
      }),
      withdrawalSeconded('另一角色', 'of another role', { role: 'assessor' }),
      withdrawalSeconded('另一人的', 'of somebody else', { person: dora }),
      withdrawalSeconded('由本人复核', 'by the person', { by: carla }),
      withdrawalSeconded('已不再持有', 'that is no longer held', { held: false }),
      withdrawalSeconded('非本局的', 'that is not of the office', { grantable: false }),
    ],
    decline: reasonBy(berta),
    takeBack: reasonBy(anna, berta),
  },
};

const person = { by: anna, person: carla, suspended: false, administration: false, administratorsBeside: 2 };
const suspension = variantsOf(person);
const ofAdministrator = variantsOf({ ...person, administration: true });
const suspensionSeconded = variantsOf({ ...person, administration: true, by: berta });
const reinstatement = variantsOf({ by: anna, person: carla, suspended: true, administration: false });
const reinstatementSeconded = variantsOf({
  by: berta,
  person: carla,
  suspended: true,
  administration: false,
});

export const suspensionSamples: Samples = {
  today,
  opening,
  steps: {
    suspend: [
      suspension('他人', 'of somebody'),
      suspension('本人', 'of oneself', { person: anna }),
      suspension('已停用者', 'of somebody suspended', { suspended: true }),
      suspension('权限管理员', 'of an administrator', { administration: true }),
    ],
    proposeSuspension: [
      ofAdministrator('权限管理员', 'of an administrator'),
      ofAdministrator('本人', 'of oneself', { person: anna }),
      ofAdministrator('已停用者', 'of somebody suspended', { suspended: true }),
      ofAdministrator('非权限管理员', 'of somebody else', { administration: false }),
      ofAdministrator('倒数第二名', 'of the second to last', { administratorsBeside: 1 }),
    ],
    confirmSuspension: [
      suspensionSeconded('所提议的人员', 'of the person'),
      suspensionSeconded('由本人复核', 'by the person', { by: carla }),
      suspensionSeconded('另一人', 'of another person', { person: dora }),
      suspensionSeconded('已停用者', 'of somebody suspended', { suspended: true }),
      suspensionSeconded('倒数第二名', 'of the second to last', { administratorsBeside: 1 }),
    ],
    proposeReinstatement: [
      reinstatement('被停用者', 'of somebody suspended'),
      reinstatement('本人', 'of oneself', { person: anna }),
      reinstatement('未停用者', 'of somebody not suspended', { suspended: false }),
    ],
    confirmReinstatement: [
      reinstatementSeconded('所提议的人员', 'of the person'),
      reinstatementSeconded('由本人复核', 'by the person', { by: carla }),
      reinstatementSeconded('另一人', 'of another person', { person: dora }),
      reinstatementSeconded('未停用者', 'of somebody not suspended', { suspended: false }),
    ],
    decline: reasonBy(berta, carla),
    takeBack: reasonBy(anna, berta),
  },
};

const absence = variantsOf({
  ...{ by: anna, supervises: false, absent: anna, cover: berta, from: today, until: today },
  ...{ duties: ['intake'], uncovered: [] },
});

export const absenceSamples: Samples = {
  today,
  opening,
  steps: {
    enter: [
      absence('本人的', 'of oneself'),
      absence('他人的，由科室负责人', 'of another, by a supervisor', { absent: carla, supervises: true }),
      absence('他人的', 'of another', { absent: carla }),
      absence('自己代自己', 'standing in for oneself', { cover: anna }),
      absence('代班人无此职责', 'without the duty', { duties: [], uncovered: ['intake'] }),
      absence('已过', 'that has passed', { until: yesterday }),
    ],
  },
};

const interest = variantsOf({
  ...{ by: anna, official: true, institution: 'institution-1', ground: 'kinship', until: null },
});

export const interestSamples: Samples = {
  today,
  opening,
  steps: {
    declare: [
      interest('无截止日', 'without end'),
      interest('至今日', 'until today', { until: today }),
      interest('已过', 'that has passed', { until: yesterday }),
      interest('非本局人员', 'of somebody outside', { official: false }),
    ],
    proposeLifting: reasonBy(berta),
    declineLifting: reasonBy(dora),
  },
};

const faults = [
  ...['offAndMadeUp', 'statutoryDayMissing', 'yearNotTabled', 'nameTaken', 'yearHasItsNotice'],
  ...['amendsNothingKnown', 'alreadySo'],
];
const hour = { what: 'cutOffHour', hour: 17 };
const notice = {
  notice: '2025-2',
  year: 2025,
  amends: '2025-1',
  daysOff: ['2025-01-01'],
  makeUpWorkingDays: [],
};
const change = variantsOf({
  by: anna,
  faults: [],
  change: hour,
  digest: 'digest-1',
  daysOff: null,
  madeUp: null,
});
const changeSeconded = variantsOf({ by: berta, faults: [], digest: 'digest-1' });

export const calendarChangeSamples: Samples = {
  today,
  opening,
  steps: {
    propose: [
      change('时刻', 'of the hour'),
      change('通知', 'of a notice', { change: { what: 'notice', notice }, daysOff: 1, madeUp: 0 }),
      ...faults.map((fault) => change(`有误：${fault}`, `with the fault ${fault}`, { faults: [fault] })),
    ],
    confirmChange: [
      changeSeconded('另一名', 'by another'),
      changeSeconded('提议人', 'by the proposer', { by: anna }),
      changeSeconded('另一变更', 'of another change', { digest: 'digest-2' }),
      ...faults.map((fault) =>
        changeSeconded(`有误：${fault}`, `with the fault ${fault}`, { faults: [fault] }),
      ),
    ],
    decline: reasonBy(berta),
    takeBack: reasonBy(anna, berta),
  },
};
