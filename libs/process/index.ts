/** The law as a machine: written in XState's words, decided as a pure function, explained in both languages. */
export { citeArticle, citeProvision } from './cite.js';
export { decide, fold, ForeignFile, NotReplayable, openFile } from './decide.js';
export { explain } from './explain.js';
export { NoAnchor, NoLength } from './clock-orders.js';
export { NotAFact } from './facts.js';
export type { Machine } from './machine.js';
export { UnsoundProcess } from './process.js';
export { onlyAnew, runsAgain, type RunsAgain } from './runs-again.js';
export { stepsFrom } from './steps.js';
export { verify } from './verify.js';
export { vocabulary, type Law } from './vocabulary.js';
export type * from './types.js';
