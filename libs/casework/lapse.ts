import { dayOf } from '#calendar';
import type { Facts, Given, StepRule } from '#process';
import type { Bench } from './bench.js';
import { Refused } from '#refusals';
import { project } from './project.js';
import { stateOf } from './step-rules.js';
import type { Deed } from './prepared-event.js';
import type { WorkingCase } from './working-case.js';

/** More than any case can owe to time; a clock that starts again from the same day would lapse for ever. */
const mostLapses = 1_000;

/**
 * Lets each clock that has run out take its step, the earliest first, until none is due. Where two ran out at the same
 * instant, the order of the process file decides. While time is held, one that is due is refused and takes no step.
 */
export function lapse(bench: Bench, working: WorkingCase): void {
  for (let lapses = 0; ; lapses += 1) {
    const { steps } = stateOf(working.process, working.current.state);
    const due = steps
      .flatMap((step) => {
        const clock = working.clocks.find(({ clock, status }) => clock === step.on && status === 'running');
        const dueAt = clock?.due_at ?? null;
        return clock && dueAt !== null && new Date(dueAt) <= working.now ? [{ clock, step, dueAt }] : [];
      })
      .sort((one, other) => Date.parse(one.dueAt) - Date.parse(other.dueAt))[0];
    if (due === undefined) return;
    if (bench.world.held) throw new Refused('time-is-held');
    if (lapses === mostLapses) throw new Error(`clock "${due.clock.clock}" runs out without end`);
    // The legal day of the lapse is that of the first instant after the period, however late it is noticed: the day after
    // its last, or where that ends with business hours, its last day itself, which the event then says.
    const today = dayOf(due.dueAt, bench.world.zone);
    const world: Facts = due.clock.due_on === today ? { dueOn: today } : {};
    const given: Given = { today, evidence: {}, world };
    // By the edition in force on the day to which it is dated, be another in force by the time it is noticed.
    const move = bench.shelf.movedBy(working.process, working.current, due.step, today);
    working.movedTo(move, () => {
      const taken = working.decide(due.step.name, given);
      if (!taken.taken)
        throw new Error(`clock "${due.clock.clock}" ran out, but "${due.step.name}" cannot be taken`);
      working.record(bench.tenant, {
        kind: 'stepTaken',
        taken,
        given,
        actor: nobody({ ...due.step, ...taken.rule }, 'clock'),
        cause: { kind: 'clock', of: `${due.clock.clock}/${due.clock.generation}` },
        evidence: null,
        documents: [],
        idempotency: null,
      });
    });
    const { clock, generation } = due.clock;
    // What begins with it was drawn as of then.
    project(bench, working);
    working.lapsed.push({ case: working.id, clock, generation, dueAt: due.dueAt, at: working.now });
  }
}

/** A step that no person takes. */
export const nobody = ({ by, duty }: StepRule, method: string): Deed['actor'] => ({
  person: null,
  roles: by,
  duty,
  for: null,
  covering: null,
  method,
});
