import { createHash } from 'node:crypto';
import { dayOf } from '#calendar';
import { factAt, openFile, type Facts, type Given, type Json } from '#process';
import type { Bench } from './bench.js';
import { causeOf } from './load.js';
import type { ProcessShelf } from './process-shelf.js';
import { WorkingCase } from './working-case.js';
import type { Owed } from './write.js';

/** The effects that the engine carries out itself; all others are registered by who can. */
export const ownEffects: ReadonlySet<string> = new Set(['openCase', 'oweStep']);

/**
 * What the events of a batch start elsewhere: `openCase` opens a linked case of the same matter in the same
 * transaction, with its own first event; `oweStep` notes a step that an existing case must take, which the worker
 * brings through the same door, once.
 *
 * `with` of openCase: `{ process, carries, ...facts }`. The facts stand in the linked case's `given.world`, with those of the
 * memory after the event that `carries` names, the case it comes from (`origin`), and the cases that the same event opened
 * before it, by their process (`beside`). `with` of oweStep: `{ caseAt, step, carries, ...facts }`, where `caseAt` is the
 * dotted path in the case's memory of the other case's id, or of a list of ids: each of these is owed the step. The facts
 * stand in the owed step's `given.world`, with the case that owes it (`origin`).
 */
export function linkedCases(
  shelf: ProcessShelf,
  { tenant, world }: Pick<Bench, 'tenant' | 'world'>,
  changed: readonly WorkingCase[],
): { opened: WorkingCase[]; owed: (Omit<Owed, 'world'> & { world: Facts })[] } {
  const opened: WorkingCase[] = [];
  const owed: (Omit<Owed, 'world'> & { world: Facts })[] = [];
  const queue = [...changed];
  for (let working = queue.shift(); working !== undefined; working = queue.shift()) {
    for (const { event, effects, contextAfter } of working.events) {
      const beside: Facts = {};
      effects.forEach((effect, ordinal) => {
        const cause = { case: event.case, seq: event.seq, ordinal };
        if (effect.do === 'openCase') {
          const { process: id, carries, ...facts } = effect.with as Facts & { process: string };
          const process = shelf.findInForce(id, dayOf(world.at, world.zone));
          if (process === undefined)
            throw new Error(`no edition of "${id}" is in force to open a linked case under`);
          const linked = new WorkingCase(
            linkedId(cause),
            working.root,
            working.institution,
            process,
            world,
            null,
          );
          const given: Given = {
            today:
              event.given instanceof Object
                ? (event.given as unknown as Given).today
                : dayOf(world.at, world.zone),
            evidence: {},
            world: {
              institution: working.institution,
              origin: event.case,
              beside: { ...beside },
              ...facts,
              ...carried(contextAfter, carries),
            },
          };
          beside[id] = linked.id;
          linked.record(tenant, {
            kind: 'opened',
            taken: openFile(process, given),
            given,
            actor: event.actor,
            cause: { kind: 'event', of: causeOf(cause) },
            evidence: null,
            documents: [],
            idempotency: null,
          });
          opened.push(linked);
          queue.push(linked);
        } else if (effect.do === 'oweStep') {
          const { caseAt, step, carries, ...own } = effect.with as Facts & { caseAt: string; step: string };
          const facts = { origin: event.case, ...own, ...carried(contextAfter, carries) };
          const target = factAt(contextAfter, caseAt);
          const targets = Array.isArray(target) ? target : [target];
          targets.forEach((one, place) => {
            if (typeof one !== 'string') throw new Error(`the case's memory names no case at "${caseAt}"`);
            const due = { ...cause, ordinal: ordinal + place * effects.length };
            owed.push({ cause: due, case: one, step, world: facts });
          });
        }
      });
    }
  }
  return { opened, owed };
}

/** The facts of a memory that an effect takes along, by their names. */
function carried(context: Facts, carries: Json | undefined): Facts {
  const names = Array.isArray(carries) ? carries : [];
  return Object.fromEntries(
    names.flatMap((name) => (typeof name === 'string' ? [[name, context[name] ?? null]] : [])),
  );
}

/** The id of a linked case follows from what caused it (UUID version 8), so that a retry cannot open a second one. */
export function linkedId(cause: { case: string; seq: number; ordinal: number }): string {
  const bytes = createHash('sha256').update(causeOf(cause)).digest().subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x80;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
