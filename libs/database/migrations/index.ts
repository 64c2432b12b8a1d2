import { Casework1756684800003 } from './0003-casework.js';
import { History1756684800002 } from './0002-history.js';
import { Office1756684800001 } from './0001-office.js';
import { Register1756684800004 } from './0004-register.js';
import { Authority1764000000006 } from './0006-authority.js';
import { NothingUnnoticed1764000000008 } from './0008-nothing-unnoticed.js';
import { RowSecurity1756684800005 } from './0005-row-security.js';
import { SignIn1764000000007 } from './0007-sign-in.js';
import { Suspensions1764000000009 } from './0009-suspensions.js';
import { Readers1764000000010 } from './0010-readers.js';
import { Followers1764288000011 } from './0011-followers.js';
import { ClockOrders1764288000012 } from './0012-clock-orders.js';
import { Calendars1764288000013 } from './0013-calendars.js';
import { ClockHolds1764288000014 } from './0014-clock-holds.js';
import { Messages1764288000015 } from './0015-messages.js';
import { Webhooks1764288000016 } from './0016-webhooks.js';
import { Timekeeping1764288000017 } from './0017-timekeeping.js';
import { DutiesByKey1764288000018 } from './0018-duties-by-key.js';
import { NoticesOfARelease1764288000019 } from './0019-notices-of-a-release.js';
import { ToldOfWebhooks1764288000020 } from './0020-told-of-webhooks.js';
import { Told1764288000021 } from './0021-told.js';
import { Editions1764288000022 } from './0022-editions.js';
import { Profiles1764288000023 } from './0023-profiles.js';
import { LifeOfCertificates1764374400024 } from './0024-life-of-certificates.js';
import { Hearings1764374400025 } from './0025-hearings.js';

/** Every migration, oldest first. Published ones are never edited. */
export const migrations = [
  Office1756684800001,
  History1756684800002,
  Casework1756684800003,
  Register1756684800004,
  RowSecurity1756684800005,
  Authority1764000000006,
  SignIn1764000000007,
  NothingUnnoticed1764000000008,
  Suspensions1764000000009,
  Readers1764000000010,
  Followers1764288000011,
  ClockOrders1764288000012,
  Calendars1764288000013,
  ClockHolds1764288000014,
  Messages1764288000015,
  Webhooks1764288000016,
  Timekeeping1764288000017,
  DutiesByKey1764288000018,
  NoticesOfARelease1764288000019,
  ToldOfWebhooks1764288000020,
  Told1764288000021,
  Editions1764288000022,
  Profiles1764288000023,
  LifeOfCertificates1764374400024,
  Hearings1764374400025,
];
