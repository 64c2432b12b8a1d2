import { randomUUID } from 'node:crypto';
import { CaseViews, Casework, DecisionTexts, ProcessShelf, replayCases } from '#casework';
import { grantsWith } from '#grants';
import { processes } from '#regulations';
import { registerWith } from '#register';
import { granting } from './granting.process.js';
import { payOwed } from './office-affairs.js';
import { laboratories, testOffice, Walk, type TestOffice } from './office.js';

/** An office that also knows the invented process, and pays what its cases owe when it is told to. */
export interface GrantingOffice extends TestOffice {
  shelf: ProcessShelf;
  /** A case of a laboratory in which something was asked for. */
  ask(evidence: object, laboratory?: number): Promise<Walk>;
  /** The same, with a step that orders it; answers the case. */
  order(evidence: object, step: string, laboratory?: number): Promise<Walk>;
  /** Takes every step that is owed, as the worker does. */
  pay(): Promise<number>;
  /** The linked case of a process that a case has opened. */
  linked(
    process: string,
    origin: string,
  ): Promise<{ id: string; state: string; context: Record<string, never> }>;
  stateOf(id: string): Promise<string>;
  /** What a replay of everything finds. */
  findings(): Promise<string[]>;
}

const applicants = ['applicant-food', 'applicant-environment'];

export async function grantingOffice(): Promise<GrantingOffice> {
  const office = await testOffice();
  const shelf = new ProcessShelf([...processes, granting]);
  const casework = new Casework(office.service, shelf);
  grantsWith(casework);
  registerWith(casework);
  casework.checkPorts();
  const views = new CaseViews(office.service, shelf);
  const own = {
    ...office,
    shelf,
    casework,
    views,
    texts: new DecisionTexts(office.service, views, casework.ports),
  };
  const ask = async (evidence: object, laboratory = 0): Promise<Walk> => {
    const caller = office.as(applicants[laboratory]!);
    const asked = { process: 'granting', institution: laboratories[laboratory]!.id, evidence: undefined };
    const { answer } = await casework.open(caller, asked, randomUUID());
    const walk = new Walk(own, answer.case);
    await walk.take(applicants[laboratory]!, 'ask', evidence);
    return walk;
  };
  return Object.assign(own, {
    ask,
    order: async (evidence: object, step: string, laboratory = 0) => {
      const walk = await ask(evidence, laboratory);
      await walk.take('certificate-clerk', step);
      return walk;
    },
    pay: () => payOwed(own),
    linked: async (process: string, origin: string) => {
      const rows = await office.rows<{ id: string; state: string; context: string }>(
        `select id, state, context from cases where process = $1 and context::json ->> 'origin' = $2`,
        [process, origin],
      );
      if (rows.length !== 1) throw new Error(`${rows.length} cases of ${process} come from ${origin}`);
      const [{ id, state, context }] = rows as [(typeof rows)[number]];
      return { id, state, context: JSON.parse(context) as Record<string, never> };
    },
    stateOf: async (id: string) => {
      const [row] = await office.rows<{ state: string }>('select state from cases where id = $1', [id]);
      return row!.state;
    },
    findings: async () => {
      const { findings } = await replayCases(office.service, { shelf, ports: casework.ports }, office.tenant);
      return findings.map(({ sentence }) => sentence);
    },
  });
}
