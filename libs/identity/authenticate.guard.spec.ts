import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Catch, Controller, Get, Module, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply } from 'fastify';
import request, { type Response } from 'supertest';
import { connect, DatabaseModule, inTransaction, type Database } from '#database';
import { Refused, refusals } from '#refusals';
import { testDatabase, type TestDatabase } from '../../test/database.js';
import { CurrentActor, CurrentCaller, Public, RolesLater, type Caller } from './authenticate.guard.js';
import { demonstrationKey, demonstrationTokens } from './demonstration-key.js';
import { demonstrationInstitutions } from './demonstration-offices.js';
import { demonstrationPeople } from './demonstration-people.js';
import { seedDemonstration } from './demonstration.js';
import { IdentityModule } from './identity.module.js';
import { type Actor, withdraw } from './people.js';

const audience = 'greenlane';

@Controller()
class Routes {
  @Get('open')
  @Public()
  open(): string {
    return 'open';
  }

  @Get('me')
  me(@CurrentActor() actor: Actor): Actor {
    return actor;
  }

  @Get('later')
  @RolesLater()
  later(@CurrentCaller() caller: Caller): Caller {
    return caller;
  }

  @Get('mistaken')
  @RolesLater()
  mistaken(@CurrentActor() actor: Actor): Actor {
    return actor;
  }
}

@Catch(Refused)
class Refusals implements ExceptionFilter<Refused> {
  catch({ code, details }: Refused, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    void reply.status(refusals[code].status).send({ code, reason: details.members?.reason });
  }
}

@Module({ controllers: [Routes] })
class App {}

let place: TestDatabase;
let service: Database;
let directory: string;
let app: NestFastifyApplication;
const tokens = new Map<string, string>();

const serve = async (
  identity: ReturnType<typeof IdentityModule.forRoot>,
): Promise<NestFastifyApplication> => {
  const module = { module: App, imports: [DatabaseModule.forRoot(service), identity] };
  const made = await NestFactory.create<NestFastifyApplication>(module, new FastifyAdapter(), {
    logger: false,
    abortOnError: false,
  });
  made.useGlobalFilters(new Refusals());
  await made.listen(0, '127.0.0.1');
  return made;
};
/** The body is what this spec's own routes and filter send. */
const get = async (
  path: string,
  authorization?: string,
  from = app,
): Promise<Omit<Response, 'body'> & { body: unknown }> => {
  const asked = request(from.getHttpServer()).get(path);
  return authorization === undefined ? asked : asked.set('authorization', authorization);
};
const as = (subject: string) => `Bearer ${tokens.get(subject)}`;

beforeAll(async () => {
  place = await testDatabase();
  const owner = await connect(place.ownerUrl, { poolSize: 1 });
  await owner.dataSource.query(
    `insert into jurisdictions (tenant, name_zh, name_en) values (22, '重庆', 'Chongqing') on conflict do nothing`,
  );
  await owner.dataSource.query('update office_clock set demonstration = true');
  await owner.close();
  service = await connect(place.serviceUrl, { poolSize: 2 });
  await inTransaction(service, 22, async (tx) => {
    for (const { id, creditCode, name, legalForm, address } of demonstrationInstitutions)
      await tx.query(
        'insert into institutions (tenant, id, credit_code, name, legal_form, address, registered_at) values (22, $1, $2, $3, $4, $5, office_now())',
        [...[id, creditCode, name, legalForm, address]],
      );
    await seedDemonstration(tx);
  });
  directory = await mkdtemp(join(tmpdir(), 'authenticate-'));
  const key = await demonstrationKey(directory);
  const stranger = { ...demonstrationPeople[0]!, subject: 'stranger' };
  for (const { person, token } of await demonstrationTokens(key, {
    audience,
    people: [...demonstrationPeople, stranger],
  }))
    tokens.set(person.subject, token);
  app = await serve(IdentityModule.forDemonstration({ directory, audience }));
});
afterAll(async () => {
  await app.close();
  await service.close();
  await place.drop();
  await rm(directory, { recursive: true });
});

describe('a route', () => {
  it('answers whoever is signed in, with the roles of this moment', async () => {
    const person = demonstrationPeople.find(({ subject }) => subject === 'assessor-employed')!;
    const { status, body } = await get('/me', as('assessor-employed'));
    expect([status, body]).toEqual([
      200,
      {
        tenant: 22,
        person: person.id,
        name: person.name,
        roles: ['assessor'],
        actsFor: [],
        acting: [],
        covers: [],
        suspended: false,
        employer: demonstrationInstitutions[1].id,
        method: 'demonstration',
      },
    ]);
  });

  it('sees at the next request that a role was withdrawn, though the token is the same', async () => {
    const { id } = demonstrationPeople.find(({ subject }) => subject === 'auditor')!;
    const roles = async () => ((await get('/me', as('auditor'))).body as Actor).roles;
    expect(await roles()).toEqual(['auditor']);
    await inTransaction(service, 22, (tx) => withdraw(tx, id, 'auditor'));
    expect(await roles()).toEqual([]);
  });

  it('is closed to whoever shows no token', async () => {
    for (const authorization of [undefined, 'Basic dTpw', 'Bearer', 'Bearer a b', as('intake-1').slice(7)]) {
      const { status, body, headers } = await get('/me', authorization);
      expect([authorization, status, body, headers['www-authenticate']]).toEqual([
        authorization,
        401,
        { code: 'not-signed-in' },
        'Bearer',
      ]);
    }
  });

  it('is closed to a token that does not hold, and to a person without an account', async () => {
    for (const [authorization, reason] of [
      ['Bearer a.b.c', 'malformed'],
      [`${as('intake-1').slice(0, -6)}AAAAAA`, 'signature'],
      [as('stranger'), 'noAccount'],
    ] as const) {
      const { status, body, headers } = await get('/me', authorization);
      expect([status, body]).toEqual([401, { code: 'token-refused', reason }]);
      expect(headers['www-authenticate']).toBe('Bearer error="invalid_token"');
    }
  });

  it('is open only when it says so, and then reads no token', async () => {
    expect((await get('/open')).text).toBe('open');
    expect((await get('/open', 'Bearer a.b.c')).status).toBe(200);
  });

  it('may look up the roles itself: then the guard says who calls and no more', async () => {
    const { body } = await get('/later', as('intake-1'));
    const { id } = demonstrationPeople.find(({ subject }) => subject === 'intake-1')!;
    expect(body).toEqual({
      ...{ tenant: 22, person: id, method: 'demonstration', scopes: [] },
      ...{ acr: null, authTime: null, onlyFor: null, session: null },
    });
    expect((await get('/later')).status).toBe(401);
    expect((await get('/later', as('stranger'))).status).toBe(401);
    expect((await get('/mistaken', as('intake-1'))).status).toBe(500);
  });
});

describe('an installation that is not a demonstration', () => {
  it('takes no token of the demonstration, even with its key among its own and its database', async () => {
    const { jwks } = await demonstrationKey(directory);
    const rules = { issuer: 'https://id.office.example', audience, jwks };
    const real = await serve(IdentityModule.forRoot(rules, { secrets: directory }));
    expect((await get('/me', as('intake-1'), real)).body).toEqual({ code: 'token-refused', reason: 'key' });
    await real.close();
  });

  it('cannot be served as a demonstration', async () => {
    const owner = await connect(place.ownerUrl, { poolSize: 1 });
    await owner.dataSource.query('update office_clock set demonstration = false');
    await expect(serve(IdentityModule.forDemonstration({ directory, audience }))).rejects.toThrow(
      'not a demonstration',
    );
    await owner.dataSource.query('update office_clock set demonstration = true');
    await owner.close();
  });
});
