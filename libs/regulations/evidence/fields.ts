/** The fields that evidence is made of: every string, list and number has an end, and nothing unstorable gets in. */
import { z } from 'zod';

/** What a person reads beside the field, in both languages of the office. */
export const says = (chinese: string, english: string): string => `${chinese} ${english}`;

/** A string that the pattern takes as a whole; the pattern also stands in the JSON Schema. */
const matching = (pattern: RegExp, max: number, error: string) =>
  z
    .string()
    .max(max)
    .refine((value) => pattern.test(value), { error })
    .meta({ pattern: pattern.source });

/**
 * One to `max` UTF-16 units of text that is not blank. Refuses control characters other than tab and line breaks
 * (U+0000 first of all), lone surrogates and non-characters, which the ledger's text cannot hold, the replacement
 * character, which a failed decoding leaves, and the marks that turn the direction of reading.
 */
export const text = (max: number) =>
  matching(
    /^(?=\s*\S)(?:[^\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\u202A-\u202E\u2066-\u2069\uFFFD]|[\t\n\r])*$/u,
    max,
    says('内容为空白，或含有无法保存的字符。', 'Blank, or with characters that cannot be kept.'),
  );

/** A UUID in lower case, so that one thing has one name. */
export const id = () =>
  matching(
    /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
    36,
    says('不是小写的 UUID。', 'Not a UUID in lower case.'),
  );

/** A legal day, `YYYY-MM-DD`, that exists; there is no year 0000, and the database keeps none. */
export const day = () =>
  z.iso.date().refine((given) => !given.startsWith('0000'), {
    error: says('没有公元 0000 年。', 'There is no year 0000.'),
  });

/** Something the person states by writing `true`; nothing else is accepted. */
export const confirmed = (what: string) => z.literal(true).describe(what);

/** A list of one to `max` things of which no two are the same. */
export const distinct = <T extends z.ZodType>(of: T, max: number) =>
  z
    .array(of)
    .min(1)
    .max(max)
    .refine((list) => new Set(list.map((entry) => JSON.stringify(entry))).size === list.length, {
      error: says('有重复的内容。', 'Names something twice.'),
    });

/** Up to `max` documents of the case, each named once; may be empty. */
export const documentIds = (max: number) =>
  z
    .array(id())
    .max(max)
    .refine((list) => new Set(list).size === list.length, {
      error: says('同一文件列出两次。', 'Names a document twice.'),
    });

/** First and last day, both counted. */
export const days = () =>
  z.strictObject({ from: day(), to: day() }).refine(({ from, to }) => from <= to, {
    error: says('结束早于开始。', 'Ends before it begins.'),
    path: ['to'],
  });

/** A site as the scope table names it. */
export const site = () => text(200);

/** Items left out of the scope: the table their numbers belong to, and each item by site and number. */
export const exclusions = () =>
  z.strictObject({
    scopeTable: id(),
    items: distinct(
      z.strictObject({
        site: site(),
        item: matching(
          /^[1-9]\d*(?:\.[1-9]\d*){1,3}$/,
          19,
          says('不是项目序号，例如 1.10。', 'Not the number of an item, such as 1.10.'),
        ),
      }),
      5000,
    ),
  });
export type Exclusions = z.infer<ReturnType<typeof exclusions>>;
