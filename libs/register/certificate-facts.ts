/** What a step may know of certificates: one by its number, and the items of the one that the case is about. */
import type { Resolver } from '#casework';
import type { Facts } from '#process';
import { certificateStanding, codes, type CertificateStanding } from '#regulations';
import { legalDay } from './bans.js';
import { parseCertificateNumber } from './certificate-number.js';

/** A certificate of this authority as it stands; null where there is none of the number. */
export const heldCertificateFacts: Resolver = async (tx, wanted) => {
  const rows = await tx.named<
    Standing & {
      number: string;
      institution: string;
      life: string | null;
      scope: { table: string; digest: string; rows: number; food: boolean; medical: boolean };
    }
  >(
    'held-certificates',
    `select c.number, c.institution_id as institution, c.life_case as life, l.state, l.context, c.issued_on, c.valid_until,
            json_build_object('table', t.id, 'digest', encode(t.digest, 'hex'), 'rows', t.rows, 'food', t.food,
              'medical', t.medical) as scope
     from certificates c join scope_tables t on t.tenant = c.tenant and t.id = c.scope_table_id
     left join cases l on l.tenant = c.tenant and l.id = c.life_case
     where c.tenant = $1 and c.number = any($2::text[])`,
    [tx.tenant, wanted.map(({ id }) => id)],
  );
  const today = await legalDay(tx);
  return wanted.map(({ id, institution }) => {
    const row = rows.find(({ number }) => number === id);
    const parts = parseCertificateNumber(id, codes);
    if (row === undefined || parts.fault !== null) return null;
    return {
      ...{ number: id, case: row.life, state: standingOf(row, today).state },
      ...{ issuedOn: row.issued_on, validUntil: row.valid_until },
      ...{ ofTheInstitution: row.institution === institution, scope: row.scope },
      ...{ fieldCode: parts.field, departmentCode: parts.department },
    };
  });
};

/** The items in force of the certificate that the case's memory names; null where it names none of its institution. */
export const certificateItemFacts: Resolver = async (tx, wanted) => {
  const rows = await tx.named<Standing & { of_case: string; number: string; items: string[] }>(
    'items-of-certificates',
    `select k.id as of_case, c.number, l.state, l.context, c.issued_on, c.valid_until,
            array(select s.site || '/' || s.item_no from certificate_items i
                  join scope_items s on s.tenant = i.tenant and s.table_id = i.table_id and s.line = i.line
                  where i.tenant = c.tenant and i.number = c.number and i.removed_case is null) as items
     from cases k join certificates c on c.tenant = k.tenant and c.institution_id = k.institution_id
       and c.number = k.context::json ->> 'certificateNumber'
     left join cases l on l.tenant = c.tenant and l.id = c.life_case
     where k.tenant = $1 and k.id = any($2::uuid[])`,
    [tx.tenant, wanted.map((one) => one.case)],
  );
  const today = await legalDay(tx);
  return wanted.map((one) => {
    const row = rows.find(({ of_case }) => of_case === one.case);
    if (row === undefined) return null;
    return { number: row.number, state: standingOf(row, today).state, items: [...row.items].sort() };
  });
};

/** What a row says of how its certificate stands. */
export interface Standing {
  state: string | null;
  context: string | null;
  issued_on: string;
  valid_until: string;
}

export function standingOf({ state, context, ...row }: Standing, today: string): CertificateStanding {
  const life = state === null ? null : { state, context: JSON.parse(context!) as Facts };
  return certificateStanding(life, { issuedOn: row.issued_on, validUntil: row.valid_until, today });
}
