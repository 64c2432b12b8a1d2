import type { NotTaken, Process, StateRule, StepRule } from '#process';
import { Refused, type Language } from '#refusals';
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

/** Why `decide` did not take a step, as a refusal with every reason. */
export function refusalOf(process: Process, state: string, name: string, refusal: NotTaken): Refused {
  if (refusal.because !== 'guards') return stepNotPossible(process, state, name);
  const words = (language: Language): string =>
    [...new Set(refusal.reasons.map(({ otherwise }) => otherwise[language]))].join(
      language === 'en' ? ' ' : '',
    );
  return new Refused('guard-refused', {
    params: { ...named(process, state, name), reason: words('en'), 'reason:zh-CN': words('zh-CN') },
    members: { reasons: refusal.reasons, possible: refusal.possible },
  });
}

function stepNotPossible(process: Process, state: string, name: string): Refused {
  const possible = stateOf(process, state).steps.map((candidate) => candidate.name);
  return new Refused('step-not-possible', {
    params: named(process, state, name),
    members: { state, step: name, possible },
  });
}

/** The refusal of a step to somebody who holds none of the roles that take it. */
export function notPermitted(process: Process, name: string, by: readonly string[]): Refused {
  const words = (language: Language): string =>
    by
      .map((role) => process.catalogue.roles[role]?.words[language] ?? role)
      .join(language === 'en' ? ', ' : '、');
  return new Refused('not-permitted', {
    params: { ...named(process, null, name), roles: words('en'), 'roles:zh-CN': words('zh-CN') },
    members: { step: name, by },
  });
}

/** A state and a step by the words a reader knows them by, in both languages. */
function named(process: Process, state: string | null, step: string): Record<string, string> {
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
