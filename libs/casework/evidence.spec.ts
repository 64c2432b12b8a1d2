import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import type { Transaction } from '#database';
import type { Facts, Process } from '#process';
import type { EvidenceRule } from '#regulations';
import { clerk, id, library, member, stepOf } from './bench.fixture.js';
import { bring, fieldErrors, type Bringing } from './evidence.js';
import { Ports } from './ports.js';

const errorsOf = (schema: z.ZodType, value: unknown) => {
  const parsed = schema.safeParse(value);
  if (parsed.success) throw new Error('nothing was wrong');
  return fieldErrors(parsed.error.issues);
};

const form = z.strictObject({
  name: z.string().min(2),
  sites: z.array(z.strictObject({ address: z.string() })).max(2),
  since: z.iso.date(),
});
const good = { name: '示例', sites: [{ address: 'A' }], since: '2025-03-01' };

describe('what does not fit', () => {
  it('is said in both languages, in words that differ, at the place where it is', () => {
    const errors = errorsOf(form, { ...good, name: 5, sites: [{ address: 'A' }, { address: null }] });
    expect(errors.map(({ pointer }) => pointer)).toEqual(['/name', '/sites/1/address']);
    for (const { message } of errors) {
      expect(message['zh-CN']).toMatch(/\p{Script=Han}/u);
      expect(message.en).toMatch(/^[\x20-\x7e]+$/);
    }
    expect(errors[0]!.message).toEqual({ 'zh-CN': '应为文本。', en: 'Invalid input: expected string.' });
  });

  it('is one error for each fault, in the order of the form', () => {
    expect(errorsOf(form, { sites: [1, 2], since: '2025-02-30' }).map(({ pointer }) => pointer)).toEqual([
      '/name',
      '/sites/0',
      '/sites/1',
      '/since',
    ]);
  });

  it('at all points at the whole body where the body is no form', () => {
    expect(errorsOf(form, 'yes').map(({ pointer }) => pointer)).toEqual(['']);
  });

  it('points at each member that nobody asked for, with "~" and "/" written as RFC 6901 has it', () => {
    const errors = errorsOf(form, { ...good, 'a/b~c': 1, '': 2, sites: [{ address: 'A', 'x/': 1 }] });
    expect(errors.map(({ pointer }) => pointer).sort()).toEqual(['/', '/a~1b~0c', '/sites/0/x~1']);
  });

  it('repeats no more than 80 characters of a name that was sent', () => {
    const [error] = errorsOf(form, { ...good, ['n'.repeat(10_000)]: 1 });
    expect(error!.pointer).toBe(`/${'n'.repeat(80)}`);
  });

  it('by a rule of our own is said in that rule’s own words, in each language its half', () => {
    const rule = z.string().refine(() => false, { error: '结束早于开始。 Ends before it begins.' });
    expect(errorsOf(rule, 'x')).toEqual([
      {
        pointer: '',
        message: {
          'zh-CN': '结束早于开始。',
          en: 'Ends before it begins.',
        },
      },
    ]);
  });
});

describe('what is looked up for one command', () => {
  it('is never handed to another of the same batch, though both refer to it by the same object', async () => {
    const shared = { kind: 'actor', id: 'actor', pointer: '' } as const;
    const claim: EvidenceRule = {
      words: { 'zh-CN': '申报', en: 'claim' },
      readers: { by: 'parties' },
      schema: z.strictObject({}),
      references: () => [shared],
      facts: (_, { resolved }) =>
        (resolved as unknown as Record<string, Record<string, Facts>>).actor!.actor!,
      fingerprint: 'claim',
    };
    const process = { catalogue: { evidence: { claim } } } as unknown as Process;
    const ports = new Ports();
    ports.registerResolver('actor', (_, wanted) => Promise.resolve(wanted.map(({ person }) => ({ person }))));
    const of = (person: string): Bringing => ({
      command: { ...stepOf('claim'), person },
      ...{ process, needs: 'claim', evidence: {}, case: id, matter: id, institution: library },
    });
    const [one, other] = [of(clerk), of(member)];
    const brought = await bring({} as Transaction, ports, [one, other]);
    expect([one, other].map(({ command }) => brought.get(command)!.facts({}))).toEqual([
      { person: clerk },
      { person: member },
    ]);
  });
});
