import type {
  FailedGuard,
  Instrument,
  NotTaken,
  Process,
  Provision,
  StateRule,
  StepChoice,
  StepRule,
  Words,
} from '#process';
import { Refused, type Language, type RefusalCode } from '#refusals';
import { instruments } from '#regulations';
import type { Reason, StepUp } from './authority-rules.js';
import type { Command } from './command.js';

/** The rule of a step in a state. Refuses a name no state knows (404) and a step that is not possible now (409). */
export function ruleFor(process: Process, state: string, name: string): StepRule {
  const rule = stateOf(process, state).steps.find((candidate) => candidate.name === name);
  if (rule !== undefined) return rule;
  if (!process.states.some(({ steps }) => steps.some((candidate) => candidate.name === name))) {
    throw new Refused('unknown-step', { params: { step: name.slice(0, 80) } });
  }
  throw stepNotPossible(process, state, name);
}

/** Guards that do not hold, as reasons; where a guard rests on no provision of its own, the step's is told. */
export const reasonsOf = (failed: readonly FailedGuard[], step: Provision): Reason[] =>
  failed.map(({ guard, otherwise, remedy, under }) => ({
    code: guard,
    sentence: otherwise,
    remedy,
    under: under ?? step,
  }));

/** Everything that is known to stand in the way of a step before there is any evidence. Empty: it may be taken. */
export const whyNot = (obstacles: readonly Reason[], choice: StepChoice): Reason[] => [
  ...obstacles,
  ...reasonsOf(choice.reasons, choice.under),
];

/** A reason with the title of what it rests on. */
export interface ReasonView extends Omit<Reason, 'under'> {
  under: Provision & { title: Words };
}

export function reasonView({ catalogue }: Process, reason: Reason): ReasonView {
  // The rules of authority rest on the office's own instruments, whatever law the process is written in.
  const known: Record<string, Instrument> = { ...instruments, ...catalogue.instruments };
  const { title } = known[reason.under.instrument]!;
  return { ...reason, under: { ...reason.under, title } };
}

/** Who takes a step, by role. */
export const takers = (process: Process, by: readonly string[]) =>
  by.map((role) => ({ role, words: process.catalogue.roles[role]!.words }));

/** Why `decide` did not take a step, as a refusal with every reason. */
export function refusalOf(process: Process, state: string, rule: StepRule, refusal: NotTaken): Refused {
  if (refusal.because !== 'guards') return stepNotPossible(process, state, rule.name);
  const reasons = reasonsOf(refusal.reasons, rule.under);
  return new Refused('guard-refused', {
    params: { ...named(process, state, rule.name), ...told('reason', reasons) },
    members: {
      reasons: reasons.map((reason) => reasonView(process, reason)),
      who: takers(process, rule.by),
      possible: refusal.possible,
    },
  });
}

function stepNotPossible(process: Process, state: string, name: string): Refused {
  const possible = stateOf(process, state).steps.map((candidate) => candidate.name);
  return new Refused('step-not-possible', {
    params: named(process, state, name),
    members: { state, step: name, possible },
  });
}

/**
 * The refusal of a step to somebody whom the rules keep from it, with every reason that is known. Where nothing is
 * missing but a fresh and strong sign-in it is 401, by which a client knows to ask for one (RFC 9470).
 */
export function notPermitted(
  process: Process,
  rule: Pick<StepRule, 'name' | 'by'>,
  obstacles: readonly Reason[],
  reasons: readonly Reason[],
  stepUp: StepUp,
): Refused {
  const onlySignIn = obstacles.every(({ code }) => code === 'theSignInIsFreshAndStrong');
  const code: RefusalCode = onlySignIn ? 'stronger-sign-in-needed' : 'not-permitted';
  return new Refused(code, {
    params: { ...named(process, null, rule.name), ...told('why', obstacles) },
    members: {
      step: rule.name,
      reasons: reasons.map((reason) => reasonView(process, reason)),
      who: takers(process, rule.by),
      ...(onlySignIn ? { acrValues: stepUp.acr, maxAge: stepUp.maxAge } : {}),
    },
  });
}

/** Sentences of reasons as one, for the parameter of a refusal's sentence. */
function told(parameter: string, reasons: readonly Reason[]): Record<string, string> {
  const words = (language: Language): string =>
    [...new Set(reasons.map(({ sentence }) => sentence[language]))].join(language === 'en' ? ' ' : '');
  return { [parameter]: words('en'), [`${parameter}:zh-CN`]: words('zh-CN') };
}

/** A state and a step by the words a reader knows them by, in both languages. */
export function named(process: Process, state: string | null, step: string): Record<string, string> {
  const { states, steps } = process.labels;
  const at = state === null ? undefined : states[state];
  return {
    step: steps[step]?.en ?? step,
    'step:zh-CN': steps[step]?.['zh-CN'] ?? step,
    ...(at === undefined ? {} : { state: at.en, 'state:zh-CN': at['zh-CN'] }),
  };
}

/** The answer where there is no case to judge. */
export function absent(command: Command): Refused {
  if (command.kind !== 'open') return new Refused('not-found');
  return new Refused('unknown-process', { params: { process: command.process.slice(0, 80) } });
}

/** The rules of one state. Throws where the process does not have it. */
export function stateOf(process: Process, state: string): StateRule {
  const rule = process.states.find(({ name }) => name === state);
  if (rule === undefined) throw new Error(`process ${process.id} has no state "${state}"`);
  return rule;
}
