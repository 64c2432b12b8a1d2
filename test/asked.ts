/**
 * What every route can be asked with success: its path, its query and its body, with things of one side in all of them;
 * and every place in which the id of something stands. Drawn from the API's own description: a new route is asked as
 * well, and one that names what is not known here stops the tests until it is said what that is. Long, because it has a line
 * for every name.
 */
import { withCheckCharacter } from '#register';
import { randomUUID } from 'node:crypto';
import { formatCaseNumber, yearAhead } from '#casework';
import {
  having,
  placesIn,
  schemaAt,
  type Described,
  type Place,
  type Route,
  type Schema,
  type StepTold,
} from './routes.js';
import { processOf } from './campaigns/matrix-processes.js';
import { broughtBy, type Side, type Standing } from './two-offices.js';

/** Kinds of things that have an id. */
export type Kind =
  | 'case'
  | 'document'
  | 'scopeTable'
  | 'institution'
  | 'person'
  | 'apiKey'
  | 'session'
  | 'message'
  | 'event'
  | 'draw'
  | 'webhook'
  | 'delivery'
  | 'creditCode';

/** Where an id stands. */
export type Slot =
  { in: 'path' | 'query'; name: string; kind: Kind } | { in: 'body'; place: Place; kind: Kind };

/** A route as somebody of one side may ask it. */
export interface Question {
  route: Route;
  /** Which of the steps that share the route, where it takes one. */
  step: StepTold | null;
  /** Method and path as the description tells them, and the process of the step. */
  name: string;
  path: Record<string, string>;
  query: Record<string, string>;
  /** JSON, or the fields of a form. */
  body: unknown;
  standing: Standing;
  slots: Slot[];
  /** Digest of the text of a decision. */
  confirms?: string | undefined;
}

const inPaths: Record<string, Kind | null> = {
  id: 'case',
  document: 'document',
  institution: 'institution',
  import: 'scopeTable',
  key: 'apiKey',
  webhook: 'webhook',
  delivery: 'delivery',
  person: 'person',
  session: 'session',
  message: 'message',
  seq: 'event',
  ...{ step: null, duty: null, process: null, edition: null, code: null },
  // Certificates and the stage of a case are everybody's.
  ...{ number: null, reference: null },
};
const inQueries: Record<string, Kind | null> = {
  'filter[person]': 'person',
  case: 'case',
  // A cursor is no id of one thing; it has tests of its own.
  cursor: null,
  ...{ from: null, to: null, limit: null, after: null, dueBy: null, queue: null, dryRun: null, code: null },
  ...{ 'filter[state]': null, 'filter[process]': null, 'filter[role]': null, 'filter[kind]': null },
  ...{ process: null, by: null, unread: null },
  ...{ 'filter[status]': null, 'filter[differs]': null },
  ...{ returnTo: null, stepUp: null, state: null, error: null, iss: null },
};
const inBodies: Record<string, Kind> = {
  scopeTable: 'scopeTable',
  ...{ document: 'document', documents: 'document', archive: 'document' },
  ...{ institution: 'institution', parent: 'institution' },
  ...{
    person: 'person',
    to: 'person',
    leader: 'person',
    members: 'person',
    absent: 'person',
    cover: 'person',
  },
  creditCode: 'creditCode',
  draw: 'draw',
};

function kindOf<T>(table: Record<string, T>, name: string, route: Route): T {
  if (!Object.hasOwn(table, name))
    throw new Error(`say in ${import.meta.url} of what "${name}" of ${route.method} ${route.path} is the id`);
  return table[name]!;
}

/** What is asked beside the usual, by method and path: who is meant, what is sent. */
const usual: Record<string, { at?: string; body?: (side: Side) => object; path?: Record<string, string> }> = {
  'PUT assignments': { at: 'qualification/received' },
  'DELETE assignments': { at: 'qualification/received/DELETE assignments' },
  'POST draws': { at: 'qualification/formingTheTeam/POST draws' },
  'GET draws': { at: 'qualification/formingTheTeam' },
  'GET text': { at: 'qualification/certified' },
  'GET scope': { at: 'qualification/certified' },
  'GET drafts': { at: 'qualification/drafting' },
  'PUT drafts': { at: 'qualification/drafting', body: () => ({ fieldCode: '13' }) },
  'DELETE drafts': { at: 'qualification/drafting' },
  'GET preview': { at: 'calendarChange/proposed' },
  'POST preview': { body: () => ({ change: yearAhead(2038) }) },
  'POST documents': { at: 'qualification/drafting' },
  'POST institutions': {
    body: (side) => ({
      creditCode: newCreditCode(),
      name: '下属检测所',
      legalForm: 'enterprise',
      address: '示例路1号',
      parent: side.laboratory.id,
    }),
  },
};
const last = (path: string): string => path.split('/').findLast((part) => !part.startsWith('{'))!;
const usualOf = ({ method, path }: Route) => usual[`${method.toUpperCase()} ${last(path)}`] ?? {};

/** Every route that is not open to everybody, once for each process whose step it takes, as asked on one side. */
export function questionsOf(described: Described, routes: Route[], side: Side): Question[] {
  const told = routes.filter(({ open }) => !open);
  return told.flatMap((route) => {
    // What only an earlier edition asks for, no case here can be brought.
    const taken = route.steps.filter(({ process, edition }) => processOf(process).edition === edition);
    const steps: (StepTold | null)[] = route.steps.length === 0 ? [null] : taken;
    return steps.map((step) => questionOf(described, route, step, side));
  });
}

function questionOf(described: Described, route: Route, step: StepTold | null, side: Side): Question {
  const { at, body: made, path: given } = usualOf(route);
  const standing =
    step === null ? side.cases.get(at ?? 'qualification/received')! : standingFor(route, step, side);
  const of = `${route.method.toUpperCase()} ${route.path}`;
  const question: Question = {
    ...{ route, step, standing, slots: [], path: {}, query: {}, body: undefined },
    name: step === null || route.steps.length === 1 ? of : `${of} (${step.process})`,
  };
  for (const name of route.inPath) {
    const kind = kindOf(inPaths, name, route);
    question.path[name] =
      given?.[name] ?? (kind === null ? wordOf(name) : String(idOf(kind, side, standing)));
    if (kind !== null) question.slots.push({ in: 'path', name, kind });
  }
  for (const name of Object.keys(route.inQuery)) {
    const kind = kindOf(inQueries, name, route);
    if (kind === null) continue;
    question.query[name] = String(idOf(kind, side, standing));
    question.slots.push({ in: 'query', name, kind });
  }
  if (route.inQuery['dryRun'] !== undefined) question.query['dryRun'] = 'true';
  for (const [name, value] of Object.entries(period))
    if (route.inQuery[name] !== undefined && route.path.includes('/figures/')) question.query[name] = value;
  question.body = bodyOf();
  question.slots.push(...slotsIn(question.body));
  return question;

  function bodyOf(): unknown {
    if (step !== null) {
      if (step.evidence === null) return undefined;
      const brings = broughtBy[stepOf(route)!] ?? broughtBy[step.evidence];
      const schema = described.components.schemas[step.evidence]!;
      return checked(schema, brings?.(side, standing) ?? filled(schema));
    }
    const schema = route.json ?? route.form;
    if (schema === undefined) return undefined;
    const whole = schemaAt(described, schema);
    return checked(whole, made?.(side) ?? filled(whole));
  }

  /** The example of the schema, or its required fields, with ids that exist. */
  function filled(schema: Schema): unknown {
    let value: unknown = structuredClone(schema.examples?.[0] ?? {});
    for (const name of Object.keys(schema.properties ?? {}))
      if (schema.examples === undefined && Object.hasOwn(inBodies, name))
        value = { ...(value as object), [name]: idOf(inBodies[name]!, side, standing) };
    for (const { place, kind } of slotsIn(value)) value = having(value, place, idOf(kind, side, standing));
    return value;
  }

  /** Every field of the schema that is an id is in what is sent; else it would be asked about nothing. */
  function checked(schema: Schema, value: unknown): unknown {
    const there = new Set(slotsIn(value).map(({ place }) => nameAt(place)));
    for (const name of idsIn(described, schema)) {
      kindOf(inBodies, name, route);
      if (!there.has(name) && !neverBrought.includes(`${stepOf(route)} ${name}`))
        throw new Error(`${question.name} is asked without its "${name}"`);
    }
    return value;
  }
}

/** Ids that the schema of a step knows, and with which the step is refused whatever they are. */
const neverBrought = ['supplyGaps scopeTable'];

const stepOf = ({ path }: Route): string | undefined => path.split('/')[6];

function standingFor(route: Route, { process, states }: StepTold, { cases }: Side): Standing {
  const { path, method } = route;
  const step = stepOf(route);
  for (const state of states) {
    const standing = cases.get(`${process}/${state}/${step}`) ?? cases.get(`${process}/${state}`);
    if (standing !== undefined) return standing;
  }
  throw new Error(`no case stands where ${method} ${path} could be asked of ${process}`);
}

/** What figures are asked of. */
const period = { process: 'qualification', from: '2025-01-01', to: '2025-12-31' };

/** Words in a path that name no thing of anybody's. */
const wordOf = (name: string): string =>
  ({ step: 'submit', duty: 'intake', process: 'qualification', edition: '2023-12-01' })[name] ?? 'x';

/** The id of a thing of one side, as the case has it where it is of a case. */
export function idOf(kind: Kind, side: Side, standing: Standing): string | number {
  switch (kind) {
    case 'case':
      return standing.id;
    case 'document':
      return standing.document;
    case 'scopeTable':
      return side.scope;
    case 'institution':
      return side.laboratory.id;
    case 'person':
      return side.people.intake;
    case 'apiKey':
      return side.apiKey.id;
    case 'webhook':
      return side.webhook;
    case 'delivery':
      return side.delivery;
    case 'session':
      return side.session;
    case 'message':
      return side.message;
    case 'event':
      return standing.decided ?? standing.revision;
    case 'draw':
      return standing.draw?.seq ?? 1;
    case 'creditCode':
      return side.laboratory.creditCode;
  }
}

/** The id of nothing, of the same shape. */
export function nothing(kind: Kind): string | number {
  switch (kind) {
    case 'apiKey':
      return 'zzzzzzzz';
    case 'event':
    case 'draw':
      return 2_147_483_000;
    case 'creditCode':
      return newCreditCode();
    default:
      return randomUUID();
  }
}

/** The number of a case that no jurisdiction has. */
export const noNumber = (tenant: number): string => formatCaseNumber(tenant, 2025, 999_999);

let codes = 0;
const newCreditCode = (): string => withCheckCharacter(`91519999MA${String((codes += 1)).padStart(7, '0')}`);

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const nameAt = (place: Place): string => String(place.findLast((part) => typeof part === 'string'));
function slotsIn(body: unknown): (Slot & { in: 'body' })[] {
  return [...placesIn(body)].flatMap(({ place, found }) => {
    const name = nameAt(place);
    const isId = typeof found === 'string' && uuid.test(found);
    const isOther = name === 'creditCode' || (name === 'draw' && typeof found === 'number');
    if (!isId && !isOther) return [];
    if (!Object.hasOwn(inBodies, name)) throw new Error(`say of what "${name}" is the id`);
    return [{ in: 'body', place, kind: inBodies[name]! }];
  });
}

/** Names of the fields of a schema, at any depth, that are ids by their shape. */
export function idsIn(described: Described, schema: Schema): string[] {
  const found = new Set<string>();
  const visit = (given: Schema, name: string): void => {
    const {
      properties = {},
      items,
      oneOf = [],
      anyOf = [],
      pattern = '',
      format,
    } = schemaAt(described, given);
    if (format === 'uuid' || /^\^\(?\[0-9a-fA?-?F?\]\{8\}-/.test(pattern) || pattern.includes('{18}'))
      found.add(name);
    for (const [inner, of] of Object.entries(properties)) visit(of, inner);
    for (const of of [...oneOf, ...anyOf]) visit(of, name);
    if (items !== undefined) visit(items, name);
  };
  visit(schema, '');
  return [...found];
}
