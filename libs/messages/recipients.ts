import { stateWords, type Audience } from '#casework';
import type { EventBody } from '#ledger';
import { partyAwaited } from '#regulations';

/** Why somebody is told of an event, and of which duty it is their turn, if it is. */
export interface Recipient {
  person: string;
  kind: 'received' | 'changed' | 'named' | 'assigned' | 'affair';
  turn: string | null;
  /** The duty for which they were named, or that was put on their desk. */
  namedFor: string | null;
}

/**
 * Whom an event concerns so that they are told of it, each once. Whoever did it is told nothing, save a party, who gets a
 * receipt of what they handed in. Notes of the office's inner
 * affairs are told to nobody but the one on whose desk something was put; a party hears of what it may read: that the state
 * is another, or that a date moved.
 */
export function recipientsOf(event: EventBody, audience: Audience): Recipient[] {
  const told = new Map<string, Recipient>();
  // The first reason is the nearest.
  const tell = (
    person: string,
    kind: Recipient['kind'],
    turn: string | null,
    namedFor: string | null = null,
  ) => {
    if (person !== event.actor.person && !told.has(person))
      told.set(person, { person, kind, turn, namedFor });
  };
  if (event.kind === 'assigned') {
    const { duty, to } = (event.given as { world: { duty: string; to: string } }).world;
    // Whoever has it no more has nothing to be told.
    const turn = audience.turns.find((one) => one.duty === duty && one.holder === to);
    for (const person of turn?.people ?? []) tell(person, 'assigned', duty, duty);
    return [...told.values()];
  }
  // A step that leaves the case where it is may still move a date: an extension, another day of receipt.
  const moves = event.kind !== 'opened' && (event.clocks.length > 0 || event.from !== event.to);
  if (!moves) return [];

  const { process, row } = audience;
  const { tags } = stateWords(process, row.state);
  const mentioned = idsIn(event.given);
  const turns = audience.turns;
  const turnOf = (person: string): string | null =>
    turns.find(({ people }) => people.includes(person))?.duty ?? null;
  for (const [person, duty] of audience.named)
    if (mentioned.has(person)) tell(person, 'named', turnOf(person), duty);
  const partyTurn = partyAwaited(tags) === 'applicant' ? 'applying' : null;
  const { person: actor, duty } = event.actor;
  if (actor !== null && duty === 'applying' && audience.parties.includes(actor))
    told.set(actor, { person: actor, kind: 'received', turn: partyTurn, namedFor: null });
  for (const person of audience.parties) tell(person, 'changed', partyTurn);
  // What lies before somebody lies there by the last event, not by those the case has passed.
  if (row.revision === event.revision) {
    for (const [person] of audience.named)
      if (turnOf(person) !== null || tags.includes('terminal')) tell(person, 'changed', turnOf(person));
    for (const { duty, people, holder } of turns)
      if (holder !== null || process.opening.concerns === 'authority')
        for (const person of people) tell(person, 'changed', duty);
  }
  if (process.opening.concerns === 'authority' && event.effects.length > 0)
    for (const person of audience.mentioned) tell(person, 'affair', null);
  return [...told.values()];
}

/** Ids of people, or of anything, in what an event was given. */
function idsIn(given: unknown): Set<string> {
  return new Set(JSON.stringify(given).match(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g) ?? []);
}
