import { Readable } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';

/** A cell without outer blanks, its line breaks as one line feed: the same text from every program. */
export function tidy(text: string): string {
  return text.replace(/\r\n?/g, '\n').trim();
}

/** A text in pieces, with room between them for everybody else's requests: reading all of it can take seconds. */
export function inPieces(text: string): Readable {
  const pieces = async function* () {
    for (let at = 0; at < text.length; at += 16_384) {
      await turn();
      yield text.slice(at, at + 16_384);
    }
  };
  return Readable.from(pieces());
}
