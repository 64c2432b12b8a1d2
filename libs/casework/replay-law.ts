import { canonicalText, type EventBody, type Finding, type Law } from '#ledger';
import {
  decide,
  openFile,
  type CaseFile,
  type ClockOrder,
  type Facts,
  type Given,
  type MovedFile,
  type Process,
  type Taken,
} from '#process';
import { authorityWords, endOfPeriods } from '#regulations';
import { rolesOf } from './authority.js';
import type { ClockNames } from './clock-renames.js';
import { deskMoves } from './notes.js';
import type { Replayed } from './ports.js';
import { calendarActor } from './project.js';
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
  /** The edition by which it was decided. */
  process: Process;
  /** Of one that moved the case to another edition: old names to new, of the clocks that stood. */
  names?: ClockNames;
}

/**
 * The law of the edition by which each event was decided: the recorded step must be possible, by that role, under that
 * provision. A case stays under the edition of its opening, save that a step that settles it moves it to the one in force on
 * the legal day of that step, where that is a later one; it must have, and to no other.
 *
 * What it did beside state and memory, to clocks and elsewhere, must be what the law orders; where it is not, that is noted
 * in `beside`. What happened is noted in `happened`, event by event.
 */
export function lawOf(shelf: ProcessShelf, row: Pinned, beside: Finding[], happened: Folded[]): Law {
  let now: Process | null = null;
  const isUnder = ({ process, edition, editionHash }: EventBody, of: Process): boolean =>
    process === of.id && edition === of.edition && editionHash === of.hash;
  const pinned = (event: EventBody): Process => {
    if (now === null || !isUnder(event, now)) throw new Error(otherEdition);
    return now;
  };
  /** How the step moved the case, where it did; throws where it should not have, or should have and did not. */
  const moved = (file: CaseFile, event: EventBody): MovedFile | null => {
    const step = stateOf(now!, file.state).steps.find(({ name }) => name === event.step);
    const { today } = event.given as unknown as Given;
    const due = step === undefined ? null : shelf.movedBy(now!, file, step, today);
    if (due !== null && isUnder(event, due.process)) return due;
    if (isUnder(event, now!)) {
      if (due === null) return null;
      throw new Error(
        `it should have moved the case to the edition of ${due.process.edition}, in force on ${today}`,
      );
    }
    if (step?.settlesEdition !== true || event.process !== now!.id) throw new Error(otherEdition);
    throw new Error(
      `it moved the case to the edition of ${event.edition}, which was not the one in force on ${today}`,
    );
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
  const ordered = (event: EventBody, { clocks, effects, context }: Taken, names?: ClockNames): void => {
    happened.push({ event, effects, context, clocks, process: now!, ...(names && { names }) });
    const orders = clocks.map(({ clock, order, on, anchor, extension }) => ({
      ...{ clock, order, on, anchor },
      length: extension?.length ?? null,
    }));
    const given = event.clocks.filter(({ order }) => order !== 'rename');
    const recorded = given.map(({ clock, order, on, anchor = null, length = null }) => ({
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
      if (event.process !== row.process) throw new Error(otherEdition);
      const process = shelf.pinned(event.process, event.edition, event.editionHash);
      now = process;
      if (event.kind !== 'opened') throw new Error('the first event must open the case');
      if (event.cause.kind === 'command') same(event, process.opening);
      const taken = openFile(process, event.given as unknown as Given);
      ordered(event, taken);
      return taken;
    },
    note: (file, event) => {
      const process = pinned(event);
      if (event.step !== event.kind) throw new Error('it is called what it is not');
      if (event.kind === 'clockProjected') {
        requireProjection(process, event);
        happened.push({ event, process, effects: [], context: file.context as Facts, clocks: [] });
        return;
      }
      // Putting work on desks is supervision, on one's own too; any other note stands beside a step of the state.
      const beside = deskMoves.has(event.kind)
        ? [{ by: rolesOf(process), duty: 'supervision', under: authorityWords.itLiesOnYourDesk.under }]
        : stateOf(process, file.state).steps.filter(({ needs }) => needs !== null);
      if (event.actor.person === null || !beside.some((rule) => isBy(event, rule)))
        throw new Error('by nobody who may note it');
      const { decided, clocks, effects, evidence, documents } = event;
      if (decided !== null || evidence !== null || clocks.length + effects.length + documents.length > 0)
        throw new Error('a note moves nothing');
      happened.push({ event, process, effects: [], context: file.context as Facts, clocks: [] });
    },
    take: (file, event) => {
      if (event.kind !== 'stepTaken') throw new Error('a case is opened once');
      const move = moved(file as CaseFile, event);
      const given = event.given as unknown as Given;
      const decision =
        move === null ? decide(now!, file as CaseFile, event.step, given) : move.decide(event.step, given);
      if (!decision.taken) throw new Error(decision.because);
      same(event, decision.rule);
      now = move?.process ?? now!;
      const { steps } = stateOf(now, move?.file.state ?? file.state);
      const isDecision = steps.some(({ name, stepUp }) => stepUp && name === event.step);
      if (((event.decided ?? null) !== null) !== isDecision)
        throw new Error('not with a text confirmed for it');
      ordered(event, decision, move?.clocks);
      return decision;
    },
  };
}

const otherEdition = 'under another edition than that of the case';

/** A projection is nobody's, rests on the same provision always, and moves clocks and nothing else. */
function requireProjection(process: Process, { actor, under, decided, evidence, ...event }: EventBody): void {
  const byNobody = canonicalText([actor, under]) === canonicalText([calendarActor(process), endOfPeriods]);
  if (!byNobody) throw new Error('nobody moves clocks by hand');
  if (decided !== null || evidence !== null || event.effects.length + event.documents.length > 0)
    throw new Error('a projection moves clocks alone');
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
