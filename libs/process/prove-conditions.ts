/** The small language in which binding provisions speak of facts: built, asked, and said in both languages. */
import { factAt } from './facts.js';
import type { Facts, Given, Json, Labels, Period, Words } from './types.js';
import type { Condition, FactAt, Test } from './prove-types.js';

/** The moment of which a condition is asked. `after` is null where the step was not taken. */
export interface Moment {
  before: Facts;
  after: Facts | null;
  given: Given;
}

type Builder = FactAt & {
  readonly [K in 'isToday' | 'exists' | 'isMissing' | 'isEmpty' | 'isNotEmpty']: Condition;
} & {
  is(value: Json): Condition;
  isOneOf(...values: Json[]): Condition;
  moreThan(number: number): Condition;
  atMost(number: number): Condition;
  /** A list with so many entries or more. */
  hasAtLeast(entries: number): Condition;
  includes(value: Json | FactAt): Condition;
  /** A list of which every entry is in the other. */
  eachIn(other: FactAt): Condition;
  sameAs(other: FactAt): Condition;
  noLaterThan(other: FactAt | 'today'): Condition;
  noEarlierThan(other: FactAt | 'today'): Condition;
  /** At least so long before the day of the step. */
  ago(period: Period): Condition;
  /** No longer than that before the day of the step. */
  within(period: Period): Condition;
  /** At least so long after it. */
  ahead(period: Period): Condition;
};

/** A fact as the subject of conditions: `before('asked').is(2)`. What it gives is plain data. */
const subject =
  (of: FactAt['of']) =>
  (fact: string): Builder => {
    const at = { of, fact };
    const plain = <T>(value: T): T => (isFactAt(value) ? ({ of: value.of, fact: value.fact } as T) : value);
    return {
      ...at,
      is: (is) => ({ ...at, is }),
      isOneOf: (...values) => ({ ...at, in: values }),
      moreThan: (moreThan) => ({ ...at, moreThan }),
      atMost: (atMost) => ({ ...at, atMost }),
      hasAtLeast: (hasAtLeast) => ({ ...at, hasAtLeast }),
      includes: (value) => ({ ...at, includes: plain(value) }),
      eachIn: (other) => ({ ...at, eachIn: plain(other) }),
      sameAs: (other) => ({ ...at, sameAs: plain(other) }),
      noLaterThan: (other) => ({ ...at, noLaterThan: plain(other) }),
      noEarlierThan: (other) => ({ ...at, noEarlierThan: plain(other) }),
      ago: (period) => ({ ...at, ago: period }),
      within: (period) => ({ ...at, within: period }),
      ahead: (period) => ({ ...at, ahead: period }),
      isToday: { ...at, isToday: true },
      exists: { ...at, exists: true },
      isMissing: { ...at, exists: false },
      isEmpty: { ...at, empty: true },
      isNotEmpty: { ...at, empty: false },
    };
  };

/** Facts of the memory before the step, of the memory after it, of what was brought, and of the world. */
export const before = subject('before');
export const after = subject('after');
export const evidence = subject('evidence');
export const world = subject('world');

export const all = (...conditions: Condition[]): Condition => ({ all: conditions });
export const any = (...conditions: Condition[]): Condition => ({ any: conditions });
export const not = (condition: Condition): Condition => ({ not: condition });

/** Whether a condition holds at a moment. Total: what is not there is undefined, and passes no test but its absence. */
export function meets(condition: Condition, moment: Moment): boolean {
  if ('all' in condition) return condition.all.every((each) => meets(each, moment));
  if ('any' in condition) return condition.any.some((each) => meets(each, moment));
  if ('not' in condition) return !meets(condition.not, moment);
  return passes(valueAt(condition, moment), condition, moment);
}

/** Whether a condition asks for nothing but the memory before: then it can be asked before anything is brought. */
export const readsMemoryAlone = (condition: Condition): boolean =>
  factsIn(condition).every(({ of }) => of === 'before');

/** Every fact of which a condition speaks. */
export function factsIn(condition: Condition): FactAt[] {
  if ('all' in condition) return condition.all.flatMap(factsIn);
  if ('any' in condition) return condition.any.flatMap(factsIn);
  if ('not' in condition) return factsIn(condition.not);
  const others = Object.values<unknown>(condition as object as Record<string, unknown>).filter(isFactAt);
  return [{ of: condition.of, fact: condition.fact }, ...others];
}

function valueAt({ of, fact }: FactAt, { before, after, given }: Moment): Json | undefined {
  if (of === 'before' || of === 'after') {
    const memory = of === 'before' ? before : after;
    return memory === null ? undefined : factAt(memory, fact);
  }
  return factAt(given[of], fact);
}

function passes(value: Json | undefined, test: Test, moment: Moment): boolean {
  if ('is' in test) return equal(value, test.is);
  if ('in' in test) return test.in.some((each) => equal(value, each));
  if ('exists' in test) return (value !== undefined && value !== null) === test.exists;
  if ('empty' in test) {
    if (value === null || typeof value !== 'object') return false;
    return (Object.keys(value).length === 0) === test.empty;
  }
  if ('moreThan' in test) return typeof value === 'number' && value > test.moreThan;
  if ('atMost' in test) return typeof value === 'number' && value <= test.atMost;
  if ('hasAtLeast' in test) return Array.isArray(value) && value.length >= test.hasAtLeast;
  if ('includes' in test) {
    const wanted = isFactAt(test.includes) ? valueAt(test.includes, moment) : test.includes;
    return Array.isArray(value) && wanted !== undefined && value.some((each) => equal(each, wanted));
  }
  if ('eachIn' in test) {
    const others = valueAt(test.eachIn, moment);
    if (!Array.isArray(value) || !Array.isArray(others)) return false;
    return value.every((each) => others.some((other) => equal(each, other)));
  }
  // What is not there is the same as what is said not to be.
  if ('sameAs' in test) return equal(value ?? null, valueAt(test.sameAs, moment) ?? null);
  const { today } = moment.given;
  if ('isToday' in test) return value === today;
  if ('ago' in test) return typeof value === 'string' && value <= dayBefore(today, test.ago);
  if ('within' in test) return typeof value === 'string' && value >= dayBefore(today, test.within);
  if ('ahead' in test) return typeof value === 'string' && dayBefore(value, test.ahead) >= today;
  const other = 'noLaterThan' in test ? test.noLaterThan : test.noEarlierThan;
  const bound = other === 'today' ? today : valueAt(other, moment);
  if (typeof value !== 'string' || typeof bound !== 'string') return false;
  return 'noLaterThan' in test ? value <= bound : value >= bound;
}

const equal = (one: Json | undefined, other: Json | undefined): boolean =>
  one === other ||
  (one !== undefined &&
    other !== undefined &&
    typeof one === 'object' &&
    JSON.stringify(one) === JSON.stringify(other));

const isFactAt = (value: unknown): value is FactAt =>
  value !== null && typeof value === 'object' && 'of' in value && 'fact' in value;

/** By the corresponding day, else the end of the month. Working days are the calendar's and not known here. */
function dayBefore(today: string, { unit, length }: Period): string {
  const day = new Date(`${today}T00:00:00Z`);
  if (unit === 'calendarDays') day.setUTCDate(day.getUTCDate() - length);
  else if (unit === 'workingDays') throw new TypeError('a proof does not count working days');
  else {
    const wanted = day.getUTCDate();
    day.setUTCDate(1);
    day.setUTCMonth(day.getUTCMonth() - length * (unit === 'years' ? 12 : 1));
    const last = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 0)).getUTCDate();
    day.setUTCDate(Math.min(wanted, last));
  }
  return day.toISOString().slice(0, 10);
}

/** A condition as a sentence without its full stop. Facts bear the words that the labels have for them. */
export function conditionInWords(condition: Condition, labels: Labels): Words {
  const joined = (conditions: readonly Condition[], zh: string, en: string): Words => {
    const each = conditions.map((one) => conditionInWords(one, labels));
    return { 'zh-CN': each.map((one) => one['zh-CN']).join(zh), en: each.map((one) => one.en).join(en) };
  };
  if ('all' in condition) return joined(condition.all, '，且', ' and ');
  if ('any' in condition) return joined(condition.any, '，或者', ' or ');
  if ('not' in condition) {
    const inner = conditionInWords(condition.not, labels);
    return { 'zh-CN': `并非（${inner['zh-CN']}）`, en: `not (${inner.en})` };
  }
  const one = nameOf(condition, labels);
  const said = testInWords(condition, labels);
  return { 'zh-CN': one['zh-CN'] + said['zh-CN'], en: `${one.en} ${said.en}` };
}

const sides: Record<FactAt['of'], Words> = {
  before: { 'zh-CN': '此前所记', en: ' before' },
  after: { 'zh-CN': '此后所记', en: ' afterwards' },
  evidence: { 'zh-CN': '所提交的', en: ' as brought' },
  world: { 'zh-CN': '当时情况中的', en: ' at that moment' },
};

function nameOf({ of, fact }: FactAt, { facts = {} }: Labels): Words {
  const own = (of === 'before' || of === 'after') && Object.hasOwn(facts, fact) ? facts[fact] : undefined;
  const words = own ?? { 'zh-CN': `“${fact}”`, en: `“${fact}”` };
  return { 'zh-CN': sides[of]['zh-CN'] + words['zh-CN'], en: words.en + sides[of].en };
}

function testInWords(test: Test, labels: Labels): Words {
  const value = (json: Json) => JSON.stringify(json);
  const both = (zh: string, en: string): Words => ({ 'zh-CN': zh, en });
  const against = (other: FactAt | 'today'): Words =>
    other === 'today' ? both('当日', 'the day of the step') : nameOf(other, labels);
  if ('is' in test) return both(`为 ${value(test.is)}`, `is ${value(test.is)}`);
  if ('in' in test)
    return both(`为 ${test.in.map(value).join('、')} 之一`, `is one of ${test.in.map(value).join(', ')}`);
  if ('exists' in test) return test.exists ? both('已有记载', 'is there') : both('未有记载', 'is not there');
  if ('empty' in test) return test.empty ? both('为空', 'is empty') : both('不为空', 'is not empty');
  if ('moreThan' in test) return both(`大于 ${test.moreThan}`, `is more than ${test.moreThan}`);
  if ('atMost' in test) return both(`不大于 ${test.atMost}`, `is at most ${test.atMost}`);
  if ('hasAtLeast' in test)
    return both(`有 ${test.hasAtLeast} 项以上`, `has ${test.hasAtLeast} entries or more`);
  if ('includes' in test) {
    const wanted = isFactAt(test.includes)
      ? nameOf(test.includes, labels)
      : both(value(test.includes), value(test.includes));
    return both(`包括${wanted['zh-CN']}`, `includes ${wanted.en}`);
  }
  if ('eachIn' in test) {
    const others = nameOf(test.eachIn, labels);
    return both(`均在${others['zh-CN']}之中`, `are all among ${others.en}`);
  }
  if ('isToday' in test) return both('为办理当日', 'is the day of the step');
  if ('ago' in test || 'within' in test || 'ahead' in test) {
    const period = 'ago' in test ? test.ago : 'within' in test ? test.within : test.ahead;
    const units = {
      calendarDays: both('日', 'days'),
      workingDays: both('个工作日', 'working days'),
      months: both('个月', 'months'),
      years: both('年', 'years'),
      untilDay: both('日', 'days'),
    }[period.unit];
    const [zh, en] = [`${period.length}${units['zh-CN']}`, `${period.length} ${units.en}`];
    if ('ahead' in test)
      return both(`在办理当日之后至少${zh}`, `lies at least ${en} after the day of the step`);
    return 'ago' in test
      ? both(`在办理当日之前至少${zh}`, `lies at least ${en} before the day of the step`)
      : both(`不早于办理当日之前${zh}`, `lies no more than ${en} before the day of the step`);
  }
  if ('sameAs' in test) {
    const other = nameOf(test.sameAs, labels);
    return both(`与${other['zh-CN']}相同`, `is the same as ${other.en}`);
  }
  const other = against('noLaterThan' in test ? test.noLaterThan : test.noEarlierThan);
  return 'noLaterThan' in test
    ? both(`不晚于${other['zh-CN']}`, `is no later than ${other.en}`)
    : both(`不早于${other['zh-CN']}`, `is no earlier than ${other.en}`);
}
