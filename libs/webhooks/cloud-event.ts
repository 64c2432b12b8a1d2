import { z } from 'zod';
import type { ToldEvent } from '#casework';

const words = z.strictObject({ 'zh-CN': z.string(), en: z.string() });
const hash = z.string().regex(/^[0-9a-f]{64}$/);

/** What is told of an event: codes, names of states and clocks, days. Nothing personal, nothing that was brought. */
export const eventData = z
  .strictObject({
    case: z.uuid(),
    number: z.string().nullable(),
    institution: z.uuid(),
    process: z.string(),
    edition: z.string(),
    kind: z.string(),
    step: z.string().nullable().describe('Null where nobody took one.'),
    words: words.describe('What happened.'),
    state: z.string(),
    label: words.describe('The state in words.'),
    tags: z.array(z.string()),
    revision: z.int(),
    seq: z.int().describe('Number of the event in its case.'),
    leaf: z.int().describe('Number of the event in the log.'),
    hash,
    prev: hash.nullable(),
    clocks: z.array(z.strictObject({ clock: z.string(), label: words, dueOn: z.iso.date() })),
  })
  .describe('Of a message that only tries the address: `{ "webhook": "<id>" }`.');

/** CloudEvents 1.0.2 in JSON, with what we use of it and nothing else. */
export const cloudEvent = z
  .strictObject({
    specversion: z.literal('1.0'),
    id: z.string().describe('The same at each attempt, and in the header `webhook-id`.'),
    source: z.string().describe('`/jurisdictions/22`.'),
    type: z.string().regex(/^cn\.cma\.[A-Za-z]+\.[A-Za-z]+\.v1$/),
    subject: z.string().optional().describe('Number of the case, or its id before it has one.'),
    time: z.iso.datetime().describe('Office time of the event.'),
    datacontenttype: z.literal('application/json'),
    data: z.union([eventData, z.strictObject({ webhook: z.uuid() })]),
  })
  .meta({ id: 'CloudEvent' });
export type CloudEvent = z.infer<typeof cloudEvent>;

/** `cn.cma.<process>.<step>.v1` of a step that was taken; `cn.cma.case.<kind>.v1` of all else that happens to a case. */
export const typeOf = ({ kind, process, step }: ToldEvent['event']): string =>
  kind === 'stepTaken' ? `cn.cma.${process}.${step}.v1` : `cn.cma.case.${kind}.v1`;

const envelope = (tenant: number, id: string) => ({
  specversion: '1.0' as const,
  id: `${tenant}-${id}`,
  source: `/jurisdictions/${tenant}`,
  datacontenttype: 'application/json' as const,
});

/** An event of the log as receivers are told of it. The same entry always gives the same id. */
export function cloudEventOf({ event, leaf, hash, ...told }: ToldEvent): CloudEvent {
  const { tenant, kind, process, edition, revision, seq, prev } = event;
  const { number, institution, words, label, tags, clocks } = told;
  return {
    ...envelope(tenant, String(leaf)),
    type: typeOf(event),
    subject: number ?? event.case,
    time: event.at,
    data: {
      ...{ case: event.case, number, institution, process, edition, kind },
      ...{ step: kind === 'stepTaken' ? event.step : null, words, state: event.to, label, tags },
      ...{ revision, seq, leaf, hash, prev, clocks },
    },
  };
}

/** A message that only tries the address. `at` is office time. */
export const trialOf = (
  tenant: number,
  { id, webhook, at }: { id: string; webhook: string; at: Date },
): CloudEvent => ({
  ...envelope(tenant, `test-${id}`),
  type: 'cn.cma.webhook.test.v1',
  time: at.toISOString(),
  data: { webhook },
});
