import { Buffer } from 'node:buffer';

/** The three roles of the program. `owner` migrates and no more; nobody but the superuser bypasses row security. */
export const roleNames = {
  owner: 'greenlane_owner',
  service: 'greenlane_service',
  sealer: 'greenlane_sealer',
} as const;
export type Role = keyof typeof roleNames;

const literal = (text: string): string => {
  if (Buffer.from(text).includes(0)) throw new Error('A password cannot hold a NUL character.');
  return `'${text.replaceAll("'", "''")}'`;
};
const identifier = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** Statements, one a line, that make the three roles. Without passwords the roles can log in only where trusted. */
export function rolesSql(passwords: Partial<Record<Role, string>> = {}): string {
  const may = 'LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS';
  return (Object.keys(roleNames) as Role[])
    .map((role) => {
      const password = passwords[role];
      return `CREATE ROLE ${roleNames[role]} ${may}${password === undefined ? '' : ` PASSWORD ${literal(password)}`};\n`;
    })
    .join('');
}

/** Statements, one a line, that set passwords. */
export function passwordsSql(passwords: Record<string, string>): string {
  return Object.entries(passwords)
    .map(([user, password]) => `ALTER ROLE ${identifier(user)} PASSWORD ${literal(password)};\n`)
    .join('');
}

/** Who may enter a database: the three roles alone. Not copied by `CREATE DATABASE … TEMPLATE`, so said for each. */
export function databaseGrantsSql(database: string): string {
  const name = identifier(database);
  return (
    `REVOKE ALL ON DATABASE ${name} FROM PUBLIC;\n` +
    `GRANT CONNECT ON DATABASE ${name} TO ${Object.values(roleNames).join(', ')};\n`
  );
}

/** Statements, one a line, that make the database: owned by the owner, sorted by code point, the same on every machine. */
export function databaseSql(database: string): string {
  return (
    `CREATE DATABASE ${identifier(database)} OWNER ${roleNames.owner} TEMPLATE template0 ENCODING 'UTF8' ` +
    `LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C';\n` +
    databaseGrantsSql(database)
  );
}
