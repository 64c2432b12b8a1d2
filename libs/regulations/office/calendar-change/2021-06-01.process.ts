/**
 * How the calendar changes by which an office counts: one administrator of roles proposes a notice, an amendment, a year to
 * be counted in provisionally or a setting, another confirms. Two, because one change moves the dates of many cases. That
 * periods end as the calendar says is Civil Code 203; who loads it no law regulates.
 */
import { endOfPeriods, practice } from '../../instruments.js';
import { lawWith } from '../../vocabulary.js';
import { labels } from './2021-06-01.labels.js';
import { assigns, guards, openedFile } from './2021-06-01.rules.js';

const law = lawWith(guards, assigns);

const machine = law.createMachine({
  id: 'calendarChange',
  version: '2021-06-01',
  description:
    'Two administrators change the calendar by which the office counts; every running clock is drawn again.',
  initial: 'drafting',
  context: openedFile,
  meta: {
    opening: { by: ['administrator'], under: practice('calendar'), concerns: 'authority' },
    clocks: {},
  },
  states: {
    drafting: {
      description: 'An administrator writes the change.',
      tags: ['awaiting-authority'],
      on: {
        propose: {
          description:
            'A change that contradicts itself or does not fit the calendar in force is refused here.',
          meta: { by: ['administrator'], under: practice('calendar'), needs: 'calendarChangeProposal' },
          guard: 'theChangeMayBeProposed',
          target: 'proposed',
          actions: 'recordProposal',
        },
        discard: {
          description: 'The draft is thrown away.',
          meta: { by: ['administrator'], under: practice('calendar') },
          target: 'discarded',
        },
      },
    },

    proposed: {
      description: 'Another administrator looks at what was published, and at the cases that would move.',
      tags: ['awaiting-authority'],
      on: {
        confirmChange: {
          description: 'It counts from this event on; each case whose date moves gets an event that says so.',
          meta: {
            by: ['administrator'],
            duty: 'confirmation',
            under: endOfPeriods,
            needs: 'calendarChangeConfirmation',
            decides: ['what', 'year', 'notice', 'amends', 'daysOff', 'madeUp', 'hour', 'over', 'digest'],
            effects: [{ do: 'changeCalendar' }],
          },
          guard: 'theChangeMayBeConfirmed',
          target: 'inForce',
        },
        decline: {
          description: 'The second administrator does not agree; the calendar stays as it is.',
          meta: {
            by: ['administrator'],
            duty: 'confirmation',
            under: practice('calendar'),
            needs: 'statedReason',
            decides: ['what', 'year', 'digest'],
          },
          target: 'declined',
        },
        takeBack: {
          description: 'Whoever proposed it no longer wants it.',
          meta: { by: ['administrator'], under: practice('calendar'), needs: 'statedReason' },
          guard: 'theProposerTakesItBack',
          target: 'takenBack',
        },
      },
    },

    inForce: { description: 'The calendar is changed.', tags: ['terminal'], type: 'final' },
    declined: { description: 'The second administrator did not agree.', tags: ['terminal'], type: 'final' },
    takenBack: { description: 'The proposer took it back.', tags: ['terminal'], type: 'final' },
    discarded: { description: 'The draft was thrown away.', tags: ['terminal'], type: 'final' },
  },
});

/** Changing the calendar, edition of 2021-06-01. */
export const calendarChange20210601 = law.process(machine, { labels });
