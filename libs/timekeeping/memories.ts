/** What cases had in their memory when something happened to them, and not by the time it is looked at. */
import type { ProcessShelf } from '#casework';
import type { Transaction } from '#database';
import { isNoted, sha256, type EventBody } from '#ledger';
import { foldThrough, type Facts, type Given } from '#process';

/** The memory of cases as it is now, in its canonical text, by the id of the case. */
export async function memoriesNow(tx: Transaction, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx.query<{ id: string; context: string }>(
    'select id, context from cases where tenant = $1 and id = any($2::uuid[])',
    [tx.tenant, ids],
  );
  return new Map(rows.map(({ id, context }) => [id, context]));
}

/**
 * The memory of each event's case right after it, in the order of the events. That of now (`memoriesNow`) where it is the same
 * still, which the event's digest of it tells; else the case is folded again up to the event.
 */
export async function memoriesAfter(
  tx: Transaction,
  shelf: ProcessShelf,
  events: readonly EventBody[],
  now: ReadonlyMap<string, string>,
): Promise<Facts[]> {
  const digests = new Map(
    [...new Set(events.map((event) => event.case))].map((id) => [id, sha256(now.get(id)!).toString('hex')]),
  );
  const isOfNow = (event: EventBody): boolean => digests.get(event.case) === event.context;
  const stored = await tx.query<{ case_id: string; body: string }>(
    'select case_id, body from events where tenant = $1 and case_id = any($2::uuid[]) order by case_id, seq',
    [tx.tenant, [...new Set(events.flatMap((event) => (isOfNow(event) ? [] : [event.case])))]],
  );
  const histories = new Map<string, EventBody[]>();
  for (const { case_id, body } of stored)
    histories.set(case_id, [...(histories.get(case_id) ?? []), JSON.parse(body) as EventBody]);
  return events.map((event) => {
    if (isOfNow(event)) return JSON.parse(now.get(event.case)!) as Facts;
    const upTo = histories.get(event.case)!.filter(({ kind, seq }) => !isNoted(kind) && seq <= event.seq);
    return foldThrough(
      upTo.map(({ step, given, ...of }) => ({
        ...{ step, given: given as unknown as Given },
        process: shelf.pinned(of.process, of.edition, of.editionHash),
      })),
      shelf.chain,
    ).context;
  });
}
