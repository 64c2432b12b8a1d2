/** Whether every edition of every process does what binds it. */
import { prove, type Process, type Proof, type Samples } from '#process';
import { bindingProvisions } from '../binding/index.js';
import { processes } from '../editions.js';
import { certificateSamples } from './certificate.js';
import { commitmentVerificationSamples } from './commitment-verification.js';
import { emergencyListingSamples } from './emergency-listing.js';
import { invitationSamples, representationSamples } from './acting-for.js';
import * as office from './office.js';
import { profileChangeSamples } from './office-profiles.js';
import { qualificationSamples } from './qualification/index.js';

/** With what each edition is tried, as `<process>-<edition>`. */
const samples: Readonly<Record<string, Samples>> = {
  ...qualificationSamples,
  ...certificateSamples,
  ...commitmentVerificationSamples,
  ...emergencyListingSamples,
  'roleGrant-2021-06-01': office.roleGrantSamples,
  'representation-2021-06-01': representationSamples,
  'invitation-2021-06-01': invitationSamples,
  'absence-2021-06-01': office.absenceSamples,
  'interest-2021-06-01': office.interestSamples,
  'suspension-2021-06-01': office.suspensionSamples,
  'calendarChange-2021-06-01': office.calendarChangeSamples,
  'profileChange-2021-06-01': profileChangeSamples,
};

/** With what an edition is tried. Throws where nobody has written it down: then nothing is proved of that edition. */
export function getSamples({ id, edition }: Pick<Process, 'id' | 'edition'>): Samples {
  const name = `${id}-${edition}`;
  const found = Object.hasOwn(samples, name) ? samples[name] : undefined;
  if (found === undefined) throw new Error(`there are no samples by which ${id} of ${edition} can be proved`);
  return found;
}

/** One edition, held to the provisions that bind it. */
export const proveEdition = (process: Process): Proof =>
  prove(process, { samples: getSamples(process), provisions: bindingProvisions });

/** Every edition of every process. */
export const proveAll = (): Proof[] => processes.map(proveEdition);

/** Processes of which something was found: nothing may be decided by them. */
export class NotProved extends Error {
  constructor(readonly proofs: readonly Proof[]) {
    const sentences = proofs.flatMap(({ process, edition, findings }) =>
      findings.map(({ sentence, path }) => {
        const way = path === null ? '' : `\n    ${path.en}`;
        return `  ${process} of ${edition}: ${sentence.en}${way}`;
      }),
    );
    super(`The processes do not do what binds them:\n${sentences.join('\n')}`);
    this.name = 'NotProved';
  }
}

/** Proves everything, once in the life of a program. Throws `NotProved`. */
export function requireProof(): void {
  if (proved) return;
  const broken = proveAll().filter(({ findings }) => findings.length > 0);
  if (broken.length > 0) throw new NotProved(broken);
  proved = true;
}
let proved = false;
