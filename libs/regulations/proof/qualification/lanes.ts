/** Lanes that an application may take, as the evidence has them: drawn from profiles by the same code, and not written by hand. */
import type { Facts } from '#process';
import { laneFacts, type Application } from '../../profiles/lanes.js';
import type { Lane, Profile } from '../../profiles/profile.js';
import { words } from '../sample.js';
import { daysFrom, type Tried } from './days.js';

const lane = (name: string, change: Partial<Lane>): Lane => ({
  ...{ name, words: words(name, name), tag: 'invented', order: null, until: null },
  ...{ applies: { kinds: null, routes: null, changes: null, fields: null } },
  ...{ targets: {}, modes: [], tolerates: [], declarations: [], owes: null },
  ...change,
});

/** The order of an emergency lasts until today, so that a day later it has ended. */
function profileOf({ edition, today }: Tried, only: Lane, settings: Profile['settings'] = {}): Profile {
  const name = words(only.name, only.name);
  return {
    ...{ id: only.name, title: name, zone: name, authority: name, until: null, editions: [edition] },
    ...{ sources: [{ title: name, on: today, citation: only.name, tag: 'invented' }], from: edition },
    ...{ lanes: [only], settings },
  };
}

/** What a case remembers of its lane, for each of the lanes that the samples know. */
export function lanesOf(tried: Tried) {
  const { edition, today } = tried;
  const facts = (only: Lane | null, settings: Profile['settings'] = {}): Facts => {
    const application: Application = { edition, kind: 'first', route: 'general', changes: [], fields: [] };
    const profiles =
      only === null
        ? []
        : [{ profile: profileOf(tried, only, settings), hash: only.name, from: edition, until: null }];
    return laneFacts(profiles, application, today) as unknown as Facts;
  };
  const emergency = lane('emergency', {
    targets: { intake: 1, assessment: 2, decision: 1, certificate: 1 },
    order: { number: 'order-1', on: today },
    until: today,
    modes: [
      { mode: 'remote', ground: 'forceMajeure' },
      { mode: 'written', ground: 'fewParameters' },
    ],
    tolerates: [{ requirement: 'businessScope', until: 'decision' }],
    owes: { followUp: 'verification', within: { unit: 'months', length: 3 } },
  });
  const [none, inForce] = [facts(null), facts(emergency)];
  return {
    none,
    /** Everything that may be promised, and files accepted with gaps. */
    expedited: facts(
      lane('expedited', {
        targets: { intake: 3, assessment: 20, decision: 5, certificate: 3 },
        tolerates: [
          { requirement: 'businessScope', until: 'decision' },
          { requirement: 'calibration', until: 'assessment' },
        ],
      }),
      { supplementDays: 20 },
    ),
    /** An office that takes late renewals as renewals, and approves those without a change on a declaration. */
    declaring: facts(lane('declaring', { declarations: ['renewal', 'name'] }), { lateRenewal: 'asRenewal' }),
    emergency: inForce,
    /** An order of which the last day is over, and nothing that it made easier. */
    ended: { ...none, lane: { ...(inForce.lane as Facts), until: daysFrom(today, -1) } },
  };
}
