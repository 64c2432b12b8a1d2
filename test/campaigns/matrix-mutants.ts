import { authorityRules, Casework, usualStepUp, type AuthorityRule, type CaseworkOptions } from '#casework';
import { grantsWith } from '#grants';
import { registerWith } from '#register';
import { roles, type AuthorityRuleName } from '#regulations';
import type { Role } from '#process';
import type { TestOffice } from '../office.js';
import { inParallel } from './matrix-cases.js';
import { ask, inWords } from './matrix-ask.js';
import type { Asked, World } from './matrix-world.js';

/** An engine, an office or a catalogue with one thing wrong in it. */
interface Mutant {
  what: string;
  options?: CaseworkOptions;
  /** A setting of the office. */
  setting?: string;
  /** Whether it shows in the cells about the time of rest. */
  resting?: true;
  /** A role of the catalogue as it should not be. */
  role?: [name: keyof typeof roles, change: Partial<Role>];
}

const ruleNames = Object.keys(authorityRules) as AuthorityRuleName[];

const inverted =
  (rule: AuthorityRule): AuthorityRule =>
  (standing) =>
    rule(standing) === null ? {} : null;

/** One for each rule that is gone, and turned round; and for what rules rest on: settings, sign-in, reach. */
const mutants: readonly Mutant[] = [
  ...ruleNames.map((name): Mutant => {
    const { [name]: _, ...rules } = authorityRules;
    return { what: `without ${name}`, options: { rules } };
  }),
  ...ruleNames.map((name): Mutant => ({
    what: `${name} turned round`,
    options: { rules: { ...authorityRules, [name]: inverted(authorityRules[name]) } },
  })),
  { what: 'a sign-in is never old', options: { stepUp: { ...usualStepUp, maxAge: 86_400 } } },
  { what: 'a password is strong', options: { stepUp: { ...usualStepUp, acr: ['mfa', 'pwd'] } } },
  { what: 'no duties are kept apart', setting: `duties_apart = '{}'` },
  {
    what: 'coordinating is not kept apart',
    setting: `duties_apart = array_remove(duties_apart, 'coordination')`,
  },
  {
    what: 'hosting a hearing is not kept apart',
    setting: `duties_apart = array_remove(duties_apart, 'hearing')`,
  },
  { what: 'nobody rests', setting: 'rest_months = 0', resting: true },
  { what: 'everybody rests for thirteen months', setting: 'rest_months = 13', resting: true },
  { what: 'applicants reach every case', role: ['applicant', { reach: 'jurisdiction' }] },
  { what: 'intake officers reach what they act for', role: ['intakeOfficer', { reach: 'own' }] },
  { what: 'whoever is on a team leads it', role: ['teamLeader', { namedAt: 'team.members' }] },
  { what: 'everybody administers roles', role: ['administrator', { heldByAll: true }] },
  { what: 'auditors look on in nothing', role: ['auditor', { duty: 'issuing' }] },
];

/** A cell of each kind of refusal: code, rules and relation. */
function sampleOf(cells: readonly Asked[]): Asked[] {
  const kinds = new Map<string, Asked>();
  for (const cell of cells) {
    const { code, codes } = cell.right;
    if (cell.standing !== null && code !== 'allowed')
      kinds.set(`${code} ${codes.join(' ')} ${cell.relation}`, cell);
  }
  return [...kinds.values()];
}

/** Each mutant is asked a sample of the cells, and must answer some otherwise. Tells of those that nobody noticed. */
export async function askMutants(
  office: TestOffice,
  world: World,
  cells: readonly Asked[],
  resting: boolean,
): Promise<{ mutants: number; unnoticed: string[] }> {
  const here = mutants.filter((mutant) => (mutant.resting ?? false) === resting);
  const sample = resting ? cells.filter(({ standing }) => standing !== null) : sampleOf(cells);
  const unnoticed: string[] = [];
  for (const mutant of here) {
    const wrong = await differencesOf(office, world, mutant, sample);
    if (wrong === 0) unnoticed.push(mutant.what);
  }
  const control = await differencesOf(office, world, { what: 'no mutant' }, sample);
  if (control > 0) unnoticed.push(`${control} cells differ from the table without any mutant`);
  return { mutants: here.length, unnoticed };
}

/** Judged and not taken: a mutant changes nothing that the next one would see. */
async function differencesOf(
  office: TestOffice,
  world: World,
  { options, setting, role }: Mutant,
  sample: readonly Asked[],
): Promise<number> {
  const casework = new Casework(office.service, office.casework.shelf, options);
  grantsWith(casework);
  registerWith(casework);
  casework.ports.resolvers.set('staffing', office.casework.ports.resolvers.get('staffing')!);
  const undo = await world.set(setting);
  const before = role && { ...(roles[role[0]] as Role) };
  try {
    if (role) Object.assign(roles[role[0]], role[1]);
    let wrong = 0;
    await inParallel(sample, async (cell) => {
      const { code, codes } = await ask(office, casework, world, cell, true);
      const [given, right] = [{ ...cell.right, code, codes }, cell.right].map(inWords);
      if (given !== right) wrong += 1;
    });
    return wrong;
  } finally {
    if (role && before) {
      for (const key of Object.keys(role[1])) delete (roles[role[0]] as Partial<Role>)[key as keyof Role];
      Object.assign(roles[role[0]], before);
    }
    await undo();
  }
}
