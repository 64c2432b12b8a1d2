/**
 * How many attempts may be under way at once, at most: in all, of one jurisdiction, of one institution there (the office counts
 * as one), and to one webhook.
 */
export interface Places {
  all: number;
  tenant: number;
  institution: number;
  each: number;
}

export const usualPlaces: Places = { all: 64, tenant: 32, institution: 8, each: 4 };

/** A webhook for which something is due. */
export interface HookDue {
  webhook: string;
  institution: string | null;
}

/** To whom an attempt is under way. */
export interface UnderWay extends HookDue {
  tenant: number;
}

/**
 * How many attempts each webhook of a jurisdiction may begin now. They get places one by one, so that none has a second before
 * each that may has had a first; the first goes to the one that follows `last` in the order of ids, so that where places are
 * short all have their turn. Answers those that get any, and which of them came last.
 */
export function allot(
  tenant: number,
  due: readonly HookDue[],
  { underWay, places, last }: { underWay: readonly UnderWay[]; places: Places; last: string },
): { shares: Map<string, number>; last: string } {
  const here = underWay.filter((one) => one.tenant === tenant);
  let free = Math.min(places.all - underWay.length, places.tenant - here.length);
  const ordered = [...due].sort((one, other) => (one.webhook < other.webhook ? -1 : 1));
  const queue = [
    ...ordered.filter(({ webhook }) => webhook > last),
    ...ordered.filter(({ webhook }) => webhook <= last),
  ];
  const shares = new Map<string, number>();
  const taken = (institution: string | null): number =>
    here.filter((one) => one.institution === institution).length +
    due
      .filter((one) => one.institution === institution)
      .reduce((sum, { webhook }) => sum + (shares.get(webhook) ?? 0), 0);
  let latest = last;
  for (let round = 0; round < places.each; round += 1)
    for (const { webhook, institution } of queue) {
      if (free <= 0) return { shares, last: latest };
      const busy = here.filter((one) => one.webhook === webhook).length + (shares.get(webhook) ?? 0);
      if (busy >= places.each || taken(institution) >= places.institution) continue;
      shares.set(webhook, (shares.get(webhook) ?? 0) + 1);
      latest = webhook;
      free -= 1;
    }
  return { shares, last: latest };
}
