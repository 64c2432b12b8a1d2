import { laboratories } from '../office.js';
import { everyRole, type Cell } from './matrix-cells.js';
import type { Person } from './matrix-people.js';
import { concernOf, reachOf, stepRow } from './matrix-answers.js';
import { kindFor } from './matrix-routes.js';
import { isNameable, type WantedCase } from './matrix-ways.js';

/** Who and what is wanted for the cells, before any of it is there. */
export interface Plan {
  /** Each cell with who asks and the key of the case; null where one is to be opened. */
  cells: { cell: Cell; person: Person; key: string | null }[];
  people: Person[];
  cases: WantedCase[];
  /** Somebody of the office in each role, and others by their keys. */
  person(key: string): Person;
  colleague: Person;
  otherColleague: Person;
}

/** People by what is so of them; each has an id from the beginning, and is entered when the time comes. */
class People {
  readonly all = new Map<string, Person>();

  get(key: string, of: Omit<Person, 'key' | 'id'>): Person {
    const known = this.all.get(key);
    if (known !== undefined) return known;
    const serial = String(this.all.size + 1).padStart(12, '0');
    const id = `01930000-0000-7000-8000-${serial}`;
    const heads = of.heads && `01930000-0000-7000-9000-${serial}`;
    const person = { key, id, ...of, heads };
    this.all.set(key, person);
    return person;
  }

  /** Somebody of whom nothing else is so. */
  plain(key: string, role: string): Person {
    return this.get(key, { role, relation: 'plain', concern: 'institution', step: null, heads: null });
  }
}

/** Of whom it cannot be said that they head the institution. */
const noHead = [
  'roleWithdrawn',
  'actingEnded',
  'actingExpired',
  'agent',
  'otherSteps',
  'thisStep',
  'keyElsewhere',
];
const unnamed = ['foreign', 'foreignAuditor', 'otherTenant', 'stranger', 'notTheProposer', 'memberOnly'];

/** In which role the case is to name whoever asks; null where it is not. */
function namedAs(cell: Cell): string | null {
  const { process, state, step, role, relation } = cell;
  if (state === null || unnamed.includes(relation)) return null;
  const { only } = stepRow(process, state, step) ?? {};
  if (only === 'proposer' && role === 'administrator') return 'proposer';
  if (only === 'head' && role === 'applicant' && !noHead.includes(relation)) return 'head';
  return reachOf(role) === 'named' && isNameable(cell, role) ? role : null;
}

const isOnADesk = (relation: string): boolean => relation.startsWith('desk') || relation.startsWith('cover');

/** Whether its cases are each about somebody, or brought by somebody, of their own. */
export const hasATarget = (process: string): boolean =>
  ['roleGrant', 'representation', 'invitation', 'suspension'].includes(process);

/** Plans people and cases: people by what is so of them, cases by state and whom they name, shared where none moves. */
export function planFor(cells: readonly Cell[]): Plan {
  const people = new People();
  const [colleague, otherColleague] = [
    people.plain('cast/colleague', 'none'),
    people.plain('cast/colleague2', 'none'),
  ];
  for (const role of everyRole) people.plain(`cast/${role}`, role);
  for (const role of ['administrator', 'supervisor']) people.plain(`cast/${role}2`, role);
  // Whom to suspend it takes two, and whom they may let in again.
  people.plain('cast/administrator3', 'administrator');
  people.get('cast/outcast', {
    ...{ role: 'none', relation: 'suspended', concern: 'authority', step: null, heads: null },
  });
  const wanted = new Map<string, WantedCase>();
  const planned = cells.map((cell, place) => plan(cell, place, people, wanted, colleague.id));
  for (const { key, process, state } of wanted.values()) {
    if (!hasATarget(process)) continue;
    const toWithdraw =
      process === 'roleGrant' && ['drafting', 'withdrawalProposed', 'withdrawn'].includes(state);
    const toSuspend =
      process === 'suspension' && ['suspensionProposed', 'declined', 'takenBack'].includes(state);
    people.plain(`target#${key}`, toWithdraw ? 'supervisor' : toSuspend ? 'administrator' : 'none');
    people.plain(`claimant#${key}`, 'claimant');
  }
  return {
    ...{ cells: planned, people: [...people.all.values()], cases: [...wanted.values()] },
    ...{ person: (key) => people.all.get(key)!, colleague, otherColleague },
  };
}

/** Finds or wants the person and the case of a cell. A step that is to be taken gets a case of its own. */
function plan(
  cell: Cell,
  place: number,
  people: People,
  wanted: Map<string, WantedCase>,
  colleague: string,
): { cell: Cell; person: Person; key: string | null } {
  const { process, state, step, role, relation, right } = cell;
  const concern = concernOf(process);
  const name = namedAs(cell);
  const who = [
    ...[role, relation, relation === 'thisStep' ? step : concern],
    ...(name === 'head' ? ['head'] : []),
  ].join('/');
  const of = { role, relation, concern, step, heads: name === 'head' ? 'one' : null };
  if (state === null) return { cell, person: people.get(`${who}/opens`, of), key: null };
  const alone = right.code === 'allowed' ? `#${place}/${step}` : '';
  const kind = kindFor(process, state, step);
  const around = [
    `${process}/${state}`,
    ...(kind === 'usual' ? [] : [kind]),
    ...(name === null || name === 'assessor' ? [] : [who]),
    ...(isOnADesk(relation) ? [relation === 'deskOwn' ? `desk of ${who}` : 'desk'] : []),
  ];
  const key = `${around.join(' ')}${alone}`;
  // Whoever gets to act for the institution by the case, and whoever must not have led another, has one alone.
  const single =
    name === 'claimant' || name === 'invitee' || (name === 'teamLeader' && relation === 'longAgo');
  const person = people.get(single ? `${who}#${key}` : who, of);
  if (!wanted.has(key))
    wanted.set(key, {
      ...{ key, process, state, kind, named: {}, members: [], desk: null },
      institution: person.heads ?? laboratories[0].id,
    });
  const one = wanted.get(key)!;
  if (name !== null && name !== 'assessor') one.named[name] = person.id;
  if ((name === 'assessor' || relation === 'memberOnly') && !one.members.includes(person.id))
    one.members = [...one.members, person.id];
  // The team of everybody else rests by then.
  if (['lastCycle', 'longAgo'].includes(relation) && state.endsWith('formingTheTeam'))
    for (const role of ['teamLeader', 'assessor'])
      one.named[role] = people.plain(`cast/${role}#${key}`, role).id;
  if (isOnADesk(relation)) one.desk = relation === 'deskOwn' ? person.id : colleague;
  return { cell, person, key };
}
