/**
 * Interests in institutions. Whoever works for the authority declares their own; it keeps them out of that
 * institution's cases from the moment on, and two others lift it. Article 29 of the measures wants people with an
 * interest to withdraw; how it is declared and lifted is our reading. Nor does anybody lift one who has one in the same
 * institution. Declaring, proposing and confirming are three
 * duties kept apart, so that they are three people.
 */
import { cmaMeasures, practice } from '../../instruments.js';
import { lawWith } from '../../vocabulary.js';
import { labels } from './2021-06-01.labels.js';
import { assigns, guards, openedFile } from './2021-06-01.rules.js';

const law = lawWith(guards, assigns);

/** Whose interest it is, in what, and why. */
const decides = ['declarant', 'institution', 'ground', 'until'];

const machine = law.createMachine({
  id: 'interest',
  version: '2021-06-01',
  description: 'Somebody who works for the authority declares an interest in an institution.',
  initial: 'drafting',
  context: openedFile,
  meta: {
    opening: { by: ['declarant'], under: cmaMeasures('29'), concerns: 'authority', about: 'institution' },
    clocks: {},
  },
  states: {
    drafting: {
      description: 'The declaration is written.',
      tags: ['awaiting-authority'],
      on: {
        declare: {
          description: 'It counts from now on.',
          meta: {
            by: ['declarant'],
            under: cmaMeasures('29'),
            needs: 'interestDeclaration',
            effects: [{ do: 'enterInterest' }],
          },
          guard: 'theInterestMayBeDeclared',
          target: 'declared',
          actions: 'recordInterest',
        },
        discard: {
          description: 'The draft is thrown away.',
          meta: { by: ['declarant'], under: practice('drafts') },
          target: 'discarded',
        },
      },
    },

    declared: {
      description: 'Its holder is kept out of the institution’s cases.',
      tags: ['in-force'],
      on: {
        // Whoever proposes decides that there is no interest any more; the second person confirms the decision.
        proposeLifting: {
          description: 'A supervisor finds that the interest is over.',
          meta: {
            by: ['supervisor'],
            duty: 'decision',
            decides,
            under: cmaMeasures('29'),
            needs: 'statedReason',
          },
          target: 'liftingProposed',
        },
      },
    },

    liftingProposed: {
      description: 'It still counts; a second supervisor decides.',
      tags: ['awaiting-authority'],
      on: {
        confirmLifting: {
          description: 'It no longer counts.',
          meta: {
            by: ['supervisor'],
            duty: 'confirmation',
            decides,
            under: cmaMeasures('29'),
            effects: [{ do: 'liftInterest' }],
          },
          target: 'lifted',
          actions: 'recordLifting',
        },
        declineLifting: {
          description: 'The second supervisor does not agree; it goes on counting.',
          meta: {
            by: ['supervisor'],
            duty: 'confirmation',
            decides,
            under: cmaMeasures('29'),
            needs: 'statedReason',
          },
          target: 'declared',
        },
      },
    },

    lifted: { description: 'The interest no longer counts.', tags: ['terminal'], type: 'final' },
    discarded: { description: 'The draft was thrown away.', tags: ['terminal'], type: 'final' },
  },
});

/** Interests in institutions, edition of 2021-06-01. */
export const interest20210601 = law.process(machine, { labels });
