import { describe, expect, it } from '@jest/globals';
import type { CertificateConcerned, ScopeStages } from '#regulations';
import { countsOf, layBeside, signatoriesBeside, type Held } from './scope-beside.js';
import { scopeColumns, type ScopeRow } from './scope-rules.js';

const row = (item_no: string, standard_no = 'GB 5009.3-2016', site = 'A'): ScopeRow => ({
  ...(Object.fromEntries(scopeColumns.map((column) => [column, ''])) as ScopeRow),
  ...{ site, item_no, standard_no },
});
const items = (...numbers: string[]) => numbers.map((item) => ({ site: 'A', item }));
type Left = ReturnType<typeof items> | 'all';
const told = <T>(said: T | null, seq = 1) => ({ seq: said === null ? null : seq, withheld: false, said });

/** The stages: what is given up, what the assessment and the decision leave out; null for one that has not spoken. */
const stages = (givesUp: Left, proposed: Left | null = null, decided: Left | null = null): ScopeStages => ({
  applied: told({ table: 't', givesUp }),
  proposed: told(proposed && { leavesOut: proposed, signatories: [] }, 2),
  decided: told(decided && { leavesOut: decided }, 3),
});
const held = (as: CertificateConcerned['as'], ...rows: ScopeRow[]): Held => ({
  ...{ number: '252213050001', as, items: rows },
});
/** `number applied/proposed/decided what becomes of it`, a line for each item. */
const lines = (of: ScopeStages, rows: ScopeRow[], certificate: Held | null = null) => {
  const sign = (said: boolean | null) => (said === null ? '?' : said ? '+' : '-');
  return layBeside(of, rows, certificate).map(
    (item) =>
      `${item.row.item_no} ${sign(item.applied)}${sign(item.proposed)}${sign(item.decided)}` +
      `${item.toGiveUp ? ' given up' : ''}${item.certificate === null ? '' : ` ${item.certificate}`}`,
  );
};

describe('a scope laid beside itself', () => {
  const rows = [row('1.1'), row('1.2'), row('1.3')];

  it('says of each item what is asked, proposed and granted, and nothing where nobody has spoken', () => {
    expect(lines(stages([]), rows)).toEqual(['1.1 +??', '1.2 +??', '1.3 +??']);
    expect(lines(stages([], items('1.2')), rows)).toEqual(['1.1 ++?', '1.2 +-?', '1.3 ++?']);
    const decided = stages([], items('1.2'), items('1.2', '1.3'));
    expect(lines(decided, rows)).toEqual(['1.1 +++', '1.2 +--', '1.3 ++-']);
    expect(layBeside(decided, rows, null).map(({ differs }) => differs)).toEqual([false, true, true]);
  });

  it('says that nothing is proposed of a body that does not conform, and nothing granted by a refusal', () => {
    expect(lines(stages([], 'all', 'all'), rows)).toEqual(['1.1 +--', '1.2 +--', '1.3 +--']);
  });

  it('tells items of one number on two sites apart', () => {
    const sites = [row('1.1'), row('1.1', 'GB 5009.3-2016', 'B')];
    expect(lines(stages([], items('1.1')), sites)).toEqual(['1.1 +-?', '1.1 ++?']);
  });

  it('shows nothing at all to whoever is not shown what was applied for', () => {
    const withheld = { ...stages([]), applied: { seq: 2, withheld: true, said: null } };
    expect(layBeside(withheld, rows, held('extension', row('9.9')))).toEqual([]);
  });

  it('counts nothing of a stage that is withheld, nor what follows from it', () => {
    const of = { ...stages([], []), decided: { seq: 9, withheld: true, said: null } };
    const laid = layBeside(of, rows, null);
    expect(countsOf(of, laid)).toMatchObject({
      proposed: 3,
      notProposed: 0,
      granted: null,
      notGranted: null,
    });
    expect(laid.every(({ decided }) => decided === null)).toBe(true);
  });

  it.each(['proposed', 'decided'] as const)(
    'says nothing of what becomes of a certificate where it follows from what is withheld, %s',
    (stage) => {
      const of = { ...stages([], null, null), [stage]: { seq: 9, withheld: true, said: null } };
      const laid = layBeside(of, rows, held('extension', row('1.1')));
      expect(laid.map(({ certificate, replaces }) => [certificate, replaces])).toEqual(
        rows.map(() => [null, null]),
      );
      expect(countsOf(of, laid).certificate).toBeNull();
    },
  );

  it('says what becomes of a certificate by a decision that is shown, though the report is withheld', () => {
    const of = { ...stages([], null, items('1.3')), proposed: { seq: 2, withheld: true, said: null } };
    expect(lines(of, rows, held('extension'))).toEqual(['1.1 +?+ added', '1.2 +?+ added', '1.3 +?- leftOff']);
  });

  it('names each item so that its name stays, whatever others come and go', () => {
    const [first] = layBeside(stages([]), rows, null);
    const [, second] = layBeside(stages([]), [row('0.9'), ...rows], null);
    expect(first!.key).toBe(second!.key);
    expect(first!.key).toMatch(/^[0-9a-f]{16}$/);
  });
});

describe('what becomes of the certificate', () => {
  const brought = [row('1.1'), row('1.2', 'GB 5009.3-2025'), row('1.3'), row('1.4')];
  const stood = [row('1.1'), row('1.2'), row('2.1')];
  const left = items('1.4');

  it('by an extension: new rows are added, others stand for those of their number, what is left out is not', () => {
    expect(lines(stages([], left, left), brought, held('extension', ...stood))).toEqual([
      ...['1.1 +++ unchanged', '1.2 +++ replaced', '1.3 +++ added', '1.4 +-- leftOff', '2.1 -?? unchanged'],
    ]);
    const [, second] = layBeside(stages([]), brought, held('extension', ...stood));
    expect(second!.replaces).toEqual(row('1.2'));
  });

  it('by an extension that leaves out an item which stands: it stands as it did', () => {
    const of = stages([], null, items('1.2'));
    expect(lines(of, brought.slice(1, 2), held('extension', row('1.2')))).toEqual(['1.2 +?- unchanged']);
  });

  it('by a change: rows stand for others, what is given up is taken out, and nothing is added', () => {
    const of = stages(items('2.1', '3.1'), null, []);
    expect(lines(of, brought, held('change', ...stood))).toEqual([
      ...['1.1 +?+ unchanged', '1.2 +?+ replaced', '1.3 +?+ leftOff', '1.4 +?+ leftOff'],
      ...['2.1 +?+ given up takenOut', '3.1 +?+ given up leftOff'],
    ]);
  });

  it('by moved premises: what the decision leaves out is taken out', () => {
    const of = stages([], items('1.2'), items('1.2', '1.4'));
    expect(lines(of, brought, held('move', ...stood))).toEqual([
      ...['1.1 +++ unchanged', '1.2 +-- takenOut', '1.3 +++ leftOff', '1.4 ++- leftOff'],
      '2.1 -?? unchanged',
    ]);
  });

  it('by a new certificate in its place: what that does not have is gone', () => {
    expect(lines(stages([], [], left), brought, held('replacement', ...stood))).toEqual([
      ...['1.1 +++ unchanged', '1.2 +++ replaced', '1.3 +++ added', '1.4 ++- leftOff', '2.1 -?? takenOut'],
    ]);
  });

  it('by a cancellation: all of it is given up', () => {
    expect(lines(stages('all', null, []), [], held('cancellation', ...stood))).toEqual(
      ['1.1', '1.2', '2.1'].map((item) => `${item} +?+ given up takenOut`),
    );
  });

  it.each(['extension', 'change', 'move', 'replacement'] as const)(
    'by a refused %s is nothing: every item stands as it did',
    (as) => {
      const laid = layBeside(stages(items('2.1'), [], 'all'), brought, held(as, ...stood));
      expect(laid.map(({ certificate }) => certificate)).toEqual(
        // Two stood already, two did not; and the one that was to be given up.
        ['unchanged', 'unchanged', 'leftOff', 'leftOff', 'unchanged'],
      );
    },
  );

  it('is counted by kind, and not where the case is about none', () => {
    const of = stages([], left, left);
    expect(countsOf(of, layBeside(of, brought, held('extension', ...stood)))).toEqual({
      ...{ items: 5, applied: 4, proposed: 3, notProposed: 1, granted: 3, notGranted: 1, differing: 1 },
      certificate: { added: 1, replaced: 1, takenOut: 0, unchanged: 2, leftOff: 1 },
    });
    expect(countsOf(of, layBeside(of, brought, null)).certificate).toBeNull();
  });
});

describe('signatories', () => {
  const signatories = [
    { name: '赵示例', field: '食品理化', proposed: true },
    { name: '钱示例', field: '水质', proposed: false },
  ];
  const approved = (decided: Left | null) =>
    signatoriesBeside({
      ...stages([], [], decided),
      proposed: told({ leavesOut: [], signatories }),
    }).map((one) => [one.proposed, one.approved]);

  it('are approved with the scope where they were proposed, and nobody is by a refusal or before the decision', () => {
    expect(approved(null)).toEqual([
      [true, null],
      [false, null],
    ]);
    expect(approved(items('1.1'))).toEqual([
      [true, true],
      [false, false],
    ]);
    expect(approved('all')).toEqual([
      [true, false],
      [false, false],
    ]);
  });

  it('are none where no assessment has named any', () => {
    expect(signatoriesBeside(stages([], 'all'))).toEqual([]);
    expect(signatoriesBeside(stages([]))).toEqual([]);
  });
});
