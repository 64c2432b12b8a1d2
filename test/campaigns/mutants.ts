/** Every edition made wrong in one thing after the other, and who notices; shared among threads. */
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { behavesLike, factsThatMatter, mutantsOf, prove, type Mutant, type Process } from '#process';
import { bindingProvisions, getSamples, processes } from '#regulations';
import { stories } from '../stories/all.js';
import { storiesUnder, tellPurely } from '../stories/tell.js';
import { reasonFor } from './mutants-reasons.js';
import { generator } from './random.js';

interface Load {
  seed: number;
  /** How many of several choices, such as of roles to add, are tried at one place. */
  choices: number;
  /** One of so many mutants is looked at: 1 for all. */
  oneOf: number;
}

export interface Outcome {
  made: number;
  /** Those that answer anything else in any case, or do not even load. */
  changing: number;
  /** Of these: by a proof, by a process that does not load, or by a story. */
  caught: number;
  /** Of these: without the stories. */
  proved: number;
  /** What no proof caught: by process and operator, with the reason where one is known. */
  survivors: string[];
  /** What behaves like the process and is accused all the same: there must be none. */
  accused: string[];
}

/** What one thread looks at: every mutant whose place leaves `first` when it is divided by `step`. */
interface Share extends Load {
  first: number;
  step: number;
}

const none = (): Outcome => ({ made: 0, changing: 0, caught: 0, proved: 0, survivors: [], accused: [] });

/** All of them, by as many threads; `tell` hears of each edition what came of it. */
export async function mutants(load: Load, threads: number, tell: (line: string) => void): Promise<Outcome> {
  const all = none();
  const told = new Map<string, Outcome & { left: number }>();
  await Promise.all(Array.from({ length: threads }, (_, index) => share(index)));
  all.survivors.sort();
  return all;

  function share(index: number): Promise<void> {
    const step = threads * load.oneOf;
    const workerData = { ...load, first: index * load.oneOf, step } satisfies Share;
    return new Promise((done, failed) => {
      const thread = new Worker(new URL(import.meta.url), { workerData });
      thread.on('message', ({ of, ...part }: Outcome & { of: string }) => {
        const known = told.get(of) ?? { ...none(), left: threads };
        told.set(of, known);
        add(all, part);
        add(known, part);
        known.left -= 1;
        if (known.left === 0) tell(`${of}: ${inWords(known)}`);
      });
      thread.once('error', failed);
      thread.once('exit', (code) => (code === 0 ? done() : failed(new Error(`a thread ended with ${code}`))));
    });
  }
}

/** The figures of the last line. */
export const inWords = ({ made, changing, caught, proved }: Outcome): string =>
  `${made} made, ${changing} change behaviour, ${caught} caught, ${proved} by prove alone`;

function add(to: Outcome, { made, changing, caught, proved, survivors, accused }: Outcome): void {
  to.made += made;
  to.changing += changing;
  to.caught += caught;
  to.proved += proved;
  to.survivors.push(...survivors);
  to.accused.push(...accused);
}

/** Findings that a process may have which behaves like one that has none. */
const harmless = new Set(['branchNotTaken']);

/** The mutants of one edition that are this share's. */
function ofEdition(process: Process, { seed, choices, first, step }: Share): Outcome {
  // One that counts without end is broken off soon.
  const samples = { ...getSamples(process), most: 5_000 };
  const held = { samples, provisions: bindingProvisions };
  const matters = factsThatMatter(process, held);
  const alike = behavesLike(process, samples);
  const told = storiesUnder(process, stories);
  const storiesFail = (other: Process): boolean => {
    const instead = processes.map((one) => (one === process ? other : one));
    return told.some((story) => tellPurely(story, instead) !== null);
  };
  const outcome = none();
  let place = -1;
  for (const mutant of mutantsOf(process, samples, { random: generator(seed), choices })) {
    place += 1;
    if (place % step !== first) continue;
    outcome.made += 1;
    const other = mutant.process();
    const findings = other === null ? [] : prove(other, { ...held, matters }).findings;
    const accused = findings.some(({ code }) => !harmless.has(code));
    // Whoever behaves alike is accused of nothing; that is looked at now and then, for it takes longer than the proof.
    const looksTwice = accused && place % 40 === first;
    if (other !== null && (!accused || looksTwice) && alike(other)) {
      if (accused) outcome.accused.push(lineOf(process, mutant, findings[0]!.sentence.en));
      continue;
    }
    outcome.changing += 1;
    const proved = other === null || findings.length > 0;
    const noticed = !proved && storiesFail(other);
    if (proved) outcome.proved += 1;
    if (proved || noticed) outcome.caught += 1;
    if (!proved)
      outcome.survivors.push(lineOf(process, mutant, noticed ? 'caught by a story alone' : 'not caught'));
  }
  return outcome;
}

function lineOf({ id, edition }: Process, mutant: Mutant, by: string): string {
  const { operator, site, what } = mutant;
  const reason = reasonFor(id, mutant) ?? 'no reason is known';
  return `${by}: ${id} ${edition} ${operator} ${site}: ${what} (${reason})`;
}

if (!isMainThread)
  for (const process of processes)
    parentPort!.postMessage({
      of: `${process.id} ${process.edition}`,
      ...ofEdition(process, workerData as Share),
    });
