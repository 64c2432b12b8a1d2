/** The door of timekeeping: whose each day of a case was, what of its limits is used up, and when it may be expected to end. */
export { attribute, movesOf, type Attribution, type Holder, type Move, type Spell } from './attribution.js';
export { CaseTimes, type CaseTime, type Prediction } from './case-time.js';
export { clockTime, type ClockTime } from './consumption.js';
export { Figures, type FiguresBy, type PredictionFigures, type TimeFigures } from './figures.js';
export { forgetTime, keepTime, timekeeper } from './keep.js';
export { TimekeepingModule } from './timekeeping.module.js';
