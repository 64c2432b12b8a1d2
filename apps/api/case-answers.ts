/** The shapes of answers about cases, as the OpenAPI document tells them. They may gain members; readers take unknown ones. */
import { z } from 'zod';
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
  })
  .meta({
    id: 'StepTaken',
    description: 'What a step came to; drawn from its event, the same on every repeat.',
  });

const stepChoice = z
  .object({
    step: z.string(),
    label: words,
    allowed: z.boolean(),
    reasons: z
      .array(z.object({ code: z.string(), sentence: words }))
      .describe('Why not, where it is not allowed.'),
    conditions: z.array(words).describe('What the evidence will have to show.'),
    by: z.array(z.object({ role: z.string(), words })),
    under: provision.extend({ title: words }),
    needs: z.string().nullable().describe('Name of the schema of its evidence; null where it needs none.'),
    leadsTo: z.array(z.string()),
  })
  .meta({ id: 'StepChoice' });

export const clock = z
  .object({
    clock: z.string(),
    generation: z.int(),
    label: words,
    status: z.enum(['running', 'suspended', 'stopped', 'expired']),
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

export const clockList = list(clock).meta({ id: 'ClockList' });

export const history = list(
  z
    .object({
      seq: z.int(),
      hash,
      leaf: z.int().nullable().describe("Number in the jurisdiction's log; null until it is sealed."),
      label: words,
      event: z.record(z.string(), anything),
      evidence: anything.describe('What was brought.'),
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
