import { malformedRequest } from './problem.js';

export const etagOf = (revision: number): string => `"${revision}"`;

/** The revision in If-Match (RFC 9110, 13.1.1), undefined where there is none. Refuses whatever is not one revision. */
export function revisionIn(ifMatch: string | undefined): number | undefined {
  if (ifMatch === undefined) return undefined;
  const [, digits] = /^"(\d{1,9})"$/.exec(ifMatch.trim()) ?? [];
  if (digits === undefined) {
    throw malformedRequest(
      'If-Match 应为引号内的一个版本号，例如 "3"',
      'If-Match names one revision in quotes, such as "3"',
    );
  }
  return Number(digits);
}

/** Whether If-None-Match names what the reader has already (weak comparison, 13.1.2). */
export function isKnown(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  const known = ifNoneMatch.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return known.includes('*') || known.includes(etag);
}
