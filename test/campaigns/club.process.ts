import { vocabulary, type Facts } from '#process';

/**
 * Two invented processes that move each other: a member joins a club and with that a locker is handed out as a linked
 * case; who is expelled owes the locker its return, and the locker's case takes that step.
 */
const words = (en: string) => ({ 'zh-CN': en, en });
const under = { instrument: 'statutes', article: '1' } as const;

const law = vocabulary({
  roles: {
    intakeOfficer: { words: words('secretary'), duty: 'intake', reach: 'jurisdiction' },
    applicant: { words: words('member'), duty: 'applying', reach: 'own' },
  },
  instruments: { statutes: { title: words('Statutes of the club'), inForceFrom: '2020-01-01' } },
  evidence: {},
  guards: {},
  assigns: {
    rememberTheLocker: (_: Facts, { world }) => ({ locker: world['locker'] ?? null }),
    rememberTheReason: (_: Facts, { world }) => ({ reason: world['reason'] ?? null }),
  },
  effects: { openCase: words('open a linked case'), oweStep: words('owe another case a step') },
  series: {},
});

const membership = law.createMachine({
  id: 'membership',
  version: '2020-01-01',
  initial: 'waiting',
  context: { locker: null },
  meta: { opening: { by: ['applicant'], under }, clocks: {} },
  states: {
    waiting: {
      description: 'Waits for the secretary.',
      tags: ['awaiting-authority'],
      on: {
        admit: {
          description: 'Admit, and hand out a locker.',
          meta: {
            by: ['intakeOfficer'],
            under,
            effects: [{ do: 'openCase', with: { process: 'locker', size: 2 } }],
          },
          target: 'member',
        },
      },
    },
    member: {
      description: 'Is a member.',
      tags: ['awaiting-applicant'],
      on: {
        expel: {
          description: 'Expel, and take the locker back.',
          meta: {
            by: ['intakeOfficer'],
            under,
            effects: [{ do: 'oweStep', with: { caseAt: 'locker', step: 'takeBack', reason: 'expelled' } }],
          },
          target: 'expelled',
        },
      },
    },
    expelled: { description: 'Is no member.', tags: ['terminal'], type: 'final' },
  },
});

const locker = law.createMachine({
  id: 'locker',
  version: '2020-01-01',
  initial: 'handedOut',
  context: ({ input }) => ({ size: input.given.world['size'] ?? null, reason: null }),
  meta: { opening: { by: ['intakeOfficer'], under }, clocks: {} },
  states: {
    handedOut: {
      description: 'In use.',
      tags: ['awaiting-applicant'],
      on: {
        takeBack: {
          description: 'Take it back.',
          meta: { by: ['intakeOfficer'], under },
          target: 'returned',
          actions: 'rememberTheReason',
        },
      },
    },
    returned: { description: 'Back.', tags: ['terminal'], type: 'final' },
  },
});

export const club = [
  law.process(membership, {
    labels: {
      title: words('Membership'),
      states: { waiting: words('waiting'), member: words('member'), expelled: words('expelled') },
      steps: { admit: words('admit'), expel: words('expel') },
    },
  }),
  law.process(locker, {
    labels: {
      title: words('Locker'),
      states: { handedOut: words('in use'), returned: words('returned') },
      steps: { takeBack: words('take back') },
    },
  }),
];
