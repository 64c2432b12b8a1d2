import { z } from 'zod';
import { connect, requireSchema } from '#database';
import { appoint as appointAdministrators, type Appointed } from '#grants';
import { text } from '#regulations';
import { folderAt, withEmbedded } from './embedded.js';
import { exits, Failure, misused } from './failure.js';
import { authorityFrom } from './migrate.js';
import { authorityCreditCode, prepareOffice } from './office.js';
import { print, say } from './text.js';

export interface AppointOptions {
  authority: string;
  name: string;
  issuer: string;
  subject: string;
  secondName: string;
  secondIssuer?: string;
  secondSubject: string;
  creditCode?: string;
  data?: string;
}

/**
 * `greenlane appoint`: makes two people the first administrators of roles of an office that has none, by the login of
 * DATABASE_OWNER_URL, or by that of the embedded data. From then on roles come and go by cases, and this refuses.
 */
export async function appoint(options: AppointOptions): Promise<void> {
  const url = process.env.DATABASE_OWNER_URL;
  if (options.data !== undefined)
    return withEmbedded(folderAt(options.data), ({ ownerUrl }) => appointBy(ownerUrl, options));
  if (url) return appointBy(url, options);
  throw misused(
    'Set DATABASE_OWNER_URL to the login of the owner role, or name the folder of embedded data with --data; nobody else appoints administrators.',
  );
}

async function appointBy(url: string, options: AppointOptions): Promise<void> {
  const tenant = authorityFrom(options.authority);
  const creditCode = authorityCreditCode(options.creditCode);
  const { issuer, secondIssuer = issuer } = options;
  const people = [
    appointed(options.name, issuer, options.subject),
    appointed(options.secondName, secondIssuer, options.secondSubject),
  ] as const;
  if (people[0].issuer === people[1].issuer && people[0].subject === people[1].subject)
    throw misused('Two people administer roles; these are one account.');
  const owner = await connect(url, { poolSize: 1, applicationName: 'greenlane appoint' });
  try {
    await requireSchema(owner);
    const outcome = await appointAdministrators(owner, tenant, people);
    if (!outcome.done) throw new Failure(refusals[outcome.why](options.authority), exits.conflict);
    if (creditCode !== undefined) await prepareOffice(url, tenant, creditCode);
    outcome.people.forEach((id, index) => print(`${id}  ${people[index]!.name}`));
    if (!outcome.authorityEntered && creditCode === undefined)
      say(
        'Roles are granted by cases, and these need the authority’s own credit code: migrate --authority … --credit-code …',
      );
  } finally {
    await owner.close();
  }
}

const refusals = {
  unknownJurisdiction: (code: string) =>
    `There is no office of the authority ${code}; greenlane migrate --authority ${code} enters it.`,
  administered: (code: string) =>
    `The office of the authority ${code} has administrators of roles: they appoint others, by cases.`,
  otherJurisdiction: () => 'One of these accounts belongs to another jurisdiction.',
  onePerson: () => 'Two people administer roles; these accounts are one person’s.',
  holdsAnotherRole: () => 'Whoever administers roles holds no other, and one of these people does.',
} as const;

const account = z.string().min(1).max(255);

function appointed(name: string, issuer: string, subject: string): Appointed {
  if (!text(100).safeParse(name).success) throw misused('A name is 1 to 100 characters of text.');
  if (!URL.canParse(issuer) || !/^https?:$/.test(new URL(issuer).protocol))
    throw misused(
      `"${issuer}" is not the address of an issuer, such as https://id.example.gov.cn/realms/office.`,
    );
  if (!account.safeParse(subject).success) throw misused('A subject is 1 to 255 characters.');
  return { name, issuer, subject };
}
