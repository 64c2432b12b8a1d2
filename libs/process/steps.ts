import { failedParts, plainGiven, stateOf } from './decide.js';
import { frozenCopy } from './facts.js';
import { holds } from './machine.js';
import { readingOf } from './process.js';
import type { CaseFile, StepChoice } from './answers.js';
import type { Given, Guard, Process } from './types.js';

/**
 * Every step of the file's state, in the order of the process file, with what can be said before there is any evidence: only
 * guards that read the file are asked, and of others those parts that read it alone; and where `given` says who brings it
 * (`evidence.by`), those that read no more of it than that. Steps of the clock are listed too. Throws `ForeignFile`.
 */
export function stepsFrom(process: Process, file: CaseFile, given: Given): StepChoice[] {
  const { rule: state } = stateOf(process, readingOf(process), file);
  const { guards } = process.catalogue;
  const context = frozenCopy(file.context);
  const facts = plainGiven(given);
  const failed = new Map<string, boolean>();
  const isKnown = (name: string): boolean => {
    const reads = guards[name]?.reads;
    return reads === 'file' || (reads === 'actor' && facts.evidence.by !== undefined);
  };
  /** The guard as far as it can be asked now: itself, or those of its parts that read no evidence. */
  const askable = (name: string): Guard | undefined => {
    const guard = guards[name];
    if (guard === undefined || isKnown(name)) return guard;
    const ofTheFile = Object.entries(guard.parts ?? {}).filter(([, { reads }]) => reads === 'file');
    if (ofTheFile.length === 0) return undefined;
    const parts = Object.fromEntries(ofTheFile);
    return {
      ...guard,
      reads: 'file',
      parts,
      holds: (...asked) => Object.values(parts).every((part) => part.holds(...asked)),
    };
  };
  const fails = (name: string): boolean => {
    const guard = askable(name);
    if (guard === undefined) return false;
    const known = failed.get(name) ?? !holds(guard, context, facts);
    failed.set(name, known);
    return known;
  };
  return state.steps.map((step) => {
    const left = step.branches.filter((branch) => !branch.guards.some(fails));
    const open = left.length > 0;
    const against = new Set(open ? [] : step.branches.flatMap((branch) => branch.guards.filter(fails)));
    // Where a branch asks nothing of the evidence, the evidence only chooses the way and has nothing to show.
    const free = left.some((branch) => branch.guards.every(isKnown));
    const asked = new Set(
      (free ? [] : left)
        .flatMap((branch) => branch.guards)
        .filter((name) => Object.hasOwn(guards, name) && !isKnown(name)),
    );
    return {
      ...step,
      open,
      reasons: [...against].flatMap((guard) => failedParts(guard, askable(guard)!, context, facts)),
      conditions: [...asked].map((guard) => ({ guard, says: guards[guard]!.says })),
    };
  });
}
