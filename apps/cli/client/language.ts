import type { Language } from '#refusals';

export type { Language };

/** As the environment says it (POSIX, 8.2: LC_ALL before LC_MESSAGES before LANG); English unless it is Chinese. */
export function languageOfEnvironment(env: NodeJS.ProcessEnv = process.env): Language {
  const set = [env.LC_ALL, env.LC_MESSAGES, env.LANG].find((value) => value !== undefined && value !== '');
  return /^zh\b|^zh_/i.test(set ?? '') ? 'zh-CN' : 'en';
}
