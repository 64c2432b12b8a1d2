/** A scope item by item: what is applied for, what the assessment proposes, what is decided, and what becomes of a certificate. */
import { createHash } from 'node:crypto';
import type { CertificateConcerned, ItemNamed, ScopeStages } from '#regulations';
import { scopeColumns, type ScopeRow } from './scope-rules.js';

/**
 * What becomes of an item on the certificate that a case is about: it comes to stand there; it stands there in place of one
 * of the same site and number with other words; it no longer does; it does as before; it does not, before or after.
 */
export const becomes = ['added', 'replaced', 'takenOut', 'unchanged', 'leftOff'] as const;
export type Becomes = (typeof becomes)[number];

/** Null: nobody has said, or the reader is not shown who did. */
export interface ItemBeside {
  /** Names the item among those of its case; drawn from its site and number, so that it stays where others come and go. */
  key: string;
  row: ScopeRow;
  /** Whether the application asks for something of it: that it be granted, or that it be taken out (`toGiveUp`). */
  applied: boolean;
  toGiveUp: boolean;
  /** Whether the assessment proposes what is asked for, and whether it is granted. */
  proposed: boolean | null;
  decided: boolean | null;
  /** As it is, once the certificate is amended; before that as it would be by what has been said till now. */
  certificate: Becomes | null;
  /** The row in whose place it stands. */
  replaces: ScopeRow | null;
  /** Whether two stages that have spoken differ. */
  differs: boolean;
}

/** The certificate that a case is about as it was before the case touched it. */
export interface Held extends CertificateConcerned {
  items: readonly ScopeRow[];
}

/**
 * Lays the stages beside each other: first the rows of the table applied for in its order, then what else the certificate
 * has, then what is given up and stands nowhere. Pure. Nothing where the reader is not shown what was applied for.
 */
export function layBeside(stages: ScopeStages, rows: readonly ScopeRow[], held: Held | null): ItemBeside[] {
  const { applied, proposed, decided } = stages;
  if (applied.said === null) return [];
  const { givesUp } = applied.said;
  const asked = givesUp === 'all' ? [] : givesUp;
  const toGiveUp = new Set(asked.map(nameOf));
  const judgedBy = ({ said }: typeof proposed | typeof decided) => {
    const left = said === null || said.leavesOut === 'all' ? null : new Set(said.leavesOut.map(nameOf));
    return (name: string): boolean | null => (said === null ? null : left !== null && !left.has(name));
  };
  const [isProposed, isGranted] = [judgedBy(proposed), judgedBy(decided)];
  const refused = (decided.said ?? proposed.said)?.leavesOut === 'all';
  // What becomes of the certificate follows from the newest that was said: who is not shown that is told neither.
  const isShown = !(decided.withheld || (decided.said === null && proposed.withheld));
  const standing = new Map(held?.items.map((row) => [named(row), row]));
  const inTable = new Map(rows.map((row) => [named(row), row]));

  const beside = (row: ScopeRow): ItemBeside => {
    const name = named(row);
    const isGivenUp = givesUp === 'all' || toGiveUp.has(name);
    const isApplied = isGivenUp || inTable.has(name);
    const [said, granted] = isApplied ? [isProposed(name), isGranted(name)] : [null, null];
    const stood = standing.get(name) ?? null;
    const becomes =
      held === null || !isShown
        ? null
        : becomesOf(held.as, {
            ...{ stood, refused, toGiveUp: isGivenUp },
            brought: inTable.get(name) ?? null,
            // By the newest that was said: a decision leaves out at least what the team did.
            granted: granted ?? said ?? true,
          });
    return {
      key: createHash('sha256').update(name).digest('hex').slice(0, 16),
      row,
      ...{ applied: isApplied, toGiveUp: isGivenUp, proposed: said, decided: granted },
      certificate: becomes,
      replaces: becomes === 'replaced' ? stood : null,
      differs: new Set([isApplied, said, granted].filter((one) => one !== null)).size > 1,
    };
  };
  const elsewhere = [...standing].flatMap(([name, row]) => (inTable.has(name) ? [] : [row]));
  const nowhere = asked.filter((item) => !inTable.has(nameOf(item)) && !standing.has(nameOf(item)));
  return [...rows, ...elsewhere, ...nowhere.map(withoutWords)].map(beside);
}

/** The amendments and replacements of `certificate-effects.ts`, item by item. */
function becomesOf(
  as: CertificateConcerned['as'],
  of: {
    stood: ScopeRow | null;
    brought: ScopeRow | null;
    toGiveUp: boolean;
    granted: boolean;
    refused: boolean;
  },
): Becomes {
  const { stood, brought, toGiveUp, granted, refused } = of;
  const asItWas = stood === null ? 'leftOff' : 'unchanged';
  const gone = stood === null ? 'leftOff' : 'takenOut';
  if (refused) return asItWas;
  const takenOut = {
    extension: false,
    change: toGiveUp && granted,
    // What the decision leaves out of the new premises, and what a new certificate has no longer.
    move: brought !== null && !granted,
    replacement: brought === null || !granted,
    cancellation: granted,
  }[as];
  if (takenOut) return gone;
  if (brought === null || !granted) return asItWas;
  if (stood !== null) return isSame(stood, brought) ? 'unchanged' : 'replaced';
  // A change adds nothing: its rows stand for items that there are.
  return as === 'extension' || as === 'replacement' ? 'added' : 'leftOff';
}

/** How many items stand how; of a stage that nobody has spoken in, null. */
export interface ScopeCounts {
  items: number;
  applied: number;
  proposed: number | null;
  notProposed: number | null;
  granted: number | null;
  notGranted: number | null;
  differing: number;
  certificate: Record<Becomes, number> | null;
}

export function countsOf({ proposed, decided }: ScopeStages, items: readonly ItemBeside[]): ScopeCounts {
  const many = (holds: (item: ItemBeside) => boolean): number => items.filter(holds).length;
  const said = (stage: { said: unknown }, holds: (item: ItemBeside) => boolean) =>
    stage.said === null ? null : many(holds);
  return {
    items: items.length,
    applied: many((item) => item.applied),
    proposed: said(proposed, (item) => item.proposed === true),
    notProposed: said(proposed, (item) => item.proposed === false),
    granted: said(decided, (item) => item.decided === true),
    notGranted: said(decided, (item) => item.decided === false),
    differing: many((item) => item.differs),
    certificate: items.every(({ certificate }) => certificate === null)
      ? null
      : (Object.fromEntries(
          becomes.map((one) => [one, many(({ certificate }) => certificate === one)]),
        ) as Record<Becomes, number>),
  };
}

/** Somebody who is to sign: whether the assessment proposes them, and whether they are approved, null until it is decided. */
export interface SignatoryBeside {
  name: string;
  field: string;
  proposed: boolean;
  approved: boolean | null;
}

/** Nobody decides on signatories by name: who was proposed is approved with the scope. */
export function signatoriesBeside({ proposed, decided }: ScopeStages): SignatoryBeside[] {
  const granted = decided.said && decided.said.leavesOut !== 'all';
  return (proposed.said?.signatories ?? []).map(({ name, field, proposed: is }) => ({
    ...{ name, field, proposed: is },
    approved: granted === null ? null : granted && is,
  }));
}

const nameOf = ({ site, item }: ItemNamed): string => `${site}/${item}`;
const named = ({ site, item_no: item }: ScopeRow): string => nameOf({ site, item });
const isSame = (one: ScopeRow, other: ScopeRow): boolean =>
  scopeColumns.every((column) => one[column] === other[column]);
const withoutWords = ({ site, item }: ItemNamed): ScopeRow => ({
  ...(Object.fromEntries(scopeColumns.map((column) => [column, ''])) as ScopeRow),
  ...{ site, item_no: item },
});
