/**
 * How a person is kept out at once, and let in again. One administrator of roles suspends: it is urgent, takes something
 * away and gives nobody anything. Not so another administrator: one alone could keep out all who would stop them, so a
 * second confirms. Two let in again, whoever it was that suspended: it is a case of its own, in which nobody has a duty yet,
 * and a proposal can be taken back, so that two who can act always can. Two administrators who are not suspended always
 * remain, so that there is always somebody who can. What takes effect is confirmed like a decision, so that nobody is
 * kept out by a session that was left open. No law regulates it; every step is office practice.
 */
import { practice } from '../../instruments.js';
import { lawWith } from '../../vocabulary.js';
import { labels } from './2021-06-01.labels.js';
import { assigns, guards, openedFile } from './2021-06-01.rules.js';

const law = lawWith(guards, assigns);

const decline = {
  description: 'The second administrator does not agree; the person stays as they are.',
  meta: {
    by: ['administrator'],
    duty: 'confirmation',
    under: practice('roles'),
    needs: 'statedReason',
    decides: ['change', 'person'],
  },
  guard: 'nobodyActsForThemselves',
  target: 'declined',
} as const;

const takeBack = {
  description: 'Whoever proposed it no longer wants it.',
  meta: { by: ['administrator'], under: practice('roles'), needs: 'statedReason' },
  guard: 'theProposerTakesItBack',
  target: 'takenBack',
} as const;

const machine = law.createMachine({
  id: 'suspension',
  version: '2021-06-01',
  description:
    'An administrator of roles keeps a person out; two keep out one of their own, or let somebody in.',
  initial: 'drafting',
  context: openedFile,
  meta: {
    opening: { by: ['administrator'], under: practice('roles'), concerns: 'authority' },
    clocks: {},
  },
  states: {
    drafting: {
      description: 'An administrator writes whom, and why.',
      tags: ['awaiting-authority'],
      on: {
        suspend: {
          description:
            'From the next request on the person is refused everything; their sessions and keys end.',
          meta: {
            by: ['administrator'],
            under: practice('roles'),
            needs: 'suspensionOrder',
            // Whom, and why, is what is brought.
            decides: [],
            effects: [{ do: 'suspendPerson' }],
          },
          guard: 'thePersonMayBeSuspended',
          target: 'suspended',
          actions: 'recordSuspension',
        },
        proposeSuspension: {
          description:
            'The person administers roles: nothing changes until another administrator has confirmed it.',
          meta: { by: ['administrator'], under: practice('roles'), needs: 'suspensionProposal' },
          guard: 'theSuspensionMayBeProposed',
          target: 'suspensionProposed',
          actions: 'recordProposedSuspension',
        },
        proposeReinstatement: {
          description: 'An administrator finds that a person who is kept out may be let in again.',
          meta: { by: ['administrator'], under: practice('roles'), needs: 'reinstatementProposal' },
          guard: 'theReinstatementMayBeProposed',
          target: 'reinstatementProposed',
          actions: 'recordProposedReinstatement',
        },
        discard: {
          description: 'The draft is thrown away.',
          meta: { by: ['administrator'], under: practice('roles') },
          target: 'discarded',
        },
      },
    },

    suspensionProposed: {
      description: 'The person may do what they could before; another administrator decides.',
      tags: ['awaiting-authority'],
      on: {
        confirmSuspension: {
          description:
            'From the next request on the person is refused everything; their sessions and keys end.',
          meta: {
            by: ['administrator'],
            duty: 'confirmation',
            under: practice('roles'),
            needs: 'suspensionConfirmation',
            decides: ['person'],
            effects: [{ do: 'suspendPerson' }],
          },
          guard: 'theSuspensionMayBeConfirmed',
          target: 'suspended',
          actions: 'recordConfirmedSuspension',
        },
        decline,
        takeBack,
      },
    },

    reinstatementProposed: {
      description: 'The person is still kept out; another administrator decides.',
      tags: ['awaiting-authority'],
      on: {
        confirmReinstatement: {
          description: 'The person may sign in again, with the roles they hold by then.',
          meta: {
            by: ['administrator'],
            duty: 'confirmation',
            under: practice('roles'),
            needs: 'reinstatementConfirmation',
            decides: ['person'],
            effects: [{ do: 'reinstatePerson' }],
          },
          guard: 'theReinstatementMayBeConfirmed',
          target: 'reinstated',
          actions: 'recordReinstatement',
        },
        decline,
        takeBack,
      },
    },

    suspended: {
      description: 'The person is kept out, and counts as nobody.',
      tags: ['terminal'],
      type: 'final',
    },
    reinstated: { description: 'The person was let in again.', tags: ['terminal'], type: 'final' },
    declined: { description: 'The second administrator did not agree.', tags: ['terminal'], type: 'final' },
    takenBack: { description: 'The proposer took it back.', tags: ['terminal'], type: 'final' },
    discarded: { description: 'The draft was thrown away.', tags: ['terminal'], type: 'final' },
  },
});

/** Suspending and reinstating a person, edition of 2021-06-01. */
export const suspension20210601 = law.process(machine, { labels });
