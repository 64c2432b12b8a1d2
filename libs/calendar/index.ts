/**
 * Statutory time: which days are worked, when a period ends, and how a clock runs, halts and starts anew.
 * Pure: nothing here reads a clock, a file or a database. Legal days are dates in Asia/Shanghai, instants are UTC.
 */
export {
  addDays,
  beginningOf,
  dayOf,
  firstInstantAfter,
  isWeekend,
  numberOf,
  runsOf,
  validUntil,
  type Day,
} from './days.js';
export { stateCouncilNotices, type Notice } from './notices.js';
export {
  Calendar,
  CalendarYearUnknown,
  openCalendar,
  type CalendarOptions,
  type KindOfDay,
} from './calendar.js';
export {
  changeFaults,
  noticeFaults,
  type CalendarBasis,
  type CalendarChange,
  type CalendarFault,
  type CalendarFaultName,
  type NoticeInForce,
  type RollOver,
} from './changes.js';
export {
  calendarDays,
  dueDate,
  months,
  workingDays,
  years,
  type Derivation,
  type LeftOut,
  type Period,
} from './due.js';
export {
  ClockNotPossible,
  consumptionOf,
  derivationOf,
  expireClock,
  extendClock,
  interruptClock,
  projectClock,
  resumeClock,
  startClock,
  stopClock,
  supersedeClock,
  suspendClock,
  type Clock,
  type Impediment,
  type Consumption,
} from './clock.js';
export { isTabled } from './regulation.js';
export { explain, periodInWords } from './explain.js';
export {
  changeInWords,
  dayInWords,
  endInWords,
  endOf,
  kindInWords,
  timeOfDay,
  type End,
  type EndInWords,
} from './words.js';
