import type { Language } from '#refusals';

const entry =
  /^\s*([a-z]{1,8}(?:-[a-z0-9]{1,8})*|\*)\s*(?:;\s*q\s*=\s*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*)?$/i;

/**
 * The language of the office that a reader prefers (RFC 9110, 12.5.4). English unless some form of Chinese is
 * preferred to it: a header that cannot be read asks for nothing.
 */
export function readerLanguage(acceptLanguage: string | string[] | undefined): Language {
  const header = typeof acceptLanguage === 'string' ? acceptLanguage.slice(0, 1000) : '';
  const weights = { zh: 0, en: 0 };
  for (const part of header.split(',')) {
    const [, range, q] = entry.exec(part) ?? [];
    const primary = range?.toLowerCase().split('-')[0];
    if (primary === 'zh' || primary === 'en') weights[primary] = Math.max(weights[primary], Number(q ?? 1));
  }
  return weights.zh > weights.en ? 'zh-CN' : 'en';
}
