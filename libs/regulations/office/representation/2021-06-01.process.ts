/**
 * How an account comes to act for an institution: its holder claims to, an officer checks the licence or the letter
 * of authorisation. It concerns the authority, so that nobody learns from it who is registered; it is about the institution
 * claimed, so that nobody with an interest in that one handles it. No article that we
 * have read regulates the check; every step is office practice.
 */
import { practice } from '../../instruments.js';
import { lawWith } from '../../vocabulary.js';
import { labels } from './2021-06-01.labels.js';
import { assigns, guards, openedFile } from './2021-06-01.rules.js';

const law = lawWith(guards, assigns);

const withdraw = {
  description: 'The claimant takes the claim back.',
  meta: { by: ['claimant'], under: practice('acting-for'), needs: 'statedReason' },
  target: 'withdrawn',
} as const;

/** It hands an institution's affairs to somebody, and so is confirmed like a decision. */
const confirmation = {
  by: ['intakeOfficer'],
  under: practice('acting-for'),
  needs: 'representationConfirmation',
  decides: ['claimant', 'capacity', 'creditCode', 'entry'],
} as const;

const machine = law.createMachine({
  id: 'representation',
  version: '2021-06-01',
  description: 'A person claims to act for an institution, as its legal representative or as an agent.',
  initial: 'drafting',
  context: openedFile,
  meta: {
    opening: { by: ['claimant'], under: practice('acting-for'), concerns: 'authority', about: 'creditCode' },
    clocks: {},
  },
  states: {
    drafting: {
      description: 'The claimant writes the claim and hands in what proves it.',
      tags: ['awaiting-applicant'],
      on: {
        submit: {
          description: 'The claim arrives.',
          meta: { by: ['claimant'], under: practice('acting-for'), needs: 'representationClaim' },
          guard: 'theClaimIsProven',
          target: 'submitted',
          actions: 'recordClaim',
        },
        discard: {
          description: 'The draft is thrown away; nothing was ever received.',
          meta: { by: ['claimant'], under: practice('drafts') },
          target: 'discarded',
        },
      },
    },

    submitted: {
      description: 'An officer checks person, capacity and proof.',
      tags: ['awaiting-authority'],
      on: {
        confirm: [
          {
            description: 'The claimant acts for the institution, and whoever did so before no longer does.',
            meta: {
              ...confirmation,
              effects: [
                { do: 'actForInstitution', with: { personAt: 'claimant', institutionAt: 'represents' } },
                { do: 'oweStep', with: { caseAt: 'predecessor', step: 'beSucceeded', succeeded: true } },
              ],
            },
            guard: 'theClaimantSucceeds',
            target: 'inForce',
            actions: 'recordConfirmation',
          },
          {
            description: 'The claimant acts for the institution from the next request on.',
            meta: {
              ...confirmation,
              effects: [
                { do: 'actForInstitution', with: { personAt: 'claimant', institutionAt: 'represents' } },
              ],
            },
            guard: 'theClaimIsBorneOut',
            target: 'inForce',
            actions: 'recordConfirmation',
          },
        ],
        requestCorrection: {
          description: 'Everything that is missing or wrong is told at once, once.',
          meta: { by: ['intakeOfficer'], under: practice('acting-for'), needs: 'correctionRequest' },
          guard: 'noCorrectionWasRequestedYet',
          target: 'awaitingCorrection',
          actions: 'countCorrection',
        },
        refuse: {
          description: 'The claim is not borne out.',
          meta: { by: ['intakeOfficer'], under: practice('acting-for'), needs: 'statedReason' },
          target: 'refused',
        },
        withdraw,
      },
    },

    awaitingCorrection: {
      description: 'The claimant puts the claim right.',
      tags: ['awaiting-applicant'],
      on: {
        correct: {
          description: 'The whole claim once more, as it should be.',
          meta: { by: ['claimant'], under: practice('acting-for'), needs: 'representationClaim' },
          guard: 'theClaimIsProven',
          target: 'submitted',
          actions: 'recordClaim',
        },
        withdraw,
      },
    },

    inForce: {
      description: 'The claimant acts for the institution, until the last day where there is one.',
      tags: ['in-force'],
      on: {
        giveUp: {
          description: 'The claimant no longer acts for the institution.',
          meta: {
            by: ['claimant'],
            under: practice('acting-for'),
            needs: 'statedReason',
            effects: [{ do: 'endActing', with: { personAt: 'claimant', institutionAt: 'represents' } }],
          },
          target: 'givenUp',
          actions: 'recordEnd',
        },
        revoke: {
          description:
            'An officer ends it, with a reason; whom the claimant had invited acts no longer either.',
          meta: {
            by: ['intakeOfficer'],
            under: practice('acting-for'),
            needs: 'representationRevocation',
            decides: ['claimant', 'capacity', 'represents'],
            effects: [
              {
                do: 'endActing',
                with: { personAt: 'claimant', institutionAt: 'represents', invitedAt: 'invited' },
              },
              { do: 'oweStep', with: { caseAt: 'invited', step: 'fallWithTheInviter', revoked: true } },
            ],
          },
          target: 'revoked',
          actions: ['recordEnd', 'recordInvited'],
        },
        // The authorisation itself ended with the successor's confirmation; this writes it into this history.
        beSucceeded: {
          description: 'Somebody else is the legal representative now.',
          meta: { by: ['intakeOfficer'], under: practice('acting-for') },
          guard: 'theSuccessionIsOwed',
          target: 'succeeded',
          actions: 'recordEnd',
        },
      },
    },

    refused: { description: 'The claim was not borne out.', tags: ['terminal'], type: 'final' },
    withdrawn: { description: 'The claimant took the claim back.', tags: ['terminal'], type: 'final' },
    givenUp: { description: 'The claimant gave it up.', tags: ['terminal'], type: 'final' },
    revoked: { description: 'An officer revoked it.', tags: ['terminal'], type: 'final' },
    succeeded: { description: 'A new legal representative took over.', tags: ['terminal'], type: 'final' },
    discarded: { description: 'The draft was thrown away.', tags: ['terminal'], type: 'final' },
  },
});

/** Acting for an institution, edition of 2021-06-01. */
export const representation20210601 = law.process(machine, { labels });
