import { isDeepStrictEqual } from 'node:util';

/** What the story expects, and where it went another way. Told to go on, it goes on: one run shows all differences. */
export class Expectations {
  readonly differences: string[] = [];
  checked = 0;

  same(what: string, found: unknown, expected: unknown): boolean {
    return this.note(isDeepStrictEqual(found, expected), what, found, expected);
  }

  matches(what: string, found: unknown, pattern: RegExp): boolean {
    return this.note(typeof found === 'string' && pattern.test(found), what, found, String(pattern));
  }

  holds(what: string, isSo: boolean): boolean {
    return this.note(isSo, what, isSo, true);
  }

  private note(isSo: boolean, what: string, found: unknown, expected: unknown): boolean {
    this.checked += 1;
    if (!isSo)
      this.differences.push(`${what}: expected ${JSON.stringify(expected)}, found ${JSON.stringify(found)}`);
    return isSo;
  }
}
