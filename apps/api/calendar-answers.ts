/** The shapes of what is told of the calendar. */
import { z } from 'zod';
import { anything, day, id, instant, list } from './answer-parts.js';

const whole = z.int();

export const calendar = z
  .object({
    version: z.string().describe('The latest notice and a hash of all that a date rests on.'),
    since: instant.nullable().describe('From when on it has been in force.'),
    zone: z.string(),
    cutOffHour: whole.describe('The hour at which a period ends on its last day; 24 is midnight.'),
    rollOver: z.enum(['nonWorkingDays', 'legalHolidaysOnly']),
    years: z.array(
      z.object({
        year: whole,
        notice: z.string().nullable().describe('Null where the year is counted in provisionally.'),
      }),
    ),
    changes: z
      .array(
        z.object({
          from: instant,
          change: anything,
          case: id.nullable().describe('The case that made it; null where it came with a release.'),
          confirmedBy: z
            .object({ person: id, name: z.string() })
            .nullable()
            .describe('Who confirmed it, for people of the office.'),
        }),
      )
      .describe('The authority’s own changes, the newest first.'),
  })
  .meta({ id: 'Calendar' });

const kind = z.enum(['workingDay', 'weekend', 'legalHoliday', 'adjustedRest', 'makeUpWorkingDay']);

export const calendarDays = list(
  z.object({
    day,
    kind: kind.nullable().describe('Null in a year that is not known.'),
    provisional: z.boolean().describe('Whether it rests on a year without its notice.'),
  }),
).meta({ id: 'CalendarDays' });

const standing = z.object({
  dueOn: day.nullable(),
  dueAt: instant.nullable(),
  consumed: whole.describe('Used up before the present run.'),
});

export const calendarPreview = z
  .object({
    change: anything.describe('What would be changed.'),
    version: z.string().describe('The version that would be in force.'),
    days: z
      .array(
        z.object({
          day,
          before: kind.nullable().describe('Null in a year that is not known yet.'),
          after: kind,
        }),
      )
      .describe('The days that would be another kind of day; in a year not known yet, than weekdays tell.'),
    count: whole.describe('How many clocks would move.'),
    moves: z
      .array(
        z.object({
          case: id,
          number: z.string().nullable(),
          process: z.string(),
          clock: z.string(),
          generation: whole,
          before: standing,
          after: standing,
          because: z
            .array(anything)
            .describe('Notices that became known, and changes by cases; `case` null for this one.'),
        }),
      )
      .describe('The first of them, as many as were asked for.'),
  })
  .meta({ id: 'CalendarPreview' });
