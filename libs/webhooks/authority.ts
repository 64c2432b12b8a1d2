import { reachOf, type ProcessShelf, type ToldEvent } from '#casework';
import { hasDuty, narrowed, type Actor } from '#identity';
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

/**
 * Whether an event is told. Of an institution's cases what a party reads, and of those processes alone in which the person acts
 * as one; of the office's cases those of the processes that the person sees as a whole.
 */
export function isTold(
  shelf: ProcessShelf,
  { institution }: Audience,
  actor: Actor,
  { event, ...told }: ToldEvent,
): boolean {
  if (institution === null) return reachOf(shelf.all, actor).everything.includes(event.process);
  if (told.institution !== institution || told.isInner) return false;
  return reachOf(shelf.all, narrowed(actor, institution)).own.includes(event.process);
}
