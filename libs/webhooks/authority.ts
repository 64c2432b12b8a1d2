import { reachOf, type ProcessShelf, type ToldEvent } from '#casework';
import { hasDuty, narrowed, type Actor } from '#identity';

/** Of whose cases a webhook is told: an institution's, or all of the jurisdiction's where it is null. */
export interface Audience {
  institution: string | null;
}

/**
 * Whether somebody may have events told so now: who acts for the institution, and of all the jurisdiction's who administers
 * roles. Whoever is suspended may not, for they hold nothing.
 */
export const vouchesFor = (actor: Actor | undefined, { institution }: Audience): boolean =>
  actor !== undefined &&
  (institution === null ? hasDuty(actor, ['administration']) : actor.actsFor.includes(institution));

/**
 * Whether an event is told. Of an institution's cases what a party reads, and of those processes alone in which the person acts
 * as one; of the office's cases everything, for it is the office that asked.
 */
export function isTold(
  shelf: ProcessShelf,
  { institution }: Audience,
  actor: Actor,
  { event, ...told }: ToldEvent,
): boolean {
  if (institution === null) return true;
  if (told.institution !== institution || told.isInner) return false;
  return reachOf(shelf.all, narrowed(actor, institution)).own.includes(event.process);
}
