import { releaseTime as release } from '#casework';
import { connect, requireSchema } from '#database';
import { text } from '#regulations';
import { folderAt, withEmbedded } from './embedded.js';
import { exits, Failure, misused } from './failure.js';
import type { Language } from './client/language.js';
import { print } from './text.js';

export interface ReleaseTimeOptions {
  reason: string;
  data?: string;
  lang: Language;
}

/**
 * `greenlane release-time`: lets clocks lapse again after the database's clock has jumped, by the login of
 * DATABASE_OWNER_URL, or by that of the embedded data. Whoever calls it has looked at the clock: it counts as right.
 */
export async function releaseTime(options: ReleaseTimeOptions): Promise<void> {
  if (!text(500).safeParse(options.reason).success) throw misused(phrases[options.lang].noReason);
  if (options.data !== undefined)
    return withEmbedded(folderAt(options.data), ({ ownerUrl }) => releaseBy(ownerUrl, options));
  const url = process.env.DATABASE_OWNER_URL;
  if (url) return releaseBy(url, options);
  throw misused(phrases[options.lang].where);
}

async function releaseBy(url: string, { reason, lang }: ReleaseTimeOptions): Promise<void> {
  const owner = await connect(url, { poolSize: 1, applicationName: 'greenlane release-time' });
  try {
    await requireSchema(owner);
    const released = await release(owner, reason);
    if (released === null) throw new Failure(phrases[lang].notHeld, exits.notFound);
    const { id, movedMs } = released;
    print(phrases[lang].goesOn(id, (movedMs / 1_000).toFixed(1)));
  } finally {
    await owner.close();
  }
}

const phrases = {
  en: {
    noReason: 'A reason is 1 to 500 characters of text; it stays on record.',
    where:
      'Set DATABASE_OWNER_URL to the login of the owner role, or name the folder of embedded data with --data.',
    notHeld: 'Time is not held; there is nothing to release.',
    goesOn: (jump: number, seconds: string) => `Time goes on after jump ${jump}, of ${seconds} s.`,
  },
  'zh-CN': {
    noReason: '理由应为 1 至 500 个字符，并将留存在案。',
    where: '请将 DATABASE_OWNER_URL 设为数据库所有者的登录，或以 --data 指明内嵌数据的文件夹。',
    notHeld: '时间未被暂停，无须恢复。',
    goesOn: (jump: number, seconds: string) => `第 ${jump} 次时钟跳变（${seconds} 秒）之后，时间恢复推进。`,
  },
};
