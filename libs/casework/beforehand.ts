import type { Transaction } from '#database';
import { Refused } from '#refusals';
import type { Bench } from './bench.js';
import type { Command, StepCommand } from './command.js';
import type { Engine, Line } from './lines.js';
import { signedStatement } from './confirmed-text.js';
import type { Parties } from './decided-text.js';
import type { NoteReady, Ports } from './ports.js';
import { loadStaff, type Staff } from './staffing.js';

/**
 * What a batch needs that cannot be had while it is judged, for judging is pure and never waits: notes that libraries
 * above make, signatures of confirmed texts, the names in those texts. What is made here for a command that is then
 * refused is thrown away.
 */

/** The notes of a batch, made by who registered for them. */
export async function makeNotes(
  tx: Transaction,
  ports: Ports,
  lines: readonly Line[],
): Promise<Bench['notes']> {
  const notes = new Map<Command, { beside: string; ready: NoteReady | Refused }>();
  for (const { entries, ...line } of lines) {
    if (line.process === null) continue;
    for (const { command, caseId } of entries) {
      if (command.kind !== 'note' || !('asked' in command.note)) continue;
      const maker = ports.notes.get(command.note.kind);
      if (maker === undefined) throw new Error(`nobody registered how "${command.note.kind}" is noted`);
      const { matter, institution, context } = line;
      const { person, note } = command;
      const asked = { person, case: caseId, matter, institution, context, asked: note.asked };
      notes.set(command, { beside: maker.beside, ready: await ready(maker.make(tx, asked)) });
    }
  }
  return notes;
}

const ready = async <Made>(making: Promise<Made>): Promise<Made | Refused> =>
  making.catch((error: unknown) => {
    if (error instanceof Refused) return error;
    throw error;
  });

/** Commands of a line that are decisions in the state as it was read. */
const decisionsOf = ({ entries, process, state }: Line): StepCommand[] => {
  const steps = process?.states.find(({ name }) => name === state)?.steps ?? [];
  return entries.flatMap(({ command }) =>
    command.kind === 'step' && steps.some(({ name, stepUp }) => stepUp && name === command.step)
      ? [command]
      : [],
  );
};

/** Signs what was confirmed; all of it is in the command, so that it can be done before it is known to be right. */
export async function sign({ signer }: Engine, lines: readonly Line[]): Promise<Bench['signatures']> {
  const confirmed = lines.flatMap(decisionsOf).filter(({ confirmedText }) => confirmedText !== null);
  const signed = await Promise.all(
    confirmed.map(async (command) => [command, await signer.sign(signedStatement(command))] as const),
  );
  return new Map(signed);
}

/** The names that stand in the texts of a batch's decisions, by institution. */
export async function loadParties(tx: Transaction, lines: readonly Line[]): Promise<Bench['parties']> {
  const of = lines.filter((line) => decisionsOf(line).length > 0).map(({ institution }) => institution);
  return of.length === 0 ? new Map() : partiesOf(tx, of);
}

export async function partiesOf(
  tx: Transaction,
  institutions: readonly string[],
): Promise<Map<string, Parties>> {
  const rows = await tx.named<{ id: string } & Parties>(
    'parties-of-a-decision',
    `select i.id, j.name_zh as authority, i.name as institution, i.credit_code as "creditCode"
     from institutions i join jurisdictions j on j.tenant = i.tenant
     where i.tenant = $1 and i.id = any($2::uuid[])`,
    [tx.tenant, institutions],
  );
  return new Map(rows.map(({ id, ...parties }) => [id, parties]));
}

/** The names behind the ids in the texts of a batch's decisions. */
export async function loadNames(
  tx: Transaction,
  lines: readonly Line[],
  brought: Bench['brought'],
): Promise<Bench['names']> {
  const told = lines.flatMap((line) => {
    const decisions = decisionsOf(line);
    const facts = decisions.map((command) => {
      const one = brought.get(command);
      return one?.refused === null ? one.facts(line.context) : {};
    });
    return decisions.length === 0
      ? []
      : [line.context, ...facts, ...decisions.map(({ evidence }) => evidence)];
  });
  return told.length === 0 ? new Map() : namesIn(tx, told);
}

/** The names of those people and institutions of the jurisdiction whose ids stand anywhere in the values. */
export async function namesIn(tx: Transaction, values: readonly unknown[]): Promise<Map<string, string>> {
  const ids = new Set(JSON.stringify(values).toLowerCase().match(uuids));
  if (ids.size === 0) return new Map();
  const rows = await tx.named<{ id: string; name: string }>(
    'names-in-a-decision',
    `select id, name from people where tenant = $1 and id = any($2::uuid[])
     union all select id, name from institutions where tenant = $1 and id = any($2::uuid[])`,
    [tx.tenant, [...ids]],
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}

const uuids = /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g;

/** Everybody of the office, for cases to which a command of the batch names people. */
export async function loadStaffOf(
  tx: Transaction,
  lines: readonly Line[],
  brought: Bench['brought'],
): Promise<Bench['staff']> {
  const staff = new Map<string, Staff>();
  for (const { entries, matter, met: institution } of lines) {
    for (const { command, caseId } of entries) {
      if (command.kind === 'step' && brought.get(command)?.namesPeople === true && !staff.has(caseId)) {
        const [ofTheCase] = await loadStaff(tx, [{ institution, matter }]);
        staff.set(caseId, ofTheCase!);
      }
    }
  }
  return staff;
}
