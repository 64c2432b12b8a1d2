import type { TestOffice } from '../office.js';
import { ask, inWords, pageParts, readEvents, type Given } from './matrix-ask.js';
import { cellInWords, everyCell, rowsOfNoProcess } from './matrix-cells.js';
import { inParallel } from './matrix-cases.js';
import { askMutants } from './matrix-mutants.js';
import { pageKey, readLists, readPages } from './matrix-reading.js';
import { buildWorld, type Asked, type World } from './matrix-world.js';

/**
 * The authority matrix: role × step × state × relation to the case × tenant, drawn from the process files and answered
 * by the tables in matrix-policy.ts and matrix-policy-steps.ts alone. Every cell is asked through the door of casework: an allowed one takes its
 * step on a case of its own, a refused one must leave no trace. Beside each stand the page of the case and its history.
 */
export interface MatrixResult {
  cells: number;
  allowed: number;
  /** A sentence for each cell in which the engine and the table part, or the page and the refusal. */
  differences: string[];
  mutants: number;
  /** Mutants whose answers were all right. */
  unnoticed: string[];
}

/** With `everyPage` 4, a quarter of the pages is read; steps are always asked all. `tell` hears how long each part took. */
export async function matrix(
  office: TestOffice,
  { everyPage = 1, tell = () => undefined }: { everyPage?: number; tell?: (line: string) => void } = {},
): Promise<MatrixResult> {
  const time = timer(tell);
  const world = await buildWorld(office, everyCell());
  try {
    time(`${world.cells.length} cells on ${world.cases.length} cases`);
    const all: MatrixResult = {
      cells: 0,
      allowed: 0,
      differences: rowsOfNoProcess(),
      mutants: 0,
      unnoticed: [],
    };
    const add = (more: Partial<MatrixResult>): void => {
      const { cells = 0, allowed = 0, differences = [], mutants = 0, unnoticed = [] } = more;
      all.cells += cells;
      all.allowed += allowed;
      all.mutants += mutants;
      all.differences.push(...differences);
      all.unnoticed.push(...unnoticed);
    };
    // Where assessors rest, whoever led one team of the institution can lead no other: so these cells come last.
    const rests = ({ relation }: Asked): boolean => ['lastCycle', 'longAgo'].includes(relation);
    for (const resting of [false, true]) {
      await world.set(`rest_months = ${resting ? 12 : 0}`);
      const here = world.cells.filter((cell) => rests(cell) === resting);
      const answered = await askRefused(office, world, here, everyPage, time);
      add(await askMutants(office, world, here, resting));
      time('mutants');
      if (!resting) {
        add(await readLists(office, world));
        time('lists and queues');
      }
      add(await askAllowed(office, world, here, answered));
      time('steps taken');
    }
    return all;
  } finally {
    await world.close();
  }
}

interface Answered {
  given: Map<Asked, Given>;
  reading: Awaited<ReturnType<typeof readPages>>;
  differences: string[];
}

const isAllowed = ({ right }: Asked): boolean => right.code === 'allowed';

/** Asks every cell that must be refused, and looks whether a row of any table has changed; then reads the pages. */
async function askRefused(
  office: TestOffice,
  world: World,
  cells: readonly Asked[],
  everyPage: number,
  time: (what: string) => void,
): Promise<Answered> {
  const given = new Map<Asked, Given>();
  const refused = cells.filter((cell) => !isAllowed(cell));
  const before = await world.traces();
  await inParallel(refused, async (cell) => given.set(cell, await ask(office, office.casework, world, cell)));
  const after = await world.traces();
  const touched = Object.keys(before).filter((table) => after[table] !== before[table]);
  time(`${refused.length} steps refused`);
  const reading = await readPages(
    office,
    world,
    cells.filter((_, place) => place % everyPage === 0),
  );
  time(`${reading.cells} pages`);
  return { given, reading, differences: touched.map((table) => `a refused step changed the table ${table}`) };
}

/** Takes every step that must be allowed, and compares all with the table and with the pages. */
async function askAllowed(
  office: TestOffice,
  world: World,
  cells: readonly Asked[],
  { given, reading, differences }: Answered,
): Promise<Partial<MatrixResult>> {
  const allowed = cells.filter(isAllowed);
  await inParallel(allowed, async (cell) => given.set(cell, await ask(office, office.casework, world, cell)));
  await readEvents(office, given.values());
  for (const cell of cells) {
    const answer = given.get(cell)!;
    const [right, told] = [inWords(cell.right), inWords(answer)];
    if (right !== told) differences.push(`${cellInWords(cell)}: ${told}; the table says ${right}`);
    const page = reading.pages.get(pageKey(cell));
    const parted = page === undefined ? null : pageParts(page, cell, answer);
    if (parted !== null) differences.push(`${cellInWords(cell)}: ${parted}; the step says ${told}`);
  }
  return {
    cells: cells.length + reading.cells,
    allowed: allowed.length + reading.allowed,
    differences: [...differences, ...reading.differences],
  };
}

function timer(tell: (line: string) => void): (what: string) => void {
  let last = performance.now();
  return (what) => {
    const now = performance.now();
    tell(`${((now - last) / 1_000).toFixed(1)} s: ${what}`);
    last = now;
  };
}
