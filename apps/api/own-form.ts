import { isFormToken } from '#identity';
import { Refused } from '#refusals';

/**
 * Refuses (`cross-site-request`) a form without script that no page of this session drew. Two locks: what the browser
 * says of where the form was, and what only a page of this session could know.
 */
export function requireOwnForm(cookie: string, token: string, site: string | undefined): void {
  if ((site !== undefined && site !== 'same-origin') || !isFormToken(cookie, token))
    throw new Refused('cross-site-request');
}
