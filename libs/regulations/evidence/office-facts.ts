/** What the evidence of the office's own affairs looks up beside documents: who brings it, and how people stand. */
import type { CalendarBasis } from '#calendar';
import type { Day } from '#process';
import type { ProfileInForce } from '../profiles/lanes.js';
import type { StatutoryLimits } from '../profiles/faults.js';
import { Unresolved, type Look, type Reference } from './rule.js';

/** Who brings the evidence. */
export interface ResolvedActor {
  person: string;
  /** Roles held on the day of the step. */
  roles: string[];
  /** Acts for the case's institution as its legal representative, without any limit by step. */
  inFull: boolean;
  /** Acts for the case's institution in any capacity. */
  acts: boolean;
}

/** A person as far as a role or an authorisation is concerned. */
export interface ResolvedStanding {
  /** Roles granted, of somebody who is suspended as well. */
  roles: string[];
  /** Kept out of everything for now. */
  suspended: boolean;
  /** Whether the person acts for the case's institution. */
  acts: boolean;
  /** How many others administer roles and are not suspended. */
  administratorsBeside: number;
}

/** Whether the office can do without somebody. */
export interface ResolvedStaffing {
  /** Open cases with a step that would be left to nobody. */
  unstaffedCases: number;
  /** The first of them: `case` and the `duties` that nobody would have. */
  unstaffed: { case: string; duties: string[] }[];
}

/** A claim to act for the institution of a credit code, looked up for the claimant whom the case names. */
export interface ResolvedClaim {
  /** The check character fits (GB 32100-2015). */
  sound: boolean;
  /** It is the authority's own. */
  authority: boolean;
  /** Id in the register, or the one it will be entered under. */
  institution: string;
  known: boolean;
  claimantActs: boolean;
  claimantAdministers: boolean;
  /** Case by which somebody else is the legal representative, where the claim is to be that. */
  predecessor: string | null;
  /** The person who is that, and no longer will be; null for nobody. */
  succeeds: string | null;
}

/** The person at the other end of an invitation. */
export interface ResolvedInviter {
  /** Still acts in full for the institution. */
  inFull: boolean;
}

/** Who acts for the institution because the claimant of the case had invited them. */
export interface ResolvedInvited {
  /** The cases of their invitations, in force; sorted. */
  cases: string[];
  /** Who they are, in the same order. */
  people: string[];
}

/** The profiles of the office, for a case or for a change of them. */
export interface ResolvedProfiles {
  /** The office's legal day. */
  today: Day;
  /** The edition of the law under which the case was opened. */
  edition: Day;
  /** Those in force on that day or later, none that has ended. */
  profiles: ProfileInForce[];
  /** What none of them may exceed. */
  limits: StatutoryLimits;
}

interface Found {
  actor: ResolvedActor;
  standing: ResolvedStanding;
  staffing: ResolvedStaffing;
  claim: ResolvedClaim;
  inviter: ResolvedInviter;
  invited: ResolvedInvited;
  /** What a change of the calendar would rest on. */
  calendar: CalendarBasis;
  profile: ResolvedProfiles;
}

export const actorHere: Reference = { kind: 'actor', id: 'actor', pointer: '' };
export const inviterHere: Reference = { kind: 'inviter', id: 'inviter', pointer: '' };
export const invitedHere: Reference = { kind: 'invited', id: 'invited', pointer: '' };
export const at = (kind: Reference['kind'], id: string, pointer: string): Reference => ({
  kind,
  id,
  pointer,
});

export function found<K extends keyof Found>(kind: K, id: string, { resolved }: Look): Found[K] {
  const all = (resolved as unknown as Partial<Record<K, Record<string, Found[K]>>>)[kind];
  const entry = all !== undefined && Object.hasOwn(all, id) ? all[id] : undefined;
  if (entry === undefined) throw new Unresolved({ kind, id });
  return entry;
}

export const actorOf = (look: Look): ResolvedActor => found('actor', actorHere.id, look);
