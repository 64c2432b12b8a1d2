import { randomUUID } from 'node:crypto';
import type { Casework, StepView } from '#casework';
import { Refused } from '#refusals';
import { laboratories, type TestOffice } from '../office.js';
import { evidenceFor, evidenceToOpen } from './matrix-evidence.js';
import { ruleNames, type Answer } from './matrix-answers.js';
import { processOf } from './matrix-processes.js';

import type { Asked, World } from './matrix-world.js';

/** What the engine answered to a cell. */
export interface Given extends Answer {
  /** Every code of the refusal's reasons, those of guards included. */
  reasons: string[];
  /** Hash of the event, where the step was taken. */
  event: string | null;
}

/** Asks the engine; a refusal is an answer, anything else that is thrown is a fault. */
export async function ask(
  office: TestOffice,
  casework: Casework,
  world: World,
  cell: Asked,
  dryRun = false,
): Promise<Given> {
  const { process, step, standing, person } = cell;
  const caller = world.callerOf(cell);
  try {
    if (standing === null) {
      const { opening } = processOf(process);
      const institution = opening.concerns === 'institution' ? laboratories[0].id : undefined;
      const asked = { process, institution, evidence: evidenceToOpen(process, 'usual') };
      const { answer } = await casework.open(caller, asked, randomUUID());
      return { ...taken, event: answer.event };
    }
    // Whoever is not to learn of the case has nothing to bring to it.
    const evidence =
      cell.possible && cell.right.code !== 'not-found'
        ? evidenceFor(standing, step, { ...world.things, person: person.id, cast: world.cast })
        : undefined;
    const asked = { case: standing.id, step, revision: standing.revision, evidence };
    const decides = cell.right.code === 'allowed' && cell.decides;
    const take = async (again: number): ReturnType<Casework['advance']> => {
      const confirmedText = decides ? (await office.texts.draw(caller, asked)).digest : undefined;
      return casework
        .advance(caller, { ...asked, confirmedText, dryRun }, randomUUID())
        .catch((error: unknown) => {
          // What a text says of the office, how many administer roles say, changes by what others do meanwhile: it is read again.
          if (again > 0 && error instanceof Refused && error.code === 'text-changed') return take(again - 1);
          throw error;
        });
    };
    const { answer } = await take(readings);
    if (answer.revision !== standing.revision + (dryRun ? 0 : 1)) return fault(`revision ${answer.revision}`);
    return { ...taken, event: dryRun ? null : answer.event };
  } catch (error) {
    if (!(error instanceof Refused)) return fault(String(error));
    const { reasons = [] } = (error.details.members ?? {}) as { reasons?: { code: string }[] };
    const codes = [...new Set(reasons.map(({ code }) => code))].sort();
    return { ...taken, code: error.code, codes: codes.filter(isRule), reasons: codes };
  }
}

/** How often a text is read again. */
const readings = 20;

const taken: Given = {
  ...{ code: 'allowed', codes: [], reasons: [], event: null },
  ...{ duty: null, forInstitution: false, covering: false },
};
const fault = (what: string): Given => ({ ...taken, code: `a fault: ${what}` });
const isRule = (code: string): boolean => ruleNames.includes(code);

/** Puts beside each step taken what its event says of who took it. */
export async function readEvents(office: TestOffice, given: Iterable<Given>): Promise<void> {
  const rows = await office.rows<{ hash: string; duty: string; for: string | null; covering: string | null }>(
    `select encode(hash, 'hex') as hash, doc #>> '{actor,duty}' as duty, doc #>> '{actor,for}' as for,
            doc #>> '{actor,covering}' as covering
     from events`,
  );
  const byHash = new Map(rows.map((row) => [row.hash, row]));
  for (const answer of given) {
    const event = answer.event === null ? undefined : byHash.get(answer.event);
    if (event === undefined) continue;
    answer.duty = event.duty;
    answer.forInstitution = event.for !== null;
    answer.covering = event.covering !== null;
  }
}

/** An answer in a line, to be compared and told. */
export const inWords = ({ code, codes, duty, forInstitution, covering }: Answer): string =>
  [
    ...[code, ...codes],
    ...(duty === null ? [] : [`for the duty of ${duty}`]),
    ...(forInstitution ? ['for an institution'] : []),
    ...(covering ? ['in place of a colleague'] : []),
  ].join(' ');

/**
 * Where the page of the case and the refusal part: both must name the same things that stand in the way. What evidence
 * will be found lacking is not known before there is any, so there only the rules are compared. Null where they agree.
 */
export function pageParts(page: StepView[] | string, { step }: Asked, given: Given): string | null {
  if (typeof page === 'string') return page === given.code ? null : `the page is ${page}`;
  const shown = page.find((one) => one.step === step);
  if (shown === undefined)
    return given.code === 'step-not-possible' ? null : 'the page does not have the step';
  const codes = [...new Set(shown.reasons.map(({ code }) => code))].sort();
  const compared =
    given.code === 'guard-refused' ? [codes.filter(isRule), given.codes] : [codes, given.reasons];
  const [onPage, refused] = compared.map((list) => list.join(' ')) as [string, string];
  if (onPage !== refused) return `the page shows "${onPage}"`;
  return shown.allowed === (codes.length === 0)
    ? null
    : `the page shows it as ${shown.allowed ? 'open' : 'closed'}`;
}
