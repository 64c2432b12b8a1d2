import { z } from 'zod';
import { canonicalText, sha256 } from '#ledger';
import { drawAlgorithm, drawLimits, isDrawn } from './assessor-draw.js';

const id = z.string().regex(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
const codes = z.array(z.string().max(10)).max(100);

/** A draw as it lies beside its event: everything from which anybody can draw again, and what came of it. */
export const drawRecord = z
  .strictObject({
    algorithm: z.string().max(40).describe('The rule by which it was drawn, with its version.'),
    case: id,
    seed: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .describe('32 random bytes, hex.'),
    pool: z
      .array(
        z.strictObject({
          person: id,
          fields: codes,
          leads: codes,
          excluded: z.array(z.string().max(40)).max(40).describe('Why the person could not be drawn.'),
        }),
      )
      .max(drawLimits.pool),
    fields: codes.describe('Fields that had to be covered.'),
    size: z.int(),
    leader: id,
    members: z.array(id).max(drawLimits.size.most).describe('The leader first, then in the order drawn.'),
    previous: z.int().nullable().describe('The event of the draw before, if this one took its place.'),
    reason: z.string().max(500).nullable().describe('Why it was drawn again.'),
  })
  .meta({ id: 'DrawRecord' });

export type Draw = z.infer<typeof drawRecord>;

/** Reads a draw. Throws `ZodError` where it is none. */
export const readDraw = (value: unknown): Draw => drawRecord.parse(value);

/** What drawing again says: whether the outcome follows from seed and pool, or why that cannot be said. */
export type DrawnAgain = { follows: boolean } | { unknownAlgorithm: string } | { cannotBeDrawn: string };

/** Draws again, by the rule the draw names. */
export function drawAgain(draw: Draw): DrawnAgain {
  if (draw.algorithm !== drawAlgorithm) return { unknownAlgorithm: draw.algorithm };
  try {
    return { follows: isDrawn(draw, draw) };
  } catch (error) {
    if (error instanceof RangeError) return { cannotBeDrawn: error.message };
    throw error;
  }
}

/** SHA-256 (hex) over the draw's canonical JSON: what the event holds. */
export const digestOfDraw = (draw: Draw): string => sha256(canonicalText(draw)).toString('hex');
