/**
 * Who reads what was brought to a case, beside whoever brought it. What the applicant brings, is served with or signs is
 * for all who have to do with the case; an exception is nearer than that and says why. Personal data are read by those who
 * need them (Personal Information Protection Law, articles 6 and 51); experts are bound to secrecy as the office is
 * (Licensing Law, article 5). It decides no case, so it may change without a new edition.
 */

/**
 * `parties`: everybody who may see the case: those whom it concerns, the office, and the assessors it names.
 * `office`: the office and the assessors, not the applying side. `withoutAssessors`: the applying side and the office.
 * `concerned`: whoever has a role that takes a step in such cases, and those who oversee; whoever else sees them does not.
 */
export type Readers = 'parties' | Nearer['by'];

/** A narrower circle than all who may see the case, with the reason for it. */
export interface Nearer {
  by: 'office' | 'withoutAssessors' | 'concerned';
  because: string;
}

/** `but` names top-level fields that are for a narrower circle than the whole. */
export type Readership = { by: 'parties'; but?: Readonly<Record<string, Nearer>> } | Nearer;

const circles: Record<Readers, string> = {
  parties: 'everybody who may see the case',
  office: 'the office and the assessors of the case',
  withoutAssessors: 'the applicant and the office',
  concerned: 'those who take a step in such cases, and those who oversee',
};

/** The readership as a sentence for whoever writes a client. */
export function readershipInWords(readers: Readership): string {
  if (readers.by !== 'parties') return `Read by ${circles[readers.by]}: ${readers.because}`;
  const fields = Object.entries(readers.but ?? {}).map(
    ([field, { by, because }]) => ` Its field ${field} is read by ${circles[by]}: ${because}`,
  );
  return `Read by ${circles.parties}.${fields.join('')}`;
}
