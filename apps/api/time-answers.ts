/** The shapes of answers about time, as the OpenAPI document tells them. */
import { z } from 'zod';
import { day, id, provision, words } from './answer-parts.js';

const holder = z
  .enum(['authority', 'applicant', 'assessor', 'thirdParty', 'nobody'])
  .describe('Nobody while what was decided is in force.');
const month = z.string().regex(/^\d{4}-\d{2}$/);
const days = z.int().describe('Working days.');
const until = z.enum(['state', 'case']).describe('When the case leaves its state, or when it ends.');

const calibration = z
  .object({
    known: z
      .int()
      .nullable()
      .describe(
        'Of how many of the latest 500 predictions it is known whether they held; null, as all is, of fewer than 20.',
      ),
    held: z.int().nullable(),
    share: z.number().nullable(),
    between: z
      .object({ from: z.number(), to: z.number() })
      .nullable()
      .describe('Between which shares the true one lies with 95 % (Wilson).'),
    verdict: z
      .enum(['asPromised', 'tooSure', 'tooCautious'])
      .nullable()
      .describe('What was promised lies between them, above, or below.'),
    because: z.enum(['fewerThan20Known']).nullable().describe('Why nothing is told.'),
  })
  .meta({ id: 'Calibration' });

const prediction = z
  .object({
    until,
    from: day.nullable().describe('One in ten comparable cases had come there by this day.'),
    to: day.nullable().describe('Nine in ten had. Null where too few are comparable.'),
    forecast: z
      .object({
        low: days,
        half: days,
        high: days,
        cases: z.int(),
        since: month,
        to: month,
        workload: z.object({ from: z.int(), to: z.int() }).nullable(),
        byField: z.boolean(),
      })
      .nullable()
      .describe(
        'Further working days of the comparable cases that had ended from the month `since` to the month `to`.',
      ),
    provisional: z.boolean().describe('Leans on a year whose holiday notice is not out.'),
    basis: words.describe('From what it was drawn, or why there is none.'),
    calibration: calibration.nullable(),
    calibrationWords: words.nullable(),
    asOfLeaf: z.int().describe('What had ended by this leaf of the log was seen.'),
  })
  .meta({
    id: 'Prediction',
    description: 'No promise: what comparable cases of this office took. Limits stand in `clocks`.',
  });

export const caseTime = z
  .object({
    case: id,
    number: z.string().nullable(),
    process: z.string(),
    edition: day,
    today: day,
    calendarVersion: z.string(),
    openedOn: day,
    countedFrom: day.nullable().describe('Of receipt, or of the opening; this day is not counted itself.'),
    endedOn: day.nullable(),
    total: days,
    byParty: z.array(z.object({ party: holder, words, days })).describe('Their sum is `total`.'),
    beforehand: days.describe('The applicant’s preparation before the receipt; not counted in `total`.'),
    spells: z.array(
      z.object({
        seq: z.int().describe('The event by which the state was entered.'),
        state: z.string(),
        label: words,
        holder,
        holderWords: words,
        beforehand: z.boolean(),
        after: day.describe('The day before its first.'),
        until: day.nullable().describe('Its last; null while the case is there.'),
        days,
      }),
    ),
    clocks: z.array(
      z.object({
        clock: z.string(),
        generation: z.int(),
        label: words,
        legalEffect: z.enum(['statutory', 'target', 'none']),
        status: z.string(),
        unit: z.string(),
        limit: z.int(),
        used: z.int(),
        left: z.int(),
        overdue: z.int(),
        anchor: day,
        dueOn: day.nullable(),
        onTime: z.boolean().nullable().describe('Null while it is open and not overdue.'),
        under: provision,
        said: words,
      }),
    ),
    predictions: z.array(prediction),
  })
  .meta({ id: 'CaseTime' });

const told = {
  cases: z
    .int()
    .nullable()
    .describe('On how many cases the numbers stand; null, as they are, for fewer than five.'),
  median: days.nullable(),
  ninthDecile: days.nullable(),
};

export const timeFigures = z
  .object({
    process: z.string(),
    from: day,
    to: day,
    by: z.enum(['state', 'party', 'clock']),
    today: day,
    ...told,
    working: z
      .number()
      .nullable()
      .describe('Part of the days in which the office or its assessors were to act.'),
    waiting: z.number().nullable().describe('Part in which they waited for the applicant or a third party.'),
    groups: z.array(
      z.object({
        name: z.string(),
        words,
        ...told,
        onTime: z
          .number()
          .nullable()
          .optional()
          .describe('By clock: which part of the periods was met in time.'),
      }),
    ),
    withheld: z
      .boolean()
      .describe('Whether there are groups of fewer than five cases: none of them is named.'),
    open: z
      .object({ cases: z.int().nullable(), overdue: z.int().nullable() })
      .describe('Cases that are open now; null for fewer than five.'),
  })
  .meta({ id: 'TimeFigures' });

export const predictionFigures = z
  .object({
    promised: z.number(),
    overall: z.object({ state: calibration, case: calibration }),
    groups: z.array(calibration.extend({ process: z.string(), state: z.string(), words, until })),
  })
  .meta({ id: 'PredictionFigures' });
