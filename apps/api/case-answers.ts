/** The shapes of answers about cases, as the OpenAPI document tells them. They may gain members; readers take unknown ones. */
import { z } from 'zod';
import { lane, promised } from './profile-answers.js';
import { anything, day, hash, id, instant, list, page, provision, words } from './answer-parts.js';

export const stepTaken = z
  .object({
    case: id,
    number: z.string().nullable(),
    process: z.string(),
    edition: day,
    step: z.string(),
    state: z.string(),
    revision: z.int(),
    seq: z.int(),
    event: hash,
    at: instant,
    unstaffed: z
      .array(z.string())
      .optional()
      .describe('Of a step that names people: duties for which nobody would be left.'),
  })
  .meta({
    id: 'StepTaken',
    description: 'What a step came to; drawn from its event, the same on every repeat.',
  });

const reason = z
  .object({
    code: z.string(),
    sentence: words,
    remedy: words.nullable().describe('What would change the answer.'),
    under: provision.extend({ title: words }),
  })
  .meta({ id: 'Reason' });

const stepChoice = z
  .object({
    step: z.string(),
    label: words,
    allowed: z.boolean(),
    reasons: z
      .array(reason)
      .describe('Why not, where it is not allowed: every rule and guard that is in the way.'),
    conditions: z.array(words).describe('What the evidence will have to show.'),
    by: z.array(z.object({ role: z.string(), words })).describe('Who could take it.'),
    duty: z.string(),
    stepUp: z.boolean().describe('A decision: its text is confirmed under a fresh and strong sign-in.'),
    under: provision.extend({ title: words }),
    needs: z.string().nullable().describe('Name of the schema of its evidence; null where it needs none.'),
    leadsTo: z.array(z.string()),
    movesTo: day
      .nullable()
      .describe(
        'The edition to which it would move the case, by which all of this is told; null where the case stays under its own. Of a clock’s, as of the day to which it will be dated.',
      ),
  })
  .meta({ id: 'StepChoice' });

export const clock = z
  .object({
    clock: z.string(),
    generation: z.int(),
    label: words,
    status: z.enum(['running', 'suspended', 'stopped', 'expired', 'superseded']),
    legalEffect: z.enum(['statutory', 'target', 'none']),
    limit: z.object({ unit: z.string(), length: z.int() }),
    consumed: z.int().describe('Days used up before the present run.'),
    anchor: day,
    dueOn: day.nullable(),
    dueAt: z.iso.datetime().nullable(),
    overdue: z.boolean(),
    provisional: z.boolean().describe('Leans on a year whose holiday notice is not out.'),
    calendarVersion: z.string(),
    under: provision,
    lapsesInto: z.string().nullable(),
    promises: z.string().nullable().describe('Of a promise: the clock that is to be held sooner.'),
    promised: promised.nullable().describe('What the authority promises beside this limit of the law.'),
    derivation: anything.describe('Days counted and left out; null unless it runs.'),
    explained: words.nullable(),
  })
  .meta({ id: 'Clock' });

export const caseView = z
  .object({
    id,
    number: z.string().nullable(),
    process: z.string(),
    edition: day,
    title: words,
    institution: z.object({ id, name: z.string(), creditCode: z.string() }),
    state: z.string(),
    label: words,
    tags: z.array(z.string()),
    revision: z.int().describe('Also the ETag.'),
    seq: z.int(),
    head: hash,
    openedAt: instant,
    changedAt: instant,
    facts: z
      .record(z.string(), anything)
      .describe("The case's memory: codes, counts, days; nothing personal."),
    steps: z.array(stepChoice),
    clocks: z.array(clock),
    lane: lane.nullable().describe('By which something is promised or made easier.'),
    desks: z
      .array(z.object({ duty: z.string(), person: id, name: z.string() }))
      .describe('On whose desk each duty lies; for the office alone.'),
    readAs: z
      .enum(['office', 'assessor', 'party'])
      .describe(
        'In which part you read what was brought to the case; whoever is recused from it reads as a party.',
      ),
  })
  .meta({ id: 'Case' });

export const casePage = page(
  z
    .object({
      id,
      number: z.string().nullable(),
      process: z.string(),
      edition: day,
      institution: z.object({ id, name: z.string() }),
      state: z.string(),
      label: words,
      tags: z.array(z.string()),
      revision: z.int(),
      changedAt: instant,
      dueOn: day.nullable(),
    })
    .meta({ id: 'CaseSummary' }),
).meta({ id: 'CasePage' });

const used = z
  .int()
  .nullable()
  .describe('In working days or, of other limits, calendar days; null where a calendar does not know.');

const clockEntry = z
  .object({
    seq: z.int().describe('The event that did it.'),
    operation: z
      .string()
      .describe(
        '`start`, `suspend`, `resume`, `interrupt`, `extend`, `supersede`, `project`, `rename`, `stop`, `expire`.',
      ),
    label: words,
    step: z.string().nullable(),
    under: provision,
    anchor: day.describe('The day from which the limit then counts; that day itself is not counted.'),
    limit: z.object({ unit: z.string(), length: z.int() }).describe('The whole limit as it then is.'),
    on: day.describe('The legal day from which it holds.'),
    at: instant.describe('When it was recorded.'),
    used,
    left: used,
    extendedBy: z.int().nullable(),
    formerly: words
      .nullable()
      .describe('Of a renaming, by the edition to which the case was moved: what it was called until then.'),
    dueBefore: day.nullable(),
    dueAtBefore: instant.nullable().describe('The first instant after it.'),
    dueOn: day.nullable(),
    dueAt: instant.nullable().describe('The first instant after it; business hours may end a period.'),
    because: words.nullable().describe('Of a date drawn again: what changed the calendar.'),
    derivation: anything.describe('Days counted and left out; null where no date was drawn.'),
    explained: words.nullable(),
    told: words,
  })
  .meta({ id: 'ClockEntry' });

export const clockStories = list(
  clock
    .extend({
      used,
      left: used.describe('As of today; less than nothing where it is overdue.'),
      stood: z
        .object({
          dueOn: day.nullable(),
          dueAt: instant.nullable(),
          derivation: anything,
          explained: words.nullable(),
        })
        .nullable()
        .describe('The date that stands, or the last one that stood, and how it came about.'),
      operations: z.array(clockEntry).describe('What happened to it, in the order of events.'),
      told: z
        .object({ 'zh-CN': z.array(z.string()), en: z.array(z.string()) })
        .describe('All of it in sentences; a line that begins with two blanks explains the one above.'),
    })
    .meta({ id: 'ClockStory' }),
).meta({ id: 'ClockStories' });

export const history = list(
  z
    .object({
      seq: z.int(),
      hash,
      leaf: z.int().nullable().describe("Number in the jurisdiction's log; null until it is sealed."),
      label: words,
      told: z
        .array(words)
        .describe(
          'Of dates drawn again by another calendar: each clock with both dates, and why. Else empty.',
        ),
      event: z
        .record(z.string(), anything)
        .describe(
          'The body that was hashed. To a party, of a note of the office’s inner affairs (`assigned`, `released`) only `kind`, `seq`, `prev` and `at`.',
        ),
      evidence: anything.describe(
        'What was brought, as far as you may read it; null where nothing was, and where it is withheld.',
      ),
      withheld: z.boolean().describe('Whether something of this entry is for others.'),
      without: z
        .array(z.string())
        .describe(
          'What is left out, as JSON pointers (RFC 6901) into the entry: `/event`, `/evidence`, or a field of it.',
        ),
    })
    .meta({ id: 'HistoryEntry' }),
).meta({ id: 'History' });

export const document = z
  .object({
    id,
    case: id,
    name: z.string(),
    mediaType: z.string().describe('Found in the content, never taken from the name.'),
    size: z.int(),
    sha256: hash,
    status: z.enum(['received', 'scanning', 'clean', 'unscanned', 'rejected']),
    uploadedAt: instant,
  })
  .meta({ id: 'Document' });

export const documentList = list(document).meta({ id: 'DocumentList' });

export const draft = z
  .object({
    step: z.string(),
    revision: z.int().describe('Also the ETag.'),
    content: anything,
    savedAt: instant,
    expiresAt: instant,
  })
  .meta({ id: 'Draft' });

const task = z
  .object({
    case: id,
    number: z.string().nullable(),
    process: z.string(),
    title: words,
    institution: z.object({ id, name: z.string() }),
    state: z.string(),
    label: words,
    duty: z.string(),
    dutyWords: words,
    awaited: z
      .boolean()
      .describe(
        'Whether the case awaits whoever has the duty; else something could be done, and its dates are another’s.',
      ),
    steps: z.array(z.object({ step: z.string(), label: words })).describe('What you could do now.'),
    dueOn: day.nullable(),
    dueAt: instant.nullable().describe('The first instant after the period: business hours may end it.'),
    overdue: z.boolean(),
    promised: z.boolean().describe('Whether that is the day that was promised, sooner than the law’s.'),
    lane: lane.nullable(),
    assignedTo: z.object({ person: id, name: z.string() }).nullable(),
    covering: z.boolean().describe('Whether it lies on the desk of somebody for whom you stand in.'),
  })
  .meta({ id: 'Task' });
export const taskPage = page(task).meta({ id: 'TaskPage' });

export const staffing = z
  .object({
    staffable: z.boolean(),
    places: z.array(
      z.object({
        duty: z.string(),
        words,
        roles: z.array(z.string()),
        people: z.array(z.object({ person: id, name: z.string() })),
        filledBy: id.nullable().describe('In one way of filling all places; null where nobody is left.'),
      }),
    ),
  })
  .meta({ id: 'Staffing' });

export const textDecided = z.object({ text: z.string(), digest: hash }).meta({ id: 'TextDecided' });
export const textToDecide = textDecided
  .extend({
    revision: z.int(),
    acrValues: z.array(z.string()),
    maxAge: z.int().describe('Seconds since the sign-in.'),
  })
  .meta({ id: 'TextToDecide' });
