/**
 * An invented process: the association lends garden plots. It uses every word of the language once. Specs only.
 */
import { association, both, statutes } from './association.fixture.js';
import { decide } from './index.js';
import type { CaseFile, Facts, Given, Labels, Taken } from './index.js';

export const aMonth = { unit: 'months', length: 1 } as const;

/** Lending of garden plots, for applications from 1 April 2021. Stories of invented people, invented statutes. */
export const allotment20210401 = association.createMachine({
  id: 'allotment',
  version: '2021-04-01',
  initial: 'applied',
  context: ({ input }) => ({
    appliedOn: input.given.today,
    memberBefore: input.given.evidence.memberBefore ?? false,
    declined: 0,
    plot: null,
    offeredOn: null,
    lease: null,
    inspector: null,
  }),
  meta: {
    opening: { by: ['gardener'], under: statutes('2'), needs: 'application' },
    clocks: {
      answer: {
        limit: { unit: 'workingDays', length: 10 },
        from: 'appliedOn',
        under: statutes('3.1'),
        effect: 'target',
        words: both('answer', '答复'),
      },
      viewing: {
        limit: aMonth,
        from: 'offeredOn',
        under: statutes('4.2'),
        effect: 'statutory',
        words: both('viewing', '看地'),
      },
      notice: {
        limit: { unit: 'calendarDays', length: 90 },
        from: 'today',
        under: statutes('7'),
        effect: 'statutory',
        words: both('notice period', '通知期'),
      },
    },
  },
  on: {
    withdraw: {
      description: 'The gardener no longer wants a plot.',
      meta: { by: ['gardener'], under: statutes('9') },
      target: '.withdrawn',
    },
  },
  states: {
    applied: {
      description: 'Whoever was a member before need not wait for an answer.',
      always: [
        { guard: 'theGardenerIsKnown', target: 'waiting', meta: { under: statutes('3.2') } },
        { target: 'answering' },
      ],
    },
    answering: {
      tags: ['awaiting-association'],
      meta: { clocks: { answer: 'runs' } },
      on: {
        register: {
          meta: {
            by: ['registrar'],
            under: statutes('3.1'),
            effects: [{ do: 'writeToTheGardener', with: { letter: 'welcome' } }],
          },
          target: 'waiting',
        },
        correctTheDay: {
          meta: { by: ['registrar'], under: statutes('3.1'), needs: 'application', supersedes: ['answer'] },
          actions: 'noteTheDay',
        },
      },
    },
    waiting: {
      tags: ['awaiting-association'],
      on: {
        offer: {
          description: 'The next free plot is offered.',
          meta: { by: ['registrar'], under: statutes('4.1') },
          guard: 'aPlotIsFree',
          actions: 'noteThePlot',
          target: 'offered',
        },
      },
    },
    offered: {
      tags: ['awaiting-gardener'],
      meta: { clocks: { viewing: 'runs' } },
      initial: 'unseen',
      on: {
        release: {
          description: 'Nobody came: the offer is deemed released.',
          meta: { by: ['calendar'], on: 'viewing', under: statutes('4.3') },
          target: 'waiting',
          actions: ['countTheRefusal'],
        },
      },
      states: {
        unseen: {
          on: {
            view: [
              {
                meta: { by: ['gardener', 'registrar'], under: statutes('4.2'), needs: 'viewing' },
                guard: 'theGardenerLikesThePlot',
                target: 'seen',
              },
              {
                meta: {
                  by: ['gardener', 'registrar'],
                  under: statutes('4.2'),
                  needs: 'viewing',
                  effects: [{ do: 'writeToTheGardener' }],
                },
                guard: 'theGardenerHasWaited',
                actions: ['countTheRefusal'],
                target: '#allotment.waiting',
              },
            ],
            postpone: {
              meta: { by: ['board'], decides: ['plot'], under: statutes('4.4'), restarts: ['viewing'] },
              actions: 'noteThePlot',
            },
            flood: { meta: { by: ['registrar'], under: statutes('4.5') }, target: '#allotment.flooded' },
          },
        },
        seen: {
          on: {
            lend: {
              meta: {
                by: ['treasurer'],
                under: statutes('5'),
                draws: ['leases'],
                effects: [{ do: 'openAKeyCase', with: { keys: 2 } }],
              },
              actions: ['noteTheLease'],
              target: '#allotment.lent',
            },
          },
        },
      },
    },
    flooded: {
      tags: ['awaiting-association'],
      meta: { clocks: { viewing: 'paused' } },
      on: {
        dry: { meta: { by: ['registrar'], under: statutes('4.5') }, target: 'offered' },
        drain: {
          meta: { by: ['registrar'], under: statutes('4.5'), restarts: ['viewing'] },
          target: 'offered',
        },
      },
    },
    lent: {
      on: {
        giveNotice: { meta: { by: ['gardener', 'board'], under: statutes('7') }, target: 'underNotice' },
        appointAnInspector: {
          meta: { by: ['board'], decides: ['plot', 'lease'], under: statutes('8.1'), needs: 'inspection' },
          actions: 'noteTheInspector',
        },
      },
    },
    underNotice: {
      meta: { clocks: { notice: 'runs' } },
      on: {
        handBack: {
          meta: { by: ['inspector'], under: statutes('8.2'), needs: 'inspection' },
          guard: 'theShedIsEmpty',
          target: 'handedBack',
        },
        lengthen: {
          meta: {
            by: ['board'],
            decides: ['lease'],
            under: statutes('7'),
            needs: 'inspection',
            extends: { clock: 'notice', most: { unit: 'calendarDays', length: 30 }, by: 'days' },
          },
        },
        endLease: { meta: { by: ['calendar'], on: 'notice', under: statutes('7') }, target: 'ended' },
      },
    },
    handedBack: { type: 'final', tags: ['terminal'] },
    ended: { type: 'final', tags: ['terminal'] },
    withdrawn: { type: 'final', tags: ['terminal'] },
  },
});

export const allotmentLabels: Labels = {
  title: both('Lending of garden plots', '园圃出借'),
  states: {
    applied: both('applied', '已申请'),
    answering: both('being answered', '答复中'),
    waiting: both('on the waiting list', '候补中'),
    'offered.unseen': both('offered', '已提供'),
    'offered.seen': both('viewed', '已看地'),
    flooded: both('offered, under water', '已提供(积水)'),
    lent: both('lent', '已出借'),
    underNotice: both('under notice', '已通知解约'),
    handedBack: both('handed back', '已交还'),
    ended: both('ended', '已终止'),
    withdrawn: both('withdrawn', '已撤回'),
  },
  steps: {
    withdraw: both('withdraw', '撤回'),
    register: both('register', '登记'),
    offer: both('offer a plot', '提供地块'),
    release: both('deemed release', '视为放弃'),
    view: both('view the plot', '看地'),
    postpone: both('postpone the viewing', '推迟看地'),
    flood: both('the plot is under water', '地块积水'),
    drain: both('the plot is drained', '排水'),
    correctTheDay: both('correct the day of the application', '更正申请日'),
    lengthen: both('lengthen the notice', '延长通知期'),
    dry: both('the plot is dry again', '积水退去'),
    lend: both('lend', '出借'),
    giveNotice: both('give notice', '通知解约'),
    appointAnInspector: both('appoint an inspector', '指定验收员'),
    handBack: both('hand back', '交还'),
    endLease: both('the lease ends', '租约终止'),
  },
  facts: { plot: both('the plot', '地块'), lease: both('the lease', '租约') },
};

/** What the tests say of a day when nothing else matters. */
export function given(today = '2021-05-03', evidence: Facts = {}, world: Facts = {}): Given {
  return { today, evidence, world };
}

export const allotment = association.process(allotment20210401, { labels: allotmentLabels });

/** A gardener on the waiting list. */
export const onTheList: CaseFile = {
  state: 'waiting',
  context: {
    declined: 0,
    plot: null,
    memberBefore: true,
    appliedOn: '2021-05-03',
    offeredOn: null,
    lease: null,
  },
};

/** Takes a step that must be possible. */
export function take(file: CaseFile, step: string, today?: string, evidence?: Facts, world?: Facts): Taken {
  const decision = decide(allotment, file, step, given(today, evidence, world));
  if (!decision.taken) throw new Error(`${step} is not taken: ${decision.because}`);
  return decision;
}

/** The file of a plot that was offered on 1 June 2021. */
export const offered = (): Taken => take(onTheList, 'offer', '2021-06-01', {}, { freePlots: 1, plot: 'P-7' });
