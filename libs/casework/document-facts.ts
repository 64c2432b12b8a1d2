import type { Transaction } from '#database';
import type { Facts } from '#process';

/** What a step may know of a document: only of its own case, and only of one that is fit to be used. */
export async function documentFacts(
  tx: Transaction,
  wanted: readonly { id: string; case: string }[],
): Promise<(Facts | null)[]> {
  const rows = await tx.named<{
    id: string;
    case_id: string;
    digest: string;
    size: number;
    mediaType: string;
  }>(
    'document-facts',
    `select id, case_id, encode(sha256, 'hex') as digest, size, media_type as "mediaType" from documents
     where tenant = $1 and id = any($2::uuid[]) and status in ('clean', 'unscanned')`,
    [tx.tenant, wanted.map(({ id }) => id)],
  );
  return wanted.map((one) => {
    const row = rows.find(({ id, case_id }) => id === one.id && case_id === one.case);
    return row === undefined ? null : { digest: row.digest, size: row.size, mediaType: row.mediaType };
  });
}
