/** What evidence looks up in the register: a certificate, its items, and what keeps the institution from applying. */
import type { Day } from '#process';
import { Unresolved, type Look, type Reference } from './rule.js';

/** A certificate of this authority, as it stands on the day of the step. */
export interface ResolvedCertificate {
  number: string;
  /** The case in which it lives; null for one issued before certificates had one. */
  case: string | null;
  /** The state of that case; where there is none, as the last day says. */
  state: string;
  issuedOn: Day;
  validUntil: Day;
  /** Whether the case's institution holds it. */
  ofTheInstitution: boolean;
  /** The scope table with which it was issued; amendments since are not in it. */
  scope: { table: string; digest: string; rows: number; food: boolean; medical: boolean };
  fieldCode: string;
  departmentCode: string;
}

/** The items in force of the certificate that the case's memory names as `certificateNumber`. */
export interface ResolvedItems {
  number: string;
  /** The state in which the certificate is, as above. */
  state: string;
  /** `site/item`, in code-unit order. */
  items: string[];
}

/** What the register holds against the case's institution on the day of the step. */
export interface ResolvedRecord {
  /** The ban that lasts longest; null where none is in force. `until` is its last day. */
  banned: { until: Day; ground: string; years: number } | null;
  /** Whether the way by commitment is closed: altogether, or for these kinds of application (none: it is open). */
  commitmentClosed: 'all' | string[];
}

interface Found {
  heldCertificate: ResolvedCertificate;
  certificateItems: ResolvedItems;
  record: ResolvedRecord;
}

/** What is looked up of the case itself. */
const here = 'here';

export const certificateAt = (number: string, pointer: string): Reference => ({
  ...{ kind: 'heldCertificate', id: number, pointer },
});
export const itemsHere: Reference = { kind: 'certificateItems', id: here, pointer: '' };
export const recordHere: Reference = { kind: 'record', id: here, pointer: '' };

function found<K extends keyof Found>(kind: K, id: string, { resolved }: Look): Found[K] {
  const all = (resolved as unknown as Partial<Record<K, Record<string, Found[K]>>>)[kind];
  const entry = all !== undefined && Object.hasOwn(all, id) ? all[id] : undefined;
  if (entry === undefined) throw new Unresolved({ kind, id });
  return entry;
}

export const certificateIn = (number: string, look: Look) => found('heldCertificate', number, look);
export const itemsIn = (look: Look) => found('certificateItems', here, look);
export const recordIn = (look: Look) => found('record', here, look);
