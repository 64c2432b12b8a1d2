/** What an office may set of clocks: sooner ends of statutory limits in working days, and the length of its own targets. */
import type { AnySource } from './machine.js';
import type { Fault } from './types.js';

export function promiseFaults({ meta: { clocks, promises } }: Pick<AnySource, 'meta'>): Fault[] {
  const faults: Fault[] = [];
  for (const [clock, { effect, lengthAt }] of Object.entries(clocks)) {
    if (lengthAt === undefined || effect === 'target') continue;
    const sentence = `the length of the clock ${clock} stands in the memory, and it is no target: the law sets its own`;
    faults.push({ code: 'lawSetByTheOffice', sentence, at: { clock } });
  }
  if (promises === undefined) return faults;
  const { at, clocks: promised } = promises;
  if (typeof at !== 'string' || at === '') {
    const sentence = 'the process does not say where in the memory its promises stand';
    faults.push({ code: 'promiseWithoutFact', sentence, at: {} });
  }
  for (const clock of promised) {
    const rule = Object.hasOwn(clocks, clock) ? clocks[clock] : undefined;
    if (rule?.effect === 'statutory' && rule.limit.unit === 'workingDays') continue;
    const sentence = `the clock ${clock} can not be promised sooner: it is no statutory limit in working days`;
    faults.push({ code: 'promiseOfNoLimit', sentence, at: { clock } });
  }
  return faults;
}
