/**
 * The API as its users meet it, over HTTP on a real database; every answer is held to the OpenAPI document. Over 300
 * lines on purpose: application-level tests are few and large, for each file pays for the whole application.
 */
import { randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { connect as dial } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import ICAL from 'ical.js';
import { connect } from '#database';
import { demonstrationPeople, formTokenOf, openSession } from '#identity';
import { leafHash, sequence } from '#ledger';
import { refusals } from '#refusals';
import { evidence, processes, type EvidenceName, type EvidenceRule } from '#regulations';
import * as bring from './evidence.js';
import { testApi, type Answered, type Asked, type TestApi } from './api.js';
import { laboratories } from './office.js';

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api.close());

const food = laboratories[0].id;
const idOf = (subject: string): string => demonstrationPeople.find((one) => one.subject === subject)!.id;
const sample = (name: string) => new URL(`../libs/register/samples/${name}`, import.meta.url);
const manual = Buffer.from('质量手册 第一版\n');

async function open(as = 'applicant-food', institution: string = food): Promise<string> {
  const body = { process: 'qualification', institution, evidence: { kind: 'first' } };
  const { body: opened, status } = await api.ask('post', '/api/v1/cases', { as, body });
  expect(status).toBe(201);
  return (opened as { case: string }).case;
}

async function handIn(
  id: string,
  name = '质量手册.txt',
  bytes = manual,
  as = 'applicant-food',
): Promise<Answered> {
  const path = `/api/v1/cases/${id}/documents`;
  const response = await api.prepare('post', path, { as }).attach('file', bytes, name);
  api.checkAnswer('post', path, response);
  return response;
}

async function importTable(
  fields: Record<string, string>,
  bytes: Buffer,
  asked: Asked = {},
): Promise<Answered> {
  const test = api.prepare('post', '/api/v1/imports', { as: 'applicant-food', ...asked });
  for (const [name, value] of Object.entries(fields)) void test.field(name, value);
  const response = await test.attach('file', bytes, 'scope.csv');
  api.checkAnswer('post', '/api/v1/imports', response);
  return response;
}

/** Opens a food laboratory's case, hands in what it needs and submits it. */
async function submitted(): Promise<{ id: string; number: string; document: string }> {
  const id = await open();
  const { body: document } = (await handIn(id)) as { body: { id: string } };
  const { body: scope } = (await importTable({ institution: food }, await readFile(sample('food.csv')))) as {
    body: { id: string };
  };
  const body = bring.applicationForm(scope.id, document.id);
  const path = `/api/v1/cases/${id}/steps/submit`;
  const answer = await api.ask('post', path, { as: 'applicant-food', revision: 1, body });
  expect(answer.status).toBe(200);
  return { id, number: (answer.body as { number: string }).number, document: document.id };
}

/** Takes a step; of a decision the text is read first, as anybody must. */
async function take(id: string, as: string, step: string, revision: number, body?: object) {
  const path = `/api/v1/cases/${id}/steps/${step}`;
  const { body: text } = await api.ask('post', `${path}/text`, { as, body });
  const { digest } = text as { digest?: string };
  const headers: Record<string, string> = digest === undefined ? {} : { 'confirmed-text': digest };
  return api.ask('post', path, { as, revision, body, headers });
}

describe('a case over HTTP', () => {
  it('goes from opening to a certificate that anybody can read', async () => {
    const { id, number, document } = await submitted();
    const day = { from: '2025-09-01', to: '2025-09-01' };
    const steps: [string, string, object][] = [
      ['intake-1', 'requestSupplement', bring.supplementNotice],
      ['applicant-food', 'supplement', bring.supplement(document)],
      ['intake-1', 'accept', bring.acceptance],
      ['coordinator', 'appointTeam', bring.team(idOf('leader-1'), idOf('assessor-1'))],
      ['leader-1', 'reviewMaterials', bring.goOn],
      ['coordinator', 'sendVisitNotice', bring.visit(day.from, day.to)],
      ['leader-1', 'conclude', bring.report(day, 'basicallyConforming', { basically: [10, 24] })],
      ['applicant-food', 'submitRectification', bring.rectification(2, document)],
      ['leader-1', 'verify', bring.verification(2)],
      ['decision-maker', 'grant', bring.wholeGrant],
      ['certificate-clerk', 'issueCertificate', bring.certificateIssue],
    ];
    let revision = 2;
    for (const [as, step, body] of steps) {
      const { status, headers, body: answer } = await take(id, as, step, revision, body);
      expect([step, status]).toEqual([step, 200]);
      revision = (answer as { revision: number }).revision;
      expect(headers['etag']).toBe(`"${revision}"`);
    }
    const { body: view } = await api.ask('get', `/api/v1/cases/${number}`, { as: 'applicant-food' });
    expect(view).toMatchObject({ id, number, state: 'certified', revision });
    const certificate = (view as { facts: { certificateNumber: string } }).facts.certificateNumber;
    const { body: read, status } = await api.ask('get', `/api/v1/certificates/${certificate}`);
    expect([status, (read as { items: unknown[] }).items.length]).toEqual([200, 26]);
    const { body: issued } = await api.ask('get', '/api/v1/certificates', { as: 'auditor' });
    expect(issued).toMatchObject({ items: [{ number: certificate, case: id }], next: null });
  });

  it('opens with its address, its revision and its first event', async () => {
    const body = { process: 'qualification', institution: food, evidence: { kind: 'first' } };
    const {
      status,
      headers,
      body: answer,
    } = await api.ask('post', '/api/v1/cases', { as: 'applicant-food', body });
    const { case: id, seq } = answer as { case: string; seq: number };
    expect([status, headers['location'], headers['etag'], seq]).toEqual([
      201,
      `/api/v1/cases/${id}`,
      '"1"',
      1,
    ]);
  });

  it('answers a repeated write once more with the first answer, and says so', async () => {
    const key = randomUUID();
    const body = { process: 'qualification', institution: food, evidence: { kind: 'first' } };
    const asked = { as: 'applicant-food', key, body };
    const first = await api.ask('post', '/api/v1/cases', asked);
    const again = await api.ask('post', '/api/v1/cases', asked);
    expect([again.status, again.body]).toEqual([201, first.body]);
    expect([first.headers['idempotent-replayed'], again.headers['idempotent-replayed']]).toEqual([
      undefined,
      'true',
    ]);

    const { case: id } = first.body as { case: string };
    const discard = { as: 'applicant-food', key: randomUUID(), revision: 1 };
    const path = `/api/v1/cases/${id}/steps/discard`;
    const taken = await api.ask('post', path, discard);
    const replayed = await api.ask('post', path, discard);
    expect([taken.status, replayed.status, replayed.body]).toEqual([200, 200, taken.body]);
    expect(replayed.headers['idempotent-replayed']).toBe('true');
  });

  it('is read by its id in any letters and by its number, and afresh each time', async () => {
    const { id, number } = await submitted();
    const as = 'applicant-food';
    const { headers, body } = await api.ask('get', `/api/v1/cases/${id}`, { as });
    expect(headers['etag']).toBe('"2"');
    for (const reference of [id.toUpperCase(), number, number.toLowerCase()]) {
      expect((await api.ask('get', `/api/v1/cases/${reference}`, { as })).body).toEqual(body);
    }
    // What one may do and what is overdue changes without a revision, so a known revision is no reason to answer less.
    for (const tag of ['"2"', '*']) {
      const read = await api.ask('get', `/api/v1/cases/${id}`, {
        as: 'intake-1',
        headers: { 'if-none-match': tag },
      });
      expect([read.status, (read.body as { revision: number }).revision]).toEqual([200, 2]);
    }
  });

  it('tells its steps with who, why not and under which provision', async () => {
    const id = await open();
    const { body } = await api.ask('get', `/api/v1/cases/${id}`, { as: 'intake-1' });
    const { steps } = body as { steps: { step: string; allowed: boolean; reasons: { code: string }[] }[] };
    const submit = steps.find(({ step }) => step === 'submit')!;
    expect(submit).toMatchObject({
      allowed: false,
      under: { instrument: 'cma-measures-2021', article: '11' },
      needs: 'applicationForm',
    });
    expect(submit.reasons.map(({ code }) => code)).toContain('theRoleIsHeld');
  });

  it('tells its history and its clocks', async () => {
    const { id } = await submitted();
    const all = await api.ask('get', `/api/v1/cases/${id}/history`, { as: 'applicant-food' });
    expect(
      (all.body as { items: { event: { step: string } }[] }).items.map(({ event }) => event.step),
    ).toEqual(['open', 'submit']);
    const rest = await api.ask('get', `/api/v1/cases/${id}/history?after=1&limit=1`, {
      as: 'applicant-food',
    });
    expect((rest.body as { items: { seq: number }[] }).items.map(({ seq }) => seq)).toEqual([2]);
    const clocks = await api.ask('get', `/api/v1/cases/${id}/clocks`, { as: 'applicant-food' });
    expect(clocks.body).toMatchObject({
      items: [{ clock: 'intake', status: 'running', dueOn: '2025-09-08', used: 0, left: 5 }],
    });
    const [clock] = (clocks.body as { items: { operations: object[]; told: { en: string[] } }[] }).items;
    expect(clock!.operations).toMatchObject([
      { operation: 'start', step: 'submit', on: '2025-09-01', dueOn: '2025-09-08' },
    ]);
    expect(clock!.told.en[0]).toBe('intake decision: due on Monday 8 September 2025');
    const time = await api.ask('get', `/api/v1/cases/${id}/time`, { as: 'applicant-food' });
    expect(time.body).toMatchObject({
      ...{ countedFrom: '2025-09-01', total: 0, spells: [{ beforehand: true }, { holder: 'authority' }] },
      clocks: [{ clock: 'intake', limit: 5, used: 0, left: 5, onTime: null }],
    });
  });

  it('gives its last days as a calendar that another program reads, in the language of its reader', async () => {
    const { id, number } = await submitted();
    const read = async (path: string, language: string, as = 'applicant-food') => {
      const answer = await api.ask('get', path, { as, headers: { 'accept-language': language } });
      const { 'content-type': type, 'content-language': said, 'cache-control': kept } = answer.headers;
      expect([answer.status, type, said, kept]).toEqual([
        200,
        'text/calendar; charset=utf-8',
        language,
        'no-store',
      ]);
      const events = new ICAL.Component(ICAL.parse(answer.text) as unknown[]).getAllSubcomponents('vevent');
      return events.map((event) => new ICAL.Event(event));
    };
    const [event, ...others] = await read(`/api/v1/cases/${number}/deadlines.ics`, 'zh-CN');
    expect(others).toEqual([]);
    expect([event!.uid, event!.startDate.isDate, event!.startDate.toString()]).toEqual([
      `${id}.intake.1@greenlane`,
      true,
      '2025-09-08',
    ]);
    expect(event!.summary).toContain(number);
    expect(event!.description).toContain('届满日为2025年9月8日（星期一）');
    const mine = await read('/api/v1/me/deadlines.ics', 'en', 'intake-1');
    const team = await read('/api/v1/me/deadlines.ics?queue=team', 'en', 'intake-1');
    expect(mine).toEqual([]);
    expect(team.map(({ uid }) => uid)).toContain(event!.uid);
    // The applicant may still withdraw it; another has nothing to do with it.
    expect((await read('/api/v1/me/deadlines.ics', 'en')).map(({ uid }) => uid)).toContain(event!.uid);
    expect(await read('/api/v1/me/deadlines.ics?queue=all', 'en', 'applicant-protective')).toEqual([]);
  });
});

describe('lists', () => {
  it('come in pages that lead through everything once, newest first', async () => {
    const institution = laboratories[1].id;
    const opened: string[] = [];
    for (let count = 0; count < 5; count += 1) opened.push(await open('applicant-environment', institution));
    let path: string | undefined = '/api/v1/cases?limit=2&filter[state]=drafting';
    const pages: string[][] = [];
    while (path !== undefined) {
      const { body, headers } = await api.ask('get', path, { as: 'applicant-environment' });
      pages.push((body as { items: { id: string }[] }).items.map(({ id }) => id));
      path = /^<(.+)>; rel="next"$/.exec(headers['link'] ?? '')?.[1];
    }
    expect(pages.map((page) => page.length)).toEqual([2, 2, 1]);
    expect(pages.flat()).toEqual(opened.reverse());
  });

  it('show an applicant their own cases and nobody else anything', async () => {
    const { body } = await api.ask('get', '/api/v1/cases', { as: 'applicant-protective' });
    expect(body).toEqual({ items: [], next: null });
  });

  it('take a cursor only from the list that gave it', async () => {
    const { body } = await api.ask('get', '/api/v1/institutions?limit=1', { as: 'intake-1' });
    const { next } = body as { next: string };
    const second = await api.ask('get', `/api/v1/institutions?limit=1&cursor=${next}`, { as: 'intake-1' });
    expect((second.body as { items: { id: string }[] }).items[0]!.id).toBe(laboratories[1].id);
    const foreign = await api.ask('get', `/api/v1/cases?cursor=${next}`, { as: 'intake-1' });
    expect([foreign.status, (foreign.body as { code: string }).code]).toEqual([400, 'malformed-request']);
  });
});

describe('the scope of a case', () => {
  const header = 'site,category_no,category,item_no,item,standard,standard_no,clause,restriction,note';
  const line = (item: string, year = 2016, site = 'A') =>
    `${site},1,食品,${item},项目${item},食品安全国家标准 食品中第${item}项的测定,GB 5009.3-${year},,,`;
  const tableOf = async (...lines: string[]): Promise<string> => {
    const { body } = await importTable({ institution: food }, Buffer.from([header, ...lines, ''].join('\n')));
    return (body as { id: string }).id;
  };
  const named = (...numbers: string[]) => numbers.map((item) => ({ site: 'A', item }));
  const signatories = [
    { name: '赵示例', field: '食品理化', proposed: true },
    { name: '钱示例', field: '微生物', proposed: false },
  ];
  const scopeOf = async (id: string, as = 'auditor', query = '') => {
    const { status, body } = await api.ask('get', `/api/v1/cases/${id}/scope${query}`, { as });
    return { status, ...(body as ScopeRead) };
  };
  interface ScopeRead {
    code?: string;
    stages: Record<'applied' | 'proposed' | 'decided', { seq: number | null; withheld: boolean }>;
    certificate: object | null;
    counts: Record<string, unknown>;
    signatories: { approved: boolean | null }[];
    items: (Record<string, unknown> & { item_no: string; replaces: { standard_no: string } | null })[];
    next: string | null;
  }
  /** Item, what is applied for, proposed and decided, what becomes of it on the certificate, and whether stages differ. */
  const columns = ({ items }: Pick<ScopeRead, 'items'>) =>
    items.map((item) => [
      ...[item.item_no, item['applied'], item['proposed'], item['decided'], item['certificate']],
      item['differs'],
    ]);

  /** Opens an application with a table, and takes it through the assessment to the decision. */
  const day = { from: '2025-09-01', to: '2025-09-01' };
  let revision = 0;
  const go = async (id: string, ...steps: [string, string, object][]) => {
    for (const [as, step, body] of steps) {
      const { status, body: answer } = await take(id, as, step, revision, body);
      expect([step, status, (answer as { detail?: string }).detail]).toEqual([step, 200, undefined]);
      revision = (answer as { revision: number }).revision;
    }
  };
  const applied = async (kind: string, scopeTable: string, change: object = {}): Promise<string> => {
    const body = { process: 'qualification', institution: food, evidence: { kind } };
    const opened = await api.ask('post', '/api/v1/cases', { as: 'applicant-food', body });
    const { case: id } = opened.body as { case: string };
    const { id: document } = (await handIn(id)).body as { id: string };
    revision = 1;
    await go(id, ['applicant-food', 'submit', bring.applicationForm(scopeTable, document, change)]);
    return id;
  };
  const assessed = (id: string, scopeTable: string, ...left: string[]) =>
    go(
      id,
      ['intake-1', 'accept', bring.acceptance],
      ['coordinator', 'appointTeam', bring.team(idOf('leader-1'), idOf('assessor-1'))],
      ['leader-1', 'reviewMaterials', bring.goOn],
      ['coordinator', 'sendVisitNotice', bring.visit(day.from, day.to)],
      [
        'leader-1',
        'conclude',
        {
          ...bring.report(day, 'conforming'),
          signatories,
          ...(left.length === 0 ? {} : { exclusions: { scopeTable, items: named(...left) } }),
        },
      ],
    );
  const inPart = (scopeTable: string, ...left: string[]) => ({
    ...{ extent: 'part', reasons: '现场试验结果不满意。', exclusions: { scopeTable, items: named(...left) } },
    remediesTold: { administrativeReview: true, lawsuit: true },
  });

  let first: string;
  let extension: string;
  let number: string;
  let table: string;
  beforeAll(async () => {
    table = await tableOf(line('1.1'), line('1.2'), line('1.3'), line('1.4'));
    first = await applied('first', table);
  });

  it('says what is applied for while nobody else has spoken, and nothing of a draft', async () => {
    const read = await scopeOf(first, 'applicant-food');
    expect(columns(read)).toEqual(
      ['1.1', '1.2', '1.3', '1.4'].map((item) => [item, true, null, null, null, false]),
    );
    expect(read.items[0]).toMatchObject({ site: 'A', item: '项目1.1', standard_no: 'GB 5009.3-2016' });
    expect([read.stages.applied, read.stages.proposed]).toEqual([
      { seq: 2, withheld: false },
      { seq: null, withheld: false },
    ]);
    expect(read).toMatchObject({
      certificate: null,
      signatories: [],
      counts: { proposed: null, granted: null },
    });
    expect(await scopeOf(await open(), 'applicant-food')).toMatchObject({ items: [], next: null });
  });

  it('lays beside that what the team does not propose, and what is granted in part', async () => {
    await assessed(first, table, '1.4');
    const proposed = await scopeOf(first);
    expect(columns(proposed).map(([item, , said]) => [item, said])).toEqual([
      ...[
        ['1.1', true],
        ['1.2', true],
        ['1.3', true],
        ['1.4', false],
      ],
    ]);
    expect(proposed.signatories).toEqual(signatories.map((one) => ({ ...one, approved: null })));
    await go(first, ['decision-maker', 'grantInPart', inPart(table, '1.3', '1.4')]);
    const decided = await scopeOf(first);
    expect(columns(decided)).toEqual([
      ['1.1', true, true, true, null, false],
      ['1.2', true, true, true, null, false],
      ['1.3', true, true, false, null, true],
      ['1.4', true, false, false, null, true],
    ]);
    expect(decided.stages).toEqual({
      applied: { seq: 2, withheld: false },
      proposed: { seq: 7, withheld: false },
      decided: { seq: 8, withheld: false },
    });
    expect(decided.counts).toEqual({
      ...{ items: 4, applied: 4, proposed: 3, notProposed: 1, granted: 2, notGranted: 2, differing: 2 },
      certificate: null,
    });
    expect(decided.signatories.map(({ approved }) => approved)).toEqual([true, false]);
    await go(first, ['certificate-clerk', 'issueCertificate', bring.certificateIssue]);
    const { body: view } = await api.ask('get', `/api/v1/cases/${first}`, { as: 'auditor' });
    number = (view as { facts: { certificateNumber: string } }).facts.certificateNumber;
  });

  it('of an extension says what becomes of the certificate, as the register then does it', async () => {
    const added = await tableOf(line('1.2', 2025), line('1.5'), line('1.6'));
    extension = await applied('extension', added, { certificateNumber: number });
    const foreseen = await scopeOf(extension);
    await assessed(extension, added, '1.6');
    await go(extension, ['decision-maker', 'grantInPart', inPart(added, '1.6')]);
    const granted = await scopeOf(extension);
    await go(extension, ['certificate-clerk', 'amendCertificate', bring.certificateIssue]);
    const done = await scopeOf(extension);
    expect(columns(foreseen)).toEqual([
      ['1.2', true, null, null, 'replaced', false],
      ['1.5', true, null, null, 'added', false],
      ['1.6', true, null, null, 'added', false],
      ['1.1', false, null, null, 'unchanged', false],
    ]);
    expect(columns(done)).toEqual([
      ['1.2', true, true, true, 'replaced', false],
      ['1.5', true, true, true, 'added', false],
      ['1.6', true, false, false, 'leftOff', true],
      ['1.1', false, null, null, 'unchanged', false],
    ]);
    expect(done.items[0]!.replaces).toMatchObject({ item_no: '1.2', standard_no: 'GB 5009.3-2016' });
    expect(done.counts).toMatchObject({
      certificate: { added: 1, replaced: 1, takenOut: 0, unchanged: 1, leftOff: 1 },
    });
    // Entered, it stays as it was foreseen; only the event is known now.
    expect({ ...done, certificate: null }).toEqual({ ...granted, certificate: null });
    expect([granted.certificate, done.certificate]).toEqual([
      { number, as: 'extension', seq: null },
      { number, as: 'extension', seq: 9 },
    ]);
    const { body } = await api.ask('get', `/api/v1/certificates/${number}`);
    const { items } = body as { items: { item_no: string; standard_no: string }[] };
    const stands = ({ item_no, standard_no }: { item_no: string; standard_no?: unknown }) =>
      `${item_no} ${standard_no as string}`;
    expect(items.map(stands).sort()).toEqual(
      done.items
        .filter((item) => item['certificate'] !== 'leftOff')
        .map(stands)
        .sort(),
    );
  });

  it('of a certificate that others have changed since says what it was before the case', async () => {
    const again = await tableOf(line('1.1', 2025));
    const later = await applied('extension', again, { certificateNumber: number });
    expect(columns(await scopeOf(later)).map(([item, , , , becomes]) => [item, becomes])).toEqual([
      ...[
        ['1.1', 'replaced'],
        ['1.2', 'unchanged'],
        ['1.5', 'unchanged'],
      ],
    ]);
    const before = await scopeOf(extension);
    await assessed(later, again);
    await go(later, ['decision-maker', 'grant', bring.wholeGrant]);
    await go(later, ['certificate-clerk', 'amendCertificate', bring.certificateIssue]);
    expect(await scopeOf(extension)).toEqual(before);
  });

  it('of a change says which rows stand for others and which items are given up, as the register then does it', async () => {
    const renamed = await tableOf(line('1.5', 2025), line('1.7'));
    const body = {
      ...{ process: 'qualification', institution: food },
      evidence: { kind: 'change', changes: ['standards', 'cancelItems'] },
    };
    const opened = await api.ask('post', '/api/v1/cases', { as: 'applicant-food', body });
    const { case: id } = opened.body as { case: string };
    const { id: document } = (await handIn(id)).body as { id: string };
    revision = 1;
    await go(id, [
      'applicant-food',
      'declareChange',
      {
        ...bring.change(number, ['standards', 'cancelItems'], document),
        ...{ scopeTable: renamed, cancels: { scopeTable: table, items: named('1.1') } },
      },
    ]);
    await go(id, ['intake-1', 'accept', bring.acceptance], ['decision-maker', 'approveChange', {}]);
    await go(id, ['certificate-clerk', 'amendCertificate', bring.certificateIssue]);
    const done = await scopeOf(id);
    expect(done.certificate).toMatchObject({ number, as: 'change', seq: 5 });
    expect(columns(done)).toEqual([
      ['1.5', true, null, true, 'replaced', false],
      ['1.7', true, null, true, 'leftOff', false],
      ['1.2', false, null, null, 'unchanged', false],
      ['1.1', true, null, true, 'takenOut', false],
    ]);
    expect(done.items.map((item) => item['toGiveUp'])).toEqual([false, false, false, true]);
    const { body: read } = await api.ask('get', `/api/v1/certificates/${number}`);
    const { items } = read as { items: { item_no: string; standard_no: string }[] };
    expect(items.map(({ item_no, standard_no }) => [item_no, standard_no]).sort()).toEqual([
      ['1.2', 'GB 5009.3-2025'],
      ['1.5', 'GB 5009.3-2025'],
    ]);
  });

  it('of a renewal and a cancellation says what is no longer there, before it is and afterwards', async () => {
    const renewed = await tableOf(line('1.2', 2025), line('1.5', 2026), line('1.8'), line('1.9'));
    const renewal = await applied('renewal', renewed, { certificateNumber: number });
    await assessed(renewal, renewed, '1.9');
    await go(renewal, ['decision-maker', 'grantInPart', inPart(renewed, '1.9')]);
    const foreseen = await scopeOf(renewal);
    await go(renewal, ['certificate-clerk', 'issueCertificate', bring.certificateIssue]);
    const done = await scopeOf(renewal);
    expect(columns(done)).toEqual([
      ['1.2', true, true, true, 'unchanged', false],
      ['1.5', true, true, true, 'replaced', false],
      ['1.8', true, true, true, 'added', false],
      ['1.9', true, false, false, 'leftOff', true],
    ]);
    expect(done.certificate).toEqual({ number, as: 'replacement', seq: 9 });
    expect({ ...foreseen, certificate: null }).toEqual({ ...done, certificate: null });

    const { body: view } = await api.ask('get', `/api/v1/cases/${renewal}`, { as: 'auditor' });
    const { certificateNumber } = (view as { facts: { certificateNumber: string } }).facts;
    const body = { process: 'qualification', institution: food, evidence: { kind: 'cancellation' } };
    const opened = await api.ask('post', '/api/v1/cases', { as: 'applicant-food', body });
    const { case: id } = opened.body as { case: string };
    revision = 1;
    await go(id, ['applicant-food', 'giveUp', bring.cancellation(certificateNumber)]);
    expect(columns(await scopeOf(id))).toEqual(
      ['1.2', '1.5', '1.8'].map((item) => [item, true, null, null, 'takenOut', false]),
    );
  });

  it('comes in pages, all of it or those items on which the stages differ', async () => {
    const whole = await scopeOf(first);
    let path: string | undefined = `/api/v1/cases/${first}/scope?limit=3`;
    const pages: string[][] = [];
    while (path !== undefined) {
      const { body, headers } = await api.ask('get', path, { as: 'auditor' });
      expect((body as ScopeRead).counts).toEqual(whole.counts);
      pages.push((body as ScopeRead).items.map(({ item_no }) => item_no));
      path = /^<(.+)>; rel="next"$/.exec(headers['link'] ?? '')?.[1];
    }
    expect(pages).toEqual([['1.1', '1.2', '1.3'], ['1.4']]);
    const differing = await scopeOf(first, 'auditor', '?filter[differs]=true&limit=1');
    expect(differing.items.map(({ item_no }) => item_no)).toEqual(['1.3']);
    const rest = await scopeOf(first, 'auditor', `?filter[differs]=true&limit=1&cursor=${differing.next}`);
    expect([rest.items.map(({ item_no }) => item_no), rest.next]).toEqual([['1.4'], null]);
    for (const query of [
      ...['?limit=0', '?limit=101', '?limit=x', '?cursor=x', '?filter[differs]=yes', '?differs=true'],
      // Of the same case, but another list; and of another case.
      `?cursor=${differing.next}`,
    ])
      expect([query, await scopeOf(first, 'auditor', query)]).toMatchObject([
        query,
        { status: 400, code: 'malformed-request' },
      ]);
    const foreign = `?filter[differs]=true&cursor=${differing.next}`;
    expect(await scopeOf(extension, 'auditor', foreign)).toMatchObject({ status: 400 });
  });

  it('is the same for all who see the case, and for whoever does not it is no case', async () => {
    const { status, ...read } = await scopeOf(first);
    expect(status).toBe(200);
    for (const as of ['applicant-food', 'leader-1', 'assessor-1', 'decision-maker', 'intake-2'])
      expect([as, await scopeOf(first, as)]).toEqual([as, { status, ...read }]);
    const answerTo = async (id: string) => {
      const { status: answered, body } = await api.ask('get', `/api/v1/cases/${id}/scope`, {
        as: 'applicant-environment',
      });
      const { code, detail } = body as { code: string; detail: string };
      return { answered, code, detail };
    };
    const none = await answerTo(randomUUID());
    expect(none).toMatchObject({ answered: 404, code: 'not-found' });
    expect(await answerTo(first)).toEqual(none);
  });

  it('withholds what rests on what is not the reader’s to read, and says so', async () => {
    const narrowed = async (kind: EvidenceName, readers: EvidenceRule['readers'], as: string) => {
      const { readers: usual } = evidence[kind];
      evidence[kind].readers = readers;
      try {
        return await scopeOf(first, as);
      } finally {
        evidence[kind].readers = usual;
      }
    };
    const office = { by: 'office', because: 'Of this test.' } as const;
    const party = await narrowed('onSiteReport', office, 'applicant-food');
    expect(party.stages).toMatchObject({
      proposed: { seq: 7, withheld: true },
      decided: { withheld: false },
    });
    expect(columns(party).map(([, , proposed, decided]) => [proposed, decided])).toEqual([
      ...[
        [null, true],
        [null, true],
        [null, false],
        [null, false],
      ],
    ]);
    expect([party.signatories, party.counts['notProposed']]).toEqual([[], null]);
    expect(await narrowed('onSiteReport', office, 'leader-1')).toEqual(await scopeOf(first));
    // Of what a table says, nobody learns a word who may not read which table it is.
    const field = { by: 'parties', but: { scopeTable: office } } as const;
    const without = await narrowed('applicationForm', field, 'intake-1');
    expect(without).toEqual(await scopeOf(first, 'intake-1'));
    const assessors = { by: 'withoutAssessors', because: 'Of this test.' } as const;
    const assessor = await narrowed('applicationForm', assessors, 'assessor-1');
    expect(assessor).toMatchObject({ items: [], stages: { applied: { seq: 2, withheld: true } } });
    expect(JSON.stringify(assessor)).not.toContain('项目');
  });
});

describe('the language of a refusal', () => {
  const unknown = `/api/v1/cases/${randomUUID()}`;
  it.each([
    [undefined, 'en'],
    ['zh-CN', 'zh-CN'],
    ['zh-TW;q=0.9, en;q=0.8', 'zh-CN'],
    ['en-GB, zh;q=0.9', 'en'],
    ['fr, *', 'en'],
    ['zh;q=0, en;q=0.1', 'en'],
    [';;;=,,,', 'en'],
  ] as const)('is, asked for %s, %s', async (asked, language) => {
    const headers: Record<string, string> = asked === undefined ? {} : { 'accept-language': asked };
    const { body, headers: answered } = await api.ask('get', unknown, { as: 'intake-1', headers });
    expect(answered['content-language']).toBe(language);
    expect(body).toMatchObject({ code: 'not-found', detail: refusals['not-found'][language] });
  });
});

describe('documents', () => {
  it('keep their Chinese names and their bytes, and are handed out as files to be saved', async () => {
    const id = await open();
    const received = await handIn(id, '质量手册（第一版）.txt');
    const { id: document, ...rest } = received.body as { id: string };
    expect([received.status, rest]).toMatchObject([
      201,
      { name: '质量手册（第一版）.txt', mediaType: 'text/plain', size: manual.length, status: 'unscanned' },
    ]);
    expect(received.headers['location']).toBe(`/api/v1/cases/${id}/documents/${document}`);
    const as = 'applicant-food';
    const { body: listed } = await api.ask('get', `/api/v1/cases/${id}/documents`, { as });
    expect(listed).toEqual({ items: [received.body] });
    const path = `/api/v1/cases/${id}/documents/${document}`;
    const { headers, text, status } = await api.ask('get', path, { as });
    expect([status, text]).toEqual([200, manual.toString()]);
    expect(headers).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'x-content-type-options': 'nosniff',
    });
    expect(headers['content-disposition']).toBe(
      `attachment; filename="____________.txt"; filename*=UTF-8''${encodeURIComponent('质量手册（第一版）.txt')}`.replace(
        '____________',
        '_'.repeat(9),
      ),
    );
    const known = await api.ask('get', path, {
      as,
      headers: { 'if-none-match': headers['etag'] as string },
    });
    expect(known.status).toBe(304);
  });

  it('are received once for a key', async () => {
    const id = await open();
    const path = `/api/v1/cases/${id}/documents`;
    const asked = { as: 'applicant-food', key: randomUUID() };
    const first = await api.prepare('post', path, asked).attach('file', manual, 'a.txt');
    const again = await api.prepare('post', path, asked).attach('file', manual, 'a.txt');
    expect([again.status, again.body, again.headers['idempotent-replayed']]).toEqual([
      201,
      first.body,
      'true',
    ]);
  });

  it('are taken up to 20 MiB and not above', async () => {
    const id = await open();
    const most = Buffer.alloc(20 * 1024 * 1024, 'a');
    expect((await handIn(id, 'a.txt', most)).status).toBe(201);
    const above = await handIn(id, 'a.txt', Buffer.concat([most, Buffer.from('a')]));
    expect([above.status, (above.body as { code: string }).code]).toEqual([413, 'body-too-large']);
  });

  it('are judged by their content and not by their name', async () => {
    const id = await open();
    const refused = await handIn(id, 'manual.pdf', Buffer.from('MZ\x90\x00\x03\x00\x00\x00'));
    expect([refused.status, (refused.body as { code: string }).code]).toEqual([415, 'document-type-refused']);
  });
});

describe('drafts', () => {
  it('are saved over what was read, are one person’s own, and can be erased', async () => {
    const id = await open();
    const path = `/api/v1/cases/${id}/drafts/submit`;
    const as = 'applicant-food';
    const first = await api.ask('put', path, { as, body: { fieldCode: '13' } });
    expect([first.status, first.headers['etag']]).toEqual([200, '"1"']);
    const second = await api.ask('put', path, { as, revision: 1, body: { fieldCode: '00' } });
    expect([second.status, second.headers['etag']]).toEqual([200, '"2"']);
    const stale = await api.ask('put', path, { as, revision: 1, body: { fieldCode: '12' } });
    expect([stale.status, (stale.body as { code: string }).code]).toEqual([412, 'stale-draft']);
    const read = await api.ask('get', path, { as });
    expect([read.headers['etag'], read.body]).toMatchObject(['"2"', { content: { fieldCode: '00' } }]);
    expect((await api.ask('get', path, { as: 'intake-1' })).status).toBe(404);
    expect((await api.ask('delete', path, { as })).status).toBe(204);
    expect((await api.ask('get', path, { as })).status).toBe(404);
    expect((await api.ask('delete', path, { as })).status).toBe(204);
  });
});

describe('scope tables', () => {
  it('are judged in a dry run and kept by an import, row for row', async () => {
    const bytes = await readFile(sample('food.csv'));
    const dry = await importTable({ institution: food, dryRun: 'true' }, bytes);
    expect([dry.status, dry.body]).toMatchObject([200, { id: null, rows: 26, food: true, faults: [] }]);
    const kept = await importTable({ institution: food }, bytes);
    const { id } = kept.body as { id: string };
    expect([kept.status, kept.headers['location']]).toEqual([201, `/api/v1/imports/${id}`]);
    const rows = await api.ask('get', `/api/v1/imports/${id}?after=1&limit=2`, { as: 'applicant-food' });
    expect(rows.body).toMatchObject({
      rows: 26,
      items: [
        { line: 2, item: '灰分' },
        { line: 3, item: '蛋白质' },
      ],
    });
  });

  it('are refused whole, with a report of every fault by line and column', async () => {
    const bytes = Buffer.from(
      (await readFile(sample('food.csv'), 'utf8')).replace('GB 5009.3-2016', 'GB 5009.3'),
    );
    const refused = await importTable({ institution: food }, bytes, { headers: { 'accept-language': 'zh' } });
    expect([refused.status, refused.body]).toMatchObject([
      422,
      {
        code: 'evidence-does-not-fit',
        errors: [{ pointer: '/file/2/standard_no' }],
        report: { id: null, faults: [{ line: 2, column: 'standard_no' }] },
      },
    ]);
  });
});

describe('the register', () => {
  const laboratory = {
    creditCode: '91350100M000100Y43',
    name: '示例检测有限公司',
    legalForm: 'enterprise',
    address: '重庆两江新区示例路9号',
  };
  it('enters an institution once, and shows it to those who may see it', async () => {
    const made = await api.ask('post', '/api/v1/institutions', { as: 'intake-1', body: laboratory });
    expect([made.status, made.body]).toMatchObject([201, laboratory]);
    const path = made.headers['location'] as string;
    expect((await api.ask('get', path, { as: 'auditor' })).body).toEqual(made.body);
    expect((await api.ask('get', path, { as: 'applicant-food' })).status).toBe(404);
    const again = await api.ask('post', '/api/v1/institutions', { as: 'intake-2', body: laboratory });
    expect([again.status, (again.body as { code: string }).code]).toEqual([409, 'already-registered']);
  });
});

describe('the office', () => {
  it('says who you are', async () => {
    const { body } = await api.ask('get', '/api/v1/me', { as: 'applicant-food' });
    expect(body).toMatchObject({
      jurisdiction: '22',
      name: '何晓雯',
      roles: [{ role: 'applicant' }],
      actsFor: [{ id: food }],
    });
  });

  it('tells the public the stage of a case, and nothing to whom the pair is wrong', async () => {
    const { number } = await submitted();
    const code = laboratories[0].creditCode.slice(-4);
    const right = await api.ask('get', `/api/v1/status/${number}?code=${code.toLowerCase()}`);
    expect(right.body).toMatchObject({ number, stage: { stage: 'receipt', position: 1 } });
    expect(Object.keys(right.body as object).sort()).toEqual([
      'changedAt',
      'deadlines',
      'ended',
      'number',
      'stage',
      'title',
    ]);
    const wrong = await api.ask('get', `/api/v1/status/${number}?code=0000`);
    const none = await api.ask('get', `/api/v1/status/CMA-22-2025-999999-0?code=${code}`);
    const { requestId: _1, instance: _2, ...one } = wrong.body as Record<string, unknown>;
    const { requestId: _3, instance: _4, ...other } = none.body as Record<string, unknown>;
    expect([wrong.status, one]).toEqual([404, other]);
  });

  it('shows its log to those who oversee and to nobody else', async () => {
    await open();
    const sealer = await connect(api.office.urls.sealerUrl);
    expect(await sequence(sealer, api.office.tenant)).toBeGreaterThan(1);
    await sealer.close();
    const read = async (query: string) => {
      const { body } = await api.ask('get', `/api/v1/ledger/entries?${query}`, { as: 'auditor' });
      return (body as { items: { leaf: number; hash: string; body: string }[] }).items;
    };
    const [first, second] = await read('limit=2');
    expect([first!.leaf, leafHash(first!.body).toString('hex')]).toEqual([0, first!.hash]);
    expect(await read('after=0&limit=1')).toEqual([second]);
    const refused = await api.ask('get', '/api/v1/ledger/entries', { as: 'decision-maker' });
    expect([refused.status, (refused.body as { code: string }).code]).toEqual([403, 'role-needed']);
  });

  it('tells how long cases took, with nothing of fewer than five, and how good its predictions were', async () => {
    const query = 'process=qualification&from=2025-01-01&to=2025-12-31&by=clock';
    const figures = await api.ask('get', `/api/v1/figures/time?${query}`, { as: 'supervisor' });
    expect(figures.body).toMatchObject({ cases: null, median: null, groups: [], by: 'clock' });
    const predictions = await api.ask('get', '/api/v1/figures/predictions', { as: 'applicant-food' });
    expect(predictions.body).toMatchObject({
      promised: 0.8,
      overall: { case: { known: null, share: null } },
    });
  });

  it('moves its time forward in a demonstration, once for a key', async () => {
    const before = await api.ask('get', '/api/v1/office');
    expect(before.body).toMatchObject({
      demonstration: true,
      jurisdictions: [
        { code: '22', today: '2025-09-01' },
        { code: '23', today: '2025-09-01' },
      ],
    });
    const asked = { as: 'auditor', key: randomUUID(), body: { to: '2025-09-02T09:00:00+08:00' } };
    const moved = await api.ask('post', '/api/v1/office/time', asked);
    expect((moved.body as { officeTime: string }).officeTime).toMatch(/^2025-09-02T01:00:00/);
    const again = await api.ask('post', '/api/v1/office/time', asked);
    expect([again.status, again.body]).toEqual([200, moved.body]);
    const back = await api.ask('post', '/api/v1/office/time', { ...asked, key: randomUUID() });
    expect([back.status, (back.body as { code: string }).code]).toEqual([409, 'time-moves-forward']);
  });
});

describe('the law', () => {
  it('is open to everybody, as data and as a page in both languages', async () => {
    const { body } = await api.ask('get', '/api/v1/processes');
    const [{ href }] = (body as { items: { editions: { href: string }[] }[] }).items[0]!.editions as [
      { href: string },
    ];
    const data = await api.ask('get', href);
    expect(data.body).toMatchObject({ id: 'qualification', hash: processes[0]!.hash, initial: 'drafting' });
    for (const [language, title] of [
      ['zh-CN', processes[0]!.title['zh-CN']],
      ['en', processes[0]!.title.en],
    ] as const) {
      const page = await api.ask('get', href, {
        headers: { accept: 'text/markdown', 'accept-language': language },
      });
      expect(page.headers['content-type']).toBe('text/markdown; charset=utf-8');
      expect(page.text).toContain(`# ${title}`);
    }
    expect((await api.ask('get', '/api/v1/processes/qualification')).status).toBe(200);
    expect((await api.ask('get', '/api/v1/processes/nothing')).body).toMatchObject({
      code: 'unknown-process',
    });
    expect((await api.ask('get', '/api/v1/processes/qualification/2001-01-01')).status).toBe(404);
  });
});

describe('the description of the API', () => {
  interface Document {
    openapi: string;
    paths: Record<string, Record<string, { operationId: string; requestBody?: object }>>;
    components: { schemas: Record<string, object> };
  }
  let document: Document;
  beforeAll(async () => {
    document = (await api.ask('get', '/openapi.json')).body as Document;
  });

  it('is the one that is checked in (UPDATE_PAGES=1 writes it)', async () => {
    const file = new URL('../docs/openapi.json', import.meta.url);
    const drawn = `${JSON.stringify(document, null, 2)}\n`;
    if (process.env['UPDATE_PAGES'] === '1') await writeFile(file, drawn);
    expect(await readFile(file, 'utf8')).toBe(drawn);
  });

  it('refers to nothing that is not in it, names every operation once, and holds schemas whose examples fit', () => {
    expect(document.openapi).toMatch(/^3\.1\./);
    const refs = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, ref]) => ref!);
    expect(refs.length).toBeGreaterThan(100);
    for (const ref of new Set(refs)) {
      expect(ref).toMatch(/^#\/components\/schemas\/\w+$/);
      expect(document.components.schemas).toHaveProperty(ref.slice('#/components/schemas/'.length));
    }
    const ids = Object.values(document.paths).flatMap((methods) =>
      Object.values(methods).map((one) => one.operationId),
    );
    expect(new Set(ids).size).toBe(ids.length);
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    ajv.addSchema({ $id: 'openapi', components: document.components });
    for (const name of Object.keys(document.components.schemas)) {
      const fits = ajv.getSchema(`openapi#/components/schemas/${name}`)!;
      const { examples = [] } = document.components.schemas[name] as { examples?: unknown[] };
      for (const example of examples) expect([name, example, fits(example)]).toEqual([name, example, true]);
    }
  });

  it('tells every step that people take, with its evidence', () => {
    const steps = processes
      .flatMap(({ states }) => states.flatMap((state) => state.steps))
      .filter(({ on }) => on === null);
    for (const { name } of steps) {
      const { post } = document.paths[`/api/v1/cases/{id}/steps/${name}`]!;
      // Steps of one name in several processes are one path, which takes what any of them needs.
      const needed = new Set(steps.filter((step) => step.name === name).flatMap(({ needs }) => needs ?? []));
      const refs = [...needed].map((needs) => ({ $ref: `#/components/schemas/${needs}` }));
      const expected = refs.length > 1 ? { oneOf: refs } : refs[0];
      expect(post!.requestBody).toEqual(
        expected && { required: true, content: { 'application/json': { schema: expected } } },
      );
    }
  });

  it('is a page that needs no script, beside one for each refusal in both languages', async () => {
    const docs = await api.ask('get', '/docs', { headers: { 'accept-language': 'zh' } });
    expect([docs.status, docs.type, docs.headers['content-language']]).toEqual([200, 'text/html', 'zh-CN']);
    expect(docs.text).toContain('/api/v1/cases/{id}/steps/submit');
    expect(docs.text).not.toMatch(/<script|https?:\/\/(?!www\.)[a-z.]*cdn/);
    expect(docs.headers['content-security-policy']).toBe(
      "default-src 'none';style-src 'self';form-action 'self';base-uri 'none';frame-ancestors 'none'",
    );
    expect((await api.ask('get', '/docs/style.css')).type).toBe('text/css');
    const list = await api.ask('get', '/problems');
    for (const [code, { status, ...words }] of Object.entries(refusals)) {
      expect(list.text).toContain(`/problems/${code}`);
      const json = await api.ask('get', `/problems/${code}`, { headers: { accept: 'application/json' } });
      expect(json.body).toMatchObject({ code, status, sentence: words });
      const page = await api.ask('get', `/problems/${code}`);
      expect(page.text).toContain(`<code>${code}</code>`);
    }
    expect((await api.ask('get', '/problems/nothing')).status).toBe(404);
  });

  it('says whether the program runs and can answer', async () => {
    expect((await api.ask('get', '/healthz')).body).toEqual({ status: 'ok' });
    expect((await api.ask('get', '/readyz')).body).toEqual({ status: 'ok', time: 'goes' });
  });
});

describe('every answer', () => {
  it('has the headers by which browsers are strict, also what is answered before a route is found', async () => {
    const { hostname, port } = new URL(api.url);
    for (const [bytes, status] of [
      ['GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n', 200],
      ['GET /%zz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n', 400],
      [`GET /api/v1/cases/${'a'.repeat(300)} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`, 414],
      ['hello\r\n\r\n', 400],
      [`GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
    ] as const) {
      const answer = await new Promise<string>((resolve, reject) => {
        const socket = dial(Number(port), hostname, () => socket.write(bytes));
        let all = '';
        socket.on('data', (chunk) => (all += chunk.toString()));
        socket.on('close', () => resolve(all));
        socket.on('error', reject);
      });
      expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
      for (const header of [
        /^strict-transport-security: max-age=31536000; includeSubDomains\r$/im,
        /^x-content-type-options: nosniff\r$/im,
        /^referrer-policy: no-referrer\r$/im,
        /^content-security-policy: default-src 'none';.*base-uri 'none';frame-ancestors 'none'\r$/im,
      ])
        expect([status, answer]).toEqual([status, expect.stringMatching(header)]);
    }
  });

  it('of what is not everybody’s is stored by no browser', async () => {
    const id = await open();
    const { body } = (await handIn(id)) as { body: { id: string } };
    for (const path of [
      ...['/me', '/cases', '/institutions', `/cases/${id}`, `/cases/${id}/history`, `/cases/${id}/documents`],
      `/cases/${id}/documents/${body.id}`,
    ]) {
      const { status, headers } = await api.ask('get', `/api/v1${path}`, { as: 'applicant-food' });
      expect([path, status, headers['cache-control']]).toEqual([path, 200, 'no-store']);
    }
  });

  it('to signing out empties the browser of what it saw', async () => {
    const says = { issuer: api.auth.issuer, subject: 'auditor', method: 'pwd' };
    const { name, value } = await openSession(api.office.service, says, { secure: false });
    const cookie = `${name}=${value}`;
    const { status, headers } = await fetch(`${api.url}/sign-out`, {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ token: formTokenOf(cookie) }),
      redirect: 'manual',
    });
    expect([status, headers.get('clear-site-data'), headers.get('cache-control')]).toEqual([
      303,
      '"cache", "storage"',
      'no-store',
    ]);
    expect(headers.getSetCookie()).toEqual(['greenlane=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax']);
  });
});

describe('the log', () => {
  it('has a line for each request with its id and its case, and no token, query, name or body', async () => {
    const id = await open();
    const { headers } = await api.ask('get', `/api/v1/cases/${id}?limit=secret-in-query`, { as: 'intake-1' });
    const line = api.log.find((one) => one['requestId'] === headers['request-id']);
    expect(line).toMatchObject({
      method: 'GET',
      route: '/api/v1/cases/:id',
      case: id,
      status: 400,
      refused: 'malformed-request',
    });
    const everything = JSON.stringify(api.log);
    expect(everything).not.toMatch(/secret-in-query|Bearer|eyJ|何晓雯|王示例|质量手册/);
  });
});
