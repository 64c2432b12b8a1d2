/** The shapes of answers, as the OpenAPI document tells them. They may gain members; readers take unknown ones. */
import { z } from 'zod';
import { certificateStatuses, type CertificateStatus } from '#regulations';
import { anything, day, hash, id, instant, list, page, provision, words } from './answer-parts.js';
import { scopeRow } from './scope-answers.js';

export * from './case-answers.js';
export * from './scope-answers.js';

const edition = z.object({ edition: day, title: words, hash, href: z.string() });

export const processList = list(
  z.object({ id: z.string(), title: words, href: z.string(), editions: z.array(edition) }),
).meta({ id: 'ProcessList' });

export const processEditions = z
  .object({ id: z.string(), title: words, editions: z.array(edition) })
  .meta({ id: 'ProcessEditions' });

export const processView = z
  .object({
    id: z.string(),
    edition: day,
    title: words,
    hash,
    sourcesHash: hash,
    initial: z.string(),
    opening: z.object({
      by: z.array(z.string()),
      under: provision,
      needs: z.string().nullable(),
      draws: z.array(z.string()),
    }),
    clocks: z.record(z.string(), anything),
    states: z.array(z.looseObject({ name: z.string(), words, final: z.boolean(), steps: z.array(anything) })),
    roles: z.record(z.string(), z.looseObject({ words, duty: z.string(), reach: z.string() })),
    instruments: z.record(z.string(), z.looseObject({ title: words, inForceFrom: day })),
  })
  .meta({ id: 'Process' });

export const institution = z
  .object({
    id,
    creditCode: z.string(),
    name: z.string(),
    legalForm: z.string(),
    address: z.string(),
    base: z.string().nullable(),
    parent: id.nullable().describe('The institution that owns or controls it, if that is registered here.'),
    contacts: z.array(z.object({ name: z.string(), phone: z.string(), email: z.string() })),
    registeredAt: instant,
  })
  .meta({ id: 'Institution' });

export const institutionPage = page(institution).meta({ id: 'InstitutionPage' });

const certificateStanding = z
  .object({
    status: z
      .enum(Object.keys(certificateStatuses) as [CertificateStatus, ...CertificateStatus[]])
      .describe('cancelled is 注销, on an objective ground; annulled is 撤销.'),
    words,
    since: day.describe(
      'Since when it stands so; of a valid one the day of issue, or that on which silence renewed it.',
    ),
    reason: words.nullable().describe('Why it is no longer valid, or in which way it still is.'),
    replacedBy: z.string().nullable().describe('The number of the certificate that took its place.'),
  })
  .meta({ id: 'CertificateStanding' });

export const certificate = z
  .object({
    number: z.string(),
    authority: words,
    field: words,
    department: words,
    institution: z.object({ name: z.string(), address: z.string() }),
    issuedOn: day,
    validUntil: day,
    standing: certificateStanding,
    replaces: z.string().nullable().describe('The number of the certificate whose place it took.'),
    amendedOn: z.array(day).describe('The day of each amendment of its scope.'),
    ban: z
      .object({ until: day, years: z.int() })
      .nullable()
      .describe('Until when there is no new application, where it or items of it were annulled.'),
    items: z.array(scopeRow).describe('The items in force.'),
    annulled: z
      .array(z.object({ ...scopeRow.shape, annulledOn: day }))
      .describe('Items that were annulled, and since when.'),
  })
  .meta({ id: 'Certificate' });

export const certificatePage = page(
  z.object({
    number: z.string(),
    institution: z.object({ id, name: z.string() }),
    case: id,
    life: id.nullable().describe('The case in which it lives.'),
    issuedOn: day,
    validUntil: day,
    standing: certificateStanding,
  }),
).meta({ id: 'CertificatePage' });

export const publicStatus = z
  .object({
    number: z.string(),
    title: words,
    stage: z.object({ stage: z.string(), words, position: z.int().min(1).max(6) }).nullable(),
    ended: z.boolean(),
    changedAt: instant,
    deadlines: z
      .array(
        z.object({
          label: words,
          dueOn: day,
          dueAt: instant,
          promised: z.object({ dueOn: day.nullable(), dueAt: instant.nullable() }).nullable(),
        }),
      )
      .describe('Limits of the law that run, each beside what is promised.'),
  })
  .meta({ id: 'PublicStatus' });

export const office = z
  .object({
    officeTime: instant,
    demonstration: z.boolean(),
    jurisdictions: z.array(z.object({ code: z.string(), name: words, zone: z.string(), today: day })),
  })
  .meta({ id: 'Office' });

export const officeTime = z.object({ officeTime: instant }).meta({ id: 'OfficeTime' });

export const ledgerEntries = list(
  z.object({
    leaf: z.int(),
    hash,
    body: z.string().describe('The canonical bytes that are hashed (RFC 8785).'),
  }),
).meta({ id: 'LedgerEntries' });

export const health = z.object({ status: z.literal('ok') }).meta({ id: 'Health' });
export const readiness = z
  .object({
    status: z.literal('ok'),
    time: z.enum(['goes', 'held']).meta({
      description: '"held" while no clock lapses, because the clock of the database has jumped',
    }),
  })
  .meta({ id: 'Readiness' });

export const problem = z
  .object({
    type: z.string().describe('A page that explains the code, relative to the address of the request.'),
    title: z.string(),
    status: z.int(),
    detail: z.string().describe("A sentence in the reader's language (Accept-Language)."),
    instance: z.string(),
    code: z.string().describe('Stable, never translated.'),
    requestId: id,
    errors: z
      .array(z.object({ pointer: z.string().describe('RFC 6901, into the body.'), message: z.string() }))
      .optional(),
  })
  .meta({ id: 'Problem', description: 'Why the request was refused (RFC 9457); nothing was changed.' });
