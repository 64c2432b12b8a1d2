/**
 * What is said of a scope in the course of a case, and by what: an application brings it, an assessment proposes it, a
 * decision grants it. It is read afterwards, to lay the three side by side, and decides no case: so it is not frozen with
 * the editions, and a better reading holds for old cases too.
 */
import type { Facts, Json } from '#process';
import type { EvidenceName } from './evidence/index.js';

/** The process in which a scope is applied for, assessed and decided. */
const applicationProcess = 'qualification';

export type ScopeStage = 'applied' | 'proposed' | 'decided';

/** An item of a scope table by its site and number. */
export interface ItemNamed {
  site: string;
  item: string;
}

/** Who is to sign for a field, and whether the assessment proposes them. */
export interface SignatoryNamed {
  name: string;
  field: string;
  proposed: boolean;
}

/** What is asked for: the rows of a table, and items of a certificate that are given up, or all of it. */
export interface ScopeApplied {
  table: string | null;
  givesUp: readonly ItemNamed[] | 'all';
}

/** What a report proposes or a decision grants: all that is asked for without what it leaves out; `all` is nothing. */
export interface ScopeJudged {
  leavesOut: readonly ItemNamed[] | 'all';
}

export interface ScopeProposed extends ScopeJudged {
  /** Not there where an assessment ended before it named anybody. */
  signatories?: readonly SignatoryNamed[];
}

/**
 * A stage: the number of the last event that said something of it, null where none has; and what holds by all that was said.
 * That is null as well where the reader is not shown what one of these events brought, and then it is withheld.
 */
export interface Told<T> {
  seq: number | null;
  withheld: boolean;
  said: T | null;
}

export interface ScopeStages {
  applied: Told<ScopeApplied>;
  proposed: Told<ScopeProposed>;
  decided: Told<ScopeJudged>;
}

/** A step of a case as its reader is shown it. */
export interface StepRead {
  seq: number;
  step: string;
  /** The kind of what was brought, and itself as far as it is shown. */
  kind: string | null;
  brought: Facts | null;
  /** What the event keeps of it: codes and counts, which are for everybody who sees the case. */
  facts: Facts;
  /** JSON pointers of what is not shown, such as `/evidence` or `/evidence/opinion`. */
  without: readonly string[];
}

/** `reads` are the fields it is read from; none, and it follows from the event alone. */
interface Saying {
  stage: ScopeStage;
  reads: readonly string[];
  /** What changes by it; null where it says nothing of the scope. */
  says(brought: Facts, facts: Facts): Partial<ScopeApplied & ScopeProposed> | null;
}

const applies: Saying = {
  stage: 'applied',
  reads: ['scopeTable'],
  says: ({ scopeTable }) => ({ table: scopeTable as string, givesUp: [] }),
};

/** A supplement may bring a table in place of the one before, and says nothing of what is given up. */
const supplements: Saying = {
  stage: 'applied',
  reads: ['scopeTable'],
  says: ({ scopeTable }) => (typeof scopeTable === 'string' ? { table: scopeTable } : null),
};

/** Of a body that is found not to conform nothing is proposed, whatever else the report names. */
const reports: Saying = {
  stage: 'proposed',
  reads: ['exclusions', 'signatories', 'conclusion'],
  says: ({ exclusions, signatories, conclusion }) => ({
    leavesOut: conclusion === 'nonconforming' ? 'all' : itemsIn(exclusions),
    signatories: signatories as unknown as SignatoryNamed[],
  }),
};

const proposesNothing: Saying = { stage: 'proposed', reads: [], says: () => ({ leavesOut: 'all' }) };
const grantsAll: Saying = { stage: 'decided', reads: [], says: () => ({ leavesOut: [] }) };

const byKind: Partial<Record<EvidenceName, Saying>> = {
  applicationForm: applies,
  commitmentApplication: applies,
  changeDeclaration: {
    stage: 'applied',
    reads: ['scopeTable', 'cancels'],
    says: ({ scopeTable = null, cancels }) => ({
      table: typeof scopeTable === 'string' ? scopeTable : null,
      givesUp: itemsIn(cancels),
    }),
  },
  cancellationRequest: { stage: 'applied', reads: [], says: () => ({ table: null, givesUp: 'all' }) },
  supplement: supplements,
  onSiteReport: reports,
  remoteReport: reports,
  assessmentReport: reports,
  remoteAssessmentReport: reports,
  documentReport: reports,
  materialReview: {
    stage: 'proposed',
    reads: [],
    says: (_, { finding }) => (finding === 'doNotGoOn' ? { leavesOut: 'all' } : null),
  },
  // What was to be put right and was not: the conclusion is nonconforming then.
  verificationOpinion: {
    stage: 'proposed',
    reads: [],
    says: (_, { notClosed }) =>
      Array.isArray(notClosed) && notClosed.length > 0 ? { leavesOut: 'all' } : null,
  },
  grantDecision: grantsAll,
  changeApproval: grantsAll,
  commitmentGrant: grantsAll,
  cancellationApproval: grantsAll,
  partialGrantDecision: {
    stage: 'decided',
    reads: ['exclusions'],
    says: ({ exclusions }) => ({ leavesOut: itemsIn(exclusions) }),
  },
  refusal: { stage: 'decided', reads: [], says: () => ({ leavesOut: 'all' }) },
};

/** Steps to which nothing is brought that would say it: by silence, or by an answer that agrees to what was proposed. */
const byStep: Readonly<Record<string, Saying>> = {
  deemGranted: grantsAll,
  lapseIntoNonconformity: proposesNothing,
  agreeToTerminate: proposesNothing,
};

/** The stages of a case of a process by its steps, in their order. Pure; what is said later stands for what was before. */
export function scopeStages(process: string, steps: readonly StepRead[]): ScopeStages {
  const none = { seq: null, withheld: false, said: null };
  const stages: ScopeStages = { applied: none, proposed: none, decided: none };
  if (process !== applicationProcess) return stages;
  for (const { seq, step, kind, brought, facts, without } of steps) {
    const saying = byStep[step] ?? byKind[kind as EvidenceName];
    if (saying === undefined) continue;
    const { stage, reads } = saying;
    const before: Told<object> = stages[stage];
    if (before.withheld || isKept(without, reads)) {
      stages[stage] = { seq, withheld: true, said: null };
      continue;
    }
    const said = saying.says(brought ?? {}, facts);
    if (said === null) continue;
    Object.assign(stages, { [stage]: { seq, withheld: false, said: { ...before.said, ...said } } });
  }
  return stages;
}

const isKept = (without: readonly string[], reads: readonly string[]): boolean =>
  reads.some((field) => without.includes('/evidence') || without.includes(`/evidence/${field}`));

/** What a case does to the certificate that its memory names, and how that goes about with the items. */
export interface CertificateConcerned {
  number: string;
  /**
   * `extension` adds the rows of the table; `change` lets rows stand for those of the same site and number, and takes out
   * what is given up; `move` does the same and takes out what the decision leaves out; `replacement` is a new certificate in
   * its place; `cancellation` ends it.
   */
  as: 'extension' | 'change' | 'move' | 'replacement' | 'cancellation';
}

/** Null where the case concerns no certificate that there was before it. */
export function certificateConcerned(process: string, context: Facts): CertificateConcerned | null {
  const { certificate, kind, handling } = context;
  const number = (certificate as Facts | null | undefined)?.number;
  if (process !== applicationProcess || typeof number !== 'string') return null;
  if (kind === 'extension' || kind === 'cancellation') return { number, as: kind };
  if (kind === 'change') return { number, as: handling === 'assessment' ? 'move' : 'change' };
  return { number, as: 'replacement' };
}

const itemsIn = (left: Json | undefined): ItemNamed[] =>
  ((left as Facts | undefined)?.items as unknown as ItemNamed[] | undefined) ?? [];
