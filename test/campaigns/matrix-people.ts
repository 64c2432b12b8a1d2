import pg from 'pg';
import { demonstrationOffices } from '#identity';
import { roles, type RoleName } from '#regulations';
import { laboratories } from '../office.js';
import { yesterday } from './matrix-days.js';
import { coversOf, heldBefore, interestsOf, kin, metBy, type Person } from './matrix-ties.js';
import { authorityOf } from './matrix-ways.js';

export type { Person };

type Office = (typeof demonstrationOffices)[number];

/** What is so at once, and what becomes so after the cases were walked: recused people take no steps before. */
interface Rows {
  people: { tenant: number; id: string }[];
  grants: { tenant: number; id: string; role: string; duty: string }[];
  acting: {
    tenant: number;
    id: string;
    institution: string;
    capacity: string;
    steps: string[] | null;
    until: string | null;
  }[];
  fields: { tenant: number; id: string }[];
}

const [main, elsewhere, claimed] = laboratories;
const [{ tenant }, neighbour] = demonstrationOffices as [Office, Office];

const dutyOf = (role: string): string => roles[role as RoleName].duty;
const isElsewhere = (relation: string): boolean => ['otherTenant', 'stranger'].includes(relation);
export const tenantOf = ({ relation }: Pick<Person, 'relation'>): number =>
  isElsewhere(relation) ? neighbour.tenant : tenant;

/** The roles that are granted: what everybody holds is not; who declares works for the office. */
function granted(role: string): string[] {
  if (role === 'declarant') return ['assessor'];
  return ['none', 'claimant', 'invitee'].includes(role) ? [] : [role];
}

function plainRows(all: readonly Person[]): Rows {
  const rows: Rows = { people: [], grants: [], acting: [], fields: [] };
  for (const person of all) {
    const { id, role, relation, step, heads } = person;
    const of = { tenant: tenantOf(person), id };
    rows.people.push(of);
    for (const name of granted(role)) rows.grants.push({ ...of, role: name, duty: dutyOf(name) });
    if (relation === 'foreignAuditor') rows.grants.push({ ...of, role: 'auditor', duty: 'oversight' });
    if (['teamLeader', 'assessor'].includes(role)) rows.fields.push(of);
    if (role !== 'applicant') continue;
    const here = relation.startsWith('foreign') ? elsewhere.id : (heads ?? main.id);
    rows.acting.push({
      ...of,
      institution: isElsewhere(relation) ? neighbour.laboratories[0]!.id : here,
      capacity: heads === null ? 'agent' : 'legalRepresentative',
      steps: relation === 'thisStep' ? [step!] : relation === 'otherSteps' ? ['somethingElse'] : null,
      until: relation === 'actingExpired' ? yesterday : null,
    });
  }
  return rows;
}

/** A connection that may enter people as they are wanted, whatever came before: the tables' owner cannot. */
export async function connectAsSuperuser(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
}

/** Enters those institutions, and one for each person who heads one; all belong to one owner. */
export async function enterInstitutions(client: pg.Client, all: readonly Person[]): Promise<void> {
  const headed = all.flatMap(({ heads }) => (heads === null ? [] : [{ id: heads, parent: kin.owner }]));
  const institutions = [
    { id: kin.owner, parent: null },
    { id: kin.sister, parent: kin.owner },
    { id: kin.ofTheAuthority, parent: authorityOf(tenant) },
    ...headed,
  ];
  await client.query(
    `insert into institutions (tenant, id, credit_code, name, legal_form, address, registered_at, parent_id)
     select $1, id, '91509999M' || lpad((row_number() over ())::text, 9, '0'), '测试机构', 'enterprise', '重庆', office_now(), parent
     from jsonb_to_recordset($2) as i (id uuid, parent uuid)`,
    [tenant, JSON.stringify(institutions)],
  );
  await client.query('update institutions set parent_id = $3 where tenant = $1 and id = any($2)', [
    ...[tenant, [main.id, claimed.id], kin.owner],
  ]);
}

/** Enters people with their roles, and whom they act for. */
export async function enterPeople(client: pg.Client, all: readonly Person[]): Promise<void> {
  const { people, grants, acting, fields } = plainRows(all);
  await client.query(
    `insert into people (tenant, id, name)
     select tenant, id, '测试人员' from jsonb_to_recordset($1) as p (tenant smallint, id uuid)`,
    [JSON.stringify(people)],
  );
  await client.query(
    `insert into role_grants (tenant, person_id, role, duty, granted_at)
     select tenant, id, role, duty, office_now()
     from jsonb_to_recordset($1) as g (tenant smallint, id uuid, role text, duty text)`,
    [JSON.stringify(grants)],
  );
  await client.query(
    `insert into acting_for (tenant, person_id, institution_id, since, capacity, steps, until)
     select tenant, id, institution, office_now(), capacity, steps, until
     from jsonb_to_recordset($1) as a (tenant smallint, id uuid, institution uuid, capacity text, steps text[], until date)`,
    [JSON.stringify(acting)],
  );
  await client.query(
    `insert into assessor_fields (tenant, person_id, field, may_lead)
     select tenant, id, field, true
     from jsonb_to_recordset($1) as f (tenant smallint, id uuid), unnest('{00,13}'::text[]) as field`,
    [JSON.stringify(fields)],
  );
}

/** Lets become so what is so of each beyond role and institution. `carriers` are cases for rows that rest on one. */
export async function letItBeSo(
  client: pg.Client,
  all: readonly Person[],
  {
    carriers,
    oldCase,
    colleague,
    otherColleague,
  }: {
    carriers: readonly string[];
    oldCase: string;
    colleague: string;
    otherColleague: string;
  },
): Promise<void> {
  const ids = (...names: string[]): string[] =>
    all.filter(({ relation }) => names.includes(relation)).map(({ id }) => id);
  await client.query('update role_grants set withdrawn_at = office_now() where person_id = any($1::uuid[])', [
    ids('roleWithdrawn'),
  ]);
  await client.query('update acting_for set withdrawn_at = office_now() where person_id = any($1::uuid[])', [
    ids('actingEnded'),
  ]);
  // The database lets nobody be given both; here its trigger looks away, to see that the engine does not.
  const trigger = 'trigger an_administrator_of_roles_decides_nothing';
  await client.query(`alter table role_grants disable ${trigger}`);
  await client.query(
    `insert into role_grants (tenant, person_id, role, duty, granted_at)
     select $1, id, 'administrator', 'administration', office_now() from unnest($2::uuid[]) as id`,
    [tenant, ids('administers')],
  );
  await client.query(`alter table role_grants enable always ${trigger}`);
  await employ(client, all);
  await letAct(client, all);
  const free = [...carriers];
  await client.query(
    `insert into interests (tenant, case_id, person_id, institution_id, ground, until_day, lifted_at)
     select $1, carrier, id, institution, ground, until, case when lifted then office_now() end
     from jsonb_to_recordset($2) as i (carrier uuid, id uuid, institution uuid, ground text, until date, lifted boolean)`,
    [tenant, JSON.stringify(interestsOf(all).map((row) => ({ ...row, carrier: free.pop() })))],
  );
  await client.query(
    `insert into covers (tenant, case_id, absent_id, cover_id, from_day, until_day, ended_at)
     select $1, carrier, absent, id, first, last, case when ended then office_now() end
     from jsonb_to_recordset($2) as c (carrier uuid, absent uuid, id uuid, first date, last date, ended boolean)`,
    [
      tenant,
      JSON.stringify(
        coversOf(all, colleague, otherColleague).map((row) => ({ ...row, carrier: free.pop() })),
      ),
    ],
  );
  await client.query(
    `insert into suspensions (tenant, case_id, person_id, since)
     select $1, carrier, id, office_now() from jsonb_to_recordset($2) as s (carrier uuid, id uuid)`,
    [tenant, JSON.stringify(ids('suspended').map((id) => ({ id, carrier: free.pop() })))],
  );
  await client.query(
    `insert into duties_held (tenant, matter, person_id, duty, case_id, at)
     select $1, $2, id, duty, $2, office_now() - ago::interval
     from jsonb_to_recordset($3) as d (id uuid, duty text, ago text)`,
    [tenant, oldCase, JSON.stringify(heldBefore(all))],
  );
}

async function employ(client: pg.Client, all: readonly Person[]): Promise<void> {
  const employers = all.flatMap(({ id, relation, ...of }) => {
    const employer = {
      employer: metBy(of),
      employedInGroup: of.concern === 'authority' ? kin.ofTheAuthority : kin.sister,
      employedElsewhere: elsewhere.id,
    }[relation];
    return employer === undefined ? [] : [{ id, employer }];
  });
  await client.query(
    `update people set employer_id = e.employer
     from jsonb_to_recordset($2) as e (id uuid, employer uuid) where tenant = $1 and people.id = e.id`,
    [tenant, JSON.stringify(employers)],
  );
}

/** Of those who work for the office, who acts for an institution as well. */
async function letAct(client: pg.Client, all: readonly Person[]): Promise<void> {
  const acting = all.flatMap(({ id, relation, concern }) => {
    const here = concern === 'authority about one' ? claimed.id : main.id;
    const institution = { actsToo: here, actsInGroup: kin.sister, actsElsewhere: elsewhere.id }[relation];
    return institution === undefined ? [] : [{ id, institution }];
  });
  await client.query(
    `with granted as (
       insert into role_grants (tenant, person_id, role, duty, granted_at)
       select $1, id, 'applicant', 'applying', office_now() from jsonb_to_recordset($2) as a (id uuid))
     insert into acting_for (tenant, person_id, institution_id, since)
     select $1, id, institution, office_now() from jsonb_to_recordset($2) as a (id uuid, institution uuid)`,
    [tenant, JSON.stringify(acting)],
  );
}
