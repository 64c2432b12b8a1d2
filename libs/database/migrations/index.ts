import { Casework1756684800003 } from './0003-casework.js';
import { History1756684800002 } from './0002-history.js';
import { Office1756684800001 } from './0001-office.js';
import { Register1756684800004 } from './0004-register.js';
import { RowSecurity1756684800005 } from './0005-row-security.js';

/** Every migration, oldest first. Published ones are never edited. */
export const migrations = [
  Office1756684800001,
  History1756684800002,
  Casework1756684800003,
  Register1756684800004,
  RowSecurity1756684800005,
];
