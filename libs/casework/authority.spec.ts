import { describe, expect, it } from '@jest/globals';
import type { Actor } from '#identity';
import { actsFor, maySee, peopleNamed, reachOf, rolesFor } from './authority.js';
import { lending } from './lending.fixture.js';

const library = '0197a000-0000-7000-8000-00000000000a';
const otherLibrary = '0197a000-0000-7000-8000-00000000000b';
const anna = '0197a000-0000-7000-8000-0000000000a1';
const bert = '0197a000-0000-7000-8000-0000000000b1';

const person = (change: Partial<Actor>): Actor => ({
  tenant: 22,
  person: anna,
  name: 'Anna',
  roles: [],
  actsFor: [],
  acting: [],
  covers: [],
  suspended: false,
  employer: null,
  method: 'test',
  ...change,
});
const file = (context: Record<string, never> | object = {}) => ({
  state: 'onShelf',
  context: context as Record<string, string>,
  institution: library,
});
const every = ['clerk', 'member', 'reader', 'clock'];

describe('a role', () => {
  it.each<[string, Partial<Actor>, object, string[]]>([
    ['with reach over the jurisdiction reaches every case', { roles: ['clerk'] }, {}, ['clerk']],
    ['that is not granted reaches nothing', { roles: [], actsFor: [library] }, { reader: anna }, []],
    [
      'with reach over its own reaches cases of an institution one acts for',
      { roles: ['member'], actsFor: [library] },
      {},
      ['member'],
    ],
    [
      'with reach over its own does not reach those of another',
      { roles: ['member'], actsFor: [otherLibrary] },
      {},
      [],
    ],
    [
      'with reach over its own does not reach those of the employer',
      { roles: ['member'], employer: library },
      {},
      [],
    ],
    ['named in the memory reaches that case', { roles: ['reader'] }, { reader: anna }, ['reader']],
    ['named in the memory needs the grant too', { roles: ['member'] }, { reader: anna }, []],
    [
      'granted, but held by another in this case, does not reach it',
      { roles: ['reader'] },
      { reader: bert },
      [],
    ],
    ['named nowhere does not reach the case', { roles: ['reader'] }, { reader: null }, []],
    ['of the clock reaches nothing, whoever holds it', { roles: ['clock'], actsFor: [library] }, {}, []],
    ['that the process does not know reaches nothing', { roles: ['toString', 'inspector'] }, {}, []],
  ])('%s', (_, change, context, expected) => {
    expect(rolesFor(lending, every, person(change), file(context))).toEqual(expected);
  });

  it('counts only where the step names it', () => {
    const both = person({ roles: ['clerk', 'member'], actsFor: [library] });
    expect(rolesFor(lending, ['member'], both, file())).toEqual(['member']);
    expect(rolesFor(lending, [], both, file())).toEqual([]);
  });

  it('is found among several named ones, and never by a likeness', () => {
    const readers = { readers: [bert, anna], reader: bert };
    expect(rolesFor(lending, ['proofreader'], person({ roles: ['proofreader'] }), file(readers))).toEqual([
      'proofreader',
    ]);
    const part = { readers: [`${anna}0`], reader: anna.slice(1) };
    expect(
      rolesFor(lending, ['proofreader', 'reader'], person({ roles: ['proofreader', 'reader'] }), file(part)),
    ).toEqual([]);
  });
});

describe('a foreign case', () => {
  it('is not visible, and a case is visible to whoever holds any role that reaches it', () => {
    expect(maySee(lending, person({ roles: ['member'], actsFor: [otherLibrary] }), file())).toBe(false);
    expect(maySee(lending, person({ roles: ['member'], actsFor: [library] }), file())).toBe(true);
    expect(maySee(lending, person({ roles: ['reader'] }), file({ reader: bert }))).toBe(false);
    expect(maySee(lending, person({ roles: ['reader'] }), file({ reader: anna }))).toBe(true);
    expect(maySee(lending, person({ roles: ['clock'] }), file())).toBe(false);
  });
});

describe('a list', () => {
  it('reaches everything with one role over the jurisdiction, and else only what a role held now reaches', () => {
    const every = ['lending'];
    const reach = (change: Partial<Actor>) => reachOf([lending], person(change));
    expect(reach({ roles: ['clerk'] })).toEqual({ everything: every, own: [], named: [] });
    expect(reach({ roles: ['member'], actsFor: [library] })).toEqual({
      everything: [],
      own: every,
      named: [],
    });
    expect(reach({ roles: ['reader'] })).toEqual({ everything: [], own: [], named: every });
    expect(reach({ actsFor: [library] })).toEqual({ everything: [], own: [], named: [] });
  });
});

describe('whoever acts', () => {
  it('acts for the institution in a role that reaches its own cases, and for nobody else in any other', () => {
    expect(actsFor(lending, ['member'], library)).toBe(library);
    expect(actsFor(lending, ['clerk', 'member'], library)).toBe(library);
    expect(actsFor(lending, ['clerk'], library)).toBeNull();
    expect(actsFor(lending, [], library)).toBeNull();
  });
});

describe('the people a case names', () => {
  it('are those of every role that is named in the memory, each once, in order', () => {
    const assessing = (...people: string[]) => new Map(people.map((one) => [one, 'assessment']));
    expect(peopleNamed(lending, { reader: bert, readers: [bert, anna] })).toEqual(assessing(anna, bert));
    expect(peopleNamed(lending, { reader: null, readers: [] })).toEqual(assessing());
    expect(peopleNamed(lending, {})).toEqual(assessing());
    expect(peopleNamed(lending, { reader: { person: anna }, readers: [1, null] })).toEqual(assessing());
  });
});
