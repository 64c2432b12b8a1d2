import type { Calendar } from '#calendar';
import type { EventActor, EventBody } from '#ledger';
import { canonicalText, disclose, sealEvent, sha256 } from '#ledger';
import type { CaseFile, Effect, Given, Process, Taken } from '#process';
import { peopleNamed } from './authority.js';
import { carryOut, type ClockOperation, type ClockRow } from './clock-rows.js';
import type { Answer, Idempotency } from './command.js';
import type { LoadedCase, World } from './load.js';

/** An event that is ready to be written, with everything that stands beside it. */
export interface PreparedEvent {
  event: EventBody;
  body: string;
  hash: Buffer;
  prevAt: string | null;
  /** The case's memory after the event, canonical. */
  context: string;
  evidence: { name: string; disclosure: string } | null;
  operations: ClockOperation[];
  answer: { caller: string; idempotency: Idempotency; text: string } | null;
  effects: readonly Effect[];
  contextAfter: CaseFile['context'];
  /** The owed command that this event pays. */
  pays: { case: string; seq: number; ordinal: number } | null;
}

export interface Deed {
  kind: EventBody['kind'];
  taken: Taken;
  given: Given;
  actor: EventActor;
  cause: EventBody['cause'];
  evidence: { name: string; value: unknown } | null;
  documents: EventBody['documents'];
  idempotency: { caller: string; key: Idempotency } | null;
  pays?: PreparedEvent['pays'];
}

/** A case while a batch is judged: the loaded row, and what the batch adds to it. Nothing is written from here. */
export class WorkingCase {
  readonly events: PreparedEvent[] = [];
  number: string | null;
  private file: CaseFile | null;
  private readonly loaded: LoadedCase | null;
  private revision: number;
  private head: Buffer | null;
  private lastAt: string | null;
  clocks: ClockRow[];

  constructor(
    readonly id: string,
    readonly root: string,
    readonly institution: string,
    readonly process: Process,
    private readonly world: World,
    loaded: LoadedCase | null,
  ) {
    this.loaded = loaded;
    this.number = loaded?.row.number ?? null;
    this.file = loaded === null ? null : { state: loaded.row.state, context: loaded.context };
    this.revision = loaded?.row.revision ?? 0;
    this.head = loaded?.row.head ?? null;
    this.lastAt = loaded?.row.changed_at.toISOString() ?? null;
    this.clocks = loaded?.clocks ?? [];
  }

  get isNew(): boolean {
    return this.loaded === null;
  }

  get loadedSeq(): number {
    return this.loaded?.row.seq ?? 0;
  }

  get current(): CaseFile {
    if (this.file === null) throw new Error('the case has not been opened');
    return this.file;
  }

  get currentRevision(): number {
    return this.revision;
  }

  get seq(): number {
    return this.loadedSeq + this.events.length;
  }

  /** Whether somebody whom the case named when it was loaded is named no longer. */
  get namedFewer(): boolean {
    if (this.loaded === null) return false;
    const now = new Set(peopleNamed(this.process, this.current.context));
    return peopleNamed(this.process, this.loaded.context).some((person) => !now.has(person));
  }

  get openedAt(): string {
    return this.loaded?.row.opened_at.toISOString() ?? this.world.at.toISOString();
  }

  get headHash(): Buffer {
    if (this.head === null) throw new Error('the case has no event');
    return this.head;
  }

  get changedAt(): string {
    return this.lastAt ?? this.openedAt;
  }

  /** Adds the event of a deed to the case's history, in memory. */
  record(tenant: number, calendar: Calendar, deed: Deed): Answer {
    const { taken, given } = deed;
    const seq = this.seq + 1;
    const { rows, operations } = carryOut(calendar, this.clocks, taken.clocks, seq);
    const context = canonicalText(taken.context);
    const shown = deed.evidence === null ? null : disclose(deed.evidence.name, deed.evidence.value);
    // The server's clock may be set back; an event is never dated before its predecessor.
    const now = this.world.at.toISOString();
    const at = this.lastAt !== null && this.lastAt > now ? this.lastAt : now;
    const event: EventBody = {
      v: 1,
      alg: 'sha256',
      log: 'audit',
      tenant,
      case: this.id,
      seq,
      prev: this.head?.toString('hex') ?? null,
      revision: this.revision + 1,
      kind: deed.kind,
      step: taken.rule.name,
      from: taken.from,
      to: taken.state,
      process: this.process.id,
      edition: this.process.edition,
      editionHash: this.process.hash,
      under: { instrument: taken.rule.under.instrument, article: taken.rule.under.article },
      actor: deed.actor,
      cause: deed.cause,
      key: deed.idempotency?.key.keyDigest.toString('hex') ?? null,
      evidence: shown === null ? null : { name: deed.evidence!.name, digest: shown.digest, size: shown.size },
      documents: deed.documents,
      given: { today: given.today, evidence: given.evidence, world: given.world },
      profile: null,
      clocks: operations.map((operation) => {
        const row = rows.find(
          ({ clock, generation }) => clock === operation.clock && generation === operation.generation,
        );
        return {
          clock: operation.clock,
          generation: operation.generation,
          order: operation.operation,
          on: operation.on_day,
          due: operation.due_on,
          calendar: row!.calendar_version,
          provisional: row!.provisional,
        };
      }),
      effects: taken.effects.map((effect) => effect.do),
      context: sha256(context).toString('hex'),
      at,
      recordedAt: this.world.recordedAt.toISOString(),
    };
    const { body, hash } = sealEvent(event);
    const drawn = given.world['caseNumber'];
    if (typeof drawn === 'string' && taken.rule.draws.includes('caseNumber')) this.number = drawn;
    const answer: Answer = {
      case: this.id,
      number: this.number,
      process: this.process.id,
      edition: this.process.edition,
      step: event.step,
      state: event.to,
      revision: event.revision,
      seq,
      event: hash.toString('hex'),
      at,
    };
    this.events.push({
      event,
      body,
      hash,
      prevAt: this.lastAt,
      context,
      evidence: shown === null ? null : { name: deed.evidence!.name, disclosure: shown.disclosure },
      operations,
      answer:
        deed.idempotency === null
          ? null
          : {
              caller: deed.idempotency.caller,
              idempotency: deed.idempotency.key,
              text: JSON.stringify(answer),
            },
      effects: taken.effects,
      contextAfter: taken.context,
      pays: deed.pays ?? null,
    });
    this.file = { state: taken.state, context: taken.context };
    this.revision += 1;
    this.head = hash;
    this.lastAt = at;
    this.clocks = rows;
    return answer;
  }
}
