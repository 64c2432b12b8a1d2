import { randomUUID } from 'node:crypto';
import type { Actor } from '#identity';
import { sha256 } from '#ledger';
import type { Facts } from '#process';
import type { ClockRow } from './clock-rows.js';
import { calendarsOf, noticesShipped } from './calendars.js';
import type { Command, Outcome, StepCommand } from './command.js';
import { authorityRules } from './authority-rules.js';
import type { Bench } from './bench.js';
import { usualStepUp } from './authority-rules.js';
import { lending } from './lending.fixture.js';
import type { World } from './load.js';
import { WantedNumbers } from './numbers.js';
import { Ports } from './ports.js';
import { ProcessShelf } from './process-shelf.js';
import { WorkingCase } from './working-case.js';

/** A batch on one case of an invented process, without a database: judging is pure. */
export const tenant = 22;
export const library = '0197a000-0000-7000-8000-00000000000a';
export const clerk = '0197a000-0000-7000-8000-0000000000c1';
export const member = '0197a000-0000-7000-8000-0000000000a1';
export const id = '0197a000-0000-7000-8000-000000000001';

const person = (given: Partial<Actor> & { person: string }): Actor => ({
  ...{ tenant, name: 'somebody', roles: [], actsFor: [], acting: [], covers: [] },
  suspended: false,
  ...{ employer: null, method: 'test' },
  ...given,
});
const actors = new Map(
  [
    person({ person: clerk, roles: ['clerk'] }),
    person({ person: member, roles: ['member'], actsFor: [library] }),
  ].map((actor) => [actor.person, actor]),
);

const ports = new Ports();
ports.registerSeries('loanNumber', { counter: () => 'loan', format: String, last: 9 });

interface Scene {
  state?: string;
  context?: Facts;
  clocks?: Partial<ClockRow>[];
  at?: string;
  held?: boolean;
  owed?: World['owed'];
  institutions?: string[];
  /** By person. */
  duties?: Record<string, string>;
  /** By duty. */
  desks?: Record<string, string>;
}

/** A loaded case at its first revision, and everything its commands are judged by. */
export function benchOf(scene: Scene): { bench: Bench; working: WorkingCase; numbers: WantedNumbers } {
  const at = new Date(scene.at ?? '2025-09-01T02:00:00.000Z');
  const world: World = {
    at,
    recordedAt: at,
    held: scene.held ?? false,
    zone: 'Asia/Shanghai',
    // What an office knew in September 2025, at whatever instant it is asked.
    calendars: calendarsOf(
      [],
      [],
      noticesShipped.filter((notice) => notice < '2026'),
    ),
    institutions: new Set(scene.institutions ?? [library]),
    cases: new Map(),
    answers: new Map(),
    owed: scene.owed ?? new Map<string, never>(),
    authority: null,
    extensionsAllowed: false,
    dutiesApart: new Set(['applying', 'intake', 'assessment', 'decision', 'issuing']),
    duties: new Map([[id, new Map(Object.entries(scene.duties ?? {}))]]),
    desks: new Map([[id, new Map(Object.entries(scene.desks ?? {}))]]),
  };
  const context = {
    reader: null,
    readers: [],
    lentOn: null,
    notedOn: null,
    loan: null,
    counted: 0,
    ...scene.context,
  };
  const row = {
    id,
    root_id: id,
    institution_id: library,
    number: null,
    revision: 1,
    seq: 1,
    head: sha256('before'),
    process: lending.id,
    edition: lending.edition,
    edition_hash: lending.hash,
    state: scene.state ?? 'onShelf',
    context: JSON.stringify(context),
    opened_at: new Date('2025-08-25T01:00:00Z'),
    changed_at: new Date('2025-08-25T01:00:00Z'),
  };
  // Dates are invented here: the calendar has been seen not to move them.
  const considered = world.calendars.at(at).calendar.version;
  const clocks = (scene.clocks ?? []).map((change): ClockRow => ({ ...running, considered, ...change }));
  const working = new WorkingCase(id, id, library, lending, world, { row, context, clocks });
  const numbers = new WantedNumbers(ports);
  const bench = {
    ...{
      tenant,
      world,
      shelf: new ProcessShelf([lending]),
      actors,
      numbers,
      rules: authorityRules,
      stepUp: usualStepUp,
    },
    ...{
      operations: new Map(),
      brought: new Map(),
      recused: new Map(),
      notes: new Map(),
      signatures: new Map(),
      parties: new Map(),
      names: new Map(),
      staff: new Map(),
    },
  };
  return { bench, working, numbers };
}

/** Due at the end of Friday, 29 August 2025. */
const running: ClockRow = {
  clock: 'loan',
  generation: 1,
  anchor: '2025-08-22',
  budget: 5,
  unit: 'workingDays',
  consumed: 0,
  running_since: '2025-08-22',
  held_on: null,
  due_on: '2025-08-29',
  due_at: '2025-08-29T16:00:00.000Z',
  status: 'running',
  legal_effect: 'statutory',
  lapses_into: 'lose',
  instrument: 'rules',
  article: '1',
  calendar_version: 'v',
  provisional: false,
  changed_seq: 1,
};

/** The clerk's command, under a key of its own. */
export const stepOf = (step: string, revision: number | undefined = 1): StepCommand => ({
  ...{ kind: 'step', tenant, case: id, step, revision, evidence: undefined, person: clerk, method: 'test' },
  ...{ acr: null, authTime: null, onlyFor: null, confirmedText: null, dryRun: false },
  idempotency: { keyDigest: sha256(randomUUID()), requestDigest: sha256(step) },
});
/** The code of a refusal, else the state that was reached. */
export const codeOf = (outcome: Outcome | undefined): string =>
  outcome === undefined ? 'nothing' : 'refused' in outcome ? outcome.refused.code : outcome.done.state;
/** Hands the clerk's slip in with a command. */
export const slip = (bench: Bench, command: Command): void => {
  const brought = {
    name: 'slip',
    value: { shelf: 7 },
    refused: null,
    documents: [],
    namesPeople: false,
    facts: () => ({ shelf: 7 }),
  };
  bench.brought = new Map([...bench.brought, [command, brought]]);
};
