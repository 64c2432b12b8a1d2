import { chmodSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { demonstrationPeople } from '#identity';
import type { Folder } from './embedded.js';
import type { House } from './house.js';
import { paint, print, widthOf } from './text.js';

const renewEvery = 6 * 3_600_000;

/** Writes the tokens of the demonstration's people, and again before they run out. Answers how to end that. */
export async function keepTokensFresh(house: House, folder: Folder): Promise<() => void> {
  await writeTokens(house, folder);
  const timer = setInterval(() => void writeTokens(house, folder).catch(() => {}), renewEvery);
  timer.unref();
  return () => clearInterval(timer);
}

/** Readable by their owner alone: whoever has a token is that person, here. */
async function writeTokens(house: House, folder: Folder): Promise<void> {
  const tokens = await house.tokens();
  const bySubject = tokens.map(({ person, token, expires }) => [
    person.subject,
    { name: person.name, roles: person.roles, token, expires: expires.toISOString() },
  ]);
  writePrivately(folder.tokens, `${JSON.stringify(Object.fromEntries(bySubject), null, 2)}\n`);
  mkdirSync(folder.headers, { recursive: true, mode: 0o700 });
  chmodSync(folder.headers, 0o700);
  for (const { person, token } of tokens)
    writePrivately(join(folder.headers, person.subject), `Authorization: Bearer ${token}\n`);
}

function writePrivately(file: string, content: string): void {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, content, { mode: 0o600 });
  renameSync(draft, file);
}

/** Says where to look and, in a demonstration, how to act as each person. */
export async function announce(house: House, folder: Folder | undefined): Promise<void> {
  const { url } = house;
  const office = (await (await fetch(`${url}/api/v1/office`)).json()) as {
    officeTime: string;
    demonstration: boolean;
    jurisdictions: { name: { en: string; 'zh-CN': string } }[];
  };
  const names = office.jurisdictions.map(({ name }) => `${name['zh-CN']} (${name.en})`).join(', ');
  print(paint.bold(`Greenlane is at work for ${names === '' ? 'no authority yet' : names}.`));
  print();
  if (house.signsIn) row('Sign in at', `${url}/`);
  row('API', `${url}/api/v1`);
  row('Documentation', `${url}/docs`);
  row('OpenAPI 3.1', `${url}/openapi.json`);
  row(
    'Office time',
    `${inChongqing(office.officeTime)}${office.demonstration ? ', a demonstration: it moves only forward' : ''}`,
  );
  row('Messages', house.messages);
  if (folder !== undefined) row('Data', folder.path);
  if (office.demonstration && folder !== undefined) people(house, folder);
  print();
  print('Ctrl-C stops it; the data stays.');
}

function people({ url, signsIn }: House, folder: Folder): void {
  const as = (subject: string): string =>
    `-H @${join(relative(process.cwd(), folder.headers) || '.', subject)}`;
  print();
  if (!signsIn) {
    print(
      'It can be reached from other machines, so nobody signs in with a browser: here that asks for no password.',
    );
    print();
  }
  print(
    `${signsIn ? 'Sign in with a browser, or act' : 'Act'} as one of these people by the file that holds their token:`,
  );
  print(`  curl ${as('intake-1')} ${url}/api/v1/me`);
  print();
  const longest = Math.max(...demonstrationPeople.map(({ subject }) => subject.length));
  for (const { subject, name, words } of demonstrationPeople)
    print(`  ${subject.padEnd(longest)}  ${name}${' '.repeat(8 - widthOf(name))}${words.en}`);
  print();
  print(`The tokens are in ${relative(process.cwd(), folder.tokens)} too. To move office time:`);
  print(`  curl ${as('auditor')} -H 'Idempotency-Key: move-1' -H 'Content-Type: application/json' \\`);
  print(`    -d '{"to": "2025-09-05T01:00:00Z"}' ${url}/api/v1/office/time`);
}

function row(name: string, value: string): void {
  print(`  ${name.padEnd(15)}${value}`);
}

function inChongqing(instant: string): string {
  const shifted = new Date(new Date(instant).getTime() + 8 * 3_600_000).toISOString();
  return `${shifted.slice(0, 10)} ${shifted.slice(11, 16)} in Chongqing`;
}
