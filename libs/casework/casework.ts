import { v7 as uuidv7 } from 'uuid';
import type { Database } from '#database';
import { canonicalText, sha256 } from '#ledger';
import { Refused } from '#refusals';
import { Batches } from './batches.js';
import { formatCaseNumber } from './case-number.js';
import type { Answer, Idempotency, Outcome, OwedCommand } from './command.js';
import { documentFacts } from './document-facts.js';
import { ownEffects } from './linked-cases.js';
import { personFacts } from './person-facts.js';
import { Ports } from './ports.js';
import type { ProcessShelf } from './process-shelf.js';

/** Who asks, as the guard of the application found out. Roles are looked up again inside the transaction. */
export interface Caller {
  tenant: number;
  person: string;
  method: string;
}

/**
 * The one door through which a case changes: HTTP, worker, imports and console all come through here, and nothing
 * else writes cases or events. See this library's README for the life of a step.
 */
export class Casework {
  readonly ports = new Ports();
  private readonly batches: Batches;

  constructor(
    readonly database: Database,
    readonly shelf: ProcessShelf,
  ) {
    this.batches = new Batches({ database, shelf, ports: this.ports });
    this.ports.registerResolver('document', documentFacts);
    this.ports.registerResolver('person', personFacts);
    this.ports.registerSeries('caseNumber', {
      counter: (_tenant, today) => `case/${today.slice(0, 4)}`,
      format: (serial, { tenant, today }) => formatCaseNumber(tenant, Number(today.slice(0, 4)), serial),
      last: 999_999_999,
    });
  }

  /** Opens a case: step 1 of its history. Throws `Refused`; nothing has changed then. */
  async open(
    caller: Caller,
    asked: { process: string; institution: string; evidence: unknown },
    key: string,
  ): Promise<{ answer: Answer; replayed: boolean }> {
    const idempotency = idempotencyOf(key, { open: asked });
    if (!isUuid(asked.institution)) throw new Refused('not-found');
    return answerOf(
      await this.batches.submit({
        caseId: uuidv7(),
        command: { kind: 'open', ...caller, ...asked, idempotency },
      }),
    );
  }

  /**
   * Takes a step. `revision` is the one the caller has read; undefined is refused, for nobody should act on a case
   * they have not seen. Throws `Refused` with the first thing that stands in the way.
   */
  async advance(
    caller: Caller,
    asked: { case: string; step: string; revision: number | undefined; evidence: unknown },
    key: string,
  ): Promise<{ answer: Answer; replayed: boolean }> {
    const idempotency = idempotencyOf(key, { advance: { ...asked, revision: asked.revision ?? null } });
    if (!isUuid(asked.case)) throw new Refused('not-found');
    return answerOf(
      await this.batches.submit({
        caseId: asked.case,
        command: { kind: 'step', ...caller, ...asked, idempotency },
      }),
    );
  }

  /** Lets whatever has run out on a case take its step now. Harmless where nothing has; how the worker fires clocks. */
  async lapse(tenant: number, id: string): Promise<Answer> {
    const outcome = await this.batches.submit({ caseId: id, command: { kind: 'lapse', tenant, case: id } });
    return answerOf(outcome).answer;
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
