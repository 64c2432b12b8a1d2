/** The grounds of the measures as amended in 2021, and the bans that follow from them. */
import { licensingLaw } from '../instruments.js';
import { guardsWith } from './guards.js';
import { assignsWith } from './memory.js';

export { openedFile } from './memory.js';

/** Article 32, and other laws (article 36). False reports and results are for those other laws since 2021. */
export const guards = guardsWith({
  grounds: ['improperMeans', 'falseDeviceReport', 'otherLaw'],
  publicInterestUnder: licensingLaw('69'),
});

/**
 * Years without a new application, by ground: three after improper means (article 32), ten after a false report on a medical
 * device (the regulation on medical devices). What another law says of other grounds is not known here, so nothing follows.
 */
export const assigns = assignsWith({ improperMeans: 3, falseDeviceReport: 10 });
