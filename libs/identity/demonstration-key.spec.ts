import { mkdtemp, readdir, readFile, rm, stat, chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decodeJwt, decodeProtectedHeader, SignJWT } from 'jose';
import { demonstrationKey, demonstrationTokens, demonstrationVerifier } from './demonstration-key.js';
import { codes } from '#regulations';
import { demonstrationOffices } from './demonstration-offices.js';
import { demonstrationPeople } from './demonstration-people.js';
import { demonstrationIssuer, tokenVerifier } from './tokens.js';

const audience = 'greenlane';
let place: string;
beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'demonstration-key-'));
});
afterAll(() => rm(place, { recursive: true }));

describe('the key of a demonstration', () => {
  it('is made once, even by several first starts at once, and can be read by its owner alone', async () => {
    const directory = join(place, 'made', 'here');
    const keys = await Promise.all(Array.from({ length: 5 }, () => demonstrationKey(directory)));
    expect(new Set(keys.map(({ kid }) => kid)).size).toBe(1);
    expect(await readdir(directory)).toEqual(['demonstration-key.json']);
    const file = join(directory, 'demonstration-key.json');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    await chmod(file, 0o644);
    expect((await demonstrationKey(directory)).kid).toBe(keys[0]!.kid);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const { d } = JSON.parse(await readFile(file, 'utf8')) as { d: string };
    expect(JSON.stringify(keys[0]!.jwks)).not.toContain(d);
  });

  it('signs a token for every person, valid for twelve hours of real time unless told', async () => {
    const directory = join(place, 'tokens');
    const key = await demonstrationKey(directory);
    const tokens = await demonstrationTokens(key, { audience });
    expect(tokens.map(({ person }) => person)).toEqual(demonstrationPeople);
    const verify = await demonstrationVerifier(directory, audience);
    for (const { person, token, expires } of tokens) {
      await expect(verify(token)).resolves.toEqual({
        issuedAt: expect.any(Number) as unknown,
        issuer: demonstrationIssuer,
        subject: person.subject,
        scopes: [],
        method: 'demonstration',
      });
      expect(decodeProtectedHeader(token).typ).toBe('at+jwt');
      expect(decodeJwt(token).exp! * 1000).toBe(expires.getTime());
      expect(Math.abs(expires.getTime() - Date.now() - 12 * 3_600_000)).toBeLessThan(60_000);
    }
    const [strong] = await demonstrationTokens(key, { audience, strong: true });
    expect(await verify(strong!.token)).toMatchObject({ acr: 'mfa', method: 'demonstration+mfa' });
    expect(Math.abs((await verify(strong!.token)).authTime! - Date.now() / 1000)).toBeLessThan(60);
    const [brief] = await demonstrationTokens(key, {
      audience,
      hours: -1,
      people: demonstrationPeople.slice(0, 1),
    });
    await expect(verify(brief!.token)).rejects.toMatchObject({ details: { members: { reason: 'expired' } } });
  });

  it('is never accepted by a real installation, even one that lists it among its keys', async () => {
    const key = await demonstrationKey(join(place, 'mixed'));
    const [{ token } = { token: '' }] = await demonstrationTokens(key, { audience });
    const reason = (why: string) => ({ details: { members: { reason: why } } });
    const real = { issuer: 'https://id.office.example', audience };
    // Three walls: the key's name, a token that hides it, and the issuer where the key goes by another name.
    await expect(tokenVerifier({ ...real, jwks: key.jwks })(token)).rejects.toMatchObject(reason('key'));
    const signAs = (iss: string, kid?: string) =>
      new SignJWT({ iss, aud: audience, sub: 'intake-1' })
        .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid })
        .setExpirationTime('1h')
        .sign(key.privateKey);
    const hidden = await signAs(real.issuer);
    await expect(tokenVerifier({ ...real, jwks: key.jwks })(hidden)).rejects.toMatchObject(reason('key'));
    const renamed = { keys: key.jwks.keys.map((jwk) => ({ ...jwk, kid: 'office' })) };
    const foreign = await signAs(demonstrationIssuer, 'office');
    await expect(tokenVerifier({ ...real, jwks: renamed })(foreign)).rejects.toMatchObject(reason('issuer'));
    expect(() => tokenVerifier({ issuer: demonstrationIssuer, audience, jwks: key.jwks })).toThrow(
      RangeError,
    );
  });

  it('is not that of another demonstration', async () => {
    const [{ token } = { token: '' }] = await demonstrationTokens(
      await demonstrationKey(join(place, 'one')),
      { audience },
    );
    const other = await demonstrationVerifier(join(place, 'other'), audience);
    await expect(other(token)).rejects.toMatchObject({ details: { members: { reason: 'key' } } });
    const same = await demonstrationVerifier(join(place, 'one'), 'another audience');
    await expect(same(token)).rejects.toMatchObject({ details: { members: { reason: 'audience' } } });
  });
});

describe('a token of the embedded provider', () => {
  const sign = async (directory: string, claims: object, minutes = 5) => {
    const { privateKey, kid } = await demonstrationKey(directory);
    const now = Math.floor(Date.now() / 1000);
    return new SignJWT({ aud: audience, sub: 'intake-1', ...claims })
      .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid })
      .setIssuedAt(now)
      .setExpirationTime(now + minutes * 60)
      .sign(privateKey);
  };
  const at = (port: number) => `http://127.0.0.1:${port}/provider`;

  it('counts as the demonstration’s, on whatever port it was served', async () => {
    const directory = join(place, 'embedded');
    const verify = await demonstrationVerifier(directory, audience);
    for (const iss of [at(3000), at(40_001), 'http://[::1]:3000/provider', 'http://localhost:80/provider']) {
      const token = await sign(directory, {
        iss,
        acr: 'mfa',
        auth_time: 1_700_000_000,
        amr: ['demonstration', 'mfa'],
      });
      await expect(verify(token)).resolves.toEqual({
        issuedAt: expect.any(Number) as unknown,
        issuer: demonstrationIssuer,
        subject: 'intake-1',
        scopes: [],
        method: 'demonstration+mfa',
        acr: 'mfa',
        authTime: 1_700_000_000,
      });
    }
  });

  it('is none from elsewhere, for another audience, out of time, or by another key', async () => {
    const directory = join(place, 'embedded');
    const verify = await demonstrationVerifier(directory, audience);
    const reason = (why: string) => ({ details: { members: { reason: why } } });
    for (const iss of [
      ...[
        'https://127.0.0.1:3000/provider',
        'http://127.0.0.1:3000/provider/',
        'http://10.0.0.1:3000/provider',
      ],
      ...['http://127.0.0.1.evil.example/provider', 'http://127.0.0.1:3000/other', ''],
    ])
      await expect(verify(await sign(directory, { iss }))).rejects.toMatchObject(reason('issuer'));
    const iss = at(3000);
    await expect(verify(await sign(directory, { iss, aud: 'other' }))).rejects.toMatchObject(
      reason('audience'),
    );
    await expect(verify(await sign(directory, { iss }, -5))).rejects.toMatchObject(reason('expired'));
    await expect(verify(await sign(join(place, 'stranger'), { iss }))).rejects.toMatchObject(reason('key'));
  });
});

describe('the people of a demonstration', () => {
  const of = (tenant: number) => demonstrationPeople.filter((person) => person.tenant === tenant);
  const count = (tenant: number) => {
    const held = of(tenant).flatMap(({ roles }) => roles);
    return Object.fromEntries(
      [...new Set(held)].map((role) => [role, held.filter((one) => one === role).length]),
    );
  };

  it('are there for every duty, so that no duty hangs on one person alone in the larger office', () => {
    expect(count(22)).toEqual({
      applicant: 4,
      intakeOfficer: 2,
      assessmentCoordinator: 2,
      teamLeader: 2,
      assessor: 3,
      decisionMaker: 2,
      certificateClerk: 2,
      headOfAuthority: 1,
      auditor: 1,
      supervisor: 1,
      administrator: 2,
    });
    expect(count(23)).toEqual({
      applicant: 1,
      intakeOfficer: 1,
      assessmentCoordinator: 1,
      teamLeader: 1,
      assessor: 1,
      decisionMaker: 1,
      certificateClerk: 1,
      auditor: 1,
      supervisor: 1,
      // Two, for whoever proposes a role does not confirm it.
      administrator: 2,
    });
  });

  it('have an id, a subject and a name of their own, and one role or none', () => {
    for (const field of ['id', 'subject', 'name'] as const)
      expect(new Set(demonstrationPeople.map((person) => person[field])).size).toBe(
        demonstrationPeople.length,
      );
    const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/;
    for (const { id, roles } of demonstrationPeople)
      expect([uuid.test(id), roles.length <= 1]).toEqual([true, true]);
  });

  it('act for and work at institutions of their own jurisdiction, and assess in fields that there are', () => {
    for (const { tenant, actsFor, employer, fields, roles, mayLead } of demonstrationPeople) {
      const here = demonstrationOffices
        .find((office) => office.tenant === tenant)!
        .laboratories.map(({ id }) => id);
      for (const id of [...actsFor, ...(employer === null ? [] : [employer])]) expect(here).toContain(id);
      for (const field of fields) expect(codes.field).toHaveProperty(field);
      expect(mayLead).toBe(roles.includes('teamLeader'));
      expect(fields.length > 0).toBe(roles.some((role) => ['teamLeader', 'assessor'].includes(role)));
    }
  });
});
