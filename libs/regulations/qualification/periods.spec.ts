import { describe, expect, it } from '@jest/globals';
import {
  answers,
  correction,
  extension,
  form,
  goOn,
  hold,
  orders,
  report,
  Story,
  supplementNotice,
  team,
  untilState,
  visit,
  whole,
} from './story.fixture.js';
import { theDayOfReceiptMayBeCorrected, theDecisionMayBeExtended } from './periods.js';

/** The parts of guards that some test below has seen refusing. */
const seen = new Set<string>();
const refused = (story: Story, step: string, body?: unknown): string[] => {
  const names = story.isRefused(step, body);
  names.forEach((name) => seen.add(name));
  return names;
};
const taken = (story: Story, step: string, body?: unknown) => story.tries(step, body).taken;

describe('the periods of the law', () => {
  it('counts the five days from the day on which the application really came, where another was recorded', () => {
    const story = new Story('2025-09-09');
    story.takes('submit', form());
    const corrected = story.on('2025-09-10').takes('correctReceipt', correction('2025-09-03'));
    expect([story.state, ...orders(corrected)]).toEqual(['received', 'supersede intake 2025-09-10']);
    expect(corrected.clocks).toMatchObject([{ anchor: '2025-09-03', lapsesInto: 'lapseIntoAcceptance' }]);
    expect(story.remembers.receivedOn).toBe('2025-09-03');
    story.on('2025-09-11').takes('lapseIntoAcceptance');
    expect(story.remembers).toMatchObject({ acceptedOn: '2025-09-03', acceptedBySilence: true });
  });

  it('is not put off by naming a day on which it had long been recorded, however often', () => {
    const story = new Story('2025-09-09');
    story.takes('submit', form());
    story.on('2025-09-12');
    for (const late of ['2025-09-10', '2025-09-12'])
      expect(refused(story, 'correctReceipt', correction(late))).toEqual(['itCameNoLaterThanItWasRecorded']);
    story.takes('correctReceipt', correction('2025-09-05'));
    // The month is counted from the record, not from the day put right before.
    expect(refused(story, 'correctReceipt', correction('2025-08-08'))).toEqual(['theDayIsOfTheMonthBefore']);
    expect(taken(story, 'correctReceipt', correction('2025-09-09'))).toBe(true);
  });

  it('extends the decision once, where the office says that it does, and tells by how much', () => {
    const story = untilState('awaitingDecision').on('2025-09-25');
    expect(story.isRefused('extendDecision', extension())).toEqual(['theOfficeExtendsDecisions']);
    const extended = story.whereDecisionsAreExtended().takes('extendDecision', extension(10));
    expect([story.state, ...orders(extended)]).toEqual(['awaitingDecision', 'extend decision 2025-09-25']);
    expect(extended.clocks).toMatchObject([{ extension: { length: 10, most: 10 } }]);
    expect(extended.rule).toMatchObject({
      by: ['headOfAuthority'],
      duty: 'confirmation',
      under: { instrument: 'licensing-law', article: '42' },
    });
    expect(story.remembers.decisionExtendedBy).toBe(10);
    expect(story.isRefused('extendDecision', extension(1))).toEqual(['theDecisionWasNotExtendedBefore']);
    expect(orders(story.on('2025-10-20').takes('grant', whole))).toEqual([
      'stop decision 2025-10-20',
      'start certificate 2025-10-20',
    ]);
  });

  it('leads one case through a suspension, a new beginning, a silence, a hold and an extension', () => {
    const story = new Story('2025-09-01').whereDecisionsAreExtended();
    story.takes('submit', form());
    const told = [
      story.on('2025-09-03').takes('requestSupplement', supplementNotice()),
      story.on('2025-09-08').takes('supplement', answers([1])),
      story.on('2025-09-16').takes('lapseIntoAcceptance'),
      story.on('2025-09-17').takes('appointTeam', team()),
      story.on('2025-09-18').takes('reviewMaterials', hold()),
      story.on('2025-09-22').takes('supplyMaterials', answers([1])),
      story.on('2025-09-23').takes('reviewMaterials', goOn),
      story.on('2025-09-24').takes('sendVisitNotice', visit('2025-09-25', '2025-09-26')),
      story
        .on('2025-09-26')
        .takes('conclude', report('conforming', { visited: visit('2025-09-25', '2025-09-26').visit })),
      story.on('2025-10-14').takes('extendDecision', extension(10)),
    ];
    expect(told.flatMap(orders)).toEqual([
      ...['suspend intake 2025-09-03', 'interrupt intake 2025-09-08', 'expire intake 2025-09-16'],
      ...['start assessment 2025-09-08', 'start materialReview 2025-09-17'],
      ...['suspend assessment 2025-09-18', 'stop materialReview 2025-09-18'],
      ...['resume assessment 2025-09-22', 'start materialReview 2025-09-22'],
      'stop materialReview 2025-09-23',
      ...['stop assessment 2025-09-26', 'start decision 2025-09-26', 'extend decision 2025-10-14'],
    ]);
  });
});

describe('the day of receipt', () => {
  const received = () => {
    const story = new Story('2025-09-09');
    story.takes('submit', form());
    return story;
  };
  const to = (story: Story, day: string) => refused(story, 'correctReceipt', correction(day));

  it('is corrected to another day only', () => {
    expect(to(received(), '2025-09-09')).toEqual(['theDayIsAnother']);
    expect(taken(received(), 'correctReceipt', correction('2025-09-08'))).toBe(true);
  });

  it('is corrected to no day that is more than a month before the one recorded', () => {
    expect(to(received(), '2025-08-08')).toEqual(['theDayIsOfTheMonthBefore']);
    expect(taken(received(), 'correctReceipt', correction('2025-08-09'))).toBe(true);
  });

  it('of a supplement is not corrected to a day before it was asked for', () => {
    const story = received();
    story.on('2025-09-11').takes('requestSupplement', supplementNotice());
    story.on('2025-09-17').takes('supplement', answers([1]));
    expect(to(story, '2025-09-10')).toEqual(['theSupplementCameAfterItWasAsked']);
    expect(taken(story, 'correctReceipt', correction('2025-09-11'))).toBe(true);
  });

  it('is corrected before the application is accepted, and by no word without a day and a reason', () => {
    const accepted = untilState('formingTheTeam');
    expect(accepted.isRefused('correctReceipt', correction('2025-08-29'))).toEqual(['notPossibleNow']);
    expect(() => received().tries('correctReceipt', { receivedOn: '2025-09-08' })).toThrow('reason');
    expect(() => received().tries('correctReceipt', { reason: '有误。' })).toThrow('receivedOn');
  });
});

describe('the period of the decision', () => {
  const deciding = () => untilState('awaitingDecision').on('2025-09-18');

  it('is not extended where the office has not said that it extends decisions', () => {
    expect(refused(deciding(), 'extendDecision', extension())).toEqual(['theOfficeExtendsDecisions']);
  });

  it('is extended once', () => {
    const story = deciding().whereDecisionsAreExtended();
    story.takes('extendDecision', extension(3));
    expect(refused(story, 'extendDecision', extension(3))).toEqual(['theDecisionWasNotExtendedBefore']);
  });

  it('is not extended without reasons, nor without telling the applicant', () => {
    const story = deciding().whereDecisionsAreExtended();
    const { reasons: _, ...unreasoned } = extension();
    expect(() => story.tries('extendDecision', unreasoned)).toThrow('reasons');
    expect(() => story.tries('extendDecision', { ...extension(), applicantTold: false })).toThrow(
      'applicantTold',
    );
    for (const workingDays of [0, -1, 0.5, '10'])
      expect(() => story.tries('extendDecision', { ...extension(), workingDays })).toThrow('workingDays');
  });
});

describe('the conditions of both', () => {
  it('have each been seen refusing', () => {
    const { parts: ofReceipt } = theDayOfReceiptMayBeCorrected;
    const { parts: ofExtension } = theDecisionMayBeExtended;
    expect([...seen].sort()).toEqual(Object.keys({ ...ofReceipt, ...ofExtension }).sort());
  });
});
