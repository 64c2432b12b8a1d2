/**
 * Asks at most once in so many milliseconds and answers what it was told last; who comes while it is being asked waits for
 * the same answer. An error is not remembered.
 */
export function remembered<Told>(milliseconds: number, ask: () => Promise<Told>): () => Promise<Told> {
  let last: { told: Promise<Told>; at: number } | undefined;
  return () => {
    if (last === undefined || performance.now() - last.at >= milliseconds) {
      const asked = { told: ask(), at: performance.now() };
      asked.told.catch(() => {
        if (last === asked) last = undefined;
      });
      last = asked;
    }
    return last.told;
  };
}
