import type { Decided } from '#ledger';
import type { Facts, StepRule } from '#process';
import { Refused } from '#refusals';
import type { Bench } from './bench.js';
import type { StepCommand } from './command.js';
import { decidedText } from './decided-text.js';
import { named } from './step-rules.js';
import type { WorkingCase } from './working-case.js';

/** What is signed: that this person, so signed in, confirmed this text for this step at this revision of the case. */
export function signedStatement(
  command: Pick<StepCommand, 'case' | 'revision' | 'step' | 'person' | 'confirmedText' | 'acr' | 'authTime'>,
): Record<string, string | number> {
  return {
    case: command.case,
    revision: command.revision ?? 0,
    step: command.step,
    person: command.person,
    text: command.confirmedText ?? '',
    acr: command.acr ?? '',
    authTime: command.authTime ?? 0,
  };
}

/** The text of a decision as it stands now, for whoever is about to confirm it. */
export function textOf(
  bench: Pick<Bench, 'parties' | 'names'>,
  working: WorkingCase,
  rule: StepRule,
  brought: { evidence: unknown; facts: Facts },
): { text: string; digest: string } {
  const parties = bench.parties.get(working.institution);
  if (parties === undefined) throw new Error('the parties of a decision were not read');
  const { process, id, currentRevision: revision, number, current, today, movedFrom } = working;
  const { context } = current;
  const { names } = bench;
  return decidedText({
    process,
    rule,
    case: id,
    revision,
    number,
    context,
    movedFrom,
    parties,
    names,
    today,
    ...brought,
  });
}

/**
 * Of a step that is a decision: the text that was confirmed, and what stands of it in the event. Null for any other.
 * Refuses with `text-not-confirmed` where nothing was confirmed, with `text-changed` where it was another text.
 */
export function confirmed(
  bench: Bench,
  working: WorkingCase,
  command: StepCommand,
  rule: StepRule,
  brought: { evidence: unknown; facts: Facts },
): { stands: Decided; text: string } | null {
  if (!rule.stepUp || command.dryRun) return null;
  if (command.confirmedText === null) {
    throw new Refused('text-not-confirmed', { params: named(working.process, null, rule.name) });
  }
  const signature = bench.signatures.get(command);
  // The state it was read in had no such decision: whoever guessed a later revision has not seen what it decides.
  if (signature === undefined) throw new Refused('text-changed');
  const { text, digest } = textOf(bench, working, rule, brought);
  if (digest !== command.confirmedText) throw new Refused('text-changed');
  return {
    stands: { text: digest, acr: command.acr ?? '', authTime: command.authTime ?? 0, signature },
    text,
  };
}
