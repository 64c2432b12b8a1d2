/**
 * A case in memory. Over 300 lines, because whatever changes it stands in one class: no other part may leave it half changed.
 */
import { dayOf, type Day } from '#calendar';
import type { EventActor, EventBody } from '#ledger';
import { canonicalText, disclose, sealEvent, sha256 } from '#ledger';
import {
  decide,
  type CaseFile,
  type Decision,
  type Facts,
  type Given,
  type MovedFile,
  type Process,
} from '#process';
import { institutionMet, peopleNamed, type Reachable } from './authority.js';
import type { InForce } from './calendars.js';
import { afterRenamings, renameRows, renamings, type ClockNames } from './clock-renames.js';
import { carryOut, type ClockRow } from './clock-rows.js';
import type { Answer, Idempotency } from './command.js';
import { timeOf, type LoadedCase, type World } from './load.js';
import { clockTold, type Deed, type Noted, type PreparedEvent } from './prepared-event.js';

/** A clock that ran out, when, and the office time at which that was noticed. */
export interface Lapsed {
  case: string;
  clock: string;
  generation: number;
  /** RFC 3339 UTC. */
  dueAt: string;
  at: Date;
}

/** A case while a batch is judged: the loaded row, and what the batch adds to it. Nothing is written from here. */
export class WorkingCase {
  readonly events: PreparedEvent[] = [];
  /** The clocks that took their step in this batch. */
  readonly lapsed: Lapsed[] = [];
  number: string | null;
  private file: CaseFile | null;
  private readonly loaded: LoadedCase | null;
  private revision: number;
  private head: Buffer | null;
  private lastAt: string | null;
  clocks: ClockRow[];
  /** The edition that counts for it: after a step that settles it, maybe a later one than when it was loaded. */
  process: Process;
  /** Old names to new, of the clocks that are called otherwise since this batch. */
  renamed: ClockNames = {};
  /** How it goes on by the step that is being judged, where that moves it to another edition; and where it was before. */
  private move: { to: MovedFile; before: { process: Process; file: CaseFile; clocks: ClockRow[] } } | null =
    null;
  /** Version of the calendar for which its clocks were looked at in this batch; null where they were before. */
  looked: string | null = null;
  /** The duties kept apart that people hold in the matter, those taken in this batch included. */
  readonly duties: Map<string, string>;
  /** On whose desk each duty lies, and what of that changed in this batch: a null was released. */
  readonly desks: Map<string, string>;
  readonly deskChanges = new Map<string, { person: string | null; seq: number }>();

  constructor(
    readonly id: string,
    readonly root: string,
    readonly institution: string,
    /** The edition to which it was pinned when it was loaded. */
    private readonly pinned: Process,
    private readonly world: World,
    loaded: LoadedCase | null,
  ) {
    this.loaded = loaded;
    this.process = pinned;
    this.number = loaded?.row.number ?? null;
    this.file = loaded === null ? null : { state: loaded.row.state, context: loaded.context };
    this.revision = loaded?.row.revision ?? 0;
    this.head = loaded?.row.head ?? null;
    this.lastAt = loaded?.row.changed_at.toISOString() ?? null;
    this.clocks = loaded?.clocks ?? [];
    this.duties = new Map(world.duties.get(root));
    this.desks = new Map(world.desks.get(id));
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

  /** The case as far as authority over it goes. */
  get reachable(): Reachable {
    return { ...this.current, institution: this.institution };
  }

  /** The institution whose ties recuse, as the case stood when it was loaded. */
  get metWhenRead(): string {
    return institutionMet(this.pinned, this.institution, this.loaded?.context ?? {});
  }

  /** On whose desk a duty lies, where that is not the person's own who does it. */
  inWhoseStead(duty: string, person: string): string | null {
    const holder = this.desks.get(duty) ?? person;
    return holder === person ? null : holder;
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
    const now = peopleNamed(this.process, this.current.context);
    return [...peopleNamed(this.pinned, this.loaded.context).keys()].some((person) => !now.has(person));
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

  /**
   * Office time for this case: by it its events are dated, its clocks run out and its calendar is chosen. The server's
   * clock may be set back; a case's time never goes back.
   */
  get now(): Date {
    return this.lastAt === null ? this.world.at : timeOf(this.world, new Date(this.lastAt));
  }

  /** Its legal day. */
  get today(): Day {
    return dayOf(this.now, this.world.zone);
  }

  /** The calendar that is in force then. */
  get inForce(): InForce {
    return this.world.calendars.at(this.now);
  }

  /**
   * Judges a step by the edition to which it moves the case, or, where it moves it to none (null), by its own. Where no event
   * comes of it, because the step was refused or only tried, the case is as it was.
   */
  movedTo<T>(to: MovedFile | null, judge: () => T): T {
    if (to === null) return judge();
    const { seq, process, current: file, clocks } = this;
    this.move = { to, before: { process, file, clocks } };
    this.process = to.process;
    this.file = to.file;
    this.clocks = renameRows(clocks, to.clocks);
    try {
      return judge();
    } finally {
      this.move = null;
      if (this.seq === seq) Object.assign(this, { process, file, clocks });
    }
  }

  /** Old names to new, of the clocks that are called otherwise by the step that is being judged. */
  get renaming(): ClockNames {
    return this.move?.to.clocks ?? {};
  }

  /** What the case is before the step that is being judged, where that moves it to another edition. */
  get movedFrom(): { edition: string; context: Facts } | null {
    if (this.move === null) return null;
    const { process, file } = this.move.before;
    return { edition: process.edition, context: file.context };
  }

  /** Decides a step by the edition that counts for it. */
  decide(step: string, given: Given): Decision {
    return this.move === null
      ? decide(this.process, this.current, step, given)
      : this.move.to.decide(step, given);
  }

  /** Adds the event of a deed to the case's history, in memory. */
  record(tenant: number, deed: Deed): Answer {
    const { taken, given } = deed;
    const seq = this.seq + 1;
    const { to, before } = this.move ?? {};
    const names = to?.clocks ?? {};
    const told = { seq, today: given.today, under: taken.rule.under };
    const called = before === undefined ? [] : renamings(before.clocks, names, told);
    const standing = before === undefined ? this.clocks : afterRenamings(before.clocks, called);
    const { rows, operations: done } = carryOut(this.inForce.calendar, standing, taken.clocks, seq, {
      at: this.now.toISOString(),
      onDay: this.world.calendars.onDay,
    });
    const operations = [...called, ...done];
    const context = canonicalText(taken.context);
    const shown = deed.evidence === null ? null : disclose(deed.evidence.name, deed.evidence.value);
    const drawn = given.world['caseNumber'];
    if (typeof drawn === 'string' && taken.rule.draws.includes('caseNumber')) this.number = drawn;
    const answer = this.seal(
      {
        ...this.frame(tenant, deed.kind, deed.actor, deed.idempotency?.key ?? null),
        revision: this.revision + 1,
        step: taken.rule.name,
        from: taken.from,
        to: taken.state,
        under: { instrument: taken.rule.under.instrument, article: taken.rule.under.article },
        cause: deed.cause,
        evidence:
          shown === null ? null : { name: deed.evidence!.name, digest: shown.digest, size: shown.size },
        documents: deed.documents,
        given: { today: given.today, evidence: given.evidence, world: given.world },
        decided: deed.decided?.stands ?? null,
        clocks: operations.map((operation) => clockTold(operation, rows)),
        effects: taken.effects.map((effect) => effect.do),
        context: sha256(context).toString('hex'),
      },
      {
        context,
        contextAfter: taken.context,
        evidence: shown === null ? null : { name: deed.evidence!.name, disclosure: shown.disclosure },
        value: deed.evidence?.value ?? null,
        operations,
        effects: taken.effects,
        pays: deed.pays ?? null,
        decidedText: deed.decided?.text ?? null,
        store: null,
      },
      deed.idempotency,
    );
    this.file = { state: taken.state, context: taken.context };
    this.clocks = rows;
    this.renamed = { ...this.renamed, ...names };
    this.hold(deed.actor, this.process);
    return answer;
  }

  /** Adds an event that leaves state, revision and memory as they are. */
  note(tenant: number, noted: Noted): Answer {
    const { state, context } = this.current;
    const { rows, operations } = noted.clocks ?? { rows: this.clocks, operations: [] };
    const text = canonicalText(context);
    const answer = this.seal(
      {
        ...this.frame(tenant, noted.kind, noted.actor, noted.idempotency?.key ?? null),
        revision: this.revision,
        step: noted.kind,
        from: state,
        to: state,
        under: noted.under,
        cause: { kind: 'command', of: null },
        evidence: null,
        documents: [],
        given: { today: this.today, evidence: {}, world: noted.facts },
        decided: null,
        clocks: operations.map((operation) => clockTold(operation, rows)),
        effects: [],
        context: sha256(text).toString('hex'),
      },
      {
        context: text,
        contextAfter: context,
        evidence: null,
        value: null,
        operations,
        effects: [],
        pays: null,
        decidedText: null,
        store: noted.store ?? null,
      },
      noted.idempotency,
    );
    this.clocks = rows;
    this.hold(noted.actor, this.process);
    return answer;
  }

  /** Puts a duty of the case on somebody's desk, or takes it off; belongs to the event that was just noted. */
  moveDesk(duty: string, person: string | null): void {
    if (person === null) this.desks.delete(duty);
    else this.desks.set(duty, person);
    this.deskChanges.set(duty, { person, seq: this.seq });
  }

  /** What every event says of where it stands. */
  private frame(tenant: number, kind: EventBody['kind'], actor: EventActor, key: Idempotency | null) {
    return {
      v: 1,
      alg: 'sha256',
      log: 'audit',
      tenant,
      case: this.id,
      seq: this.seq + 1,
      prev: this.head?.toString('hex') ?? null,
      kind,
      process: this.process.id,
      edition: this.process.edition,
      editionHash: this.process.hash,
      actor,
      key: key?.keyDigest.toString('hex') ?? null,
      profile: null,
      at: this.now.toISOString(),
      recordedAt: this.world.recordedAt.toISOString(),
    } as const;
  }

  private seal(
    event: EventBody,
    beside: Omit<PreparedEvent, 'event' | 'body' | 'hash' | 'prevAt' | 'answer'>,
    idempotency: { caller: string; key: Idempotency } | null,
  ): Answer {
    const { body, hash } = sealEvent(event);
    const { unstaffed } = (event.given as { world: Facts }).world;
    const answer: Answer = {
      case: this.id,
      number: this.number,
      process: this.process.id,
      edition: this.process.edition,
      step: event.step,
      state: event.to,
      revision: event.revision,
      seq: event.seq,
      event: hash.toString('hex'),
      at: event.at,
      ...(Array.isArray(unstaffed) ? { unstaffed: unstaffed as string[] } : {}),
    };
    this.events.push({
      ...beside,
      event,
      body,
      hash,
      prevAt: this.lastAt,
      answer:
        idempotency === null
          ? null
          : { caller: idempotency.caller, idempotency: idempotency.key, text: JSON.stringify(answer) },
    });
    this.revision = event.revision;
    this.head = hash;
    this.lastAt = event.at;
    return answer;
  }

  /** Who acted, and whom the case names now, hold their duty in the matter from here on, as the database will note. */
  private hold({ person, duty }: EventActor, process: Process): void {
    const taken = [
      ...(person === null ? [] : [[person, duty] as const]),
      ...peopleNamed(process, this.current.context),
    ];
    for (const [who, what] of taken) {
      if (this.world.dutiesApart.has(what) && !this.duties.has(who)) this.duties.set(who, what);
    }
  }
}
