import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { UploadQuotas, usualUploadQuota, type UploadQuota } from '#identity';
import { Refused } from '#refusals';
import { Database } from '#database';
import { readUpload, type Upload } from './upload.js';

/** How much is taken in: by one person in a day, and at once by one instance, of which no person has more than a share. */
export interface UploadLimits {
  quota: UploadQuota;
  /** Uploads in memory at once; of 20 MiB each, and for a moment twice. */
  atOnce: number;
  /** Of one person. */
  atOnceOfOne: number;
}

export const usualUploadLimits: UploadLimits = { quota: usualUploadQuota, atOnce: 16, atOnceOfOne: 4 };

/** The one way by which files come in. */
@Injectable()
export class Uploads {
  readonly #quotas: UploadQuotas;
  readonly #under = new Map<string, number>();
  #all = 0;

  constructor(
    database: Database,
    private readonly limits: UploadLimits,
  ) {
    this.#quotas = new UploadQuotas(database, limits.quota);
  }

  /**
   * Reads a form with one file of at most `fileSize` bytes, as `readUpload` does, and works with it; until that is done
   * it counts as being in memory. Before a byte is read, throws `too-many-requests` where the person has as many under
   * way as one may have, `temporarily-unavailable` where all places are taken, and `upload-quota-used-up`.
   */
  async take<Fields, Answer>(
    request: FastifyRequest,
    caller: { tenant: number; person: string },
    { schema, fileSize }: { schema: z.ZodType<Fields>; fileSize: number },
    work: (upload: Upload<Fields>) => Promise<Answer>,
  ): Promise<Answer> {
    const release = this.#enter(`${caller.tenant}/${caller.person}`);
    try {
      await this.#quotas.admit(caller, sizeOf(request, fileSize));
      return await work(await readUpload(request, schema, fileSize));
    } finally {
      release();
    }
  }

  #enter(person: string): () => void {
    const own = this.#under.get(person) ?? 0;
    if (own >= this.limits.atOnceOfOne)
      throw new Refused('too-many-requests', { members: { retryAfter: 1 } });
    if (this.#all >= this.limits.atOnce) throw new Refused('temporarily-unavailable');
    this.#all += 1;
    this.#under.set(person, own + 1);
    return () => {
      this.#all -= 1;
      const left = this.#under.get(person)! - 1;
      if (left === 0) this.#under.delete(person);
      else this.#under.set(person, left);
    };
  }
}

/** What the request says of its own size, which HTTP holds it to; one that does not say may be as large as any. */
function sizeOf({ headers }: FastifyRequest, fileSize: number): number {
  const said = Number(headers['content-length']);
  return Number.isInteger(said) ? Math.min(said, fileSize) : fileSize;
}

/**
 * The limits of an installation: `UPLOADS_PER_DAY` (files of one person), `UPLOAD_MIB_PER_DAY` (of one person) and
 * `UPLOADS_AT_ONCE` (of an instance; a quarter of them, at least one, of one person). Throws in a sentence what does not
 * fit.
 */
export function uploadLimitsFrom(env: NodeJS.ProcessEnv): UploadLimits {
  const { quota, atOnce } = usualUploadLimits;
  const several = count(env, 'UPLOADS_AT_ONCE', atOnce, 1_000);
  return {
    quota: {
      files: count(env, 'UPLOADS_PER_DAY', quota.files, 1_000_000),
      mebibytes: count(env, 'UPLOAD_MIB_PER_DAY', quota.mebibytes, 1_000_000),
    },
    atOnce: several,
    atOnceOfOne: Math.max(1, Math.floor(several / 4)),
  };
}

function count(env: NodeJS.ProcessEnv, name: string, usual: number, most: number): number {
  const text = env[name];
  if (text === undefined || text === '') return usual;
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < 1 || value > most)
    throw new Error(`${name} is to be a whole number from 1 to ${most}, not "${text}".`);
  return value;
}
