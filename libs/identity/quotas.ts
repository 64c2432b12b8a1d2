import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import type { Database } from '#database';
import { Refused } from '#refusals';
import { unavailable } from './unavailable.js';

/** What one person may upload in a day, by whatever way they sign in: their API keys count with them. */
export interface UploadQuota {
  files: number;
  mebibytes: number;
}

/** A whole application with every attachment is some fifty files and a few hundred MiB. */
export const usualUploadQuota: UploadQuota = { files: 500, mebibytes: 2048 };

const day = 24 * 60 * 60;

/**
 * Counts what people upload, in the database: all instances count together, and a restart forgets nothing. A day begins
 * with the first upload and lasts 24 hours of real time. Where the count cannot be had nothing is taken in
 * (`temporarily-unavailable`).
 */
export class UploadQuotas {
  readonly #files: RateLimiterPostgres;
  /** In KiB: the table's numbers would not hold bytes. */
  readonly #kibibytes: RateLimiterPostgres;

  constructor(database: Database, { files, mebibytes }: UploadQuota) {
    const limiter = (keyPrefix: string, points: number) =>
      new RateLimiterPostgres({
        storeClient: database.dataSource,
        storeType: 'typeorm',
        tableName: 'rate_limits',
        tableCreated: true,
        clearExpiredByTimeout: false,
        keyPrefix,
        points,
        duration: day,
      });
    this.#files = limiter('uploads', files);
    this.#kibibytes = limiter('uploadedKiB', mebibytes * 1024);
  }

  /**
   * Counts an upload before it is read, so that what comes at once counts together, whatever becomes of it. Throws
   * `upload-quota-used-up` with the seconds until there is room again; what was refused so does not count.
   */
  async admit({ tenant, person }: { tenant: number; person: string }, bytes: number): Promise<void> {
    const key = `${tenant}/${person}`;
    const kibibytes = Math.ceil(bytes / 1024);
    await consumed(this.#files, key, 1);
    try {
      await consumed(this.#kibibytes, key, kibibytes);
    } catch (error) {
      await this.#files.reward(key, 1).catch(() => undefined);
      throw error;
    }
  }
}

async function consumed(limiter: RateLimiterPostgres, key: string, points: number): Promise<void> {
  try {
    await limiter.consume(key, points);
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw unavailable(error);
    // The library counts what it refuses; a file that is too large for what is left leaves room for a smaller one.
    await limiter.reward(key, points).catch(() => undefined);
    const seconds = Math.ceil(Math.max(error.msBeforeNext, 0) / 1000);
    throw new Refused('upload-quota-used-up', { members: { retryAfter: Math.max(seconds, 1) } });
  }
}
