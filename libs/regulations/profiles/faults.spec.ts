import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ClockRule, Process } from '#process';
import { processes } from '../editions.js';
import { profileFaultNames, profileFaults, statutoryLimits, UnsoundProfile } from './faults.js';
import type { Profile } from './profile.js';
import { longestLimits, promisedClocks } from './promised-clocks.js';
import { settingsCatalogue, isWithinBounds, type SettingName } from './settings.js';
import { shippedProfiles } from './shipped/index.js';
import { soundProfiles } from './sound.js';

const clock = (length: number): ClockRule => ({
  limit: { unit: 'workingDays', length },
  from: 'receivedOn',
  under: { instrument: 'cma-measures-2021', article: '11' },
  effect: 'statutory',
  words: { 'zh-CN': '期限', en: 'limit' },
});
const edition = (
  day: string,
  [intake, assessment, decision, certificate]: [number, number, number, number],
) => ({
  id: 'qualification',
  edition: day,
  clocks: {
    ...{ intake: clock(intake), assessment: clock(assessment), decision: clock(decision) },
    certificate: clock(certificate),
  },
});
/** The limits of the measures, as the reference has them (1.1). */
const law = [
  edition('2015-08-01', [5, 45, 20, 10]),
  edition('2021-06-01', [5, 30, 10, 7]),
  edition('2023-12-01', [5, 30, 10, 7]),
];
const shipped = (id: string): Profile => structuredClone(shippedProfiles.find((one) => one.id === id)!);
const faultsOf = (given: unknown) => profileFaults(given, law).map(({ fault }) => fault);
const seen = new Set<string>();
const altered = (id: string, alter: (profile: Profile) => void) => {
  const profile = shipped(id);
  alter(profile);
  return profile;
};

describe('the profiles that come with a release', () => {
  it.each(shippedProfiles.map(({ id }) => [id]))(
    '%s shortens every limit it speaks of, and loosens none',
    (id) => {
      expect(profileFaults(shipped(id), law)).toEqual([]);
    },
  );

  it('say of each source and each lane how well it is known', () => {
    for (const { id, sources, lanes } of shippedProfiles) {
      for (const { url, citation } of sources) expect(url ?? citation).toBeDefined();
      for (const { tag, remark } of lanes)
        expect([id, tag === 'reported' || remark !== undefined]).toEqual([id, true]);
    }
  });

  it('has for Liangjiang, of which no number was found, targets below the limits of every edition', () => {
    const { targets, tag } = shipped('liangjiang-expedite').lanes[0]!;
    expect(tag).toBe('invented');
    for (const { clocks } of law)
      for (const name of promisedClocks) expect(targets[name]).toBeLessThan(clocks[name].limit.length);
  });
});

describe('a profile is refused', () => {
  it.each<[string, string, (profile: Profile) => void]>([
    [
      'that promises longer than the law gives',
      'targetTooLong',
      ({ lanes }) => (lanes[0]!.targets.decision = 11),
    ],
    [
      'that promises a clock nobody knows',
      'malformed',
      ({ lanes }) => Object.assign(lanes[0]!.targets, { rectification: 5 }),
    ],
    ['that ends before it begins', 'endsBeforeItBegins', (profile) => (profile.until = '2018-05-21')],
    [
      'with a lane that ends before it begins',
      'endsBeforeItBegins',
      ({ lanes }) => (lanes[0]!.until = '2018-05-21'),
    ],
    [
      'with a lane that outlasts it',
      'laneOutlastsTheProfile',
      (profile) => {
        profile.until = '2030-01-01';
        profile.lanes[0]!.until = '2030-01-02';
      },
    ],
    [
      'with the order of an emergency and no end',
      'orderWithoutEnd',
      ({ lanes }) => (lanes[0]!.order = { number: '1', on: '2020-02-15' }),
    ],
    [
      'with a mode that the table knows for its applications on no ground',
      'modeNotAllowed',
      ({ lanes }) => (lanes[0]!.modes = [{ mode: 'written', ground: 'forceMajeure' }]),
    ],
    [
      'with a mode on a ground that the table has for some of its applications alone',
      'modeNotAllowed',
      ({ lanes }) => (lanes[0]!.modes = [{ mode: 'remote', ground: 'forceMajeure' }]),
    ],
    [
      'that lets somebody move on a declaration',
      'declarationOfConditions',
      ({ lanes }) => (lanes[0]!.declarations = ['premises']),
    ],
    [
      'that lets somebody renew on a declaration under the criteria of 2023',
      'declarationOfConditions',
      ({ lanes }) => (lanes[0]!.declarations = ['renewal']),
    ],
    [
      'that makes something easier and owes no follow-up',
      'followUpMissing',
      ({ lanes }) => (lanes[0]!.declarations = ['name']),
    ],
    [
      'that owes a verification later than a commitment does',
      'followUpTooLate',
      ({ lanes }) => (lanes[0]!.owes = { followUp: 'verification', within: { unit: 'months', length: 4 } }),
    ],
    ['with two lanes of one name', 'laneNamedTwice', ({ lanes }) => lanes.push(structuredClone(lanes[0]!))],
    ['with a setting nobody knows', 'malformed', ({ settings }) => Object.assign(settings, { anything: 1 })],
    [
      'with a setting out of its bounds',
      'settingOutOfBounds',
      ({ settings }) => (settings.commitmentBanYears = 4),
    ],
    [
      'with a kind of application nobody knows',
      'malformed',
      ({ lanes }) => (lanes[0]!.applies.kinds = ['second' as 'first']),
    ],
    ['with a field nobody knows', 'malformed', ({ lanes }) => (lanes[0]!.applies.fields = ['99' as '00'])],
    [
      'for an edition that never was',
      'malformed',
      (profile) => (profile.editions = ['2022-01-01' as '2015-08-01']),
    ],
    ['with more than a profile has', 'malformed', (profile) => Object.assign(profile, { longer: true })],
  ])('%s', (_, fault, alter) => {
    const profile = altered('liangjiang-expedite', alter);
    const found = faultsOf(profile);
    expect(found).toContain(fault);
    found.forEach((one) => seen.add(one));
    expect(() => soundProfiles([profile], law as unknown as Process[])).toThrow(UnsoundProfile);
  });

  it('with every sentence of what is wrong', () => {
    const profile = altered('liangjiang-expedite', ({ lanes, settings }) => {
      lanes[0]!.targets.decision = 11;
      settings.commitmentBanYears = 9;
    });
    expect(() => soundProfiles([profile], law as unknown as Process[])).toThrow(
      /promises decision in 11 working days; the law of 2021-06-01 gives 10\.\n- The setting commitmentBanYears/u,
    );
  });

  it('that promises a limit which an edition does not have', () => {
    const { certificate: _, ...clocks } = law[0]!.clocks;
    const found = profileFaults(shipped('liangjiang-expedite'), [{ ...law[0]!, clocks }]);
    expect(found).toMatchObject([{ fault: 'clockUnknown', at: ['lanes', 0, 'targets', 'certificate'] }]);
    seen.add(found[0]!.fault);
  });

  it('in each of the ways there are', () => {
    expect([...seen].sort()).toEqual([...profileFaultNames].sort());
  });

  it('when it was relaxed by an order that has an end, unless it owes a follow-up', () => {
    const profile = altered('emergency-2020', ({ lanes }) => (lanes[0]!.owes = null));
    expect(faultsOf(profile)).toEqual(['followUpMissing']);
  });

  it('whenever it promises longer than an edition that it goes with, by however much', () => {
    const lengthening = fc.record({
      id: fc.constantFrom(...shippedProfiles.map(({ id }) => id)),
      lane: fc.nat(5),
      clock: fc.constantFrom(...promisedClocks),
      edition: fc.nat(2),
      by: fc.integer({ min: 1, max: 300 }),
    });
    fc.assert(
      fc.property(lengthening, ({ id, lane, clock: name, edition: chosen, by }) => {
        const profile = shipped(id);
        const day = profile.editions[chosen % profile.editions.length]!;
        const limit = law.find(({ edition: one }) => one === day)!.clocks[name].limit.length;
        profile.lanes[lane % profile.lanes.length]!.targets[name] = Math.min(limit + by, 400);
        expect(faultsOf(profile)).toContain('targetTooLong');
      }),
    );
  });

  it('whenever a setting is outside its bounds, and never within them', () => {
    const numbers = Object.entries(settingsCatalogue).flatMap(([name, { bounds }]) =>
      bounds !== null && 'least' in bounds ? [{ name: name as SettingName, ...bounds }] : [],
    );
    fc.assert(
      fc.property(fc.constantFrom(...numbers), fc.integer({ min: -10, max: 400 }), (setting, value) => {
        const profile = altered('guiyang-2021', ({ settings }) => (settings[setting.name] = value));
        const within = value >= setting.least && value <= setting.most;
        expect(faultsOf(profile)).toEqual(within ? [] : ['settingOutOfBounds']);
      }),
    );
  });

  it('by the longest limit there ever was, where no case can be of its edition', () => {
    const profile = altered('zhejiang-2017', ({ lanes }) => (lanes[0]!.targets.decision = 21));
    expect(profileFaults(profile, []).map(({ fault }) => fault)).toEqual(['targetTooLong']);
  });
});

describe('the ceilings', () => {
  it('are the statutory limits in working days of the editions themselves', () => {
    expect(statutoryLimits(processes)['2023-12-01']).toMatchObject({
      ...{ intake: 5, assessment: 30, decision: 10, certificate: 7 },
    });
    for (const limits of Object.values(statutoryLimits(processes)))
      for (const name of promisedClocks) expect(limits[name]).toBeLessThanOrEqual(longestLimits[name]);
  });

  it('have defaults of all settings within them', () => {
    for (const [name, setting] of Object.entries(settingsCatalogue))
      expect([name, isWithinBounds(name as SettingName, setting.default)]).toEqual([name, true]);
  });
});
