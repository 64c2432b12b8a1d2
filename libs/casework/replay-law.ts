import { canonicalText, type EventBody, type Finding, type Law } from '#ledger';
import {
  decide,
  openFile,
  type CaseFile,
  type ClockOrder,
  type Facts,
  type Given,
  type Taken,
} from '#process';
import { authorityWords } from '#regulations';
import { rolesOf } from './authority.js';
import { deskMoves } from './notes.js';
import type { Replayed } from './ports.js';
import type { ProcessShelf } from './process-shelf.js';
import { stateOf } from './step-rules.js';

/** The edition a case is pinned to. */
export interface Pinned {
  id: string;
  process: string;
  edition: string;
  edition_hash: string;
}

/** An event as it was folded again, with what the law orders for the clocks. */
export interface Folded extends Replayed {
  clocks: readonly ClockOrder[];
}

/**
 * The law of the edition a case is pinned to: the recorded step must be possible, by that role, under that provision.
 * What it did beside state and memory, to clocks and elsewhere, must be what the law orders; where it is not, that is noted
 * in `beside`. What happened is noted in `happened`, event by event.
 */
export function lawOf(shelf: ProcessShelf, row: Pinned, beside: Finding[], happened: Folded[]): Law {
  const pinned = (event: EventBody) => {
    const { process, edition, editionHash } = event;
    if (process !== row.process || edition !== row.edition || editionHash !== row.edition_hash)
      throw new Error('under another edition than that of the case');
    return shelf.pinned(row.process, row.edition, row.edition_hash);
  };
  const same = (
    event: EventBody,
    rule: { by: string[]; duty: string; under: EventBody['under']; needs: string | null },
  ): void => {
    const { roles, duty } = event.actor;
    if (roles.length === 0 || !roles.every((role) => rule.by.includes(role)))
      throw new Error('not by that role');
    // Events from before duties were kept apart name none.
    if (duty !== undefined && duty !== rule.duty) throw new Error('not in that duty');
    if (event.under.instrument !== rule.under.instrument || event.under.article !== rule.under.article) {
      throw new Error('not under that provision');
    }
    if ((event.evidence?.name ?? null) !== rule.needs) throw new Error('not on that evidence');
  };
  const ordered = (event: EventBody, { clocks, effects, context }: Taken): void => {
    happened.push({ event, effects, context, clocks });
    const orders = clocks.map(({ clock, order, on, anchor, extension }) => ({
      ...{ clock, order, on, anchor },
      length: extension?.length ?? null,
    }));
    const recorded = event.clocks.map(({ clock, order, on, anchor = null, length = null }) => ({
      ...{ clock, order, on, anchor, length },
    }));
    const done = effects.map((effect) => effect.do);
    const note = (sentence: string) => beside.push({ case: row.id, seq: event.seq, sentence });
    if (canonicalText(recorded) !== canonicalText(orders))
      note(`"${event.step}" gave the clocks other orders than the law`);
    if (canonicalText(event.effects) !== canonicalText(done))
      note(`"${event.step}" had other effects than the law gives`);
  };
  return {
    open: (event) => {
      const process = pinned(event);
      if (event.kind !== 'opened') throw new Error('the first event must open the case');
      if (event.cause.kind === 'command') same(event, process.opening);
      const taken = openFile(process, event.given as unknown as Given);
      ordered(event, taken);
      return taken;
    },
    note: (file, event) => {
      const process = pinned(event);
      if (event.step !== event.kind) throw new Error('it is called what it is not');
      // Putting work on desks is supervision, on one's own too; any other note stands beside a step of the state.
      const beside = deskMoves.has(event.kind)
        ? [{ by: rolesOf(process), duty: 'supervision', under: authorityWords.itLiesOnYourDesk.under }]
        : stateOf(process, file.state).steps.filter(({ needs }) => needs !== null);
      if (event.actor.person === null || !beside.some((rule) => isBy(event, rule)))
        throw new Error('by nobody who may note it');
      const { decided, clocks, effects, evidence, documents } = event;
      if (decided !== null || evidence !== null || clocks.length + effects.length + documents.length > 0)
        throw new Error('a note moves nothing');
      happened.push({ event, effects: [], context: file.context as Facts, clocks: [] });
    },
    take: (file, event) => {
      if (event.kind !== 'stepTaken') throw new Error('a case is opened once');
      const decision = decide(pinned(event), file as CaseFile, event.step, event.given as unknown as Given);
      if (!decision.taken) throw new Error(decision.because);
      same(event, decision.rule);
      const { steps } = stateOf(pinned(event), file.state);
      const isDecision = steps.some(({ name, stepUp }) => stepUp && name === event.step);
      if (((event.decided ?? null) !== null) !== isDecision)
        throw new Error('not with a text confirmed for it');
      ordered(event, decision);
      return decision;
    },
  };
}

/** Whether an event is by such a role, in that duty, under that provision. */
function isBy(
  { actor, under }: EventBody,
  rule: { by: readonly string[]; duty: string; under: EventBody['under'] },
): boolean {
  const { roles, duty } = actor;
  const { instrument, article } = rule.under;
  return (
    roles.length > 0 &&
    roles.every((role) => rule.by.includes(role)) &&
    duty === rule.duty &&
    under.instrument === instrument &&
    under.article === article
  );
}
