/** The door of the ledger. */
export { canonicalText, digestOf, leafHash, sha256, type Plain } from './canonical.js';
export { disclose, digestOfDisclosure, openDisclosure, type Disclosure } from './disclosure.js';
export {
  isNoted,
  sealEvent,
  type EventActor,
  type EventBody,
  type Decided,
  type EventKind,
  type NotedKind,
  type SealedEvent,
} from './event.js';
export { follow, lagOf, type LogEntry } from './follow.js';
export { replay, type Finding, type Folded, type Law, type StoredCase, type StoredEvent } from './replay.js';
export { sequence } from './sequence.js';
