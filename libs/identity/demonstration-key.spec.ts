import { mkdtemp, readdir, readFile, rm, stat, chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decodeJwt, decodeProtectedHeader, SignJWT } from 'jose';
import { demonstrationKey, demonstrationTokens, demonstrationVerifier } from './demonstration-key.js';
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
        issuer: demonstrationIssuer,
        subject: person.subject,
        scopes: [],
        method: 'demonstration',
      });
      expect(decodeProtectedHeader(token).typ).toBe('at+jwt');
      expect(decodeJwt(token).exp! * 1000).toBe(expires.getTime());
      expect(Math.abs(expires.getTime() - Date.now() - 12 * 3_600_000)).toBeLessThan(60_000);
    }
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

describe('the people of a demonstration', () => {
  it('are there for every duty, each with one role and an id and a subject of their own', () => {
    const count = (role: string) =>
      demonstrationPeople.filter(({ roles }) => roles.includes(role as 'auditor')).length;
    expect(
      Object.fromEntries(
        [...new Set(demonstrationPeople.flatMap(({ roles }) => roles))].map((role) => [role, count(role)]),
      ),
    ).toEqual({
      applicant: 3,
      intakeOfficer: 2,
      assessmentCoordinator: 1,
      teamLeader: 2,
      assessor: 3,
      decisionMaker: 1,
      certificateClerk: 1,
      auditor: 1,
    });
    for (const field of ['id', 'subject', 'name'] as const)
      expect(new Set(demonstrationPeople.map((person) => person[field])).size).toBe(
        demonstrationPeople.length,
      );
    expect(
      demonstrationPeople.every(({ id }) =>
        /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/.test(id),
      ),
    ).toBe(true);
  });
});
