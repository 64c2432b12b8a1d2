/**
 * An invented process for the proofs of this library: the association lends its tools. Small, sound, with every word of
 * which a binding provision can speak; and loosely typed, so that a test can spoil one thing in it. Specs only.
 */
import { association, both, statutes } from './association.fixture.js';
import { vocabulary } from './index.js';
import type { Catalogue, Facts, Labels, Process } from './index.js';

const day = (value: unknown) => (typeof value === 'string' ? value : null);

export const loanCatalogue = {
  ...association.catalogue,
  roles: {
    ...association.catalogue.roles,
    chair: { words: both('chair', '理事长'), duty: 'confirmation', reach: 'jurisdiction' },
  },
  guards: {
    theGardenerIsKnown: association.catalogue.guards.theGardenerIsKnown,
    nothingIsMissing: {
      says: both('nothing is missing', '材料齐全'),
      otherwise: both('something is missing', '材料不齐'),
      reads: 'file',
      holds: ({ missing }) => missing === 0,
    },
    nothingWasAskedBefore: {
      says: both('nothing was asked before', '此前未要求过补正'),
      otherwise: both('it was asked before', '此前已要求过补正'),
      reads: 'file',
      holds: ({ asked }) => asked === 0,
    },
    theDayMayBeCorrected: {
      says: both('the day is an earlier one', '该日更早'),
      otherwise: both('the day is not an earlier one', '该日并不更早'),
      reads: 'evidence',
      parts: {
        theDayIsThere: {
          otherwise: both('there is no day', '没有日期'),
          holds: (_, { evidence }) => day(evidence.day) !== null,
        },
        theDayIsEarlier: {
          otherwise: both('the day is not earlier', '日期并不更早'),
          holds: ({ askedOn }, { evidence }) => (day(evidence.day) ?? '') < (day(askedOn) ?? ''),
        },
      },
      holds: ({ askedOn }, { evidence }) =>
        day(evidence.day) !== null && (day(evidence.day) ?? '') < (day(askedOn) ?? ''),
    },
    theToolIsSound: {
      says: both('the tool is sound', '工具完好'),
      otherwise: both('the tool is not sound', '工具不完好'),
      reads: 'evidence',
      holds: (_, { evidence }) => evidence.verdict === 'sound',
    },
    theToolIsWorn: {
      says: both('the tool is worn', '工具磨损'),
      otherwise: both('the tool is not worn', '工具没有磨损'),
      reads: 'evidence',
      holds: (_, { evidence }) => evidence.verdict === 'worn',
    },
    theInspectorFoundItSound: {
      says: both('the inspector found it sound', '验收员认为完好'),
      otherwise: both('the inspector did not find it sound', '验收员认为不完好'),
      reads: 'file',
      holds: ({ verdict }) => verdict === 'sound',
    },
  },
  assigns: {
    noteWhatIsMissing: ({ asked }) => ({ asked: Number(asked) + 1, missing: 2 }),
    noteTheSupply: ({ missing }, { evidence, today }) => ({
      missing: Number(missing) - Number(evidence.count ?? 0),
      askedOn: today,
    }),
    noteTheDay: (_, { evidence }) => ({ askedOn: evidence.day ?? null }),
    noteSilence: () => ({ bySilence: true }),
    noteTheInspector: (_, { evidence }) => ({ inspector: evidence.inspector ?? null }),
    noteTheVerdict: (_, { evidence, today }) => ({ verdict: evidence.verdict ?? null, reportedOn: today }),
    noteTheLease: (_, { world }) => ({ lease: world.leases ?? null }),
  },
} as const satisfies Catalogue;

/* eslint-disable-next-line @typescript-eslint/no-explicit-any -- what the compiler refuses must be tried as well */
export type Loose = any;

const step = (
  by: string,
  under: string,
  target: string | undefined,
  meta: object = {},
  more: object = {},
) => ({
  meta: { by: [by], under: statutes(under), ...meta },
  ...(target === undefined ? {} : { target }),
  ...more,
});

/** The process file, made anew each time. */
export function loanSource(): Loose {
  const withdraw = step('gardener', '9', 'withdrawn');
  return {
    id: 'loan',
    version: '2021-04-01',
    initial: 'applied',
    context: ({ input }: { input: { given: { today: string; evidence: Facts } } }) => ({
      askedOn: input.given.today,
      memberBefore: input.given.evidence.memberBefore ?? false,
      ...{ asked: 0, missing: 0, bySilence: false, inspector: null, verdict: null, reportedOn: null },
      ...{ lease: null },
    }),
    meta: {
      opening: { by: ['gardener'], under: statutes('2'), needs: 'application' },
      clocks: {
        answer: {
          limit: { unit: 'workingDays', length: 10 },
          ...{ from: 'askedOn', under: statutes('3'), effect: 'statutory', words: both('answer', '答复') },
        },
        decision: {
          limit: { unit: 'calendarDays', length: 20 },
          ...{
            from: 'reportedOn',
            under: statutes('5'),
            effect: 'statutory',
            words: both('decision', '决定'),
          },
        },
      },
    },
    states: {
      applied: {
        always: [
          { guard: 'theGardenerIsKnown', target: 'accepted', meta: { under: statutes('3.2') } },
          { target: 'received' },
        ],
      },
      received: {
        meta: { clocks: { answer: 'runs' } },
        on: {
          accept: step('registrar', '3.1', 'accepted', {}, { guard: 'nothingIsMissing' }),
          askForMore: step(
            ...(['registrar', '3.3', 'incomplete', {}] as const),
            ...[{ guard: 'nothingWasAskedBefore', actions: 'noteWhatIsMissing' }],
          ),
          correctTheDay: step(
            ...(['registrar', '3', undefined, { needs: 'application', supersedes: ['answer'] }] as const),
            ...[{ guard: 'theDayMayBeCorrected', actions: 'noteTheDay' }],
          ),
          lapse: step('calendar', '3.4', 'accepted', { on: 'answer' }, { actions: 'noteSilence' }),
          withdraw,
        },
      },
      incomplete: {
        meta: { clocks: { answer: 'paused' } },
        on: {
          supply: step(
            ...(['gardener', '3.3', 'received', { needs: 'viewing', restarts: ['answer'] }] as const),
            ...[{ actions: 'noteTheSupply' }],
          ),
          withdraw,
        },
      },
      accepted: {
        on: {
          appoint: step(
            ...(['registrar', '4.1', 'inspected', { needs: 'inspection' }] as const),
            ...[{ actions: 'noteTheInspector' }],
          ),
          withdraw,
        },
      },
      inspected: {
        on: {
          report: ['theToolIsSound', 'theToolIsWorn'].map((guard) =>
            step(
              'inspector',
              '4.2',
              'reported',
              { needs: 'inspection' },
              { guard, actions: 'noteTheVerdict' },
            ),
          ),
          withdraw,
        },
      },
      reported: {
        meta: { clocks: { decision: 'runs' } },
        on: {
          grant: step(
            ...(['board', '5.1', 'granted', { decides: ['verdict'] }] as const),
            ...[{ guard: 'theInspectorFoundItSound' }],
          ),
          decline: step('board', '5.2', 'declined', { decides: ['verdict'] }),
          lengthen: step('chair', '5.3', undefined, {
            ...{ decides: [], needs: 'viewing' },
            extends: { clock: 'decision', most: { unit: 'calendarDays', length: 10 }, by: 'days' },
          }),
          withdraw,
        },
      },
      granted: {
        on: {
          lend: step(
            ...([
              'treasurer',
              '6',
              'lent',
              { draws: ['leases'], effects: [{ do: 'openAKeyCase' }] },
            ] as const),
            ...[{ actions: 'noteTheLease' }],
          ),
        },
      },
      lent: { type: 'final' },
      declined: { type: 'final' },
      withdrawn: { type: 'final' },
    },
  };
}

/** The words that a process file needs, drawn from its names. */
export function labelsOf(source: { states: Record<string, { on?: object }> }): Labels {
  const labels: Labels = { title: both('Lending of tools', '工具出借'), states: {}, steps: {}, facts: {} };
  const said = (name: string) => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  for (const [name, state] of Object.entries(source.states)) {
    labels.states[name] = both(said(name), `【${name}】`);
    for (const step of Object.keys(state.on ?? {})) labels.steps[step] = both(said(step), `【${step}】`);
  }
  labels.facts!.verdict = both('the verdict', '验收结果');
  return labels;
}

/** The process, after one thing was spoilt in it. Throws where `verify` refuses it. */
export function loanWith(spoil: (source: Loose, states: Loose) => void = () => {}): Process {
  const source = loanSource() as { states: Record<string, { on?: object }> };
  spoil(source, source.states);
  const law = vocabulary(loanCatalogue);
  return law.process(law.createMachine(source as Parameters<typeof law.createMachine>[0]), {
    labels: labelsOf(source),
  });
}
