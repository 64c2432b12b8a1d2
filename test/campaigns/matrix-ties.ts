/** What ties people to institutions and colleagues, so that a rule refuses them: as rows to be entered. */
import { demonstrationTenant } from '#identity';
import { laboratories } from '../office.js';
import { today, tomorrow, yesterday } from './matrix-days.js';
import { authorityOf } from './matrix-ways.js';

/** Somebody of whom something is so; the key says who, in whose affairs, and for which case or step. */
export interface Person {
  key: string;
  id: string;
  role: string;
  relation: string;
  /** Whom the cases concern: an institution, the authority itself, or that about one. */
  concern: string;
  /** The step for which alone they are authorised. */
  step: string | null;
  /** The institution of their own, where they are its legal representative: there is one for each. */
  heads: string | null;
}

const [main, elsewhere, claimed] = laboratories;
const tenant = demonstrationTenant;

/** Institutions beside the demonstration's: the owner of the one that applies, its sister, and the authority's own. */
export const kin = {
  owner: '01920000-0000-7000-8000-00000000c001',
  sister: '01920000-0000-7000-8000-00000000c002',
  ofTheAuthority: '01920000-0000-7000-8000-00000000c003',
};

/** The institution to which the ties of whoever has any are: that which the cases concern, or are about. */
export function metBy({ concern, heads }: Pick<Person, 'concern' | 'heads'>): string {
  if (concern === 'authority') return authorityOf(tenant);
  return concern === 'authority about one' ? claimed.id : (heads ?? main.id);
}

const declared = ['employment', 'shareholding', 'kinship', 'advice', 'training', 'other'];

export function interestsOf(all: readonly Person[]) {
  return all.flatMap(({ id, relation, concern, heads }) => {
    const row = {
      id,
      institution: metBy({ concern, heads }),
      ground: 'advice',
      until: null as string | null,
      lifted: false,
    };
    if (declared.includes(relation)) return [{ ...row, ground: relation, until: today }];
    switch (relation) {
      case 'interestInGroup':
        return [{ ...row, institution: concern === 'authority' ? kin.ofTheAuthority : kin.sister }];
      case 'interestOver':
        return [{ ...row, until: yesterday }];
      case 'interestLifted':
        return [{ ...row, lifted: true }];
      case 'interestElsewhere':
        return [{ ...row, institution: elsewhere.id }];
      default:
        return [];
    }
  });
}

export function coversOf(all: readonly Person[], colleague: string, otherColleague: string) {
  return all.flatMap(({ id, relation }) => {
    const row = { id, absent: colleague, first: today, last: today, ended: false };
    switch (relation) {
      case 'deskCovered':
        return [row];
      case 'coverEnded':
        return [{ ...row, ended: true }];
      case 'coverPast':
        return [{ ...row, first: yesterday, last: yesterday }];
      case 'coverAhead':
        return [{ ...row, first: tomorrow, last: tomorrow }];
      case 'coverOfAnother':
        return [{ ...row, absent: otherColleague }];
      default:
        return [];
    }
  });
}

/** Duties in another matter of the institution. The time of rest is twelve months, its last day counted. */
export function heldBefore(all: readonly Person[]) {
  return all.flatMap(({ id, role, relation }) => {
    switch (relation) {
      case 'heldElsewhere':
        return [{ id, duty: role === 'certificateClerk' ? 'intake' : 'issuing', ago: '0' }];
      case 'lastCycle':
        return [{ id, duty: 'assessment', ago: '12 months' }];
      case 'longAgo':
        return [{ id, duty: 'assessment', ago: '12 months 1 day' }];
      default:
        return [];
    }
  });
}
