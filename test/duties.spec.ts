import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  dutiesByTheRules,
  dutiesThroughTheDoor,
  dutiesWithoutTheRule,
  throughTheDoorWithoutTheRule,
} from './campaigns/duties.js';
import { testOffice, type TestOffice } from './office.js';

let office: TestOffice;
beforeAll(async () => {
  office = await testOffice();
});
afterAll(() => office.close());

describe('two duties that exclude each other', () => {
  it('are never held by one person in a matter, whatever steps are tried and whatever roles come and go', () => {
    const { steps, refused, doubled } = dutiesByTheRules(3_000, 20261123);
    expect([steps > 5_000, refused > 5_000, doubled]).toEqual([true, true, 0]);
  });

  it('would be held by many if the rule were not there', () => {
    expect(dutiesWithoutTheRule(500, 20261123).doubled).toBeGreaterThan(100);
  });

  it('are never held by one person through the door either, also when two act at once', async () => {
    const { steps, doubled, stopped, broken } = await dutiesThroughTheDoor(office, 60, 20261123);
    expect({ some: steps > 50, doubled, stopped, broken }).toEqual({
      ...{ some: true, doubled: 0, stopped: 0, broken: [] },
    });
  });

  it('are kept apart by the database where the engine forgot to', async () => {
    const { doubled, stopped, broken } = await throughTheDoorWithoutTheRule(office, 30, 7);
    expect({ doubled, some: stopped > 5, broken }).toEqual({ doubled: 0, some: true, broken: [] });
  });
});
