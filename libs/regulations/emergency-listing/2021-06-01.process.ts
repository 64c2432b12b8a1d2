/**
 * A body on the list of those that may do emergency work for a time (measures 2021, article 23): a list, and no certificate.
 * It has a first and a last day, items, and the number of an order; a check is owed, and nothing prolongs it.
 */
import { cmaMeasures, practice } from '../instruments.js';
import { lawWith } from '../vocabulary.js';
import { labels } from './2021-06-01.labels.js';
import { assigns, guards, openedFile } from './2021-06-01.rules.js';

const law = lawWith(guards, assigns);

/** What is decided on whether the body stays on the list. */
const decides = ['scope', 'order', 'listedUntil', 'finding', 'statedOn'];

const byTheCheck = {
  by: ['assessmentCoordinator'],
  under: practice('follow-up'),
  needs: 'emergencyCheck',
} as const;

const machine = law.createMachine({
  id: 'emergencyListing',
  version: '2021-06-01',
  description: 'A body may do emergency work temporarily, as a published list says.',
  initial: 'listed',
  context: openedFile,
  meta: {
    opening: { by: ['anotherCase'], under: cmaMeasures('23') },
    clocks: {
      listing: {
        limit: { unit: 'untilDay', length: 0 },
        until: 'listedUntil',
        from: 'today',
        under: cmaMeasures('23'),
        effect: 'statutory',
        words: { 'zh-CN': '名单期限', en: 'time on the list' },
      },
      followUp: {
        limit: { unit: 'untilDay', length: 0 },
        until: 'checkBy',
        from: 'today',
        under: practice('follow-up'),
        effect: 'target',
        words: { 'zh-CN': '后续检查目标', en: 'check that is owed' },
      },
    },
  },
  states: {
    listed: {
      initial: 'toBeChecked',
      meta: { clocks: { listing: 'runs' } },
      on: {
        stateItsView: {
          description: 'The body follows its place on the list, and says what it has to say.',
          meta: { by: ['applicant'], under: practice('hearing'), needs: 'bodyStatement' },
          actions: 'recordStatement',
        },
        remove: {
          description: 'Taken off the list before its end, with reasons and both remedies.',
          meta: { by: ['decisionMaker'], under: cmaMeasures('23'), needs: 'emergencyRemoval', decides },
          target: 'removed',
          actions: 'recordRemoval',
        },
        sunset: {
          description: 'Its last day is over; nobody has to end it, and nobody can prolong it.',
          meta: { by: ['clock'], on: 'listing', under: cmaMeasures('23') },
          target: 'ended',
          actions: 'recordEnd',
        },
      },
      states: {
        toBeChecked: {
          description: 'The body does the work; the authority owes a check.',
          tags: ['awaiting-authority'],
          meta: { clocks: { followUp: 'runs' } },
          on: {
            check: [
              {
                description: 'In order.',
                meta: byTheCheck,
                guard: 'theCheckFoundItInOrder',
                target: 'checked',
                actions: 'recordCheck',
              },
              {
                description: 'Not in order: the authority decides whether it stays.',
                meta: byTheCheck,
                guard: 'theCheckFoundItWanting',
                target: 'inDoubt',
                actions: 'recordCheck',
              },
            ],
          },
        },
        inDoubt: {
          description: 'The check found it wanting; it is on the list until the authority decides.',
          tags: ['awaiting-authority'],
          on: {
            keep: {
              description: 'It stays on the list until its last day, with reasons.',
              meta: { by: ['decisionMaker'], under: cmaMeasures('23'), needs: 'emergencyKept', decides },
              target: 'checked',
            },
          },
        },
        checked: { description: 'On the list until its last day.', tags: ['in-force'] },
      },
    },
    ended: { description: 'The list has ended.', tags: ['terminal'], type: 'final' },
    removed: { description: 'Taken off the list.', tags: ['terminal'], type: 'final' },
  },
});

/** A listing for an emergency, edition of 2021-06-01. */
export const emergencyListing20210601 = law.process(machine, { labels });
