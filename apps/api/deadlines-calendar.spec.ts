import { describe, expect, it } from '@jest/globals';
import ICAL from 'ical.js';
import type { ClocksOfCase, ClockStory } from '#casework';
import { deadlinesCalendar } from './deadlines-calendar.js';

const origin = 'https://cma.example';
const words = (text: string) => ({ 'zh-CN': `${text}（中）`, en: text });

const clock = (change: Partial<ClockStory> = {}): ClockStory =>
  ({
    clock: 'intake',
    generation: 1,
    label: words('intake decision'),
    status: 'running',
    legalEffect: 'statutory',
    dueOn: '2025-10-10',
    dueAt: '2025-10-10T16:00:00.000Z',
    provisional: false,
    operations: [
      { dueOn: '2025-10-10', at: '2025-09-26T02:00:00.000Z', told: words('it began, with; marks') },
    ],
    stood: { dueOn: '2025-10-10', derivation: null, explained: words('counted \\n') },
    told: { 'zh-CN': ['甲', '乙', '今日', '后果'], en: ['headline', 'limit', 'Today', 'what follows'] },
    ...change,
  }) as ClockStory;

const ofCase = (clocks: ClockStory[], change: Partial<ClocksOfCase> = {}): ClocksOfCase => ({
  case: '01920000-0000-7000-8000-000000000001',
  number: 'CMA-22-2025-000001-2',
  title: words('Qualification'),
  institution: { id: 'i', name: '重庆食品检测有限公司' },
  clocks,
  ...change,
});

/** Read by another library than the one that wrote it. */
function read(cases: ClocksOfCase[], language: 'zh-CN' | 'en' = 'en', from: string | undefined = origin) {
  const text = deadlinesCalendar(cases, { language, origin: from });
  const events = new ICAL.Component(ICAL.parse(text) as unknown[]).getAllSubcomponents('vevent');
  return { text, events: events.map((one) => ({ one, event: new ICAL.Event(one) })) };
}

describe('a calendar of deadlines', () => {
  it('has an all-day event on the last day of each clock that runs, with its reasons and where the case is', () => {
    const over = clock({ status: 'stopped', dueOn: null });
    const { events } = read([
      ofCase([clock(), over, clock({ clock: 'held', status: 'suspended', dueOn: null })]),
    ]);
    expect(events).toHaveLength(1);
    const { one, event } = events[0]!;
    expect(event.startDate.isDate).toBe(true);
    expect(event.startDate.toString()).toBe('2025-10-10');
    expect(event.summary).toBe('intake decision, last day: CMA-22-2025-000001-2 重庆食品检测有限公司');
    expect(event.description).toMatch(/headline\nlimit\nit began, with; marks\ncounted \\n\nwhat follows$/);
    expect(one.getFirstPropertyValue('url')).toBe(
      `${origin}/api/v1/cases/01920000-0000-7000-8000-000000000001`,
    );
    expect(one.getFirstPropertyValue('status')).toBe('CONFIRMED');
    expect(one.getFirstPropertyValue('transp')).toBe('TRANSPARENT');
    expect(String(one.getFirstPropertyValue('dtstamp'))).toBe('2025-09-26T02:00:00Z');
  });

  it('has an event at the hour where business hours end the last day, and says it in the title', () => {
    const hour = clock({ dueAt: '2025-10-10T09:00:00.000Z' });
    const { one, event } = read([ofCase([hour])]).events[0]!;
    expect(event.startDate.isDate).toBe(false);
    expect(event.startDate.toString()).toBe('2025-10-10T09:00:00Z');
    expect(one.getFirstPropertyValue('dtend')).toBeNull();
    expect(event.summary).toBe(
      'intake decision, until 17:00 on 10 October 2025, Beijing time: CMA-22-2025-000001-2 重庆食品检测有限公司',
    );
    expect(read([ofCase([hour])], 'zh-CN').events[0]!.event.summary).toContain(
      '，截至2025年10月10日17时（北京时间）：',
    );
    const before = { ...hour.operations[0]!, dueAt: '2025-10-10T16:00:00.000Z' };
    const moved = clock({ ...hour, operations: [before, { ...before, dueAt: hour.dueAt }] });
    expect(read([ofCase([moved])]).events[0]!.event.sequence).toBe(1);
  });

  it('keeps the UID of a clock for good, and counts in SEQUENCE how often its date has moved', () => {
    const before = read([ofCase([clock()])]).events[0]!.event;
    const dates = ['2025-10-10', null, '2025-10-16', '2025-10-16', '2025-10-20'];
    const operations = dates.map((dueOn) => ({
      dueOn,
      at: '2025-10-13T02:00:00.000Z',
      told: words('moved'),
    })) as ClockStory['operations'];
    const after = read([ofCase([clock({ dueOn: '2025-10-20', operations })])]).events[0]!.event;
    expect([before.sequence, after.sequence]).toEqual([0, 2]);
    expect(after.uid).toBe(before.uid);
    const anew = read([ofCase([clock({ generation: 2 })])]).events[0]!.event;
    expect(anew.uid).not.toBe(before.uid);
  });

  it('marks what may still move as tentative, and a target as none of the law', () => {
    const { events } = read([ofCase([clock({ provisional: true, legalEffect: 'target' })])]);
    expect(events[0]!.one.getFirstPropertyValue('status')).toBe('TENTATIVE');
    expect(events[0]!.event.summary).toContain('a target, not a limit of the law');
    expect(events[0]!.one.getFirstPropertyValue('categories')).toBe('target of the office');
  });

  it('speaks the language of its reader', () => {
    const { event } = read([ofCase([clock()])], 'zh-CN').events[0]!;
    expect(event.summary).toBe('intake decision（中）届满：CMA-22-2025-000001-2 重庆食品检测有限公司');
    expect(event.description).toContain('甲\n乙\nit began, with; marks（中）');
  });

  it('lets no name become a line of its own, nor bring what a calendar may not hold', () => {
    const name = 'A;B,C\\ "x"\r\nEND:VEVENT\rATTENDEE:mailto:a@b.c\nX\u2028Y\u0000\u001B[2J';
    const { text, events } = read([ofCase([clock()], { number: null, institution: { id: 'i', name } })]);
    expect(events).toHaveLength(1);
    expect(text.split('\r\n').filter((line) => /^(?:END:VEVENT|ATTENDEE|Y)/.test(line))).toEqual([
      'END:VEVENT',
    ]);
    // eslint-disable-next-line no-control-regex
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\u0000-\u001F\u007F\u2028]/);
    expect(events[0]!.event.summary).toContain('A;B,C\\ "x"\nEND:VEVENT\nATTENDEE:mailto:a@b.c\nX\nY');
    for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  });

  it('of no case is a calendar all the same, and names no address that is not known', () => {
    expect(read([]).events).toEqual([]);
    const text = deadlinesCalendar([ofCase([clock()])], { language: 'en', origin: undefined });
    expect(text).not.toContain('URL');
  });
});
