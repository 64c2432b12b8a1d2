/**
 * Whether a process does what the law says, and nothing else: it is explored whole, held to what must hold of every
 * process, and to the provisions that bind it. The provisions are written from the law and not from the process, so that
 * nothing is proved by citing only what was written.
 */
import { citeProvision } from './cite.js';
import { brokenByEffect, brokenByRoute, brokenByState, type Broken } from './prove-claims.js';
import { brokenByClock } from './prove-clock-claims.js';
import { factsIn } from './prove-conditions.js';
import { explore, type Exploration } from './prove-explore.js';
import type { AskedOf, FactsByState } from './prove-relevance.js';
import { both, clockWords, inBoth, stateWords, stepWords } from './prove-paths.js';
import { brokenBySaying, brokenByStep, brokenByWriting } from './prove-step-claims.js';
import { clocksAgainstTheAuthority, universalFindings } from './prove-universal.js';
import type { BindingProvision, Claim, Condition, Proof, ProofFinding, Samples } from './prove-types.js';
import type { Process, Provision, Words } from './types.js';

/** What a process is held to. */
export interface HeldTo {
  samples: Samples;
  provisions: readonly BindingProvision[];
  /** As `factsThatMatter` answers for a process that is nearly the same: it saves time, and finds no less. */
  matters?: FactsByState;
}

const explored = (
  process: Process,
  samples: Samples,
  own: readonly BindingProvision[],
  matters?: FactsByState,
): Exploration => explore(process, samples, { askedOf: factsOf(own), matters });

/** On which facts something depends in each state of a process that is held to these provisions. */
export function factsThatMatter(process: Process, { samples, provisions }: HeldTo): FactsByState {
  const own = provisions.filter((one) => binds(one, process));
  return explored(process, samples, own).matters;
}

/** Proves one edition. `provisions` may bind other processes and editions as well; those are passed over. */
export function prove(process: Process, { samples, provisions, matters }: HeldTo): Proof {
  const own = provisions.filter((one) => binds(one, process));
  const found = explored(process, samples, own, matters);
  const findings = [
    ...universalFindings(found),
    ...clocksAgainstTheAuthority(found, (clock, state) =>
      own.some(({ binds: claims }) =>
        claims.some((claim) => 'clock' in claim && claim.clock === clock && claim.runs.includes(state)),
      ),
    ),
    ...withoutProvision(process, own),
  ];
  let held = 0;
  const spokenOf = factsOf(own, 'after');
  for (const provision of own) {
    const broken = brokenOf(found, provision, spokenOf);
    if (broken.length === 0) held += 1;
    findings.push(...broken);
  }
  return {
    process: process.id,
    edition: process.edition,
    nodes: found.nodes.length,
    ways: found.ways.length,
    asked: [...found.byStep.values()].reduce((sum, asked) => sum + asked.length, 0),
    provisions: own.length,
    held,
    findings,
  };
}

/** Whether a provision binds this edition of this process. */
export const binds = (
  { process: id, editions: { from, until } }: BindingProvision,
  { id: own, edition }: Pick<Process, 'id' | 'edition'>,
): boolean => id === own && from <= edition && (until === undefined || edition < until);

/**
 * The facts of the memory of which the provisions ask, by where they do: cases that differ in them are told apart there. `side`
 * are those after a step alone.
 */
export function factsOf(provisions: readonly BindingProvision[], side?: 'after'): AskedOf {
  const asked = {
    steps: new Map<string, Set<string>>(),
    states: new Map<string, Set<string>>(),
    routes: new Map<string, Set<string>>(),
  };
  const visit = (value: unknown, about: keyof typeof asked, names: readonly string[]): void => {
    if (value === null || typeof value !== 'object') return;
    if ('of' in value && 'fact' in value) {
      for (const { of, fact } of factsIn(value as Condition)) {
        if (side === undefined ? of !== 'before' && of !== 'after' : of !== side) continue;
        for (const name of names) {
          const known = asked[about].get(name) ?? new Set<string>();
          asked[about].set(name, known.add(fact.split('.')[0]!));
        }
      }
      return;
    }
    const step = 'step' in value && typeof value.step === 'string' ? value.step : null;
    for (const inner of Object.values(value))
      if (step === null) visit(inner, about, names);
      else visit(inner, 'steps', [step]);
  };
  for (const claim of provisions.flatMap(({ binds: claims }) => claims))
    if ('clock' in claim) visit(claim, 'states', [...claim.runs, ...(claim.pauses ?? [])]);
    else if ('route' in claim) visit(claim, 'routes', [claim.route]);
    else visit(claim, 'steps', ['opening' in claim ? 'open' : '']);
  return asked;
}

function brokenOf(found: Exploration, provision: BindingProvision, spokenOf: AskedOf): ProofFinding[] {
  const { process } = found;
  const broken = [
    ...provision.binds.flatMap((claim) => brokenByClaim(found, claim, spokenOf)),
    ...practiceSaidSo(process, provision),
  ];
  if (provision.binds.length === 0)
    broken.push({
      code: 'provisionWithoutStep',
      sentence: both(
        '流程中没有任何步骤、期限或者转入落实此规定。',
        'Nothing in the process carries it out.',
      ),
      path: null,
      at: {},
    });
  return broken.map(({ code, sentence, path, at }) => ({
    code,
    sentence: inBoth((language) => {
      const cited = citedIn(process, provision.under, language);
      const says = provision.says[language];
      return language === 'en'
        ? `${cited}: ${says}. ${sentence.en}`
        : `${cited}：${says}。${sentence['zh-CN']}`;
    }),
    path,
    at: { ...at, ...(provision.under[0] && { provision: provision.under[0] }) },
  }));
}

function brokenByClaim(found: Exploration, claim: Claim, spokenOf: AskedOf): Broken[] {
  if ('clock' in claim) return brokenByClock(found, claim);
  if ('route' in claim) return brokenByRoute(found, claim);
  if ('state' in claim) return brokenByState(found, claim);
  if ('effect' in claim) return brokenByEffect(found, claim);
  const broken = brokenByStep(found, claim);
  // What cannot be found is not compared.
  if (broken.some(({ code }) => code === 'noSuchStep') || claim.by === undefined) return broken;
  broken.push(...brokenBySaying(found, claim));
  if (!('opening' in claim))
    broken.push(...brokenByWriting(found, claim, spokenOf.steps.get(claim.step) ?? new Set<string>()));
  return broken;
}

/** What rests on practice is said to be practice, and what is said to be law rests on a law. */
function practiceSaidSo({ catalogue }: Process, { under, source }: BindingProvision): Broken[] {
  const practice = under.every(({ instrument }) => catalogue.instruments[instrument]?.practice === true);
  const law = under.every(({ instrument }) => catalogue.instruments[instrument]?.practice !== true);
  if (source === 'practice' ? practice : law) return [];
  const sentence = both(
    '所注来源与所引文件不符：惯例不是法律，法律不是惯例。',
    'Its source is not that of what it cites: practice is no law, and law no practice.',
  );
  return [{ code: 'practiceAsLaw', sentence, path: null, at: {} }];
}

/** Everything in the process that rests on a provision of which no binding provision says that it carries it. */
function withoutProvision(process: Process, provisions: readonly BindingProvision[]): ProofFinding[] {
  const carries = (under: Provision, does: (claim: Claim) => boolean): boolean =>
    provisions.some(
      (one) =>
        one.under.some((each) => each.instrument === under.instrument && each.article === under.article) &&
        one.binds.some(does),
    );
  const findings = new Map<string, ProofFinding>();
  const miss = (what: Words, under: Provision, at: ProofFinding['at']) => {
    const sentence = inBoth((language) => {
      const cited = citedIn(process, [under], language);
      return language === 'en'
        ? `${what.en} rests on ${cited}, and no binding provision says so.`
        : `${what['zh-CN']}以${cited}为依据，而有约束力的规定中没有如此要求。`;
    });
    findings.set(sentence.en, { code: 'doesNotBind', sentence, path: null, at: { ...at, provision: under } });
  };
  const { opening, clocks, states } = process;
  if (!carries(opening.under, (claim) => 'opening' in claim))
    miss(both('开立案件', 'Opening a case'), opening.under, { step: 'open' });
  for (const [clock, { under }] of Object.entries(clocks)) {
    if (carries(under, (claim) => 'clock' in claim && claim.clock === clock)) continue;
    const words = clockWords(process, clock);
    miss(both(`期限“${words['zh-CN']}”`, `The clock “${words.en}”`), under, { clock });
  }
  for (const { name, steps, routes } of states) {
    for (const step of steps) {
      const carried = (claim: Claim) => 'step' in claim && claim.by !== undefined && claim.step === step.name;
      if (carries(step.under, carried)) continue;
      const words = stepWords(process, step.name);
      miss(both(`步骤“${words['zh-CN']}”`, `The step “${words.en}”`), step.under, {
        state: name,
        step: step.name,
      });
    }
    for (const { under } of routes) {
      if (under === null || carries(under, (claim) => 'route' in claim && claim.route === name)) continue;
      const words = stateWords(process, name);
      const what = both(`自“${words['zh-CN']}”的自动转入`, `Going on from “${words.en}” by itself`);
      miss(what, under, { state: name });
    }
  }
  return [...findings.values()];
}

function citedIn({ catalogue }: Process, under: readonly Provision[], language: keyof Words): string {
  const cited = under.map((one) => citeProvision(one, catalogue.instruments, language, 'short'));
  return cited.join(language === 'en' ? '; ' : '、');
}
