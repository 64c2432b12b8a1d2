/** The world of the stories: whom and what the evidence of a case may speak of. */
import type { ResolvedRecord } from '../evidence/register-facts.js';
import type { ResolvedPerson } from '../evidence/rule.js';
import { profileHash, type Profile } from '../profiles/profile.js';
import type { ProfileInForce } from '../profiles/lanes.js';
import { shippedProfiles } from '../profiles/shipped/index.js';

const uuid = (last: number) => `0197a000-0000-7000-8000-${String(last).padStart(12, '0')}`;
const digest = (letter: string) => letter.repeat(64);

export const laboratory = uuid(1);
export const foodTable = uuid(20);
export const waterTable = uuid(21);
export const correctedTable = uuid(22);
export const largeTable = uuid(23);
export const emptyTable = uuid(24);
export const medicalTable = uuid(25);
export const specialFoodTable = uuid(26);
export const manual = uuid(30);
export const records = uuid(31);
export const leader = uuid(40);
export const assessor = uuid(41);
export const colleague = uuid(42);
export const employeeOfTheLaboratory = uuid(43);
export const officer = uuid(44);
/** Assessors with a declared interest, with another duty in the matter, of another field, with no field entered. */
export const kin = uuid(45);
export const intakeOfTheCase = uuid(46);
export const builder = uuid(47);
export const unentered = uuid(48);
/** Holds the role of leader, and is qualified to lead in another field only. */
export const leaderOfAnotherField = uuid(49);

/** An assessor of food and of the fields that the stories apply for, against whom nothing stands. */
const qualified = (change: Partial<ResolvedPerson> = {}): ResolvedPerson => ({
  roles: ['assessor'],
  employer: null,
  recused: [],
  duty: null,
  fields: ['00', '12', '13'],
  leads: [],
  fieldsAreEntered: true,
  ...change,
});

const table = (letter: string, numbers: string[], food = false, more: object = {}) => ({
  digest: digest(letter),
  rows: numbers.length,
  food,
  medical: false,
  fields: [food ? '00' : '13'],
  itemNumbers: numbers,
  specialFood: false,
  mandatoryStandards: false,
  ...more,
});
const items = (count: number) => Array.from({ length: count }, (_, index) => `A/1.${index + 1}`);

/** The certificate that the laboratory holds in the stories, and one of somebody else. */
export const heldNumber = '232213050007';
export const othersNumber = '232213050008';
/** The case in which that certificate lives. */
export const lifeOfTheCertificate = uuid(60);
export const held = (change: object = {}) => ({
  number: heldNumber,
  case: lifeOfTheCertificate as string | null,
  state: 'valid',
  issuedOn: '2023-06-30',
  validUntil: '2029-06-29',
  ofTheInstitution: true,
  scope: { table: waterTable, digest: digest('d'), rows: 12, food: false, medical: false },
  fieldCode: '13',
  departmentCode: '05',
  ...change,
});

/** The world of the stories: everything that evidence may refer to. */
export const world = {
  document: {
    [manual]: { digest: digest('a'), size: 120_000, mediaType: 'application/pdf' },
    [records]: { digest: digest('b'), size: 90_000, mediaType: 'application/pdf' },
  },
  scopeTable: {
    [foodTable]: table('c', items(12), true),
    [waterTable]: table('d', items(12)),
    [correctedTable]: table('e', items(11)),
    [largeTable]: table('f', items(400)),
    [emptyTable]: table('0', []),
    [medicalTable]: table('1', items(12), false, { medical: true }),
    [specialFoodTable]: table('2', items(12), true, { specialFood: true }),
  },
  person: {
    [leader]: qualified({ roles: ['teamLeader', 'assessor'], leads: ['00', '12', '13'] }),
    [assessor]: qualified({ employer: uuid(2) }),
    [colleague]: qualified(),
    [employeeOfTheLaboratory]: qualified({ employer: laboratory, recused: ['employer'] }),
    [officer]: qualified({ roles: ['intakeOfficer'] }),
    [kin]: qualified({ recused: ['kinship', 'training'] }),
    [intakeOfTheCase]: qualified({ duty: 'intake' }),
    [builder]: qualified({ fields: ['01'] }),
    [unentered]: qualified({ fields: [] }),
    [leaderOfAnotherField]: qualified({ roles: ['teamLeader'], fields: ['01', '13'], leads: ['01'] }),
  },
  heldCertificate: {
    [heldNumber]: held(),
    [othersNumber]: held({ number: othersNumber, ofTheInstitution: false }),
  },
  record: { here: { banned: null, commitmentClosed: [] } as ResolvedRecord },
  profile: { here: { today: '2025-09-01', edition: '2023-12-01', profiles: [] as ProfileInForce[] } },
  draw: {
    4: { leader, members: [leader, colleague], newest: false },
    5: { leader, members: [leader, assessor], newest: true },
  },
};

/** A profile that comes with a release, altered and put in force by the office, without an end of its own. */
export function profileInForce(id: string, alter: (profile: Profile) => void = () => {}): ProfileInForce {
  const profile = structuredClone(shippedProfiles.find((one) => one.id === id)!);
  alter(profile);
  return { profile, hash: profileHash(profile), from: profile.from, until: null };
}

/** What the register says in a story: a ban, or where the way by commitment is closed. */
export const recordOf = (change: Partial<ResolvedRecord>) => ({
  record: { here: { banned: null, commitmentClosed: [], ...change } },
});
export const banned = recordOf({ banned: { until: '2030-01-01', ground: 'falseMaterial', years: 1 } });
