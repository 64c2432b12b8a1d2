/** What an office signed, checked by the replay: as a library, and as the command line with a folder of documents. */
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { JWK } from 'jose';
import { replayCases, signerFrom, type DecisionSigner } from '#casework';
import { openAffair, secondEngine } from './office-affairs.js';
import { readFirst, testOffice, type TestOffice } from './office.js';

jest.setTimeout(60_000);
let office: TestOffice;
let directory: string;
let signer: DecisionSigner;
let other: DecisionSigner;
let suspended: string;

beforeAll(async () => {
  office = await testOffice();
  directory = await mkdtemp(join(tmpdir(), 'greenlane-signatures-'));
  signer = await signerFrom(join(directory, 'office', 'keys', 'decisions.jwk'));
  other = await signerFrom(join(directory, 'other', 'keys', 'decisions.jwk'));
  const { casework, service } = await secondEngine(office, { signer });
  suspended = (await openAffair(office, 'administrator-1', 'suspension')).id;
  const caller = office.as('administrator-1');
  const evidence = { person: office.as('leader-2').person, reason: '理由。' };
  const decision = { case: suspended, step: 'suspend', revision: 1, evidence };
  await casework.advance(caller, await readFirst(office.texts, caller, decision), randomUUID());
  await service.close();
});
afterAll(async () => {
  await rm(directory, { recursive: true });
  await office.close();
});

const bySomebodyElse = '"suspend" is signed by no key of the office';

describe('the replay', () => {
  const replayed = async (keys?: JWK[]) => {
    const { findings, unchecked } = await replayCases(office.service, office.casework, office.tenant, keys);
    return { unchecked, findings };
  };

  it('finds nothing where the office signed, and counts what it has no key for', async () => {
    expect(await replayed(signer.publicKeys.keys)).toEqual({ unchecked: 0, findings: [] });
    expect(await replayed()).toEqual({ unchecked: 1, findings: [] });
  });

  it('finds what somebody signed by a key of their own', async () => {
    expect(await replayed(other.publicKeys.keys)).toEqual({
      ...{ unchecked: 0, findings: [{ case: suspended, seq: 2, sentence: bySomebodyElse }] },
    });
  });
});

describe('greenlane replay', () => {
  const main = join(process.cwd(), 'dist', 'apps', 'cli', 'main.js');
  const greenlane = (documents?: string) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [main, 'replay'], {
      ...{ cwd: directory, encoding: 'utf8' },
      env: {
        ...{ PATH: process.env.PATH, DATABASE_URL: office.urls.serviceUrl },
        ...(documents === undefined ? {} : { GREENLANE_DOCUMENTS: join(directory, documents) }),
      },
    });
    return { status, stdout, stderr };
  };
  const missed = '1 signature of decisions not checked';

  it('takes the keys from the folder of documents', () => {
    const { status, stdout, stderr } = greenlane('office');
    expect([status, stdout]).toEqual([0, '']);
    expect(stderr).not.toContain(missed);
    expect(greenlane('other')).toMatchObject({
      status: 6,
      stdout: expect.stringContaining(bySomebodyElse) as unknown,
    });
  });

  it.each(['nowhere', undefined])('says what it could not check where there is no key: %s', (documents) => {
    expect(greenlane(documents)).toMatchObject({
      ...{ status: 0, stdout: '' },
      stderr: expect.stringContaining(missed) as unknown,
    });
  });
});
