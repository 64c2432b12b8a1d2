import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { matrix, type MatrixResult } from './campaigns/matrix.js';
import { testOffice, type TestOffice } from './office.js';

let office: TestOffice;
let result: MatrixResult;
beforeAll(async () => {
  office = await testOffice();
  result = await matrix(office, { everyPage: 4 });
}, 600_000);
afterAll(() => office.close());

describe('the authority matrix', () => {
  it('has a cell for every step of every process, role and relation: thousands, a tenth of them allowed', () => {
    expect(result.cells).toBeGreaterThan(5_000);
    expect(result.allowed).toBeGreaterThan(result.cells / 10);
  });

  it('is answered by the engine, the page and the lists as by the table; what is refused leaves no trace', () => {
    expect(result.differences.slice(0, 20)).toEqual([]);
  });

  it('notices each rule that is gone or turned round, and what the rules rest on', () => {
    expect(result.unnoticed).toEqual([]);
    expect(result.mutants).toBeGreaterThan(20);
  });
});
