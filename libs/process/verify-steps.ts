/** Who may take a step, under what law, and with what: every name registered, every duty kept apart. */
import canonicalize from 'canonicalize';
import { clocksOf } from './declared-clocks.js';
import { frozenCopy } from './facts.js';
import { usedBy } from './hash.js';
import { initialTransition } from 'xstate';
import type { AnySource } from './machine.js';
import type { Reading, ReadStep } from './reading.js';
import type { Catalogue, Facts, Fault, Provision, Role } from './types.js';

/** No step may be open to two of these duties: a decision that the reviewer's role could take would be no second pair of eyes. */
const keptApart: Role['duty'][] = ['intake', 'assessment', 'decision', 'issuing', 'hearing'];

/** What is done in these duties is a decision: whoever takes it has signed in anew and confirms its text. */
const deciding: readonly Role['duty'][] = ['decision', 'confirmation'];

export function stepFaults(config: AnySource, reading: Reading, catalogue: Catalogue): Fault[] {
  const faults: Fault[] = [];
  const fault = (code: string, sentence: string, at: Fault['at']) => faults.push({ code, sentence, at });
  const edition = config.version;
  const memory = openedMemory(reading, edition);

  const { by, under: openedUnder, needs, draws = [], about } = config.meta.opening;
  const at = { step: 'open' };
  basis(openedUnder, 'the opening', at);
  rolesOf(by, null, 'the opening', at);
  remembered(about === undefined ? [] : [about], 'the opening', at);
  known('Evidence', catalogue.evidence, needs === undefined ? [] : [needs], 'the opening', at);
  known('Series', catalogue.series, draws, 'the opening', at);
  for (const [clock, rule] of Object.entries(clocksOf(config)))
    basis(rule.under, `the clock ${clock}`, { clock });
  for (const name of usedBy(config).assigns) known('Assign', catalogue.assigns, [name], 'the process', {});

  for (const [state, { rule, steps }] of reading.states) {
    inOrder(rule.routes, `the route out of ${state}`, { state });
    for (const { guards, under } of rule.routes) {
      known('Guard', catalogue.guards, guards, `the route out of ${state}`, { state });
      if (under !== null) basis(under, `the route out of ${state}`, { state });
    }
    for (const step of steps.values()) stepOf(state, step);
  }
  // A step of a group of states is read once for each of them, and its faults are all the same.
  return [...new Map(faults.map((each) => [`${each.code} ${each.sentence}`, each])).values()];

  function stepOf(state: string, { rule, metas, definedAt }: ReadStep): void {
    const [home = state, other] = definedAt;
    const where = `the step ${rule.name} of ${home || 'every state'}`;
    const place = { state: home || state, step: rule.name };
    if (other !== undefined) {
      fault('stepTwice', `${where} hides the step of the same name of ${other || 'every state'}`, place);
    }
    for (const meta of metas) basis(meta.under, where, place);
    rolesOf(rule.by, rule.on, where, place);
    known('Evidence', catalogue.evidence, rule.needs === null ? [] : [rule.needs], where, place);
    known('Series', catalogue.series, rule.draws, where, place);
    for (const { guards, effects } of rule.branches) {
      known('Guard', catalogue.guards, guards, where, place);
      known(
        'Effect',
        catalogue.effects,
        effects.map((effect) => effect.do),
        where,
        place,
      );
      for (const effect of effects) {
        if (Object.keys(effect).some((key) => !['do', 'when', 'with'].includes(key))) {
          fault('unknownWord', `${where} has an effect that says more than do, when and with`, place);
        }
        const { carries = [], caseAt } = effect.with ?? {};
        const taken = Array.isArray(carries) ? carries.map(String) : [];
        const paths = [caseAt, effect.when].flatMap((path) => (typeof path === 'string' ? [path] : []));
        remembered([...taken, ...paths.map((path) => path.split('.')[0]!)], where, place);
        try {
          frozenCopy(effect.with ?? {});
        } catch (error) {
          fault('notData', `the effect ${effect.do} of ${where}: ${(error as Error).message}`, place);
        }
      }
    }
    const laws = new Set(metas.map((meta) => canonicalize({ ...meta, effects: undefined })));
    if (laws.size > 1)
      fault('branchesDisagree', `the branches of ${where} differ in more than their effects`, place);
    inOrder(rule.branches, where, place);
    if (deciding.includes(rule.duty) && !rule.stepUp)
      fault('decisionWithoutText', `${where} is a decision and does not say on which facts`, place);
    if (rule.on !== null && rule.stepUp) fault('clockDecides', `${where}: a clock confirms no text`, place);
    remembered(rule.decides, where, place);
    if (rule.on !== null && rule.needs !== null)
      fault('clockNeedsEvidence', `${where}: a clock brings nothing`, place);
    if (rule.on !== null && rule.branches.some(({ guards }) => guards.some((name) => readsEvidence(name)))) {
      fault('clockNeedsEvidence', `${where} has a guard on evidence, and a clock brings none`, place);
    }
  }

  function remembered(facts: readonly string[], where: string, place: Fault['at']): void {
    for (const fact of facts) {
      if (memory === null || Object.hasOwn(memory, fact)) continue;
      fault('unknownFact', `${where} rests on the fact ${fact}, which the memory does not hold`, place);
    }
  }

  function rolesOf(names: readonly string[], on: string | null, where: string, place: Fault['at']): void {
    known('Role', catalogue.roles, names, where, place);
    const roles = names.flatMap((name) =>
      Object.hasOwn(catalogue.roles, name) ? [[name, catalogue.roles[name]!]] : [],
    );
    const duties = new Set((roles as [string, Role][]).map(([, { duty }]) => duty));
    const mixed = keptApart.filter((duty) => duties.has(duty));
    if (mixed.length > 1)
      fault('dutiesMixed', `${where} may be taken by ${mixed.join(' and ')} alike`, place);
    if (duties.has('clock') && names.length > 1)
      fault('clockAmongPersons', `${where} is of the clock and of persons`, place);
    if (duties.has('clock') && on === null)
      fault('clockStepWithoutOn', `${where} does not say on which clock`, place);
    if (!duties.has('clock') && on !== null)
      fault('onWithoutClock', `${where} waits for ${on} but is not by the clock`, place);
    for (const [name, { reach, namedAt }] of roles as [string, Role][]) {
      if ((reach === 'case') !== (namedAt !== undefined)) {
        const sentence = `the role ${name} reaches "${reach}" and names its holders at ${namedAt ?? 'nothing'}`;
        fault('roleWithoutName', sentence, {});
      }
    }
  }

  function basis({ instrument, article }: Provision, where: string, place: Fault['at']): void {
    const text = Object.hasOwn(catalogue.instruments, instrument)
      ? catalogue.instruments[instrument]
      : undefined;
    if (text === undefined)
      fault('unknownInstrument', `${where} rests on the unknown instrument ${instrument}`, place);
    else if (text.inForceFrom > edition) {
      const sentence = `${where} rests on ${instrument} ${article}, in force from ${text.inForceFrom}, after ${edition}`;
      fault('notYetInForce', sentence, place);
    }
  }

  function inOrder(branches: readonly { guards: string[] }[], where: string, place: Fault['at']): void {
    const last = branches.findIndex(({ guards }) => guards.length === 0);
    if (last >= 0 && last < branches.length - 1) {
      fault('branchNeverTaken', `${where} has a branch after one without a guard`, place);
    }
  }

  function known(
    kind: string,
    register: object,
    names: readonly string[],
    where: string,
    place: Fault['at'],
  ): void {
    for (const name of names) {
      if (Object.hasOwn(register, name)) continue;
      fault(`unknown${kind}`, `${where} names the unregistered ${kind.toLowerCase()} ${name}`, place);
    }
  }

  function readsEvidence(name: string): boolean {
    return Object.hasOwn(catalogue.guards, name) && catalogue.guards[name]?.reads !== 'file';
  }
}

/** The memory of a new case; null where it cannot be made of nothing. */
export function openedMemory({ machine }: Reading, today: string): Facts | null {
  try {
    const [snapshot] = initialTransition(machine, { given: { today, evidence: {}, world: {} } });
    return snapshot.context as Facts;
  } catch {
    return null;
  }
}
