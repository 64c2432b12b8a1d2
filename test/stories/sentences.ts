/** How it is said that a story went otherwise. */
export const quoted = (text: string): string => `“${text}”`;

export const listed = (all: readonly string[]): string => (all.length === 0 ? 'nothing' : all.join('; '));

const inWords = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing');

export const itIsOtherwise = (what: string, said: unknown, seen: unknown): string =>
  `${what}: the story says ${quoted(inWords(said))}, and it was ${quoted(inWords(seen))}`;

/** An instant by the clock on the wall, Chinese time. */
export const instantOf = (at: string): string => {
  const [day, hour] = at.split(' ') as [string, string];
  return new Date(`${day}T${hour}:00+08:00`).toISOString();
};
