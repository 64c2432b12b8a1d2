import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { storm } from './campaigns/storm.js';
import { pgbenchIsThere, rowsOfOneStep } from './campaigns/throughput.js';
import { testOffice, type TestOffice } from './office.js';

// How long it takes is the machine's affair.
jest.setTimeout(120_000);

let office: TestOffice;
beforeAll(async () => {
  office = await testOffice();
});
afterAll(() => office.close());

describe('a thousand commands from 64 callers over 50 cases, a third of them refused', () => {
  it('are each answered rightly; every chain is whole, no number is lost and nobody waits in a circle', async () => {
    const { milliseconds: _, ...result } = await storm(office, { commands: 1_000 });
    expect(result).toMatchObject({ wrong: [], findings: 0, deadlocks: 0, gaps: 0 });
    expect(result.refused).toBeGreaterThan(300);
    expect(result.commands - result.refused).toBeGreaterThan(600);
  });
});

// pgbench is not part of the embedded Postgres; where the system has none there is nothing to compare with.
(pgbenchIsThere() ? describe : describe.skip)(
  'the hand-written statement that the benchmark races against',
  () => {
    it('writes the same rows as a step of the product, so that nobody races a straw man', async () => {
      const { product, handWritten } = await rowsOfOneStep(office);
      expect(handWritten).toEqual(product);
      expect(product).toMatchObject({ events: 1, evidence: 1, answers: 1, clock_operations: 1, pending: 1 });
    });
  },
);
