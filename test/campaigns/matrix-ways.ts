import type { Caller } from '#casework';
import { demonstrationOffices } from '#identity';
import { stateOf } from './matrix-processes.js';
import { kindFor, wayOf } from './matrix-routes.js';

/** A case that some cells ask about: how it is to stand, whom it is to name, on whose desk it is to lie. */
export interface WantedCase {
  key: string;
  process: string;
  state: string;
  /** What is applied for, and how: a name out of `applications`; `usual` in every other process. */
  kind: string;
  /** The institution that it concerns, unless it concerns the authority. */
  institution: string;
  /** By the role in which the case is to name them: ids of people; `proposer` and `head` are who opens it. */
  named: Partial<Record<string, string>>;
  /** Further members of the team. */
  members: readonly string[];
  /** On whose desk each duty of the office is to lie. */
  desk: string | null;
}

/** The case as it stands, and who was there for it. */
export interface StandingCase extends WantedCase {
  id: string;
  /** The first case of the matter: itself, unless another case opened it. */
  matter: string;
  revision: number;
  document: string;
  /** Of a grant, an invitation: whom it is about. */
  target: string;
}

/** Those who take the steps that lead to a state, where the case names nobody else. */
export interface Cast {
  /** Id of the cast's member in a role; the second where two people are needed. */
  of(role: string, second?: boolean): string;
  callerOf(person: string): Caller;
}

/** Where each role in which cases name people is named: by the opening, or by a step. */
const namedBy: Record<string, Record<string, string>> = {
  qualification: { teamLeader: 'appointTeam', assessor: 'appointTeam' },
  commitmentVerification: { teamLeader: 'appointTeam', assessor: 'appointTeam' },
  representation: { claimant: 'open' },
  invitation: { invitee: 'invite' },
  absence: { declarant: 'open' },
  interest: { declarant: 'open' },
};

/** Whether a case in this state, of the kind in which the step is asked about, names somebody in the role. */
export function isNameable(
  { process, state, step }: { process: string; state: string | null; step: string },
  role: string,
): boolean {
  const by = namedBy[process]?.[role];
  if (by === undefined || state === null || by === 'open') return by === 'open';
  const way = wayOf({ process, state, kind: kindFor(process, state, step) });
  return way.some((leg) => leg.process === process && leg.step === by);
}

/** The authority itself, whom the office's own affairs concern. */
export const authorityOf = (tenant: number): string =>
  demonstrationOffices.find((office) => office.tenant === tenant)!.authority.id;

/** The duties of the office that a state awaits; only these lie on desks. */
export const dutiesAwaited = ({ process, state }: Pick<WantedCase, 'process' | 'state'>): string[] => {
  const { steps } = stateOf(process, state);
  const [own, nobodys] = ['applying', 'consequence'];
  return [
    ...new Set(
      steps.flatMap(({ duty, on }) => (on === null && duty !== own && duty !== nobodys ? [duty] : [])),
    ),
  ];
};
