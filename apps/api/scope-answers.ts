/** The shapes of answers about scopes: tables as they are handed in, and the scope of a case item by item. */
import { z } from 'zod';
import { becomes } from '#register';
import { hash, id, page, words } from './answer-parts.js';

const remark = z.object({ line: z.int(), column: z.string(), code: z.string(), message: words });

export const scopeImport = z
  .object({
    id: id.nullable().describe('Names the table in an application; null in a dry run.'),
    rows: z.int(),
    digest: hash.nullable(),
    food: z.boolean(),
    medical: z.boolean(),
    faults: z.array(remark),
    warnings: z.array(remark),
  })
  .meta({ id: 'ScopeImport' });

export const scopeRow = z
  .object({
    site: z.string(),
    category_no: z.string(),
    category: z.string(),
    item_no: z.string(),
    item: z.string(),
    standard: z.string(),
    standard_no: z.string(),
    clause: z.string(),
    restriction: z.string(),
    note: z.string(),
  })
  .meta({ id: 'ScopeRow' });

export const scopeTable = z
  .object({
    id,
    institution: id,
    rows: z.int(),
    items: z.array(z.object({ line: z.int(), ...scopeRow.shape })),
  })
  .meta({ id: 'ScopeTable' });

const stage = z
  .object({
    seq: z.int().nullable().describe('The event of the case that it comes from, the last of several.'),
    withheld: z.boolean().describe('Whether what it rests on is not yours to read.'),
  })
  .meta({ id: 'ScopeStage' });

const itemBeside = z
  .object({
    ...scopeRow.shape,
    applied: z.boolean().describe('Whether the application asks for something of it.'),
    toGiveUp: z.boolean().describe('Whether that is to take it out of the certificate.'),
    proposed: z.boolean().nullable().describe('Whether the assessment proposes what is asked for.'),
    decided: z.boolean().nullable().describe('Whether it is granted.'),
    certificate: z
      .enum(becomes)
      .nullable()
      .describe(
        'What becomes of it on the certificate that there was before: added, replaced (it stands for one of the same site and number), takenOut, unchanged, or leftOff (it was not on it and does not come on it). Until the certificate is changed, by what has been said so far.',
      ),
    replaces: scopeRow.nullable().describe('The row in whose place it stands.'),
    differs: z.boolean().describe('Whether two stages that have spoken differ.'),
  })
  .meta({ id: 'ScopeItem' });

const count = z.int().min(0);

export const scopeOfCase = page(itemBeside)
  .extend({
    case: id,
    stages: z.object({ applied: stage, proposed: stage, decided: stage }),
    certificate: z
      .object({
        number: z.string(),
        as: z
          .enum(['extension', 'change', 'move', 'replacement', 'cancellation'])
          .describe('What the case does to it.'),
        seq: z.int().nullable().describe('The event of the case that did; null until then.'),
      })
      .nullable()
      .describe('The certificate that there was before the case; null where it is about none.'),
    counts: z.object({
      items: count,
      applied: count,
      proposed: count.nullable(),
      notProposed: count.nullable(),
      granted: count.nullable(),
      notGranted: count.nullable(),
      differing: count,
      certificate: z.record(z.enum(becomes), count).nullable(),
    }),
    signatories: z.array(
      z.object({
        name: z.string(),
        field: z.string(),
        proposed: z.boolean(),
        approved: z
          .boolean()
          .nullable()
          .describe('Null until it is decided; approved is who was proposed, where anything is granted.'),
      }),
    ),
  })
  .meta({ id: 'ScopeOfCase' });
