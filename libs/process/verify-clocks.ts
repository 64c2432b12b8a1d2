/** Every clock that starts must come to an end, and only the law may let one move a case. */
import { landings, reachable, waysOf } from './verify-paths.js';
import type { Reading } from './reading.js';
import type { ClockRule, Fault } from './types.js';

export function clockFaults(clocks: Record<string, ClockRule>, reading: Reading): Fault[] {
  const faults: Fault[] = [];
  const fault = (code: string, sentence: string, at: Fault['at']) => faults.push({ code, sentence, at });
  const states = [...reading.states.values()].map(({ rule, rests, lapses, steps }) => ({
    rule,
    rests,
    lapses,
    steps,
  }));
  const names = new Set(Object.keys(clocks));

  for (const { rule } of states) {
    for (const [clock, what] of Object.entries(rule.clocks)) {
      const at = { state: rule.name, clock };
      if (!names.has(clock))
        fault('clockNotDeclared', `the state ${rule.name} names the undeclared clock ${clock}`, at);
      if (!['runs', 'paused'].includes(what)) {
        fault('clockNotDeclared', `the clock ${clock} neither runs nor pauses in ${rule.name}`, at);
      }
      if (rule.final)
        fault('clockOutlivesCase', `the clock ${clock} goes on in the final state ${rule.name}`, at);
    }
  }

  const ways = waysOf(reading);
  for (const [clock, { effect, limit, from }] of Object.entries(clocks)) {
    const at = { clock };
    const inState = (name: string) => reading.states.get(name)?.rule.clocks[clock];
    const named = states.filter(({ rule }) => rule.clocks[clock] !== undefined);
    if (named.length === 0) fault('clockNotUsed', `no state names the clock ${clock}`, at);
    if (!Number.isSafeInteger(limit?.length) || limit.length < 1 || !from || !units.includes(limit.unit)) {
      fault(
        'badClock',
        `the clock ${clock} has no limit of a whole number of days, months or years, or no anchor`,
        at,
      );
    }
    for (const { rule, rests } of named.filter(({ rests }) => rests)) {
      const onwards = [...reachable(ways, [rule.name])];
      const here = { state: rule.name, clock };
      if (rests && onwards.every((state) => inState(state) !== undefined)) {
        fault('clockNeverEnds', `from ${rule.name} no way stops the ${effect} clock ${clock}`, here);
      }
      if (rule.clocks[clock] === 'paused' && onwards.every((state) => inState(state) === 'paused')) {
        fault('clockNeverResumes', `paused in ${rule.name}, the clock ${clock} never resumes or stops`, here);
      }
    }
    for (const state of landings(reading, reading.initial)) {
      if (inState(state) === 'paused') pausedBeforeStart(clock, state);
    }
    for (const way of ways) {
      if (inState(way.from) === undefined && inState(way.to) === 'paused') pausedBeforeStart(clock, way.to);
    }
  }

  for (const { rule, steps, rests } of states) {
    const lapsing = new Map<string, string>();
    for (const { rule: step, restarts } of steps.values()) {
      const at = { state: rule.name, step: step.name };
      if (step.on !== null) {
        const first = lapsing.get(step.on);
        lapsing.set(step.on, step.name);
        if (first !== undefined) {
          fault('twoLapses', `in ${rule.name} the clock ${step.on} takes both ${first} and ${step.name}`, at);
        }
        const where = `the step ${step.name} of ${rule.name}`;
        if (!names.has(step.on)) {
          fault('clockNotDeclared', `${where} is on the undeclared clock ${step.on}`, at);
        } else if (clocks[step.on]?.effect !== 'statutory') {
          fault(
            'clockNotStatutory',
            `${where}: only a statutory clock may move a case, ${step.on} is not one`,
            at,
          );
        } else if (rests && rule.clocks[step.on] !== 'runs') {
          fault('clockDoesNotRun', `${where} waits for ${step.on}, which does not run there`, at);
        }
      }
      for (const clock of restarts) {
        const everywhere = ways.filter((way) => way.from === rule.name && way.step.rule === step);
        const runs = [rule.name, ...everywhere.map(({ to }) => to)].every(
          (state) => reading.states.get(state)?.rule.clocks[clock] === 'runs',
        );
        if (runs) continue;
        fault(
          'restartsAtRest',
          `${step.name} of ${rule.name} restarts ${clock}, which does not run on both sides`,
          at,
        );
      }
    }
  }

  for (const { from, step, to } of ways) {
    for (const clock of names) {
      const [before, after] = [reading.states.get(from), reading.states.get(to)];
      if (before?.rule.clocks[clock] !== 'runs' || after?.rule.clocks[clock] === undefined) continue;
      const at = { state: from, step: step.rule.name, clock };
      if (step.rule.on === clock && !step.restarts.includes(clock)) {
        fault(
          'expiredClockGoesOn',
          `from ${from}, ${clock} runs out by ${step.rule.name} and still stands in ${to}`,
          at,
        );
      } else if (
        after.rule.clocks[clock] === 'runs' &&
        !step.restarts.includes(clock) &&
        before.lapses.get(clock) !== after.lapses.get(clock)
      ) {
        const sentence = `by ${step.rule.name} ${clock} runs on from ${from} to ${to}, where it lapses into another step`;
        fault('lapseChanges', sentence, at);
      }
    }
  }
  return faults;

  function pausedBeforeStart(clock: string, state: string) {
    if (
      faults.some(({ code, at }) => code === 'pausedBeforeStart' && at.clock === clock && at.state === state)
    )
      return;
    fault('pausedBeforeStart', `the clock ${clock} may be paused in ${state} before it ever ran`, {
      state,
      clock,
    });
  }
}

const units = ['workingDays', 'calendarDays', 'months', 'years'];
