/** The door of casework: the only one through which a case changes. */
export { loadResting } from './assessor-rest.js';
export { Audience, type StandingClock, type Turn } from './audiences.js';
export { movedIn, movesInWords } from './calendar-words.js';
export { calendarNow, noticesShipped, type Today } from './calendars.js';
export { CaseFeeds, type CaseChange } from './case-feeds.js';
export { caseSteps, type CaseSteps } from './case-steps.js';
export { casesSeen, isToldOf, type SeenCase } from './cases-seen.js';
export { checkDigit, formatCaseNumber, parseCaseNumber } from './case-number.js';
export { reachOf, type Reach } from './authority.js';
export {
  authorityRules,
  dutyInTheWay,
  obstacles,
  usualStepUp,
  type AuthorityRule,
  type Reason,
  type Standing,
  type StepUp,
} from './authority-rules.js';
export { bringNotices, yearAhead } from './calendar-changes.js';
export type { ChangedDay, MoveView } from './calendar-moves.js';
export { CalendarViews, mostDays, type CalendarView, type Preview } from './calendar-views.js';
export type { Caller } from './caller.js';
export { findOpenHold, releaseTime, type Hold } from './clock-holds.js';
export { clockRule, clockWords, editionOfClock } from './clock-editions.js';
export { presentName } from './clock-renames.js';
export { clockOf, type ClockRow } from './clock-rows.js';
export { Casework, type CaseworkOptions } from './casework.js';
export { CaseworkModule } from './casework.module.js';
export type { ClockEntry, ClockStory } from './clock-words.js';
export { ClockViews, type ClocksOfCase } from './clock-views.js';
export type { Answer } from './command.js';
export { passingSigner, publicKeysIn, signerFrom, type DecisionSigner } from './decision-signer.js';
export { DecisionTexts, type TextToDecide } from './decision-texts.js';
export { Documents, type DocumentView } from './documents.js';
export { Drafts, type Draft } from './drafts.js';
export { fieldErrors } from './evidence.js';
export { forgetAnswers } from './forgotten-answers.js';
export { JudgedTooEarly } from './judged-too-early.js';
export { armedClocks, clockFigures, type ClockFigures } from './clock-figures.js';
export type { DueLapses } from './lapse-due.js';
export type { Lapsed } from './working-case.js';
export { linkedId } from './linked-cases.js';
export type { LaneView } from './lane-view.js';
export { once } from './once.js';
export {
  Ports,
  type Effected,
  type EffectHandler,
  type NoteAsked,
  type NoteMaker,
  type NoteReady,
  type RecordCheck,
  type Replayed,
  type Resolver,
  type Series,
  type Wanted,
} from './ports.js';
export { ProfileViews, type ProfilesView, type ProfileView, type SettingView } from './profile-views.js';
export { ProcessShelf } from './process-shelf.js';
export { loadRecusals, meetingKey, type Meeting } from './recusals.js';
export { replayCases, type Replay, type ReplayFinding } from './replay-cases.js';
export type { Place, Staffing } from './staffing.js';
export { StaffingViews, unstaffedWithout, type UnstaffedCase } from './staffing-views.js';
export { requireStepThatHandsIn } from './step-authority.js';
export { taskKey, taskKeyShape, Tasks, type Queue, type Task } from './tasks.js';
export {
  eventWords,
  stateWords,
  type CaseSummary,
  type CaseView,
  type ClockView,
  type HistoryEntry,
  type Deadline,
  type Promised,
  type PublicStatus,
  type StepView,
} from './case-view.js';
export { tellEvents, type ToldEvent } from './told-events.js';
export { CaseViews } from './views.js';
