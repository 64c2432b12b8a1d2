/** What is brought between the receipt of an application and its acceptance. */
import type { Facts, Sample, StepSamples } from '#process';
import { byCount, sample } from '../sample.js';
import { scope } from './applying.js';
import { daysFrom, monthsFrom, type Tried } from './days.js';

export const number = (value: unknown): number => (typeof value === 'number' ? value : 0);
export const oneTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

/**
 * A first application by the general procedure on no lane: in it everything that does not depend on what is applied for is
 * tried in all its ways, and in all others what may depend on it.
 */
export const isTheUsualCase = ({ kind, route, lane, certificate }: Facts): boolean =>
  kind === 'first' && route === 'general' && lane === null && certificate === null;

/** A renewal in whose time the authority has to decide, whose certificate has a case. */
export const isARenewal = ({ kind, route, renews, handling, substantiveChange }: Facts): boolean =>
  kind === 'renewal' &&
  route === 'general' &&
  renews !== null &&
  handling === 'assessment' &&
  substantiveChange === false;

/** A case on a lane that allows another mode. */
export const isOnALane = ({ allows }: Facts): boolean =>
  (((allows as Facts | null)?.modes ?? []) as unknown[]).length > 0;

/** Answers to points that were asked, to some of them, to none, and to one that never was. */
const answers = (asked: number): Sample[] => [
  sample('全部答复', 'everything is answered', { answered: oneTo(asked) }),
  ...(asked > 1 ? [sample('部分答复', 'a part is answered', { answered: [1] })] : []),
  sample('未答复', 'nothing is answered', { answered: [] }),
  sample('答复未要求的事项', 'an answer to what was not asked', { answered: [asked + 1] }),
];
export const answering = byCount(answers);
const corrected = byCount((asked) => [
  ...answers(asked),
  sample('附更正的能力表', 'with a corrected scope table', {
    answered: oneTo(asked),
    scope: { ...scope, table: 'table-2', digest: 'digest-3' },
  }),
]);

const closing = byCount((gaps) => [
  sample('全部补齐', 'every gap is closed', { answered: oneTo(Math.max(1, gaps)) }),
  sample('未补齐', 'a gap is left', { answered: oneTo(gaps - 1) }),
]);

/** What was tolerated at acceptance, where anything was. */
export const gapsClosed: StepSamples = ({ gaps }) => closing(number(gaps));

export function handlingIn({ today }: Tried): Record<string, StepSamples> {
  const record = { banned: null, commitmentClosed: [] };
  const banned = {
    ...record,
    banned: { until: daysFrom(today, 100), ground: 'falseMaterial', years: 1 },
  };
  const accepted = { complete: true, assessmentTimeTold: true, lateRenewal: null, record };
  const usual = [
    sample('予以受理', 'as it is', accepted),
    sample('禁止申请期间', 'under a ban', { ...accepted, record: banned }),
  ];
  const asFirst = sample('按首次办理', 'as a first application', { ...accepted, lateRenewal: 'asFirst' });
  const asRenewal = sample('按延续办理', 'as a renewal', { ...accepted, lateRenewal: 'asRenewal' });
  const afterItsEnd = {
    ...sample('证书期满之后', 'after the certificate’s last day', accepted),
    today: daysFrom(monthsFrom(today, 3), 1),
  };
  const ofRenewals = [...usual, asFirst, asRenewal, afterItsEnd, { ...asRenewal, today: afterItsEnd.today }];
  const ofOthers = [...usual, asFirst];

  const tolerated = { gaps: 1, requirements: ['businessScope'], lateRenewal: null, record };
  const gaps = [
    sample('一项容缺', 'with one gap', tolerated),
    sample('含不可容缺者', 'with one that is not tolerated', {
      ...{ ...tolerated, gaps: 2, requirements: ['businessScope', 'originals'] },
    }),
    sample('未列缺项', 'with no gap', { ...tolerated, gaps: 0, requirements: [] }),
    sample('禁止申请期间', 'with a gap, under a ban', { ...tolerated, record: banned }),
    sample('无须注明而注明', 'with a gap, as a late renewal', { ...tolerated, lateRenewal: 'asFirst' }),
  ];
  const twoGaps = sample('两项容缺', 'with two gaps', {
    ...{ ...tolerated, gaps: 2, requirements: ['businessScope', 'calibration'] },
  });
  const untoleratedGaps = gaps.slice(0, 1);

  const onePoint = sample('一项', 'of one point', { asked: 1, requirements: ['qualityManual'] });
  const twoPoints = sample('两项', 'of two points', { asked: 2, requirements: ['qualityManual'] });
  const later = byCount((asked) => [
    ...corrected(asked),
    { ...sample('一周后', 'a week later', { answered: oneTo(asked) }), today: daysFrom(today, 7) },
  ]);
  const receipts = [
    sample('早一日', 'a day earlier', { receivedOn: daysFrom(today, -1) }),
    sample('早整一个月', 'a month earlier', { receivedOn: monthsFrom(today, -1) }),
    sample('早一个月零一日', 'a month and a day earlier', {
      receivedOn: daysFrom(monthsFrom(today, -1), -1),
    }),
    sample('同日', 'the same day', { receivedOn: today }),
    sample('数日后', 'days later', { receivedOn: daysFrom(today, 4) }),
  ];
  const [aDayEarlier, sameDay] = [receipts[0]!, receipts[3]!];
  const refusals = (record: Facts) =>
    ['noPermitNeeded', 'wrongAuthority', 'falseMaterial', 'incomplete', 'underABan'].map((ground) =>
      sample(
        `理由：${ground}${record.banned === null ? '' : '，禁止申请期间'}`,
        `on the ground ${ground}${record.banned === null ? '' : ', under a ban'}`,
        { ground, record },
      ),
    );
  const grounds = [...refusals(record), refusals(banned).at(-1)!];
  const fewGrounds = grounds.filter(({ evidence }) =>
    ['noPermitNeeded', 'falseMaterial'].includes(evidence?.ground as string),
  );
  // What food changes is the field alone.
  const isTriedWhole = (context: Facts) => isTheUsualCase(context) && context.fieldCode === '13';
  return {
    accept: ({ renewalInTime }) => (renewalInTime === null ? ofOthers : ofRenewals),
    acceptWithGaps: (context) => {
      const { allows, unanswered } = context;
      const tolerates = ((allows as Facts | null)?.tolerates ?? []) as unknown[];
      if (tolerates.length === 0) return untoleratedGaps;
      return unanswered === 0 ? [...gaps, twoGaps] : gaps;
    },
    fileChange: [{ evidence: { record } }],
    correctOnTheSpot: [{ evidence: { corrected: 1 } }],
    requestSupplement: (context) => {
      if (isTriedWhole(context))
        return context.supplementsRequested === 0 ? [onePoint, twoPoints] : [onePoint];
      const { kind, renewalInTime, settings } = context;
      const setByTheOffice = (settings as Facts | null)?.supplementDays !== null;
      return setByTheOffice || kind === 'cancellation' || renewalInTime === false ? [onePoint] : [];
    },
    allowFurtherSupplement: ({ supplementsRequested }) => (number(supplementsRequested) < 2 ? [{}] : []),
    supplement: (context) => (isTriedWhole(context) ? later : answering)(number(context.asked)),
    correctReceipt: (context) =>
      isTriedWhole(context) ? receipts : context.promised === null ? [sameDay] : [aDayEarlier, sameDay],
    refuseToAccept: (context) => (isTriedWhole(context) ? grounds : fewGrounds),
    supplyGaps: gapsClosed,
  };
}
