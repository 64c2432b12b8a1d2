import { z } from 'zod';
import { parseCaseNumber } from '#casework';
import { pageLimit } from './limits.js';

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export const isUuid = (text: string): boolean => uuidPattern.test(text);

/** A UUID, in any case of letters; answers it in lower case. */
export const uuid = () =>
  z
    .string()
    .max(36)
    .toLowerCase()
    .refine(isUuid, { error: '不是 UUID。 Not a UUID.' })
    .meta({ type: 'string', format: 'uuid' });

/** A case by its id, or by its number as it stands on letters. */
export const caseReference = z
  .string()
  .max(40)
  .transform((text) => (isUuid(text.toLowerCase()) ? text.toLowerCase() : text.toUpperCase()))
  .refine((text) => isUuid(text) || parseCaseNumber(text) !== null)
  .meta({
    type: 'string',
    description: 'Id (UUID) or number of the case, such as CMA-22-2025-000001-2.',
    examples: ['0197a000-0000-7000-8000-000000000001', 'CMA-22-2025-000001-2'],
  });

/** A name as process files write them: states, steps, processes. */
export const name = (description: string) =>
  z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9.-]{0,79}$/)
    .meta({ description });

/** A whole number in a query, within bounds. */
export const whole = (min: number, max: number, description: string) =>
  z
    .string()
    .transform((text) => (/^\d{1,10}$/.test(text) ? Number(text) : Number.NaN))
    .refine((value) => value >= min && value <= max, {
      error: `应为 ${min} 至 ${max} 的整数。 A whole number from ${min} to ${max}.`,
    })
    .meta({ type: 'integer', minimum: min, maximum: max, description });

export const limit = whole(1, pageLimit.most, '每页条数。Entries on a page.').default(pageLimit.usual);

/** A legal day that exists; there is no year 0000, and the database keeps none. */
export const day = z.iso.date().refine((text) => !text.startsWith('0000'), {
  error: '没有公元 0000 年。 There is no year 0000.',
});

/** Position in a list that counts from 1; entries after it are answered. */
export const after = whole(0, 2_147_483_647, '从此序号之后开始。Entries after this one.').default(0);

export const cursor = z
  .string()
  .max(400)
  .optional()
  .meta({ description: '上一页给出的位置，原样带回。The place that the page before named, as it is.' });

/** A queue of tasks. */
export const queue = z
  .enum(['mine', 'team', 'all'])
  .default('mine')
  .describe('自己的、本组待领的、全部。One’s own, those nobody has yet, all.');
