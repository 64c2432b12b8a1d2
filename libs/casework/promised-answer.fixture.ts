import { z } from 'zod';
import { vocabulary, type Facts } from '#process';
import { laneFactsIn, profileHere, type EvidenceRule } from '#regulations';

/** An invented process whose limits are promised sooner: a letter is answered, in the lane that the profiles give. Specs only. */
const words = (en: string) => ({ 'zh-CN': `（${en}）`, en });
const under = { instrument: 'rules', article: '1' } as const;

const letter: EvidenceRule = {
  words: words('letter'),
  schema: z.strictObject({ kind: z.string() }),
  readers: { by: 'parties' },
  references: () => [profileHere],
  facts: (evidence, look) => laneFactsIn(look, { kind: (evidence as { kind: string }).kind }),
  fingerprint: 'letter',
};

const law = vocabulary({
  roles: {
    applicant: { words: words('applicant'), duty: 'applying', reach: 'own' },
    intakeOfficer: { words: words('officer'), duty: 'intake', reach: 'jurisdiction' },
    clock: { words: words('clock'), duty: 'clock', reach: 'none' },
  },
  instruments: { rules: { title: words('Rules of letters'), inForceFrom: '2020-01-01' } },
  evidence: { letter },
  guards: {},
  assigns: {
    noteTheLetter: (_: Facts, { today, evidence }) => ({ receivedOn: today, ...evidence }),
  },
  effects: {},
  series: { caseNumber: words('number') },
});

const limit = (length: number) =>
  ({
    limit: { unit: 'workingDays', length },
    from: 'receivedOn',
    under,
    effect: 'statutory',
  }) as const;

const machine = law.createMachine({
  id: 'qualification',
  version: '2023-12-01',
  initial: 'written',
  context: { receivedOn: null, lane: null, promised: null, allows: null, owes: null, settings: null },
  meta: {
    opening: { by: ['applicant'], under },
    clocks: {
      intake: { ...limit(5), words: words('intake') },
      assessment: { ...limit(30), words: words('assessment') },
      decision: { ...limit(10), words: words('decision') },
      certificate: { ...limit(7), words: words('certificate') },
    },
    promises: { at: 'promised', under, clocks: ['intake', 'decision'] },
  },
  states: {
    written: {
      description: 'The letter is written.',
      tags: ['awaiting-applicant'],
      on: {
        send: {
          description: 'It arrives.',
          meta: { by: ['applicant'], under, needs: 'letter', draws: ['caseNumber'] },
          target: 'received',
          actions: 'noteTheLetter',
        },
      },
    },
    received: {
      description: 'Received.',
      tags: ['awaiting-authority'],
      meta: { clocks: { intake: 'runs', assessment: 'runs', decision: 'runs', certificate: 'runs' } },
      on: {
        answer: {
          description: 'It is answered.',
          meta: { by: ['intakeOfficer'], under },
          target: 'answered',
        },
      },
    },
    answered: { description: 'Answered.', tags: ['terminal'], type: 'final' },
  },
});

const named = <Name extends string>(...names: Name[]) =>
  Object.fromEntries(names.map((name) => [name, words(name)])) as Record<Name, ReturnType<typeof words>>;

/** Bears the name and edition of the process that profiles are for, in the place of which it stands in a test. */
export const promisedAnswer = law.process(machine, {
  labels: {
    title: words('Letter'),
    states: named('written', 'received', 'answered'),
    steps: named('send', 'answer'),
    facts: named('receivedOn'),
  },
});
