/**
 * The verification on site of what was granted on a commitment, for grants from 1 June 2021 on: true, largely true,
 * or false, and what follows. A lane that lets the visit come later owes it in the same way, without a commitment.
 *
 * That it is done within three months, promptly for first applications and mandatory standards, is reported of the trial
 * measure on commitments, whose text we have not read: the articles of the measures on them stand here.
 */
import { cmaMeasures, licensingLaw, practice } from '../instruments.js';
import { lawWith } from '../vocabulary.js';
import { assigns, guards, openedFile } from './2021-06-01.rules.js';
import { labels } from './labels.js';

const law = lawWith(guards, assigns);

/** What the decision on a proposal to annul is taken on. */
const decides = ['certificateNumber', 'conclusion', 'itemsDigest', 'rectificationOverdue', 'statedOn'];

/** What follows from a false commitment beside the annulment itself. */
const followingFromFalsity = [
  { do: 'closeCommitment', when: 'commitment', with: { extent: 'all' } },
  { do: 'enterBan', when: 'banYears', with: { yearsAt: 'banYears', groundAt: 'ground' } },
] as const;

const endAsNothingIsLeft = {
  description: 'The certificate was cancelled, annulled or replaced meanwhile.',
  meta: { by: ['assessmentCoordinator'], under: cmaMeasures('31'), needs: 'nothingToVerify' },
  guard: 'nothingIsLeftToVerify',
  target: '#commitmentVerification.nothingToVerify',
} as const;

const byTheReport = { by: ['teamLeader'], under: cmaMeasures('12'), needs: 'commitmentFindings' } as const;

/** The visit and what comes before it, under the clocks by which it is due. */
const visitWithin = <const Clocks extends Record<string, 'runs'>>(clocks: Clocks) =>
  ({
    meta: { clocks },
    initial: 'formingTheTeam',
    states: {
      formingTheTeam: {
        description: 'The authority forms the team that will verify.',
        tags: ['awaiting-authority'],
        on: {
          appointTeam: {
            description:
              'Two or more persons who cover the field, one of them to lead, none of them recused.',
            meta: { by: ['assessmentCoordinator'], under: cmaMeasures('24'), needs: 'teamAppointment' },
            guard: 'theTeamIsSoundlyComposed',
            target: 'onSite',
            actions: 'recordTeam',
          },
          endAsNothingIsLeft,
        },
      },
      onSite: {
        description: 'The team verifies on site and concludes.',
        tags: ['awaiting-assessors'],
        on: {
          report: [
            {
              description: 'True: nothing more is to be done.',
              meta: byTheReport,
              guard: 'theReportBearsOutTruth',
              target: '#commitmentVerification.foundTrue',
              actions: 'recordReport',
            },
            {
              description: 'Largely true: the body rectifies.',
              meta: byTheReport,
              guard: 'theReportBearsOutMuch',
              target: '#commitmentVerification.rectifying',
              actions: 'recordReport',
            },
            {
              description: 'Seriously untrue or false: the team proposes to annul.',
              meta: byTheReport,
              guard: 'theReportBearsOutFalsity',
              target: '#commitmentVerification.awaitingDecision',
              actions: ['recordReport', 'recordFalsity'],
            },
          ],
          endAsNothingIsLeft,
        },
      },
    },
  }) as const;

const machine = law.createMachine({
  id: 'commitmentVerification',
  version: '2021-06-01',
  description: 'Verification on site after a grant on a commitment, or as a lane owes it.',
  initial: 'ordered',
  context: openedFile,
  meta: {
    opening: { by: ['anotherCase'], under: cmaMeasures('12') },
    clocks: {
      // The law gives its overrun no outcome; that it is overdue is seen and told.
      verification: {
        limit: { unit: 'months', length: 3 },
        from: 'grantedOn',
        under: cmaMeasures('12'),
        effect: 'statutory',
        words: { 'zh-CN': '现场核查期限', en: 'verification on site' },
      },
      promptVerification: {
        limit: { unit: 'workingDays', length: 10 },
        lengthAt: 'promptDays',
        from: 'grantedOn',
        under: practice('prompt-verification'),
        effect: 'target',
        words: { 'zh-CN': '从速核查目标', en: 'prompt verification' },
      },
      followUp: {
        limit: { unit: 'untilDay', length: 0 },
        until: 'dueOn',
        from: 'today',
        under: practice('follow-up'),
        effect: 'target',
        words: { 'zh-CN': '后续核查目标', en: 'visit that a lane owes' },
      },
      // The procedure on site applies by reference: at most thirty days to rectify.
      rectification: {
        limit: { unit: 'workingDays', length: 30 },
        from: 'today',
        under: cmaMeasures('26'),
        effect: 'statutory',
        words: { 'zh-CN': '整改期限', en: 'rectification' },
      },
      // The criteria of 2023 set it; before, it is what offices aim at.
      verificationOfRectification: {
        limit: { unit: 'workingDays', length: 5 },
        from: 'today',
        under: practice('follow-up'),
        effect: 'target',
        words: { 'zh-CN': '整改验收期限', en: 'verification of the rectification' },
      },
    },
  },
  states: {
    ordered: {
      description: 'By when it is due follows from what was granted.',
      always: [
        {
          description: 'A visit that a lane owes, by its own last day.',
          meta: { under: practice('follow-up') },
          guard: 'theVisitIsOwedByALane',
          target: 'followUp',
        },
        {
          description: 'First applications and mandatory standards are verified promptly.',
          meta: { under: cmaMeasures('12') },
          guard: 'itIsToBeVerifiedPromptly',
          target: 'prompt',
        },
        {
          description: 'All others within three months.',
          meta: { under: cmaMeasures('12') },
          target: 'usual',
        },
      ],
    },
    prompt: visitWithin({ verification: 'runs', promptVerification: 'runs' }),
    usual: visitWithin({ verification: 'runs' }),
    followUp: visitWithin({ followUp: 'runs' }),

    rectifying: {
      description: 'The body puts right what was found.',
      tags: ['awaiting-applicant'],
      meta: { clocks: { rectification: 'runs' } },
      on: {
        submitRectification: {
          description: 'Every nonconformity is answered.',
          meta: { by: ['applicant'], under: cmaMeasures('26'), needs: 'rectificationReport' },
          guard: 'everyNonconformityIsAnswered',
          target: 'verifying',
        },
        lapseIntoFalsity: {
          description: 'Nothing came in time: what was committed is not so.',
          meta: { by: ['clock'], on: 'rectification', under: cmaMeasures('26') },
          target: 'awaitingDecision',
          actions: ['recordOverdueRectification', 'recordFalsity'],
        },
        endAsNothingIsLeft,
      },
    },

    verifying: {
      description: 'The team verifies what was rectified.',
      tags: ['awaiting-assessors'],
      meta: { clocks: { verificationOfRectification: 'runs' } },
      on: {
        verify: [
          {
            description: 'Effective: the verification is over.',
            meta: { by: ['teamLeader'], under: cmaMeasures('26'), needs: 'verificationOpinion' },
            guard: 'everyNonconformityIsClosed',
            target: 'rectified',
          },
          {
            description: 'Not effective: what was committed is not so.',
            meta: { by: ['teamLeader'], under: cmaMeasures('26'), needs: 'verificationOpinion' },
            guard: 'someNonconformityStaysOpen',
            target: 'awaitingDecision',
            actions: 'recordFalsity',
          },
        ],
        endAsNothingIsLeft,
      },
    },

    awaitingDecision: {
      description: 'The authority decides on the proposal to annul, once the body was heard.',
      tags: ['awaiting-authority'],
      on: {
        stateItsView: {
          description: 'The body says what it has to say to that.',
          meta: { by: ['applicant'], under: practice('hearing'), needs: 'bodyStatement' },
          actions: 'recordStatement',
        },
        annulTheCertificate: {
          description: 'Annulled as proposed, with reasons and both remedies.',
          meta: {
            by: ['decisionMaker'],
            under: cmaMeasures('12'),
            needs: 'commitmentAnnulment',
            decides,
            effects: [
              {
                do: 'oweStep',
                when: 'certificate',
                with: { caseAt: 'certificate', step: 'annul', carries: ['ground', 'banYears'] },
              },
              ...followingFromFalsity,
            ],
          },
          guard: 'theCertificateMayBeAnnulled',
          target: 'certificateAnnulled',
          actions: 'recordAnnulment',
        },
        annulTheItems: {
          description: 'Items are annulled, the others stay; with reasons and both remedies.',
          meta: {
            by: ['decisionMaker'],
            under: cmaMeasures('12'),
            needs: 'commitmentItemAnnulment',
            decides,
            effects: [
              {
                do: 'oweStep',
                when: 'certificate',
                with: { caseAt: 'certificate', step: 'annulItems', carries: ['ground', 'annulledItems'] },
              },
              ...followingFromFalsity,
            ],
          },
          guard: 'theItemsMayBeAnnulled',
          target: 'itemsAnnulled',
          actions: 'recordItemAnnulment',
        },
        doNotAnnul: {
          description: 'The proposal is not followed, with reasons; or the public interest bars it.',
          meta: { by: ['decisionMaker'], under: licensingLaw('69'), needs: 'proposalNotFollowed', decides },
          target: 'notAnnulled',
          actions: 'recordDecisionNotToAnnul',
        },
        endAsNothingIsLeft,
      },
    },

    foundTrue: { description: 'What was committed is so.', tags: ['terminal'], type: 'final' },
    rectified: { description: 'Largely so, and put right.', tags: ['terminal'], type: 'final' },
    certificateAnnulled: { description: 'The certificate is annulled.', tags: ['terminal'], type: 'final' },
    itemsAnnulled: { description: 'Items of it are annulled.', tags: ['terminal'], type: 'final' },
    notAnnulled: { description: 'The authority did not annul.', tags: ['terminal'], type: 'final' },
    nothingToVerify: { description: 'The certificate was gone before.', tags: ['terminal'], type: 'final' },
  },
});

/** The verification on site of a commitment, edition of 2021-06-01. */
export const commitmentVerification20210601 = law.process(machine, { labels });
