import { dayInWords, dayOf, timeOfDay } from '#calendar';
import { me, office } from './answers.js';
import type { Api } from './api.js';
import type { Language } from './language.js';

/** An instant (RFC 3339) as the office's own clock shows it, to the minute, in words. */
export type Instants = (instant: string) => string;

/**
 * How instants are told by the office of `jurisdiction` (two digits), or of whoever is signed in: in its zone, for that is
 * where its days begin. An office that the server does not name has the zone of the first.
 */
export async function instantsOf(api: Api, jurisdiction?: string): Promise<Instants> {
  const [{ jurisdictions }, code] = await Promise.all([
    api.get('/api/v1/office', office),
    jurisdiction ?? api.get('/api/v1/me', me).then((reader) => reader.jurisdiction),
  ]);
  const known = jurisdictions.find((one) => one.code === code) ?? jurisdictions[0];
  return (instant) => instantInWords(instant, known?.zone ?? usualZone, api.of.language);
}

const usualZone = 'Asia/Shanghai';

/** `12 September 2025, 17:01 Beijing time`, `2025年9月12日17:01（北京时间）`. */
export function instantInWords(instant: string, zone: string, language: Language): string {
  return phrases[language](dayInWords(dayOf(instant, zone), language), timeOfDay(instant, zone), zone);
}

const phrases: Record<Language, (day: string, time: string, zone: string) => string> = {
  en: (day, time, zone) => `${day}, ${time} ${zone === usualZone ? 'Beijing time' : zone}`,
  'zh-CN': (day, time, zone) => `${day}${time}（${zone === usualZone ? '北京时间' : zone}）`,
};
