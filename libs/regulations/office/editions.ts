/** The processes of the office's own affairs. The public sees no stage of them: they bear no number to ask by. */
import type { Process } from '#process';
import { absence20210601 } from './absence/2021-06-01.process.js';
import { calendarChange20210601 } from './calendar-change/2021-06-01.process.js';
import { interest20210601 } from './interest/2021-06-01.process.js';
import { invitation20210601 } from './invitation/2021-06-01.process.js';
import { profileChange20210601 } from './profile-change/2021-06-01.process.js';
import { representation20210601 } from './representation/2021-06-01.process.js';
import { roleGrant20210601 } from './role-grant/2021-06-01.process.js';
import { suspension20210601 } from './suspension/2021-06-01.process.js';

/** The process by which the calendar changes. */
export const calendarProcess = calendarChange20210601.id;

export const officeProcesses: readonly Process[] = [
  roleGrant20210601,
  representation20210601,
  invitation20210601,
  absence20210601,
  interest20210601,
  suspension20210601,
  calendarChange20210601,
  profileChange20210601,
];
