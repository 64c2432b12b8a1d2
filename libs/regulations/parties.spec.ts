import { describe, expect, it } from '@jest/globals';
import { awaitsDuty, partyAwaited, partyFaults, processes } from './index.js';

describe('whose turn it is', () => {
  it('is that of whoever has a duty only where the case awaits them', () => {
    const awaited = (tag: string) => ['applying', 'intake'].filter((duty) => awaitsDuty([tag], duty));
    expect(awaited('awaiting-applicant')).toEqual(['applying']);
    expect(awaited('awaiting-authority')).toEqual(['intake']);
    expect(awaited('in-force')).toEqual([]);
  });

  it.each(processes.map((process) => [`${process.id} ${process.edition}`, process] as const))(
    'is said of every state of %s in which a case can rest, of one party alone',
    (_, process) => {
      expect(partyFaults(process)).toEqual([]);
    },
  );

  it('is found missing, doubled, unknown, and where a case has ended', () => {
    const [process] = processes;
    const spoilt = (tags: string[]) =>
      partyFaults({
        ...process!,
        states: process!.states.map((state) =>
          state.name === process!.initial || state.final ? { ...state, tags } : state,
        ),
      });
    const finals = process!.states.filter(({ final }) => final).length;
    const rest = process!.initial;
    const where = `the state ${rest} of ${process!.id} ${process!.edition}`;
    expect(spoilt([])).toEqual([`${where} awaits nobody`]);
    expect(spoilt(['awaiting-applicant'])).toHaveLength(finals);
    const both = ['awaiting-authority', 'awaiting-third-party'];
    expect(spoilt(both)).toContain(`${where} awaits awaiting-authority and awaiting-third-party`);
    expect(spoilt(['awaiting-weather'])).toContain(`${where} awaits nobody we know: awaiting-weather`);
    expect(spoilt(['awaiting-authority', 'in-force'])).toContain(`${where} awaits awaiting-authority`);
  });

  it('is told by the tag, and is nobody’s where a case is over or in force', () => {
    expect(partyAwaited(['awaiting-third-party'])).toBe('thirdParty');
    expect(partyAwaited(['terminal'])).toBeNull();
    expect(partyAwaited(['in-force'])).toBeNull();
  });
});
