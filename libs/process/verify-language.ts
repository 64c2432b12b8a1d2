/** A process file may say only what is listed here. XState accepts far more, much of it silently. */
import { frozenCopy } from './facts.js';
import type { AnySource } from './machine.js';
import { listed } from './hash.js';
import type { Fault } from './types.js';
import { successionShapeFaults } from './verify-editions.js';

const machineKeys = ['id', 'version', 'description', 'initial', 'context', 'meta', 'states', 'on'];
const stateKeys = ['description', 'tags', 'meta', 'type', 'initial', 'states', 'on', 'always'];
const finalKeys = ['description', 'tags', 'meta', 'type'];
const branchKeys = ['description', 'meta', 'guard', 'target', 'actions'];
const stepMeta = [
  ...['by', 'duty', 'decides', 'on', 'under', 'needs', 'effects', 'draws'],
  ...['restarts', 'extends', 'supersedes', 'settlesEdition'],
];

/** Why a word of XState is not a word of ours. */
const notOurs: Record<string, [code: string, why: string]> = {
  history: ['history', 'a history state is broken by a round trip through JSON'],
  invoke: ['invoke', 'a process invokes nothing: what runs beside it is a linked case'],
  after: ['after', 'a deadline is a clock: XState overflows after 24 days and forgets it on restore'],
  entry: ['entryOrExit', 'what a step changes stands on the step'],
  exit: ['entryOrExit', 'what a step changes stands on the step'],
  onDone: ['onDone', 'what follows is a step or a route'],
  route: ['route', 'a step is named and has a legal basis'],
  reenter: ['reenter', 'nothing happens on entry, so entering again means nothing; say restarts'],
};

type Node = Record<string, unknown>;
type At = Fault['at'];

export function languageFaults(config: AnySource): Fault[] {
  const faults: Fault[] = [];
  const fault = (code: string, sentence: string, at: At = {}) => faults.push({ code, sentence, at });
  const whole = config as unknown as Node;

  keysOf(whole, machineKeys, 'the process', {});
  plainName(config.id, 'the process', {});
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(String(config.version)) ?? [];
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  if (day === undefined || date.getUTCMonth() !== Number(month) - 1) {
    fault('badEdition', `the edition "${String(config.version)}" is not a day, YYYY-MM-DD`);
  }
  const meta = isNode(config.meta) ? config.meta : {};
  keysOf(meta, ['opening', 'clocks', 'promises', 'succeeds'], 'the meta of the process', {});
  faults.push(...successionShapeFaults((meta as Node).succeeds));
  const opening = (meta as Node).opening;
  if (!isNode(opening))
    fault('noOpening', 'the process does not say who may open a case, and under what law');
  else {
    keysOf(opening, ['by', 'under', 'needs', 'draws', 'concerns', 'about'], 'the opening', { step: 'open' });
    lawOf(opening, 'the opening', { step: 'open' });
  }
  if (!isNode((meta as Node).clocks))
    fault('noClocks', 'the process does not list its clocks, not even as {}');
  if (typeof config.context !== 'function') {
    try {
      frozenCopy(config.context);
    } catch (error) {
      fault('notData', `the context of a new case: ${(error as Error).message}`);
    }
  }
  noFunctions(meta, 'the meta of the process', {});
  if (isNode(whole.on)) stepsOf(whole.on, undefined);
  const states = isNode(config.states) ? Object.entries(config.states) : [];
  if (states.length === 0) fault('noStates', 'the process has no states');
  for (const [name, state] of states) stateOf(state as unknown as Node, name, name, true);
  return faults;

  function stateOf(node: Node, key: string, path: string, top: boolean): void {
    const at = { state: path };
    plainName(key, `the state ${path}`, at);
    const final = node.type === 'final';
    if (node.type === 'parallel') {
      fault('parallel', `the state ${path} is parallel: what runs side by side are linked cases`, at);
    } else if (node.type === 'history') {
      fault('history', `the state ${path} is a history state, which a round trip through JSON breaks`, at);
    } else if (node.type !== undefined && !final) {
      fault('unknownWord', `the state ${path} is neither final nor without a type`, at);
    }
    if (final && !top)
      fault('nestedEnd', `the state ${path} is final inside another: a case ends as a whole`, at);
    keysOf(node, final ? finalKeys : stateKeys, `the state ${path}`, at);
    if (isNode(node.meta)) keysOf(node.meta, ['clocks'], `the meta of ${path}`, at);
    noFunctions(node.meta, `the meta of ${path}`, at);
    if (isNode(node.on)) stepsOf(node.on, path);
    for (const route of listed(node.always)) branchOf(route, `the route out of ${path}`, at, ['under']);
    for (const [name, child] of Object.entries(isNode(node.states) ? node.states : {})) {
      stateOf(child as Node, name, `${path}.${name}`, false);
    }
  }

  function stepsOf(on: Node, state: string | undefined): void {
    for (const [step, branches] of Object.entries(on)) {
      const at = { ...(state === undefined ? {} : { state }), step };
      const where = `the step ${step} of ${state ?? 'every state'}`;
      if (step === '' || step.includes('*'))
        fault('wildcard', `${where} is a wildcard: every step has a name`, at);
      else plainName(step, where, at);
      if (step === 'open') fault('reservedStep', `${where}: "open" is the name of the opening`, at);
      const list = listed(branches);
      if (list.length === 0) fault('emptyStep', `${where} has no branches`, at);
      for (const branch of list) {
        branchOf(branch, where, at, stepMeta);
        lawOf(isNode(branch) && isNode(branch.meta) ? branch.meta : {}, where, at);
      }
    }
  }

  function branchOf(branch: unknown, where: string, at: At, metaKeys: string[]): void {
    if (!isNode(branch)) {
      if (metaKeys !== stepMeta) fault('unknownWord', `${where} is not written as { target, guard, … }`, at);
      return;
    }
    keysOf(branch, branchKeys, where, at);
    if (isNode(branch.meta)) keysOf(branch.meta, metaKeys, `the meta of ${where}`, at);
    if (isNode(branch.meta) && ![undefined, true].includes(branch.meta.settlesEdition as undefined | true))
      fault('unknownWord', `${where} says of settlesEdition something other than true`, at);
    noFunctions(branch.meta, `the meta of ${where}`, at);
    if (branch.target !== undefined && typeof branch.target !== 'string') {
      fault('wrongTarget', `${where} leads to more than one state`, at);
    }
    const { guard } = branch;
    if (typeof guard === 'function' && 'check' in guard) {
      fault('compoundGuard', `${where} combines guards: name the whole as one true sentence`, at);
    } else if (guard !== undefined && typeof guard !== 'string') {
      fault('inlineFunction', `the guard of ${where} is not a name`, at);
    }
    for (const action of listed(branch.actions)) {
      if (typeof action === 'string') continue;
      const type = (action as { type?: unknown } | null)?.type;
      if (typeof type === 'string' && type.startsWith('xstate.spawn'))
        fault('spawn', `${where} spawns: open a linked case by an effect`, at);
      else fault('inlineFunction', `an action of ${where} is not a name`, at);
    }
  }

  /** Who and under what law: without them there is no step. */
  function lawOf(node: Node, where: string, at: At): void {
    const under = isNode(node.under) ? node.under : {};
    if (!isText(under.instrument) || !isText(under.article)) {
      fault('noLegalBasis', `${where} does not say under which instrument and article it is taken`, at);
    }
    if (!Array.isArray(node.by) || node.by.length === 0)
      fault('takenByNobody', `${where} may be taken by nobody`, at);
  }

  function keysOf(node: object, known: string[], where: string, at: At): void {
    for (const key of Object.keys(node)) {
      if (known.includes(key) || (node as Node)[key] === undefined) continue;
      const [code, why] = (Object.hasOwn(notOurs, key) && notOurs[key]) || [
        'unknownWord',
        'it means nothing here',
      ];
      fault(code, `${where} says "${key}": ${why}`, at);
    }
  }

  function plainName(name: unknown, where: string, at: At): void {
    if (typeof name !== 'string' || !/^[a-z][A-Za-z0-9]{0,62}$/.test(name)) {
      fault('badName', `${where} is not named in camelCase letters and digits`, at);
    }
  }

  function noFunctions(value: unknown, where: string, at: At): void {
    if (typeof value === 'function') fault('inlineFunction', `${where} holds a function: it is data`, at);
    else if (value !== null && typeof value === 'object') {
      for (const inner of Object.values(value)) noFunctions(inner, where, at);
    }
  }
}

const isNode = (value: unknown): value is Node =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
const isText = (value: unknown): boolean => typeof value === 'string' && value.trim() !== '';
