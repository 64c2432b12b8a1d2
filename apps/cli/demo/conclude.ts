import { exits, Failure } from '../failure.js';
import type { Expectations } from './expectations.js';

/** Says that all went well, or throws what differed: a story that differs in one date has failed. */
export function conclude(expect: Expectations): string {
  if (expect.differences.length > 0)
    throw new Failure(
      `The story differs from what it expects:\n${expect.differences.map((line) => `  ${line}`).join('\n')}`,
      exits.verificationFailed,
    );
  return `${expect.checked} expectations, all met.`;
}
