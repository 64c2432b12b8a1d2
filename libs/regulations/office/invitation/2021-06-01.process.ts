/**
 * How an institution lets somebody act for it who has an account already: its legal representative invites, the
 * person accepts. An agent cannot invite: there is no sub-delegation. No article that we have read regulates it;
 * every step is office practice.
 */
import { practice } from '../../instruments.js';
import { lawWith } from '../../vocabulary.js';
import { labels } from './2021-06-01.labels.js';
import { assigns, guards, openedFile } from './2021-06-01.rules.js';

const law = lawWith(guards, assigns);

const endActing = {
  do: 'endActing',
  with: { personAt: 'invitee', institutionAt: 'institution' },
} as const;

const machine = law.createMachine({
  id: 'invitation',
  version: '2021-06-01',
  description: 'The legal representative of an institution invites a person to act for it as an agent.',
  initial: 'drafting',
  context: openedFile,
  meta: { opening: { by: ['applicant'], under: practice('acting-for') }, clocks: {} },
  states: {
    drafting: {
      description: 'The institution writes the invitation.',
      tags: ['awaiting-applicant'],
      on: {
        invite: {
          description: 'The person is invited, for all steps or some, until a day or without end.',
          meta: { by: ['applicant'], under: practice('acting-for'), needs: 'invitation' },
          guard: 'theInvitationMayBeMade',
          target: 'invited',
          actions: 'recordInvitation',
        },
        discard: {
          description: 'The draft is thrown away.',
          meta: { by: ['applicant'], under: practice('drafts') },
          target: 'discarded',
        },
      },
    },

    invited: {
      description: 'The invited person answers.',
      tags: ['awaiting-applicant'],
      on: {
        accept: {
          description: 'The person acts for the institution from the next request on.',
          meta: {
            by: ['invitee'],
            under: practice('acting-for'),
            needs: 'invitationAcceptance',
            effects: [
              { do: 'actForInstitution', with: { personAt: 'invitee', institutionAt: 'institution' } },
            ],
          },
          guard: 'theInvitationStillStands',
          target: 'inForce',
          actions: 'recordAcceptance',
        },
        decline: {
          description: 'The person does not want to.',
          meta: { by: ['invitee'], under: practice('acting-for') },
          target: 'declined',
        },
        takeBack: {
          description: 'The institution no longer wants it.',
          meta: { by: ['applicant'], under: practice('acting-for'), needs: 'statedReason' },
          guard: 'theInstitutionTakesItBack',
          target: 'takenBack',
        },
      },
    },

    inForce: {
      description: 'The person acts for the institution, until the last day where there is one.',
      tags: ['in-force'],
      on: {
        end: {
          description: 'The institution or the agent ends it.',
          meta: {
            by: ['applicant', 'invitee'],
            under: practice('acting-for'),
            needs: 'statedReason',
            effects: [endActing],
          },
          guard: 'oneOfTheTwoEndsIt',
          target: 'ended',
          actions: 'recordEnd',
        },
        revoke: {
          description: 'An officer ends it, with a reason.',
          meta: {
            by: ['intakeOfficer'],
            under: practice('acting-for'),
            needs: 'statedReason',
            decides: ['invitee', 'institution'],
            effects: [endActing],
          },
          target: 'revoked',
          actions: 'recordEnd',
        },
        // The authorisation itself ended with that of whoever invited; this writes it into this history.
        fallWithTheInviter: {
          description: 'The authorisation of whoever invited was revoked, and this one fell with it.',
          meta: { by: ['intakeOfficer'], under: practice('acting-for') },
          guard: 'theInviterWasRevoked',
          target: 'fallen',
          actions: 'recordEnd',
        },
      },
    },

    declined: { description: 'The person did not want to.', tags: ['terminal'], type: 'final' },
    takenBack: { description: 'The institution took it back.', tags: ['terminal'], type: 'final' },
    ended: { description: 'The institution or the agent ended it.', tags: ['terminal'], type: 'final' },
    revoked: { description: 'An officer revoked it.', tags: ['terminal'], type: 'final' },
    fallen: { description: 'It fell with that of whoever invited.', tags: ['terminal'], type: 'final' },
    discarded: { description: 'The draft was thrown away.', tags: ['terminal'], type: 'final' },
  },
});

/** Invitations, edition of 2021-06-01. */
export const invitation20210601 = law.process(machine, { labels });
