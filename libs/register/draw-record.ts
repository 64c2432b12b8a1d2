import { z } from 'zod';
import { canonicalText, digestOfDisclosure, openDisclosure, sha256 } from '#ledger';
import { drawAlgorithm, drawLimits, isDrawn } from './assessor-draw.js';

const id = z.string().regex(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
const codes = z.array(z.string().max(10)).max(100);

/**
 * A draw as it lies beside its event: everything from which anybody can draw again, and what came of it. Why somebody was
 * excluded is personal and not needed for that: it lies in `DrawGrounds`.
 */
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
          excluded: z.boolean().describe('Whether the person could not be drawn.'),
        }),
      )
      .max(drawLimits.pool),
    fields: codes.describe('Fields that had to be covered.'),
    size: z.int(),
    leader: id,
    members: z.array(id).max(drawLimits.size.most).describe('The leader first, then in the order drawn.'),
    previous: z.int().nullable().describe('The event of the draw before, if this one took its place.'),
  })
  .meta({ id: 'DrawRecord' });

export type Draw = z.infer<typeof drawRecord>;

/** Reads a draw. Throws `ZodError` where it is none. */
export const readDraw = (value: unknown): Draw => drawRecord.parse(value);

/** Why people of the pool could not be drawn, and why it was drawn again: for the office and those who oversee it. */
export const drawGrounds = z
  .strictObject({
    excluded: z.array(z.strictObject({ person: id, grounds: z.array(z.string().max(40)).min(1).max(40) })),
    reason: z.string().max(500).nullable().describe('Why it was drawn again.'),
  })
  .meta({ id: 'DrawGrounds' });

export type DrawGrounds = z.infer<typeof drawGrounds>;

/** The name by which the grounds are disclosed (RFC 9901); the event holds the salted digest. */
export const groundsName = 'drawGrounds';

/** Reads grounds from their disclosure. Throws where it holds none. */
export const readGrounds = (disclosure: string): DrawGrounds =>
  drawGrounds.parse(openDisclosure(disclosure).value);

/** What is wrong with the grounds of a draw: not those of its event, or of others than the draw left out; or null. */
export function faultOfGrounds(
  draw: Draw,
  { disclosure, digest }: { disclosure: string; digest: string | null },
): string | null {
  if (digestOfDisclosure(disclosure) !== digest) return 'its grounds are not those of its event';
  const left = draw.pool.filter(({ excluded }) => excluded).map(({ person }) => person);
  try {
    const told = readGrounds(disclosure).excluded.map(({ person }) => person);
    return told.sort().join() === left.sort().join() ? null : 'its grounds are of others than it left out';
  } catch {
    return 'its grounds cannot be read';
  }
}

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
