import { z } from 'zod';
import { vocabulary, type Facts } from '#process';
import { roles, type EvidenceRule } from '#regulations';

/**
 * An invented process in which every duty kept apart is taken in turn, round after round, by the office's own roles,
 * and linked cases of the same matter can be opened on the way: what the law's processes do in months, in six steps.
 */
const words = (en: string) => ({ 'zh-CN': en, en });

const naming: EvidenceRule = {
  words: words('naming'),
  schema: z.strictObject({ leader: z.string().max(36), member: z.string().max(36) }),
  references: (evidence) => {
    const { leader, member } = evidence as { leader: string; member: string };
    return [
      { kind: 'person', id: leader, pointer: '/leader' },
      { kind: 'person', id: member, pointer: '/member' },
    ];
  },
  facts: (evidence) => {
    const { leader, member } = evidence as { leader: string; member: string };
    return { leader, members: [member] };
  },
  fingerprint: 'naming',
};

const law = vocabulary({
  roles,
  instruments: { rules: { title: words('Rules of the bench'), inForceFrom: '2020-01-01' } },
  evidence: { naming },
  guards: {},
  assigns: {
    nameTheTeam: (_: Facts, { evidence }) => ({
      team: { leader: evidence['leader']!, members: evidence['members']! },
    }),
  },
  effects: { openCase: words('open a linked case') },
  series: {},
});

const under = { instrument: 'rules', article: '1' } as const;
const waiting = ['awaiting-authority'] as const;
const description = 'One step of the round.';

const machine = law.createMachine({
  id: 'dutyRound',
  version: '2020-01-01',
  initial: 'received',
  context: { team: { leader: null, members: [] } },
  meta: { opening: { by: ['applicant'], under }, clocks: {} },
  states: {
    received: {
      description,
      tags: waiting,
      on: {
        take: { description, meta: { by: ['intakeOfficer'], under }, target: 'forming' },
        branchOff: {
          description,
          meta: {
            by: ['intakeOfficer'],
            under,
            effects: [{ do: 'openCase', with: { process: 'dutyRound' } }],
          },
          target: 'forming',
        },
        end: { description, meta: { by: ['applicant'], under }, target: 'ended' },
      },
    },
    forming: {
      description,
      tags: waiting,
      on: {
        name: {
          description,
          meta: { by: ['assessmentCoordinator'], under, needs: 'naming' },
          target: 'assessing',
          actions: 'nameTheTeam',
        },
      },
    },
    assessing: {
      description,
      tags: waiting,
      on: { assess: { description, meta: { by: ['teamLeader'], under }, target: 'deciding' } },
    },
    deciding: {
      description,
      tags: waiting,
      on: { decide: { description, meta: { by: ['decisionMaker'], under }, target: 'issuing' } },
    },
    issuing: {
      description,
      tags: waiting,
      on: { issue: { description, meta: { by: ['certificateClerk'], under }, target: 'confirming' } },
    },
    confirming: {
      description,
      tags: waiting,
      on: {
        confirm: {
          description,
          meta: { by: ['certificateClerk'], duty: 'confirmation', under },
          target: 'received',
        },
      },
    },
    ended: { description, tags: ['terminal'], type: 'final' },
  },
});

const step = (names: string[]) => Object.fromEntries(names.map((name) => [name, words(name)]));

export const dutyRound = law.process(machine, {
  labels: {
    title: words('Round of duties'),
    states: step(['received', 'forming', 'assessing', 'deciding', 'issuing', 'confirming', 'ended']),
    steps: step(['take', 'branchOff', 'end', 'name', 'assess', 'decide', 'issue', 'confirm']),
  },
});
