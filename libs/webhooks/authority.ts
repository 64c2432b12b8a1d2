import { casesSeen, isToldOf, reachOf, type ProcessShelf } from '#casework';
import type { Transaction } from '#database';
import { hasDuty, narrowed, type Actor } from '#identity';
import type { EventKind } from '#ledger';
import type { Duty } from '#process';

/** Of whose cases a webhook is told: an institution's, or all of the jurisdiction's where it is null. */
export interface Audience {
  institution: string | null;
}

/** Who may have the office's own systems told: those who read its cases as a whole, each what they themselves read. */
export const officeDuties: Duty[] = ['supervision', 'oversight', 'administration'];

/**
 * Whether somebody may have events told so now: who acts for the institution, and of all the jurisdiction's who has one of
 * the `officeDuties`. Whoever is suspended may not, for they hold nothing.
 */
export const vouchesFor = (actor: Actor | undefined, { institution }: Audience): boolean =>
  actor !== undefined &&
  (institution === null ? hasDuty(actor, officeDuties) : actor.actsFor.includes(institution));

/** An event as far as it matters to whom it is told. */
export interface Happening {
  case: string;
  institution: string;
  process: string;
  kind: EventKind;
}

/**
 * Which events of these cases are told now. Of an institution's cases what a party reads, and of those processes alone in which
 * the person acts as one; of the office's cases those of the processes that the person sees as a whole, and from which the
 * person is recused, what a party reads.
 */
export async function hearingOf(
  tx: Transaction,
  shelf: ProcessShelf,
  { audience: { institution }, actor }: { audience: Audience; actor: Actor },
  cases: readonly string[],
): Promise<(event: Happening) => boolean> {
  if (institution !== null) {
    const { own } = reachOf(shelf.all, narrowed(actor, institution));
    return (event) =>
      event.institution === institution && own.includes(event.process) && isToldOf('party', event.kind);
  }
  const { everything } = reachOf(shelf.all, actor);
  const seen = await casesSeen(tx, shelf, actor, cases);
  return (event) => everything.includes(event.process) && isToldOf(seen.get(event.case)?.part, event.kind);
}
