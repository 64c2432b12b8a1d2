import { describe, expect, it } from '@jest/globals';
import { certificateConcerned, evidence, processes, scopeStages, type StepRead } from './index.js';

/** Steps as their reader is shown them, numbered from 1. */
const steps = (...given: Partial<StepRead>[]): StepRead[] =>
  given.map((one, index) => ({
    ...{ seq: index + 1, step: 'any', kind: null, brought: null, facts: {}, without: [] },
    ...one,
  }));
const of = (...given: Partial<StepRead>[]) => scopeStages('qualification', steps(...given));
const form = { kind: 'applicationForm', brought: { scopeTable: 'first' } };
const signatories = [{ name: '赵示例', field: '水质', proposed: true }];
const left = { scopeTable: 'first', items: [{ site: 'A', item: '1.10' }] };
const reported = (conclusion: string) => ({
  kind: 'onSiteReport',
  brought: { conclusion, signatories, exclusions: left },
});

describe('the stages of a scope', () => {
  it('are the table applied for, what the report proposes and what the decision grants, each with its event', () => {
    const decision = { kind: 'partialGrantDecision', brought: { exclusions: left } };
    expect(of(form, reported('conforming'), decision)).toEqual({
      applied: { seq: 1, withheld: false, said: { table: 'first', givesUp: [] } },
      proposed: { seq: 2, withheld: false, said: { leavesOut: left.items, signatories } },
      decided: { seq: 3, withheld: false, said: { leavesOut: left.items } },
    });
  });

  it('have spoken only where somebody has', () => {
    const { proposed, decided } = of(form, { kind: 'acceptanceNotice', brought: {} });
    expect([proposed, decided]).toEqual([1, 2].map(() => ({ seq: null, withheld: false, said: null })));
  });

  it('follow a supplement that brings another table, and one that brings none changes nothing', () => {
    const without = { kind: 'supplement', brought: { answers: [] } };
    const anew = { kind: 'supplement', brought: { answers: [], scopeTable: 'second' } };
    expect(of(form, without).applied).toMatchObject({ seq: 1, said: { table: 'first' } });
    expect(of(form, anew, without).applied).toMatchObject({ seq: 2, said: { table: 'second' } });
  });

  it('keep what is given up when the table is put right', () => {
    const change = { kind: 'changeDeclaration', brought: { cancels: left } };
    const { applied } = of(change, { kind: 'supplement', brought: { scopeTable: 'second' } });
    expect(applied.said).toEqual({ table: 'second', givesUp: left.items });
  });

  it.each([
    ['a report that does not conform', reported('nonconforming')],
    ['materials that forbid the assessment', { kind: 'materialReview', facts: { finding: 'doNotGoOn' } }],
    ['what was not put right', { kind: 'verificationOpinion', facts: { notClosed: [1] } }],
    ['what was not put right in time', { step: 'lapseIntoNonconformity' }],
    ['an assessment broken off', { step: 'agreeToTerminate', kind: 'terminationAnswer', brought: {} }],
  ])('propose nothing by %s', (_, last) => {
    expect(of(form, reported('basicallyConforming'), last).proposed).toMatchObject({
      ...{ seq: 3, said: { leavesOut: 'all', signatories } },
    });
  });

  it('stay as the report has them where everything is put right', () => {
    const closed = { kind: 'verificationOpinion', facts: { notClosed: [] } };
    expect(of(form, reported('basicallyConforming'), closed).proposed).toMatchObject({
      ...{ seq: 2, said: { leavesOut: left.items } },
    });
  });

  it.each(['grantDecision', 'changeApproval', 'commitmentGrant', 'cancellationApproval'])(
    'are granted whole by %s',
    (kind) => expect(of(form, { kind, brought: {} }).decided.said).toEqual({ leavesOut: [] }),
  );

  it('are granted whole by silence, and not at all by a refusal', () => {
    expect(of(form, { step: 'deemGranted' }).decided).toMatchObject({ seq: 2, said: { leavesOut: [] } });
    expect(of(form, { kind: 'refusal', brought: {} }).decided.said).toEqual({ leavesOut: 'all' });
  });

  it('are withheld, and stay so, where what one rests on is not shown', () => {
    const report = { kind: 'onSiteReport', without: ['/evidence'] };
    const closed = { kind: 'verificationOpinion', facts: { notClosed: [1] } };
    expect(of(form, report, closed).proposed).toEqual({ seq: 3, withheld: true, said: null });
    const field = { ...reported('conforming'), without: ['/evidence/exclusions'] };
    expect(of(form, field).proposed).toEqual({ seq: 2, withheld: true, said: null });
  });

  it('are shown where only what they do not rest on is withheld', () => {
    const { applied } = of({ ...form, without: ['/evidence/contactPerson'] });
    expect(applied).toMatchObject({ withheld: false, said: { table: 'first' } });
  });

  it('are none in another process, though it knows such kinds', () => {
    const { applied } = scopeStages('commitmentVerification', steps(form));
    expect(applied.seq).toBeNull();
  });

  it('forget no kind of evidence that brings a table, or leaves items out of one, nor a step that says so by itself', () => {
    const kinds = Object.entries(evidence).flatMap(([kind, { schema }]) =>
      /"(?:scopeTable|exclusions|signatories)":\{/.test(JSON.stringify(schema.toJSONSchema())) ? [kind] : [],
    );
    expect(kinds).toContain('documentReport');
    const brought = { scopeTable: 'first', conclusion: 'conforming', signatories, exclusions: left };
    for (const kind of kinds) {
      const spoken = Object.values(of({ kind, brought })).filter(({ seq }) => seq !== null);
      expect([kind, spoken.length]).toEqual([kind, 1]);
    }
    const editions = processes.filter(({ id }) => id === 'qualification');
    for (const { states } of editions)
      for (const name of ['deemGranted', 'lapseIntoNonconformity', 'agreeToTerminate'])
        expect(states.flatMap(({ steps: known }) => known.map((one) => one.name))).toContain(name);
  });
});

describe('the certificate that a case is about', () => {
  const certificate = { number: '252213050001' };
  it.each([
    [{ kind: 'extension' }, 'extension'],
    [{ kind: 'change', handling: 'declaration' }, 'change'],
    [{ kind: 'change', handling: 'assessment' }, 'move'],
    [{ kind: 'renewal' }, 'replacement'],
    // A renewal that came too late is handled as a first application, and replaces the certificate all the same.
    [{ kind: 'first' }, 'replacement'],
    [{ kind: 'cancellation' }, 'cancellation'],
  ])('is known from its memory: %j is a %s', (memory, as) => {
    expect(certificateConcerned('qualification', { ...memory, certificate })).toEqual({ ...certificate, as });
  });

  it('is none of a first application, and none of another process', () => {
    expect(certificateConcerned('qualification', { kind: 'first', certificate: null })).toBeNull();
    expect(certificateConcerned('certificate', { kind: 'extension', certificate })).toBeNull();
  });
});
