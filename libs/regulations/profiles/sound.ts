/** Profiles that are loaded: sound, or not at all. */
import type { Process } from '#process';
import { profileFaults, UnsoundProfile } from './faults.js';
import { profileSchema, type Profile } from './profile.js';

/** The same profiles, parsed and found sound against these processes. Throws `UnsoundProfile` for the first that is not. */
export function soundProfiles(given: readonly unknown[], processes: readonly Process[]): readonly Profile[] {
  return given.map((one) => {
    const faults = profileFaults(one, processes);
    const { id } = (one ?? {}) as { id?: unknown };
    if (faults.length > 0) throw new UnsoundProfile(typeof id === 'string' ? id : '', faults);
    return profileSchema.parse(one);
  });
}
