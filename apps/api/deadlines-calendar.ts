import ical, { ICalEventStatus, ICalEventTransparency } from 'ical-generator';
import { endInWords, endOf } from '#calendar';
import type { ClocksOfCase, ClockStory } from '#casework';
import type { Language } from '#refusals';

/**
 * The running clocks of cases as iCalendar (RFC 5545): an all-day event on the last day of each. A legal day has no
 * time of day, so it is a DATE and falls on the same day of every reader's calendar. A period that business hours end
 * has one: its event is that moment, in UTC, and its title says the day and hour of the office, for a reader elsewhere sees
 * others. The UID is the clock's for good;
 * SEQUENCE counts how often its date has moved. A date that leans on a provisional year is TENTATIVE.
 *
 * @param origin where the server is reached, for the address of a case; without one there is none.
 */
export function deadlinesCalendar(
  cases: readonly ClocksOfCase[],
  { language, origin }: { language: Language; origin: string | undefined },
): string {
  const says = phrases[language];
  const [only] = cases;
  const name = cases.length === 1 && only?.number ? `${says.name} ${only.number}` : says.name;
  const prodId = { company: 'Greenlane', product: 'deadlines', language: language.toUpperCase() };
  const calendar = ical({ name: plain(name), prodId });
  for (const of of cases)
    for (const clock of of.clocks) {
      if (clock.status !== 'running' || clock.dueOn === null) continue;
      const end = endOf(clock.dueOn, clock.dueAt);
      const changed = new Date(clock.operations.at(-1)?.at ?? 0);
      calendar.createEvent({
        id: `${of.case}.${clock.clock}.${clock.generation}@greenlane`,
        sequence: timesMoved(clock),
        stamp: changed,
        lastModified: changed,
        ...(end.hour === null
          ? { start: new Date(`${clock.dueOn}T00:00:00Z`), allDay: true }
          : { start: new Date(clock.dueAt!) }),
        summary: plain(
          `${clock.label[language]}${end.hour === null ? says.lastDay : says.lastHour(endInWords(end, language).until)}${clock.legalEffect === 'target' ? says.target : ''}${says.colon}` +
            [of.number, of.institution.name].filter((part) => part !== null).join(' '),
        ),
        description: plain(
          [of.title[language], of.institution.name, '', ...reasons(clock, language)].join('\n'),
        ),
        categories: [{ name: says.effect[clock.legalEffect] }],
        status: clock.provisional ? ICalEventStatus.TENTATIVE : ICalEventStatus.CONFIRMED,
        transparency: ICalEventTransparency.TRANSPARENT,
        ...(origin === undefined ? {} : { url: `${origin}/api/v1/cases/${of.case}` }),
      });
    }
  return `${calendar.toString()}\r\n`;
}

/** How the date comes about: not what is left as of today, for a calendar is read on other days. */
function reasons({ told, operations, stood }: ClockStory, language: Language): string[] {
  const [headline = '', limit = '', ...rest] = told[language];
  const happened = operations.map((one) => one.told[language]);
  return [headline, limit, ...happened, stood?.explained?.[language] ?? '', rest.at(-1) ?? ''];
}

/** How often another date came in place of the one before. */
function timesMoved({ operations }: ClockStory): number {
  const dates = operations.flatMap(({ dueOn, dueAt }) => dueAt ?? dueOn ?? []);
  return dates.filter((date, at) => at > 0 && date !== dates[at - 1]).length;
}

/** Text without the characters that RFC 5545 (3.3.11) does not allow in one; line breaks stay, and are escaped. */
const plain = (text: string): string =>
  // eslint-disable-next-line no-control-regex
  text.replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n').replace(/[\u0000-\u0008\u000B-\u001F\u007F]/g, '\uFFFD');

const phrases = {
  en: {
    name: 'Deadlines',
    lastDay: ', last day',
    lastHour: (until: string) => `, ${until}, Beijing time`,
    target: ' (a target, not a limit of the law)',
    colon: ': ',
    effect: { statutory: 'limit of the law', target: 'target of the office', none: 'watched' },
  },
  'zh-CN': {
    name: '办理期限',
    lastDay: '届满',
    lastHour: (until: string) => `，${until}（北京时间）`,
    target: '（工作目标，非法定期限）',
    colon: '：',
    effect: { statutory: '法定期限', target: '工作目标', none: '掌握进度' },
  },
};
