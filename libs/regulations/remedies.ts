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

/** Where the duty to name them stands. */
export const remediesUnder = licensingLaw('38');
