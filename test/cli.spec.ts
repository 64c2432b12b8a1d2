/** The command line as a program of its own, built: what it answers, how it ends, and that it never shows a stack. Long: a part for each command. */
import { readFileSync, rmSync, mkdtempSync, existsSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import { Casework, ProcessShelf } from '#casework';
import { connect, databaseSql, inTransaction, rolesSql, withoutTenant } from '#database';
import { demonstrationInstitutions, demonstrationPeople, seedDemonstration } from '#identity';
import { insertInstitution, registerWith } from '#register';
import { processes } from '#regulations';
import { prepareOffice } from '../apps/cli/office.js';
import { testDatabase, type TestDatabase } from './database.js';

const main = join('dist', 'apps', 'cli', 'main.js');
const folder = mkdtempSync(join(tmpdir(), 'greenlane-cli-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
jest.setTimeout(60_000);
beforeAll(() => {
  if (!existsSync(main)) throw new Error('Run "npm run -s build" first.');
});

interface Ended {
  code: number | null;
  out: string;
  err: string;
}

/** Runs a command in a folder of its own, with no settings but those given. */
function greenlane(args: string, env: Record<string, string> = {}): Ended {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(process.cwd(), main), ...args.split(' ')],
    {
      cwd: folder,
      encoding: 'utf8',
      env: { PATH: process.env.PATH, ...env },
    },
  );
  return { code: status, out: stdout, err: stderr };
}

const sentence = (ended: Ended, code: number, pattern: RegExp): void => {
  expect(ended).toMatchObject({ code, out: '' });
  expect(ended.err).toMatch(pattern);
  expect(ended.err).not.toMatch(/^\s+at /m);
};

describe('greenlane due', () => {
  it('prints the date, and why it is that date', () => {
    const { code, out, err } = greenlane('due --from 2025-09-26 --working-days 5');
    expect([code, err]).toEqual([0, '']);
    expect(out.split('\n')[0]).toBe('2025-10-10');
    expect(out).toContain('Counted, 5 days: 28 to 30 September 2025, 9 to 10 October 2025.');
    expect(out).toContain('weekend days that the holiday notice orders to be worked: 28 September 2025');
  });

  it('prints JSON whose date is a day, and text in Chinese', () => {
    const { code, out } = greenlane('due --from 2025-09-26 --working-days 5 --json --lang zh-CN');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      anchor: '2025-09-26',
      period: { unit: 'workingDays', length: 5 },
      due: '2025-10-10',
      dueAt: '2025-10-10T16:00:00Z',
      counted: ['2025-09-28', '2025-09-29', '2025-09-30', '2025-10-09', '2025-10-10'],
      provisional: false,
      explained: expect.stringContaining('届满日为2025年10月10日（星期五）') as unknown,
    });
  });

  it.each([
    ['--from 2025-01-24 --working-days 3', '2025-02-05'], // Sunday 26 worked, 27, then Spring Festival to 4 February.
    ['--from 2025-09-01 --calendar-days 30', '2025-10-09'], // 1 October, rolled over the holidays.
    ['--from 2025-08-31 --months 1', '2025-09-30'],
    ['--from 2024-02-29 --years 1', '2025-02-28'],
  ])('counts by hand what %s says', (args, due) => {
    expect(greenlane(`due ${args}`)).toMatchObject({
      code: 0,
      out: expect.stringMatching(`^${due}\n`) as unknown,
    });
  });

  it('names the year without a notice, and counts in it only when told to, saying so', () => {
    sentence(greenlane('due --from 2026-12-25 --working-days 10'), 1, /no holiday notice is known for 2027/);
    sentence(greenlane('due --from 2026-12-25 --working-days 10 --json'), 1, /2027/);
    sentence(greenlane('due --from 2025-12-30 --working-days 5 --known-on 2025-09-01'), 1, /2026/);
    // A year that is past will have no notice any more, and guessing it helps nobody.
    const past = greenlane('due --from 2013-05-02 --working-days 5');
    sentence(past, 1, /known for 2013\. Notices are known from 2015 to 2026\.$/m);
    expect(past.err).not.toContain('--provisional');
    const LANG = 'zh_CN.UTF-8';
    sentence(
      greenlane('due --from 2013-05-02 --working-days 5', { LANG }),
      1,
      /已知的节假日安排为2015年至2026年/,
    );
    sentence(greenlane('due --from 2025-09-26', { LANG }), 2, /请用下列选项之一给出期限的长度/);
    expect(greenlane('due --from 2025-09-26 --working-days 5', { LANG }).out).toContain(
      '届满日为2025年10月10日',
    );
    const { code, out } = greenlane('due --from 2026-12-25 --working-days 10 --provisional 2027');
    expect([code, out.split('\n')[0]]).toEqual([0, '2027-01-11 (provisional)']);
    expect(out).toContain('This date is provisional');
  });

  it.each([
    ['due --from 2025-09-26', /how long the period is/],
    ['due --from 2025-09-26 --months 1 --years 1', /one length, but several were given: --months, --years/],
    ['due --from 2025-09-26 --working-days 0', /--working-days takes a whole number from 1/],
    ['due --from 2025-09-26 --working-days 5 --provisional 2999', /from 2014 to 2050/],
    ['due --working-days 5', /required option '--from/],
    ['due --from 2025-02-29 --working-days 5', /a day that exists/],
    ['due --from 26.9.2025 --working-days 5', /a day that exists/],
    ['due --from 2025-09-26 --working-days -5', /a whole number/],
    ['due --from 2025-09-26 --working-days 5 --provisional soon', /years of four digits/],
    ['due --from 2025-09-26 --working-days 5 --lang fr', /en, zh-CN/],
    ['due --from 2025-09-26 --working-days 5 --colour', /unknown option/],
    ['dew', /unknown command 'dew'/],
  ])('ends with 2 for wrong usage: %s', (args, pattern) => {
    sentence(greenlane(args), 2, pattern);
  });

  it('loads neither the server nor a database to answer', () => {
    const files = ['main', 'client/commands', 'client/language', 'due', 'failure', 'text'];
    const own = files.map((name) => readFileSync(`apps/cli/${name}.ts`, 'utf8'));
    const imported = own.flatMap((source) => [
      ...source.matchAll(/^(?:import|export) (?!type ).* from '(.+)';$|^} from '(.+)';$/gm),
    ]);
    const names = [...new Set(imported.map(([, one, other]) => one ?? other))].sort();
    const ours = [
      './client/commands.js',
      './client/language.js',
      './failure.js',
      './language.js',
      './text.js',
    ];
    expect(names).toEqual(['#calendar', ...ours, 'commander', 'picocolors']);
  });
});

describe('greenlane explain', () => {
  it('writes the page a regulator signs, with the state diagram, in both languages', () => {
    const { code, out } = greenlane('explain qualification');
    expect(code).toBe(0);
    expect(out).toMatch(/^# 检验检测机构资质认定\n/);
    expect(out).toContain('```mermaid\nstateDiagram');
    expect(greenlane('explain qualification --edition 2023-12-01 --lang en --out page.md').code).toBe(0);
    const page = readFileSync(join(folder, 'page.md'), 'utf8');
    expect(page).toMatch(/^# Qualification approval/);
    expect(page).toContain('Licensing Law, article 32(1)(4)');
  });

  it('ends with 3 for a process or an edition that does not exist, and says which do', () => {
    sentence(greenlane('explain baking'), 3, /There are: qualification/);
    sentence(
      greenlane('explain qualification --edition 1999-01-01'),
      3,
      /There are: 2015-08-01, 2021-06-01, 2023-12-01/,
    );
  });
});

describe('greenlane prove', () => {
  it('says of every edition how far it was explored, and that each does what binds it', () => {
    const { code, out, err } = greenlane('prove --lang en');
    expect([code, err]).toEqual([0, expect.stringMatching(/each does what binds it, and nothing else/)]);
    expect(out).toMatch(/^process +edition +cases/);
    expect(out).toMatch(/^qualification +2023-12-01 .* 0$/m);
    const { out: json } = greenlane('prove roleGrant --json');
    expect(JSON.parse(json)).toMatchObject({
      proved: true,
      proofs: [{ process: 'roleGrant', findings: [] }],
    });
  });

  it('ends with 3 for a process or an edition that does not exist, and says which do', () => {
    sentence(greenlane('prove baking'), 3, /There are: qualification 2015-08-01/);
    sentence(greenlane('prove qualification --edition 1999-01-01'), 3, /There are: qualification/);
  });
});

describe('greenlane, asked for help or for what it may not do', () => {
  it('lists its commands and its exit codes', () => {
    const { code, out } = greenlane('--help');
    expect(code).toBe(0);
    const installation = [
      'start',
      'demo',
      'due',
      'explain',
      'prove',
      'replay',
      'migrate',
      'backup',
      'restore',
    ];
    const client = [
      'login',
      'logout',
      'status',
      'tasks',
      'show',
      'act',
      'claim',
      'assign',
      'release',
      'history',
      'messages',
      'contact',
    ];
    for (const name of [...installation, ...client, 'doctor'])
      expect(out).toMatch(new RegExp(`^  ${name}\\b`, 'm'));
    expect(out).toContain('6 verification failed');
    expect(greenlane('due --help').out).toContain('--known-on <day>');
  });

  it('has no demonstration people outside the embedded demonstration', () => {
    const DATABASE_URL = 'postgresql://nobody@127.0.0.1:1/nothing';
    const DATABASE_SEALER_URL = DATABASE_URL;
    sentence(greenlane('start --port 0', { DATABASE_URL }), 2, /DATABASE_SEALER_URL/);
    sentence(greenlane('start --port 0', { DATABASE_URL, DATABASE_SEALER_URL }), 2, /set AUTH_ISSUER/);
    sentence(greenlane('start --office --port 0'), 2, /set AUTH_ISSUER, AUTH_AUDIENCE and AUTH_JWKS_URL/);
    sentence(greenlane('start --port web'), 2, /0 to 65535/);
  });

  it('finds no installation where there is none, and makes none by looking', () => {
    sentence(greenlane('replay --data nowhere'), 3, /no installation in .*nowhere/);
    sentence(greenlane('backup there --data nowhere'), 3, /no installation/);
    sentence(greenlane('restore nowhere'), 3, /not a backup/);
    sentence(greenlane('release-time --reason x'), 2, /DATABASE_OWNER_URL .* or name the folder .* --data/);
    sentence(greenlane('release-time --reason x --lang zh-CN'), 2, /^请将 DATABASE_OWNER_URL/);
    for (const command of ['release-time', 'appoint'])
      expect(greenlane(`${command} --help`).out).not.toContain('(default: .greenlane)');
    expect([existsSync(join(folder, 'nowhere')), existsSync(join(folder, 'there'))]).toEqual([false, false]);
  });
});

describe('greenlane on a database of its own', () => {
  let place: TestDatabase;
  beforeAll(async () => {
    place = await testDatabase();
  });
  afterAll(() => place?.drop());

  const asSuperuser = async (...lines: string[]): Promise<void> => {
    const client = new pg.Client({ connectionString: place.superuserUrl });
    await client.connect();
    for (const line of lines) await client.query(line);
    await client.end();
  };

  it('migrates by the owner alone, and enters the authority with the year ahead as provisional', async () => {
    sentence(greenlane('migrate'), 2, /DATABASE_OWNER_URL/);
    const env = { DATABASE_OWNER_URL: place.ownerUrl };
    sentence(greenlane('migrate --authority 99', env), 2, /No approving authority has the code 99/);
    for (const _ of [1, 2]) {
      const { code, out } = greenlane('migrate --authority 22', env);
      expect([code, out]).toEqual([0, expect.stringMatching(/^nothing to do, at /)]);
    }
    const service = await connect(place.serviceUrl, { poolSize: 1 });
    const found = await withoutTenant(service, (tx) =>
      tx.query('select tenant, name_zh, provisional_years, demonstration from jurisdictions, office_clock'),
    );
    await service.close();
    const office = {
      tenant: 22,
      name_zh: '重庆市市场监督管理局',
      provisional_years: [2027],
      demonstration: false,
    };
    expect(found).toEqual([office]);
  });

  it('brings an office that began without a notice the notice, from now on and once, however many do at the same moment', async () => {
    const began = (notices: string) =>
      asSuperuser(
        'alter table jurisdictions disable trigger a_calendar_begins_as_it_began',
        `update jurisdictions set notices = ${notices}`,
        'alter table jurisdictions enable always trigger a_calendar_begins_as_it_began',
      );
    const env = { DATABASE_OWNER_URL: place.ownerUrl };
    await began(`array_remove(notices, '2026-1')`);
    await Promise.all([1, 2, 3].map(() => prepareOffice(place.ownerUrl, undefined)));
    expect(greenlane('migrate', env).code).toBe(0);
    const service = await connect(place.serviceUrl, { poolSize: 1 });
    const rows = await inTransaction(service, 22, (tx) =>
      tx.query<{ what: string; notice: string; now: boolean; case_id: null }>(
        `select what, content::jsonb #>> '{notice,notice}' as notice, case_id,
                now() - from_at between '0' and '10 minutes' as now from calendar_changes`,
      ),
    );
    await service.close();
    expect(rows).toEqual([{ what: 'notice', notice: '2026-1', now: true, case_id: null }]);
    expect(greenlane('replay', { DATABASE_URL: place.serviceUrl })).toMatchObject({ code: 0 });
  });

  it('replays every case, and ends with 6 and a sentence where one was changed by hand', async () => {
    await asSuperuser('update office_clock set demonstration = true');
    const service = await connect(place.serviceUrl, { poolSize: 2 });
    await inTransaction(service, 22, async (tx) => {
      for (const institution of demonstrationInstitutions) await insertInstitution(tx, institution);
      await seedDemonstration(tx);
    });
    const casework = new Casework(service, new ProcessShelf(processes));
    registerWith(casework);
    const caller = { tenant: 22, person: demonstrationPeople[0]!.id, method: 'test' };
    const asked = {
      process: 'qualification',
      institution: demonstrationInstitutions[0].id,
      evidence: { kind: 'first' },
    };
    const { answer } = await casework.open(caller, asked, 'open');
    await service.close();

    const env = { DATABASE_URL: place.serviceUrl };
    expect(greenlane('replay', env)).toMatchObject({
      code: 0,
      out: '',
      err: expect.stringMatching(/^1 case, 1 event:/) as unknown,
    });
    await asSuperuser(
      'alter table cases disable trigger a_case_only_goes_forward',
      'set session_replication_role = replica',
      `update cases set context = '{}', context_hash = sha256('{}') where id = '${answer.case}'`,
      'alter table cases enable always trigger a_case_only_goes_forward',
    );
    expect(greenlane('replay', { ...env, LANG: 'zh_CN.UTF-8' }).err).toMatch(
      /^共 1 件案件、1 个事件：有 1 处/,
    );
    const found = greenlane('replay', env);
    expect(found).toMatchObject({
      code: 6,
      out: expect.stringContaining(`Case ${answer.case} of jurisdiction 22`) as unknown,
    });
    expect(found.err).toContain('not as the law gives');
    const { code, out } = greenlane('replay --json', env);
    expect([code, JSON.parse(out)]).toEqual([
      6,
      {
        whole: false,
        cases: 1,
        events: 1,
        unchecked: 0,
        findings: [expect.objectContaining({ tenant: 22, case: answer.case, seq: 1 })],
      },
    ]);
  });
});

describe('the containers', () => {
  it('make the roles and the database that the program makes', () => {
    const script = readFileSync('docker/postgres/10-roles.sh', 'utf8');
    const sql = script.split("<<'SQL'\n")[1]!.split('SQL\n')[0];
    const roles = rolesSql({ owner: '@owner', service: '@service', sealer: '@sealer' });
    expect(sql).toBe(roles.replace(/'@(\w+)'/g, ":'$1'") + databaseSql('greenlane'));
  });

  it('give the login of the owner to the migrations alone', () => {
    const services = readFileSync('docker-compose.yml', 'utf8').split(/^ {2}(?=\w+:\n)/m);
    const having = services.filter((text) => text.includes('DATABASE_OWNER_URL'));
    expect(having.map((text) => text.split(':')[0])).toEqual(['migrate']);
  });
});
