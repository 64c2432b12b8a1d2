/** Whether two processes behave alike: asked the same in the same cases, they answer the same to the byte. */
import canonicalize from 'canonicalize';
import { decide, openFile } from './decide.js';
import { explore } from './prove-explore.js';
import type { FactsByState } from './prove-relevance.js';
import type { Samples } from './prove-types.js';
import type { CaseFile, Decision } from './answers.js';
import type { Given, Process, StepRule } from './types.js';

/** Of cases that a process does not tell apart so many are asked beside the first. */
const likewiseKept = 4;

/** Something that was asked of a process in a case; `file` is null for the opening. */
interface Question {
  file: CaseFile | null;
  step: string;
  given: Given;
}

/**
 * Draws every case that differs from a process, with everything that can be asked there, and compares others with it. Whoever
 * differs anywhere differs first in a case that both reach: so the cases are asked that the one tells apart, and where that
 * shows nothing those that the other does, which may read other facts. Of cases that are not told apart a few are asked. What
 * is compared is who may take what under which provision and with which evidence, where it leads, what it remembers, and
 * what it orders.
 */
export function behavesLike(process: Process, samples: Samples): (other: Process) => boolean {
  const { questions, matters } = questionsOf(process, samples);
  const answers = questions.map((question) => answerOf(process, question));
  const law = lawOf(process);
  return (other) =>
    lawOf(other) === law &&
    questions.every((question, index) => answerOf(other, question) === answers[index]) &&
    questionsOf(other, samples, matters).questions.every(
      (question) => answerOf(other, question) === answerOf(process, question),
    );
}

function questionsOf(
  process: Process,
  samples: Samples,
  known?: FactsByState,
): { questions: Question[]; matters: FactsByState } {
  const { byStep, matters } = explore(process, samples, { likewiseKept, matters: known });
  const questions = [...byStep.values()].flat().flatMap(({ from, name: step, given }): Question[] => {
    if (from === null) return [{ file: null, step, given }];
    const state = from.state.rule.name;
    return [from.context, ...from.likewise].map((context) => ({ file: { state, context }, step, given }));
  });
  return { questions, matters };
}

/** What is said of the opening and of the steps of each state. */
function lawOf({ opening, states, initial }: Process): string {
  const said = ({ name, by, duty, stepUp, decides, on, under, needs, draws, extends: more }: StepRule) => ({
    ...{ name, by, duty, stepUp, decides, on, under, needs, draws, more },
  });
  const steps = states.map(({ name, final, steps: own }) => ({ name, final, steps: own.map(said) }));
  return canonicalize({ opening, initial, steps })!;
}

function answerOf(process: Process, { file, step, given }: Question): string {
  let decision: Decision;
  try {
    decision = file === null ? openFile(process, given) : decide(process, file, step, given);
  } catch (error) {
    return `throws ${(error as Error).name}`;
  }
  if (!decision.taken) return `refused: ${decision.because}`;
  const { state, context, clocks, effects, final } = decision;
  const orders = clocks.map(({ rule: { limit, from, effect, under }, ...order }) => ({
    ...order,
    ...{ limit, from, effect, basis: under },
  }));
  return canonicalize({ state, context, orders, effects, final })!;
}
