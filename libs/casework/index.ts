/** The door of casework: the only one through which a case changes. */
export { checkDigit, formatCaseNumber, parseCaseNumber } from './case-number.js';
export { Casework, type Caller } from './casework.js';
export { CaseworkModule } from './casework.module.js';
export type { Answer } from './command.js';
export { Documents, type DocumentView } from './documents.js';
export { Drafts, type Draft } from './drafts.js';
export { fieldErrors } from './evidence.js';
export { forgetAnswers } from './forgotten-answers.js';
export { once } from './once.js';
export { Ports, type Effected, type EffectHandler, type Resolver, type Series } from './ports.js';
export { ProcessShelf } from './process-shelf.js';
export { replayCases } from './replay-cases.js';
export type { CaseSummary, CaseView, ClockView, HistoryEntry, StepView } from './case-view.js';
export { CaseViews, type PublicStatus } from './views.js';
