import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { fieldErrors, once, type Caller } from '#casework';
import { inTransaction, type Database, type Transaction } from '#database';
import { getActor } from '#identity';
import { Refused } from '#refusals';
import { roles as catalogue, text } from '#regulations';
import { creditCodeFault } from './credit-code.js';

const faults = {
  length: '应为 18 位。 It has 18 characters.',
  alphabet: '含有不允许的字符。 It holds a character that no credit code has.',
  check: '校验码不符。 Its check character does not fit.',
} as const;

/** What is entered for an institution. Strict: unknown fields are refused. */
export const institutionInput = z
  .strictObject({
    creditCode: z.string().superRefine((code, context) => {
      const fault = creditCodeFault(code);
      if (fault !== null) context.addIssue({ code: 'custom', message: faults[fault] });
    }),
    name: text(200),
    legalForm: z.enum(['enterprise', 'publicInstitution', 'association', 'administrativeUnit', 'other']),
    address: text(300),
    base: text(100).nullable().default(null),
    parent: z
      .uuid()
      .toLowerCase()
      .nullable()
      .default(null)
      .describe('所属机构 The institution that owns or controls it, if that is registered here.'),
    contacts: z
      .array(z.strictObject({ name: text(100), phone: text(40), email: z.email().max(200) }))
      .max(10)
      .default([]),
  })
  .meta({
    id: 'institution',
    description: '检验检测机构 An institution as it is entered in the register.',
    examples: [
      {
        creditCode: '91350100M000100Y43',
        name: '示例检测有限公司',
        legalForm: 'enterprise',
        address: '重庆两江新区示例路1号',
      },
    ],
  });

export type InstitutionInput = z.infer<typeof institutionInput>;

export interface Institution extends InstitutionInput {
  id: string;
  registeredAt: string;
}

interface InstitutionRow {
  id: string;
  credit_code: string;
  name: string;
  legal_form: InstitutionInput['legalForm'];
  address: string;
  base: string | null;
  parent_id: string | null;
  contacts: InstitutionInput['contacts'];
  registered_at: Date;
}

const columns = 'id, credit_code, name, legal_form, address, base, parent_id, contacts, registered_at';

/** The institutions of the register. People who act for one see that one; officers and auditors see all. */
export class Institutions {
  constructor(private readonly database: Database) {}

  /**
   * Enters an institution; whoever has a role that reaches the whole jurisdiction may, save those who only oversee.
   * Throws `evidence-does-not-fit`, `role-needed`, or `already-registered` where the credit code is there.
   */
  async register(
    caller: Caller,
    input: unknown,
    key: string,
  ): Promise<{ answer: Institution; replayed: boolean }> {
    const parsed = institutionInput.safeParse(input);
    if (!parsed.success)
      throw new Refused('evidence-does-not-fit', { errors: fieldErrors(parsed.error.issues) });
    return once(this.database, caller, key, { institution: parsed.data }, async (tx) => {
      const reach = await reachOf(tx, caller);
      if (!reach.enters) throw new Refused('role-needed', { params: reach.enterers });
      await requireRegistered(tx, parsed.data.parent);
      return institutionOf(await insertInstitution(tx, { id: uuidv7(), ...parsed.data }));
    });
  }

  /** Throws `not-found` for one the caller may not see as for none. */
  async get(caller: Caller, id: string): Promise<Institution> {
    return inTransaction(this.database, caller.tenant, async (tx) => {
      const reach = await reachOf(tx, caller);
      const [row] = await tx.query<InstitutionRow>(
        `select ${columns} from institutions where tenant = $1 and id = $2 and ($3 or id = any($4::uuid[]))`,
        [tx.tenant, id, reach.all, reach.own],
      );
      if (row === undefined) throw new Refused('not-found');
      return institutionOf(row);
    });
  }

  /** In the order of their ids; `after` is the last id of the page before. */
  async list(
    caller: Caller,
    { limit = 20, after }: { limit?: number; after?: string },
  ): Promise<Institution[]> {
    return inTransaction(this.database, caller.tenant, async (tx) => {
      const reach = await reachOf(tx, caller);
      const rows = await tx.query<InstitutionRow>(
        `select ${columns} from institutions
         where tenant = $1 and ($2 or id = any($3::uuid[])) and ($4::uuid is null or id > $4) order by id limit $5`,
        [tx.tenant, reach.all, reach.own, after ?? null, limit],
      );
      return rows.map(institutionOf);
    });
  }
}

/** Enters an institution without asking who does it: for `register` above and for setting up a demonstration. */
export async function insertInstitution(
  tx: Transaction,
  institution: Omit<InstitutionInput, 'parent'> & { id: string; parent?: string | null },
): Promise<InstitutionRow> {
  const [row] = await tx.query<InstitutionRow>(
    `insert into institutions (tenant, id, credit_code, name, legal_form, address, base, contacts, parent_id, registered_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, office_now())
     on conflict on constraint a_credit_code_is_registered_once do nothing
     returning ${columns}`,
    [
      tx.tenant,
      institution.id,
      institution.creditCode,
      institution.name,
      institution.legalForm,
      institution.address,
      institution.base,
      JSON.stringify(institution.contacts),
      institution.parent ?? null,
    ],
  );
  if (row === undefined)
    throw new Refused('already-registered', { params: { code: institution.creditCode } });
  return row;
}

const notRegistered = { 'zh-CN': '该机构未在此登记。', en: 'No such institution is registered here.' };

async function requireRegistered(tx: Transaction, parent: string | null): Promise<void> {
  if (parent === null) return;
  const found = await tx.query('select from institutions where tenant = $1 and id = $2', [tx.tenant, parent]);
  if (found.length > 0) return;
  throw new Refused('evidence-does-not-fit', { errors: [{ pointer: '/parent', message: notRegistered }] });
}

/** What a caller may see and do in the register, by the reach and duty of the roles held now. */
export async function reachOf(
  tx: Transaction,
  caller: Caller,
): Promise<{
  all: boolean;
  enters: boolean;
  own: string[];
  enterers: { roles: string; 'roles:zh-CN': string };
}> {
  const actor = await getActor(tx, caller.person, caller.method, caller.onlyFor);
  const ofOffice = Object.entries(catalogue).filter(([, role]) => role.reach === 'jurisdiction');
  const entering = ofOffice.filter(([, role]) => role.duty !== 'oversight');
  return {
    all: ofOffice.some(([name]) => actor.roles.includes(name)),
    enters: entering.some(([name]) => actor.roles.includes(name)),
    own: actor.actsFor,
    enterers: {
      roles: entering.map(([, role]) => role.words.en).join(', '),
      'roles:zh-CN': entering.map(([, role]) => role.words['zh-CN']).join('、'),
    },
  };
}

function institutionOf(row: InstitutionRow): Institution {
  return {
    id: row.id,
    creditCode: row.credit_code,
    name: row.name,
    legalForm: row.legal_form,
    address: row.address,
    base: row.base,
    parent: row.parent_id,
    contacts: row.contacts,
    registeredAt: row.registered_at.toISOString(),
  };
}
