/** Reading the profiles of an office: those in force, those that come with the release, and what the settings are. */
import type { Day } from '#calendar';
import { inTransaction, type Database, type Transaction } from '#database';
import { getActor } from '#identity';
import { openDisclosure } from '#ledger';
import {
  profileHash,
  profiles as shipped,
  profileSchema,
  settingsCatalogue,
  settingsOn,
  type EvidenceName,
  type Profile,
  type SettingName,
} from '#regulations';
import type { Caller } from './caller.js';
import { loadProfiles, type EnteredProfile } from './profiles.js';

export interface ProfileView {
  profile: Profile;
  /** SHA-256 of it, as cases remember it. */
  hash: string;
  /** Whether it comes with the release as it stands here. */
  shipped: boolean;
  /** Null where it is not in force, nor entered for a day to come. */
  inForce: { from: Day; until: Day | null; case: string } | null;
}

export interface SettingView {
  name: SettingName;
  value: number | boolean | string | null;
  /** The profile that sets it; null where it is the default. */
  setBy: string | null;
}

export interface ProfilesView {
  today: Day;
  profiles: ProfileView[];
  settings: (SettingView & (typeof settingsCatalogue)[SettingName])[];
}

export class ProfileViews {
  constructor(private readonly database: Database) {}

  /** Profiles in force or entered for later, then the shipped ones that are neither. For everybody who is signed in. */
  async list(caller: Caller): Promise<ProfilesView> {
    return inTransaction(this.database, caller.tenant, async (tx) => {
      await getActor(tx, caller.person, caller.method);
      const { today, profiles } = await loadProfiles(tx);
      const entered = await Promise.all(profiles.map((one) => enteredView(tx, one)));
      const others = shipped.filter((profile) => !entered.some(({ hash }) => hash === profileHash(profile)));
      return {
        today,
        profiles: [
          ...entered,
          ...others.map((profile) => ({
            ...{ profile, hash: profileHash(profile), shipped: true, inForce: null },
          })),
        ],
        settings: settingsView(profiles, today),
      };
    });
  }
}

async function enteredView(tx: Transaction, entered: EnteredProfile): Promise<ProfileView> {
  const { hash, from, until, case: id } = entered;
  const own = shipped.find((profile) => profileHash(profile) === hash);
  return {
    ...{ profile: own ?? (await proposedIn(tx, id)), hash, shipped: own !== undefined },
    inForce: { from, until, case: id },
  };
}

const proposal: EvidenceName = 'profileChangeProposal';

/** The words of a profile of the office's own: they lie with the evidence of its proposal. */
async function proposedIn(tx: Transaction, id: string): Promise<Profile> {
  const [row] = await tx.query<{ disclosure: string }>(
    `select disclosure from evidence where tenant = $1 and case_id = $2 and name = $3
     order by seq desc limit 1`,
    [tx.tenant, id, proposal],
  );
  const { value } = openDisclosure(row!.disclosure) as { value: { change: { profile: unknown } } };
  return profileSchema.parse(value.change.profile);
}

function settingsView(profiles: readonly EnteredProfile[], today: Day): ProfilesView['settings'] {
  const settings = settingsOn(profiles, today);
  return (Object.keys(settingsCatalogue) as SettingName[]).map((name) => {
    const setting = settingsCatalogue[name];
    const others = profiles.filter(({ profile }) => profile.settings[name] === settings[name]);
    const setBy = settings[name] === setting.default ? null : (others.at(-1)?.profile.id ?? null);
    return { name, ...setting, value: settings[name], setBy };
  });
}
