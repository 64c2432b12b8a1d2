/** The shapes of answers about accounts, API keys and the record of accesses. */
import { z } from 'zod';
import { accessKinds, scopes } from '#identity';
import { id, list, page, words } from './answer-parts.js';

const realTime = z.iso.datetime().describe('Real time, UTC.');

export const account = z
  .object({ jurisdiction: z.string(), person: id, name: z.string() })
  .meta({ id: 'Account' });

const key = {
  id: z.string().describe('The part of the key that may be shown.'),
  institution: id.describe('For which it acts, and for no other.'),
  name: z.string(),
  scopes: z.array(z.enum(scopes)),
  createdAt: realTime,
  expiresAt: realTime,
  lastUsedAt: realTime.nullable().describe('To the minute; null while it was never used.'),
  revokedAt: realTime.nullable(),
};

export const apiKeyList = list(z.object(key)).meta({ id: 'ApiKeyList' });

export const apiKeyMade = z
  .object({
    ...key,
    key: z.string().nullable().describe('The key itself, shown this once; null in a repeated answer.'),
  })
  .meta({ id: 'ApiKeyMade' });

export const sessionList = list(
  z.object({
    id: id.describe('By which it can be ended; it opens nothing.'),
    begunAt: realTime,
    seenAt: realTime.describe('To the minute.'),
    endsAt: realTime.describe('When it ends whatever happens.'),
    method: z.string().describe('How you signed in.'),
    current: z.boolean().describe('Whether it is the one by which you ask.'),
  }),
).meta({ id: 'SessionList' });

export const accessPage = page(
  z.object({
    id,
    at: realTime,
    kind: z.enum(accessKinds),
    times: z
      .int()
      .describe('How many alike it stands for; above 1 only without a name, or for coming too often.'),
    code: z.string().nullable().describe('Code of the refusal.'),
    person: id.nullable(),
    method: z.string().nullable().describe('How the person had signed in.'),
    verb: z.string().nullable(),
    path: z.string().nullable().describe('The route with the ids in it, without its query.'),
    address: z.string().nullable().describe('A digest that tells addresses apart and names none.'),
    requestId: z.string().nullable(),
  }),
).meta({ id: 'AccessPage' });

const laboratory = z.object({ id, name: z.string(), creditCode: z.string() });

export const me = z
  .object({
    jurisdiction: z.string(),
    person: id,
    name: z.string(),
    roles: z.array(z.object({ role: z.string(), words })).describe('Granted now.'),
    actsFor: z.array(laboratory),
    acting: z
      .array(
        z.object({
          institution: laboratory,
          capacity: z.enum(['legalRepresentative', 'agent']),
          steps: z.array(z.string()).nullable().describe('The only steps for which it holds; null for all.'),
        }),
      )
      .describe('The same institutions, and how far it goes.'),
    covers: z
      .array(z.object({ person: id, name: z.string() }))
      .describe('Who is away today and for whom you stand in.'),
    employer: id.nullable(),
    method: z.string().describe('How the person signed in.'),
    acr: z.string().nullable().describe('Authentication context of the sign-in.'),
    signedInAt: realTime.nullable().describe('When the person signed in, where that is known.'),
    onlyFor: id.nullable().describe('The one institution for which an API key acts.'),
    scopes: z.array(z.string()),
  })
  .meta({ id: 'Me' });
