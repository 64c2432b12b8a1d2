import { describe, expect, it } from '@jest/globals';
import {
  calendarDays,
  derivationOf,
  dueDate,
  changeInWords,
  endInWords,
  endOf,
  explain,
  months,
  openCalendar,
  resumeClock,
  startClock,
  suspendClock,
  workingDays,
} from './index.js';

const calendar = openCalendar();

describe('an explanation', () => {
  it('tells which days were counted, which were left out and why, in Chinese', () => {
    expect(explain(dueDate(calendar, '2025-09-26', workingDays(5)), 'zh-CN').split('\n')).toEqual([
      '期限为5个工作日，自2025年9月26日（星期五）的次日起算，当日不计入。',
      '计入5天：2025年9月28日至30日、2025年10月9日至10日。',
      '其中2025年9月28日是调休上班的周末，按工作日计入。',
      '未计入9天：2025年9月27日（周末）、2025年10月1日至3日（法定节假日）、2025年10月4日至5日（周末）、' +
        '2025年10月6日（法定节假日）、2025年10月7日至8日（通知安排的放假日）。',
      '届满日为2025年10月10日（星期五），当日24时前办理均为按期。',
      `依据的日历版本：${calendar.version}。`,
    ]);
  });

  it('tells the same in English', () => {
    expect(explain(dueDate(calendar, '2025-09-26', workingDays(5)), 'en').split('\n')).toEqual([
      'The period is 5 working days from Friday 26 September 2025; that day itself is not counted.',
      'Counted, 5 days: 28 to 30 September 2025, 9 to 10 October 2025.',
      'Of these, weekend days that the holiday notice orders to be worked: 28 September 2025.',
      'Left out, 9 days: 27 September 2025 (weekend), 1 to 3 October 2025 (public holiday), ' +
        '4 to 5 October 2025 (weekend), 6 October 2025 (public holiday), ' +
        '7 to 8 October 2025 (weekday off by the holiday notice).',
      'It is due on Friday 10 October 2025, until midnight at the end of that day in China.',
      `Calendar version: ${calendar.version}.`,
    ]);
  });

  it('tells of a roll-over from which day to which', () => {
    const rolled = dueDate(calendar, '2025-07-01', months(3));
    expect(explain(rolled, 'zh-CN')).toContain(
      '期限的最后一日2025年10月1日（星期三）不是工作日（法定节假日），顺延至2025年10月9日（星期四）',
    );
    expect(explain(rolled, 'en')).toContain(
      'The last day of the period, Wednesday 1 October 2025, is not a working day (public holiday), so the period ends ' +
        'on Thursday 9 October 2025 instead',
    );
  });

  it('says why a period in days or months that ends on a weekend day ends on it', () => {
    const madeUp = dueDate(calendar, '2025-08-31', months(6));
    expect(explain(madeUp, 'en')).toContain(
      'The last day of the period, Saturday 28 February 2026, is a worked weekend day by the holiday notice, so the period ends on it.',
    );
    expect(explain(madeUp, 'zh-CN')).toContain(
      '期限的最后一日2026年2月28日（星期六）是工作日（调休上班日），不顺延。',
    );
    const narrow = openCalendar({ rollOver: 'legalHolidaysOnly' });
    const sunday = dueDate(narrow, '2025-11-20', calendarDays(3));
    expect(explain(sunday, 'en')).toContain(
      'The last day of the period, Sunday 23 November 2025, is not worked (weekend), but at this authority a period moves on from public holidays alone',
    );
    expect(explain(sunday, 'zh-CN')).toContain(
      '2025年11月23日（星期日）不是工作日（周末），但本机关的期限仅遇',
    );
    expect(explain(dueDate(calendar, '2025-11-20', calendarDays(4)), 'en')).toContain('is a working day, so');
  });

  it('tells the hour at which business ends the last day, and why that hour, in both languages', () => {
    const early = dueDate(openCalendar({ cutOffHour: 9 }), '2025-09-01', workingDays(5));
    expect(explain(early, 'en')).toContain(
      'until 09:00 on that day in China, when the authority’s business hours end',
    );
    expect(explain(early, 'zh-CN')).toContain('当日9时（本机关办公时间截止）前办理均为按期');
  });

  it('warns of a provisional date, and only of one', () => {
    const provisional = dueDate(openCalendar({ provisionalYears: [2027] }), '2026-12-25', workingDays(10));
    expect(explain(provisional, 'zh-CN')).toContain('此日期为暂定');
    expect(explain(provisional, 'en')).toContain('This date is provisional');
    const firm = dueDate(calendar, '2026-12-01', calendarDays(1));
    expect(explain(firm, 'zh-CN')).not.toContain('暂定');
    expect(explain(firm, 'en')).not.toContain('provisional');
  });

  it('runs of days that cross a month are told with both months', () => {
    const across = explain(dueDate(calendar, '2025-06-27', workingDays(4)), 'en');
    expect(across).toContain('Counted, 4 days: 30 June 2025 to 3 July 2025.');
    expect(explain(dueDate(calendar, '2025-06-27', workingDays(4)), 'zh-CN')).toContain(
      '2025年6月30日至2025年7月3日',
    );
  });

  it('of a clock with nothing left, or overdue when it resumed, says that', () => {
    const clock = startClock(calendar, '2025-09-01', workingDays(5));
    const used = resumeClock(calendar, suspendClock(calendar, clock, '2025-09-08'), '2025-09-20');
    expect(explain(derivationOf(calendar, used)!, 'en')).toContain('Nothing was left of the period');
    expect(explain(derivationOf(calendar, used)!, 'zh-CN')).toContain('期限已无剩余');
    const overdue = resumeClock(calendar, suspendClock(calendar, clock, '2025-09-10'), '2025-09-19');
    expect(explain(derivationOf(calendar, overdue)!, 'en')).toContain('had already run out');
    expect(explain(derivationOf(calendar, overdue)!, 'zh-CN')).toContain('已届满');
  });
});

describe('a day that stands, in words', () => {
  it('is told as one that no holiday moves', () => {
    const until = dueDate(openCalendar(), '2025-09-30', { unit: 'untilDay', length: 1 });
    expect(explain(until, 'en')).toContain('fixed day, Wednesday 1 October 2025, which no holiday moves');
    expect(explain(until, 'zh-CN')).toContain('不因节假日顺延');
  });
});

describe('the end of a period in words', () => {
  const at17 = endOf('2025-09-08', '2025-09-08T09:00:00.000Z');

  it('is a day where it ends at midnight, and says the hour where it ends before', () => {
    const midnight = endOf('2025-09-08', '2025-09-08 16:00:00+00');
    expect([at17.hour, midnight.hour, endOf('2025-09-08', null).hour]).toEqual([17, null, null]);
    expect(endInWords(midnight, 'en')).toEqual({
      ...{ end: '8 September 2025', due: 'on 8 September 2025', until: 'until 8 September 2025 inclusive' },
    });
    expect(endInWords(at17, 'en', { weekday: true })).toEqual({
      end: '17:00 on Monday 8 September 2025',
      due: 'by 17:00 on Monday 8 September 2025',
      until: 'until 17:00 on Monday 8 September 2025',
    });
    expect(endInWords(midnight, 'zh-CN').until).toBe('至2025年9月8日（含当日）');
    expect(endInWords(at17, 'zh-CN').until).toBe('截至2025年9月8日17时');
    const saturday = { day: '2026-02-28', hour: null };
    const is = 'makeUpWorkingDay';
    expect(endInWords(saturday, 'en', { weekday: true, is }).due).toBe(
      'on Saturday 28 February 2026 (worked weekend day)',
    );
    expect(endInWords(saturday, 'zh-CN', { weekday: true, is }).end).toBe(
      '2026年2月28日（星期六，调休上班日）',
    );
    expect(endInWords(saturday, 'zh-CN', { is }).until).toBe('至2026年2月28日（调休上班日）（含当日）');
    expect(endInWords(midnight, 'en', { beside: at17 }).end).toBe('24:00 on 8 September 2025');
  });
});

describe('a change of a calendar in words', () => {
  it('names the notice, the hour, the year or the days it is about', () => {
    const notice = { what: 'notice', notice: { notice: '2025-2', amends: '2025' } } as const;
    expect(changeInWords(notice)).toEqual({
      'zh-CN': '放假安排通知2025-2生效（替代2025）',
      en: 'holiday notice 2025-2 came into force, in place of 2025',
    });
    const others = [
      { what: 'cutOffHour', hour: 9 },
      { what: 'provisionalYear', year: 2027 },
      { what: 'rollOver', over: 'legalHolidaysOnly' },
      { what: 'rollOver', over: 'nonWorkingDays' },
    ] as const;
    expect(others.map((one) => changeInWords(one).en)).toEqual([
      'periods now end at 09:00 on their last day',
      '2027 is counted provisionally until its holiday notice is out',
      'periods now move on from public holidays alone',
      'periods now move on from every last day that is not worked',
    ]);
  });
});
