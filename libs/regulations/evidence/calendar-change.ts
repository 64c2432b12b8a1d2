/** What an administrator proposes to change in the calendar by which the office counts, and what the second confirms. */
import { z } from 'zod';
import { changeFaults, noticeFaults, stateCouncilNotices, type CalendarChange } from '#calendar';
import { confirmed, day, distinct, says } from './fields.js';
import { actorHere, actorOf, at, found } from './office-facts.js';
import { digestOf, evidenceRule, type Look } from './rule.js';

const readers = { by: 'parties' } as const;

const calendarHere = at('calendar', 'inForce', '');
const year = (says: string) => z.int().min(1000).max(9999).describe(says);

const name = () =>
  z
    .string()
    .max(7)
    .regex(/^\d{4}(?:-[1-9]\d?)?$/);

const notice = z
  .strictObject({
    notice: name().describe(
      'Its name here: the year and, where the year has several, which of them, such as 2027 or 2027-2.',
    ),
    year: year('The year whose days off it announces.'),
    daysOff: distinct(day(), 200).describe(
      'Every day off: statutory days, weekends inside a block, days swapped.',
    ),
    makeUpWorkingDays: z.array(day()).max(60).describe('Weekend days that are worked instead.'),
    sources: z
      .array(z.url({ protocol: /^https?$/ }).max(500))
      .min(1)
      .max(10)
      .describe('Where it was published.'),
    amends: name().optional().describe('The notice for the same year that it replaces as a whole.'),
  })
  .superRefine((brought, context) => {
    for (const fault of noticeFaults(brought)) {
      const message = says(fault['zh-CN'], fault.en);
      context.addIssue({ code: 'custom', path: fault.at, message });
    }
  });

const change = z.discriminatedUnion('what', [
  z
    .strictObject({ what: z.literal('notice'), notice })
    .describe('A notice of the State Council on days off.'),
  z
    .strictObject({ what: z.literal('provisionalYear'), year: year('The year.') })
    .describe('A year to be counted in before its notice is out: weekends and statutory days alone.'),
  z
    .strictObject({ what: z.literal('cutOffHour'), hour: z.int().min(1).max(24) })
    .describe(
      'The hour at which business ends on the last day; 24 is midnight (Civil Code 203, paragraph 2).',
    ),
  z
    .strictObject({ what: z.literal('rollOver'), over: z.enum(['nonWorkingDays', 'legalHolidaysOnly']) })
    .describe(
      'Over which days a period in days, months or years rolls to its end (Civil Code 203, paragraph 1).',
    ),
]);

/** What dates will rest on; where it was published stays with the evidence. */
export function calendarChangeIn({ change: brought }: { change: z.infer<typeof change> }): CalendarChange {
  if (brought.what !== 'notice') return brought;
  const { notice, year, daysOff, makeUpWorkingDays, amends } = brought.notice;
  const named = {
    notice,
    year,
    daysOff: daysOff.toSorted(),
    makeUpWorkingDays: makeUpWorkingDays.toSorted(),
  };
  return { what: 'notice', notice: { ...named, ...(amends === undefined ? {} : { amends }) } };
}

/** Who brings it, and everything that is wrong with the change by the calendar in force. */
function judged(brought: CalendarChange | null, look: Look) {
  const known = found('calendar', 'inForce', look);
  const faults = brought === null ? null : changeFaults(brought, known).map(({ fault }) => fault);
  return { by: actorOf(look).person, faults: faults && [...new Set(faults)] };
}

const {
  knownFrom: _,
  byFestival: __,
  ...amended
} = stateCouncilNotices.find(({ notice }) => notice === '2020-2')!;

export const calendarChangeProposal = evidenceRule('calendarChangeProposal', {
  words: { 'zh-CN': '日历变更的提议', en: 'proposal to change the calendar' },
  description:
    'A notice of days off or an amendment of one, a year to be counted in provisionally, or a setting. Another administrator ' +
    'has to confirm it; then every running clock is drawn again.',
  readers,
  schema: z.strictObject({ change }),
  examples: [
    { change: { what: 'notice', notice: structuredClone(amended) } },
    { change: { what: 'provisionalYear', year: 2028 } },
    { change: { what: 'cutOffHour', hour: 18 } },
  ],
  references: () => [actorHere, calendarHere],
  facts: (brought, look) => {
    const change = calendarChangeIn(brought);
    return {
      ...judged(change, look),
      change,
      digest: digestOf(change),
      daysOff: change.what === 'notice' ? change.notice.daysOff.length : null,
      madeUp: change.what === 'notice' ? change.notice.makeUpWorkingDays.length : null,
    };
  },
});

export const calendarChangeConfirmation = evidenceRule('calendarChangeConfirmation', {
  words: { 'zh-CN': '日历变更的复核', en: 'confirmation of a change of the calendar' },
  description: 'The second administrator names the digest of what was proposed: both have seen the same.',
  readers,
  schema: z.strictObject({
    digest: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .describe('SHA-256 of the change (RFC 8785), as the facts of the case have it.'),
    checked: confirmed(
      'It has been checked against where it was published, and which cases it moves has been seen.',
    ),
  }),
  examples: [{ digest: '0'.repeat(64), checked: true }],
  references: () => [actorHere, calendarHere],
  facts: ({ digest }, look) => ({
    ...judged((look.context.change ?? null) as CalendarChange | null, look),
    digest,
  }),
});
