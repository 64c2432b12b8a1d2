/** The shapes of profiles, lanes and promises. */
import { z } from 'zod';
import { profileSchema } from '#regulations';
import { day, hash, id, words } from './answer-parts.js';

/** What the authority promises beside a limit of the law. */
export const promised = z
  .object({
    status: z.enum(['running', 'suspended', 'stopped', 'expired', 'superseded']),
    length: z.int().describe('Working days.'),
    dueOn: day.nullable(),
    dueAt: z.iso.datetime().nullable(),
    overdue: z.boolean(),
  })
  .meta({ id: 'Promised' });

/** The lane of a case. */
export const lane = z
  .object({
    profile: z.string(),
    lane: z.string(),
    words: words.nullable().describe('Null of a lane of the authority’s own; see /api/v1/profiles.'),
    order: z.string().nullable().describe('Number of the order on which it rests.'),
    until: day.nullable(),
    hash,
  })
  .meta({ id: 'Lane' });

const value = z.union([z.int(), z.boolean(), z.string(), z.null()]);
const tag = z.enum(['law', 'reported', 'practice', 'derived', 'own', 'invented']);

export const profiles = z
  .object({
    today: day,
    profiles: z
      .array(
        z.object({
          profile: profileSchema.meta({ id: 'Profile' }),
          hash: hash.describe('Of the profile, as the cases that go by it remember it.'),
          shipped: z.boolean().describe('Whether it comes with the release as it stands here.'),
          inForce: z
            .object({ from: day, until: day.nullable(), case: id })
            .nullable()
            .describe('Null where it only comes with the release.'),
        }),
      )
      .describe('Those in force or entered for a day to come, then those that only come with the release.'),
    settings: z
      .array(
        z.object({
          name: z.string(),
          words,
          unit: z.enum(['workingDays', 'years']).nullable(),
          value,
          default: value,
          setBy: z.string().nullable().describe('The profile that sets it; null where it is the default.'),
          bounds: z
            .union([
              z.object({ least: z.int(), most: z.int() }),
              z.object({ oneOf: z.array(z.string()) }),
              z.null(),
            ])
            .describe('Within which a profile may set it.'),
          optional: z.boolean(),
          tag,
          confidence: z.enum(['high', 'medium', 'low']).nullable(),
          remark: words,
        }),
      )
      .describe('What the law leaves open, as it is set here, and what each default rests on.'),
  })
  .meta({ id: 'Profiles' });
