import { inTransaction, type Transaction } from '#database';
import { loadActors, type Actor } from '#identity';
import { canonicalText } from '#ledger';
import { loadNames, loadParties, loadStaffOf, makeNotes, sign } from './beforehand.js';
import type { Bench } from './bench.js';
import type { Outcome } from './command.js';
import { bring } from './evidence.js';
import { judgeCase } from './judge.js';
import { bringings, linesOf, meetings, peopleOf, type Engine, type Entry, type Line } from './lines.js';
import { linkedCases, ownEffects } from './linked-cases.js';
import { load } from './load.js';
import { drawNumbers, DrawnNumbers, WantedNumbers, type NumberSource } from './numbers.js';
import type { Effected } from './ports.js';
import { keepLooked, loadOperations } from './project.js';
import { loadRecusals } from './recusals.js';
import type { Lapsed, WorkingCase } from './working-case.js';
import { write } from './write.js';

/** Carries out a batch in a transaction of its own. */
export async function commitBatch(
  engine: Engine,
  tenant: number,
  entries: readonly Entry[],
): Promise<Outcome[]> {
  return inTransaction(engine.database, tenant, async (tx) => (await commitIn(tx, engine, entries)).outcomes);
}

/**
 * The life of a batch: one transaction of one tenant. Locks first, then the clock; each command judged alone; numbers
 * drawn as late as can be, only for what will commit; one statement writes it all; effects in the same transaction.
 */
export async function commitIn(
  tx: Transaction,
  engine: Engine,
  entries: readonly Entry[],
): Promise<{ outcomes: Outcome[]; lapsed: Lapsed[]; calendar: string }> {
  const { tenant } = tx;
  const commands = entries.map(({ command }) => command);
  const world = await load(tx, engine.watch, commands, engine.shelf.clockNames);
  const people = [...new Set(commands.flatMap(peopleOf))];
  const actors = people.length === 0 ? new Map<string, Actor>() : await loadActors(tx, people);
  const lines = linesOf(engine, world, entries);
  const brought = await bring(tx, engine.ports, lines.flatMap(bringings));
  const prepared = {
    ...{ tenant, world, shelf: engine.shelf, actors, brought, rules: engine.rules, stepUp: engine.stepUp },
    operations: await loadOperations(tx, world),
    recused: await loadRecusals(tx, meetings(lines, actors)),
    notes: await makeNotes(tx, engine.ports, lines),
    signatures: await sign(engine, lines),
    parties: await loadParties(tx, lines),
    names: await loadNames(tx, lines, brought),
    staff: await loadStaffOf(tx, lines, brought),
  };
  const { calendar } = world.calendars.at(world.at);
  const judgeAll = (numbers: NumberSource): Judged[] => {
    const bench: Bench = { ...prepared, numbers };
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
  await writeAll(tx, engine, { tenant, world }, judged);
  // Only where the clock asks: a step that is refused leaves no trace at all.
  const looked = judged.flatMap(({ line, working }) =>
    working !== null &&
    working.looked === calendar.version &&
    line.entries.some(({ command }) => command.kind === 'lapse')
      ? [working]
      : [],
  );
  await keepLooked(tx, calendar, looked);
  const outcomes = new Map(
    judged.flatMap(({ line, outcomes: of }) => line.entries.map((entry, index) => [entry, of[index]!])),
  );
  return {
    outcomes: entries.map((entry) => outcomes.get(entry)!),
    lapsed: judged.flatMap(({ working }) => working?.lapsed ?? []),
    calendar: calendar.version,
  };
}

interface Judged {
  line: Line;
  working: WorkingCase | null;
  outcomes: Outcome[];
}

async function writeAll(
  tx: Transaction,
  engine: Engine,
  of: Pick<Bench, 'tenant' | 'world'>,
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
    for (const { event, effects, contextAfter, value } of working.events) {
      for (const effect of effects) {
        const { institution } = working;
        const effected = { effect, event, context: contextAfter, institution, evidence: value };
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
