/** The two remedies that every refusal has to name (Licensing Law 38), as data for letters and pages. */
import type { Period, Words } from '#process';
import { licensingLaw } from './instruments.js';

export interface Remedy {
  words: Words;
  /** Counted from the day the applicant knows of the decision. */
  within: Period;
}

export const remedies = {
  administrativeReview: {
    words: {
      'zh-CN': '自知道本决定之日起六十日内，可以申请行政复议。',
      en: 'You may apply for administrative review within 60 days of knowing of this decision.',
    },
    within: { unit: 'calendarDays', length: 60 },
  },
  lawsuit: {
    words: {
      'zh-CN': '自知道本决定之日起六个月内，可以直接向人民法院提起行政诉讼。',
      en: 'You may bring a lawsuit directly before the people’s court within six months of knowing of this decision.',
    },
    within: { unit: 'months', length: 6 },
  },
} as const satisfies Record<string, Remedy>;

/**
 * What an applicant can do where the authority has let a statutory limit pass and the law gives no outcome. Whether review
 * has to come before a lawsuit is arguable where a licence is not decided, so both are told, each with its limit. That the 60
 * days count from the end of the limit is own knowledge (Implementing Regulation of the Administrative Review Law, 16); the
 * six months are the Administrative Litigation Law's.
 */
export const againstDelay: Words = {
  'zh-CN':
    '申请人可以向本机关或者其上级机关投诉；可以自期限届满之日起六十日内申请行政复议，或者自期限届满之日起六个月内向人民法院提起行政诉讼（依法应当先申请行政复议的，先申请行政复议）。',
  en: 'The applicant may complain to the authority or to the one above it; may apply for administrative review within 60 days of the end of the limit; or may bring a lawsuit before the people’s court within six months of it (after review, where the law asks for review first).',
};

/** Where the duty to name them stands. */
export const remediesUnder = licensingLaw('38');
