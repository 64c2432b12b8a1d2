/** The shapes of what is told of messages and their mail. */
import { z } from 'zod';
import { deliveryStates } from '#messages';
import { id, instant, page } from './answer-parts.js';

const language = z.enum(['zh-CN', 'en']);

export const contact = z
  .object({
    email: z.string().nullable().describe('Null where none is entered.'),
    language: language.describe('In which you are written to.'),
    wantsMail: z.boolean(),
    confirmed: z
      .boolean()
      .describe('Whether the code sent there was named; until then nothing else is sent there.'),
  })
  .meta({ id: 'ContactEntered' });

export const messagePage = page(
  z.object({
    id,
    case: id.nullable().describe('Null where it is of no case.'),
    kind: z
      .string()
      .describe(
        '`received` (a receipt of what you handed in), `changed`, `named` (the case names you), `assigned` (put on your desk), `affair` (of the office, about you), `warning` (of a clock) or `webhook` (one of yours was disabled). There may be more.',
      ),
    language,
    subject: z.string(),
    body: z.string().describe('Plain text.'),
    madeAt: instant,
    readAt: instant.nullable(),
  }),
).meta({ id: 'MessagePage' });

export const messageRead = z
  .object({ id, readAt: z.iso.datetime().describe('Real time, UTC.') })
  .meta({ id: 'MessageRead' });

export const deliveryPage = page(
  z.object({
    message: id,
    person: id,
    name: z.string(),
    state: z
      .enum(deliveryStates)
      .describe(
        '`failed`: refused for good; `dead`: given up after three days; `dropped`: its reader is not to be written to.',
      ),
    attempts: z.int(),
    madeAt: instant,
    nextAt: instant.nullable().describe('Real time of the next try; null where there is none.'),
    sentAt: instant.nullable(),
    lastAnswer: z.string().nullable().describe('What the mail server, or the connection to it, said last.'),
    because: z
      .string()
      .nullable()
      .describe(
        'Why it was dropped: `noMailWanted`, `addressNotConfirmed`, `accountSuspended` or `caseNoLongerSeen`; or why it waits until the next day: `enoughToday`.',
      ),
    gatheredIn: id.nullable().describe('The letter with which it went, where several went as one.'),
  }),
).meta({ id: 'MailDeliveryPage' });

export const resent = z.object({ message: id, state: z.literal('waiting') }).meta({ id: 'MailResent' });
