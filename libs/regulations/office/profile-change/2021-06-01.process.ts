/**
 * How the profiles change by which an office holds limits sooner: one administrator of roles proposes one, or the end of one,
 * another confirms. Two, because lanes are by rule: who sets the rule sets what every later application is promised. That a
 * delegation or a lane is announced before it is used is the Licensing Law’s (24, 30); who enters it no law regulates.
 */
import { practice } from '../../instruments.js';
import { lawWith } from '../../vocabulary.js';
import { labels } from './2021-06-01.labels.js';
import { assigns, guards, openedFile } from './2021-06-01.rules.js';

const law = lawWith(guards, assigns);

const machine = law.createMachine({
  id: 'profileChange',
  version: '2021-06-01',
  description:
    'Two administrators put a profile in force, or end one; applications submitted from then on go by it.',
  initial: 'drafting',
  context: openedFile,
  meta: {
    opening: { by: ['administrator'], under: practice('profiles'), concerns: 'authority' },
    clocks: {},
  },
  states: {
    drafting: {
      description: 'An administrator writes the change.',
      tags: ['awaiting-authority'],
      on: {
        propose: {
          description:
            'A profile that would lengthen or loosen anything, or does not fit what is in force, is refused here.',
          meta: { by: ['administrator'], under: practice('profiles'), needs: 'profileChangeProposal' },
          guard: 'theChangeMayBeProposed',
          target: 'proposed',
          actions: 'recordProposal',
        },
        discard: {
          description: 'The draft is thrown away.',
          meta: { by: ['administrator'], under: practice('profiles') },
          target: 'discarded',
        },
      },
    },

    proposed: {
      description: 'Another administrator reads the profile against its sources.',
      tags: ['awaiting-authority'],
      on: {
        confirmChange: {
          description:
            'It counts for applications that are submitted after this event; what was promised before stays promised.',
          meta: {
            by: ['administrator'],
            duty: 'confirmation',
            under: practice('profiles'),
            needs: 'profileChangeConfirmation',
            decides: ['what', 'profile', 'hash', 'from', 'until', 'lanes', 'settings', 'digest'],
            effects: [{ do: 'changeProfile' }],
          },
          guard: 'theChangeMayBeConfirmed',
          target: 'inForce',
        },
        decline: {
          description: 'The second administrator does not agree; the profiles stay as they are.',
          meta: {
            by: ['administrator'],
            duty: 'confirmation',
            under: practice('profiles'),
            needs: 'statedReason',
            decides: ['what', 'profile', 'digest'],
          },
          target: 'declined',
        },
        takeBack: {
          description: 'Whoever proposed it no longer wants it.',
          meta: { by: ['administrator'], under: practice('profiles'), needs: 'statedReason' },
          guard: 'theProposerTakesItBack',
          target: 'takenBack',
        },
      },
    },

    inForce: { description: 'The profiles in force are changed.', tags: ['terminal'], type: 'final' },
    declined: { description: 'The second administrator did not agree.', tags: ['terminal'], type: 'final' },
    takenBack: { description: 'The proposer took it back.', tags: ['terminal'], type: 'final' },
    discarded: { description: 'The draft was thrown away.', tags: ['terminal'], type: 'final' },
  },
});

/** Changing the profiles in force, edition of 2021-06-01. */
export const profileChange20210601 = law.process(machine, { labels });
