import { dayOf } from '#calendar';
import type { Database } from '#database';
import type { Actor } from '#identity';
import type { Facts, Process } from '#process';
import { institutionMet, mayBeRecused } from './authority.js';
import type { StepUp } from './authority-rules.js';
import type { Bench } from './bench.js';
import type { ClockWatch } from './clock-watch.js';
import type { Command } from './command.js';
import type { DecisionSigner } from './decision-signer.js';
import type { Bringing } from './evidence.js';
import type { World } from './load.js';
import type { Ports } from './ports.js';
import type { ProcessShelf } from './process-shelf.js';
import type { Meeting } from './recusals.js';
import { WorkingCase } from './working-case.js';

/** What commands are carried out with. */
export interface Engine {
  database: Database;
  shelf: ProcessShelf;
  ports: Ports;
  signer: DecisionSigner;
  stepUp: StepUp;
  rules: Bench['rules'];
  /** Compares the database's clock with this process's own. */
  watch: ClockWatch;
}

/** A command and, for one that opens a case, the id the case will have. */
export interface Entry {
  command: Command;
  caseId: string;
}

/** The commands of one case, in the order they came. */
export interface Line {
  entries: Entry[];
  process: Process | null;
  /** The root case. */
  matter: string;
  institution: string;
  /** The institution whose ties recuse (`institutionMet`). */
  met: string;
  state: string | null;
  context: Facts;
  fresh(): WorkingCase | null;
}

export function linesOf(engine: Engine, world: World, entries: readonly Entry[]): Line[] {
  const byCase = new Map<string, Entry[]>();
  for (const entry of entries) byCase.set(entry.caseId, [...(byCase.get(entry.caseId) ?? []), entry]);
  return [...byCase].map(([id, of]): Line => {
    const command = of[0]!.command;
    if (command.kind === 'open') {
      const process = engine.shelf.findInForce(command.process, dayOf(world.at, world.zone));
      const institution =
        (process?.opening.concerns === 'authority' ? world.authority : command.institution) ?? nobodysId;
      return {
        entries: of,
        process: process ?? null,
        matter: id,
        institution,
        met: institution,
        state: null,
        context: {},
        fresh: () =>
          process === undefined ? null : new WorkingCase(id, id, institution, process, world, null),
      };
    }
    const loaded = world.cases.get(id);
    if (loaded === undefined) return { ...nowhere, entries: of };
    const { row } = loaded;
    const process = engine.shelf.pinned(row.process, row.edition, row.edition_hash);
    return {
      entries: of,
      process,
      matter: row.root_id,
      institution: row.institution_id,
      met: institutionMet(process, row.institution_id, loaded.context),
      state: row.state,
      context: loaded.context,
      fresh: () => new WorkingCase(id, row.root_id, row.institution_id, process, world, loaded),
    };
  });
}

/** Where there is no case to look at. */
const nowhere = {
  process: null,
  matter: '',
  institution: '',
  met: '',
  state: null,
  context: {},
  fresh: () => null,
};
const nobodysId = '00000000-0000-0000-0000-000000000000';

/** Who gives a command, and whom it names. */
export function peopleOf(command: Command): string[] {
  if (!('person' in command)) return [];
  const named = command.kind === 'note' && 'to' in command.note ? [command.note.to] : [];
  return [command.person, ...named];
}

/** Who of the office meets which institution, so that it is known whether they are recused. */
export function meetings(lines: readonly Line[], actors: ReadonlyMap<string, Actor>): Meeting[] {
  return lines.flatMap(({ entries, process, matter, met: institution }) => {
    const people = new Set(process === null ? [] : entries.flatMap(({ command }) => peopleOf(command)));
    const ofTheOffice = [...people].filter((person) => {
      const actor = actors.get(person);
      return actor !== undefined && mayBeRecused(process!, actor);
    });
    return ofTheOffice.map((person) => ({ person, institution, matter }));
  });
}

/** What has to be read and looked up for a line; where a step's evidence depends on the state, that of the state now. */
export function bringings({ entries, process, matter, institution, state }: Line): Bringing[] {
  if (process === null) return [];
  return entries.flatMap(({ command, caseId }) => {
    if (command.kind !== 'open' && command.kind !== 'step') return [];
    const needs = command.kind === 'open' ? process.opening.needs : needsOf(process, state, command.step);
    return needs === undefined
      ? []
      : [{ command, process, needs, evidence: command.evidence, case: caseId, matter, institution }];
  });
}

function needsOf(process: Process, state: string | null, step: string): string | null | undefined {
  const here = process.states.find(({ name }) => name === state)?.steps ?? [];
  const anywhere = process.states.flatMap(({ steps }) => steps);
  return [...here, ...anywhere].find(({ name }) => name === step)?.needs;
}
