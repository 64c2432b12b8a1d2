/** Every clock that starts must come to an end, and only the law may let one move a case. */
import { landings, reachable, waysOf } from './verify-paths.js';
import type { Reading } from './reading.js';
import type { ClockRule, Extension, Fault } from './types.js';

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
  for (const [clock, rule] of Object.entries(clocks)) {
    const { effect, from } = rule;
    const at = { clock };
    const inState = (name: string) => reading.states.get(name)?.rule.clocks[clock];
    const named = states.filter(({ rule }) => rule.clocks[clock] !== undefined);
    if (rule.until !== undefined && named.some(({ rule: state }) => state.clocks[clock] === 'paused'))
      fault('dayPaused', `the clock ${clock} ends on a day that stands, and nothing pauses it`, at);
    if (named.length === 0) fault('clockNotUsed', `no state names the clock ${clock}`, at);
    if (!from || !isLimited(rule)) {
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
    for (const { rule: step, restarts, supersedes } of steps.values()) {
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
      const where = `the step ${step.name} of ${rule.name}`;
      const afterwards = ways.flatMap((way) =>
        way.from === rule.name && way.step.rule === step ? [reading.states.get(way.to)?.rule.clocks] : [],
      );
      for (const clock of restarts) {
        const stood = rule.clocks[clock] !== undefined;
        if (stood && afterwards.every((clocks) => clocks?.[clock] === 'runs')) continue;
        const sentence = `${where} restarts ${clock}, which does not stand before it or does not run after it`;
        fault('restartsAtRest', sentence, at);
      }
      /** Neither an extension nor another anchor goes with any other order for the clock. */
      const standsAlike = (clock: string) =>
        rule.clocks[clock] !== undefined &&
        !restarts.includes(clock) &&
        step.on !== clock &&
        afterwards.every((clocks) => clocks?.[clock] === rule.clocks[clock]);
      for (const clock of supersedes) {
        if (!names.has(clock))
          fault('clockNotDeclared', `${where} supersedes the undeclared clock ${clock}`, at);
        else if (clocks[clock]?.from === 'today') {
          const sentence = `${where} supersedes ${clock}, which counts from the day of a step: no memory of it was wrong`;
          fault('supersedesToday', sentence, at);
        } else if (!standsAlike(clock)) {
          const sentence = `${where} supersedes ${clock}, which does not stand alike before and after it`;
          fault('supersedesAtRest', sentence, at);
        }
      }
      if (step.extends !== null) extensionFaults(step.extends, step.needs, standsAlike, where, at);
      if (step.extends !== null && supersedes.includes(step.extends.clock)) {
        const sentence = `${where} extends ${step.extends.clock} and counts it from another anchor at once`;
        fault('twoOrders', sentence, at);
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

  function extensionFaults(
    { clock, most, by }: Extension,
    needs: string | null,
    standsAlike: (clock: string) => boolean,
    where: string,
    at: Fault['at'],
  ): void {
    const limit = clocks[clock]?.limit;
    if (limit === undefined) {
      fault('clockNotDeclared', `${where} extends the undeclared clock ${clock}`, at);
      return;
    }
    if (!standsAlike(clock))
      fault('extendsAtRest', `${where} extends ${clock}, which does not stand alike before and after it`, at);
    if (!Number.isSafeInteger(most?.length) || most.length < 1)
      fault('extendsWithoutBound', `${where} extends ${clock} and does not say by how much at most`, at);
    else if (most.unit !== limit.unit)
      fault('extendsInAnotherUnit', `${where} extends ${clock} in ${most.unit}, not in ${limit.unit}`, at);
    if (needs === null || !by)
      fault('extendsWithoutReason', `${where} extends ${clock} without evidence of why and by how much`, at);
  }

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

/** Whether its limit is a whole number of days, months or years, or a day that stands in the memory. */
const isLimited = ({ limit, until }: ClockRule): boolean =>
  until === undefined
    ? Number.isSafeInteger(limit?.length) && limit.length >= 1 && units.includes(limit.unit)
    : until !== '' && limit.unit === 'untilDay' && limit.length === 0;
