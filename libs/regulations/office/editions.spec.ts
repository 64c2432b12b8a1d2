import { describe, expect, it } from '@jest/globals';
import { articles, instruments, publicStage, roles, type RoleName } from '../index.js';
import { officeProcesses } from './editions.js';

describe.each(officeProcesses.map((process) => [process.id, process] as const))('%s', (_, process) => {
  const steps = process.states.flatMap((state) => state.steps);

  it('rests on practice, or on what we have read, in force when the edition was', () => {
    for (const { under } of [...steps, process.opening]) {
      const instrument = under.instrument as keyof typeof instruments;
      expect(articles[instrument]).toContain(under.article);
      expect(instruments[instrument].inForceFrom <= process.edition).toBe(true);
    }
  });

  it('has no clock and no number, and no stage that the public sees', () => {
    expect([...Object.keys(process.clocks), ...steps.flatMap(({ draws }) => draws)]).toEqual([]);
    expect(process.states.flatMap(({ name }) => publicStage(process, name) ?? [])).toEqual([]);
  });

  it('is taken by nobody whose duty is to oversee, and two people confirm under a duty of their own', () => {
    const duties = new Set(steps.flatMap(({ by }) => by.map((role) => roles[role as RoleName].duty)));
    expect(duties).not.toContain('oversight');
    for (const { name, duty } of steps.filter(({ name }) =>
      /^(confirm(Grant|Withdrawal|Lifting|Suspension|Reinstatement|Change)|decline.*)$/.test(name),
    ))
      expect([name, duty]).toEqual([name, process.id === 'invitation' ? 'applying' : 'confirmation']);
  });
});
