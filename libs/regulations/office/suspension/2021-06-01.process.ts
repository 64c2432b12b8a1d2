/**
 * How a person is kept out at once, and let in again. One administrator of roles suspends: it is urgent, takes something
 * away and gives nobody anything. Two let in again: proposing has the duty of suspending, so that whoever suspended may
 * think better of it, and confirming is the second person's. Two administrators who are not suspended always remain, so
 * that there is always somebody who can. Each of these but the proposal is confirmed like a decision, so that nobody is
 * kept out by a session that was left open. No law regulates it; every step is office practice.
 */
import { practice } from '../../instruments.js';
import { lawWith } from '../../vocabulary.js';
import { labels } from './2021-06-01.labels.js';
import { assigns, guards, openedFile } from './2021-06-01.rules.js';

const law = lawWith(guards, assigns);

const machine = law.createMachine({
  id: 'suspension',
  version: '2021-06-01',
  description: 'An administrator of roles keeps a person out; two let the person in again.',
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
          description: 'From the next request on the person is refused everything; their sessions end.',
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
        discard: {
          description: 'The draft is thrown away.',
          meta: { by: ['administrator'], under: practice('roles') },
          target: 'discarded',
        },
      },
    },

    suspended: {
      description: 'The person is kept out, and counts as nobody.',
      tags: ['in-force'],
      on: {
        proposeReinstatement: {
          description: 'An administrator finds that the person may be let in again.',
          meta: { by: ['administrator'], under: practice('roles'), needs: 'statedReason' },
          guard: 'nobodyActsForThemselves',
          target: 'reinstatementProposed',
        },
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
        declineReinstatement: {
          description: 'The second administrator does not agree; the person stays suspended.',
          meta: {
            by: ['administrator'],
            duty: 'confirmation',
            under: practice('roles'),
            needs: 'statedReason',
            decides: ['person'],
          },
          target: 'suspended',
        },
      },
    },

    reinstated: { description: 'The person was let in again.', tags: ['terminal'], type: 'final' },
    discarded: { description: 'The draft was thrown away.', tags: ['terminal'], type: 'final' },
  },
});

/** Suspending and reinstating a person, edition of 2021-06-01. */
export const suspension20210601 = law.process(machine, { labels });
