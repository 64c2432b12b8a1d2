import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  type Stats,
} from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { Failure } from '../failure.js';
import type { Language } from './language.js';

/** How one server knows us. Either a key, or a token with, where the provider gave them, its end and its successor. */
const credential = z.object({
  apiKey: z.string().optional(),
  token: z.string().optional(),
  /** Milliseconds since 1970. */
  expiresAt: z.number().optional(),
  refreshToken: z.string().optional(),
  issuer: z.string().optional(),
  clientId: z.string().optional(),
  /** Whom the server took us for when we signed in. */
  name: z.string().optional(),
});
export type Credential = z.infer<typeof credential>;

const file = z.object({
  /** The server that was signed in to last. */
  usual: z.string().optional(),
  servers: z.record(z.string(), credential),
});
type Kept = z.infer<typeof file>;

const staleLock = 30_000;
/** Of a tenth of a second each: longer than a lock may be stale. */
const lockTries = 400;

/**
 * The credentials of this person on this machine, by server: one file, readable by its owner alone, in a folder that
 * nobody else enters. A file or folder that others could read or change is refused, not repaired: what stands in it may
 * be known already.
 */
export class Credentials {
  readonly path: string;

  constructor(
    private readonly language: Language,
    env: NodeJS.ProcessEnv = process.env,
  ) {
    // A path that is not absolute is to be ignored (XDG Base Directory Specification).
    const base = env.XDG_CONFIG_HOME;
    const folder = base !== undefined && isAbsolute(base) ? base : join(env.HOME ?? homedir(), '.config');
    this.path = join(folder, 'greenlane', 'credentials.json');
  }

  usualServer(): string | undefined {
    return this.read().usual;
  }

  servers(): string[] {
    return Object.keys(this.read().servers);
  }

  find(server: string): Credential | undefined {
    const { servers } = this.read();
    return Object.hasOwn(servers, server) ? servers[server] : undefined;
  }

  /** Throws where nothing could be kept: asked before anybody goes to a browser for nothing. */
  async requireReady(): Promise<void> {
    await this.alone(() => this.read());
  }

  /** Keeps a credential, and makes its server the usual one. */
  async keep(server: string, kept: Credential): Promise<void> {
    await this.alone(() => {
      const { servers } = this.read();
      this.write({ usual: server, servers: { ...servers, [server]: kept } });
    });
  }

  /** Forgets what one server knows us by. Answers it, for withdrawing it elsewhere. */
  async forget(server: string): Promise<Credential | undefined> {
    const known = this.find(server);
    if (known === undefined) return undefined;
    await this.alone(() => {
      const { usual, servers } = this.read();
      delete servers[server];
      if (Object.keys(servers).length === 0) rmSync(this.path, { force: true });
      else this.write({ usual: usual === server ? Object.keys(servers)[0] : usual, servers });
    });
    return known;
  }

  /**
   * Replaces a credential by what `renew` makes of it, one process at a time: a refresh token may be used once, and
   * whoever waited finds the new one. `renew` answers undefined where the credential it is given is still good.
   */
  async renew(
    server: string,
    renew: (known: Credential) => Promise<Credential | undefined>,
  ): Promise<Credential | undefined> {
    return this.alone(async () => {
      const { usual, servers } = this.read();
      const known = Object.hasOwn(servers, server) ? servers[server] : undefined;
      const renewed = known === undefined ? undefined : await renew(known);
      if (renewed === undefined) return known;
      this.write({ usual, servers: { ...servers, [server]: renewed } });
      return renewed;
    });
  }

  private read(): Kept {
    let handle: number;
    try {
      handle = openSync(this.path, 'r');
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT') return { servers: {} };
      throw new Failure(phrases[this.language].unreadable(this.path, message));
    }
    try {
      this.requireOurs(this.path, fstatSync(handle), 0o077);
      this.requireOurs(dirname(this.path), statSync(dirname(this.path)), 0o022);
      const { data } = file.safeParse(parsed(readFileSync(handle, 'utf8')));
      if (data === undefined) throw new Failure(phrases[this.language].damaged(this.path));
      return data;
    } finally {
      closeSync(handle);
    }
  }

  /** Whole or not at all, and never for a moment readable by others. */
  private write(kept: Kept): void {
    const draft = `${this.path}.${randomUUID()}`;
    writeFileSync(draft, `${JSON.stringify(kept, null, 2)}\n`, { mode: 0o600, flag: 'wx', flush: true });
    renameSync(draft, this.path);
  }

  private requireOurs(path: string, { mode, uid }: Stats, forbidden: number): void {
    const says = phrases[this.language];
    const own = process.getuid?.();
    if (own !== undefined && uid !== own) throw new Failure(says.notOurs(path));
    if ((mode & forbidden) !== 0) throw new Failure(says.open(path, this.path, dirname(this.path)));
  }

  private async alone<T>(work: () => Promise<T> | T): Promise<T> {
    const folder = dirname(this.path);
    const made = mkdirSync(folder, { recursive: true, mode: 0o700 });
    // Where it was not made now, it may have been made by hand, wider; nothing of value lies in it yet.
    if (made === undefined && this.servers().length === 0) chmodSync(folder, 0o700);
    const lock = `${this.path}.lock`;
    for (let tries = 0; ; tries++) {
      try {
        closeSync(openSync(lock, 'wx', 0o600));
        break;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
        if (tries >= lockTries) throw new Failure(phrases[this.language].locked(lock));
      }
      // Whoever made it may have been killed.
      const age = Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
      if (age > staleLock) rmSync(lock, { force: true });
      await sleep(100);
    }
    try {
      return await work();
    } finally {
      rmSync(lock, { force: true });
    }
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const phrases = {
  en: {
    unreadable: (path: string, why: string) => `${path} cannot be read: ${why}`,
    damaged: (path: string) => `${path} is damaged. Remove it and sign in again with: greenlane login`,
    notOurs: (path: string) => `${path} belongs to another user, so it is not used.`,
    open: (path: string, own: string, folder: string) =>
      `Others may read or change ${path}, so it is not used. Close it with: chmod 700 ${folder} && chmod 600 ${own}\n` +
      'If somebody may have read it, sign in again as well with: greenlane login',
    locked: (lock: string) =>
      `Another greenlane is signing in and does not end. If there is none, remove ${lock}`,
  },
  'zh-CN': {
    unreadable: (path: string, why: string) => `无法读取 ${path}：${why}`,
    damaged: (path: string) => `${path} 已损坏，请删除后重新登录：greenlane login`,
    notOurs: (path: string) => `${path} 属于其他用户，不予使用。`,
    open: (path: string, own: string, folder: string) =>
      `其他用户可以读取或更改 ${path}，不予使用。请先收紧权限：chmod 700 ${folder} && chmod 600 ${own}\n` +
      '如其内容可能已被他人读取，还请重新登录：greenlane login',
    locked: (lock: string) => `另一个 greenlane 正在登录且未结束。如并无此事，请删除 ${lock}`,
  },
};
