/** What must hold of every process, whatever the law: nothing is out of reach, dead, nobody's, or decided by who assessed. */
import { factAt } from './facts.js';
import { both, clockWords, pathInWords, pathToAsked, stateWords, stepWords, waysTo } from './prove-paths.js';
import type { Asked, Exploration, Node, Trouble } from './prove-explore.js';
import type { ProofFinding } from './prove-types.js';
import type { ReadStep } from './reading.js';
import type { Duty, Facts, Role, Words } from './types.js';

/** Duties in which nobody may also decide. */
const neverDeciding: readonly Duty[] = ['applying', 'assessment', 'oversight', 'clock'];
/** Duties that a step has from its roles, and never by saying otherwise. */
const neverOverridden: readonly Duty[] = ['assessment', 'applying', 'decision', 'issuing', 'intake', 'clock'];

export function universalFindings(found: Exploration): ProofFinding[] {
  const { process, reading, nodes } = found;
  const findings: ProofFinding[] = [];
  const add = (code: string, sentence: Words, path: Words | null, at: ProofFinding['at']) =>
    findings.push({ code, sentence, path, at });
  const state = (name: string) => stateWords(process, name);
  const step = (name: string) => stepWords(process, name);

  if (found.tooLarge) {
    const count = String(nodes.length);
    add(
      'tooLarge',
      both(
        `超过 ${count} 种不同情形，未能全部查遍，本次证明不完整。`,
        `There are more than ${count} cases that differ; not all were looked at, and nothing is proved.`,
      ),
      null,
      {},
    );
  }
  reached();
  deadEnds();
  for (const trouble of firstOf(found.troubles)) add(...told(found, trouble));
  roles();
  duties();
  return findings;

  function reached(): void {
    for (const [name, { rule, steps }] of reading.states) {
      if (!found.entered.has(name)) {
        const words = state(name);
        const sentence = both(
          `没有案件能够到达状态“${words['zh-CN']}”。`,
          `No case reaches the state “${words.en}”.`,
        );
        add('stateNotReached', sentence, null, { state: name });
        continue;
      }
      const here = nodes.filter((node) => node.state.rule.name === name);
      for (const { rule: one } of here.length === 0 ? [] : steps.values()) {
        const taken = new Set(here.flatMap(({ asked }) => branchesOf(asked, one.name)));
        one.branches.forEach((branch, index) => {
          if (taken.has(index)) return;
          const [words, to] = [step(one.name), state(branch.to)];
          const sentence = both(
            `在状态“${state(name)['zh-CN']}”中，步骤“${words['zh-CN']}”从未按其第 ${index + 1} 种情形（转入“${to['zh-CN']}”）办理。`,
            `In the state “${state(name).en}” the step “${words.en}” is never taken by its way no. ${index + 1} (to “${to.en}”).`,
          );
          add('branchNotTaken', sentence, null, { state: name, step: one.name });
        });
      }
      rule.routes.forEach(({ to }, index) => {
        if (found.ways.some(({ via }) => via.some((by) => by.state.rule.name === name && by.route === index)))
          return;
        const sentence = both(
          `没有案件从状态“${state(name)['zh-CN']}”自动转入“${state(to)['zh-CN']}”（第 ${index + 1} 种情形）。`,
          `No case goes on by itself from “${state(name).en}” to “${state(to).en}” (way no. ${index + 1}).`,
        );
        add('routeNotTaken', sentence, null, { state: name });
      });
    }
  }

  function deadEnds(): void {
    const before = new Map<Node, Node[]>();
    for (const { asked, to } of found.ways) {
      if (asked.from === null) continue;
      const known = before.get(to);
      if (known === undefined) before.set(to, [asked.from]);
      else known.push(asked.from);
    }
    const ending = new Set(nodes.filter((node) => node.state.rule.final));
    for (const node of ending) for (const earlier of before.get(node) ?? []) ending.add(earlier);
    if (found.tooLarge) return;
    const dead = nodes.find((node) => !ending.has(node));
    if (dead === undefined) return;
    const { name } = dead.state.rule;
    const sentence = both(
      `案件到达状态“${state(name)['zh-CN']}”后，可能再也不能终结。`,
      `A case in the state “${state(name).en}” may come to no end any more.`,
    );
    add('deadEnd', sentence, pathInWords(process, waysTo(dead)), { state: name });
  }

  /** In each case in which a step could be taken there is somebody who can take it. */
  function roles(): void {
    const told = new Set<string>();
    for (const { asked } of found.ways) {
      const { from, step: read, name } = asked;
      const { by, on } = read?.rule ?? { by: process.opening.by, on: null };
      const at = { ...(from === null ? {} : { state: from.state.rule.name }), step: name };
      const key = `${at.state ?? ''} ${name}`;
      if (told.has(key) || on !== null) continue;
      const memory = from?.context ?? {};
      if (from !== null && by.some((role) => somebodyHas(process.catalogue.roles[role], memory))) continue;
      if (from === null && by.some((role) => Object.hasOwn(process.catalogue.roles, role))) continue;
      told.add(key);
      const sentence = both(
        `步骤“${step(name)['zh-CN']}”此时没有任何人能够办理：案件未载明可办理的人。`,
        `Nobody can take the step “${step(name).en}” here: the case names nobody who may.`,
      );
      add('takenByNobody', sentence, pathToAsked(process, asked), at);
    }
  }

  function duties(): void {
    const { roles } = process.catalogue;
    const steps = new Map<string, ReadStep>();
    for (const { steps: here } of reading.states.values())
      for (const [name, one] of here) steps.set(name, one);
    for (const [name, { rule, metas }] of steps) {
      const overridden = metas[0]?.duty !== undefined;
      const decides = rule.stepUp || rule.duty === 'decision' || rule.duty === 'confirmation';
      const first = (): Words | null => {
        const way = found.byStep.get(name)?.find((asked) => asked.way !== null);
        return way === undefined ? null : pathToAsked(process, way);
      };
      for (const role of rule.by) {
        const own = roles[role];
        if (own === undefined) continue;
        const [words, whose] = [step(name), own.words];
        if (decides && (neverDeciding.includes(own.duty) || neverDeciding.includes(rule.duty))) {
          const sentence = both(
            `决定“${words['zh-CN']}”可由“${whose['zh-CN']}”作出，而其职责是申请、评审或者监督，不是决定。`,
            `The decision “${words.en}” may be taken by the ${whose.en}, who is there to apply, assess or oversee and not to decide.`,
          );
          add('decidedByWhoAssessed', sentence, first(), { step: name });
        } else if (overridden && own.duty !== rule.duty && neverOverridden.includes(own.duty)) {
          const sentence = both(
            `步骤“${words['zh-CN']}”由“${whose['zh-CN']}”办理，却不按其职责计：须分离的职责因此可能由一人承担。`,
            `The step “${words.en}” is taken by the ${whose.en} but counts as another duty, so that one person might have two that are kept apart.`,
          );
          add('dutyHidden', sentence, first(), { step: name });
        }
      }
    }
  }
}

/** Statutory clocks that run while nobody but the applicant can do anything; `allowed` are those of which a provision says so. */
export function clocksAgainstTheAuthority(
  found: Exploration,
  allowed: (clock: string, state: string) => boolean,
): ProofFinding[] {
  const { process } = found;
  const seen = new Set<string>();
  return found.nodes.flatMap((node) => {
    const { rule } = node.state;
    if (seen.has(rule.name) || rule.final) return [];
    seen.add(rule.name);
    const people = rule.steps.filter(({ on }) => on === null);
    if (people.length === 0 || people.some(({ duty }) => duty !== 'applying')) return [];
    return Object.entries(node.clocks).flatMap(([clock, stands]): ProofFinding[] => {
      if (stands !== 'runs' || process.clocks[clock]?.effect !== 'statutory') return [];
      if (allowed(clock, rule.name)) return [];
      const [words, here] = [clockWords(process, clock), stateWords(process, rule.name)];
      return [
        {
          code: 'runsWhileTheApplicantIsAwaited',
          sentence: both(
            `案件处于“${here['zh-CN']}”、只等待申请人时，法定期限“${words['zh-CN']}”仍在计算，而没有规定如此要求。`,
            `While the case is “${here.en}” and only the applicant can act, the statutory clock “${words.en}” runs, and no provision says so.`,
          ),
          path: pathInWords(process, waysTo(node)),
          at: { state: rule.name, clock },
        },
      ];
    });
  });
}

function told(
  { process }: Exploration,
  { code, asked, clock, what }: Trouble,
): [code: string, sentence: Words, path: Words, at: ProofFinding['at']] {
  const words = clock === null ? null : clockWords(process, clock);
  const step = stepWords(process, asked.name);
  const sentence = {
    noAnchor: both(
      `办理“${step['zh-CN']}”后，期限“${words?.['zh-CN']}”没有起算之日或者延长之数。`,
      `After “${step.en}” the clock “${words?.en}” has no day to count from, or no number to be extended by.`,
    ),
    orderDoesNotFit: both(
      `办理“${step['zh-CN']}”后，期限“${words?.['zh-CN']}”的状况与其所受的处理不符（${what}）。`,
      `After “${step.en}” the clock “${words?.en}” does not stand as what was ordered needs it to (${what}).`,
    ),
    clockLeftRunning: both(
      `案件终结后，期限“${words?.['zh-CN']}”仍未停止。`,
      `The case has ended and the clock “${words?.en}” goes on.`,
    ),
    throws: both(
      `办理“${step['zh-CN']}”时无法判断：${what}。`,
      `The step “${step.en}” cannot be judged: ${what}.`,
    ),
  }[code];
  const at = { step: asked.name, ...(clock === null ? {} : { clock }) };
  return [code, sentence, pathToAsked(process, asked), at];
}

/** The first of each kind: whatever follows has the same cause. */
function firstOf(troubles: readonly Trouble[]): Trouble[] {
  const kinds = new Map<string, Trouble>();
  for (const trouble of troubles) {
    const kind = `${trouble.code} ${trouble.asked.name} ${trouble.clock}`;
    if (!kinds.has(kind)) kinds.set(kind, trouble);
  }
  return [...kinds.values()];
}

const branchesOf = (asked: readonly Asked[], name: string): number[] =>
  asked.flatMap((each) => (each.name === name && each.way !== null ? [each.way.branch] : []));

/** Whether there can be somebody with the role in a case: roles of the case need to be named there. */
function somebodyHas(role: Role | undefined, memory: Facts): boolean {
  // What another case brings about needs nobody.
  if (role?.duty === 'consequence') return true;
  if (role === undefined || role.reach === 'none') return false;
  if (role.reach !== 'case') return true;
  const named = role.namedAt === undefined ? undefined : factAt(memory, role.namedAt);
  return Array.isArray(named) ? named.length > 0 : typeof named === 'string' && named !== '';
}
