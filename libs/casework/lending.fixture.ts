import { z } from 'zod';
import { vocabulary, type Facts } from '#process';
import type { EvidenceRule } from '#regulations';

/** An invented process for the tests of this library: a book is lent, comes back, or is overdue. */
const words = (en: string) => ({ 'zh-CN': en, en });
export const under = { instrument: 'rules', article: '1' } as const;

const slip: EvidenceRule = {
  words: words('slip'),
  schema: z.strictObject({ shelf: z.int() }),
  facts: (evidence) => ({ shelf: (evidence as { shelf: number }).shelf }),
  readers: { by: 'parties' },
  fingerprint: 'slip',
};

const law = vocabulary({
  roles: {
    clerk: { words: words('clerk'), duty: 'intake', reach: 'jurisdiction' },
    member: { words: words('member'), duty: 'applying', reach: 'own' },
    reader: { words: words('reader'), duty: 'assessment', reach: 'case', namedAt: 'reader' },
    proofreader: { words: words('proofreader'), duty: 'assessment', reach: 'case', namedAt: 'readers' },
    clock: { words: words('clock'), duty: 'clock', reach: 'none' },
  },
  instruments: { rules: { title: words('Rules of lending'), inForceFrom: '2020-01-01' } },
  evidence: { slip },
  guards: {
    theShelfIsKnown: {
      says: words('the shelf is known'),
      otherwise: words('The shelf is not known.'),
      reads: 'evidence',
      holds: (_, { evidence }) => evidence['shelf'] !== 13,
    },
  },
  assigns: {
    noteTheLoan: (_: Facts, { today, world }) => ({ lentOn: today, loan: world['loanNumber'] ?? null }),
    noteAnEarlierLoan: () => ({ lentOn: '2025-08-01' }),
    noteTheDay: (_: Facts, { today }) => ({ notedOn: today }),
    count: (context: Facts) => ({ counted: (context['counted'] as number) + 1 }),
  },
  effects: {},
  series: { loanNumber: words('number of the loan') },
});

const fiveDays = { limit: { unit: 'workingDays', length: 5 }, under, effect: 'statutory' } as const;

const machine = law.createMachine({
  id: 'lending',
  version: '2020-01-01',
  initial: 'onShelf',
  context: { reader: null, readers: [], lentOn: null, notedOn: null, loan: null, counted: 0 },
  meta: {
    opening: { by: ['member'], under },
    clocks: {
      fee: { ...fiveDays, from: 'today', words: words('fee') },
      loan: { ...fiveDays, from: 'today', words: words('loan') },
      term: { ...fiveDays, from: 'lentOn', words: words('term') },
    },
  },
  states: {
    onShelf: {
      description: 'On the shelf.',
      tags: ['awaiting-authority'],
      on: {
        lend: {
          description: 'Lend it.',
          meta: { by: ['clerk'], under, needs: 'slip', draws: ['loanNumber'] },
          guard: 'theShelfIsKnown',
          target: 'lent',
          actions: 'noteTheLoan',
        },
        stamp: { description: 'Stamp it.', meta: { by: ['clerk'], under, needs: 'slip' }, target: 'stamped' },
        take: { description: 'Count it.', meta: { by: ['clerk'], under }, actions: 'count' },
        subscribe: {
          description: 'Lend it for term after term.',
          meta: { by: ['clerk'], under },
          target: 'subscribed',
          actions: 'noteTheLoan',
        },
      },
    },
    stamped: {
      description: 'Stamped.',
      tags: ['awaiting-authority'],
      on: { stamp: { description: 'Stamp it again.', meta: { by: ['clerk'], under }, target: 'onShelf' } },
    },
    lent: {
      description: 'Lent.',
      tags: ['awaiting-applicant'],
      meta: { clocks: { loan: 'runs', fee: 'runs' } },
      on: {
        giveBack: { description: 'It comes back.', meta: { by: ['clerk'], under }, target: 'onShelf' },
        lose: {
          description: 'It is lost.',
          meta: { by: ['clock'], on: 'loan', under },
          target: 'lost',
          actions: 'noteTheDay',
        },
        charge: {
          description: 'A fee is due.',
          meta: { by: ['clock'], on: 'fee', under },
          target: 'charged',
        },
      },
    },
    subscribed: {
      description: 'Lent for term after term.',
      tags: ['awaiting-applicant'],
      meta: { clocks: { term: 'runs' } },
      on: {
        cancel: { description: 'It comes back.', meta: { by: ['clerk'], under }, target: 'onShelf' },
        backdate: {
          description: 'It was lent on the first of August.',
          meta: { by: ['clerk'], under, supersedes: ['term'] },
          actions: 'noteAnEarlierLoan',
        },
        renew: {
          description: 'Another term, from the same day: no sound law would say so.',
          meta: { by: ['clock'], on: 'term', under, restarts: ['term'] },
        },
      },
    },
    lost: { description: 'Lost.', tags: ['terminal'], type: 'final' },
    charged: { description: 'Charged.', tags: ['terminal'], type: 'final' },
  },
});

export const lending = law.process(machine, {
  labels: {
    title: words('Lending'),
    states: {
      onShelf: words('on the shelf'),
      stamped: words('stamped'),
      lent: words('lent'),
      subscribed: words('subscribed'),
      lost: words('lost'),
      charged: words('charged'),
    },
    steps: {
      lend: words('lend'),
      stamp: words('stamp'),
      take: words('count'),
      subscribe: words('subscribe'),
      giveBack: words('give back'),
      lose: words('lose'),
      charge: words('charge'),
      cancel: words('cancel'),
      backdate: words('backdate'),
      renew: words('renew'),
    },
  },
});
