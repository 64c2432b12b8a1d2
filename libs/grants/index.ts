/** The door of grants: how the office's own affairs take effect, and who holds and acts for what. */
export { appoint, type Appointed, type Appointment } from './appoint.js';
export { grantKey, Grants, type Representative, type RoleHeld } from './grants.js';
export { GrantsModule, grantsWith } from './grants.module.js';
