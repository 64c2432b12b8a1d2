import { createInterface } from 'node:readline/promises';
import { misused } from '../failure.js';
import type { Language } from './language.js';

/** Standard input whole, up to `limit` bytes. */
export async function textOfInput(limit: number, language: Language): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of process.stdin as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > limit) throw misused(phrases[language].tooLong(limit));
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

/** Whether somebody can be asked: both ends of the talk are a terminal. */
export const canAsk = (): boolean => process.stdin.isTTY && process.stderr.isTTY;

/** Asks on standard error and answers the line; empty where the input ends. */
export async function ask(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const ended = new Promise<string>((resolve) => terminal.once('close', () => resolve('')));
    // Ctrl-C is an answer too: none.
    terminal.once('SIGINT', () => terminal.close());
    return (await Promise.race([terminal.question(question), ended])).trim();
  } finally {
    terminal.close();
  }
}

const phrases = {
  en: { tooLong: (limit: number) => `Standard input holds more than ${limit} bytes.` },
  'zh-CN': { tooLong: (limit: number) => `标准输入超过 ${limit} 字节。` },
};
