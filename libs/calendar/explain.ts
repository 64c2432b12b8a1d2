import type { KindOfDay } from './calendar.js';
import { isWeekend, numberOf, partsOf, runsOf, type Day } from './days.js';
import type { Derivation, Period } from './due.js';
import { dayInWords, endInWords, hourInEnglish, kindInWords } from './words.js';

type Language = 'zh-CN' | 'en';

/**
 * How a due date comes about, in prose a citizen can follow and check with a wall calendar: what was counted, what was
 * left out and why, any roll-over, the calendar, and whether the date may still move. One sentence a line.
 */
export function explain(derivation: Derivation, language: Language): string {
  return (language === 'zh-CN' ? inChinese(derivation) : inEnglish(derivation)).join('\n');
}

function inChinese(of: Derivation): string[] {
  const day = (each: Day) => dayInWords(each, 'zh-CN', true);
  if (of.period.length < 0) {
    return [`期限在恢复计算时已届满：届满日为${end(of, 'zh-CN')}。`, ...closingInChinese(of)];
  }
  const lines = [
    of.period.unit === 'untilDay'
      ? `期限至确定的日期${day(of.due)}届满，不因节假日顺延。`
      : of.period.length === 0
        ? `${day(of.anchor)}恢复计算时，期限已无剩余。`
        : `期限为${periodInWords(of.period, 'zh-CN')}，自${day(of.anchor)}的次日起算，当日不计入。`,
  ];
  if (of.counted.length > 0) lines.push(`计入${of.counted.length}天：${daysInWords(of.counted, 'zh-CN')}。`);
  const madeUp = madeUpDays(of);
  if (madeUp.length > 0) lines.push(`其中${daysInWords(madeUp, 'zh-CN')}是调休上班的周末，按工作日计入。`);
  if (of.rolledFrom !== null) {
    lines.push(
      `期限的最后一日${day(of.rolledFrom)}${reasonOf(of, of.rolledFrom, 'zh-CN')}，顺延至${day(of.due)}；` +
        `其间不计：${leftOutInWords(of, 'zh-CN')}。`,
    );
  } else if (of.leftOut.length > 0) {
    lines.push(`未计入${of.leftOut.length}天：${leftOutInWords(of, 'zh-CN')}。`);
  }
  lines.push(...stayedInWords(of, 'zh-CN'));
  const hour = of.cutOffHour === undefined ? '24时' : `${of.cutOffHour}时（本机关办公时间截止）`;
  lines.push(`届满日为${day(of.due)}，当日${hour}前办理均为按期。`);
  return [...lines, ...closingInChinese(of)];
}

function closingInChinese(of: Derivation): string[] {
  const provisional =
    '所涉年份的国务院节假日安排尚未公布，此日期为暂定：暂按周末和法定节假日推算，公布后可能变动。';
  return [`依据的日历版本：${of.calendarVersion}。`, ...(of.provisional ? [provisional] : [])];
}

function inEnglish(of: Derivation): string[] {
  const day = (each: Day) => dayInWords(each, 'en', true);
  if (of.period.length < 0) {
    return [
      `The period had already run out when the clock resumed: it ended ${of.cutOffHour === undefined ? 'on' : 'at'} ${end(of, 'en')}.`,
      ...closing(of),
    ];
  }
  const lines = [
    of.period.unit === 'untilDay'
      ? `It ends on a fixed day, ${day(of.due)}, which no holiday moves.`
      : of.period.length === 0
        ? `Nothing was left of the period when it began to run on ${day(of.anchor)}.`
        : `The period is ${periodInWords(of.period, 'en')} from ${day(of.anchor)}; that day itself is not counted.`,
  ];
  if (of.counted.length > 0) {
    lines.push(`Counted, ${amount(of.counted.length, 'day')}: ${daysInWords(of.counted, 'en')}.`);
  }
  const madeUp = madeUpDays(of);
  if (madeUp.length > 0) {
    lines.push(
      `Of these, weekend days that the holiday notice orders to be worked: ${daysInWords(madeUp, 'en')}.`,
    );
  }
  if (of.rolledFrom !== null) {
    lines.push(
      `The last day of the period, ${day(of.rolledFrom)}, ${reasonOf(of, of.rolledFrom, 'en')}, so the period ends on ` +
        `${day(of.due)} instead; passed over: ${leftOutInWords(of, 'en')}.`,
    );
  } else if (of.leftOut.length > 0) {
    lines.push(`Left out, ${amount(of.leftOut.length, 'day')}: ${leftOutInWords(of, 'en')}.`);
  }
  const until =
    of.cutOffHour === undefined
      ? 'midnight at the end of that day in China'
      : `${hourInEnglish(of.cutOffHour)} on that day in China, when the authority’s business hours end`;
  lines.push(...stayedInWords(of, 'en'));
  lines.push(`It is due on ${day(of.due)}, until ${until}.`);
  return [...lines, ...closing(of)];
}

function closing(of: Derivation): string[] {
  const provisional =
    'This date is provisional: the State Council has not announced the days off of a year it rests on, so weekends ' +
    'and statutory holidays alone were left out; it may move once they are announced.';
  return [`Calendar version: ${of.calendarVersion}.`, ...(of.provisional ? [provisional] : [])];
}

const end = ({ due, cutOffHour }: Derivation, language: Language): string =>
  endInWords({ day: due, hour: cutOffHour ?? null }, language, { weekday: true }).end;

function reasonOf(of: Derivation, day: Day, language: Language): string {
  const why = kindInWords(of.leftOut.find((each) => each.day === day)?.why ?? 'weekend', language);
  return language === 'zh-CN' ? `不是工作日（${why}）` : `is not a working day (${why})`;
}

/** Why a period in days, months or years ends on its own last day, which may be a weekend day. */
function stayedInWords({ period, due, rolledFrom, dueIs }: Derivation, language: Language): string[] {
  if (period.unit === 'workingDays' || period.unit === 'untilDay' || rolledFrom !== null) return [];
  const last = dayInWords(due, language, true);
  const worked = dueIs === undefined || dueIs === 'makeUpWorkingDay';
  const is = kindInWords(dueIs ?? 'workingDay', language);
  if (language === 'zh-CN')
    return [
      worked
        ? `期限的最后一日${last}是工作日${dueIs === undefined ? '' : `（${is}）`}，不顺延。`
        : `期限的最后一日${last}不是工作日（${is}），但本机关的期限仅遇法定节假日顺延，故不顺延。`,
    ];
  return [
    worked
      ? `The last day of the period, ${last}, is a ${is}${dueIs === undefined ? '' : ' by the holiday notice'}, so the period ends on it.`
      : `The last day of the period, ${last}, is not worked (${is}), but at this authority a period moves on from public holidays alone, so it ends on it.`,
  ];
}

/** Neighbouring days left out for the same reason are told as one. */
function leftOutInWords(of: Derivation, language: Language): string {
  const groups: { why: KindOfDay; days: Day[] }[] = [];
  for (const { day, why } of of.leftOut) {
    const last = groups.at(-1);
    if (last?.why === why && numberOf(last.days.at(-1)!) === numberOf(day) - 1) last.days.push(day);
    else groups.push({ why, days: [day] });
  }
  return language === 'zh-CN'
    ? groups
        .map(({ why, days }) => `${daysInWords(days, language)}（${kindInWords(why, language)}）`)
        .join('、')
    : groups
        .map(({ why, days }) => `${daysInWords(days, language)} (${kindInWords(why, language)})`)
        .join(', ');
}

/** Runs of neighbouring days: `28 to 30 September 2025`. */
function daysInWords(days: readonly Day[], language: Language): string {
  return runsOf(days)
    .map(([first, last]) => {
      if (first === last) return dayInWords(first, language);
      const inOneMonth = first.slice(0, 7) === last.slice(0, 7);
      if (language === 'zh-CN') {
        return `${dayInWords(first, language)}至${inOneMonth ? `${partsOf(last)[2]}日` : dayInWords(last, language)}`;
      }
      return `${inOneMonth ? partsOf(first)[2] : dayInWords(first, language)} to ${dayInWords(last, language)}`;
    })
    .join(language === 'zh-CN' ? '、' : ', ');
}

const madeUpDays = (of: Derivation): Day[] => of.counted.filter((day) => isWeekend(numberOf(day)));

/** `5 working days`, `5个工作日`. */
export function periodInWords({ unit, length }: Period, language: Language): string {
  if (unit === 'untilDay')
    return language === 'zh-CN' ? `${length}日，至确定的日期` : `${amount(length, 'day')}, to a fixed day`;
  const units: Record<Exclude<Period['unit'], 'untilDay'>, [zh: string, en: string]> = {
    workingDays: ['个工作日', 'working day'],
    calendarDays: ['日', 'calendar day'],
    months: ['个月', 'month'],
    years: ['年', 'year'],
  };
  return language === 'zh-CN' ? `${length}${units[unit][0]}` : amount(length, units[unit][1]);
}

const amount = (n: number, one: string): string => `${n} ${one}${n === 1 ? '' : 's'}`;
