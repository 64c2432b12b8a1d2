import type { Method } from './api.js';

/** A JSON Schema as the OpenAPI document writes it. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  pattern?: string;
  enum?: unknown[];
  const?: unknown;
  maxLength?: number;
  properties?: Record<string, Schema>;
  items?: Schema;
  oneOf?: Schema[];
  anyOf?: Schema[];
  examples?: unknown[];
}

/** A step that a process knows, as a route tells of it. */
export interface StepTold {
  process: string;
  edition: string;
  states: string[];
  roles: string[];
  evidence: string | null;
}

/** A route of the API. */
export interface Route {
  method: Method;
  /** `/api/v1/cases/{id}`. */
  path: string;
  inPath: string[];
  inQuery: Record<string, Schema>;
  /** Whether nobody need sign in. */
  open: boolean;
  /** What is sent as JSON, as a form with a file, or as a form of a page; undefined for nothing. */
  json?: Schema;
  form?: Schema;
  plainForm?: Schema;
  /** Of the route that takes a step: in which processes it is one. */
  steps: StepTold[];
}

interface Operation {
  parameters?: { name: string; in: string; schema: Schema }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  security?: object[];
  'x-steps'?: StepTold[];
}

export interface Described {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
}

/** Every route that the API's own description tells of: a new one is among them by itself. */
export function routesOf({ paths }: Described): Route[] {
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, told]): Route => {
      const { parameters = [], requestBody, security } = told;
      const named = (place: string) => parameters.filter((one) => one.in === place);
      const sent = (type: string) => requestBody?.content[type]?.schema;
      return {
        method: method as Method,
        path,
        inPath: named('path').map(({ name }) => name),
        inQuery: Object.fromEntries(named('query').map(({ name, schema }) => [name, schema])),
        open: security?.length === 0,
        json: sent('application/json'),
        form: sent('multipart/form-data'),
        plainForm: sent('application/x-www-form-urlencoded'),
        steps: told['x-steps'] ?? [],
      };
    }),
  );
}

/** The schema itself, where only its name stands. */
export function schemaAt({ components }: Described, schema: Schema): Schema {
  return schema.$ref === undefined ? schema : components.schemas[schema.$ref.split('/').at(-1)!]!;
}

/** A place in a body: names and numbers from the root on. */
export type Place = readonly (string | number)[];

/** Every place in a value with what stands there, the root first. */
export function* placesIn(value: unknown, place: Place = []): Generator<{ place: Place; found: unknown }> {
  yield { place, found: value };
  if (value === null || typeof value !== 'object') return;
  for (const [key, inner] of Object.entries(value))
    yield* placesIn(inner, [...place, Array.isArray(value) ? Number(key) : key]);
}

/** A copy with something else at a place. */
export function having(value: unknown, [first, ...rest]: Place, replacement: unknown): unknown {
  if (first === undefined) return replacement;
  const copy = structuredClone(value) as Record<string | number, unknown>;
  copy[first] = having(copy[first], rest, replacement);
  return copy;
}

/** RFC 6901. */
export const pointerTo = (place: Place): string =>
  place.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
