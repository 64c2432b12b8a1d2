import { dayOf } from '#calendar';
import { inTransaction, type Database, type Transaction } from '#database';
import { loadActors } from '#identity';
import { canonicalText } from '#ledger';
import type { Process } from '#process';
import { calendarKnownOn } from './calendars.js';
import { bring, type Bringing } from './evidence.js';
import type { Command, Outcome } from './command.js';
import { judgeCase, type Bench } from './judge.js';
import { linkedCases, ownEffects } from './linked-cases.js';
import { load, type World } from './load.js';
import { drawNumbers, DrawnNumbers, WantedNumbers, type NumberSource } from './numbers.js';
import type { Effected, Ports } from './ports.js';
import type { ProcessShelf } from './process-shelf.js';
import { WorkingCase } from './working-case.js';
import { write } from './write.js';

export interface Engine {
  database: Database;
  shelf: ProcessShelf;
  ports: Ports;
}

/** A command and, for one that opens a case, the id the case will have. */
export interface Entry {
  command: Command;
  caseId: string;
}

/**
 * The life of a batch: one transaction of one tenant. Locks first, then the clock; each command judged alone; numbers
 * drawn as late as can be, only for what will commit; one statement writes it all; effects in the same transaction.
 */
export async function commitBatch(
  engine: Engine,
  tenant: number,
  entries: readonly Entry[],
): Promise<Outcome[]> {
  return inTransaction(engine.database, tenant, async (tx) => {
    const commands = entries.map(({ command }) => command);
    const world = await load(tx, commands, engine.shelf.clockNames);
    const people = [...new Set(commands.flatMap((command) => ('person' in command ? [command.person] : [])))];
    const actors = people.length === 0 ? new Map() : await loadActors(tx, people);
    const lines = linesOf(engine, world, entries);
    const brought = await bring(tx, engine.ports, lines.flatMap(bringings));
    const calendar = calendarKnownOn(dayOf(world.at, world.zone), world.provisionalYears);
    const judgeAll = (numbers: NumberSource): Judged[] => {
      const bench: Bench = { tenant, world, calendar, actors, brought, numbers };
      return lines.map((line) => {
        const working = line.fresh();
        const outcomes = judgeCase(
          bench,
          working,
          line.entries.map(({ command }) => command),
        );
        return { line, working, outcomes };
      });
    };
    const wanted = new WantedNumbers(engine.ports);
    let judged = judgeAll(wanted);
    if (wanted.wanted.length > 0) {
      judged = judgeAll(new DrawnNumbers(engine.ports, await drawNumbers(tx, wanted)));
    }
    await writeAll(tx, engine, { tenant, world, calendar }, judged);
    const outcomes = new Map(
      judged.flatMap(({ line, outcomes: of }) => line.entries.map((entry, index) => [entry, of[index]!])),
    );
    return entries.map((entry) => outcomes.get(entry)!);
  });
}

/** The commands of one case, in the order they came. */
interface Line {
  entries: Entry[];
  process: Process | null;
  institution: string;
  state: string | null;
  fresh(): WorkingCase | null;
}

interface Judged {
  line: Line;
  working: WorkingCase | null;
  outcomes: Outcome[];
}

function linesOf(engine: Engine, world: World, entries: readonly Entry[]): Line[] {
  const byCase = new Map<string, Entry[]>();
  for (const entry of entries) byCase.set(entry.caseId, [...(byCase.get(entry.caseId) ?? []), entry]);
  return [...byCase].map(([id, of]): Line => {
    const command = of[0]!.command;
    if (command.kind === 'open') {
      const process = engine.shelf.findInForce(command.process, dayOf(world.at, world.zone));
      const { institution } = command;
      return {
        entries: of,
        process: process ?? null,
        institution,
        state: null,
        fresh: () =>
          process === undefined ? null : new WorkingCase(id, id, institution, process, world, null),
      };
    }
    const loaded = world.cases.get(id);
    if (loaded === undefined)
      return { entries: of, process: null, institution: '', state: null, fresh: () => null };
    const { row } = loaded;
    const process = engine.shelf.pinned(row.process, row.edition, row.edition_hash);
    return {
      entries: of,
      process,
      institution: row.institution_id,
      state: row.state,
      fresh: () => new WorkingCase(id, row.root_id, row.institution_id, process, world, loaded),
    };
  });
}

/** What has to be read and looked up for a line; where a step's evidence depends on the state, that of the state now. */
function bringings({ entries, process, institution, state }: Line): Bringing[] {
  if (process === null) return [];
  return entries.flatMap(({ command, caseId }) => {
    if (command.kind !== 'open' && command.kind !== 'step') return [];
    const needs = command.kind === 'open' ? process.opening.needs : needsOf(process, state, command.step);
    return needs === undefined
      ? []
      : [{ command, process, needs, evidence: command.evidence, case: caseId, institution }];
  });
}

function needsOf(process: Process, state: string | null, step: string): string | null | undefined {
  const here = process.states.find(({ name }) => name === state)?.steps ?? [];
  const anywhere = process.states.flatMap(({ steps }) => steps);
  return [...here, ...anywhere].find(({ name }) => name === step)?.needs;
}

async function writeAll(
  tx: Transaction,
  engine: Engine,
  of: Pick<Bench, 'tenant' | 'world' | 'calendar'>,
  judged: readonly Judged[],
): Promise<void> {
  const changed = judged.flatMap(({ working }) =>
    working !== null && working.events.length > 0 ? [working] : [],
  );
  if (changed.length === 0) return;
  const { opened, owed } = linkedCases(engine.shelf, of, changed);
  const all = [...changed, ...opened];
  await write(
    tx,
    all,
    owed.map((one) => ({ ...one, world: canonicalText(one.world) })),
  );
  const byName = new Map<string, Effected[]>();
  for (const working of all) {
    for (const { event, effects, contextAfter } of working.events) {
      for (const effect of effects) {
        const effected = { effect, event, context: contextAfter, institution: working.institution };
        byName.set(effect.do, [...(byName.get(effect.do) ?? []), effected]);
      }
    }
  }
  for (const [name, effects] of byName) {
    if (ownEffects.has(name)) continue;
    const handler = engine.ports.effects.get(name);
    if (handler === undefined) throw new Error(`the effect "${name}" is not registered`);
    await handler(tx, effects);
  }
}
