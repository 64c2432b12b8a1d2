import type { Language } from '#refusals';
import { html, htmlPage, type Html } from './html.js';
import type { JsonObject } from './specification.js';

interface Operation {
  tags: string[];
  summary: string;
  description?: string;
  security?: unknown[];
  parameters: { name: string; in: string; required: boolean; description?: string; schema: JsonObject }[];
  requestBody?: { content: { [type: string]: { schema: JsonObject } } };
  responses: {
    [status: string]: { description: string; content?: { [type: string]: { schema: JsonObject } } };
  };
}

interface Document {
  info: { title: string; summary: string; description: string };
  tags: { name: string; description: string }[];
  paths: { [path: string]: { [method: string]: Operation } };
  components: { schemas: { [name: string]: JsonObject } };
}

/** The OpenAPI document as a page to read: no script, nothing fetched from elsewhere. */
export function docsPage(drawn: JsonObject, language: Language, of: { demonstration: boolean }): string {
  const { info, tags, paths, components } = drawn as unknown as Document;
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  const say = words[language];
  return htmlPage(
    `${info.title} API`,
    language,
    html`<h1>${info.title} API</h1>
      <p>${info.summary}</p>
      <p>${info.description}</p>
      <p><a href="/openapi.json">openapi.json</a> · <a href="/problems">${say.refusals}</a></p>
      ${tags.map(({ name, description }) => [
        html`<h2 id="${name}">${description}</h2> `,
        operations
          .filter(({ operation }) => operation.tags.includes(name))
          .map(({ path, method, operation }) => operationPart(path, method, operation, say)),
      ])}
      <h2 id="schemas">${say.schemas}</h2>
      ${Object.entries(components.schemas).map(([name, schema]) => schemaPart(name, schema))}`,
    of,
  );
}

const words = {
  'zh-CN': {
    refusals: '各种拒绝及其含义',
    schemas: '数据格式',
    takes: '请求内容',
    open: '无需登录',
    answers: '答复',
  },
  en: {
    refusals: 'Refusals and what they mean',
    schemas: 'Schemas',
    takes: 'Body',
    open: 'no sign-in',
    answers: 'Answers',
  },
} as const;

type Say = (typeof words)[Language];

function operationPart(path: string, method: string, operation: Operation, say: Say): Html {
  const { summary, description, parameters, requestBody, responses, security } = operation;
  return html`<details>
    <summary>
      <h3><span class="method">${method.toUpperCase()}</span> <code>${breakable(path)}</code></h3>
      <br />${summary}${security?.length === 0 ? html` <span class="quiet">(${say.open})</span>` : ''}
    </summary>
    <div id="${method}:${path}">
      ${description === undefined ? '' : html`<p class="lines">${description}</p>`}
      ${
        parameters.length === 0
          ? ''
          : html`<table>
              ${parameters.map((parameter) => parameterRow(parameter))}
            </table>`
      }
      ${Object.entries(requestBody?.content ?? {}).map(
        ([type, { schema }]) => html`<p>${say.takes} (<code>${type}</code>): ${shapeOf(schema)}</p>`,
      )}
      <table>
        <caption class="quiet">
          ${say.answers}
        </caption>
        ${Object.entries(responses).map(
          ([status, { description, content }]) =>
            html`<tr>
              <th>${status}</th>
              <td class="lines">${answerOf(Number(status), description, content)}</td>
            </tr>`,
        )}
      </table>
    </div>
  </details> `;
}

/** Its lines are kept as they are, so nothing of the template's own may stand among them. */
const answerOf = (
  status: number,
  description: string,
  content: Operation['responses'][string]['content'],
): Html => {
  const shapes = status < 300 ? Object.values(content ?? {}) : [];
  return html`${description.replaceAll('`', '')}${shapes.map(({ schema }) => html` ${shapeOf(schema)}`)}`;
};

/** A path may be broken before each of its parts: narrow pages do not scroll sideways. */
const breakable = (path: string): Html[] =>
  path.split(/(?=\/)/).map((part, index) => html`${index === 0 ? '' : html`<wbr />`}${part}`);

const parameterRow = ({
  name,
  in: where,
  required,
  description,
  schema,
}: Operation['parameters'][number]): Html =>
  html`<tr>
    <th><code>${name}</code></th>
    <td>${where}${required ? '' : '?'}</td>
    <td>${description ?? (typeof schema['description'] === 'string' ? schema['description'] : '')}</td>
  </tr>`;

function shapeOf(schema: JsonObject): Html {
  const ref = schema['$ref'];
  if (typeof ref !== 'string') return html`<code>${JSON.stringify(schema).slice(0, 600)}</code>`;
  const name = ref.slice(ref.lastIndexOf('/') + 1);
  return html`<a href="#schema-${name}">${name}</a>`;
}

function schemaPart(name: string, schema: JsonObject): Html {
  const { description, ...shape } = schema;
  return html`<details>
    <summary>
      <h3><code>${name}</code></h3>
    </summary>
    <div id="schema-${name}">
      ${typeof description === 'string' ? html`<p>${description}</p>` : ''}
      <pre>${JSON.stringify(shape, inOrder, 2)}</pre>
    </div>
  </details> `;
}

/** Digits as keys of an object come before those with a leading zero; a reader looks for 01 before 10. */
const inOrder = (key: string, value: unknown): unknown =>
  key === 'enum' && Array.isArray(value) && value.every((code) => /^\d\d$/.test(String(code)))
    ? [...(value as string[])].sort()
    : value;
