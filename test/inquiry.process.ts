import { z } from 'zod';
import { vocabulary } from '#process';
import type { EvidenceRule, Readership } from '#regulations';

/**
 * An invented process whose kinds of evidence carry documents and are for different readers: what the office finds is its
 * own, what the applicant answers is for all, and a ruling rests on what is the office's own.
 */
const words = (en: string) => ({ 'zh-CN': en, en });

const paper = (name: string, readers: Readership): EvidenceRule => ({
  words: words(name),
  schema: z.strictObject({ documents: z.array(z.uuid()), text: z.string() }),
  references: (evidence) =>
    (evidence as { documents: string[] }).documents.map((id, index) => ({
      ...{ kind: 'document', id, pointer: `/documents/${index}` },
    })),
  facts: () => ({}),
  readers,
  fingerprint: name,
});
const inner: Readership = { by: 'office', because: 'A working paper.' };

const law = vocabulary({
  roles: {
    intakeOfficer: { words: words('officer'), duty: 'intake', reach: 'jurisdiction' },
    applicant: { words: words('applicant'), duty: 'applying', reach: 'own' },
    auditor: { words: words('auditor'), duty: 'oversight', reach: 'jurisdiction' },
    clock: { words: words('clock'), duty: 'clock', reach: 'none' },
  },
  instruments: { rules: { title: words('Rules of inquiry'), inForceFrom: '2020-01-01' } },
  evidence: {
    finding: paper('finding', inner),
    reply: paper('reply', { by: 'parties' }),
    ruling: paper('ruling', { by: 'parties', but: { text: inner } }),
  },
  guards: {},
  assigns: {},
  effects: {},
  series: {},
});

const under = { instrument: 'rules', article: '1' } as const;

const machine = law.createMachine({
  id: 'inquiry',
  version: '2020-01-01',
  initial: 'asked',
  context: {},
  meta: { opening: { by: ['applicant'], under }, clocks: {} },
  states: {
    asked: {
      description: 'Something is inquired into.',
      tags: ['awaiting-authority'],
      on: {
        find: {
          description: 'Something is found.',
          meta: { by: ['intakeOfficer'], under, needs: 'finding' },
        },
        reply: { description: 'It is answered.', meta: { by: ['applicant'], under, needs: 'reply' } },
        rule: {
          description: 'It is decided.',
          meta: { by: ['intakeOfficer'], under, needs: 'ruling', decides: [] },
          target: 'over',
        },
      },
    },
    over: { description: 'It is over.', tags: ['terminal'], type: 'final' },
  },
});

export const inquiry = law.process(machine, {
  labels: {
    title: words('Inquiry'),
    states: { asked: words('asked'), over: words('over') },
    steps: { find: words('find'), reply: words('reply'), rule: words('rule') },
  },
});
