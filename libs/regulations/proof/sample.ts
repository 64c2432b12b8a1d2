/** How samples are written: what sets one apart, and its facts. */
import type { Facts, Sample, Words } from '#process';

export const words = (chinese: string, english: string): Words => ({ 'zh-CN': chinese, en: english });

export const sample = (chinese: string, english: string, evidence: Facts, world: Facts = {}): Sample => ({
  says: words(chinese, english),
  evidence,
  world,
});

/** One sound kind of evidence, of which each sample changes something. */
export const variantsOf =
  (sound: Facts, world: Facts = {}) =>
  (chinese: string, english: string, change: Facts = {}): Sample =>
    sample(chinese, english, { ...sound, ...change }, world);

/** Samples that answer so many points; made once for each number. */
export function byCount(make: (count: number) => Sample[]): (count: number) => Sample[] {
  const made = new Map<number, Sample[]>();
  return (count) => {
    const samples = made.get(count) ?? make(count);
    made.set(count, samples);
    return samples;
  };
}
