/**
 * How the authority's roles are granted and withdrawn: one administrator of roles proposes, another confirms. No law
 * regulates it; every step is office practice. The second person is kept apart from the first by the duty of the
 * step, in the engine and in the database; that nobody does it for themselves is a condition.
 */
import { practice } from '../../instruments.js';
import { lawWith } from '../../vocabulary.js';
import { labels } from './2021-06-01.labels.js';
import { assigns, guards, openedFile } from './2021-06-01.rules.js';

const law = lawWith(guards, assigns);

const decline = {
  description: 'The second administrator does not agree.',
  meta: {
    by: ['administrator'],
    duty: 'confirmation',
    under: practice('roles'),
    needs: 'statedReason',
    decides: ['change', 'person', 'role'],
  },
  target: 'declined',
} as const;

const takeBack = {
  description: 'Whoever proposed it no longer wants it.',
  meta: { by: ['administrator'], under: practice('roles'), needs: 'statedReason' },
  guard: 'theProposerTakesItBack',
  target: 'takenBack',
} as const;

const machine = law.createMachine({
  id: 'roleGrant',
  version: '2021-06-01',
  description:
    'A role of the authority is granted to a person, or withdrawn, by two administrators of roles.',
  initial: 'drafting',
  context: openedFile,
  meta: {
    opening: { by: ['administrator'], under: practice('roles'), concerns: 'authority' },
    clocks: {},
  },
  states: {
    drafting: {
      description: 'An administrator writes the proposal.',
      tags: ['awaiting-authority'],
      on: {
        proposeGrant: {
          description: 'A role is to be granted; for roles that assess, in which fields.',
          meta: { by: ['administrator'], under: practice('roles'), needs: 'roleGrantProposal' },
          guard: 'theGrantMayBeProposed',
          target: 'grantProposed',
          actions: 'recordGrantProposal',
        },
        proposeWithdrawal: {
          description: 'A role is to be withdrawn; the event says which cases would be left to nobody.',
          meta: { by: ['administrator'], under: practice('roles'), needs: 'roleWithdrawalProposal' },
          guard: 'theWithdrawalMayBeProposed',
          target: 'withdrawalProposed',
          actions: 'recordWithdrawalProposal',
        },
        discard: {
          description: 'The draft is thrown away.',
          meta: { by: ['administrator'], under: practice('roles') },
          target: 'discarded',
        },
      },
    },

    grantProposed: {
      description: 'Another administrator decides.',
      tags: ['awaiting-authority'],
      on: {
        confirmGrant: {
          description: 'The role is held from the next request on.',
          meta: {
            by: ['administrator'],
            duty: 'confirmation',
            under: practice('roles'),
            needs: 'roleGrantConfirmation',
            decides: ['person', 'role', 'fields', 'mayLead', 'qualifiedUntil'],
            effects: [{ do: 'grantRole' }],
          },
          guard: 'theGrantMayBeConfirmed',
          target: 'granted',
        },
        decline,
        takeBack,
      },
    },

    withdrawalProposed: {
      description: 'Another administrator decides.',
      tags: ['awaiting-authority'],
      on: {
        confirmWithdrawal: {
          description: 'The role is gone at the next request.',
          meta: {
            by: ['administrator'],
            duty: 'confirmation',
            under: practice('roles'),
            needs: 'roleWithdrawalConfirmation',
            decides: ['person', 'role'],
            effects: [{ do: 'withdrawRole' }],
          },
          guard: 'theWithdrawalMayBeConfirmed',
          target: 'withdrawn',
          actions: 'recordStaffing',
        },
        decline,
        takeBack,
      },
    },

    granted: { description: 'The role was granted.', tags: ['terminal'], type: 'final' },
    withdrawn: { description: 'The role was withdrawn.', tags: ['terminal'], type: 'final' },
    declined: { description: 'The second administrator did not agree.', tags: ['terminal'], type: 'final' },
    takenBack: { description: 'The proposer took it back.', tags: ['terminal'], type: 'final' },
    discarded: { description: 'The draft was thrown away.', tags: ['terminal'], type: 'final' },
  },
});

/** Granting and withdrawing roles, edition of 2021-06-01. */
export const roleGrant20210601 = law.process(machine, { labels });
