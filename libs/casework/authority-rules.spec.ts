import { describe, expect, it } from '@jest/globals';
import { narrowed } from '#identity';
import type { StepRule } from '#process';
import { authorityWords, dutyWords, recusalGrounds, type RecusalGround } from '#regulations';
import { authorityRules, obstacles, type Standing } from './authority-rules.js';
import { apart, rareLoan, somebody } from './rare-loan.fixture.js';

/**
 * The rules by which a person is refused, each at its edges: pure, on an invented process. Over 300 lines on purpose:
 * the rules are one list, and a reader looks for each of them here.
 */
const library = '0197a000-0000-7000-8000-00000000000a';
const otherLibrary = '0197a000-0000-7000-8000-00000000000b';
const signedIn = 1_756_000_000;

const stepOf = (name: string): StepRule =>
  rareLoan.states.flatMap(({ steps }) => steps).find((step) => step.name === name)!;

/** A clerk at their own desk, who may register. */
const standing = (change: Partial<Standing> = {}): Standing => ({
  process: rareLoan,
  rule: stepOf('register'),
  file: {
    state: 'asked',
    context: { guest: null, readers: { chair: null, all: [] }, fit: true, loan: null },
    institution: library,
  },
  actor: somebody('anna', { roles: ['clerk'] }),
  signIn: { acr: null, authTime: null },
  now: signedIn * 1000,
  stepUp: { acr: ['mfa', '2'], maxAge: 300 },
  duties: new Map(),
  dutiesApart: new Set(apart),
  recused: [],
  desks: new Map(),
  ...change,
});
/** The codes of what stands in the way. */
const against = (change: Partial<Standing> = {}): string[] =>
  obstacles(standing(change)).map(({ code }) => code);

describe('a step is open', () => {
  it('to whoever holds its role, has no other part in the matter, and finds it on no other desk', () => {
    expect(against()).toEqual([]);
  });
});

describe('the role', () => {
  it('is nobody’s where a clock takes the step, so that nobody is sent to anybody', () => {
    const rule = { name: 'lapse', by: ['clock'], duty: 'clock' as const, stepUp: false };
    expect(obstacles(standing({ rule }))).toMatchObject([
      {
        code: 'theRoleIsHeld',
        sentence: { en: 'It comes by itself when the limit runs out; nobody takes it.' },
        remedy: null,
      },
    ]);
  });

  it('must be held, and the refusal names who holds it in both languages', () => {
    const [reason, ...more] = obstacles(standing({ actor: somebody('anna', { roles: ['keeper'] }) }));
    expect(more).toEqual([]);
    expect(reason).toMatchObject({
      code: 'theRoleIsHeld',
      sentence: { 'zh-CN': '该步骤由（clerk）办理。', en: 'Only these take it: clerk.' },
      remedy: authorityWords.theRoleIsHeld.remedy,
      under: { instrument: 'practice', article: 'roles' },
    });
    const several = obstacles(standing({ rule: stepOf('sign'), actor: somebody('anna') }));
    expect(several.map(({ code }) => code)).toEqual(['theCaseIsWithinReach']);
  });

  it('is one of those the step names: any of several will do, one of another step will not', () => {
    const rule = { ...stepOf('register'), by: ['keeper', 'clerk'] };
    expect(against({ rule })).toEqual([]);
    expect(against({ rule, actor: somebody('anna', { roles: ['keeper'] }) })).toEqual([]);
    const refused = obstacles(standing({ rule, actor: somebody('anna', { roles: ['head'] }) }));
    expect(refused.map(({ sentence }) => sentence)).toEqual([
      { 'zh-CN': '该步骤由（keeper）、（clerk）办理。', en: 'Only these take it: keeper, clerk.' },
    ]);
  });

  it('of the clock is held by nobody', () => {
    expect(against({ rule: stepOf('forget') })).toEqual(['theRoleIsHeld']);
    const hand = somebody('anna', { roles: ['clock'] });
    expect(against({ rule: stepOf('forget'), actor: hand })).toEqual(['theCaseIsWithinReach']);
  });

  it('that everybody holds needs no grant, but the case must name its holder', () => {
    const guest = (named: string | null) =>
      against({
        rule: { ...stepOf('sign'), by: ['guest'] },
        actor: somebody('anna'),
        file: { state: 'asked', context: { guest: named }, institution: library },
      });
    expect(guest('anna')).toEqual([]);
    expect(guest('bert')).toEqual(['theCaseIsWithinReach']);
    expect(guest(null)).toEqual(['theCaseIsWithinReach']);
  });
});

describe('the case', () => {
  const member = somebody('anna', {
    roles: ['member'],
    actsFor: [library],
    acting: [{ institution: library, capacity: 'agent', steps: null }],
  });
  const stranger = somebody('anna', {
    roles: ['member'],
    actsFor: [otherLibrary],
    acting: [{ institution: otherLibrary, capacity: 'agent', steps: null }],
  });

  it('must lie within the reach of a role that is held, and the refusal names that role', () => {
    expect(against({ rule: stepOf('sign'), actor: member })).toEqual([]);
    const [reason, ...more] = obstacles(
      standing({ rule: { ...stepOf('sign'), by: ['member', 'clerk'] }, actor: stranger }),
    );
    expect(more).toEqual([]);
    expect(reason).toMatchObject({
      code: 'theCaseIsWithinReach',
      sentence: {
        'zh-CN': '您虽有（member）角色，但本案不在您的办理范围内。',
        en: 'You hold the role of member, but this case is not one of yours.',
      },
    });
  });

  it('is told to be out of reach only to whoever holds a role: one thing is not said twice', () => {
    expect(against({ rule: stepOf('advise'), actor: somebody('anna') })).toEqual(['theRoleIsHeld']);
    const chair = somebody('anna', { roles: ['chair'] });
    expect(against({ rule: stepOf('advise'), actor: chair })).toEqual(['theCaseIsWithinReach']);
  });
});

describe('an authorisation to act for an institution', () => {
  const agent = (steps: string[] | null, roles = ['member']) =>
    somebody('anna', {
      roles,
      actsFor: [otherLibrary, library],
      acting: [
        { institution: otherLibrary, capacity: 'legalRepresentative', steps: null },
        { institution: library, capacity: 'agent', steps },
      ],
    });
  const sign = (steps: string[] | null, change: Partial<Standing> = {}) =>
    against({ rule: stepOf('sign'), actor: agent(steps), ...change });

  it('without limits covers every step, with limits only those it names', () => {
    expect(sign(null)).toEqual([]);
    expect(sign(['sign'])).toEqual([]);
    expect(sign(['register', 'sign'])).toEqual([]);
    expect(sign(['register'])).toEqual(['theAuthorisationCoversTheStep']);
    expect(sign([])).toEqual(['theAuthorisationCoversTheStep']);
  });

  it('for another institution widens nothing', () => {
    const file = { ...standing().file, institution: otherLibrary };
    expect(sign(['register'], { file })).toEqual([]);
  });

  it('does not limit whoever may take the step by another role', () => {
    const file = { ...standing().file, context: { guest: 'anna' } };
    expect(sign(['register'], { file })).toEqual([]);
    const rule = { ...stepOf('sign'), by: ['member', 'clerk'] };
    expect(sign(['register'], { rule, actor: agent(['register'], ['member', 'clerk']) })).toEqual([]);
    expect(sign(['register'], { rule })).toEqual(['theAuthorisationCoversTheStep']);
  });
});

describe('whoever administers roles', () => {
  const guardian = (...more: string[]) => somebody('anna', { roles: ['guardian', ...more] });

  it('takes no part in cases, not even with the role for it', () => {
    expect(against({ actor: guardian('clerk') })).toEqual(['rolesAreNotAdministered']);
    const advise = { ...stepOf('advise'), by: ['guardian'] };
    expect(against({ rule: advise, actor: guardian() })).toEqual(['rolesAreNotAdministered']);
  });

  it('proposes, confirms, and applies like anybody', () => {
    expect(against({ rule: stepOf('strike'), actor: guardian() })).toEqual([]);
    const rule = { ...stepOf('confirmIt'), stepUp: false };
    expect(against({ rule, actor: guardian() })).toEqual([]);
    const file = { ...standing().file, context: { guest: 'anna' } };
    expect(against({ rule: stepOf('sign'), actor: guardian(), file })).toEqual([]);
  });
});

describe('duties kept apart', () => {
  const holding = (duty: string, change: Partial<Standing> = {}) =>
    against({ duties: new Map([['anna', duty]]), ...change });

  it('exclude each other for one person in one matter', () => {
    for (const duty of apart) {
      expect(holding(duty)).toEqual(duty === 'intake' ? [] : ['dutiesAreKeptApart']);
    }
  });

  it('bind only the person who holds one', () => {
    expect(against({ duties: new Map([['bert', 'decision']]) })).toEqual([]);
  });

  it('are only those that the office keeps apart, whichever of the two is not', () => {
    const without = (duty: string) => new Set(apart.filter((one) => one !== duty));
    expect(holding('decision', { dutiesApart: without('decision') })).toEqual([]);
    expect(holding('decision', { dutiesApart: without('intake') })).toEqual([]);
    expect(holding('decision', { dutiesApart: new Set() })).toEqual([]);
    expect(holding('decision', { dutiesApart: without('issuing') })).toEqual(['dutiesAreKeptApart']);
    expect(holding('supervision')).toEqual([]);
  });

  it('are told by the one that is held, in both languages', () => {
    const [reason] = obstacles(standing({ duties: new Map([['anna', 'decision']]) }));
    expect(reason!.sentence['zh-CN']).toContain(`“${dutyWords['decision']!['zh-CN']}”`);
    expect(reason!.sentence.en).toContain(`the duty of ${dutyWords['decision']!.en}`);
    const [unknown] = obstacles(
      standing({ duties: new Map([['anna', 'x']]), dutiesApart: new Set(['x', 'intake']) }),
    );
    expect(unknown!.sentence.en).not.toMatch(/[{}]/);
  });
});

describe('whoever is recused', () => {
  const grounds = Object.keys(recusalGrounds) as RecusalGround[];

  it('takes no step, on any ground but the time of rest', () => {
    for (const ground of grounds) {
      const expected = ground === 'lastCycle' ? [] : ['nobodyIsRecused'];
      expect(against({ recused: [ground] })).toEqual(expected);
    }
  });

  it('rests from assessing alone', () => {
    const rule = (duty: StepRule['duty']) => ({ ...stepOf('register'), duty });
    expect(against({ recused: ['lastCycle'], rule: rule('assessment') })).toEqual(['nobodyIsRecused']);
    for (const duty of ['intake', 'coordination', 'decision', 'issuing', 'confirmation'] as const) {
      expect(against({ recused: ['lastCycle'], rule: rule(duty) })).toEqual([]);
    }
  });

  it('still applies: everybody has an interest in their own', () => {
    const rule = { ...stepOf('register'), duty: 'applying' as const };
    expect(against({ recused: grounds, rule })).toEqual([]);
  });

  it('hears of every ground that counts, and of no other', () => {
    const [reason] = obstacles(standing({ recused: ['kinship', 'advice', 'lastCycle'] }));
    const { kinship, advice } = recusalGrounds;
    expect(reason!.sentence).toEqual({
      'zh-CN': `您须回避：${kinship['zh-CN']}；${advice['zh-CN']}。`,
      en: `You are recused: ${kinship.en}; ${advice.en}.`,
    });
  });
});

describe('a desk', () => {
  const on = (duty: string, person: string, covers: string[] = []) =>
    against({ desks: new Map([[duty, person]]), actor: somebody('anna', { roles: ['clerk'], covers }) });

  it('is that of its holder and of whoever stands in for them', () => {
    expect(on('intake', 'anna')).toEqual([]);
    expect(on('intake', 'bert')).toEqual(['itLiesOnYourDesk']);
    expect(on('intake', 'bert', ['bert'])).toEqual([]);
    expect(on('intake', 'bert', ['carl'])).toEqual(['itLiesOnYourDesk']);
  });

  it('holds the duty it was given for and no other', () => {
    expect(on('decision', 'bert')).toEqual([]);
  });
});

describe('a decision', () => {
  const mfa = { acr: 'mfa', authTime: signedIn };
  const decide = (signIn: Standing['signIn'], milliseconds: number) =>
    against({
      rule: stepOf('lend'),
      actor: somebody('anna', { roles: ['head'] }),
      signIn,
      now: signedIn * 1000 + milliseconds,
    });
  const tooWeak = ['theSignInIsFreshAndStrong'];

  it('needs a sign-in that is not older than the office says, to the millisecond', () => {
    expect(decide(mfa, 0)).toEqual([]);
    expect(decide(mfa, 300_000)).toEqual([]);
    expect(decide(mfa, 300_001)).toEqual(tooWeak);
  });

  it('takes a provider whose clock is half a minute ahead, and no sign-in of tomorrow', () => {
    expect(decide(mfa, -30_000)).toEqual([]);
    expect(decide(mfa, -30_001)).toEqual(tooWeak);
  });

  it('needs one of the contexts that the office calls strong, to the letter', () => {
    expect(decide({ ...mfa, acr: '2' }, 0)).toEqual([]);
    for (const acr of [null, '', 'pwd', 'MFA', 'mfa 2', '1'])
      expect(decide({ ...mfa, acr }, 0)).toEqual(tooWeak);
    expect(decide({ acr: 'mfa', authTime: null }, 0)).toEqual(tooWeak);
    expect(decide({ acr: 'mfa', authTime: Number.NaN }, 0)).toEqual(tooWeak);
  });

  it('asks it of no other step', () => {
    expect(against({ signIn: { acr: null, authTime: null } })).toEqual([]);
  });
});

describe('an API key', () => {
  const key = (institution: string) =>
    narrowed(
      somebody('anna', {
        roles: ['clerk', 'member'],
        actsFor: [library, otherLibrary],
        acting: [
          { institution: library, capacity: 'agent', steps: null },
          { institution: otherLibrary, capacity: 'agent', steps: null },
        ],
        covers: ['bert'],
      }),
      institution,
    );

  it('acts for its institution and for no other of its maker', () => {
    expect(against({ rule: stepOf('sign'), actor: key(library) })).toEqual([]);
    expect(against({ rule: stepOf('sign'), actor: key(otherLibrary) })).toEqual(['theCaseIsWithinReach']);
    expect(against({ rule: stepOf('sign'), actor: key('0197a000-0000-7000-8000-00000000000c') })).toEqual([
      'theCaseIsWithinReach',
    ]);
  });

  it('has none of the roles its maker holds in the office, and none that everybody holds', () => {
    expect(against({ actor: key(library) })).toEqual(['theRoleIsHeld']);
    const rule = { ...stepOf('sign'), by: ['guest'] };
    const file = { ...standing().file, context: { guest: 'anna' } };
    expect(against({ rule, file, actor: key(library) })).toEqual(['theRoleIsHeld']);
  });

  it('stands in for nobody', () => {
    expect(key(library).covers).toEqual([]);
  });
});

describe('all that stands in the way', () => {
  /** Everything at once. No one person can be out of reach and overstep what reaches, or lack the role it is by. */
  const worst: Partial<Standing> = {
    rule: { ...stepOf('lend'), by: ['member'], duty: 'decision' },
    actor: somebody('anna', {
      roles: ['guardian', 'member'],
      actsFor: [library],
      acting: [{ institution: library, capacity: 'agent', steps: [] }],
    }),
    duties: new Map([['anna', 'intake']]),
    recused: ['employer'],
    desks: new Map([['decision', 'bert']]),
  };
  const five = [
    ...['rolesAreNotAdministered', 'dutiesAreKeptApart', 'nobodyIsRecused', 'itLiesOnYourDesk'],
    'theSignInIsFreshAndStrong',
  ];

  it('is told at once, in one order', () => {
    expect(Object.keys(authorityRules)).toEqual(Object.keys(authorityWords));
    expect(against(worst)).toEqual(['theAuthorisationCoversTheStep', ...five]);
    const rule = { ...stepOf('lend'), by: ['clerk'] };
    expect(against({ ...worst, rule })).toEqual(['theRoleIsHeld', ...five]);
    const file = { ...standing().file, institution: otherLibrary };
    expect(against({ ...worst, file })).toEqual(['theCaseIsWithinReach', ...five]);
  });

  it('is judged rule by rule: without one the others still say the same', () => {
    const all = against(worst);
    for (const name of Object.keys(authorityRules)) {
      const rest = Object.fromEntries(Object.entries(authorityRules).filter(([rule]) => rule !== name));
      expect(obstacles(standing(worst), rest).map(({ code }) => code)).toEqual(
        all.filter((code) => code !== name),
      );
    }
    expect(obstacles(standing(worst), {})).toEqual([]);
  });

  it('is told in whole sentences in both languages, each with what would change it and where it is written', () => {
    for (const { sentence, remedy, under } of obstacles(standing(worst))) {
      for (const told of [sentence, remedy!]) {
        expect(told['zh-CN']).toMatch(/^[^{}]+。$/);
        expect(told.en).toMatch(/^[A-Z][^{}]+\.$/);
      }
      expect(under.instrument).not.toBe('');
    }
  });
});
