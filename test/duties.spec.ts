import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { duties, type DutiesResult } from './campaigns/duties.js';
import { testOffice, type TestOffice } from './office.js';

let office: TestOffice;
let result: DutiesResult;
beforeAll(async () => {
  office = await testOffice();
  result = await duties(office, { pure: 6_000, throughTheDatabase: 250, seed: 20_250_901 });
}, 120_000);
afterAll(() => office.close());

describe('random steps, roles, desks and teams over linked cases of one matter', () => {
  it('never give one person two duties that exclude each other', () => {
    expect(result.twofold).toEqual([]);
    expect(result.steps).toBeGreaterThan(6_000);
    expect(result.storedTwofold).toBe(0);
    expect(result.storedSteps).toBeGreaterThan(250);
  });

  it('end in a step or a refusal, at two linked cases at once too, and never in an error', () => {
    expect(result.faults.slice(0, 5)).toEqual([]);
  });

  it('would be seen to give them, without the rule, without looking at who is named, or kept by case', () => {
    for (const caught of Object.values(result.controls)) expect(caught).toBeGreaterThan(0);
    expect(Object.keys(result.controls)).toHaveLength(4);
  });
});
