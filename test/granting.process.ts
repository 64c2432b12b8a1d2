import { z } from 'zod';
import { validUntil } from '#calendar';
import { digestOf } from '#ledger';
import { vocabulary, type Facts, type Json } from '#process';
import type { EvidenceRule, Reference } from '#regulations';

/**
 * An invented process that orders everything an application may order of certificates, in one step each: what the cases
 * linked to it and the register make of it does not hang on how a real application comes so far.
 */
const words = (en: string) => ({ 'zh-CN': en, en });

interface Asked {
  scopeTable?: string;
  held?: string;
  kind: string;
  commitment?: boolean;
  lane?: string;
  leaveOut?: string[];
  giveUp?: string[];
  /** Whether the lists are too long for a memory. */
  long?: boolean;
}

const items = () => z.array(z.object({ site: z.string(), item: z.string() })).optional();
const named = (list: { site: string; item: string }[] | undefined, long: boolean | undefined): Json => {
  if (list === undefined) return null;
  const all = list.map(({ site, item }) => `${site}/${item}`).sort();
  return { count: all.length, digest: digestOf(all), items: long === true ? null : all };
};

const asked: EvidenceRule = {
  words: words('asked'),
  schema: z.strictObject({
    scopeTable: z.uuid().optional(),
    held: z.string().optional(),
    kind: z.string(),
    commitment: z.boolean().optional(),
    lane: z.iso.date().optional(),
    leaveOut: items(),
    giveUp: items(),
    long: z.boolean().optional(),
  }),
  references: (evidence) => {
    const { scopeTable, held } = evidence as Asked;
    return [
      { kind: 'record', id: 'here', pointer: '' },
      ...(scopeTable === undefined
        ? []
        : [{ kind: 'scopeTable', id: scopeTable, pointer: '/scopeTable' } as const]),
      ...(held === undefined ? [] : [{ kind: 'heldCertificate', id: held, pointer: '/held' } as const]),
    ] satisfies Reference[];
  },
  facts: (evidence, { resolved }) => {
    const { scopeTable, held, kind, commitment, lane, leaveOut, giveUp, long } = evidence as Omit<
      Asked,
      'leaveOut' | 'giveUp'
    > & { leaveOut?: { site: string; item: string }[]; giveUp?: { site: string; item: string }[] };
    const found = resolved as unknown as Record<string, Record<string, Facts>>;
    const table = scopeTable === undefined ? null : found['scopeTable']![scopeTable]!;
    const scope = table && { ...pick(table, 'digest', 'rows', 'food', 'medical'), table: scopeTable! };
    return {
      ...{ kind, scope, commitment: commitment === true, record: found['record']!['here']! },
      held: held === undefined ? null : found['heldCertificate']![held]!,
      lane: lane === undefined ? null : { order: '应急〔2025〕1号', until: lane },
      excluded: named(leaveOut ?? [], long),
      cancelled: named(giveUp, long),
    };
  },
  readers: { by: 'parties' },
  fingerprint: 'asked',
};

const pick = (facts: Facts, ...names: string[]): Facts =>
  Object.fromEntries(names.map((name) => [name, facts[name]!]));

const law = vocabulary({
  roles: {
    applicant: { words: words('applicant'), duty: 'applying', reach: 'own' },
    certificateClerk: { words: words('clerk'), duty: 'issuing', reach: 'jurisdiction' },
    auditor: { words: words('auditor'), duty: 'oversight', reach: 'jurisdiction' },
    clock: { words: words('clock'), duty: 'clock', reach: 'none' },
  },
  instruments: { rules: { title: words('Rules of granting'), inForceFrom: '2020-01-01' } },
  evidence: { asked },
  guards: {},
  assigns: {
    remember: (_: Facts, { evidence, today }) => ({
      ...{ grantedOn: today, route: 'general', fieldCode: '13', departmentCode: '05' },
      ...evidence,
    }),
    noteTheCertificate: (_: Facts, { world, today }) => ({
      ...{ certificateNumber: world['certificateNumber'] ?? null, issuedOn: today },
      validUntil: validUntil(today, 6),
    }),
  },
  effects: {
    issueCertificate: words('issue'),
    amendCertificate: words('amend'),
    enterBan: words('ban'),
    closeCommitment: words('close'),
    openCase: words('open'),
    oweStep: words('owe'),
  },
  series: { certificateNumber: words('number') },
});

const under = { instrument: 'rules', article: '1' } as const;
const carries = [
  ...['certificateNumber', 'issuedOn', 'validUntil', 'kind', 'route', 'scope', 'excluded', 'fieldCode'],
  'grantedOn',
];
const by = { by: ['certificateClerk'], under } as const;
const owes = (step: string, more: Facts = {}) =>
  ({ do: 'oweStep', when: 'held.case', with: { caseAt: 'held.case', step, ...more } }) as const;
const last = (description: string, effects: readonly object[]) =>
  ({ description, meta: { ...by, effects: effects as never }, target: 'over' }) as const;

const machine = law.createMachine({
  id: 'granting',
  version: '2020-01-01',
  initial: 'drafting',
  context: ({ input }: { input: { given: { world: Facts } } }) => ({
    institution: input.given.world['institution'] ?? null,
    ...{ kind: null, route: null, scope: null, held: null, record: null, excluded: null, cancelled: null },
    ...{ commitment: false, lane: null, fieldCode: null, departmentCode: null, grantedOn: null },
    ...{ certificateNumber: null, issuedOn: null, validUntil: null },
  }),
  meta: { opening: { by: ['applicant'], under }, clocks: {} },
  states: {
    drafting: {
      description: 'Something is asked for.',
      tags: ['awaiting-applicant'],
      on: {
        ask: {
          description: 'Ask.',
          meta: { by: ['applicant'], under, needs: 'asked' },
          target: 'granted',
          actions: 'remember',
        },
      },
    },
    granted: {
      description: 'It was granted, or will not be.',
      tags: ['awaiting-authority'],
      on: {
        issue: {
          description: 'Issue a certificate.',
          meta: {
            ...by,
            draws: ['certificateNumber'],
            effects: [
              { do: 'issueCertificate', with: { replacesAt: 'held.number' } },
              { do: 'openCase', with: { process: 'certificate', carries } },
              { do: 'openCase', when: 'commitment', with: { process: 'commitmentVerification', carries } },
              owes('beReplaced', { carries: ['certificateNumber'] }),
            ],
          },
          target: 'over',
          actions: 'noteTheCertificate',
        },
        accept: {
          description: 'Take note of a renewal.',
          meta: { ...by, effects: [owes('beginRenewal')] },
        },
        refuse: last('Refuse the renewal.', [owes('endRenewal', { outcome: 'refused' })]),
        extend: last('Extend the certificate.', [
          { do: 'amendCertificate', with: { extent: 'extension', numberAt: 'held.number' } },
          owes('amend'),
        ]),
        change: last('Change the certificate.', [
          { do: 'amendCertificate', with: { extent: 'change', numberAt: 'held.number' } },
          owes('amend'),
        ]),
        cancel: last('Give the certificate up.', [owes('cancel')]),
        list: last('List for an emergency.', [
          { do: 'openCase', with: { process: 'emergencyListing', carries: ['scope', 'lane'] } },
        ]),
        withdraw: last('Take the commitment back.', [{ do: 'closeCommitment', with: { extent: 'matter' } }]),
        ban: last('False material: nothing for a year.', [
          { do: 'enterBan', with: { years: 1, ground: 'falseMaterial' } },
        ]),
      },
    },
    over: { description: 'It is over.', tags: ['terminal'], type: 'final' },
  },
});

export const granting = law.process(machine, {
  labels: {
    title: words('Granting'),
    states: { drafting: words('drafting'), granted: words('granted'), over: words('over') },
    steps: {
      ask: words('ask'),
      issue: words('issue'),
      accept: words('accept'),
      refuse: words('refuse'),
      extend: words('extend'),
      change: words('change'),
      cancel: words('cancel'),
      list: words('list'),
      withdraw: words('withdraw'),
      ban: words('ban'),
    },
    facts: { 'held.case': words('a certificate with a case'), commitment: words('a commitment') },
  },
});
