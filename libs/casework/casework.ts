import type { JSONWebKeySet } from 'jose';
import { v7 as uuidv7 } from 'uuid';
import type { Database } from '#database';
import { canonicalText, sha256 } from '#ledger';
import { Refused } from '#refusals';
import type { AuthorityRuleName } from '#regulations';
import { authorityRules, usualStepUp, type AuthorityRule, type StepUp } from './authority-rules.js';
import type { Caller } from './caller.js';
import { Batches } from './batches.js';
import { changeProfile, profilesAsTold } from './profile-changes.js';
import { profileFacts } from './profiles.js';
import { calendarAsTold, calendarFacts, changeCalendar } from './calendar-changes.js';
import { formatCaseNumber } from './case-number.js';
import { ClockWatch } from './clock-watch.js';
import type { Answer, Idempotency, Note, Outcome, OwedCommand } from './command.js';
import type { Engine } from './lines.js';
import { passingSigner, type DecisionSigner } from './decision-signer.js';
import { documentFacts } from './document-facts.js';
import { drawAgain, lapseDue, type DueLapses } from './lapse-due.js';
import { ownEffects } from './linked-cases.js';
import { personFacts } from './person-facts.js';
import { Ports } from './ports.js';
import type { ProcessShelf } from './process-shelf.js';

/**
 * The one door through which a case changes: HTTP, worker, imports and console all come through here, and nothing
 * else writes cases or events. See this library's README for the life of a step.
 */
export class Casework {
  readonly ports = new Ports();
  private readonly batches: Batches;
  private readonly engine: Engine;

  constructor(
    readonly database: Database,
    readonly shelf: ProcessShelf,
    {
      signer = passingSigner(),
      stepUp = usualStepUp,
      rules = authorityRules,
      monotonic,
    }: CaseworkOptions = {},
  ) {
    const watch = new ClockWatch(monotonic);
    this.engine = { database, shelf, ports: this.ports, signer, stepUp, rules, watch };
    this.batches = new Batches(this.engine);
    this.ports.registerResolver('document', documentFacts);
    this.ports.registerResolver('person', personFacts);
    this.ports.registerResolver('calendar', calendarFacts);
    this.ports.registerEffect('changeCalendar', changeCalendar);
    this.ports.registerRecord(calendarAsTold);
    this.ports.registerResolver('profile', profileFacts(shelf));
    this.ports.registerEffect('changeProfile', changeProfile(shelf));
    this.ports.registerRecord(profilesAsTold);
    this.ports.registerSeries('caseNumber', {
      counter: (_tenant, today) => `case/${today.slice(0, 4)}`,
      format: (serial, { tenant, today }) => formatCaseNumber(tenant, Number(today.slice(0, 4)), serial),
      last: 999_999_999,
    });
  }

  /** Opens a case: step 1 of its history. Throws `Refused`; nothing has changed then. */
  async open(
    caller: Caller,
    asked: { process: string; institution?: string | undefined; evidence: unknown },
    key: string,
  ): Promise<{ answer: Answer; replayed: boolean }> {
    const { process, institution, evidence } = asked;
    const idempotency = idempotencyOf(key, { open: asked });
    if (institution !== undefined && !isUuid(institution)) throw new Refused('not-found');
    return answerOf(
      await this.batches.submit({
        caseId: uuidv7(),
        command: { kind: 'open', ...askedBy(caller), process, institution, evidence, idempotency },
      }),
    );
  }

  /**
   * Takes a step. `revision` is the one the caller has read; undefined is refused, for nobody should act on a case
   * they have not seen. Throws `Refused` with the first thing that stands in the way.
   *
   * A step that is a decision needs the digest of the text that was shown (`textOf`). With `dryRun` everything is
   * judged and nothing is written; the answer says where the step would lead.
   */
  async advance(
    caller: Caller,
    asked: {
      case: string;
      step: string;
      revision: number | undefined;
      evidence: unknown;
      confirmedText?: string | undefined;
      dryRun?: boolean;
    },
    key: string,
  ): Promise<{ answer: Answer; replayed: boolean }> {
    const { confirmedText = null, dryRun = false, ...rest } = asked;
    const request = { ...asked, revision: asked.revision ?? null };
    const idempotency = idempotencyOf(key, { advance: request });
    if (!isUuid(asked.case)) throw new Refused('not-found');
    return answerOf(
      await this.batches.submit({
        caseId: asked.case,
        command: { kind: 'step', ...askedBy(caller), ...rest, confirmedText, dryRun, idempotency },
      }),
    );
  }

  /**
   * Puts a duty of a case on a desk: on the caller's own (a claim), or on anybody's where the caller supervises. The
   * assignee must be one who could take a step of that duty now.
   */
  async assign(
    caller: Caller,
    asked: { case: string; duty: string; to: string },
    key: string,
  ): Promise<{ answer: Answer; replayed: boolean }> {
    if (!isUuid(asked.to)) throw new Refused('not-found');
    return this.note(caller, asked.case, { kind: 'assigned', duty: asked.duty, to: asked.to }, key);
  }

  /** Takes a duty of a case off the desk it lies on. */
  async release(
    caller: Caller,
    asked: { case: string; duty: string },
    key: string,
  ): Promise<{ answer: Answer; replayed: boolean }> {
    return this.note(caller, asked.case, { kind: 'released', duty: asked.duty }, key);
  }

  /** Notes something in a case's history that moves neither its state nor its memory. */
  async note(
    caller: Caller,
    id: string,
    note: Note,
    key: string,
  ): Promise<{ answer: Answer; replayed: boolean }> {
    const idempotency = idempotencyOf(key, { note: { case: id, ...note } });
    if (!isUuid(id)) throw new Refused('not-found');
    return answerOf(
      await this.batches.submit({
        caseId: id,
        command: { kind: 'note', ...askedBy(caller), case: id, note, idempotency },
      }),
    );
  }

  /** Public keys by which the signatures of decisions are checked (RFC 7517). */
  publicKeys(): JSONWebKeySet {
    return this.engine.signer.publicKeys;
  }

  /** Lets whatever has run out on a case take its step now. Harmless where nothing has. */
  async lapse(tenant: number, id: string): Promise<Answer> {
    const outcome = await this.batches.submit({ caseId: id, command: { kind: 'lapse', tenant, case: id } });
    return answerOf(outcome).answer;
  }

  /**
   * Claims cases with a clock that has run out, the longest overdue first, and lets them lapse: how workers fire clocks.
   * Any number may call it at once: each claims what no other has, and waits for nobody. While the database's clock is
   * held nothing is claimed.
   *
   * @returns what became of each case; one that fails is told there, and spoils no other. Throws where the database
   * could not be asked, or another try may fare better.
   */
  async lapseDue(
    tenant: number,
    { most = 64, except = [] }: { most?: number; except?: readonly string[] } = {},
  ): Promise<DueLapses> {
    return lapseDue(this.engine, tenant, { most, except });
  }

  /**
   * Claims cases with a clock that was not yet looked at for the calendar in force, one that was changed or a notice that
   * has become known, and draws their dates again: as `lapseDue`, for any number of workers at once. A second time nothing
   * changes. A case committed meanwhile is found the next time: there is no place to be passed by.
   */
  async drawAgain(
    tenant: number,
    { most = 64, except = [] }: { most?: number; except?: readonly string[] } = {},
  ): Promise<DueLapses> {
    return drawAgain(this.engine, tenant, { most, except });
  }

  /** Takes a step that another case's event owes to this one; a second time changes nothing. */
  async pay(tenant: number, id: string, step: string, cause: OwedCommand['cause']): Promise<Answer> {
    const outcome = await this.batches.submit({
      caseId: id,
      command: { kind: 'owed', tenant, case: id, step, cause },
    });
    return answerOf(outcome).answer;
  }

  /** Refuses to start where a process names an effect or a series that nobody registered, or asks what is not built. */
  checkPorts(): void {
    for (const { id, catalogue, opening } of this.shelf.all) {
      if (opening.draws.length > 0)
        throw new Error(`process "${id}" draws a number at its opening; only steps draw numbers`);
      for (const name of Object.keys(catalogue.series)) {
        if (!this.ports.series.has(name))
          throw new Error(`process "${id}" draws "${name}", which nobody registered`);
      }
      for (const name of Object.keys(catalogue.effects)) {
        if (!ownEffects.has(name) && !this.ports.effects.has(name)) {
          throw new Error(`process "${id}" has the effect "${name}", which nobody registered`);
        }
      }
    }
  }
}

export interface CaseworkOptions {
  /** Signs the texts of decisions; without one, a key that is gone when the process ends. */
  signer?: DecisionSigner;
  /** What counts as a strong and fresh sign-in. */
  stepUp?: StepUp;
  /** The rules of authority; other ones only to see what fails without each. */
  rules?: Partial<Record<AuthorityRuleName, AuthorityRule>>;
  /** This process's own clock, against which the database's is watched: milliseconds that only ever grow. */
  monotonic?: () => number;
}

const askedBy = ({ tenant, person, method, acr = null, authTime = null, onlyFor = null }: Caller) => ({
  ...{ tenant, person, method, acr, authTime, onlyFor },
});

/** In lower case, as the database writes them: any other text is the id of nothing. */
const isUuid = (text: string): boolean => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);

function answerOf(outcome: Outcome): { answer: Answer; replayed: boolean } {
  if ('refused' in outcome) throw outcome.refused;
  return { answer: outcome.done, replayed: outcome.replayed };
}

/** A key and the request it was used for. Throws `Refused` where the key is not 1 to 255 visible characters. */
export function idempotencyOf(key: string, request: unknown): Idempotency {
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) throw new Refused('idempotency-key-missing');
  return { keyDigest: sha256(key), requestDigest: sha256(bytesOf(request)) };
}

/** The canonical text where there is one, else the plain one: what cannot be kept is refused later, by its schema. */
function bytesOf(request: unknown): string {
  try {
    return canonicalText(request);
  } catch {
    return JSON.stringify(request);
  }
}
