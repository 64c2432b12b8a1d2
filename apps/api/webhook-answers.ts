/** The shapes of answers about webhooks. */
import { z } from 'zod';
import { deliveryStatuses, disabledReasons, faults } from '#webhooks';
import { id, list, page } from './answer-parts.js';

const realTime = z.iso.datetime().describe('Real time, UTC.');

export const webhook = z
  .object({
    id,
    institution: id.nullable().describe('Of whose cases it is told; null for all of the jurisdiction.'),
    name: z.string(),
    url: z.string(),
    person: id.describe('On whose authority events are told; once that ends, the webhook is disabled.'),
    enabled: z.boolean(),
    disabledAt: realTime.nullable(),
    disabledReason: z
      .enum(disabledReasons)
      .nullable()
      .describe(
        '`paused` by its owner, `failing` for three days, `gone` (410), or the authority of `person` has ended.',
      ),
    previousSecretUntil: realTime.nullable().describe('Until when the secret before signs as well.'),
    waiting: z.int().describe('How many events wait to be told.'),
    createdAt: realTime,
  })
  .meta({ id: 'Webhook' });

export const webhookList = list(webhook).meta({ id: 'WebhookList' });

export const webhookWithSecret = z
  .object({
    webhook,
    secret: z
      .string()
      .nullable()
      .describe(
        '`whsec_…`, by which receivers check signatures; shown this once, null in a repeated answer.',
      ),
  })
  .meta({ id: 'WebhookWithSecret' });

export const delivery = z
  .object({
    id,
    message: z.string().describe('The id of the event as receivers see it, the same at each attempt.'),
    type: z.string(),
    case: id.nullable().describe('Null of a message that only tries the address.'),
    leaf: z.int().nullable(),
    status: z.enum(deliveryStatuses),
    createdAt: realTime,
    nextAt: realTime.nullable().describe('When it is tried next; null where it is done.'),
    doneAt: realTime.nullable(),
    attempts: z
      .array(
        z.object({
          number: z.int(),
          at: realTime,
          milliseconds: z.int(),
          status: z.int().nullable().describe('HTTP status; null where none came.'),
          fault: z.enum(faults).nullable().describe('Why it failed; null where it did not.'),
          answer: z.string().nullable().describe('The first 1,024 bytes of the answer.'),
        }),
      )
      .describe('The last twenty that ended.'),
  })
  .meta({ id: 'WebhookDelivery' });

export const deliveryPage = page(delivery).meta({ id: 'WebhookDeliveryPage' });
