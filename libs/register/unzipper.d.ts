/** The part of `unzipper` 0.12 that the scope table uses; the package ships no types. */
declare module 'unzipper' {
  import type { Readable } from 'node:stream';
  interface Part {
    /** As the archive's directory spells it: never used as a path. */
    path: string;
    crc32: number;
    stream(): Readable;
  }
  const unzipper: { Open: { buffer(bytes: Buffer): Promise<{ files: Part[] }> } };
  export default unzipper;
}
