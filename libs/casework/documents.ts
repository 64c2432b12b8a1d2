import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileTypeFromBuffer } from 'file-type';
import { v7 as uuidv7 } from 'uuid';
import { inTransaction, type Database } from '#database';
import { loadActors, type Actor } from '#identity';
import { sha256, type EventBody } from '#ledger';
import { Refused } from '#refusals';
import type { Caller } from './caller.js';
import { CaseReader } from './case-readers.js';
import { once } from './once.js';
import { requireStepWithEvidence } from './step-authority.js';
import type { CaseViews } from './views.js';

export interface DocumentView {
  id: string;
  case: string;
  name: string;
  mediaType: string;
  size: number;
  sha256: string;
  /** `unscanned` where no scanner is set up; such a document may be used, and says so. */
  status: 'received' | 'scanning' | 'clean' | 'unscanned' | 'rejected';
  uploadedAt: string;
}

/** What a file may be, judged by its content. */
const accepted = new Set([
  'application/pdf',
  'image/png',
  'image/jpeg',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'text/plain',
]);

interface DocumentRow {
  id: string;
  case_id: string;
  name: string;
  media_type: string;
  size: number;
  sha256: string;
  status: DocumentView['status'];
  uploaded_at: Date;
}

const columns = `id, case_id, name, media_type, size, encode(sha256, 'hex') as sha256, status, uploaded_at`;

/** Files handed in for a case, kept on disk by jurisdiction and SHA-256; names are shown and never used as paths. */
export class Documents {
  constructor(
    private readonly database: Database,
    private readonly views: CaseViews,
    private readonly directory: string,
  ) {}

  /**
   * Takes in a file from whoever may take an open step that takes evidence; its type is judged by its content. Throws
   * `document-type-refused`, `not-found`, `nothing-to-hand-in` and `not-permitted`.
   */
  async receive(
    caller: Caller,
    file: { case: string; name: string; bytes: Buffer },
    key: string,
  ): Promise<{ answer: DocumentView; replayed: boolean }> {
    const hash = sha256(file.bytes);
    const hex = hash.toString('hex');
    const mediaType = await mediaTypeOf(file.bytes);
    if (!accepted.has(mediaType))
      throw new Refused('document-type-refused', { params: { found: mediaType } });
    const request = { document: { case: file.case, name: file.name, sha256: hex } };
    return once(this.database, caller, key, request, async (tx) => {
      const { actor, of: read } = await this.views.visible(tx, caller, file.case);
      await requireStepWithEvidence(tx, { caller, actor, read });
      // The bytes come first: a row without its file would promise what is not there; a file without a row is swept.
      await this.keep(tx.tenant, hex, file.bytes);
      const [row] = await tx.query<DocumentRow>(
        `insert into documents (tenant, id, case_id, sha256, size, media_type, name, status, uploaded_by, uploaded_at)
         values ($1, $2, $3, $4, $5, $6, $7, 'unscanned', $8, office_now()) returning ${columns}`,
        [tx.tenant, uuidv7(), file.case, hash, file.bytes.length, mediaType, file.name, caller.person],
      );
      return documentOf(row!);
    });
  }

  /**
   * The documents of a case that the caller may read. One follows the evidence that named it first, so that nobody opens it
   * to themselves by naming it again; before that it is for whoever handed it in, and for those who act for the case's
   * institution where they do.
   */
  async list(caller: Caller, id: string): Promise<DocumentView[]> {
    return inTransaction(this.database, caller.tenant, async (tx) => {
      const { actor, of } = await this.views.visible(tx, caller, id);
      const rows = await tx.query<DocumentRow & { by: string; body: string | null }>(
        `select ${columns}, uploaded_by as by, (
           select e.body from event_documents n
           join events e on e.tenant = n.tenant and e.case_id = n.case_id and e.seq = n.seq
           where n.tenant = d.tenant and n.case_id = d.case_id and n.document_id = d.id order by n.seq limit 1) as body
         from documents d where tenant = $1 and case_id = $2 order by id`,
        [tx.tenant, id],
      );
      const reader = await CaseReader.of(tx, actor, of);
      const unnamed = rows.filter(({ body, by }) => body === null && by !== actor.person).map(({ by }) => by);
      const uploaders = await loadActors(tx, [...new Set(unnamed)]);
      const acts = (person: Actor | undefined): boolean => person?.actsFor.includes(of.institution) ?? false;
      const isTheirs = ({ by, body }: { by: string; body: string | null }): boolean =>
        body === null
          ? by === actor.person || (acts(actor) && acts(uploaders.get(by)))
          : reader.reads(JSON.parse(body) as EventBody);
      return rows.filter(isTheirs).map(documentOf);
    });
  }

  /** The bytes of a document that the caller may read; they are checked against their hash. */
  async read(caller: Caller, id: string, document: string): Promise<{ view: DocumentView; bytes: Buffer }> {
    const view = (await this.list(caller, id)).find((one) => one.id === document);
    if (view === undefined || view.status === 'rejected') throw new Refused('not-found');
    const bytes = await readFile(this.pathOf(caller.tenant, view.sha256));
    if (sha256(bytes).toString('hex') !== view.sha256)
      throw new Error(`document ${document} is not what was stored`);
    return { view, bytes };
  }

  private pathOf(tenant: number, hex: string): string {
    return join(this.directory, String(tenant).padStart(2, '0'), hex.slice(0, 2), hex);
  }

  private async keep(tenant: number, hex: string, bytes: Buffer): Promise<void> {
    const path = this.pathOf(tenant, hex);
    await mkdir(join(path, '..'), { recursive: true });
    const draft = `${path}.${uuidv7()}`;
    const file = await open(draft, 'wx', 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path).catch(async (error: unknown) => {
      await rm(draft, { force: true });
      throw error;
    });
  }
}

/** The type found in the content; text only where it is valid UTF-8 without control characters. */
async function mediaTypeOf(bytes: Buffer): Promise<string> {
  const found = await fileTypeFromBuffer(bytes);
  if (found !== undefined) return found.mime;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    // eslint-disable-next-line no-control-regex
    return bytes.length > 0 && !/[\u0000-\u0008\u000e-\u001f]/.test(text)
      ? 'text/plain'
      : 'application/octet-stream';
  } catch {
    return 'application/octet-stream';
  }
}

function documentOf(row: DocumentRow): DocumentView {
  return {
    id: row.id,
    case: row.case_id,
    name: row.name,
    mediaType: row.media_type,
    size: row.size,
    sha256: row.sha256,
    status: row.status,
    uploadedAt: row.uploaded_at.toISOString(),
  };
}
