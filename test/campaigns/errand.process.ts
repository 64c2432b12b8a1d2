import { z } from 'zod';
import { vocabulary, type Facts } from '#process';
import type { EvidenceRule } from '#regulations';

/**
 * An invented process in which every duty has something to do at any time, for ever: somebody runs errands, sends others
 * on errands of the same matter, and names who looks at them. For seeing whether anybody ever holds two duties, where
 * the law's own processes end too soon.
 */
const words = (en: string) => ({ 'zh-CN': en, en });

const naming: EvidenceRule = {
  words: words('naming'),
  schema: z.strictObject({ people: z.array(z.uuid()).min(1).max(3) }),
  facts: (evidence) => ({ people: (evidence as { people: string[] }).people }),
  readers: { by: 'parties' },
  fingerprint: 'naming',
};

const law = vocabulary({
  roles: {
    applicant: { words: words('sender'), duty: 'applying', reach: 'own' },
    intakeOfficer: { words: words('doorkeeper'), duty: 'intake', reach: 'jurisdiction' },
    assessmentCoordinator: { words: words('dispatcher'), duty: 'coordination', reach: 'jurisdiction' },
    assessor: { words: words('looker'), duty: 'assessment', reach: 'case', namedAt: 'lookers' },
    decisionMaker: { words: words('judge'), duty: 'decision', reach: 'jurisdiction' },
    certificateClerk: { words: words('scribe'), duty: 'issuing', reach: 'jurisdiction' },
    supervisor: { words: words('overseer'), duty: 'supervision', reach: 'jurisdiction' },
    auditor: { words: words('watcher'), duty: 'oversight', reach: 'jurisdiction' },
  },
  instruments: { rules: { title: words('Rules of errands'), inForceFrom: '2020-01-01' } },
  evidence: { naming },
  guards: {},
  assigns: { remember: (_: Facts, { evidence }) => ({ lookers: evidence['people'] ?? [] }) },
  effects: { openCase: words('open a linked case') },
  series: {},
});

const under = { instrument: 'rules', article: '1' } as const;
const step = (by: 'intakeOfficer' | 'assessor' | 'decisionMaker' | 'certificateClerk' | 'applicant') =>
  ({ description: 'Do a part of it.', meta: { by: [by], under }, target: 'running' }) as const;

/** A decision; what it is taken on is of no interest here. */
const decision = (more: { duty?: 'confirmation' } = {}) =>
  ({
    description: 'Decide it.',
    meta: { by: ['decisionMaker'], under, decides: [], ...more },
    target: 'running',
  }) as const;

const machine = law.createMachine({
  id: 'errand',
  version: '2020-01-01',
  initial: 'running',
  context: { lookers: [] },
  meta: { opening: { by: ['applicant'], under }, clocks: {} },
  states: {
    running: {
      description: 'The errand is being run.',
      tags: ['awaiting-authority'],
      on: {
        ask: step('applicant'),
        takeIn: step('intakeOfficer'),
        look: step('assessor'),
        decide: decision(),
        write: step('certificateClerk'),
        confirm: decision({ duty: 'confirmation' }),
        name: {
          description: 'Name who looks at it.',
          meta: { by: ['assessmentCoordinator'], under, needs: 'naming' },
          target: 'running',
          actions: 'remember',
        },
        link: {
          description: 'Send somebody on an errand of the same matter.',
          meta: {
            by: ['assessmentCoordinator'],
            under,
            effects: [{ do: 'openCase', with: { process: 'errand' } }],
          },
          target: 'running',
        },
        end: { description: 'It is over.', meta: { by: ['applicant'], under }, target: 'over' },
      },
    },
    over: { description: 'The errand is over.', tags: ['terminal'], type: 'final' },
  },
});

export const errand = law.process(machine, {
  labels: {
    title: words('Errand'),
    states: { running: words('running'), over: words('over') },
    steps: {
      ask: words('ask'),
      takeIn: words('take in'),
      look: words('look'),
      decide: words('decide'),
      write: words('write'),
      confirm: words('confirm'),
      name: words('name'),
      link: words('link'),
      end: words('end'),
    },
  },
});
