/** What the shapes of answers are made of. */
import { z } from 'zod';

export const words = z
  .object({ 'zh-CN': z.string(), en: z.string() })
  .meta({ id: 'Words', description: 'One sentence or name in both languages.' });
export const id = z.uuid();
export const instant = z.iso.datetime().describe('Office time, UTC.');
export const day = z.iso.date().describe("A legal day in the jurisdiction's zone.");
export const hash = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .describe('SHA-256, hexadecimal.');
export const provision = z.object({ instrument: z.string(), article: z.string() });
export const page = <T extends z.ZodType>(item: T) =>
  z.object({
    items: z.array(item),
    next: z.string().nullable().describe('Cursor of the next page; null on the last.'),
  });
export const list = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item) });
export const anything = z.unknown();
