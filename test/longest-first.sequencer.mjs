import TestSequencer from '@jest/test-sequencer';

/** What takes longest, begun first: else one worker sits over it at the end, while the other has nothing left. */
const longest = [
  ...['cross-tenant', 'matrix', 'cli-client', 'start', 'bad-input.routes', 'cli', 'stories'],
].map((name) => `/test/${name}.spec.ts`);

/** Jest knows how long a file took where it ran before; on a fresh checkout it goes by size, which says nothing here. */
export default class LongestFirst extends TestSequencer {
  sort(tests) {
    const place = ({ path }) => {
      const found = longest.findIndex((end) => path.endsWith(end));
      return found < 0 ? longest.length : found;
    };
    return [...super.sort(tests)].sort((one, other) => place(one) - place(other));
  }
}
