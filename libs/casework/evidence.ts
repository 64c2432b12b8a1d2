import { z } from 'zod';
import type { Transaction } from '#database';
import type { EventBody } from '#ledger';
import type { Facts, Process } from '#process';
import { Refused, type FieldError } from '#refusals';
import type { EvidenceRule, Reference, Resolved } from '#regulations';
import type { PersonsCommand } from './command.js';
import type { Ports } from './ports.js';

/** What a command brought, read and looked up before it is judged; a fault is kept until its turn comes. */
export interface Brought {
  /** Kind of evidence, or null where the step needs none. */
  name: string | null;
  value: unknown;
  refused: Refused | null;
  documents: EventBody['documents'];
  /** Whether it names people. */
  namesPeople: boolean;
  /** The facts that may enter the event, given the case's memory. */
  facts(context: Facts): Facts;
}

/** Who brings evidence, and for which institution alone where an API key does. */
export type Bringer = Pick<PersonsCommand, 'person' | 'onlyFor'>;

/** Where a command's evidence is read: the kind it must be, and the case and institution its references must suit. */
export interface Bringing<By extends Bringer = PersonsCommand> {
  command: By;
  process: Process;
  needs: string | null;
  evidence: unknown;
  case: string;
  /** The root case. */
  matter: string;
  institution: string;
}

/** Reads each command's evidence by its schema and looks up what it refers to, one query for each kind of reference. */
export async function bring<By extends Bringer>(
  tx: Transaction,
  ports: Ports,
  all: readonly Bringing<By>[],
): Promise<Map<By, Brought>> {
  const read = all.map((bringing) => ({ bringing, ...parse(bringing) }));
  const wanted = read.flatMap(({ bringing, references }) =>
    references.map((reference) => ({
      reference,
      case: bringing.case,
      matter: bringing.matter,
      institution: bringing.institution,
      person: bringing.command.person,
      onlyFor: bringing.command.onlyFor,
    })),
  );
  const found = new Map<Reference, Facts | null>();
  for (const kind of new Set(wanted.map(({ reference }) => reference.kind))) {
    const resolver = ports.resolvers.get(kind);
    if (resolver === undefined) throw new Error(`nobody registered what a reference to a ${kind} means`);
    const ofKind = wanted.filter(({ reference }) => reference.kind === kind);
    const answers = await resolver(
      tx,
      ofKind.map(({ reference, ...rest }) => ({ id: reference.id, ...rest })),
    );
    ofKind.forEach(({ reference }, index) => found.set(reference, answers[index] ?? null));
  }
  return new Map(read.map((one) => [one.bringing.command, finish(one, found)]));
}

interface Read {
  bringing: Pick<Bringing, 'needs'>;
  rule: EvidenceRule | null;
  value: unknown;
  references: Reference[];
  refused: Refused | null;
}

function parse(bringing: Pick<Bringing, 'process' | 'needs' | 'evidence'>): Omit<Read, 'bringing'> {
  const { process, needs, evidence } = bringing;
  if (needs === null) {
    const empty = evidence === undefined || evidence === null || isEmptyObject(evidence);
    const refused = empty ? null : refuse([{ pointer: '', message: nothingNeeded }]);
    return { rule: null, value: null, references: [], refused };
  }
  const rule = process.catalogue.evidence[needs] as EvidenceRule;
  const parsed = rule.schema.safeParse(evidence === undefined ? {} : evidence);
  if (!parsed.success)
    return { rule, value: null, references: [], refused: refuse(fieldErrors(parsed.error.issues)) };
  // Each command's own: a kind of evidence may answer the same object every time, and what is found is kept by it.
  const references = (rule.references?.(parsed.data) ?? []).map((reference) => ({ ...reference }));
  return { rule, value: parsed.data, references, refused: null };
}

const unknownField = { 'zh-CN': '没有这一项。', en: 'There is no such field.' };
const nothingNeeded = { 'zh-CN': '此步骤不需要材料。', en: 'This step takes no evidence.' };
const notThere = { 'zh-CN': '没有找到，或不属于本案。', en: 'Not found, or not of this case.' };

function finish(read: Read, found: ReadonlyMap<Reference, Facts | null>): Brought {
  const { bringing, rule, value, references } = read;
  const missing = references.filter((reference) => found.get(reference) == null);
  const refused =
    read.refused ??
    (missing.length === 0 ? null : refuse(missing.map(({ pointer }) => ({ pointer, message: notThere }))));
  const resolved: Record<string, Record<string, Facts>> = { document: {}, scopeTable: {}, person: {} };
  const documents = new Map<string, EventBody['documents'][number]>();
  for (const reference of references) {
    const facts = found.get(reference);
    if (facts == null) continue;
    (resolved[reference.kind] ??= {})[reference.id] = facts;
    if (reference.kind === 'document') {
      documents.set(reference.id, {
        id: reference.id,
        sha256: facts['digest'] as string,
        size: facts['size'] as number,
      });
    }
  }
  return {
    name: bringing.needs,
    value,
    refused,
    documents: [...documents.values()],
    namesPeople: references.some(({ kind }) => kind === 'person'),
    facts: (context) =>
      rule === null ? {} : rule.facts(value, { context, resolved: resolved as unknown as Resolved }),
  };
}

function refuse(errors: FieldError[]): Refused {
  return new Refused('evidence-does-not-fit', { errors: errors.slice(0, mostErrors) });
}

const english = z.locales.en().localeError;
const chinese = z.locales.zhCN().localeError;

/** What a schema found, said in both languages, with the places it speaks of. */
export function fieldErrors(issues: readonly z.core.$ZodIssue[]): FieldError[] {
  const errors: FieldError[] = [];
  for (const issue of issues) {
    errors.push(...toFieldErrors(issue, mostErrors - errors.length));
    if (errors.length >= mostErrors) break;
  }
  return errors;
}

/** Errors in one answer. What a client can send without end must not be repeated to it without end. */
const mostErrors = 100;

function toFieldErrors(issue: z.core.$ZodIssue, room: number): FieldError[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys
      .slice(0, room)
      .map((key) => ({ pointer: pointerOf([...issue.path, key]), message: unknownField }));
  }
  const message = { 'zh-CN': spoken(chinese, issue), en: spoken(english, issue) };
  return [{ pointer: pointerOf(issue.path), message }];
}

function spoken(locale: z.core.$ZodErrorMap, issue: z.core.$ZodIssue): string {
  if (issue.code === 'custom') return halfOf(issue.message, locale === chinese);
  if (issue.code === 'invalid_type') return ofAnotherType(issue, locale === chinese);
  const said = locale(issue as z.core.$ZodRawIssue);
  return (typeof said === 'string' ? said : said?.message) ?? issue.message;
}

/** An issue no longer says what was received, which the library would tell all the same; nor has it Chinese for types. */
function ofAnotherType({ expected }: z.core.$ZodIssueInvalidType, inChinese: boolean): string {
  if (!inChinese) return `Invalid input: expected ${expected}.`;
  const name = typesInChinese[expected];
  return name === undefined ? '类型不符。' : `应为${name}。`;
}

const typesInChinese: Record<string, string> = {
  ...{ string: '文本', number: '数字', int: '整数', boolean: '是或否（true、false）' },
  ...{ array: '列表', object: '对象', null: '空值（null）', date: '日期' },
};

/** Rules of our own say both at once: `不是小写的 UUID。 Not a UUID in lower case.` */
function halfOf(message: string, inChinese: boolean): string {
  const [said, translated, ...more] = message.split('。 ');
  if (translated === undefined || more.length > 0) return message;
  return inChinese ? `${said}。` : translated;
}

/** RFC 6901. */
function pointerOf(path: readonly PropertyKey[]): string {
  return path
    .map((part) => `/${String(part).slice(0, 80).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
}

const isEmptyObject = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length === 0;
