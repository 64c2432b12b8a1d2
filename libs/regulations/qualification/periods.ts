/** When a period may be extended or counted from another day. */
import { Temporal } from 'temporal-polyfill';
import type { Guard, GuardPart } from '#process';
import { practice } from '../instruments.js';
import { word, words } from '../office/memory.js';

/** Measured by the day on which the paper was recorded, which no correction moves: none can lead on to the next. */
const ofReceipt = {
  theDayIsAnother: {
    otherwise: words('该日即为现所记录的收件日期。', 'That is the day of receipt as it is recorded.'),
    remedy: words(
      '无须更正；确有不同的，填写实际收到之日。',
      'Nothing is to be corrected; or name the day on which it really arrived.',
    ),
    holds: (context, { evidence }) => word(evidence.receivedOn) !== context.receivedOn,
  },
  itCameNoLaterThanItWasRecorded: {
    otherwise: words(
      '材料不会在登记之后才收到：更正后的收件日期不得晚于登记之日。',
      'What has been recorded had arrived: the right day cannot be after the day of the record.',
    ),
    remedy: words('填写实际收到之日。', 'Name the day on which it really arrived.'),
    holds: (context, { evidence }) => {
      const [right, recorded] = [word(evidence.receivedOn), word(context.recordedOn)];
      return right !== null && recorded !== null && right <= recorded;
    },
  },
  theDayIsOfTheMonthBefore: {
    otherwise: words(
      '更正后的收件日期不得早于登记之日一个月以上。',
      'The right day cannot be more than a month before the day of the record.',
    ),
    remedy: words('核对日期，首先核对年份。', 'Check the day, its year first of all.'),
    under: practice('receipt'),
    holds: (context, { evidence }) => {
      const [right, recorded] = [word(evidence.receivedOn), word(context.recordedOn)];
      if (right === null || recorded === null) return false;
      return right >= Temporal.PlainDate.from(recorded).subtract({ months: 1 }).toString();
    },
  },
  theSupplementCameAfterItWasAsked: {
    otherwise: words(
      '补正材料的收件日期不得早于告知补正之日。',
      'A supplement did not arrive before it was asked for.',
    ),
    remedy: words('填写补正材料实际收到之日。', 'Name the day on which the supplement arrived.'),
    holds: (context, { evidence }) => {
      const [right, asked] = [word(evidence.receivedOn), word(context.supplementRequestedOn)];
      return right !== null && (asked === null || asked <= right);
    },
  },
} as const satisfies Record<string, GuardPart>;

export const theDayOfReceiptMayBeCorrected = {
  says: words(
    '实际收到之日与所记录的不同，不晚于登记之日，不早于其一个月以上，且不早于告知补正之日',
    'it arrived on another day than recorded, no later than it was recorded and no more than a month before, and after what it supplements was asked for',
  ),
  otherwise: words('收件日期不能这样更正。', 'The day of receipt cannot be corrected to that.'),
  reads: 'evidence',
  parts: ofReceipt,
  holds: (context, given) => Object.values<GuardPart>(ofReceipt).every((part) => part.holds(context, given)),
} as const satisfies Guard;

const ofExtension = {
  theOfficeExtendsDecisions: {
    otherwise: words(
      '管理办法未规定延长决定期限，本机关未采用行政许可法第四十二条的延长。',
      'The measures know of no extension of the decision, and this office does not use that of the Licensing Law.',
    ),
    remedy: words(
      '在期限内作出决定；需采用延长的，由本机关先行决定并设置。',
      'Decide within the period; or the office first settles that it extends decisions.',
    ),
    holds: (_, { world }) => world.extensionsAllowed === true,
  },
  theDecisionWasNotExtendedBefore: {
    otherwise: words(
      '决定期限只能延长一次，本案已延长过。',
      'The decision is extended once, and in this case it was.',
    ),
    remedy: words('在已延长的期限内作出决定。', 'Decide within the period as it was extended.'),
    holds: ({ decisionExtendedBy }) => decisionExtendedBy === 0,
  },
} as const satisfies Record<string, GuardPart>;

export const theDecisionMayBeExtended = {
  says: words(
    '本机关采用决定期限的延长，且本案未延长过',
    'the office extends decisions, and this one was not extended before',
  ),
  otherwise: words('决定期限不能延长。', 'The decision cannot be extended.'),
  reads: 'file',
  parts: ofExtension,
  holds: (context, given) =>
    Object.values<GuardPart>(ofExtension).every((part) => part.holds(context, given)),
} as const satisfies Guard;
