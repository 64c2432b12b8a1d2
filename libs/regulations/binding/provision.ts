/** How a binding provision is written down: once the process and its editions, then each provision with what follows. */
import type { BindingProvision, Claim, Day, Provision, ProvisionSource, Words } from '#process';

export const words = (chinese: string, english: string): Words => ({ 'zh-CN': chinese, en: english });

/** What is written of one provision: what it says, and every claim that follows from it. */
type Write = (
  under: Provision | readonly Provision[],
  source: ProvisionSource,
  says: Words,
  ...binds: readonly Claim[]
) => BindingProvision;

/** Writes provisions of a process from an edition on, and where it is given up to another, without that one. */
export const bindingOf =
  (process: string, from: Day, until?: Day): Write =>
  (under, source, says, ...binds) => ({
    under: 'instrument' in under ? [under] : under,
    process,
    editions: until === undefined ? { from } : { from, until },
    says,
    source,
    binds,
  });
