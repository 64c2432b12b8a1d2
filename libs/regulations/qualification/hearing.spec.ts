import { describe, expect, it } from '@jest/globals';
import { addDays } from '#calendar';
import { decisionGuards } from './decision.guards.js';
import { Witness } from './seen.fixture.js';
import {
  eras,
  hearingNotice,
  hearingOffer,
  hearingRecord,
  hearingRequest,
  orders,
  refusal,
  untilState,
  withdrawal,
} from './story.fixture.js';

const witness = new Witness();
const refused = witness.refused.bind(witness);
const taken = witness.taken.bind(witness);

describe.each(eras)('a hearing under $edition', ({ openedOn }) => {
  const day = (n: number) => addDays(openedOn, n);
  const deciding = () => {
    const story = untilState('onSiteAssessment', {}, { openedOn }).on(day(15));
    story.concludes('nonconforming', { not: [21] });
    return story.on(day(16));
  };
  const offered = () => {
    const story = deciding();
    story.takes('offerHearing', hearingOffer);
    return story;
  };
  const askedFor = () => {
    const story = offered();
    story.on(day(18)).takes('askForHearing', hearingRequest);
    return story;
  };

  it('is asked for, announced, held, and stops the days of the decision all the while', () => {
    const story = deciding();
    expect(orders(story.takes('offerHearing', hearingOffer))).toEqual([
      ...[`suspend decision ${day(16)}`, `start hearingRequest ${day(16)}`],
    ]);
    expect(orders(story.on(day(18)).takes('askForHearing', hearingRequest))).toEqual([
      ...[`stop hearingRequest ${day(18)}`, `start hearing ${day(18)}`],
    ]);
    const announced = story.on(day(19)).takes('announceHearing', hearingNotice(day(35)));
    expect(orders(announced)).toEqual([`start hearingNotice ${day(19)}`]);
    expect(announced.clocks).toMatchObject([
      { lapsesInto: 'lapseIntoHearing', rule: { limit: { unit: 'workingDays', length: 7 } } },
    ]);
    expect(story.isRefused('holdHearing', hearingRecord)).toEqual(['notPossibleNow']);
    story.on(day(31)).takes('lapseIntoHearing');
    expect(refused(story.on(day(34)), 'holdHearing', hearingRecord)).toEqual(['theDayOfTheHearingHasCome']);
    expect(taken(story.on(day(35)), 'holdHearing', hearingRecord)).toBe(true);
    const held = story.takes('holdHearing', hearingRecord);
    expect(held.rule).toMatchObject({ by: ['hearingHost'], duty: 'hearing' });
    expect(orders(held)).toEqual([`resume decision ${day(35)}`, `stop hearing ${day(35)}`]);
    expect(story.remembers).toMatchObject({ hearing: 'held', hearingOn: day(35) });
    expect(story.takes('refuse', refusal()).state).toBe('refused');
  });

  it('is done without where the applicant says so, or says nothing in five days', () => {
    const declined = offered();
    expect(orders(declined.on(day(17)).takes('declineHearing'))).toEqual([
      ...[`resume decision ${day(17)}`, `stop hearingRequest ${day(17)}`],
    ]);
    const silent = offered();
    expect(orders(silent.on(day(24)).takes('lapseIntoNoHearing'))).toEqual([
      ...[`resume decision ${day(24)}`, `expire hearingRequest ${day(24)}`],
    ]);
    for (const { remembers, state } of [declined, silent])
      expect([state, remembers.hearing]).toEqual(['awaitingDecision', 'waived']);
  });

  it('is offered once', () => {
    const story = offered();
    story.takes('declineHearing');
    expect(refused(story, 'offerHearing', hearingOffer)).toEqual(['noHearingWasOffered']);
    expect(taken(deciding(), 'offerHearing', hearingOffer)).toBe(true);
  });

  it('is not announced for a day to which no calendar could leave seven working days', () => {
    const story = askedFor();
    for (const n of [17, 18, 19, 25])
      expect(refused(story, 'announceHearing', hearingNotice(day(n)))).toEqual(['theHearingLiesAhead']);
    expect(taken(story, 'announceHearing', hearingNotice(day(26)))).toBe(true);
  });

  it('keeps nobody from taking the application back before the decision', () => {
    const story = askedFor();
    expect(story.tries('withdraw', withdrawal).taken).toBe(true);
    story.takes('announceHearing', hearingNotice(day(35)));
    expect(story.tries('withdraw', withdrawal).taken).toBe(true);
    story.on(day(31)).takes('lapseIntoHearing');
    const withdrawn = story.takes('withdraw', withdrawal);
    expect(withdrawn.clocks.every(({ order }) => order === 'stop')).toBe(true);
  });
});

describe('the guards of hearings', () => {
  it('have each been seen refusing and holding', () => {
    const { noHearingWasOffered, theHearingLiesAhead, theDayOfTheHearingHasCome } = decisionGuards;
    expect(witness.missing({ noHearingWasOffered, theHearingLiesAhead, theDayOfTheHearingHasCome })).toEqual(
      [],
    );
  });
});
