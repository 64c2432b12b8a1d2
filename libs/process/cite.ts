/** How a provision is cited, in the words of either language of the office. */
import type { Instrument, Provision, Words } from './types.js';

/**
 * The article alone: `32.1.4` is 第32条第1款第4项, article 32(1)(4); `annex-1` an annex as a whole. Anything else names
 * a practice, which has no article: ''.
 */
export function citeArticle(article: string, language: keyof Words): string {
  const annex = /^annex-(\d+)$/.exec(article)?.[1];
  if (annex !== undefined) return language === 'en' ? `annex ${annex}` : `附件${annex}`;
  if (!/^\d+(\.\d+){0,2}$/.test(article)) return '';
  const [number, paragraph, item] = article.split('.');
  return language === 'en'
    ? `article ${number}${paragraph ? `(${paragraph})` : ''}${item ? `(${item})` : ''}`
    : `第${number}条${paragraph ? `第${paragraph}款` : ''}${item ? `第${item}项` : ''}`;
}

/** A title with its article. `length` says which title; where there is no short one, it is the full one. */
export function citeProvision(
  { instrument: name, article }: Provision,
  instruments: Record<string, Instrument>,
  language: keyof Words,
  length: 'full' | 'short',
): string {
  const instrument = Object.hasOwn(instruments, name) ? instruments[name] : undefined;
  const title = instrument === undefined ? name : titleIn(instrument, language, length);
  const cited = citeArticle(article, language);
  return language === 'en' && cited !== '' ? `${title}, ${cited}` : `${title}${cited}`;
}

/** The title of a law stands in 《》 in Chinese, without the edition in brackets after it; a practice is no law. */
export function titleIn(instrument: Instrument, language: keyof Words, length: 'full' | 'short'): string {
  const { title, short, practice } = instrument;
  const text = ((length === 'short' && short) || title)[language];
  if (language === 'en' || practice) return text;
  const bracket = text.endsWith('）') ? text.indexOf('（') : -1;
  return bracket < 1 ? `《${text}》` : `《${text.slice(0, bracket)}》${text.slice(bracket)}`;
}
