/**
 * The clocks of a process: those its file declares, and beside each that an office may promise to hold sooner, its
 * promise. A promise runs, is held and ends with its clock, for the case alone whose memory says how long it is; it
 * moves nothing, and never lasts longer than the limit of the law.
 */
import { factAt } from './facts.js';
import type { AnySource } from './machine.js';
import type { ClockRule, Facts, StateRule, Words } from './types.js';

/** The name of a clock's promise. */
export const promiseOf = (clock: string): string => `${clock}Promised`;

const promisedWords = (words: Words | undefined): Words => ({
  'zh-CN': `${words?.['zh-CN'] ?? ''}（承诺）`,
  en: `${words?.en ?? ''} (promised)`,
});

/** All clocks by name, in the order of the file, each promise after its clock. What is malformed is `verify`'s to tell. */
export function clocksOf({ meta }: Pick<AnySource, 'meta'>): Record<string, ClockRule> {
  const { promises } = meta;
  const promised = new Set(promises?.clocks ?? []);
  return Object.fromEntries(
    Object.entries(meta.clocks).flatMap(([name, rule]): [string, ClockRule][] => {
      const own: [string, ClockRule] = [name, rule];
      if (promises === undefined || !promised.has(name)) return [own];
      const promise: ClockRule = {
        limit: rule.limit,
        from: rule.from,
        under: promises.under,
        effect: 'target',
        words: promisedWords(rule.words),
        promises: { clock: name, at: `${promises.at}.${name}` },
      };
      return [own, [promiseOf(name), promise]];
    }),
  );
}

/** Names of clocks with those of their promises, for a step that restarts or supersedes them. */
export const withPromises = (
  names: readonly string[] = [],
  { meta: { promises } }: Pick<AnySource, 'meta'>,
): string[] => names.flatMap((name) => (promises?.clocks.includes(name) ? [name, promiseOf(name)] : [name]));

/** What runs or pauses in a state, the promises with their clocks. */
export function standing(
  clocks: StateRule['clocks'],
  { meta: { promises } }: Pick<AnySource, 'meta'>,
): StateRule['clocks'] {
  return Object.fromEntries(
    Object.entries(clocks).flatMap(([name, what]): [string, 'runs' | 'paused'][] =>
      promises?.clocks.includes(name)
        ? [
            [name, what],
            [promiseOf(name), what],
          ]
        : [[name, what]],
    ),
  );
}

/** Whether it depends on the memory if a case has such a clock. */
export const isOfTheCase = ({ promises, until, lengthAt }: ClockRule): boolean =>
  promises !== undefined || until !== undefined || lengthAt !== undefined;

/**
 * The rule of a clock as it is in a case: a promise as long as the memory says, never longer than the law's limit; a target
 * as long as the office has set it; one that
 * ends on a day, with the days that are left. Null for a promise that nobody made, and a day that there is not, in this case.
 */
export function ruleIn(rule: ClockRule, context: Facts, anchor: () => string): ClockRule | null {
  if (rule.promises !== undefined) {
    const length = factAt(context, rule.promises.at);
    if (typeof length !== 'number' || !Number.isSafeInteger(length) || length < 1) return null;
    return { ...rule, limit: { ...rule.limit, length: Math.min(length, rule.limit.length) } };
  }
  if (rule.lengthAt !== undefined) {
    const length = factAt(context, rule.lengthAt);
    if (typeof length !== 'number' || !Number.isSafeInteger(length) || length < 1) return null;
    return { ...rule, limit: { ...rule.limit, length } };
  }
  if (rule.until === undefined) return rule;
  const last = factAt(context, rule.until);
  if (last === null) return null;
  const left = typeof last === 'string' ? (Date.parse(last) - Date.parse(anchor())) / 86_400_000 : Number.NaN;
  if (!Number.isSafeInteger(left)) throw new NoEnd(rule.until);
  return { ...rule, limit: { unit: 'untilDay', length: Math.max(0, left) } };
}

/** A clock should end on a day that the case does not have: the edition is wrong, not the person. */
export class NoEnd extends Error {
  constructor(readonly until: string) {
    super(`a clock ends on ${until}, which is not a day in the memory of the case`);
    this.name = 'NoEnd';
  }
}
