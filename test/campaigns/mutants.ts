import { readFileSync } from 'node:fs';
import {
  behavesLike,
  decide,
  mutantsOf,
  openFile,
  prove,
  type CaseFile,
  type Decision,
  type Given,
  type Mutant,
  type Process,
} from '#process';
import { bindingProvisions, getSamples, processes } from '#regulations';
import { reasonFor } from './mutants-reasons.js';
import { generator } from './random.js';

/** Of a process: whether its stories, told of another in its place, come out differently. */
type StoriesFail = (mutant: Process) => boolean;

interface Load {
  seed: number;
  /** How many of several choices, such as of roles to add, are tried at one place. */
  choices: number;
}

interface Outcome {
  made: number;
  /** Those that answer anything else in any case, or do not even load. */
  changing: number;
  /** Of these: by a proof, by a process that does not load, or by a story. */
  caught: number;
  /** Of these: without the stories. */
  proved: number;
  /** What was not caught, by process and operator, with the reason where one is known. */
  survivors: string[];
}

/** Makes every edition wrong in one thing after the other, and counts who notices. */
export function mutants({ seed, choices }: Load): Outcome {
  const random = generator(seed);
  const outcome: Outcome = { made: 0, changing: 0, caught: 0, proved: 0, survivors: [] };
  for (const process of processes) {
    const samples = getSamples(process);
    const alike = behavesLike(process, samples);
    const storiesFail = storiesOf(process);
    const survived: { mutant: Mutant; by: string }[] = [];
    for (const mutant of mutantsOf(process, samples, { random, choices })) {
      outcome.made += 1;
      const other = mutant.process;
      if (other !== null && alike(other)) continue;
      outcome.changing += 1;
      const proved =
        other === null || prove(other, { samples, provisions: bindingProvisions }).findings.length > 0;
      const told = other !== null && !proved && storiesFail(other);
      if (proved) outcome.proved += 1;
      if (proved || told) outcome.caught += 1;
      if (!proved) survived.push({ mutant, by: told ? 'caught by a story alone' : 'not caught' });
    }
    outcome.survivors.push(...survived.map(({ mutant, by }) => lineOf(process, mutant, by)));
  }
  return outcome;
}

function lineOf({ id, edition }: Process, mutant: Mutant, by: string): string {
  const { operator, site, what } = mutant;
  return `${by}: ${id} ${edition} ${operator} ${site}: ${what} (${reasonFor(id, mutant) ?? 'no reason is known'})`;
}

/** The stories of an edition: the recorded histories, which must give the same files and orders. */
function storiesOf(process: Process): StoriesFail {
  const histories = recorded(process);
  const told = histories.map((history) => tell(process, history));
  return (mutant) => histories.some((history, index) => tell(mutant, history) !== told[index]);
}

function tell(process: Process, history: readonly { step: string; given: Given }[]): string {
  let file: CaseFile | null = null;
  const lines: string[] = [];
  try {
    for (const { step, given } of history) {
      const decision: Decision =
        file === null ? openFile(process, given) : decide(process, file, step, given);
      if (!decision.taken) return `${step} is refused`;
      file = { state: decision.state, context: decision.context };
      const orders = decision.clocks.map(({ clock, order, on, anchor }) => ({ clock, order, on, anchor }));
      lines.push(JSON.stringify([file, orders, decision.effects]));
    }
  } catch (error) {
    return String(error);
  }
  return lines.join('\n');
}

function recorded({ id, edition }: Process): { step: string; given: Given }[][] {
  if (id !== 'qualification') return [];
  // Beside the sources, wherever the program was built to.
  const file = `libs/regulations/${id}/${edition}.histories.json`;
  const read = JSON.parse(readFileSync(file, 'utf8')) as { history: { step: string; given: Given }[] }[];
  return read.map(({ history }) => history);
}
