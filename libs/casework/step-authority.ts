import type { Transaction } from '#database';
import { getActor, type Actor } from '#identity';
import type { Process, StepRule } from '#process';
import { Refused } from '#refusals';
import { processes, type EvidenceRule } from '#regulations';
import { obstacles, usualStepUp, type Standing } from './authority-rules.js';
import type { Caller } from './caller.js';
import { Reader, type ReadCase } from './reader.js';
import { named, notPermitted, stateOf } from './step-rules.js';

/**
 * Whatever prepares a step needs the authority to take it, by the same rules: a draft that of its step, a document that
 * of an open step that takes evidence, a scope table that of a step with which one is handed in. How strongly somebody
 * signed in is asked at the step alone.
 */
type Asked = Pick<StepRule, 'name' | 'by' | 'duty'>;

/** Refuses with `unknown-step` and `not-permitted` whoever may not take the step, now or once the case is there. */
export async function requireStepNamed(
  tx: Transaction,
  of: { caller: Caller; actor: Actor; read: ReadCase },
  name: string,
): Promise<void> {
  const { process, file } = of.read;
  const called = (steps: readonly StepRule[]): StepRule[] => steps.filter((rule) => rule.name === name);
  const now = called(stateOf(process, file.state).steps);
  const rules = now.length > 0 ? now : process.states.flatMap(({ steps }) => called(steps));
  if (rules.length === 0) throw new Refused('unknown-step', { params: { step: name.slice(0, 80) } });
  await requireOneOf(tx, of, rules);
}

/** Refuses with `nothing-to-hand-in` and `not-permitted` whoever may take no open step that takes evidence. */
export async function requireStepWithEvidence(
  tx: Transaction,
  of: { caller: Caller; actor: Actor; read: ReadCase },
): Promise<void> {
  const { process, file } = of.read;
  const rules = stateOf(process, file.state).steps.filter(({ needs }) => needs !== null);
  if (rules.length === 0) {
    const { state = '', 'state:zh-CN': chinese = '' } = named(process, file.state, '');
    throw new Refused('nothing-to-hand-in', { params: { state, 'state:zh-CN': chinese } });
  }
  await requireOneOf(tx, of, rules);
}

async function requireOneOf(
  tx: Transaction,
  { caller, actor, read }: { caller: Caller; actor: Actor; read: ReadCase },
  rules: readonly StepRule[],
): Promise<void> {
  const reader = await Reader.of(tx, { caller, actor, stepUp: usualStepUp }, [read]);
  letPass(rules.map((rule) => reader.standing(read, withoutSignIn(rule))));
}

/**
 * For what an institution hands in before there is a case: refuses with `not-permitted` whoever may take none of the
 * steps, of any process, with which such a thing is handed in. That the institution is one's own is asked by the caller.
 */
export async function requireStepThatHandsIn(
  tx: Transaction,
  caller: Caller,
  { institution, what }: { institution: string; what: NonNullable<EvidenceRule['handsIn']>[number] },
): Promise<void> {
  const actor = await getActor(tx, caller.person, caller.method, caller.onlyFor);
  const takes = ({ catalogue }: Process, { needs }: StepRule): boolean =>
    needs !== null && ((catalogue.evidence[needs] as EvidenceRule).handsIn ?? []).includes(what);
  letPass(
    processes.flatMap((process) =>
      process.states.flatMap(({ name: state, steps }) =>
        steps
          .filter((rule) => takes(process, rule))
          .map((rule) => ({
            ...{ process, actor, rule: withoutSignIn(rule), file: { state, context: {}, institution } },
            ...{ signIn: { acr: null, authTime: null }, now: 0, stepUp: usualStepUp },
            // No matter yet, so nobody has a duty in it, and nothing lies on a desk.
            ...{ duties: new Map(), dutiesApart: new Set<string>(), recused: [], desks: new Map() },
          })),
      ),
    ),
  );
}

const withoutSignIn = ({ name, by, duty }: Asked): Standing['rule'] => ({ name, by, duty, stepUp: false });

/** Lets pass whom nothing keeps from one of the steps; else tells what is in the way of the one that lacks least. */
function letPass(standings: readonly Standing[]): void {
  const judged = standings.map((standing) => ({ standing, inTheWay: obstacles(standing) }));
  const [nearest] = judged.toSorted((one, other) => one.inTheWay.length - other.inTheWay.length);
  if (nearest === undefined) throw new Error('no step could ever be taken with this');
  const { standing, inTheWay } = nearest;
  if (inTheWay.length === 0) return;
  throw notPermitted(standing.process, standing.rule, inTheWay, inTheWay, usualStepUp);
}
