/** Whether each draw, and the grounds beside it, are those of which its event holds the digests. */
import type { RecordCheck } from '#casework';
import { digestOfDisclosure, sha256 } from '#ledger';
import { drawAgain, readDraw } from './draw-record.js';

interface DrawRow {
  case: string;
  seq: number;
  draw: string;
  grounds: string | null;
}

/**
 * Finds a draw that is gone, another than was drawn, or one that does not follow from its seed and pool. The grounds may
 * have been erased; if they are there, they are those of the event.
 */
export const drawsAsTold: RecordCheck = {
  of: ['assessorsDrawn'],
  check: async (tx, happened) => {
    const rows = await tx.query<DrawRow>(
      `select d.case_id as case, d.seq, d.draw, g.disclosure as grounds from assessor_draws d
       left join draw_grounds g on g.tenant = d.tenant and g.case_id = d.case_id and g.seq = d.seq
       where d.tenant = $1`,
      [tx.tenant],
    );
    const stored = new Map(rows.map((row) => [`${row.case}/${row.seq}`, row]));
    const drawn = happened.flatMap(({ event }) => {
      const { case: of, seq, given } = event;
      const { world } = given as { world: { draw: string; grounds: string } };
      const row = stored.get(`${of}/${seq}`);
      stored.delete(`${of}/${seq}`);
      const sentence = row === undefined ? 'the draw of assessors is gone' : wrongWith(row, world);
      return sentence === null ? [] : [{ case: of, seq, sentence }];
    });
    const others = [...stored.values()].map(({ case: of, seq }) => ({
      ...{ case: of, seq, sentence: 'a draw of assessors lies beside an event that is none' },
    }));
    return [...drawn, ...others];
  },
};

function wrongWith({ draw, grounds }: DrawRow, told: { draw: string; grounds: string }): string | null {
  if (sha256(draw).toString('hex') !== told.draw)
    return 'the draw of assessors is not the one that was drawn';
  const again = drawAgain(readDraw(JSON.parse(draw)));
  if ('follows' in again ? !again.follows : 'cannotBeDrawn' in again)
    return 'the draw of assessors does not follow from its seed and pool';
  const other = grounds !== null && digestOfDisclosure(grounds) !== told.grounds;
  return other ? 'the grounds beside the draw of assessors are not those of the event' : null;
}
