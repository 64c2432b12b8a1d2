/** What an administrator of roles writes to keep a person out, and what the second one confirms to let them in again. */
import { z } from 'zod';
import { administersRoles } from '../role-kinds.js';
import { confirmed, id, text } from './fields.js';
import { actorHere, actorOf, at, found } from './office-facts.js';
import { evidenceRule } from './rule.js';

export const suspensionOrder = evidenceRule('suspensionOrder', {
  words: { 'zh-CN': '停用账户', en: 'order to suspend a person' },
  description:
    'Who is kept out from the next request on, and why. The event keeps whom; the reason stays beside it, and is not ' +
    'told to the person by any answer.',
  readers: { by: 'concerned', because: 'It says of a person of the office why they are kept out.' },
  schema: z.strictObject({
    person: id().describe('The person’s id, as the list of roles or an earlier event has it.'),
    reason: text(2000),
  }),
  examples: [{ person: '0197a000-0000-7000-8000-000000000012', reason: '账户疑似被他人使用。' }],
  references: ({ person }) => [actorHere, at('standing', person, '/person')],
  facts: ({ person }, look) => {
    const { roles, suspended, administratorsBeside } = found('standing', person, look);
    return {
      by: actorOf(look).person,
      person,
      suspended,
      administration: roles.some(administersRoles),
      administratorsBeside,
    };
  },
});

export const reinstatementConfirmation = evidenceRule('reinstatementConfirmation', {
  words: { 'zh-CN': '恢复账户的复核', en: 'confirmation that a person is let in again' },
  description: 'The second administrator names once more who is let in again: both have seen the same.',
  readers: { by: 'concerned', because: 'It says of a person of the office why they are kept out.' },
  schema: z.strictObject({
    person: id(),
    checked: confirmed('What the first administrator proposed has been checked.'),
  }),
  examples: [{ person: '0197a000-0000-7000-8000-000000000012', checked: true }],
  references: ({ person }) => [actorHere, at('standing', person, '/person')],
  facts: ({ person }, look) => ({ by: actorOf(look).person, person }),
});
