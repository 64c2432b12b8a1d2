import type { Transaction } from '#database';
import type { Actor } from '#identity';
import type { EventBody } from '#ledger';
import type { Process } from '#process';
import type { EvidenceRule, Readers, Readership, RecusalGround } from '#regulations';
import { dutiesNamedFor, mayBeRecused, peopleNamed, rolesFor, rolesHeld, rolesOf } from './authority.js';
import { deskMoves } from './notes.js';
import { meeting, type ReadCase } from './reader.js';
import { loadRecusals, meetingKey } from './recusals.js';

/**
 * In which part somebody reads a case that they may see: as the office, as an assessor whom it names, or as a party. Whoever
 * is recused from it reads it as a party, whatever roles they hold.
 */
export type Part = 'office' | 'assessor' | 'party';

/** A case and who reads it: what they are shown of what was brought to it and noted in it. */
export class CaseReader {
  private constructor(
    private readonly actor: Actor,
    private readonly process: Process,
    readonly part: Part,
    /** Whether they hold a role that takes a step in such cases, or oversee them. */
    private readonly isConcerned: boolean,
  ) {}

  static async of(tx: Transaction, actor: Actor, of: ReadCase): Promise<CaseReader> {
    const met = meeting(actor, of);
    const recused = mayBeRecused(of.process, actor)
      ? ((await loadRecusals(tx, [met])).get(meetingKey(met)) ?? [])
      : [];
    return CaseReader.from(actor, of, recused);
  }

  /** Pure; `recused` are the grounds on which the reader is recused from the institution's matters. */
  static from(actor: Actor, { process, file }: ReadCase, recused: readonly RecusalGround[]): CaseReader {
    // Who has just assessed the institution is kept from assessing it, not from knowing of it.
    const outside = recused.some((ground) => ground !== 'lastCycle');
    const { roles } = process.catalogue;
    const applies = (name: string): boolean => roles[name]?.duty === 'applying';
    const counted: Actor = outside ? { ...actor, roles: actor.roles.filter(applies) } : actor;
    const known = rolesOf(process);
    const ofOffice = rolesHeld(process, known, counted).some((name) => roles[name]!.reach === 'jurisdiction');
    const duty = peopleNamed(process, file.context).get(actor.person);
    const assesses =
      duty !== undefined && duty !== 'applying' && dutiesNamedFor(process, counted).includes(duty);
    const steps = process.states.flatMap((state) => state.steps.flatMap(({ by }) => by));
    const overseeing = known.filter((name) => roles[name]!.duty === 'oversight');
    const concerned = rolesFor(process, [...process.opening.by, ...steps, ...overseeing], counted, file);
    const part = ofOffice ? 'office' : assesses ? 'assessor' : 'party';
    return new CaseReader(actor, process, part, concerned.length > 0);
  }

  /**
   * An event as the reader is shown it with what was brought to it, and what was left out: JSON pointers into the entry.
   * Of a note of the office's inner affairs a party is shown what keeps the chain together, and no more.
   */
  shown(event: EventBody, evidence: object | null): Shown {
    // On whose desk something lies is the office's own affair.
    if (this.part === 'party' && deskMoves.has(event.kind)) {
      const { kind, seq, prev, at } = event;
      return { event: { kind, seq, prev, at }, evidence: null, without: ['/event'] };
    }
    const readers = this.readersOf(event);
    if (evidence === null || readers === null || this.brought(event)) return { event, evidence, without: [] };
    if (!this.isAmong(readers.by)) return { event, evidence: null, without: ['/evidence'] };
    const kept = Object.entries((readers.by === 'parties' && readers.but) || {}).flatMap(([field, { by }]) =>
      Object.hasOwn(evidence, field) && !this.isAmong(by) ? [field] : [],
    );
    const left = Object.entries(evidence).filter(([field]) => !kept.includes(field));
    return {
      event,
      evidence: kept.length === 0 ? evidence : Object.fromEntries(left),
      without: kept.map((field) => `/evidence/${field}`),
    };
  }

  /** Whether all that was brought to an event, and what rests on it, is the reader's to read. */
  readsAll(event: Pick<EventBody, 'evidence' | 'actor'>): boolean {
    const readers = this.readersOf(event);
    if (readers === null || this.brought(event)) return true;
    const kept = readers.by === 'parties' ? Object.values(readers.but ?? {}) : [];
    return [readers, ...kept].every(({ by }) => this.isAmong(by));
  }

  /** Whether the reader is shown the evidence of an event, be it in part. */
  reads(event: Pick<EventBody, 'evidence' | 'actor'>): boolean {
    const readers = this.readersOf(event);
    return readers === null || this.brought(event) || this.isAmong(readers.by);
  }

  private readersOf({ evidence }: Pick<EventBody, 'evidence'>): Readership | null {
    if (evidence === null) return null;
    return (this.process.catalogue.evidence[evidence.name] as EvidenceRule).readers;
  }

  /** Whoever brought it reads it; through a key of an institution, only what was brought for that. */
  private brought({ actor }: Pick<EventBody, 'actor'>): boolean {
    const { person, onlyFor } = this.actor;
    return actor.person === person && (onlyFor === undefined || actor.for === onlyFor);
  }

  private isAmong(by: Readers): boolean {
    switch (by) {
      case 'parties':
        return true;
      case 'office':
        return this.part !== 'party';
      case 'withoutAssessors':
        return this.part !== 'assessor';
      case 'concerned':
        return this.isConcerned;
    }
  }
}

/** What is left of an event whose body is not for the reader. */
export type WithheldEvent = Pick<EventBody, 'kind' | 'seq' | 'prev' | 'at'>;

export interface Shown {
  event: EventBody | WithheldEvent;
  evidence: unknown;
  without: string[];
}
