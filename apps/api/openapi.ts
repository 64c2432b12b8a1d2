import { z } from 'zod';
import { refusals, type RefusalCode } from '#refusals';
import { keyScopeOf } from './api-key-routes.js';
import './answers.js';
import type { Answered, RoutedOperation } from './operation.js';
import { stepOperations } from './openapi-steps.js';
import type { Json, JsonObject } from './specification.js';

/** Refusals that any route can give. */
const always: RefusalCode[] = [
  'malformed-request',
  'too-many-requests',
  'internal-error',
  'temporarily-unavailable',
];
const signedIn: RefusalCode[] = ['not-signed-in', 'token-refused', 'key-refused', 'account-suspended'];
const withBody: RefusalCode[] = [
  'malformed-json',
  'body-too-large',
  'unsupported-media-type',
  'evidence-does-not-fit',
];

const headers = {
  ETag: 'Revision, for If-Match; of a document its hash, for If-None-Match.',
  Location: 'Where the new thing is.',
  Link: 'RFC 8288: the next page, where there is one.',
  'Idempotent-Replayed': '`true` where the key was known and the first answer is repeated.',
  'Content-Disposition': 'Name of the file.',
  'Set-Cookie':
    'Cookies of ours: HttpOnly, SameSite=Lax, and Secure with the `__Host-` prefix wherever there is TLS.',
  RateLimit: 'Tries that are left to your address, and seconds until the window ends.',
  'RateLimit-Policy': 'Tries in a window, and its seconds.',
};
const requestHeaders = {
  'If-Match': 'The revision that was read, in quotes: "3".',
  'Confirmed-Text': 'SHA-256 (hex) of the text that was shown, where the step is a decision.',
  'If-None-Match': 'What the reader has already.',
  'Last-Event-ID':
    'Number of the last leaf that was seen; what comes after it is answered. Goes before `after`.',
  'Idempotency-Key': '1 to 255 visible characters; a repeat with the same request gets the first answer.',
};

const tags = [
  { name: 'cases', description: '案件：开立、办理、查看。Cases: opening, moving, reading them.' },
  { name: 'law', description: '程序与法律依据。The processes and the law they rest on.' },
  { name: 'register', description: '机构、附表、证书。Institutions, scope tables, certificates.' },
  { name: 'public', description: '无需登录。Open to everybody.' },
  { name: 'office', description: '机关事务。The office itself.' },
  { name: 'webhooks', description: '事件推送。Events told to whoever asked for them.' },
  { name: 'identity', description: '身份、账户与密钥。Who you are: accounts, keys, the record of accesses.' },
];

/**
 * The OpenAPI 3.1 document, drawn from the operations that are enforced and the schemas they enforce. The route that
 * takes a step is told once for each step that a process knows, with the evidence that it needs.
 */
export function openApi(operations: readonly RoutedOperation[]): JsonObject {
  const paths: { [path: string]: JsonObject } = {};
  for (const operation of operations.flatMap((each) =>
    each.body === 'evidence' ? stepOperations(each) : each,
  )) {
    const path = operation.path.replace(/:(\w+)/g, '{$1}');
    (paths[path] ??= {})[operation.method.toLowerCase()] = operationObject(operation);
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Greenlane',
      version: '1.0.0',
      summary: '检验检测机构资质认定办理系统。Qualification approval of inspection and testing bodies.',
      description: introduction,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    security: [{ token: [] }, { session: [] }],
    tags,
    paths,
    components: {
      securitySchemes,
      schemas: componentSchemas(),
    },
  };
}

const securitySchemes = {
  token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: '__Host-greenlane',
    description: 'A signed-in browser. Its writes come from our own origin and bring `X-Greenlane: 1`.',
  },
  key: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'cma_live_…',
    description: 'An API key of a laboratory, with the scope that is named; none, where any will do.',
  },
} satisfies JsonObject;

/** Who may ask: people by token or session, and an API key where the route takes one, with its scope. */
function securityOf({ access, method, ...operation }: RoutedOperation): JsonObject {
  if (access === 'public') return { security: [] };
  const scope = keyScopeOf(method, operation);
  if (scope === undefined) return {};
  return { security: [{ token: [] }, { session: [] }, { key: scope === 'any' ? [] : [scope] }] };
}

const introduction = [
  'Additive only: take unknown members and unknown values of enumerations. Every write needs an Idempotency-Key;',
  'a step needs If-Match with the revision that was read. Refusals are problem documents (RFC 9457) with a stable',
  'code and a sentence in the language of Accept-Language (en, zh-CN). Instants are office time in UTC, legal days',
  'are YYYY-MM-DD in the zone of the jurisdiction. JSON bodies hold at most 1 MiB, 64 levels, and no name twice.',
].join(' ');

/** A property order that does not depend on anything but the code. */
function operationObject(
  operation: RoutedOperation & { id?: string; extra?: JsonObject; takes?: Json },
): JsonObject {
  const { summary, description, tag } = operation;
  return {
    operationId: operation.id ?? idOf(operation),
    tags: [tag],
    summary: both(summary),
    ...(description && { description: both(description, '\n\n') }),
    ...securityOf(operation),
    ...operation.extra,
    parameters: parametersOf(operation),
    ...requestBodyOf(operation),
    responses: responsesOf(operation),
  };
}

const both = (words: { 'zh-CN': string; en: string }, between = ' '): string =>
  `${words['zh-CN']}${between}${words.en}`;

const idOf = ({ method, path }: RoutedOperation): string =>
  [method.toLowerCase(), ...path.replace('/api/v1/', '').split('/')]
    .map((part) => part.replace(/^:/, 'by-'))
    .join('-')
    .replace(/[-.](\w)/g, (_, letter: string) => letter.toUpperCase());

function parametersOf({ params = {}, query, body, requestHeaders: asked = [] }: RoutedOperation): Json[] {
  const queried =
    query === undefined ? {} : ((schemaOf(query)['properties'] ?? {}) as { [name: string]: JsonObject });
  const missing = new Set(query === undefined ? [] : ((schemaOf(query)['required'] ?? []) as string[]));
  return [
    ...Object.entries(params).map(([name, schema]) => ({
      name,
      in: 'path',
      required: true,
      schema: schemaOf(schema),
    })),
    ...Object.entries(queried).map(([name, schema]) => ({
      name,
      in: 'query',
      required: missing.has(name),
      schema,
    })),
    ...asked.map((name) => ({
      name,
      in: 'header',
      required: name === 'Idempotency-Key' || (name === 'If-Match' && body === 'evidence'),
      description: requestHeaders[name],
      schema: { type: 'string' },
    })),
  ];
}

function requestBodyOf({ body, form, plainForm, takes }: RoutedOperation & { takes?: Json }): JsonObject {
  if (plainForm !== undefined) {
    const content = { 'application/x-www-form-urlencoded': { schema: schemaOf(plainForm) } };
    return { requestBody: { required: true, content } };
  }
  if (form !== undefined) {
    const fields = schemaOf(form);
    const file = { type: 'string', contentMediaType: 'application/octet-stream' };
    const schema = {
      ...fields,
      properties: { ...(fields['properties'] as JsonObject), file },
      required: [...((fields['required'] as string[] | undefined) ?? []), 'file'],
    };
    return { requestBody: { required: true, content: { 'multipart/form-data': { schema } } } };
  }
  if (body === undefined || takes === null) return {};
  const schema = takes ?? (typeof body === 'string' ? {} : schemaOf(body));
  return { requestBody: { required: true, content: { 'application/json': { schema } } } };
}

function responsesOf(operation: RoutedOperation): JsonObject {
  const { access = 'caller', method, params } = operation;
  const codes = new Set<RefusalCode>([
    ...(operation.refusals ?? []),
    ...(access === 'public' ? [] : signedIn),
    ...(access === 'public' ? [] : keyRefusals(operation)),
    ...(access === 'public' || method === 'GET' ? [] : (['cross-site-request'] as const)),
    ...(params === undefined ? [] : (['not-found', 'address-too-long'] as const)),
    ...(method === 'GET' ? [] : withBody),
    ...always,
  ]);
  const byStatus = new Map<number, RefusalCode[]>();
  for (const code of codes)
    byStatus.set(refusals[code].status, [...(byStatus.get(refusals[code].status) ?? []), code]);
  const refused = [...byStatus].map(([status, codes]): [string, JsonObject] => [
    String(status),
    {
      description: codes.map((code) => `\`${code}\``).join(', '),
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    },
  ]);
  const counted = operation.door === undefined ? [] : (['RateLimit', 'RateLimit-Policy'] as const);
  const answered = Object.entries(operation.answers).map(([status, answer]): [string, JsonObject] => [
    status,
    responseOf({ ...answer, headers: [...(answer.headers ?? []), ...counted] }),
  ]);
  return Object.fromEntries([...answered, ...refused].sort(([one], [other]) => Number(one) - Number(other)));
}

function keyRefusals({ method, ...operation }: RoutedOperation): RefusalCode[] {
  const scope = keyScopeOf(method, operation);
  return scope === undefined ? ['key-not-taken'] : scope === 'any' ? [] : ['scope-too-small'];
}

function responseOf({ words, schema, media = [], headers: named = [] }: Answered): JsonObject {
  const content = {
    ...(schema !== undefined && { 'application/json': { schema: schemaOf(schema) } }),
    ...Object.fromEntries(media.map((type) => [type, { schema: { type: 'string' } }])),
  };
  return {
    description: both(words),
    ...(named.length > 0 && {
      headers: Object.fromEntries(
        named.map((name) => [name, { description: headers[name], schema: { type: 'string' } }]),
      ),
    }),
    ...(Object.keys(content).length > 0 && { content }),
  };
}

const uri = (id: string): string => `#/components/schemas/${id}`;
let drawn: { [id: string]: JsonObject } | undefined;

/** Every schema that has a name: those of answers, of bodies and of evidence. */
function componentSchemas(): JsonObject {
  if (drawn === undefined) {
    const { schemas } = z.toJSONSchema(z.globalRegistry, { uri, io: 'input', unrepresentable: 'any' });
    drawn = Object.fromEntries(
      Object.entries(schemas as unknown as { [id: string]: JsonObject })
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(([id, schema]) => [id, plain(schema)]),
    );
    drawn['Problem']!['x-codes'] = refusals;
  }
  return drawn;
}

/** A schema by its name where it has one, else in full. */
export function schemaOf(schema: z.ZodType): JsonObject {
  const id = z.globalRegistry.get(schema)?.id;
  if (id !== undefined) return { $ref: uri(id) };
  const { $defs: _, ...json } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonObject;
  return plain(JSON.parse(JSON.stringify(json).replaceAll('"#/$defs/', `"${uri('')}`)) as JsonObject);
}

/** Without the two words that only a whole document has. */
const plain = ({ $schema: _, $id: __, ...schema }: JsonObject): JsonObject => schema;
