import { describe, expect, it } from '@jest/globals';
import { narrowed, type Actor } from '#identity';
import type { EventBody } from '#ledger';
import type { Process } from '#process';
import type { EvidenceRule, Readership, RecusalGround } from '#regulations';
import { CaseReader } from './case-readers.js';
import { rareLoan, somebody } from './rare-loan.fixture.js';

/** Who reads what, at its edges: pure, on an invented process. */
const library = '0197a000-0000-7000-8000-00000000000a';
const because = 'A test.';

/** The process with this readership for what is brought. */
const read = (readers: Readership): Process => ({
  ...rareLoan,
  catalogue: {
    ...rareLoan.catalogue,
    evidence: { opinion: { ...(rareLoan.catalogue.evidence['opinion'] as EvidenceRule), readers } },
  },
});

const readerOf = (actor: Actor, readers: Readership, recused: RecusalGround[] = []): CaseReader => {
  const process = read(readers);
  const context = { guest: 'gina', readers: { chair: 'carl', all: ['carl', 'rosa'] }, fit: true };
  const file = { state: 'read', context, institution: library };
  return CaseReader.from(actor, { id: 'x', matter: 'x', institution: library, process, file }, recused);
};

const people = {
  member: somebody('mary', {
    roles: ['member'],
    actsFor: [library],
    acting: [{ institution: library, capacity: 'agent', steps: null }],
  }),
  guest: somebody('gina', { roles: [] }),
  clerk: somebody('anna', { roles: ['clerk'] }),
  supervisor: somebody('sven', { roles: ['supervisor'] }),
  reader: somebody('rosa', { roles: ['reader'] }),
};
type Who = keyof typeof people;

const event = (person: string, of: Partial<EventBody> = {}): EventBody =>
  ({
    ...{ kind: 'stepTaken', seq: 3, prev: 'aa', at: '2025-09-01T02:00:00.000Z', step: 'advise' },
    actor: { person, for: null },
    evidence: { name: 'opinion', digest: 'd', size: 1 },
    ...of,
  }) as EventBody;

const whoReads = (readers: Readership): Who[] =>
  (Object.keys(people) as Who[]).filter(
    (who) => readerOf(people[who], readers).shown(event('carl'), { text: 'x' }).evidence !== null,
  );

describe('a readership', () => {
  it.each<[Readership['by'], Who[]]>([
    ['parties', ['member', 'guest', 'clerk', 'supervisor', 'reader']],
    ['office', ['clerk', 'supervisor', 'reader']],
    ['withoutAssessors', ['member', 'guest', 'clerk', 'supervisor']],
    ['concerned', ['member', 'guest', 'clerk']],
  ])('%s is kept', (by, who) => {
    expect(whoReads(by === 'parties' ? { by } : { by, because })).toEqual(who);
  });

  it('names who takes a step: an assessor is concerned where the case names them for it', () => {
    const chair = somebody('carl', { roles: ['chair'] });
    const shown = readerOf(chair, { by: 'concerned', because }).shown(event('anna'), { text: 'x' });
    expect(shown).toMatchObject({ evidence: { text: 'x' }, without: [] });
  });

  it('of a field leaves the rest, and says what is missing only where it was there', () => {
    const readers: Readership = { by: 'parties', but: { text: { by: 'office', because } } };
    const shown = (value: object) => readerOf(people.member, readers).shown(event('carl'), value);
    expect(shown({ text: 'x', points: [1] })).toMatchObject({
      evidence: { points: [1] },
      without: ['/evidence/text'],
    });
    expect(shown({ points: [1] })).toMatchObject({ evidence: { points: [1] }, without: [] });
  });
});

describe('whoever brought something', () => {
  const inner: Readership = { by: 'office', because };

  it('reads it, whoever else does', () => {
    const reader = readerOf(people.member, inner);
    expect(reader.shown(event('mary'), { text: 'x' })).toMatchObject({
      evidence: { text: 'x' },
      without: [],
    });
    expect([reader.reads(event('mary')), reader.readsAll(event('mary'))]).toEqual([true, true]);
    expect([reader.reads(event('carl')), reader.readsAll(event('carl'))]).toEqual([false, false]);
  });

  it('reads by a key only what they brought for its institution', () => {
    const reader = readerOf(narrowed({ ...people.member }, library), inner);
    const brought = (institution: string | null) =>
      event('mary', { actor: { ...event('mary').actor, for: institution } });
    expect([reader.reads(brought(library)), reader.reads(brought(null))]).toEqual([true, false]);
  });
});

describe('whoever is recused', () => {
  const inner: Readership = { by: 'office', because };

  it('reads as a party, in the office and among the assessors', () => {
    for (const who of ['clerk', 'supervisor', 'reader'] as const) {
      expect([who, readerOf(people[who], inner, ['kinship']).part]).toEqual([who, 'party']);
      expect(readerOf(people[who], inner, ['employer']).shown(event('carl'), { text: 'x' })).toMatchObject({
        ...{ evidence: null, without: ['/evidence'] },
      });
    }
    expect(readerOf(people.clerk, { by: 'concerned', because }, ['acting']).reads(event('carl'))).toBe(false);
  });

  it('only for having just assessed the institution, reads as before', () => {
    expect(readerOf(people.clerk, inner, ['lastCycle']).part).toBe('office');
    expect(readerOf(people.reader, inner, ['lastCycle']).part).toBe('assessor');
  });
});

describe('a note of the office’s inner affairs', () => {
  it('is to a party what keeps the chain together, and whole to assessors and the office', () => {
    for (const kind of ['assigned', 'released'] as const) {
      const note = event('anna', { kind, step: kind, evidence: null });
      const shown = (who: Who) => readerOf(people[who], { by: 'parties' }).shown(note, null);
      for (const who of ['member', 'guest'] as const)
        expect(shown(who)).toEqual({
          event: { kind, seq: 3, prev: 'aa', at: note.at },
          evidence: null,
          without: ['/event'],
        });
      for (const who of ['clerk', 'reader'] as const)
        expect(shown(who)).toEqual({ event: note, evidence: null, without: [] });
    }
  });

  it('is none of a draw, which anybody may repeat', () => {
    const drawn = event('anna', { kind: 'assessorsDrawn', step: 'assessorsDrawn', evidence: null });
    expect(readerOf(people.member, { by: 'parties' }).shown(drawn, null).event).toBe(drawn);
  });
});
