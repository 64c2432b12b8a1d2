import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { digestOfDraw, drawAgain, drawRecord, faultOfGrounds, type Draw } from '#register';
import { exits, Failure, misused } from './failure.js';
import { print } from './text.js';

interface Options {
  json?: boolean;
}

const told = z.looseObject({
  seq: z.int(),
  digest: z.string(),
  draw: drawRecord,
  groundsDigest: z.string().nullable().default(null),
  /** For the office alone; nothing of it is needed to draw again. */
  grounds: z.looseObject({ disclosure: z.string() }).nullable().default(null),
});
/** What the API answers for a case, one draw of it, or the draw alone. */
const shapes = z.union([
  z.looseObject({ items: z.array(told) }).transform(({ items }) => items),
  told.transform((one) => [one]),
  drawRecord.transform((draw) => [{ seq: null, digest: null, draw, groundsDigest: null, grounds: null }]),
]);

interface Verdict {
  seq: number | null;
  follows: boolean;
  because: string | null;
}

/** `greenlane draw-again`: whether drawn teams follow from their seeds and pools. Reads no database. */
export async function drawnAgain(file: string, { json }: Options): Promise<void> {
  const draws = await read(file);
  const verdicts = draws.map(judge);
  if (json) print(JSON.stringify({ follows: verdicts.every(({ follows }) => follows), draws: verdicts }));
  else for (const [index, verdict] of verdicts.entries()) print(inWords(verdict, draws[index]!.draw));
  if (verdicts.some(({ follows }) => !follows))
    throw new Failure('Not every outcome follows from its seed and pool.', exits.verificationFailed);
}

async function read(file: string): Promise<z.infer<typeof shapes>> {
  const text = await textOf(file);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw misused(`${named(file)} is not JSON.`);
  }
  const parsed = shapes.safeParse(value);
  if (!parsed.success)
    throw misused(`${named(file)} holds no draw. Take it from GET /api/v1/cases/<case>/draws.`);
  if (parsed.data.length === 0)
    throw new Failure(`${named(file)} holds no draw: none was made.`, exits.notFound);
  return parsed.data;
}

async function textOf(file: string): Promise<string> {
  if (file !== '-') {
    return readFile(file, 'utf8').catch((error: unknown) => {
      const { code } = error as { code?: string };
      throw code === 'ENOENT' ? new Failure(`There is no file ${file}.`, exits.notFound) : error;
    });
  }
  const parts: Buffer[] = [];
  for await (const part of process.stdin) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}

function judge({ seq, digest, draw, groundsDigest, grounds }: z.infer<typeof shapes>[number]): Verdict {
  const not = (because: string): Verdict => ({ seq, follows: false, because });
  if (digest !== null && digest !== digestOfDraw(draw)) return not('its digest is that of another draw');
  const fault = grounds && faultOfGrounds(draw, { ...grounds, digest: groundsDigest });
  if (fault !== null) return not(fault);
  const again = drawAgain(draw);
  if ('unknownAlgorithm' in again) return not(`the rule "${again.unknownAlgorithm}" is not known here`);
  if ('cannotBeDrawn' in again) return not(again.cannotBeDrawn);
  return again.follows
    ? { seq, follows: true, because: null }
    : not('the same seed and pool give another team');
}

function inWords({ seq, follows, because }: Verdict, draw: Draw): string {
  const which = seq === null ? 'The draw' : `Event ${seq}`;
  const of = `${draw.members.length} out of ${draw.pool.length}, for ${draw.fields.join(', ')}`;
  return follows
    ? `${which} (${of}): the team follows from seed and pool.`
    : `${which} (${of}): it does not hold: ${because}.`;
}

const named = (file: string): string => (file === '-' ? 'Standard input' : file);
