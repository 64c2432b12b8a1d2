/** How processes read facts, first those of the office's own affairs. Total: what is not there is null, empty or false. */
import type { Day, Facts, Given, Guard, GuardPart, Json, Words } from '#process';

export const words = (chinese: string, english: string): Words => ({ 'zh-CN': chinese, en: english });

/** A text among the facts; anything else is null. */
export const word = (value: Json | undefined): string | null => (typeof value === 'string' ? value : null);

/** A list of texts; anything else is an empty one. */
export const list = (value: Json | undefined): string[] =>
  Array.isArray(value) ? value.filter((entry): entry is string => typeof entry === 'string') : [];

/** A list of texts, or null where there is none. */
export const listOrNull = (value: Json | undefined): string[] | null =>
  Array.isArray(value) ? list(value) : null;

/** A number; anything else is nought. */
export const count = (value: Json | undefined): number => (typeof value === 'number' ? value : 0);

/** A whole number above nought; anything else is null. */
export const positive = (value: Json | undefined): number | null =>
  typeof value === 'number' && value > 0 ? value : null;

/** A list of numbers; anything else is an empty one. */
export const numbers = (value: Json | undefined): number[] =>
  Array.isArray(value) ? value.filter((entry): entry is number => typeof entry === 'number') : [];

/** An object; anything else is an empty one. */
export const objectOf = (value: Json | undefined): Facts =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? value : {};

/** Whoever opened the case. */
export const openerOf = ({ world }: Given): string | null => word(world.person);

/** Whether a last day, where there is one, has not passed. */
export const notPast = (last: Json | undefined, today: Day): boolean =>
  last === null || last === undefined || (typeof last === 'string' && last >= today);

/** Whether two facts name the same: nothing is the same as nothing. */
export const same = (one: Json | undefined, other: Json | undefined): boolean =>
  typeof one === 'string' && one === other;

/** The memory of a new case, as a function of what the opening brought. */
export const opened =
  (remember: (given: Given) => Facts) =>
  ({ input }: { input: { given: Given } }): Facts =>
    remember(input.given);

/** One condition: why not, what would change the answer, and when it holds. */
export const condition = (otherwise: Words, remedy: Words, holds: GuardPart['holds']): GuardPart => ({
  otherwise,
  remedy,
  holds,
});

/** A guard on evidence that is several conditions together: whom it refuses hears which of them did not hold. */
export function together<const P extends Readonly<Record<string, GuardPart>>>(
  says: Words,
  parts: P,
): Guard & { parts: P } {
  const all = Object.values(parts);
  return {
    says,
    otherwise: words(
      all.map(({ otherwise }) => otherwise['zh-CN']).join(''),
      all.map(({ otherwise }) => otherwise.en).join(' '),
    ),
    reads: 'evidence',
    holds: (context, given) => all.every((part) => part.holds(context, given)),
    parts,
  };
}
