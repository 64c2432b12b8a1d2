/** Somewhat long: a row for every fault that a proof knows, together with a process that has it, stands in one file. */
/* eslint-disable @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-member-access -- what is spoilt is loosely typed */
import { describe, expect, it } from '@jest/globals';
import canonicalize from 'canonicalize';
import { both, statutes } from './association.fixture.js';
import { after, before, decide, evidence, openFile, prove } from './index.js';
import type { BindingProvision, Claim, ProofFinding, Samples } from './index.js';
import { loanWith, type Loose } from './loan.fixture.js';
import { loanProvisions, loanSamples } from './loan.provisions.fixture.js';
import { explore } from './prove-explore.js';

type Spoil = (source: Loose, states: Loose) => void;

const found = (spoil: Spoil, samples = loanSamples, provisions = loanProvisions): ProofFinding[] =>
  prove(loanWith(spoil), { samples, provisions }).findings;
const codes = (findings: readonly ProofFinding[]) => findings.map(({ code }) => code);

/** The provisions, one of their claims on a step changed. */
const saying = (step: string, change: object): readonly BindingProvision[] =>
  loanProvisions.map((one) => ({
    ...one,
    binds: one.binds.map((claim) =>
      'step' in claim && claim.step === step && claim.by !== undefined ? { ...claim, ...change } : claim,
    ),
  }));
const further = (...binds: Claim[]): readonly BindingProvision[] => [
  ...loanProvisions,
  {
    ...{ under: [statutes('7')], process: 'loan', editions: { from: '2021-04-01' } },
    ...{ says: both('more', '另有规定'), source: 'law', binds },
  },
];

describe('a process that is as its statutes want it', () => {
  const proof = prove(loanWith(), { samples: loanSamples, provisions: loanProvisions });

  it('is proved: nothing is found, and every provision holds', () => {
    expect(proof.findings).toEqual([]);
    expect(proof.held).toBe(proof.provisions);
    expect(proof.provisions).toBe(loanProvisions.length);
  });

  it('is proved over a number of cases that is told', () => {
    expect(proof.nodes).toBeGreaterThan(15);
    expect(proof.ways).toBeGreaterThan(proof.nodes);
    expect(proof.asked).toBeGreaterThan(proof.ways);
  });
});

describe('the exploration', () => {
  it('takes every way as decide takes it: state, memory, orders and effects, and the same refusals', () => {
    const process = loanWith();
    const { openings, byStep } = explore(process, loanSamples);
    for (const { given, way } of openings) {
      const opened = openFile(process, given);
      expect(canonicalize([opened.state, opened.context, opened.clocks])).toBe(
        canonicalize([way!.to.state.rule.name, way!.context, way!.orders]),
      );
    }
    let compared = 0;
    for (const { from, name, given, way } of [...byStep.values()].flat()) {
      if (from === null) continue;
      const file = { state: from.state.rule.name, context: from.context };
      const decision = decide(process, file, name, given);
      const direct = way === null ? null : [way.to.state.rule.name, way.context, way.orders, way.effects];
      expect(canonicalize(direct)).toBe(
        canonicalize(
          decision.taken ? [decision.state, decision.context, decision.clocks, decision.effects] : null,
        ),
      );
      compared += 1;
    }
    expect(compared).toBeGreaterThan(50);
  });

  it('never stops silently: with more cases than it may look at it says that nothing is proved', () => {
    expect(codes(found(() => {}, { ...loanSamples, most: 10 }))).toContain('tooLarge');
  });

  it('tells cases apart by what is read, though it stands nowhere in the claims', () => {
    const { nodes } = explore(loanWith(), loanSamples);
    const received = nodes.filter(({ state }) => state.rule.name === 'received');
    expect(new Set(received.map(({ context }) => context.missing))).toEqual(new Set([0, 1]));
  });
});

const at = (states: Loose, state: string, step: string): Loose => states[state].on[step];

/** What must hold of every process, and how each is broken. */
const universal: [promise: string, code: string, spoil: Spoil][] = [
  [
    'a state that no case reaches, though the drawing leads to it',
    'stateNotReached',
    (_, states) => {
      at(states, 'accepted', 'appoint').guard = 'theToolIsWorn';
    },
  ],
  [
    'a branch that is never taken',
    'branchNotTaken',
    (_, states) => {
      at(states, 'inspected', 'report')[1].guard = 'theToolIsSound';
    },
  ],
  [
    'a route that is never taken',
    'routeNotTaken',
    (source) => {
      source.context = { memberBefore: false, askedOn: '2021-05-01', asked: 0, missing: 0, verdict: null };
    },
  ],
  [
    'a case that comes to no end any more',
    'deadEnd',
    (_, states) => {
      delete states.reported.on.withdraw;
      at(states, 'reported', 'decline').guard = 'theInspectorFoundItSound';
    },
  ],
  [
    'a clock without a day from which it counts',
    'noAnchor',
    (_, states) => {
      at(states, 'received', 'correctTheDay').guard = undefined;
    },
  ],
  [
    'a step that nobody can take, for the case names nobody',
    'takenByNobody',
    (_, states) => {
      at(states, 'accepted', 'appoint').actions = [];
    },
  ],
  [
    'a decision that an inspector may take',
    'decidedByWhoAssessed',
    (_, states) => {
      at(states, 'reported', 'decline').meta.by = ['inspector'];
    },
  ],
  [
    'a decision that whoever applies may take, called another duty',
    'decidedByWhoAssessed',
    (_, states) => {
      Object.assign(at(states, 'reported', 'decline').meta, { by: ['gardener'], duty: 'decision' });
    },
  ],
  [
    'an assessment that counts as another duty',
    'dutyHidden',
    (_, states) => {
      for (const branch of at(states, 'inspected', 'report')) branch.meta.duty = 'coordination';
    },
  ],
  [
    'a statutory clock that runs while only the applicant can act',
    'runsWhileTheApplicantIsAwaited',
    (source, states) => {
      source.meta.clocks.decision.from = 'askedOn';
      states.incomplete.meta.clocks.decision = 'runs';
    },
  ],
];

describe('whatever the law, it is found', () => {
  it.each(universal)('%s', (_, code, spoil) => {
    const findings = found(spoil).filter((one) => one.code === code);
    expect(findings.length).toBeGreaterThan(0);
    for (const { sentence } of findings) expect(sentence.en).not.toMatch(/undefined|null/);
  });

  it('a guard that throws, with the way to it', () => {
    const process = loanWith();
    const broken = { ...process.catalogue.guards.nothingIsMissing! };
    process.catalogue.guards.nothingIsMissing = { ...broken, holds: () => Boolean((null as Loose).missing) };
    try {
      const [finding] = prove(process, { samples: loanSamples, provisions: [] }).findings.filter(
        ({ code }) => code === 'throws',
      );
      expect(finding?.path?.en).toContain('received — accept');
    } finally {
      process.catalogue.guards.nothingIsMissing = broken;
    }
  });
});

/** What the statutes say of steps, and how each is broken in the process. */
const claimed: [promise: string, code: string, spoil: Spoil][] = [
  [
    'a step that is not there',
    'noSuchStep',
    (_, states) => {
      delete states.reported.on.lengthen;
    },
  ],
  [
    'a step that is taken though its condition does not hold',
    'takenThough',
    (_, states) => {
      delete at(states, 'reported', 'grant').guard;
    },
  ],
  [
    'a step that is refused though its condition holds',
    'refusedThough',
    (_, states) => {
      at(states, 'received', 'accept').guard = 'theToolIsSound';
    },
  ],
  [
    'a right that a case has not',
    'notPossible',
    (_, states) => {
      at(states, 'reported', 'decline').guard = 'theInspectorFoundItSound';
    },
  ],
  [
    'a step before what must have come',
    'takenBefore',
    (_, states) => {
      Object.assign(at(states, 'received', 'accept'), { target: 'reported', actions: 'noteTheVerdict' });
      delete at(states, 'reported', 'grant').guard;
    },
  ],
  [
    'a memory that is not kept',
    'remembersOtherwise',
    (_, states) => {
      delete at(states, 'received', 'lapse').actions;
    },
  ],
  [
    'a step that leads elsewhere',
    'leadsElsewhere',
    (_, states) => {
      at(states, 'received', 'accept').target = 'incomplete';
    },
  ],
  [
    'a role that may take what is not for it',
    'saidOtherwise',
    (_, states) => {
      at(states, 'received', 'accept').meta.by = ['registrar', 'gardener'];
    },
  ],
  [
    'a step that counts as another duty',
    'saidOtherwise',
    (_, states) => {
      at(states, 'granted', 'lend').meta.duty = 'supervision';
    },
  ],
  [
    'a step that needs no evidence any more',
    'saidOtherwise',
    (_, states) => {
      delete at(states, 'accepted', 'appoint').meta.needs;
    },
  ],
  [
    'a step in a state in which it is not to be',
    'saidOtherwise',
    (_, states) => {
      states.granted.on.withdraw = at(states, 'reported', 'withdraw');
    },
  ],
  [
    'a fact that is changed, of which nothing is said',
    'changesMore',
    (_, states) => {
      at(states, 'received', 'accept').actions = 'noteSilence';
    },
  ],
  [
    'an effect that is not ordered',
    'ordersOtherwise',
    (_, states) => {
      delete at(states, 'granted', 'lend').meta.effects;
    },
  ],
  [
    'an effect of another step',
    'orderedByAnother',
    (_, states) => {
      at(states, 'reported', 'grant').meta.effects = [{ do: 'openAKeyCase' }];
    },
  ],
  [
    'a certificate before the decision',
    'orderedBefore',
    (_, states) => {
      at(states, 'inspected', 'report')[0].target = 'granted';
    },
  ],
  [
    'an end before what must have come',
    'reachedBefore',
    (_, states) => {
      states.accepted.on.withdraw = { ...at(states, 'accepted', 'withdraw'), target: 'lent' };
    },
  ],
  [
    'an end that is none',
    'endsOtherwise',
    (_, states) => {
      states.lent = { on: { withdraw: at(states, 'received', 'withdraw') } };
    },
  ],
  [
    'routes in another order',
    'noSuchRoute',
    (_, states) => {
      states.applied.always = [{ target: 'received' }];
      states.applied = { ...states.received, on: { ...states.received.on } };
    },
  ],
  [
    'a basis that is another',
    'doesNotBind',
    (_, states) => {
      at(states, 'received', 'accept').meta.under = statutes('9');
    },
  ],
  [
    'a clock with another limit',
    'clockSaidOtherwise',
    (source) => {
      source.meta.clocks.answer.limit.length = 11;
    },
  ],
  [
    'a clock that is not stopped',
    'clockStandsOtherwise',
    (_, states) => {
      states.granted.meta = { clocks: { decision: 'runs' } };
    },
  ],
  [
    'a clock that lapses into nothing',
    'lapsesOtherwise',
    (_, states) => {
      delete states.received.on.lapse;
    },
  ],
  [
    'a clock that goes on where it is to begin anew',
    'clockOrderedOtherwise',
    (_, states) => {
      delete at(states, 'incomplete', 'supply').meta.restarts;
    },
  ],
  [
    'a clock that may be extended by more',
    'extendedBeyond',
    (_, states) => {
      at(states, 'reported', 'lengthen').meta.extends.most.length = 30;
    },
  ],
];

describe('held to its statutes, it is found', () => {
  it.each(claimed)('%s', (_, code, spoil) => {
    const findings = found(spoil).filter((one) => one.code === code);
    expect(findings.length).toBeGreaterThan(0);
    for (const { sentence } of findings) {
      expect(sentence.en).not.toMatch(/undefined/);
      expect(sentence['zh-CN']).not.toMatch(/undefined/);
    }
  });
});

describe('a provision', () => {
  it('with nothing in the process that carries it is a finding', () => {
    expect(codes(found(() => {}, loanSamples, further()))).toEqual(['provisionWithoutStep']);
    expect(codes(found(() => {}, loanSamples, further({ step: 'burn', possible: true })))).toEqual([
      'noSuchStep',
    ]);
    expect(codes(found(() => {}, loanSamples, further({ state: 'burnt', final: true })))).toEqual([
      'noSuchState',
    ]);
  });

  it('of another process, of earlier editions or of later ones binds nothing here', () => {
    const [one] = further({ step: 'burn' }).slice(-1);
    const others = [
      { ...one!, process: 'sale' },
      { ...one!, editions: { from: '2019-04-01', until: '2021-04-01' } },
      { ...one!, editions: { from: '2021-04-02' } },
    ];
    expect(found(() => {}, loanSamples, [...loanProvisions, ...others])).toEqual([]);
    const until = { ...one!, editions: { from: '2019-04-01', until: '2021-04-02' } };
    expect(codes(found(() => {}, loanSamples, [...loanProvisions, until]))).toEqual(['noSuchStep']);
  });

  it('is needed by every step, clock and route: what rests on none is a finding, once', () => {
    const without = loanProvisions.filter(({ under: [one] }) => !['3', '3.2', '9'].includes(one!.article));
    expect(codes(found(() => {}, loanSamples, without))).toEqual(Array(4).fill('doesNotBind'));
  });

  it('cannot be carried by a claim that does not say who takes the step', () => {
    const mere = loanProvisions.map((one) =>
      one.under[0]!.article === '9'
        ? { ...one, binds: [{ step: 'withdraw', possible: true as const }] }
        : one,
    );
    expect(codes(found(() => {}, loanSamples, mere))).toEqual(['doesNotBind']);
  });

  it('that is said to be practice does not rest on a law', () => {
    const practice = loanProvisions.map((one) =>
      one.under[0]!.article === '9' ? { ...one, source: 'practice' as const } : one,
    );
    expect(codes(found(() => {}, loanSamples, practice))).toEqual(['practiceAsLaw']);
  });

  it('is not believed where no sample could have shown it broken', () => {
    const { report, ...steps } = loanSamples.steps!;
    const samples: Samples = { ...loanSamples, steps: { ...steps, report: (report as []).slice(0, 2) } };
    expect(codes(found(() => {}, samples))).toEqual(['neverTried']);
    expect(codes(found(() => {}, loanSamples, saying('accept', { writes: ['lease'] })))).toEqual([
      'writesNever',
    ]);
    const never = saying('decline', { whenever: before('verdict').is('stolen') });
    expect(codes(found(() => {}, loanSamples, never))).toEqual(['neverTried']);
  });

  it('asks of more than the memory only where something was brought', () => {
    const wrong = saying('decline', { possible: evidence('verdict').is('sound') });
    expect(() => found(() => {}, loanSamples, wrong)).toThrow(TypeError);
  });
});

describe('a finding', () => {
  it('says in both languages what is wrong, by which provision, and the shortest way there', () => {
    const [finding] = found((_, states) => {
      delete at(states, 'reported', 'grant').guard;
    }).filter(({ code }) => code === 'takenThough');
    expect(finding).toEqual({
      code: 'takenThough',
      sentence: {
        'zh-CN':
          '《2019年章程》第5条第1款：完好的准予。“【grant】”只应在此条件下办理：此前所记验收结果为 "sound"；而此处不满足也能办理。',
        en: 'Statutes of 2019, article 5(1): what was found sound is granted. “grant” is to be taken only if the verdict before is "sound"; here it is taken though that is not so.',
      },
      path: {
        'zh-CN':
          '开立案件（会员） → 【accepted】 — 【appoint】 → 【inspected】 — 【report】（磨损） → 【reported】 — 【grant】 → 【granted】',
        en: 'open the case (a member) → accepted — appoint → inspected — report (worn) → reported — grant → granted',
      },
      at: { step: 'grant', provision: statutes('5.1') },
    });
  });
});

describe('conditions', () => {
  const held = (claim: object) => codes(found(() => {}, loanSamples, further({ step: 'supply', ...claim })));

  it('compare days by months that end, and by what else is remembered', () => {
    const months = (length: number) => ({ remembers: after('askedOn').ago({ unit: 'months', length }) });
    expect(held(months(1))).toEqual(['remembersOtherwise']);
    expect(held({ remembers: after('askedOn').noEarlierThan(before('askedOn')) })).toEqual([]);
    expect(held({ remembers: after('askedOn').noLaterThan('today') })).toEqual([]);
    expect(held({ remembers: after('lease').noLaterThan('today') })).toEqual(['remembersOtherwise']);
  });
});
