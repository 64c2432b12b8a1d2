/** What is brought while a case is assessed: teams and modes, reviews, reports of each kind, rectifications. */
import type { Facts, Sample, StepSamples } from '#process';
import { nothingExcluded } from '../../evidence/facts.js';
import { byCount, sample } from '../sample.js';
import { leftOut } from './applying.js';
import { daysFrom, type Tried } from './days.js';
import { answering, isARenewal, isOnALane, isTheUsualCase, number, oneTo } from './handling.js';

const team = {
  ...{ mode: 'onSite', ground: null, leader: 'person-1', members: ['person-1', 'person-2'] },
  ...{ leaderMayLead: true, notAssessors: 0, recused: {}, otherDuties: {}, drawnAtRandom: true },
  ...{ draw: null, asDrawn: null },
  fields: { toCover: ['13'], uncovered: [], known: true, confirmed: false },
};
const appointed = (chinese: string, english: string, change: Facts = {}): Sample =>
  sample(chinese, english, { ...team, ...change });
const fields = (known: boolean, confirmed: boolean) => ({
  fields: { toCover: ['13'], uncovered: ['13'], known, confirmed },
});
const unsound = [
  appointed('抽取所得', 'as drawn', { draw: 4, asDrawn: true }),
  appointed('未登记领域而经确认', 'fields confirmed by hand', fields(false, true)),
  appointed('仅一人', 'of one person', { members: ['person-1'] }),
  appointed('组长无资格', 'whose leader may not lead', { leaderMayLead: false }),
  appointed('有非评审员', 'with somebody who is no assessor', { notAssessors: 1 }),
  appointed('有人须回避', 'with somebody recused', { recused: { 'person-2': ['employer'] } }),
  appointed('有人兼任他职', 'with somebody of another duty', { otherDuties: { 'person-2': 'intake' } }),
  appointed('领域未覆盖', 'that does not cover the field', fields(true, true)),
  appointed('领域未登记亦未确认', 'whose fields nobody confirmed', fields(false, false)),
  appointed('与抽取不符', 'other than drawn', { draw: 4, asDrawn: false }),
];
/** Sound teams and unsound ones, assessing on site: what a verification needs as well. */
export const teams = [appointed('两人，现场', 'of two persons, on site'), ...unsound];
const inMode = (mode: string, ground: string | null) =>
  appointed(`${mode}：${ground ?? '无理由'}`, `${mode}, ${ground ?? 'without a ground'}`, { mode, ground });
const modes = [
  ...['forceMajeure', 'severalSites', 'fewParameters', 'recheckNotFeasible', null].map((ground) =>
    inMode('remote', ground),
  ),
  ...['fewParameters', 'cleanCycle', 'conditionsUnaffected', null].map((ground) => inMode('written', ground)),
  inMode('onSite', 'forceMajeure'),
];

const findings = {
  sound: { conforming: 50, basicallyConforming: [], nonconforming: [] },
  basically: { conforming: 49, basicallyConforming: [42], nonconforming: [] },
  failing: { conforming: 48, basicallyConforming: [42], nonconforming: [12] },
  starred: { conforming: 49, basicallyConforming: [], nonconforming: [1] },
};

/** What a report found, in the terms of the edition: the verdicts on the items, or how many findings are grave. */
export const foundIn = (report: Tried['report'], what: keyof typeof findings): Facts => {
  const nonconformities = { sound: 0, basically: 1, failing: 2, starred: 1 }[what];
  return report === 'items'
    ? { findings: findings[what], nonconformities }
    : { nonconformities, grave: what === 'starred' ? 1 : 0 };
};

function reports({ today, report: kind }: Tried, more: Facts) {
  const report = {
    ...{ visited: { from: today, to: today }, itemsDigest: 'digest-5', signatories: 1 },
    ...{ conclusion: 'conforming', recheckOnSite: false },
    ...{ exclusions: { ...nothingExcluded, inTheScope: true, remaining: 12 } },
    ...more,
  };
  const concluded = (chinese: string, english: string, what: keyof typeof findings, change: Facts = {}) =>
    sample(chinese, english, { ...report, ...foundIn(kind, what), ...change });
  const few = [
    concluded('符合', 'conforming', 'sound'),
    concluded('基本符合', 'basically conforming', 'basically', { conclusion: 'basicallyConforming' }),
    concluded('不符合', 'nonconforming', 'starred', { conclusion: 'nonconforming' }),
    concluded(
      '带星号条款不符合而称基本符合',
      'basically conforming, though a starred item fails',
      'starred',
      {
        conclusion: 'basicallyConforming',
      },
    ),
  ];
  const all = [
    ...few,
    concluded('符合，排除一项', 'conforming, one item left out', 'sound', { exclusions: leftOut }),
    concluded(
      '基本符合，两项，须现场复核',
      'basically conforming, two findings, to be seen on site',
      'failing',
      {
        ...{ conclusion: 'basicallyConforming', recheckOnSite: true },
      },
    ),
    concluded('不符合，排除一项', 'nonconforming without a starred item, one left out', 'failing', {
      ...{ conclusion: 'nonconforming', exclusions: leftOut },
    }),
    concluded('有待整改而称符合', 'conforming, though something is to be rectified', 'basically'),
    concluded('带星号条款不符合而称符合', 'conforming, though a starred item fails', 'starred'),
    concluded('全部符合而称基本符合', 'basically conforming, with nothing to rectify', 'sound', {
      conclusion: 'basicallyConforming',
    }),
    concluded('全部符合而称不符合', 'nonconforming, with nothing that fails', 'sound', {
      conclusion: 'nonconforming',
    }),
    concluded('评审未结束', 'before the visit is over', 'sound', {
      visited: { from: today, to: daysFrom(today, 1) },
    }),
    concluded('早于通知之日', 'of a visit before its notice', 'sound', {
      visited: { from: daysFrom(today, -1), to: today },
    }),
    concluded('排除范围外项目', 'an item outside the scope left out', 'sound', {
      exclusions: { ...leftOut, inTheScope: false },
    }),
  ];
  return { few, all };
}

export function assessingIn(tried: Tried): Record<string, StepSamples> {
  const { today } = tried;
  const onSite = reports(tried, {});
  const remotely = reports(tried, { archive: { count: 1, digest: 'digest-8' } });
  const few = [teams[0]!, ...modes];
  const all = [...teams, ...modes];
  const onDocuments = (chinese: string, english: string, change: Facts) =>
    sample(chinese, english, {
      ...{ conclusion: 'conforming', signatories: 1 },
      ...{ exclusions: { ...nothingExcluded, inTheScope: true, remaining: 12 }, ...change },
    });
  const goOn = [
    sample('可以评审', 'go on', { finding: 'goOn' }),
    sample('不予评审', 'do not go on', { finding: 'doNotGoOn' }),
    sample('无审查结果', 'without a finding', {}),
  ];
  const hold = sample('暂缓', 'hold', { finding: 'hold', asked: 1 });
  const holdForTwo = sample('暂缓，两项', 'hold for two points', { finding: 'hold', asked: 2 });
  const terminations = ['obstruction', 'linkFailed', 'weather'].map((ground) =>
    sample(`情形：${ground}`, `on the ground ${ground}`, { ground }),
  );
  const rectifying = byCount((count) => [
    sample('全部整改', 'all rectified', { answered: oneTo(count) }),
    sample('少一项', 'one is missing', { answered: oneTo(count - 1) }),
  ]);
  const seen = (how: boolean) => ({ seenOnSite: how, seenAgain: how });
  const verifying = byCount((count) => [
    sample('全部到位，经现场复核', 'all closed, seen on site', {
      ...{ judged: oneTo(count), notClosed: [], ...seen(true) },
    }),
    sample('全部到位', 'all closed', { judged: oneTo(count), notClosed: [], ...seen(false) }),
    sample('一项未到位', 'one stays open', { judged: oneTo(count), notClosed: [1], ...seen(false) }),
    sample('漏判一项', 'one not judged', { judged: oneTo(count - 1), notClosed: [], ...seen(true) }),
    sample('漏判且未到位', 'one not judged, one open', {
      ...{ judged: oneTo(count - 1), notClosed: [1], ...seen(true) },
    }),
  ]);
  const isTriedWhole = (context: Facts) => isTheUsualCase(context) || isARenewal(context);
  return {
    appointTeam: (context) => (isTheUsualCase(context) ? all : few),
    reviewMaterials: (context) => {
      if (isTheUsualCase(context)) return [...goOn, hold, holdForTwo];
      return isARenewal(context) || number(context.gaps) > 0 ? [...goOn, hold] : goOn;
    },
    supplyMaterials: ({ asked }) => answering(number(asked)),
    sendVisitNotice: [
      sample('当日起', 'from today', { visit: { from: today, to: today } }),
      sample('昨日起', 'from yesterday', { visit: { from: daysFrom(today, -1), to: today } }),
    ],
    conclude: (context) => (isTheUsualCase(context) ? onSite.all : onSite.few),
    concludeRemotely: (context) =>
      isTheUsualCase(context) || isOnALane(context) ? remotely.all : remotely.few,
    concludeOnDocuments: [
      onDocuments('符合', 'conforming', {}),
      onDocuments('符合，排除一项', 'conforming, one item left out', { exclusions: leftOut }),
      onDocuments('不符合', 'nonconforming', { conclusion: 'nonconforming' }),
      onDocuments('基本符合', 'basically conforming', { conclusion: 'basicallyConforming' }),
      onDocuments('排除范围外项目', 'an item outside the scope left out', {
        exclusions: { ...leftOut, inTheScope: false },
      }),
    ],
    escalate: [
      sample('改为现场', 'to a visit', { mode: 'onSite', ground: null, risk: 'high' }),
      sample('改为远程', 'to a remote assessment', { mode: 'remote', ground: 'forceMajeure', risk: 'low' }),
      sample('改为远程而无理由', 'to a remote one without a ground', { mode: 'remote', ground: null }),
      sample('无法及时复核', 'to a remote one, as no check is feasible', {
        ...{ mode: 'remote', ground: 'recheckNotFeasible' },
      }),
    ],
    proposeTermination: (context) => (isTriedWhole(context) || isOnALane(context) ? terminations : []),
    submitRectification: ({ nonconformities }) => rectifying(number(nonconformities)),
    verify: ({ nonconformities }) => verifying(number(nonconformities)),
  };
}
