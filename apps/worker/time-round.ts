import { keepTime } from '#timekeeping';
import type { Round } from './rounds.js';

/** Takes in what is new in the log, to keep where cases spend their time. Answers how many entries. */
export const keepTimes = ({ tenant, service, casework }: Round): Promise<number> =>
  keepTime(service, casework.shelf, tenant);
