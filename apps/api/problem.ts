import { mayPass } from '#database';
import { HttpException } from '@nestjs/common';
import { refusals, Refused, sentence, type Language } from '#refusals';

/** A refusal as it is sent (RFC 9457). `type` is a page that explains the code, relative to the request's address. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  instance: string;
  code: string;
  requestId: string;
  errors?: { pointer: string; message: string }[];
  [member: string]: unknown;
}

/** The problem document of a refusal in one language; members of a refusal never replace those of the document. */
export function problemOf(
  { code, details }: Refused,
  { language, instance, requestId }: { language: Language; instance: string; requestId: string },
): Problem {
  return {
    ...details.members,
    type: `/problems/${code}`,
    title: titleOf(code),
    status: refusals[code].status,
    detail: sentence(code, language, details.params),
    instance,
    code,
    requestId,
    ...(details.errors && {
      errors: details.errors.map(({ pointer, message }) => ({ pointer, message: message[language] })),
    }),
  };
}

/** A code in words: it is the same for every occurrence and in every language (RFC 9457, 3.1.3). */
export const titleOf = (code: string): string =>
  (code.charAt(0).toUpperCase() + code.slice(1)).replaceAll('-', ' ');

const unreadable = (chinese: string, en: string): Refused =>
  new Refused('malformed-request', { params: { why: en, 'why:zh-CN': chinese } });

/** A request whose head, query or form cannot be read; the reason in both languages, without a full stop. */
export const malformedRequest = unreadable;

/**
 * What an error means to the one who asked. Whatever is not foreseen here is a fault of ours and answers
 * `internal-error`; its text is for the log and never shown.
 */
export function refusalOf(error: unknown, { bodyLimit }: { bodyLimit: number }): Refused {
  if (error instanceof Refused) return error;
  const status =
    error instanceof HttpException ? error.getStatus() : (error as { statusCode?: number })?.statusCode;
  switch (status) {
    case 400:
      return unreadable('格式有误', 'it is malformed');
    case 404:
      return new Refused('not-found');
    case 405:
      return new Refused('method-not-allowed');
    case 408:
      return unreadable('请求未在规定时间内送达', 'it did not arrive in time');
    case 413:
      return new Refused('body-too-large', { params: { limit: bodyLimit } });
    case 414:
      return new Refused('address-too-long');
    case 415:
      return new Refused('unsupported-media-type');
    case 431:
      return new Refused('headers-too-large');
    default:
      return refusalOfDatabase(error) ?? new Refused('internal-error');
  }
}

const unstorable = {
  pointer: '',
  message: { 'zh-CN': '含有数据库无法保存的字符。', en: 'Holds a character that the database cannot keep.' },
};

function refusalOfDatabase(error: unknown): Refused | null {
  const { code } = (error ?? {}) as { code?: unknown };
  if (code === '22021' || code === '22P05') {
    return new Refused('evidence-does-not-fit', { errors: [unstorable] });
  }
  // 57014: a statement that was cancelled, by its time limit or by hand.
  return mayPass(error) || code === '57014' ? new Refused('temporarily-unavailable') : null;
}
