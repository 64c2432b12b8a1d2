import { describe, expect, it } from '@jest/globals';
import { spoilt, type Process } from '#process';
import { findProcess, processes } from '#regulations';
import { stories } from './stories/all.js';
import { storiesUnder, tellPurely } from './stories/tell.js';

/** A process file, as far as it is spoilt here. */
interface File {
  meta: { clocks: Record<string, { limit: { length: number } }> };
  states: Record<string, State>;
}
interface State {
  meta: { clocks: Record<string, 'runs' | 'paused'> };
  on: Record<string, Step>;
  states: Record<string, State>;
}
interface Step {
  meta: {
    by: string[];
    under: object;
    effects: { do: string }[];
    restarts?: string[];
    settlesEdition?: boolean;
  };
  guard?: string;
  target?: string;
  actions?: string | string[];
}

/** The law with one edition of one process made wrong in one thing. */
function lawWith(id: string, edition: string, spoil: (file: File) => void): Process[] {
  const sound = findProcess(id, edition)!;
  const wrong = spoilt(sound, spoil as (config: object) => void);
  if (wrong === null) throw new Error('what was spoilt does not load, and no story is needed to see it');
  return processes.map((one) => (one === sound ? wrong : one));
}

const in2015 = ['qualification', '2015-08-01'] as const;
const in2023 = ['qualification', '2023-12-01'] as const;
const certificate = ['certificate', '2021-06-01'] as const;
const verification = ['commitmentVerification', '2023-12-01'] as const;
const without = (effects: { do: string }[], name: string) => effects.filter((one) => one.do !== name);

/** What is made wrong, in which process, how, and what a story then says in its sentence. */
const wrongs: [string, readonly [string, string], (file: File) => void, string][] = [
  [
    'the intake has six days',
    in2023,
    ({ meta }) => (meta.clocks['intake']!.limit.length = 6),
    'the clocks of “the application”: the story says “intake 2025-09-08”, and it was “intake 2025-09-09”',
  ],
  [
    'the assessment of 2015 has thirty days',
    in2015,
    ({ meta }) => (meta.clocks['assessment']!.limit.length = 30),
    ': the story says “assessment 2021-08-03”, and it was “assessment 2021-07-13”',
  ],
  [
    'a supplement does not begin the five days anew',
    in2023,
    ({ states }) => delete states['awaitingSupplement']!.on['supplement']!.meta.restarts,
    'took “supplement”: the clocks of “the application”: the story says',
  ],
  [
    'silence refuses',
    in2023,
    ({ states }) => (states['received']!.on['lapseIntoAcceptance']!.target = 'notAccepted'),
    'the state of “the application”: the story says “formingTheTeam”, and it was “notAccepted”',
  ],
  [
    'silence accepts as of the day on which it is noticed',
    in2023,
    ({ states }) => (states['received']!.on['lapseIntoAcceptance']!.actions = 'recordAcceptance'),
    ': the story says “assessment 2025-10-17”, and it was “assessment 2025-10-27”',
  ],
  [
    'false material at the intake bars nobody',
    in2023,
    ({ states }) => (states['received']!.on['refuseToAccept']!.meta.effects = []),
    'what it brought about: the story says “bars until 2026-09-01 (falseMaterial)”, and it was “nothing”',
  ],
  [
    'anything is accepted',
    in2023,
    ({ states }) => delete states['received']!.on['accept']!.guard,
    'took “accept”, which led to “formingTheTeam”, where the story says that it is refused (guard-refused: noBanStands)',
  ],
  [
    'intake officers appoint the team',
    in2023,
    ({ states }) => (states['formingTheTeam']!.on['appointTeam']!.meta.by = ['intakeOfficer']),
    'the coordinator took “appointTeam” and was refused (not-permitted: theRoleIsHeld)',
  ],
  [
    'the assessment is not held while something is rectified',
    in2023,
    ({ states }) => (states['rectifying']!.meta.clocks['assessment'] = 'runs'),
    ': the story says “assessment held; rectification 2025-11-10”, and it was “assessment 2025-10-31; rectification 2025-11-10”',
  ],
  [
    'the decision is not held for a hearing',
    in2023,
    ({ states }) => (states['hearingOffered']!.meta.clocks['decision'] = 'runs'),
    ': the story says “decision held; hearingRequest 2025-09-24”, and it was “decision 2025-09-29; hearingRequest 2025-09-24”',
  ],
  [
    'a case accepted under the order of 2021 goes on by that of 2015',
    in2015,
    ({ states }) => delete states['received']!.on['accept']!.meta.settlesEdition,
    ': the story says “assessment 2021-07-14”, and it was “assessment 2021-08-04”',
  ],
  [
    'nothing is owed to the certificate that a renewal replaces',
    in2023,
    ({ states }) => {
      const { meta } = states['awaitingCertificate']!.on['issueCertificate']!;
      meta.effects = without(meta.effects, 'oweStep');
    },
    'owes beReplaced, which leads to replaced”, and it was “issues a certificate; opens certificate”',
  ],
  [
    'a renewal that nobody decided lets the certificate expire',
    certificate,
    ({ states }) => (states['inRenewal']!.on['stayInForce']!.target = 'expired'),
    '“as”: the story says “valid”, and it was “expired”',
  ],
  [
    'a false commitment leaves the way by commitment open',
    verification,
    ({ states }) => {
      const { meta } = states['awaitingDecision']!.on['annulTheCertificate']!;
      meta.effects = without(meta.effects, 'closeCommitment');
    },
    'what it brought about: the story says “closes the way by commitment (all); bars until 2028-09-15 (falseCommitment); owes annul',
  ],
  [
    'a certificate is annulled before the body was heard',
    verification,
    ({ states }) => delete states['awaitingDecision']!.on['annulTheCertificate']!.guard,
    'took “annulTheCertificate”, which led to “certificateAnnulled”, where the story says that it is refused',
  ],
  [
    'what a lane made easier is never visited',
    in2015,
    ({ states }) => {
      for (const branch of states['awaitingCertificate']!.on['amendCertificate'] as unknown as Step[])
        branch.meta.effects = without(branch.meta.effects, 'openCase');
    },
    ': the story says “amends the certificate (extension); opens commitmentVerification; owes amend, which leads to valid”, and it was',
  ],
];

describe('stories told to a law that was made wrong', () => {
  it.each(wrongs)('notice that %s, and say so', (_, [id, edition], spoil, sentence) => {
    const law = lawWith(id, edition, spoil);
    const touched = storiesUnder(findProcess(id, edition)!, stories);
    const told = touched.map((story) => () => tellPurely(story, law));
    const said = told.find((tell) => tell()?.includes(sentence) === true);
    expect(said?.()).toMatch(/^“[^”]+”: on \d{4}-\d\d-\d\d \d\d:\d\d, /);
  });
});
