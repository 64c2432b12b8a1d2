/**
 * Who is away and who stands in: what lies on the desk of one may be done by the other meanwhile, who needs the role
 * as well. An officer enters it for themselves, a supervisor for anybody. Office practice.
 */
import { practice } from '../../instruments.js';
import { lawWith } from '../../vocabulary.js';
import { labels } from './2021-06-01.labels.js';
import { assigns, guards, openedFile } from './2021-06-01.rules.js';

const law = lawWith(guards, assigns);

const machine = law.createMachine({
  id: 'absence',
  version: '2021-06-01',
  description: 'Somebody of the authority is away, and a colleague of the same duty stands in.',
  initial: 'drafting',
  context: openedFile,
  meta: {
    opening: { by: ['declarant'], under: practice('absence-cover'), concerns: 'authority' },
    clocks: {},
  },
  states: {
    drafting: {
      description: 'It is written who is away, and who stands in.',
      tags: ['awaiting-authority'],
      on: {
        enter: {
          description: 'It holds on the days named, the first and the last of them counted.',
          meta: {
            by: ['declarant'],
            under: practice('absence-cover'),
            needs: 'absenceEntry',
            effects: [{ do: 'enterCover' }],
          },
          guard: 'theColleagueMayStandIn',
          target: 'entered',
          actions: 'recordAbsence',
        },
        discard: {
          description: 'The draft is thrown away.',
          meta: { by: ['declarant'], under: practice('drafts') },
          target: 'discarded',
        },
      },
    },

    entered: {
      description: 'The cover holds on the days named.',
      tags: ['in-force'],
      on: {
        end: {
          description: 'It ends at once; after the last day this only closes the file.',
          meta: {
            by: ['declarant', 'supervisor'],
            duty: 'applying',
            under: practice('absence-cover'),
            effects: [{ do: 'endCover' }],
          },
          target: 'ended',
          actions: 'recordEnd',
        },
      },
    },

    ended: { description: 'The cover has ended.', tags: ['terminal'], type: 'final' },
    discarded: { description: 'The draft was thrown away.', tags: ['terminal'], type: 'final' },
  },
});

/** Absence and its cover, edition of 2021-06-01. */
export const absence20210601 = law.process(machine, { labels });
