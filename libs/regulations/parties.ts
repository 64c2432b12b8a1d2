/** Whose turn it is in a state, by its tag; a state in which nobody has to act is in force, or over. */
import type { Process, Words } from '#process';

/** Those who may have to act in a case, with the tag by which a state awaits them. */
export const parties = {
  authority: { tag: 'awaiting-authority', words: { 'zh-CN': '资质认定部门', en: 'the authority' } },
  applicant: { tag: 'awaiting-applicant', words: { 'zh-CN': '申请机构', en: 'the applicant' } },
  assessor: { tag: 'awaiting-assessors', words: { 'zh-CN': '评审人员', en: 'the assessors' } },
  thirdParty: { tag: 'awaiting-third-party', words: { 'zh-CN': '第三方', en: 'a third party' } },
} as const satisfies Record<string, { tag: string; words: Words }>;

export type Party = keyof typeof parties;
const named = Object.keys(parties) as Party[];

/** The tag of a state in which what was decided holds and nobody has to act. */
const inForceTag = 'in-force';

/** The party that a state awaits; null where it awaits none. */
export const partyAwaited = (tags: readonly string[]): Party | null =>
  named.find((party) => tags.includes(parties[party].tag)) ?? null;

/** Whether a state awaits whoever has a duty: the applicant, or else those who handle the case. */
export function awaitsDuty(tags: readonly string[], duty: string): boolean {
  const party = partyAwaited(tags);
  return party !== null && (party === 'applicant') === (duty === 'applying');
}

/**
 * What is wrong with the tags of a process, a sentence each: every state in which a case can rest before its end awaits
 * exactly one party, or is in force, so that each day has one owner; a final state awaits none.
 */
export function partyFaults({ id, edition, states }: Pick<Process, 'id' | 'edition' | 'states'>): string[] {
  return states.flatMap(({ name, tags, final, routes }) => {
    const rests = final || routes.every(({ guards }) => guards.length > 0);
    const awaited = tags.filter((tag) => tag.startsWith('awaiting-'));
    const known = named.map((party): string => parties[party].tag);
    const where = `the state ${name} of ${id} ${edition}`;
    return [
      ...awaited.filter((tag) => !known.includes(tag)).map((tag) => `${where} awaits nobody we know: ${tag}`),
      ...(rests && awaited.length !== (final || tags.includes(inForceTag) ? 0 : 1)
        ? [`${where} awaits ${awaited.length === 0 ? 'nobody' : awaited.join(' and ')}`]
        : []),
    ];
  });
}
