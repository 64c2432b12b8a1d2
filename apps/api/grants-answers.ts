/** The shapes of what is told of roles and of who acts for whom. */
import { z } from 'zod';
import { day, id, instant, list, page, words } from './answer-parts.js';

export const rolePage = page(
  z.object({
    person: id,
    name: z.string(),
    role: z.string(),
    words,
    duty: z.string(),
    since: instant,
    case: id
      .nullable()
      .describe('The case that granted it; null where it was entered when the office was set up.'),
    withdrawnAt: instant.nullable(),
    withdrawnCase: id.nullable(),
    suspended: z.boolean().describe('Whether the person is kept out for now, whatever they hold.'),
    fields: z
      .array(
        z.object({
          field: z.string().describe('Two-digit field code.'),
          mayLead: z.boolean(),
          until: day.nullable().describe('Last legal day; null without end.'),
        }),
      )
      .describe('What the person may assess, for roles that do.'),
  }),
).meta({ id: 'RolePage' });

export const representatives = list(
  z.object({
    person: id,
    name: z.string(),
    capacity: z.enum(['legalRepresentative', 'agent']),
    steps: z.array(z.string()).nullable().describe('The only steps for which it holds; null for all.'),
    until: day.nullable().describe('Last legal day; null without end.'),
    since: instant,
    case: id.nullable().describe('The case in which it was checked or accepted.'),
    withdrawnAt: instant.nullable(),
  }),
).meta({ id: 'Representatives' });
