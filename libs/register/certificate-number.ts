import type { Words } from '#process';
import { codes, FOOD_FIELD } from '#regulations';

/**
 * The number of a certificate of qualification approval: twelve digits, `YY AA FF DD NNNN` – year of issue, approving
 * authority, field, competent department of the industry, serial from 0001. There is no check digit, so only the
 * code tables and the layout can be checked.
 */
export interface CertificateNumber {
  /** Year of issue, four digits; the number holds the last two, which are read as 2000 to 2099. */
  year: number;
  /** Two digits each. */
  authority: string;
  field: string;
  department: string;
  /** 1 to 9999, of its own series. */
  serial: number;
}

/** Two digits to what they stand for. */
export type CodeTable = Readonly<Record<string, Words>>;

export interface CertificateNumberTables {
  authority: CodeTable;
  field: CodeTable;
  department: CodeTable;
}

export type CertificateNumberFault = 'layout' | 'authority' | 'field' | 'department' | 'serial';

/** A number taken apart, with the name of each part; or the first thing that is wrong with it. */
export type ReadCertificateNumber =
  | (CertificateNumber & { fault: null; names: { authority: Words; field: Words; department: Words } })
  | { fault: CertificateNumberFault };

/** The twelve digits. Throws a `RangeError` where a part does not fit its place. */
export function formatCertificateNumber({
  year,
  authority,
  field,
  department,
  serial,
}: CertificateNumber): string {
  const fits =
    Number.isInteger(year) &&
    Math.floor(year / 100) === 20 &&
    [authority, field, department].every((code) => /^[0-9]{2}$/.test(code)) &&
    Number.isInteger(serial) &&
    serial >= 1 &&
    serial <= 9999;
  if (!fits)
    throw new RangeError(
      'A certificate number is made of a year 2000-2099, three codes of two digits and a serial 1-9999',
    );
  return `${year % 100}`.padStart(2, '0') + authority + field + department + `${serial}`.padStart(4, '0');
}

/** Takes a number apart by the tables of the regulations. Exactly twelve ASCII digits: blanks and letters are a fault of the layout. */
export function parseCertificateNumber(
  text: string,
  tables: CertificateNumberTables = codes,
): ReadCertificateNumber {
  const parts = /^([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{4})$/.exec(text);
  if (!parts) return { fault: 'layout' };
  const [, year, authority, field, department, serial] = parts as unknown as [
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  const names = {
    authority: named(tables.authority, authority),
    field: named(tables.field, field),
    department: named(tables.department, department),
  };
  if (!names.authority) return { fault: 'authority' };
  if (!names.field) return { fault: 'field' };
  if (!names.department) return { fault: 'department' };
  if (serial === '0000') return { fault: 'serial' };
  return {
    fault: null,
    year: 2000 + Number(year),
    authority,
    field,
    department,
    serial: Number(serial),
    names: { authority: names.authority, field: names.field, department: names.department },
  };
}

/** The field of a certificate: a body with any food capability always takes 00, whatever else it does. */
export function fieldOf({ food, field }: { food: boolean; field: string }): string {
  return food ? FOOD_FIELD : field;
}

function named(table: CodeTable, code: string): Words | undefined {
  return Object.hasOwn(table, code) ? table[code] : undefined;
}
