/** What administrators of roles write to keep a person out or let them in again, and what the second of them confirms. */
import { z } from 'zod';
import { administersRoles } from '../role-kinds.js';
import { confirmed, id, text } from './fields.js';
import { actorHere, actorOf, at, found } from './office-facts.js';
import { evidenceRule, type Look } from './rule.js';

const readers = {
  by: 'concerned',
  because: 'It says of a person of the office why they are kept out.',
} as const;

const personAndActor = ({ person }: { person: string }) => [actorHere, at('standing', person, '/person')];

/** How the person stands on the day, for whoever brings the evidence. */
function standingFacts({ person }: { person: string }, look: Look) {
  const { roles, suspended, administratorsBeside } = found('standing', person, look);
  return {
    by: actorOf(look).person,
    person,
    suspended,
    administration: roles.some(administersRoles),
    administratorsBeside,
  };
}

/** Of letting in: how many others administer roles is nothing to it, and would change the text that is confirmed. */
function lettingInFacts(brought: { person: string }, look: Look) {
  const { administratorsBeside: _, ...standing } = standingFacts(brought, look);
  return standing;
}

const whom = () => id().describe('The person’s id, as the list of roles or an earlier event has it.');
const whomAndWhy = () => z.strictObject({ person: whom(), reason: text(2000) });
const whomChecked = () =>
  z.strictObject({
    person: id(),
    checked: confirmed('What the first administrator proposed has been checked.'),
  });
const example = '0197a000-0000-7000-8000-000000000012';
const suspicion = { person: example, reason: '账户疑似被他人使用。' };

export const suspensionOrder = evidenceRule('suspensionOrder', {
  words: { 'zh-CN': '停用账户', en: 'order to suspend a person' },
  description:
    'Who is kept out from the next request on, and why. The event keeps whom; the reason stays beside it, and is not ' +
    'told to the person by any answer.',
  readers,
  schema: whomAndWhy(),
  examples: [suspicion],
  references: personAndActor,
  facts: standingFacts,
});

export const suspensionProposal = evidenceRule('suspensionProposal', {
  words: { 'zh-CN': '停用权限管理员的提议', en: 'proposal to suspend an administrator of roles' },
  description:
    'Which administrator of roles is to be kept out, and why; another administrator has to confirm it.',
  readers,
  schema: whomAndWhy(),
  examples: [suspicion],
  references: personAndActor,
  facts: standingFacts,
});

export const suspensionConfirmation = evidenceRule('suspensionConfirmation', {
  words: { 'zh-CN': '停用账户的复核', en: 'confirmation that an administrator of roles is suspended' },
  description: 'The second administrator names once more who is kept out: both have seen the same.',
  readers,
  schema: whomChecked(),
  examples: [{ person: example, checked: true }],
  references: personAndActor,
  facts: standingFacts,
});

export const reinstatementProposal = evidenceRule('reinstatementProposal', {
  words: { 'zh-CN': '恢复账户的提议', en: 'proposal to let a person in again' },
  description:
    'Who, of those who are kept out, is to be let in again, and why; another administrator has to confirm it.',
  readers,
  schema: whomAndWhy(),
  examples: [{ person: example, reason: '已查清，账户并未被他人使用。' }],
  references: personAndActor,
  facts: lettingInFacts,
});

export const reinstatementConfirmation = evidenceRule('reinstatementConfirmation', {
  words: { 'zh-CN': '恢复账户的复核', en: 'confirmation that a person is let in again' },
  description: 'The second administrator names once more who is let in again: both have seen the same.',
  readers,
  schema: whomChecked(),
  examples: [{ person: example, checked: true }],
  references: personAndActor,
  facts: lettingInFacts,
});
