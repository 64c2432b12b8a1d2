/** The grounds of the measures as issued in 2015, and the ban that follows from each of them. */
import { licensingLaw2003 } from '../instruments.js';
import { guardsWith } from './guards.js';
import { assignsWith } from './memory.js';

export { openedFile } from './memory.js';

/** Article 45: false results, reports during an ordered rectification or its failure, improper means, other. */
export const guards = guardsWith({
  grounds: ['improperMeans', 'falseResults', 'rectificationFailed', 'falseDeviceReport', 'otherLaw'],
  publicInterestUnder: licensingLaw2003('69'),
});

/** Three years for all grounds of article 45; ten after a false report on a medical device. */
export const assigns = assignsWith({
  ...{ improperMeans: 3, falseResults: 3, rectificationFailed: 3, otherLaw: 3 },
  falseDeviceReport: 10,
});
