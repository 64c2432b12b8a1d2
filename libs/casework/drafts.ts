import { inTransaction, type Database } from '#database';
import { Refused } from '#refusals';
import type { Caller } from './caller.js';
import { once } from './once.js';
import { requireStepNamed } from './step-authority.js';
import type { CaseViews } from './views.js';

export interface Draft {
  step: string;
  revision: number;
  content: unknown;
  savedAt: string;
  expiresAt: string;
}

const daysKept = 90;

interface DraftRow {
  revision: number;
  content: string;
  saved_at: Date;
  expires_at: Date;
}

/**
 * Evidence in the making. A draft belongs to case, step and person, is not judged, is no event, expires after 90
 * calendar days without a save and can be erased.
 */
export class Drafts {
  constructor(
    private readonly database: Database,
    private readonly views: CaseViews,
  ) {}

  /**
   * Saves over the revision the caller has read; 0 for a first save. Whoever may not take the step drafts nothing for it:
   * throws `unknown-step`, `not-permitted`, and `stale-draft` where it has moved on.
   */
  async save(
    caller: Caller,
    of: { case: string; step: string; revision: number; content: unknown },
    key: string,
  ): Promise<{ answer: Draft; replayed: boolean }> {
    return once(this.database, caller, key, { draft: of }, async (tx) => {
      const { actor, of: read } = await this.views.visible(tx, caller, of.case);
      await requireStepNamed(tx, { caller, actor, read }, of.step);
      // One that has expired is as if it were not there, whether or not it has been swept.
      await tx.query(
        `delete from drafts
         where tenant = $1 and case_id = $2 and step = $3 and person_id = $4 and expires_at <= office_now()`,
        [tx.tenant, of.case, of.step, caller.person],
      );
      const [row] = await tx.query<DraftRow>(
        `insert into drafts as d (tenant, case_id, step, person_id, revision, content, saved_at, expires_at)
         select $1, $2, $3, $4, 1, $6, office_now(), office_now() + make_interval(days => $7) where $5 = 0 or exists (
           select from drafts where tenant = $1 and case_id = $2 and step = $3 and person_id = $4)
         on conflict (tenant, case_id, step, person_id) do update
           set revision = d.revision + 1, content = excluded.content, saved_at = excluded.saved_at,
               expires_at = excluded.expires_at
           where d.revision = $5
         returning revision, content, saved_at, expires_at`,
        [
          tx.tenant,
          of.case,
          of.step,
          caller.person,
          of.revision,
          JSON.stringify(of.content ?? null),
          daysKept,
        ],
      );
      if (row === undefined) {
        const [current] = await tx.query<{ revision: number }>(
          'select revision from drafts where tenant = $1 and case_id = $2 and step = $3 and person_id = $4',
          [tx.tenant, of.case, of.step, caller.person],
        );
        throw new Refused('stale-draft', { params: { current: current?.revision ?? 0 } });
      }
      return draftOf(of.step, row);
    });
  }

  /** The caller's own draft. Throws `not-found` where there is none or it has expired. */
  async read(caller: Caller, id: string, step: string): Promise<Draft> {
    return inTransaction(this.database, caller.tenant, async (tx) => {
      await this.views.visible(tx, caller, id);
      const [row] = await tx.query<DraftRow>(
        `select revision, content, saved_at, expires_at from drafts
         where tenant = $1 and case_id = $2 and step = $3 and person_id = $4 and expires_at > office_now()`,
        [tx.tenant, id, step, caller.person],
      );
      if (row === undefined) throw new Refused('not-found');
      return draftOf(step, row);
    });
  }

  /** Erases the caller's own draft; harmless where there is none. */
  async erase(caller: Caller, id: string, step: string): Promise<void> {
    await inTransaction(this.database, caller.tenant, async (tx) => {
      await this.views.visible(tx, caller, id);
      await tx.query(
        'delete from drafts where tenant = $1 and case_id = $2 and step = $3 and person_id = $4',
        [tx.tenant, id, step, caller.person],
      );
    });
  }

  /** Erases what has expired; the worker's chore. */
  async eraseExpired(tenant: number): Promise<void> {
    await inTransaction(this.database, tenant, (tx) =>
      tx.query('delete from drafts where tenant = $1 and expires_at <= office_now()', [tenant]),
    );
  }
}

function draftOf(step: string, row: DraftRow): Draft {
  return {
    step,
    revision: row.revision,
    content: JSON.parse(row.content),
    savedAt: row.saved_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
  };
}
