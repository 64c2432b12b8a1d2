/**
 * The histories that are recorded of an edition on the day of its publication: between them they rest in every state and take
 * every step. Only for that day; afterwards the record is the truth and this may change.
 */
import { addDays } from '#calendar';
import * as body from './bodies.fixture.js';
import { endingAfter, received, Story, untilState, type Era, type Telling } from './story.fixture.js';
import {
  correctedTable,
  foodTable,
  heldNumber,
  held,
  profileInForce,
  waterTable,
  world,
} from './world.fixture.js';

/** A profile of an emergency in the field of the stories, in force for a hundred days under every edition. */
export const emergencyFrom = (openedOn: string) =>
  profileInForce('emergency-2020', (profile) => {
    profile.from = openedOn;
    profile.until = addDays(openedOn, 100);
    profile.editions = ['2015-08-01', '2021-06-01', '2023-12-01'];
    for (const lane of profile.lanes) {
      lane.until = profile.until;
      lane.applies.fields = ['13'];
    }
  });

/** The world in which the certificate of the laboratory ends so many days after a day. */
export const whereItEnds = (openedOn: string, days: number): Telling['where'] => ({
  heldCertificate: { ...world.heldCertificate, [heldNumber]: held(endingAfter(openedOn, days)) },
});

const renewal = ({ openedOn }: Era, days: number): Telling => ({
  openedOn,
  asked: { kind: 'renewal' },
  where: whereItEnds(openedOn, days),
});

const tales: Record<string, (era: Era) => Story> = {
  'supplement, hold, rectification, grant in part': ({ openedOn }) => {
    const story = received({}, { openedOn }).whereDecisionsAreExtended();
    story.later(1).takes('correctOnTheSpot', body.corrected());
    story.later(1).takes('requestSupplement', body.supplementNotice(2));
    story.later(6).takes('supplement', body.answers([1, 2], { scopeTable: correctedTable }));
    story.later(1).takes('allowFurtherSupplement', body.stated);
    story.takes('requestSupplement', body.supplementNotice());
    story.later(2).takes('supplement', body.answers([1], { scopeTable: waterTable }));
    story.later(1).takes('accept', body.acceptance);
    story.later(2).takes('appointTeam', body.team());
    story.later(1).takes('reviewMaterials', body.hold());
    story.later(5).takes('supplyMaterials', body.answers([1]));
    story.later(1).takes('reviewMaterials', body.goOn);
    const today = addDays(openedOn, 21);
    story.takes('sendVisitNotice', { visit: body.daysFrom(today, 3), schedule: '日程。' });
    const exclusions = body.leavingOut(['1.10']);
    story.later(4).concludes('basicallyConforming', { basically: [42, 12], exclusions });
    story.later(20).takes('submitRectification', body.rectified([1, 2]));
    story.later(4).takes('verify', body.verified({ 1: true, 2: true }));
    story.later(5).takes('extendDecision', body.extension(5));
    story.takes('grantInPart', body.part(['1.10', '1.2']));
    story.later(3).takes('issueCertificate', body.issue);
    return story;
  },
  'silence, overdue rectification, refusal': ({ openedOn }) => {
    const story = received({}, { openedOn });
    story.later(1).takes('correctReceipt', body.correction(addDays(openedOn, -3)));
    story.later(8).takes('lapseIntoAcceptance');
    story.takes('appointTeam', body.team());
    story.takes('reviewMaterials', body.goOn);
    story.takes('sendVisitNotice', { visit: body.daysFrom(openedOn, 10), schedule: '日程。' });
    story.later(2).concludes('basicallyConforming', { basically: [42] });
    story.later(50).takes('lapseIntoNonconformity');
    story.takes('refuse', body.refusal());
    return story;
  },
  'not accepted': ({ openedOn }) => {
    const story = untilState('received', {}, { openedOn });
    story.takes('refuseToAccept', body.nonAcceptance('noPermitNeeded'));
    return story;
  },
  'withdrawn while held': ({ openedOn }) => {
    const story = untilState('awaitingMaterials', {}, { openedOn });
    story.takes('withdraw', body.withdrawal);
    return story;
  },
  discarded: ({ openedOn }) => {
    const story = new Story(openedOn);
    story.takes('discard');
    return story;
  },
  'an extension, remote by its lane, with gaps, broken off after all': ({ openedOn, edition }) => {
    const where = { profile: { here: { ...world.profile.here, profiles: [emergencyFrom(openedOn)] } } };
    const story = received({}, { openedOn, asked: { kind: 'extension' }, where });
    story.takes('acceptWithGaps', body.withGaps('calibration'));
    if (edition >= '2021-06-01') story.takes('listForEmergency', body.stated);
    story.takes('appointTeam', body.inMode('written', 'fewParameters'));
    story.takes('escalate', body.escalation('remote', 'forceMajeure'));
    story.takes('sendVisitNotice', { visit: body.daysFrom(openedOn, 1), schedule: '日程。' });
    story.takes('proposeTermination', body.termination('linkFailed'));
    story.takes('declineToTerminate', body.stated);
    story.takes('supplyGaps', body.answers([1]));
    story.later(1).takes('proposeTermination', body.termination('obstruction'));
    story.takes('agreeToTerminate', body.stated);
    story.takes('refuse', body.refusal());
    return story;
  },
  'an extension, remote, granted': ({ openedOn }) => {
    const where = { profile: { here: { ...world.profile.here, profiles: [emergencyFrom(openedOn)] } } };
    const telling: Telling = {
      openedOn,
      asked: { kind: 'extension' },
      where,
      mode: ['remote', 'forceMajeure'],
    };
    const story = untilState('remoteAssessment', {}, telling).later(8);
    story.concludes('conforming');
    story.later(1).takes('grant', body.whole);
    story.later(1).takes('amendCertificate', body.issue);
    return story;
  },
  'a renewal on documents, deemed granted': (era) => {
    const telling: Telling = { ...renewal(era, 200), mode: ['written', 'cleanCycle'] };
    const story = untilState('documentAssessment', {}, telling).later(20);
    story.concludes('conforming');
    story.on(addDays(era.openedOn, 201)).takes('deemGranted');
    story.later(2).takes('issueCertificate', body.issue);
    return story;
  },
  'a late renewal, as a first application': (era) => {
    const story = received({ substantiveChange: true }, renewal(era, 60));
    story.later(1).takes('accept', body.late('asFirst'));
    story.takes('appointTeam', body.team());
    return story;
  },
  'a change by declaration': ({ openedOn }) => {
    const story = new Story(openedOn, { kind: 'change', changes: ['name'] });
    story.takes('declareChange', body.change(['name']));
    story.later(1).takes('accept', body.acceptance);
    story.later(1).takes('approveChange', {});
    story.takes('amendCertificate', body.issue);
    return story;
  },
  'a change that is filed': ({ openedOn }) => {
    const story = new Story(openedOn, { kind: 'change', changes: ['topManager'] });
    story.takes('declareChange', body.change(['topManager']));
    story.takes('fileChange', body.filed);
    return story;
  },
  'a cancellation': ({ openedOn }) => {
    const story = new Story(openedOn, { kind: 'cancellation' });
    story.takes('giveUp', body.cancellation);
    story.later(1).takes('accept', body.acceptance);
    story.later(1).takes('approveCancellation', body.cancelled);
    return story;
  },
  'a hearing held, then refused': ({ openedOn }) => {
    const story = beforeAHearing(openedOn);
    story.takes('askForHearing', body.hearingRequest);
    story.later(1).takes('announceHearing', body.hearingNotice(addDays(openedOn, 30)));
    story.on(addDays(openedOn, 29)).takes('lapseIntoHearing');
    story.later(1).takes('holdHearing', body.hearingRecord);
    story.takes('refuse', body.refusal('falseMaterial'));
    return story;
  },
  'a hearing done without': ({ openedOn }) => {
    const story = beforeAHearing(openedOn);
    story.takes('declineHearing');
    story.takes('refuse', body.refusal());
    return story;
  },
  'a hearing nobody asked for': ({ openedOn }) => {
    const story = beforeAHearing(openedOn);
    story.later(9).takes('lapseIntoNoHearing');
    return story;
  },
};

/** Under editions that know the way by commitment. */
const byCommitment: Record<string, (era: Era) => Story> = {
  'granted on a commitment': ({ openedOn }) => {
    const food = { scopeTable: foodTable };
    const story = received(food, { openedOn, asked: { kind: 'first', route: 'commitment' } });
    story.takes('accept', body.acceptance);
    story.takes('grantOnCommitment', body.commitmentGrant);
    story.takes('issueCertificate', body.issue);
    return story;
  },
  'a commitment withdrawn': ({ openedOn }) => {
    const story = received({}, { openedOn, asked: { kind: 'first', route: 'commitment' } });
    story.takes('withdrawCommitment', body.withdrawal);
    return story;
  },
};

function beforeAHearing(openedOn: string): Story {
  const story = untilState('onSiteAssessment', {}, { openedOn }).on(addDays(openedOn, 15));
  story.concludes('nonconforming', { not: [21] });
  story.later(1).takes('offerHearing', body.hearingOffer);
  return story;
}

/** Every history of an edition, by its title. */
export const historiesOf = (era: Era): { title: string; story: Story }[] =>
  Object.entries(era.edition < '2021-06-01' ? tales : { ...tales, ...byCommitment }).map(([title, tell]) => ({
    title,
    story: tell(era),
  }));
