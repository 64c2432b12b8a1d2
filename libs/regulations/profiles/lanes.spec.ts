import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { laneFactsIn } from '../evidence/lane.js';
import type { Look } from '../evidence/rule.js';
import { laneFacts, laneFor, settingsOn, type Application, type ProfileInForce } from './lanes.js';
import { profileHash, type Profile } from './profile.js';
import { usualSettings } from './settings.js';
import { shippedProfiles } from './shipped/index.js';

const inForce = (
  id: string,
  change: Partial<Profile> = {},
  of: Partial<ProfileInForce> = {},
): ProfileInForce => {
  const profile = { ...structuredClone(shippedProfiles.find((one) => one.id === id)!), ...change };
  return { profile, hash: profileHash(profile), from: profile.from, until: null, ...of };
};
const application = (of: Partial<Application> = {}): Application => ({
  ...{ edition: '2023-12-01', kind: 'first', route: 'general', changes: [], fields: ['12'], ...of },
});
const [liangjiang, zhejiang, emergency] = [
  inForce('liangjiang-expedite'),
  inForce('zhejiang-2017'),
  inForce('emergency-2020'),
];
const shanghai = inForce('shanghai-2023');
const laneOf = (profiles: ProfileInForce[], of: Partial<Application>, today = '2025-09-01') => {
  const found = laneFor(profiles, application(of), today);
  return found && `${found.in.profile.id}/${found.lane.name}`;
};

describe('the lane of an application', () => {
  it('is none where no profile is in force, and then nothing is promised, allowed or owed', () => {
    expect(laneFacts([], application(), '2025-09-01')).toEqual({
      ...{ lane: null, promised: null, owes: null, settings: usualSettings },
      allows: { modes: [], grounds: {}, tolerates: [], outstandingUntil: {}, declarations: [] },
    });
  });

  it('is what a case remembers, with the hash of the whole profile', () => {
    expect(laneFacts([liangjiang], application(), '2025-09-01')).toMatchObject({
      lane: {
        ...{
          profile: 'liangjiang-expedite',
          hash: liangjiang.hash,
          lane: 'expedite',
          order: null,
          until: null,
        },
      },
      promised: { intake: 3, assessment: 25, decision: 7, certificate: 5 },
      owes: null,
    });
    expect(inForce('liangjiang-expedite', { remark: { 'zh-CN': '改', en: 'changed' } }).hash).not.toBe(
      liangjiang.hash,
    );
  });

  it('is that of an emergency for the fields of its order alone, until its last day', () => {
    const of = { edition: '2015-08-01', kind: 'extension', fields: ['15', '11'] };
    expect(laneFacts([emergency], application(of), '2020-12-31')).toMatchObject({
      lane: { lane: 'epidemic-extension', order: '十条措施2020-02-15', until: '2020-12-31' },
      promised: { intake: 1, assessment: 2, decision: 1, certificate: 1 },
      allows: {
        modes: ['remote', 'written'],
        grounds: { remote: ['forceMajeure'], written: ['fewParameters'] },
        tolerates: ['calibration'],
        outstandingUntil: { calibration: 'decision' },
      },
      owes: { followUp: 'verification', within: { unit: 'months', length: 3 } },
    });
    for (const [other, today] of [
      [{ ...of, fields: ['15', '12'] }, '2020-12-31'],
      [{ ...of, fields: [] }, '2020-12-31'],
      [{ ...of, edition: '2021-06-01' }, '2020-12-31'],
      [of, '2021-01-01'],
      [of, '2020-02-14'],
    ] as const)
      expect(laneOf([emergency], other, today)).toBeNull();
  });

  it('is that of a declaration where nothing else is changed than may be declared', () => {
    const of = { edition: '2015-08-01', kind: 'change' };
    expect(laneOf([zhejiang], { ...of, changes: ['name', 'signatory'] })).toBe(
      'zhejiang-2017/declared-changes',
    );
    expect(laneOf([zhejiang], { ...of, changes: ['name', 'premises'] })).toBeNull();
    expect(laneOf([zhejiang], { ...of, changes: [] })).toBeNull();
    expect(laneOf([zhejiang], { ...of, kind: 'renewal' })).toBeNull();
  });

  it('is the one that promises the shorter time in all', () => {
    expect(laneOf([shanghai], { kind: 'change', changes: ['standards'] })).toBe('shanghai-2023/standards');
    expect(laneOf([shanghai, liangjiang], {})).toBe('liangjiang-expedite/expedite');
    expect(laneOf([shanghai, liangjiang], { route: 'commitment' })).toBe('shanghai-2023/all-applications');
  });

  it('is the first by name where two promise alike, in whichever order they stand', () => {
    const other = inForce('liangjiang-expedite', { id: 'a-twin' });
    expect(laneOf([liangjiang, other], {})).toBe('a-twin/expedite');
    expect(laneOf([other, liangjiang], {})).toBe('a-twin/expedite');
  });

  it('is of no profile that the office has ended or not yet begun', () => {
    const ended = inForce('liangjiang-expedite', {}, { until: '2025-08-31' });
    const tocome = inForce('liangjiang-expedite', {}, { from: '2025-09-02' });
    expect(laneOf([ended, tocome], {})).toBeNull();
    expect(laneOf([ended], {}, '2025-08-31')).not.toBeNull();
    expect(laneOf([tocome], {}, '2025-09-02')).not.toBeNull();
  });

  it('depends on nothing but profiles, facts and day', () => {
    const all = [liangjiang, zhejiang, emergency, shanghai, inForce('guiyang-2021')];
    const any = fc.record({
      order: fc.shuffledSubarray(all, { minLength: all.length }),
      edition: fc.constantFrom('2015-08-01', '2021-06-01', '2023-12-01'),
      kind: fc.constantFrom('first', 'extension', 'renewal', 'change', 'cancellation'),
      changes: fc.subarray(['name', 'standards', 'premises']),
      fields: fc.subarray(['03', '12', '15']),
    });
    fc.assert(
      fc.property(any, ({ order, ...of }) => {
        const facts = laneFacts(order, application(of), '2020-06-01');
        expect(facts).toEqual(laneFacts(all, application(of), '2020-06-01'));
      }),
    );
  });
});

describe('settings', () => {
  it('are those of the profile that came into force later, and the defaults else', () => {
    const early = inForce('guiyang-2021', { settings: { supplementDays: 20, decisionsAreExtended: true } });
    const late = inForce('shanghai-2023', { settings: { supplementDays: 30 } });
    expect(settingsOn([late, early], '2025-09-01')).toEqual({
      ...usualSettings,
      ...{ supplementDays: 30, decisionsAreExtended: true },
    });
    expect(settingsOn([late, early], '2022-01-01').supplementDays).toBe(20);
  });
});

describe('the facts of a lane', () => {
  it('are drawn from what the case remembers and what the evidence says itself', () => {
    const here = { today: '2025-09-01', edition: '2023-12-01', profiles: [shanghai], limits: {} };
    const look = {
      context: { kind: 'change', route: 'general', changes: ['standards'] },
      resolved: { profile: { here } },
    } as unknown as Look;
    expect(laneFactsIn(look, { fields: ['12'] })).toMatchObject({ lane: { lane: 'standards' } });
    expect(laneFactsIn(look, { changes: ['name'] })).toMatchObject({ lane: { lane: 'all-applications' } });
  });
});
