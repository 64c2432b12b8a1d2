import { Refused } from '#refusals';

/** The refusal `temporarily-unavailable`, with what was the matter as its `cause`, for the log alone. */
export const unavailable = (cause: unknown): Refused =>
  Object.assign(new Refused('temporarily-unavailable'), { cause });
