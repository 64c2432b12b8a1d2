import { z } from 'zod';
import { vocabulary, type Facts } from '#process';
import type { EvidenceRule } from '#regulations';

/**
 * An invented process that can go on for ever: a baton is passed to and fro, and while it is there a clock runs. For
 * measuring and for storms, where the law's own processes end too soon.
 */
const words = (en: string) => ({ 'zh-CN': en, en });

const handover: EvidenceRule = {
  words: words('handover'),
  schema: z.strictObject({ lap: z.int().min(0).max(1_000_000), note: z.string().max(200) }),
  facts: (evidence) => ({ lap: (evidence as { lap: number }).lap }),
  readers: { by: 'parties' },
  fingerprint: 'handover',
};

const law = vocabulary({
  roles: {
    intakeOfficer: { words: words('runner'), duty: 'intake', reach: 'jurisdiction' },
    applicant: { words: words('club'), duty: 'applying', reach: 'own' },
    clock: { words: words('clock'), duty: 'clock', reach: 'none' },
  },
  instruments: { rules: { title: words('Rules of the relay'), inForceFrom: '2020-01-01' } },
  evidence: { handover },
  guards: {
    theLapsAreNotOver: {
      says: words('the laps are not over'),
      otherwise: words('The laps are over.'),
      reads: 'evidence',
      holds: (_, { evidence }) => (evidence['lap'] as number) < 999_999,
    },
  },
  assigns: {
    countTheHandover: (context: Facts, { evidence }) => ({
      handovers: (context['handovers'] as number) + 1,
      lap: evidence['lap'] as number,
    }),
  },
  effects: {},
  series: {},
});

const under = { instrument: 'rules', article: '1' } as const;
const pass = { by: ['intakeOfficer'], under, needs: 'handover' } as const;

const machine = law.createMachine({
  id: 'relay',
  version: '2020-01-01',
  initial: 'here',
  context: { handovers: 0, lap: 0 },
  meta: {
    opening: { by: ['applicant'], under },
    clocks: {
      stay: {
        limit: { unit: 'workingDays', length: 5 },
        from: 'today',
        under,
        effect: 'statutory',
        words: words('stay'),
      },
    },
  },
  states: {
    here: {
      description: 'The baton is here.',
      tags: ['awaiting-authority'],
      meta: { clocks: { stay: 'runs' } },
      on: {
        pass: {
          description: 'Hand it over.',
          meta: pass,
          guard: 'theLapsAreNotOver',
          target: 'there',
          actions: 'countTheHandover',
        },
        drop: {
          description: 'It stayed too long.',
          meta: { by: ['clock'], on: 'stay', under },
          target: 'over',
        },
      },
    },
    there: {
      description: 'The baton is there.',
      tags: ['awaiting-authority'],
      on: {
        pass: {
          description: 'Hand it back.',
          meta: pass,
          guard: 'theLapsAreNotOver',
          target: 'here',
          actions: 'countTheHandover',
        },
      },
    },
    over: { description: 'The relay is over.', tags: ['terminal'], type: 'final' },
  },
});

export const relay = law.process(machine, {
  labels: {
    title: words('Relay'),
    states: { here: words('here'), there: words('there'), over: words('over') },
    steps: { pass: words('pass'), drop: words('drop') },
  },
});
