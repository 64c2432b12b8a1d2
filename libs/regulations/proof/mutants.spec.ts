/** The law made wrong by hand, in one thing at a time, and whether the proof says so in words of the trade. */
/* eslint-disable @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-call, @typescript-eslint/no-unsafe-return, @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-explicit-any -- what is spoilt is loosely typed */
import { describe, expect, it } from '@jest/globals';
import { prove, spoilt } from '#process';
import { bindingProvisions, getSamples, processes } from '../index.js';

type Loose = any;
type Spoil = (states: Loose, config: Loose) => void;

const [of2015, of2021, of2023] = ['2015-08-01', '2021-06-01', '2023-12-01'] as const;

/** A step, or the first branch of it. */
const at = (states: Loose, state: string, step: string): Loose => {
  const found = states[state].on[step];
  return Array.isArray(found) ? found[0] : found;
};
const withoutEffect = (states: Loose, state: string, step: string, name: string): void => {
  const { meta } = at(states, state, step);
  meta.effects = meta.effects.filter((effect: Loose) => effect.with?.step !== name && effect.do !== name);
};

/** What is done to the law, in which edition, and what is said of it. */
const qualification: [promise: string, edition: string, spoil: Spoil, said: RegExp][] = [
  [
    'a grant without a conclusion that bears it out',
    of2023,
    (states) => delete at(states, 'awaitingDecision', 'grant').guard,
    /article 11: .*“grant” is to be taken only if the conclusion of the assessment before is "conforming"; here it is taken/,
  ],
  [
    'an applicant who grants',
    of2021,
    (states) => (at(states, 'awaitingDecision', 'grant').meta.by = ['applicant']),
    /“grant” may be taken by the applicant, who is there to apply, assess or oversee and not to decide/,
  ],
  [
    'a team leader who decides',
    of2023,
    (states) => (at(states, 'awaitingDecision', 'refuse').meta.by = ['teamLeader']),
    /“refuse” may be taken by the team leader/,
  ],
  [
    'a certificate straight after the review of the file',
    of2015,
    (states) =>
      Object.assign(at(states, 'materialReview', 'reviewMaterials'), {
        target: 'awaitingCertificate',
        actions: 'recordGrant',
      }),
    /nothing is granted that was not accepted, and either found conforming.*here it is reached without/,
  ],
  [
    'a withdrawal that is no longer possible while a hearing is on',
    of2021,
    (states) => delete states.hearingAskedFor.on.withdraw,
    /until the authority has decided, the applicant may take the application back.*“withdraw” where it is known/,
  ],
  [
    'a withdrawn commitment that leaves the route open',
    of2021,
    (states) => withoutEffect(states, 'decidingOnTheSpot', 'withdrawCommitment', 'closeCommitment'),
    /article 12: .*“withdraw the commitment” is to order .*closeCommitment/,
  ],
  [
    'a grant on a commitment that nobody verifies',
    of2023,
    (states) => {
      const { meta } = at(states, 'awaitingCertificate', 'issueCertificate');
      meta.effects = meta.effects.filter(({ when }: Loose) => when !== 'onCommitment');
    },
    /“issue the certificate” is to order .*commitmentVerification/,
  ],
  [
    'a lane whose follow-up is never opened',
    of2015,
    (states) => {
      const { meta } = at(states, 'awaitingCertificate', 'amendCertificate');
      meta.effects = meta.effects.filter(({ when }: Loose) => when !== 'owes');
    },
    /“amend the certificate” is to order .*because":"lane/,
  ],
  [
    'a renewal of which the certificate hears nothing',
    of2021,
    (states) => delete at(states, 'received', 'accept').meta.effects,
    /“accept” is to order .*beginRenewal/,
  ],
  [
    'a refused renewal of which the certificate hears nothing',
    of2015,
    (states) => withoutEffect(states, 'awaitingDecision', 'refuse', 'endRenewal'),
    /article 38: .*“refuse” is to order .*endRenewal/,
  ],
  [
    'special food and medical devices on a commitment',
    of2023,
    (states) => (at(states, 'drafting', 'commit').guard = 'itIsDecidedOnTheSpot'),
    /testing of special food and of medical devices is never approved on a commitment\. .*only if “scope\.medical” as brought is false/,
  ],
  [
    'a report that concludes mildly though a starred item fails',
    of2023,
    (states) => (at(states, 'onSiteAssessment', 'conclude').guard = 'theDocumentsBearOutConformity'),
    /annex 4: where an item of a starred clause is nonconforming, the whole is nonconforming/,
  ],
  [
    'a second supplement without a supervisor',
    of2021,
    (states) => delete at(states, 'received', 'requestSupplement').guard,
    /a second supplement is requested only after a supervisor said why/,
  ],
  [
    'an officer who says himself why he asks again',
    of2023,
    (states) => (at(states, 'received', 'allowFurtherSupplement').meta.by = ['intakeOfficer']),
    /“.*” whoever takes it is to be \["supervisor"\], and is \["intakeOfficer"\]/,
  ],
  [
    'an acceptance under a ban',
    of2021,
    (states) => delete at(states, 'received', 'accept').guard,
    /nothing is accepted of whoever may not apply again yet/,
  ],
  [
    'false material without a ban',
    of2023,
    (states) => withoutEffect(states, 'received', 'refuseToAccept', 'enterBan'),
    /false material bars another application for a year\. .*is to order .*enterBan/,
  ],
  [
    'a grant while a gap is open',
    of2021,
    (states) => delete at(states, 'decidingOnTheSpot', 'grantOnCommitment').guard,
    /“grant on the commitment” is to be taken only if “gaps” before is 0/,
  ],
  [
    'gaps that are never counted',
    of2015,
    (states) => (at(states, 'received', 'acceptWithGaps').actions = ['recordAcceptance']),
    /After “accept with gaps” it is to be so that “gaps” afterwards is the same as “gaps” as brought/,
  ],
  [
    'a remote assessment on any ground',
    of2023,
    (states) => delete at(states, 'documentAssessment', 'escalate').guard,
    /an assessment is remote for force majeure, several sites.*“.*” is to be taken only if/,
  ],
  [
    'a document review that may lead to rectification',
    of2023,
    (states) => (states.documentAssessment.on.concludeOnDocuments[0].target = 'rectifying'),
    /a document review concludes conforming or nonconforming.*is to lead to “awaiting the decision” here, and leads to “rectifying”/,
  ],
  [
    'an assessment clock that runs on while the applicant rectifies',
    of2021,
    (states) => (states.rectifying.meta.clocks.assessment = 'runs'),
    /delay of the applicant’s own is not counted\. While the case is “rectifying” the clock “technical assessment” is not to run/,
  ],
  [
    'a decision clock that is not held by a hearing',
    of2023,
    (states) => (states.hearingOffered.meta.clocks.decision = 'runs'),
    /the time of a hearing is not counted\. While the case is “the right to a hearing was told” the clock “decision” is not to run/,
  ],
  [
    'the limits of 2021 under the law of 2015',
    of2015,
    (_, { meta }) => (meta.clocks.decision.limit.length = 10),
    /within 20 working days of receiving the conclusion.*The limit of the clock “decision” is to be .*20.*, and is .*10/,
  ],
  [
    'a hearing that an officer hosts who had a part in the case',
    of2021,
    (states) => (at(states, 'hearingDue', 'holdHearing').meta.by = ['assessmentCoordinator']),
    /whoever hosts the hearing has not reviewed the case.*is to be \["hearingHost"\], and is \["assessmentCoordinator"\]/,
  ],
  [
    'a hearing that is announced for the same day',
    of2023,
    (states) => delete at(states, 'hearingAskedFor', 'announceHearing').guard,
    /day and place are told seven days before.*“announce the hearing” is to be taken only if not/,
  ],
  [
    'a renewal that silence does not grant',
    of2015,
    (states) => {
      delete states.awaitingDecision.on.deemGranted;
      delete states.awaitingDecision.meta.clocks.renewal;
    },
    /before the certificate ends, it is deemed granted\. While the case is “awaiting the decision” the clock .* is to run, and does not/,
  ],
  [
    'a promise that is left out of the law',
    of2023,
    (_, { meta }) => meta.promises.clocks.splice(0, 1),
    /There is no clock “intakePromised”/,
  ],
  [
    'a step that rests on another article',
    of2021,
    (states) => (at(states, 'awaitingDecision', 'grantInPart').meta.under.article = '11'),
    /“grant in part” rests on Measures, article 11, and no binding provision says so/,
  ],
];

const others: [promise: string, process: string, edition: string, spoil: Spoil, said: RegExp][] = [
  [
    'a certificate that lives on without an end',
    'certificate',
    of2021,
    (states) => (at(states, 'valid', 'expire').target = 'renewedBySilence'),
    /“.*” is to lead to “expired, to be cancelled” here/,
  ],
  [
    'an annulment for improper means without a ban',
    'certificate',
    of2015,
    (states) => delete at(states, 'valid', 'decideToAnnul').meta.effects,
    /another application is barred for the years the law sets.*is to order .*enterBan/,
  ],
  [
    'a false commitment after which the route stays open',
    'commitmentVerification',
    of2023,
    (states) => withoutEffect(states, 'awaitingDecision', 'annulTheCertificate', 'closeCommitment'),
    /the route is closed to the body.*is to order .*closeCommitment/,
  ],
  [
    'an annulment before the body was heard',
    'commitmentVerification',
    of2021,
    (states) => delete at(states, 'awaitingDecision', 'annulTheItems').guard,
    /nothing is annulled before the body was heard/,
  ],
  [
    'a visit of a lane that is taken for a commitment',
    'commitmentVerification',
    of2023,
    (states) => states.ordered.always.unshift(states.ordered.always.splice(1, 1)[0]),
    /a visit that a lane owes is made by the day.*From “.*” a case goes on by itself to where it is not to go/,
  ],
  [
    'an emergency list that ends on another day',
    'emergencyListing',
    of2021,
    (_, { meta }) => (meta.clocks.listing.until = 'checkBy'),
    /it ends by itself, nothing prolongs it.*The last day of the clock .* is to be "listedUntil", and is "checkBy"/,
  ],
];

function findingsOf(id: string, edition: string, spoil: Spoil): string[] {
  const process = processes.find((one) => one.id === id && one.edition === edition)!;
  const wrong = spoilt(process, (config) => void spoil((config as Loose).states, config));
  // What does not even load is no negative control: the proof has to say it.
  expect(wrong).not.toBeNull();
  const samples = getSamples(process);
  return prove(wrong!, { samples, provisions: bindingProvisions }).findings.map(
    ({ sentence }) => sentence.en,
  );
}

describe('the qualification made wrong is not proved, and it is said why', () => {
  it.each(qualification)('%s', (_, edition, spoil, said) => {
    expect(findingsOf('qualification', edition, spoil).join('\n')).toMatch(said);
  });
});

describe('what follows a grant, made wrong, is not proved, and it is said why', () => {
  it.each(others)('%s', (_, id, edition, spoil, said) => {
    expect(findingsOf(id, edition, spoil).join('\n')).toMatch(said);
  });
});
