import { describe, expect, it } from '@jest/globals';
import {
  calendarDays,
  derivationOf,
  dueDate,
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
        '2025年10月6日（法定节假日）、2025年10月7日至8日（调休放假日）。',
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
        '7 to 8 October 2025 (weekday off in exchange for a worked weekend day).',
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
