import { Refused, type FieldError, type Language } from '#refusals';

/** Objects and lists within each other; more is nothing that a form can hold. */
const deepest = 64;
const faultsTold = 100;

type Sentence = Record<Language, string>;

const why = {
  encoding: { 'zh-CN': '内容不是有效的 UTF-8 编码', en: 'it is not valid UTF-8' },
  byteOrderMark: { 'zh-CN': '内容以字节顺序标记（BOM）开头', en: 'it begins with a byte order mark' },
  grammar: { 'zh-CN': '不符合 JSON 语法', en: 'it does not follow the grammar of JSON' },
  depth: { 'zh-CN': `嵌套超过 ${deepest} 层`, en: `it is nested more than ${deepest} levels deep` },
  doubled: { 'zh-CN': '同一对象中有重复的名称', en: 'a name stands twice in one object' },
} as const satisfies Record<string, Sentence>;

const unkept = {
  nul: { 'zh-CN': '含有 U+0000，无法保存。', en: 'Holds U+0000, which cannot be kept.' },
  surrogate: {
    'zh-CN': '含有不成对的代理码位，不是文字。',
    en: 'Holds half of a surrogate pair, which is no text.',
  },
  name: { 'zh-CN': '不接受此名称。', en: 'This name is not accepted.' },
  number: {
    'zh-CN': '数值过大，无法准确保存（整数不超过 9007199254740991）。',
    en: 'Too large to be kept exactly (integers go up to 9007199254740991).',
  },
} as const satisfies Record<string, Sentence>;

/** Names that mean something to JavaScript objects; no field of ours bears one. */
const forbiddenNames = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Reads a body as JSON, undefined where it is empty. What has no one meaning is `malformed-json` (400): bad UTF-8, a
 * byte order mark, bad grammar, too many levels, a name twice in one object. What has one but cannot be kept exactly
 * (RFC 7493: U+0000, half a surrogate pair, an integer beyond 2^53 - 1, a number that overflows, `__proto__` and its
 * like) is `evidence-does-not-fit` (422), each with its place. Throws `Refused`.
 */
export function readJson(bytes: Buffer): unknown {
  if (bytes.length === 0) return undefined;
  const text = decode(bytes);
  if (text.startsWith('\ufeff')) throw malformed('byteOrderMark');
  if (depthOf(text) > deepest) throw malformed('depth');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw malformed('grammar');
  }
  const errors = examine(text);
  if (errors.length > 0) throw new Refused('evidence-does-not-fit', { errors });
  return value;
}

function malformed(reason: keyof typeof why, pointer?: string): Refused {
  const { 'zh-CN': chinese, en } = why[reason];
  const errors = pointer === undefined ? undefined : [{ pointer, message: why[reason] }];
  return new Refused('malformed-json', {
    params: { why: en, 'why:zh-CN': chinese },
    ...(errors && { errors }),
  });
}

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw malformed('encoding');
  }
}

/** Before anything that could recurse: a body of a million brackets must not cost a stack. */
function depthOf(text: string): number {
  let depth = 0;
  let most = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '"') at = endOfString(text, at);
    else if (character === '{' || character === '[') most = Math.max(most, (depth += 1));
    else if (character === '}' || character === ']') depth -= 1;
  }
  return most;
}

/** The closing quotation mark of a string, or the end of the text where there is none. */
function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at;
}

interface Level {
  /** Names seen so far; null in a list. */
  names: Set<string> | null;
  /** The name or place at which the reader stands. */
  at: string | number;
  /** In an object: whether a name comes next. */
  nameNext: boolean;
}

/** Reads a text that is known to be JSON once more, for what `JSON.parse` lets pass in silence. */
function examine(text: string): FieldError[] {
  const levels: Level[] = [];
  const errors: FieldError[] = [];
  const pointer = (): string => levels.map(({ at }) => `/${escaped(at)}`).join('');
  const fault = (message: Sentence): void => {
    if (errors.length < faultsTold) errors.push({ pointer: pointer(), message });
  };
  for (let at = 0; at < text.length; at += 1) {
    const level = levels.at(-1);
    const character = text[at]!;
    switch (character) {
      case '{':
        levels.push({ names: new Set(), at: '', nameNext: true });
        break;
      case '[':
        levels.push({ names: null, at: 0, nameNext: false });
        break;
      case '}':
      case ']':
        levels.pop();
        break;
      case ',':
        if (level!.names === null) level!.at = Number(level!.at) + 1;
        else level!.nameNext = true;
        break;
      case '"': {
        const end = endOfString(text, at);
        const said = stringOf(text.slice(at, end + 1));
        if (level?.nameNext === true) {
          level.at = said;
          level.nameNext = false;
          if (level.names!.has(said)) throw malformed('doubled', pointer());
          level.names!.add(said);
          if (forbiddenNames.has(said)) fault(unkept.name);
        }
        if (said.includes('\0')) fault(unkept.nul);
        if (/\p{Cs}/u.test(said)) fault(unkept.surrogate);
        at = end;
        break;
      }
      default:
        if (character === '-' || (character >= '0' && character <= '9')) {
          const start = at;
          while (/[-+.\deE]/.test(text[at + 1] ?? '')) at += 1;
          if (!isKept(text.slice(start, at + 1))) fault(unkept.number);
        }
    }
  }
  return errors;
}

const stringOf = (quoted: string): string =>
  quoted.includes('\\') ? (JSON.parse(quoted) as string) : quoted.slice(1, -1);

/** Fractions are left to the schemas: none of ours takes one. */
function isKept(digits: string): boolean {
  const value = Number(digits);
  return Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value));
}

const escaped = (part: string | number): string =>
  String(part).slice(0, 80).replaceAll('~', '~0').replaceAll('/', '~1');
