import { z } from 'zod';
import { vocabulary, type Facts, type Labels, type Process, type Words } from '#process';
import type { EvidenceRule } from '#regulations';

/**
 * An invented process in three editions, each in force from another day of autumn 2025: a hall is lent. Before the request is
 * taken up its state, two of its clocks and a fact are called otherwise from edition to edition; afterwards the hall must be
 * assigned within 45 working days, then 30, then 20.
 */
const words = (en: string): Words => ({ 'zh-CN': `“${en}”`, en });

const slip: EvidenceRule = {
  words: words('slip'),
  schema: z.strictObject({ hall: z.int() }),
  facts: (evidence) => ({ hall: (evidence as { hall: number }).hall }),
  readers: { by: 'parties' },
  fingerprint: 'slip',
};

export const hallLaw = vocabulary({
  roles: {
    applicant: { words: words('borrower'), duty: 'applying', reach: 'own' },
    intakeOfficer: { words: words('clerk'), duty: 'intake', reach: 'jurisdiction' },
    decisionMaker: { words: words('warden'), duty: 'decision', reach: 'jurisdiction' },
    auditor: { words: words('auditor'), duty: 'oversight', reach: 'jurisdiction' },
    clock: { words: words('clock'), duty: 'clock', reach: 'none' },
  },
  instruments: {
    rules2020: { title: words('Rules of 2020'), inForceFrom: '2020-01-01' },
    rules2025: { title: words('Rules of 2025'), inForceFrom: '2025-09-15' },
  },
  evidence: { slip },
  guards: {
    theHallIsKnown: {
      says: words('the hall is known'),
      otherwise: words('The hall is not known.'),
      reads: 'evidence',
      holds: (_, { evidence }) => evidence['hall'] !== 13,
    },
    theRequestIsSupported: {
      says: words('the request is supported'),
      otherwise: words('The request is not supported.'),
      reads: 'file',
      holds: (context) => context['support'] !== 'none',
    },
  },
  assigns: {
    noteTheRequest: (_: Facts, { today }) => ({ askedOn: today }),
    noteTheHall: (_: Facts, { today, evidence }) => ({ takenUpOn: today, hall: evidence['hall'] ?? null }),
    noteTheDay: (_: Facts, { today }) => ({ takenUpOn: today }),
  },
  effects: {},
  series: {},
});

interface Edition {
  day: string;
  instrument: 'rules2020' | 'rules2025';
  /** What the state before it is settled, the clock of silence and the clock of the whole are called. */
  names: { state: string; look: string; silence: string; whole: string };
  /** Working days. */
  limit: number;
  /** Its memory beside the common facts. */
  memory: Facts;
  succeeds?: NonNullable<Process['succeeds']>;
  /** Whether the hall is assigned at once only where the request is supported. */
  guarded?: boolean;
}

function hall({ day, instrument, names, limit, memory, succeeds, guarded = false }: Edition): Process {
  const { state, look, silence, whole } = names;
  const under = { instrument, article: '1' } as const;
  const clock = (length: number, from: string, name: string, effect: 'statutory' | 'target') => ({
    ...{ limit: { unit: 'workingDays' as const, length }, from, under, effect },
    words: words(`${name} by ${day}`),
  });
  const stands = { [silence]: 'runs', [whole]: 'runs' } as const;
  const machine = hallLaw.createMachine<string>({
    id: 'hall',
    version: day,
    initial: 'draft',
    context: { askedOn: null, takenUpOn: null, hall: null, ...memory },
    meta: {
      opening: { by: ['applicant'], under },
      clocks: {
        [silence]: clock(5, 'askedOn', 'silence', 'statutory'),
        [whole]: clock(40, 'askedOn', 'the whole', 'target'),
        [look]: clock(2, 'today', 'a look', 'target'),
        assignment: clock(limit, 'takenUpOn', 'assignment', 'statutory'),
      },
      ...(succeeds && { succeeds }),
    },
    states: {
      draft: {
        tags: ['awaiting-applicant'],
        on: { ask: { meta: { by: ['applicant'], under }, target: 'seen', actions: 'noteTheRequest' } },
      },
      seen: {
        tags: ['awaiting-authority'],
        meta: { clocks: { [look]: 'runs' } },
        on: { look: { meta: { by: ['intakeOfficer'], under }, target: state } },
      },
      [state]: {
        tags: ['awaiting-authority'],
        meta: { clocks: stands },
        on: {
          takeUp: {
            meta: { by: ['intakeOfficer'], under, needs: 'slip', settlesEdition: true },
            guard: 'theHallIsKnown',
            target: 'takenUp',
            actions: 'noteTheHall',
          },
          takeUpBySilence: {
            meta: { by: ['clock'], on: silence, under, settlesEdition: true },
            target: 'takenUp',
            actions: 'noteTheDay',
          },
          assignAtOnce: {
            meta: { by: ['decisionMaker'], decides: ['askedOn'], under, needs: 'slip', settlesEdition: true },
            ...(guarded && { guard: 'theRequestIsSupported' as const }),
            target: 'assigned',
            actions: 'noteTheHall',
          },
          hold: { meta: { by: ['intakeOfficer'], under }, target: 'held' },
        },
      },
      held: {
        tags: ['awaiting-applicant'],
        meta: { clocks: { [silence]: 'paused', [whole]: 'paused' } },
        on: { answer: { meta: { by: ['applicant'], under }, target: state } },
      },
      takenUp: {
        tags: ['awaiting-authority'],
        meta: { clocks: { assignment: 'runs', [whole]: 'runs' } },
        on: {
          file: { meta: { by: ['intakeOfficer'], under } },
          assign: { meta: { by: ['decisionMaker'], decides: ['hall'], under }, target: 'assigned' },
        },
      },
      assigned: { type: 'final', tags: ['terminal'] },
    },
  });
  const told = (name: string): Words => words(`${name} by ${day}`);
  const named = (all: readonly string[]) => Object.fromEntries(all.map((name) => [name, told(name)]));
  const labels: Labels = {
    title: words('Hall'),
    states: named(['draft', 'seen', state, 'held', 'takenUp', 'assigned']),
    steps: named([
      ...['ask', 'look', 'takeUp', 'takeUpBySilence', 'assignAtOnce', 'hold', 'answer', 'file', 'assign'],
    ]),
    facts: named(['askedOn', 'hall']),
  };
  return hallLaw.process(machine, { labels });
}

export const [hall2020, hall2025, hallOctober] = [
  hall({
    day: '2020-01-01',
    instrument: 'rules2020',
    names: { state: 'waiting', look: 'lookedAt', silence: 'silence', whole: 'whole' },
    limit: 45,
    memory: { patron: 'an aunt' },
  }),
  hall({
    day: '2025-09-15',
    instrument: 'rules2025',
    names: { state: 'underReview', look: 'glance', silence: 'answer', whole: 'overall' },
    limit: 30,
    memory: { support: 'none', channel: 'counter' },
    succeeds: {
      edition: '2020-01-01',
      states: { waiting: 'underReview' },
      facts: { support: { from: 'patron' }, channel: { value: 'counter' } },
      clocks: { silence: 'answer', whole: 'overall' },
    },
  }),
  hall({
    day: '2025-10-20',
    instrument: 'rules2025',
    names: { state: 'underReview', look: 'glance', silence: 'reply', whole: 'overall' },
    limit: 20,
    memory: { support: 'none' },
    succeeds: { edition: '2025-09-15', dropped: ['channel'], clocks: { answer: 'reply' } },
    guarded: true,
  }),
] as const;

export const halls: readonly Process[] = [hall2020, hall2025, hallOctober];
