import { describe, expect, it } from '@jest/globals';
import type { Actor } from '#identity';
import { Refused } from '#refusals';
import { codeOf } from './bench.fixture.js';
import type { Bench } from './bench.js';
import type { NoteCommand } from './command.js';
import { judgeCase } from './judge.js';
import { loanBench, noteBy, somebody, stepBy } from './rare-loan.fixture.js';

/** Work on desks and other notes, judged in one batch: pure, on an invented process. */
const people: Actor[] = [
  somebody('anna', { roles: ['clerk'] }),
  somebody('bert', { roles: ['clerk'] }),
  somebody('boss', { roles: ['supervisor'] }),
  somebody('head', { roles: ['head'] }),
  somebody('chair', { roles: ['chair'] }),
  somebody('stranger'),
];
const claim = (person: string, to = person, duty = 'intake') =>
  noteBy(person, { kind: 'assigned', duty, to });
const release = (person: string, duty = 'intake') => noteBy(person, { kind: 'released', duty });

type Scene = Parameters<typeof loanBench>[1];
/** The codes of what came of each command, `asked` where the case stays where it is. */
function judged(commands: Parameters<typeof judgeCase>[2], scene: Scene = {}, actors = people) {
  const { bench, working } = loanBench(actors, scene);
  const outcomes = judgeCase(bench, working, commands);
  return { codes: outcomes.map(codeOf), outcomes, working, events: working.events.map(({ event }) => event) };
}

describe('a duty of a case', () => {
  it('lies on the desk of whoever claimed it first, also within one batch', () => {
    const { codes, working } = judged([
      claim('anna'),
      claim('bert'),
      release('bert'),
      stepBy('bert', 'register'),
    ]);
    expect(codes).toEqual(['asked', 'on-another-desk', 'on-another-desk', 'not-permitted']);
    expect([...working.desks]).toEqual([['intake', 'anna']]);
  });

  it('is free again once it was released, and goes to the next', () => {
    const commands = [claim('anna'), release('anna'), claim('bert'), stepBy('bert', 'register')];
    const { codes, working, events } = judged(commands);
    expect(codes).toEqual(['asked', 'asked', 'asked', 'registered']);
    expect([...working.deskChanges]).toEqual([['intake', { person: 'bert', seq: 4 }]]);
    expect(events.map(({ kind, seq, revision }) => [kind, seq, revision])).toEqual([
      ['assigned', 2, 1],
      ['released', 3, 1],
      ['assigned', 4, 1],
      ['stepTaken', 5, 2],
    ]);
  });

  it('leaves revision, state and memory as they were, so that whoever has read the case may still act on it', () => {
    const { events, outcomes } = judged([claim('anna'), stepBy('anna', 'register')]);
    expect(events[0]).toMatchObject({ from: 'asked', to: 'asked', evidence: null, clocks: [], effects: [] });
    expect(events[1]!.prev).toBe((outcomes[0] as { done: { event: string } }).done.event);
    expect(codeOf(outcomes[1])).toBe('registered');
  });

  it('is put on desks by supervisors, on anybody’s who could take its steps, from anybody’s', () => {
    const commands = [claim('boss', 'anna'), claim('boss', 'bert'), release('boss')];
    const { codes, events } = judged(commands);
    expect(codes).toEqual(['asked', 'asked', 'asked']);
    expect(events.map(({ given }) => (given as { world: object }).world)).toEqual([
      { duty: 'intake', to: 'anna', before: null },
      { duty: 'intake', to: 'bert', before: 'anna' },
      { duty: 'intake', before: 'bert' },
    ]);
    expect(events.map(({ actor }) => [actor.person, actor.roles, actor.duty])).toEqual(
      Array(3).fill(['boss', ['supervisor'], 'supervision']),
    );
  });

  it('is no part in the matter for whoever puts it there: who claims holds no duty by that', () => {
    const { working, events } = judged([claim('anna')]);
    expect([...working.duties]).toEqual([]);
    expect(events[0]!.actor).toMatchObject({ duty: 'supervision', roles: ['clerk'] });
  });

  it.each<[string, NoteCommand, Scene, string]>([
    ['without the role', claim('head'), {}, 'assignee-may-not'],
    ['for somebody else without supervising', claim('anna', 'bert'), {}, 'role-needed'],
    ['for somebody without the role', claim('boss', 'head'), {}, 'assignee-may-not'],
    ['for oneself as a supervisor', claim('boss'), {}, 'assignee-may-not'],
    ['for nobody', claim('boss', 'nobody'), {}, 'not-found'],
    [
      'for who has another duty in it',
      claim('boss', 'anna'),
      { duties: { anna: 'decision' } },
      'assignee-may-not',
    ],
    ['where no step of it waits', claim('anna', 'anna', 'decision'), {}, 'nothing-to-assign'],
    ['of applicants', claim('anna', 'anna', 'applying'), {}, 'nothing-to-assign'],
    ['of the clock', claim('anna', 'anna', 'clock'), {}, 'nothing-to-assign'],
    ['that there is not', claim('anna', 'anna', 'toString'), {}, 'nothing-to-assign'],
    ['of a case that is over', claim('anna'), { state: 'closed' }, 'nothing-to-assign'],
    ['of a case one may not see', claim('stranger'), {}, 'not-found'],
    [
      'of a case that names other readers',
      claim('chair', 'chair', 'assessment'),
      { state: 'read' },
      'not-found',
    ],
  ])('is not assigned %s', (_, command, scene, code) => {
    const { codes, events } = judged([command], scene);
    expect([codes, events]).toEqual([[code], []]);
  });

  it('is refused with every reason against the assignee, with or without a strong sign-in', () => {
    const { outcomes } = judged([claim('boss', 'head')], { duties: { head: 'decision' } });
    const { details } = (outcomes[0] as { refused: Refused }).refused;
    const { person, reasons } = details.members as { person: string; reasons: { code: string }[] };
    expect([person, reasons.map(({ code }) => code)]).toEqual([
      'head',
      ['theRoleIsHeld', 'dutiesAreKeptApart'],
    ]);
    expect(details.params!['why']).toMatch(/clerk.*deciding/);
    expect(details.params!['why:zh-CN']).toMatch(/clerk.*审批/);
    const weak = { ...claim('head', 'head', 'decision'), acr: null, authTime: null };
    expect(judged([weak], { state: 'advised' }).codes).toEqual(['advised']);
  });

  it('is not released where it lies on no desk, nor by a stranger', () => {
    expect(judged([release('anna')]).codes).toEqual(['nothing-to-assign']);
    expect(judged([release('stranger')], { desks: { intake: 'anna' } }).codes).toEqual(['not-found']);
  });

  it('is released by who has lost the role since and sees the case by another, and the event says by which', () => {
    const moved = [...people.slice(1), somebody('anna', { roles: ['keeper'] })];
    const { codes, events } = judged([release('anna')], { desks: { intake: 'anna' } }, moved);
    expect(codes).toEqual(['asked']);
    expect(events[0]!.actor.roles).toEqual(['keeper']);
  });

  it('can be released when the case has gone on, so that no desk keeps what is done', () => {
    const { codes, working } = judged([release('anna')], { state: 'closed', desks: { intake: 'anna' } });
    expect([codes, [...working.desks]]).toEqual([['closed'], []]);
  });

  it('is neither claimed nor released by an API key', () => {
    const key = (command: NoteCommand) => ({ ...command, onlyFor: '0197a000-0000-7000-8000-00000000000a' });
    expect(judged([key(claim('anna'))]).codes).toEqual(['not-found']);
    const both = [...people, somebody('both', { roles: ['clerk', 'member'], actsFor: [], acting: [] })];
    expect(judged([key(claim('both'))], {}, both).codes).toEqual(['not-found']);
    const acting = {
      institution: '0197a000-0000-7000-8000-00000000000a',
      capacity: 'agent',
      steps: null,
    } as const;
    const agent = [...people, somebody('both', { roles: ['clerk', 'member'], acting: [acting] })];
    expect(judged([key(claim('both'))], {}, agent).codes).toEqual(['assignee-may-not']);
  });
});

describe('whoever stands in', () => {
  const standsIn = [...people.slice(2), people[0]!, somebody('bert', { roles: ['clerk'], covers: ['anna'] })];

  it('takes the step of who is away, and the event says in whose stead', () => {
    const { codes, events } = judged([claim('anna'), stepBy('bert', 'register')], {}, standsIn);
    expect(codes).toEqual(['asked', 'registered']);
    expect(events[1]!.actor).toMatchObject({ person: 'bert', covering: 'anna', duty: 'intake' });
  });

  it('covers nobody where the case lies on their own desk, or on none', () => {
    const own = judged([claim('bert'), stepBy('bert', 'register')], {}, standsIn);
    const none = judged([stepBy('bert', 'register')], {}, standsIn);
    expect([own.events.at(-1)!.actor.covering, none.events.at(-1)!.actor.covering]).toEqual([null, null]);
  });

  it('leaves it on the desk of who is away: it is not theirs to take over', () => {
    const { codes } = judged([claim('anna'), claim('bert'), release('bert')], {}, standsIn);
    expect(codes).toEqual(['asked', 'on-another-desk', 'on-another-desk']);
  });
});

describe('a note that a library above makes', () => {
  const drawn = (person: string) => noteBy(person, { kind: 'assessorsDrawn', asked: {} });
  const chair = somebody('chair', { roles: ['chair'], covers: ['anna'] });
  const read = { state: 'read', context: { readers: { chair: 'chair', all: [] } } };

  function noted(
    command: NoteCommand,
    ready: Awaited<ReturnType<Bench['notes']['get']>>,
    scene: Scene = read,
  ) {
    const { bench, working } = loanBench([chair, ...people.slice(0, 4)], scene);
    bench.notes = new Map(ready === undefined ? [] : [[command, ready]]);
    const codes = judgeCase(bench, working, [command]).map(codeOf);
    return { codes, events: working.events };
  }
  const stored: unknown[] = [];
  const made = {
    facts: { size: 2 },
    store: (_: unknown, seq: number) => Promise.resolve(void stored.push(seq)),
  };

  it('is made by whoever may take the step beside which it stands, in its duty and under its provision', async () => {
    const { codes, events } = noted(drawn('chair'), { beside: 'opinion', ready: made });
    expect(codes).toEqual(['read']);
    expect(events[0]!.event).toMatchObject({
      ...{ kind: 'assessorsDrawn', step: 'assessorsDrawn', revision: 1, from: 'read', to: 'read' },
      actor: { person: 'chair', roles: ['chair'], duty: 'assessment', covering: null },
      given: { world: { size: 2 } },
      under: { instrument: 'rules', article: '1' },
    });
    await events[0]!.store!({} as never, 2);
    expect(stored).toEqual([2]);
  });

  it('says in whose stead it was made', () => {
    const desks = { assessment: 'anna' };
    const { events } = noted(drawn('chair'), { beside: 'opinion', ready: made }, { ...read, desks });
    expect(events[0]!.event.actor.covering).toBe('anna');
  });

  it('is refused as the step is to whoever may not take it, before it is told what else is wrong', () => {
    const refused = new Refused('drawn-before', { params: { seq: 2 } });
    expect(noted(drawn('anna'), { beside: 'opinion', ready: refused }).codes).toEqual(['not-permitted']);
    expect(noted(drawn('chair'), { beside: 'opinion', ready: refused }).codes).toEqual(['drawn-before']);
    const desks = { assessment: 'bert' };
    expect(noted(drawn('chair'), { beside: 'opinion', ready: made }, { ...read, desks }).codes).toEqual([
      'not-permitted',
    ]);
  });

  it('is refused where the state has no such step, and where nobody made it', () => {
    const other = { beside: 'teamAppointment', ready: made };
    expect(noted(drawn('chair'), other).codes).toEqual(['nothing-to-assign']);
    expect(noted(drawn('chair'), undefined).codes).toEqual(['nothing-to-assign']);
    expect(noted(drawn('anna'), { beside: 'opinion', ready: made }, { state: 'asked' }).codes).toEqual([
      'nothing-to-assign',
    ]);
  });

  it('is a part in the matter: who made it holds the duty from then on, within the batch too', () => {
    const both = somebody('chair', { roles: ['chair', 'clerk'] });
    const { bench, working } = loanBench([both], read);
    const command = drawn('chair');
    bench.notes = new Map([[command, { beside: 'opinion', ready: made }]]);
    judgeCase(bench, working, [command]);
    expect([...working.duties]).toContainEqual(['chair', 'assessment']);
  });
});
