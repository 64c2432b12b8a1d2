import { type Database, type Transaction, withoutTenant } from '#database';
import type { Words } from '#process';
import type { RoleName } from '#regulations';
import { demonstrationIssuer } from './tokens.js';

/**
 * The people and laboratories of a demonstration. All of them are invented; their ids never change, so that links
 * and stories can name them. Nothing here touches a database that is not a demonstration's.
 */

/** The authority whose people they are: Chongqing. */
export const demonstrationTenant = 22;

export interface DemonstrationInstitution {
  id: string;
  creditCode: string;
  name: string;
  legalForm: 'enterprise' | 'publicInstitution' | 'association' | 'administrativeUnit' | 'other';
  address: string;
  base: string | null;
  contacts: { name: string; phone: string; email: string }[];
}

export interface DemonstrationPerson {
  id: string;
  /** Subject of the person's tokens. */
  subject: string;
  name: string;
  /** What the person is there for, in a few words. */
  words: Words;
  roles: RoleName[];
  /** Institutions for which the person acts. */
  actsFor: string[];
  employer: string | null;
}

const id = (kind: 'a' | 'b', number: number) =>
  `01920000-0000-7000-8000-00000000${kind}0${String(number).padStart(2, '0')}`;
const words = (chinese: string, english: string): Words => ({ 'zh-CN': chinese, en: english });
const laboratory = (
  number: number,
  creditCode: string,
  name: string,
  address: string,
  contact: string,
): DemonstrationInstitution => ({
  id: id('a', number),
  creditCode,
  name,
  legalForm: 'enterprise',
  address,
  base: null,
  contacts: [
    {
      name: contact,
      phone: '023-5550-01' + String(number).padStart(2, '0'),
      email: `lab${number}@example.com`,
    },
  ],
});

/** Their credit codes are right in themselves and belong to nobody: no division has the number 509999. */
export const demonstrationInstitutions = [
  laboratory(
    1,
    '91509999MADEMF012E',
    '重庆嘉禾食品检测有限公司（演示）',
    '重庆两江新区演示大道1号',
    '何晓雯',
  ),
  laboratory(
    2,
    '91509999MADEMH026A',
    '重庆清源环境监测有限公司（演示）',
    '重庆两江新区演示大道2号',
    '秦海川',
  ),
  laboratory(
    3,
    '91509999MADEMP036N',
    '重庆安护防护用品检测有限公司（演示）',
    '重庆两江新区演示大道3号',
    '邹立群',
  ),
] as const satisfies DemonstrationInstitution[];

const [food, environment, protective] = demonstrationInstitutions;

const person = (
  number: number,
  subject: string,
  name: string,
  says: Words,
  role: RoleName,
  at: { actsFor?: string; employer?: string } = {},
): DemonstrationPerson => ({
  id: id('b', number),
  subject,
  name,
  words: says,
  roles: [role],
  actsFor: at.actsFor === undefined ? [] : [at.actsFor],
  employer: at.employer ?? at.actsFor ?? null,
});

/** One person, one duty: the separation of duties can be seen from the first case on. */
export const demonstrationPeople: readonly DemonstrationPerson[] = [
  person(
    1,
    'applicant-food',
    '何晓雯',
    words('食品实验室的申请人', 'applicant of the food laboratory'),
    'applicant',
    { actsFor: food.id },
  ),
  person(
    2,
    'applicant-environment',
    '秦海川',
    words('环境实验室的申请人', 'applicant of the environmental laboratory'),
    'applicant',
    { actsFor: environment.id },
  ),
  person(
    3,
    'applicant-protective',
    '邹立群',
    words('防护用品实验室的申请人', 'applicant of the protective-goods laboratory'),
    'applicant',
    { actsFor: protective.id },
  ),
  person(4, 'intake-1', '罗佳宁', words('受理人员甲', 'intake officer'), 'intakeOfficer'),
  person(5, 'intake-2', '冯思远', words('受理人员乙', 'second intake officer'), 'intakeOfficer'),
  person(
    6,
    'coordinator',
    '谭明哲',
    words('评审组织人员', 'assessment coordinator'),
    'assessmentCoordinator',
  ),
  person(7, 'leader-1', '贺建国', words('评审组长甲', 'team leader'), 'teamLeader'),
  person(8, 'leader-2', '苏映雪', words('评审组长乙', 'second team leader'), 'teamLeader'),
  person(9, 'assessor-1', '陶文博', words('评审员甲', 'assessor'), 'assessor'),
  person(10, 'assessor-2', '尹若兰', words('评审员乙', 'second assessor'), 'assessor'),
  person(
    11,
    'assessor-employed',
    '康志强',
    words('受雇于环境实验室的评审员', 'assessor employed by the environmental laboratory'),
    'assessor',
    { employer: environment.id },
  ),
  person(12, 'decision-maker', '方正平', words('审批人员', 'decision maker'), 'decisionMaker'),
  person(13, 'certificate-clerk', '温婉清', words('制证人员', 'certificate clerk'), 'certificateClerk'),
  person(14, 'auditor', '严守诚', words('监督人员', 'auditor'), 'auditor'),
];

/** Throws where the database is not a demonstration's; it was marked as one when it was made, or it never will be. */
export async function requireDemonstration(database: Database): Promise<void> {
  await withoutTenant(database, requireDemonstrationIn);
}

/**
 * Enters the people, their accounts and what they may do; their institutions must be registered. Whoever is there
 * already is left as they are, a withdrawn role stays withdrawn. Answers how many are new.
 */
export async function seedDemonstration(
  tx: Transaction,
  people: readonly DemonstrationPerson[] = demonstrationPeople,
): Promise<number> {
  await requireDemonstrationIn(tx);
  const rows = JSON.stringify(people);
  const added = await tx.query<{ id: string }>(
    `insert into people (tenant, id, name, employer_id)
     select $1, id, name, employer from jsonb_to_recordset($2::jsonb) as p (id uuid, name text, employer uuid)
     on conflict do nothing returning id`,
    [tx.tenant, rows],
  );
  const fresh = added.map(({ id: added }) => added);
  const values = [tx.tenant, rows, fresh];
  await tx.query(
    `insert into accounts (issuer, subject, tenant, person_id)
     select $4, subject, $1, id from jsonb_to_recordset($2::jsonb) as p (id uuid, subject text)
      where id = any ($3::uuid[])`,
    [...values, demonstrationIssuer],
  );
  await tx.query(
    `insert into role_grants (tenant, person_id, role, granted_at)
     select $1, id, role, office_now()
       from jsonb_to_recordset($2::jsonb) as p (id uuid, roles jsonb), jsonb_array_elements_text(roles) as role
      where id = any ($3::uuid[])`,
    values,
  );
  await tx.query(
    `insert into acting_for (tenant, person_id, institution_id, since)
     select $1, id, institution::uuid, office_now()
       from jsonb_to_recordset($2::jsonb) as p (id uuid, "actsFor" jsonb), jsonb_array_elements_text("actsFor") as institution
      where id = any ($3::uuid[])`,
    values,
  );
  return fresh.length;
}

async function requireDemonstrationIn(tx: Pick<Transaction, 'query'>): Promise<void> {
  const [clock] = await tx.query<{ demonstration: boolean }>('select demonstration from office_clock');
  if (!clock?.demonstration)
    throw new Error(
      'This database is not a demonstration: demonstration people, keys and tokens are not for it.',
    );
}
