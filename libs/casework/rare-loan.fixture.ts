import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Actor } from '#identity';
import { sha256 } from '#ledger';
import { vocabulary, type Facts } from '#process';
import type { EvidenceRule } from '#regulations';
import { authorityRules } from './authority-rules.js';
import type { Bench } from './bench.js';
import { usualStepUp } from './authority-rules.js';
import { calendarsOf } from './calendars.js';
import type { Command, Note, NoteCommand, StepCommand } from './command.js';
import type { World } from './load.js';
import { WantedNumbers } from './numbers.js';
import { Ports } from './ports.js';
import { ProcessShelf } from './process-shelf.js';
import { WorkingCase } from './working-case.js';

/** An invented process with every duty in it: a library lends a rare book on the advice of two readers. Specs only. */
const words = (en: string) => ({ 'zh-CN': `（${en}）`, en });
const under = { instrument: 'rules', article: '1' } as const;

const opinion: EvidenceRule = {
  words: words('opinion'),
  schema: z.strictObject({ text: z.string() }),
  facts: () => ({}),
  readers: { by: 'parties' },
  fingerprint: 'opinion',
};

const law = vocabulary({
  roles: {
    member: { words: words('member'), duty: 'applying', reach: 'own' },
    guest: { words: words('guest'), duty: 'applying', reach: 'case', namedAt: 'guest', heldByAll: true },
    clerk: { words: words('clerk'), duty: 'intake', reach: 'jurisdiction' },
    keeper: { words: words('keeper'), duty: 'coordination', reach: 'jurisdiction' },
    chair: { words: words('chair'), duty: 'assessment', reach: 'case', namedAt: 'readers.chair' },
    reader: { words: words('reader'), duty: 'assessment', reach: 'case', namedAt: 'readers.all' },
    head: { words: words('head'), duty: 'decision', reach: 'jurisdiction' },
    binder: { words: words('binder'), duty: 'issuing', reach: 'jurisdiction' },
    supervisor: { words: words('supervisor'), duty: 'supervision', reach: 'jurisdiction' },
    guardian: { words: words('guardian'), duty: 'administration', reach: 'jurisdiction' },
    clock: { words: words('clock'), duty: 'clock', reach: 'none' },
  },
  instruments: { rules: { title: words('Rules of lending'), inForceFrom: '2020-01-01' } },
  evidence: { opinion },
  guards: {
    theBookIsFit: {
      says: words('the book is fit'),
      otherwise: words('The book is not fit.'),
      reads: 'file',
      holds: (context) => context['fit'] === true,
    },
  },
  assigns: {
    nameTheReaders: (_: Facts, { world }) => ({ readers: world['readers'] ?? null }),
    noteTheLoan: (_: Facts, { world }) => ({ loan: world['loanNumber'] ?? null }),
  },
  effects: {},
  series: { loanNumber: words('number of the loan') },
});

const machine = law.createMachine({
  id: 'rareLoan',
  version: '2020-01-01',
  initial: 'asked',
  context: { guest: null, readers: { chair: null, all: [] }, fit: true, loan: null },
  meta: {
    opening: { by: ['member'], under },
    clocks: {
      answer: {
        ...{ limit: { unit: 'workingDays', length: 5 }, from: 'today', under },
        ...{ effect: 'statutory', words: words('answer') },
      },
    },
  },
  states: {
    asked: {
      description: 'Somebody asks for the book.',
      tags: ['awaiting-authority'],
      on: {
        register: { description: 'It is registered.', meta: { by: ['clerk'], under }, target: 'registered' },
        sign: {
          description: 'The member or the guest signs.',
          meta: { by: ['member', 'guest'], under },
        },
        takeBack: {
          description: 'It is no longer asked for.',
          meta: { by: ['member'], under },
          target: 'closed',
        },
        turnDown: {
          description: 'It is turned down at once.',
          meta: { by: ['clerk'], under },
          target: 'closed',
        },
      },
    },
    registered: {
      description: 'Registered.',
      tags: ['awaiting-authority'],
      meta: { clocks: { answer: 'runs' } },
      on: {
        forget: {
          description: 'Nobody answered in time.',
          meta: { by: ['clock'], on: 'answer', under },
          target: 'closed',
        },
        appoint: {
          description: 'Readers are named.',
          meta: { by: ['keeper'], under },
          target: 'read',
          actions: 'nameTheReaders',
        },
      },
    },
    read: {
      description: 'It is read.',
      tags: ['awaiting-assessors'],
      on: {
        advise: {
          description: 'The chair advises.',
          meta: { by: ['chair'], under, needs: 'opinion' },
          target: 'advised',
        },
      },
    },
    advised: {
      description: 'Advised.',
      tags: ['awaiting-authority'],
      on: {
        lend: {
          description: 'The head lends it.',
          meta: { by: ['head'], under, needs: 'opinion', draws: ['loanNumber'], decides: ['readers'] },
          guard: 'theBookIsFit',
          target: 'lent',
          actions: 'noteTheLoan',
        },
      },
    },
    lent: {
      description: 'Lent.',
      tags: ['awaiting-authority'],
      on: {
        bind: { description: 'It is bound first.', meta: { by: ['binder'], under }, target: 'closed' },
        strike: {
          description: 'It is struck from the list, by two.',
          meta: { by: ['guardian'], under },
          target: 'struck',
        },
      },
    },
    struck: {
      description: 'Struck, if a second confirms.',
      tags: ['awaiting-authority'],
      on: {
        confirmIt: {
          description: 'The second confirms.',
          meta: { by: ['guardian'], duty: 'confirmation', under, decides: ['loan'] },
          target: 'closed',
        },
      },
    },
    closed: { description: 'Closed.', tags: ['terminal'], type: 'final' },
  },
});

const named = <Name extends string>(...names: Name[]) =>
  Object.fromEntries(names.map((name) => [name, words(name)])) as Record<
    Name,
    { 'zh-CN': string; en: string }
  >;

export const rareLoan = law.process(machine, {
  labels: {
    title: words('Rare loan'),
    states: named('asked', 'registered', 'read', 'advised', 'lent', 'struck', 'closed'),
    steps: named(
      'takeBack',
      ...(['register', 'sign', 'turnDown', 'forget', 'appoint', 'advise', 'lend', 'bind'] as const),
      ...(['strike', 'confirmIt'] as const),
    ),
    facts: named('readers', 'loan'),
  },
});

/** The duties that the library keeps apart. */
export const apart = ['applying', 'intake', 'coordination', 'assessment', 'decision', 'issuing'] as const;

/** Somebody with nothing but an id, and what is given. */
export const somebody = (person: string, given: Partial<Actor> = {}): Actor => ({
  ...{ tenant: 22, person, name: `name of ${person}`, roles: [], actsFor: [], acting: [], covers: [] },
  suspended: false,
  ...{ employer: null, method: 'test' },
  ...given,
});

export const library = '0197a000-0000-7000-8000-00000000000a';
export const loan = '0197a000-0000-7000-8000-000000000001';
const at = new Date('2025-09-01T02:00:00.000Z');

const ports = new Ports();
ports.registerSeries('loanNumber', { counter: () => 'loan', format: String, last: 9 });

/** A loan at its first revision, and everything its commands are judged by. */
export function loanBench(
  actors: readonly Actor[],
  scene: {
    state?: string;
    context?: Facts;
    duties?: Record<string, string>;
    desks?: Record<string, string>;
    at?: Date;
  } = {},
): { bench: Bench; working: WorkingCase; numbers: WantedNumbers } {
  const now = scene.at ?? at;
  const world: World = {
    ...{ at: now, recordedAt: now, held: false, zone: 'Asia/Shanghai', calendars: calendarsOf([], []) },
    ...{ institutions: new Set([library]), authority: null, dutiesApart: new Set(apart) },
    extensionsAllowed: false,
    ...{ cases: new Map(), answers: new Map(), owed: new Map() },
    duties: new Map([[loan, new Map(Object.entries(scene.duties ?? {}))]]),
    desks: new Map([[loan, new Map(Object.entries(scene.desks ?? {}))]]),
  };
  const context = { guest: null, readers: { chair: null, all: [] }, fit: true, loan: null, ...scene.context };
  const row = {
    ...{ id: loan, root_id: loan, institution_id: library, number: null, revision: 1, seq: 1 },
    ...{ head: sha256('before'), process: rareLoan.id, edition: rareLoan.edition },
    ...{ edition_hash: rareLoan.hash, state: scene.state ?? 'asked', context: JSON.stringify(context) },
    ...{ opened_at: at, changed_at: at },
  };
  const numbers = new WantedNumbers(ports);
  const bench: Bench = {
    ...{ tenant: 22, world, shelf: new ProcessShelf([rareLoan]), numbers },
    ...{ rules: authorityRules, stepUp: usualStepUp },
    actors: new Map(actors.map((actor) => [actor.person, actor])),
    operations: new Map(),
    ...{ brought: new Map(), recused: new Map(), notes: new Map(), signatures: new Map(), staff: new Map() },
    parties: new Map([
      [library, { authority: 'Library', institution: 'Reader', creditCode: '1'.repeat(18) }],
    ]),
    names: new Map(),
  };
  const working = new WorkingCase(loan, loan, library, rareLoan, world, { row, context, clocks: [] });
  return { bench, working, numbers };
}

const asking = (person: string, what: unknown) => ({
  ...{ tenant: 22, case: loan, person, method: 'test', acr: 'mfa', authTime: at.getTime() / 1000 },
  ...{ onlyFor: null, idempotency: { keyDigest: sha256(randomUUID()), requestDigest: sha256(String(what)) } },
});
export const noteBy = (person: string, note: Note): NoteCommand => ({
  ...asking(person, note.kind),
  ...{ kind: 'note', note },
});
export const stepBy = (person: string, step: string, change: Partial<StepCommand> = {}): StepCommand => ({
  ...asking(person, step),
  ...{ kind: 'step', step, revision: 1, evidence: undefined, confirmedText: null, dryRun: false },
  ...change,
});

/** Hands in an opinion with a command. */
export function opine(bench: Bench, command: Command, value: unknown = { text: 'yes' }): void {
  const brought = {
    name: 'opinion',
    value,
    refused: null,
    documents: [],
    namesPeople: false,
    facts: () => ({}),
  };
  bench.brought = new Map([...bench.brought, [command, brought]]);
}
