/** An officer who is recused from an institution does not say who acts for it. */
import { loadRecusals, meetingKey, type Effected } from '#casework';
import type { Transaction } from '#database';
import { Refused } from '#refusals';
import { authorityWords, recusalGrounds } from '#regulations';

/**
 * Throws `not-permitted` where the person who took the step for the office is recused from the institution concerned.
 * These cases concern the authority itself, so that nobody learns who is registered; which institution they are about
 * is known only here, and the engine's own rule cannot see it.
 */
export async function refuseRecused(
  tx: Transaction,
  { event }: Pick<Effected, 'event'>,
  institution: string,
): Promise<void> {
  const { person, duty } = event.actor;
  if (person === null || duty === 'applying') return;
  const meeting = { person, institution, matter: event.case };
  const grounds = (await loadRecusals(tx, [meeting])).get(meetingKey(meeting)) ?? [];
  const counted = grounds.filter((ground) => ground !== 'lastCycle');
  if (counted.length === 0) return;
  const { otherwise, remedy, under } = authorityWords.nobodyIsRecused;
  const told = (language: 'zh-CN' | 'en') =>
    otherwise[language].replace(
      '{ground}',
      counted.map((ground) => recusalGrounds[ground][language]).join(language === 'en' ? '; ' : '；'),
    );
  const sentence = { 'zh-CN': told('zh-CN'), en: told('en') };
  throw new Refused('not-permitted', {
    params: { step: event.step, why: sentence.en, 'why:zh-CN': sentence['zh-CN'] },
    members: { step: event.step, reasons: [{ code: 'nobodyIsRecused', sentence, remedy, under }] },
  });
}
