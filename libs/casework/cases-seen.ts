import type { Transaction } from '#database';
import type { Actor } from '#identity';
import type { EventKind } from '#ledger';
import { maySee, mayBeRecused } from './authority.js';
import { CaseReader, type Part } from './case-readers.js';
import type { CaseRow } from './load.js';
import { deskMoves } from './notes.js';
import type { ProcessShelf } from './process-shelf.js';
import { meeting, readCase } from './reader.js';
import { loadRecusals, meetingKey } from './recusals.js';

/** A case and in which part somebody reads it who may see it. */
export interface SeenCase {
  row: CaseRow;
  part: Part;
}

/** Of these cases those that somebody may see now, by id. Whoever is recused from one reads it as a party. */
export async function casesSeen(
  tx: Transaction,
  shelf: ProcessShelf,
  actor: Actor,
  ids: readonly string[],
): Promise<Map<string, SeenCase>> {
  const rows = await tx.named<CaseRow>(
    'cases-that-changed',
    `select * from cases where tenant = $1 and id = any($2::uuid[])`,
    [tx.tenant, [...new Set(ids)]],
  );
  const cases = rows
    .map((row) => ({ row, of: readCase(row, shelf.pinned(row.process, row.edition, row.edition_hash)) }))
    .filter(({ of }) => maySee(of.process, actor, of.file));
  const met = cases.filter(({ of }) => mayBeRecused(of.process, actor));
  const recusals = await loadRecusals(
    tx,
    met.map(({ of }) => meeting(actor, of)),
  );
  return new Map(
    cases.map(({ row, of }) => {
      const recused = recusals.get(meetingKey(meeting(actor, of))) ?? [];
      return [row.id, { row, part: CaseReader.from(actor, of, recused).part }];
    }),
  );
}

/** Whether somebody who reads a case in this part is told at all that such an event happened: a party hears nothing of desks. */
export const isToldOf = (part: Part | undefined, kind: EventKind): boolean =>
  part !== undefined && !(part === 'party' && deskMoves.has(kind));
