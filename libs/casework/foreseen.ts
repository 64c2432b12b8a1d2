/** What a step would come to before it is recorded: with placeholders for the numbers it draws, and then with them. */
import type { Facts, Given, StepRule, Taken } from '#process';
import type { Bench } from './bench.js';
import { carryOut } from './clock-rows.js';
import { refusalOf } from './step-rules.js';
import type { WorkingCase } from './working-case.js';

/**
 * What a step would come to, with placeholders for the numbers it draws. Throws the refusal where it is not open, or where
 * its clocks do not allow it.
 */
export function foresee(bench: Bench, working: WorkingCase, rule: StepRule, given: Given): Taken {
  const { process, current } = working;
  const draft = rule.draws.length === 0 ? given : withNumbers(bench, rule, given, current.context, 'preview');
  const decision = working.decide(rule.name, draft);
  if (!decision.taken) throw refusalOf(process, current.state, rule, decision);
  // Its dates must be had before its numbers: a step refused for want of a holiday notice must not have drawn one.
  const { clocks, seq, now, inForce } = working;
  carryOut(inForce.calendar, clocks, decision.clocks, seq + 1, {
    at: now.toISOString(),
    onDay: bench.world.calendars.onDay,
  });
  return decision;
}

/** The step with its numbers. Nothing may refuse it any more: a refused step draws none, so that no number is lost. */
export function drawNumbers(
  bench: Bench,
  working: WorkingCase,
  rule: StepRule,
  given: Given,
  foreseen: Taken,
): { taken: Taken; given: Given } {
  if (rule.draws.length === 0) return { taken: foreseen, given };
  const drawn = withNumbers(bench, rule, given, working.current.context, 'draw');
  const taken = working.decide(rule.name, drawn);
  if (!taken.taken) throw new Error(`"${rule.name}" depends on the number it draws`);
  return { taken, given: drawn };
}

function withNumbers(
  bench: Bench,
  rule: StepRule,
  given: Given,
  context: Facts,
  mode: 'preview' | 'draw',
): Given {
  const of = { tenant: bench.tenant, today: given.today, context, evidence: given.evidence };
  const numbers = rule.draws.map((series) => [series, bench.numbers.number(series, of, mode)] as const);
  return { ...given, world: { ...given.world, ...Object.fromEntries(numbers) } };
}
