/** What an administrator proposes to put in force, or to end, of profiles of the office, and what the second confirms. */
import { z } from 'zod';
import { faultsAgainst, faultsOfRules, type ProfileFaultName } from '../profiles/faults.js';
import { profileHash, profileSchema, rulesOf, type ProfileRules } from '../profiles/profile.js';
import { shippedProfiles } from '../profiles/shipped/index.js';
import { confirmed, day, says } from './fields.js';
import { profileHere } from './lane.js';
import { actorHere, actorOf, found, type ResolvedProfiles } from './office-facts.js';
import { digestOf, evidenceRule, type Look } from './rule.js';

const readers = { by: 'parties' } as const;

const name = () =>
  z
    .string()
    .max(40)
    .regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/);
const stretch = {
  from: day().describe('First day for this office; not one that has passed when it is confirmed.'),
  until: day().nullable().describe('Last day for this office; null for none but the profile’s own.'),
};

const ownProfile = profileSchema.superRefine((profile, context) => {
  // By the limits that hold for every edition; those of each are looked at where it is proposed and confirmed.
  for (const fault of faultsAgainst(profile, {}))
    context.addIssue({ code: 'custom', path: fault.at, message: says(fault['zh-CN'], fault.en) });
});

const change = z.discriminatedUnion('what', [
  z
    .strictObject({ what: z.literal('shipped'), profile: name(), ...stretch })
    .describe('A profile that comes with the release, by its id.'),
  z
    .strictObject({ what: z.literal('own'), profile: ownProfile, ...stretch })
    .describe('A profile of the authority’s own, whole.'),
  z
    .strictObject({ what: z.literal('end'), profile: name(), on: day().describe('Its last day.') })
    .describe('The end of one in force.'),
]);

/**
 * A change of the profiles in force, as the memory of its case has it and as its digest is drawn from. The words of a profile
 * stay with the evidence; its hash covers them.
 */
export type ProfileChange =
  | { what: 'enter'; profile: ProfileRules; hash: string; from: string; until: string | null }
  | { what: 'end'; profile: string; on: string };

/** Null where no profile of this name comes with the release. */
function changeIn(brought: z.infer<typeof change>): ProfileChange | null {
  if (brought.what === 'end') return brought;
  const { from, until } = brought;
  const profile =
    brought.what === 'own' ? brought.profile : shippedProfiles.find(({ id }) => id === brought.profile);
  if (profile === undefined) return null;
  return { what: 'enter', profile: rulesOf(profile), hash: profileHash(profile), from, until };
}

/** What stands in the way of a change: faults of the profile itself, and what does not fit what is in force. */
export type ProfileChangeFault =
  ProfileFaultName | 'notShipped' | 'alreadyInForce' | 'notInForce' | 'beginsInThePast' | 'endsInThePast';

/** By the profiles in force and the limits of the law; each once, in no particular order. */
export function profileChangeFaults(
  change: ProfileChange | null,
  { today, profiles, limits }: Pick<ResolvedProfiles, 'today' | 'profiles' | 'limits'>,
): ProfileChangeFault[] {
  if (change === null) return ['notShipped'];
  if (change.what === 'end') {
    const inForce = profiles.find(({ profile }) => profile.id === change.profile);
    if (inForce === undefined) return ['notInForce'];
    const later = inForce.until !== null && change.on >= inForce.until;
    return [
      ...(later ? ['notInForce' as const] : []),
      ...(change.on < today ? ['endsInThePast' as const] : []),
    ];
  }
  const { profile, from, until } = change;
  const faults: ProfileChangeFault[] = faultsOfRules(profile, limits).map(({ fault }) => fault);
  if (profiles.some((one) => one.profile.id === profile.id)) faults.push('alreadyInForce');
  if (from < today) faults.push('beginsInThePast');
  if (until !== null && until < from) faults.push('endsBeforeItBegins');
  if (profile.until !== null && profile.until < from) faults.push('endsBeforeItBegins');
  return [...new Set(faults)];
}

function judged(change: ProfileChange | null, look: Look) {
  return {
    by: actorOf(look).person,
    faults: profileChangeFaults(change, found('profile', profileHere.id, look)),
  };
}

export const profileChangeProposal = evidenceRule('profileChangeProposal', {
  words: { 'zh-CN': '通道方案变更的提议', en: 'proposal to change the profiles in force' },
  description:
    'A profile to be put in force, one that comes with the release or one of the authority’s own, or the end of one in force. ' +
    'Another administrator has to confirm it; applications that are submitted from then on go by it.',
  readers,
  schema: z.strictObject({ change }),
  examples: [
    { change: { what: 'shipped', profile: 'liangjiang-expedite', from: '2026-01-05', until: null } },
    {
      change: {
        ...{ what: 'own', from: '2026-01-05', until: '2026-12-31' },
        profile: { ...structuredClone(shippedProfiles[4]!), settings: { supplementDays: 20 } },
      },
    },
    { change: { what: 'end', profile: 'liangjiang-expedite', on: '2026-06-30' } },
  ],
  references: () => [actorHere, profileHere],
  facts: (brought, look) => {
    const change = changeIn(brought.change);
    const whole = change?.what === 'enter' ? change.profile : null;
    return {
      ...judged(change, look),
      change: change,
      digest: change === null ? null : digestOf(change),
      lanes: whole && whole.lanes.length,
      settings: whole && Object.keys(whole.settings).length,
    };
  },
});

export const profileChangeConfirmation = evidenceRule('profileChangeConfirmation', {
  words: { 'zh-CN': '通道方案变更的复核', en: 'confirmation of a change of the profiles in force' },
  description: 'The second administrator names the digest of what was proposed: both have seen the same.',
  readers,
  schema: z.strictObject({
    digest: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .describe('SHA-256 of the change (RFC 8785), as the facts of the case have it.'),
    checked: confirmed(
      'It has been checked against its sources, and which applications it is for has been seen.',
    ),
  }),
  examples: [{ digest: '0'.repeat(64), checked: true }],
  references: () => [actorHere, profileHere],
  facts: ({ digest }, look) => ({
    ...judged((look.context.change ?? null) as ProfileChange | null, look),
    digest,
  }),
});
