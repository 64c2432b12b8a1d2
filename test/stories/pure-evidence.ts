/** What people bring, in memory: read by its schema, with what it refers to looked up in the office. */
import type { Day, Facts } from '#process';
import type { EvidenceRule, Resolved } from '#regulations';
import type { Deed, Refusal } from './lines.js';
import { personCalled } from './people.js';
import type { Authority } from './pure-authority.js';
import type { PureCase } from './pure-case.js';
import type { PureRegister } from './pure-register.js';
import { tables } from './tables.js';

/** Refused, as the engine would say it. */
export class RefusedHere extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.code);
  }
}

export const refuse = (code: Refusal['code'], reasons: readonly string[] = []): never => {
  throw new RefusedHere({ code, reasons });
};

/** One document lies with each case that its applicant opened. */
const theDocument = '0197c000-0000-7000-8000-000000000001';
const documentFacts = { digest: 'a'.repeat(64), size: 1, mediaType: 'text/plain' };

export class PureEvidence {
  constructor(
    private readonly register: PureRegister,
    private readonly authority: Authority,
  ) {}

  /** What the evidence of a deed comes to, and may enter an event. Refuses what does not fit. */
  factsOf(
    working: PureCase,
    needs: string | null,
    deed: Deed,
    { today, names }: { today: Day; names: ReadonlyMap<string, string> },
  ): Facts {
    const { process, file } = working;
    const brought = deed.body?.({
      documents: working.root === working.id ? [theDocument] : [],
      table: (name) => tables[name].id,
      person: (who) => personCalled(who).id,
      numberOf: (certificate) => this.register.numberOf(names.get(certificate)),
      ...{ today, edition: process.edition, facts: file.context },
    });
    if (needs === null) return brought === undefined ? {} : refuse('evidence-does-not-fit');
    const rule = process.catalogue.evidence[needs] as EvidenceRule;
    const parsed = rule.schema.safeParse(brought ?? {});
    if (!parsed.success) return refuse('evidence-does-not-fit');
    const resolved: Record<string, Record<string, unknown>> = { document: {}, scopeTable: {}, person: {} };
    for (const { kind, id } of rule.references?.(parsed.data) ?? []) {
      const found = this.find(kind, id, working, today);
      if (found === null) return refuse('evidence-does-not-fit');
      (resolved[kind] ??= {})[id] = found;
    }
    return rule.facts(parsed.data, { context: file.context, resolved: resolved as unknown as Resolved });
  }

  private find(kind: string, id: string, working: PureCase, today: Day): unknown {
    if (kind === 'document') return documentFacts;
    if (kind === 'person') return this.authority.personFacts(working, id);
    return this.register.find(kind, id, working, today);
  }
}
