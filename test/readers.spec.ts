import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CaseViews, Casework, DecisionTexts, Documents, ProcessShelf } from '#casework';
import { actFor, grant } from '#identity';
import { inTransaction } from '#database';
import { processes } from '#regulations';
import { testApi, type TestApi } from './api.js';
import * as bring from './evidence.js';
import { inquiry } from './inquiry.process.js';
import { openAffair, roleGrant } from './office-affairs.js';
import { handIn, laboratories, openCase, submittedCase, type TestOffice, type Walk } from './office.js';

/** Who reads what of a case, over HTTP: one office, in which one case is taken from opening to its decision. */
interface Entry {
  seq: number;
  hash: string;
  event: { kind: string; seq: number; prev: string | null; at: string; step?: string };
  evidence: Record<string, unknown> | null;
  withheld: boolean;
  without: string[];
}

let api: TestApi;
let office: TestOffice;
let walk: Walk & { document: string; scope: string };
beforeAll(async () => {
  api = await testApi(false);
  office = api.office;
  walk = await submittedCase(office);
  const notes: [string, object][] = [
    ['intake-2', { kind: 'assigned', duty: 'intake', to: office.as('intake-2').person }],
    ['intake-2', { kind: 'released', duty: 'intake' }],
  ];
  for (const [as, note] of notes)
    await office.casework.note(office.as(as), walk.id, note as never, randomUUID());
  await walk.take('intake-1', 'accept', bring.acceptance);
  const [leader, assessor] = [office.as('leader-1').person, office.as('assessor-1').person];
  await walk.take('coordinator', 'appointTeam', bring.team(leader, assessor));
  await walk.take('leader-1', 'reviewMaterials', bring.hold);
  await walk.take('applicant-food', 'supplyMaterials', bring.supplement(walk.document));
  await walk.take('leader-1', 'reviewMaterials', bring.goOn);
  await walk.take('coordinator', 'sendVisitNotice', bring.visit('2025-09-08', '2025-09-09'));
  await office.moveTo('2025-09-09T02:00:00Z');
  const visited = { from: '2025-09-08', to: '2025-09-09' };
  await walk.take('leader-1', 'conclude', bring.report(visited, 'basicallyConforming', { basically: [42] }));
  await walk.take('applicant-food', 'submitRectification', bring.rectification(1, walk.document));
  await walk.take('leader-1', 'verify', { results: [{ nonconformity: 1, closed: true, how: 'evidence' }] });
  await walk.take('decision-maker', 'grant', bring.wholeGrant);
});
afterAll(() => api.close());

async function historyOf(as: string, id = walk.id): Promise<Entry[]> {
  const { status, body } = await api.ask('get', `/api/v1/cases/${id}/history`, { as });
  expect(status).toBe(200);
  return (body as { items: Entry[] }).items;
}
/** What a reader is not shown: the step or kind of each such event, and what is missing. */
const missing = (entries: readonly Entry[]) =>
  entries.flatMap(({ event, withheld, without }) => {
    expect(withheld).toBe(without.length > 0);
    return withheld ? [[event.step ?? event.kind, ...without]] : [];
  });
const of = (entries: readonly Entry[], step: string) => entries.filter(({ event }) => event.step === step);
const readAs = async (as: string, id = walk.id): Promise<unknown> =>
  ((await api.ask('get', `/api/v1/cases/${id}`, { as })).body as { readAs: unknown }).readAs;
/** Declares a kinship with somebody of the institution, by a case that stands for the declaration. */
const declares = async (as: string, institution: string) => {
  const { id } = await openAffair(office, as, 'interest');
  await office.rows(
    'insert into interests (tenant, case_id, person_id, institution_id, ground) values (22, $1, $2, $3, $4)',
    [id, office.as(as).person, institution, 'kinship'],
  );
};
const liftInterests = () =>
  office.rows('update interests set lifted_at = office_now() where lifted_at is null');

describe('the history of a case', () => {
  it('is read whole by the office and whoever oversees it', async () => {
    for (const as of ['auditor', 'decision-maker', 'supervisor', 'intake-2']) {
      const entries = await historyOf(as);
      expect([as, missing(entries)]).toEqual([as, []]);
      expect(of(entries, 'submit')[0]!.evidence).toHaveProperty('contactPerson.telephone', '023-00000000');
      expect(of(entries, 'verify')[0]!.evidence).toHaveProperty('results');
      expect(await readAs(as)).toBe('office');
    }
  });

  it('shows an applicant what it brings, is served with or signs, and nothing the assessment keeps to itself', async () => {
    const entries = await historyOf('applicant-food');
    expect(missing(entries)).toEqual([
      ['assigned', '/event'],
      ['released', '/event'],
      ['reviewMaterials', '/evidence/opinion'],
      ['reviewMaterials', '/evidence/opinion'],
      ['verify', '/evidence'],
    ]);
    // What it has to supply is told; what the leader thinks of the file is not.
    expect(of(entries, 'reviewMaterials').map(({ evidence }) => evidence)).toEqual([
      { finding: 'hold', points: bring.hold.points },
      { finding: 'goOn' },
    ]);
    expect(of(entries, 'verify')[0]!.evidence).toBeNull();
    const whole = (await historyOf('auditor')).filter(({ seq }) => !entries[seq - 1]!.withheld);
    expect(entries.filter(({ withheld }) => !withheld)).toEqual(whole);
    expect(JSON.stringify(entries)).not.toContain(bring.hold.opinion);
    expect(await readAs('applicant-food')).toBe('party');
  });

  it('shows assessors the file and what the team brings, without the applicant’s contact person', async () => {
    for (const as of ['leader-1', 'assessor-1']) {
      const entries = await historyOf(as);
      expect([as, missing(entries)]).toEqual([as, [['submit', '/evidence/contactPerson']]]);
      const { contactPerson, ...rest } = bring.applicationForm(walk.scope, walk.document);
      expect(of(entries, 'submit')[0]!.evidence).toEqual(rest);
      expect(JSON.stringify(entries)).not.toContain(contactPerson.telephone);
      expect(await readAs(as)).toBe('assessor');
    }
  });

  it('is followed by whoever applies, hash by hash, over the notes of the office’s inner affairs', async () => {
    const [entries, whole] = [await historyOf('applicant-food'), await historyOf('auditor')];
    expect(entries.map(({ event }) => event.prev)).toEqual([
      null,
      ...entries.slice(0, -1).map(({ hash }) => hash),
    ]);
    const notes = entries.filter(({ event }) => ['assigned', 'released'].includes(event.kind));
    expect(notes).toHaveLength(2);
    for (const { seq, hash, event, evidence } of notes) {
      expect(Object.keys(event).sort()).toEqual(['at', 'kind', 'prev', 'seq']);
      expect([event.seq, evidence]).toEqual([seq, null]);
      expect(whole[seq - 1]).toMatchObject({ hash, event });
    }
    // Who had it on the desk for a while and took no step is in no word of it.
    expect(JSON.stringify(entries)).not.toContain(office.as('intake-2').person);
    expect(JSON.stringify(whole)).toContain(office.as('intake-2').person);
  });

  it('is read by somebody of the office with an interest in the institution as by a party', async () => {
    for (const as of ['auditor', 'intake-2']) await declares(as, laboratories[0].id);
    const asParty = await historyOf('applicant-food');
    for (const as of ['auditor', 'intake-2'])
      expect([as, await historyOf(as), await readAs(as)]).toEqual([as, asParty, 'party']);
    await liftInterests();
    expect(missing(await historyOf('auditor'))).toEqual([]);
  });

  it('keeps what concerns a person from those who only look on in the office’s own affairs', async () => {
    const proposal = await openAffair(office, 'administrator-1', 'roleGrant');
    const { person } = office.as('newcomer');
    await proposal.take('administrator-1', 'proposeGrant', roleGrant(person, 'intakeOfficer'));
    await proposal.take('administrator-2', 'decline', { reason: '尚未经考核。' });
    for (const as of ['administrator-1', 'administrator-2', 'auditor'])
      expect([as, missing(await historyOf(as, proposal.id))]).toEqual([as, []]);
    expect(missing(await historyOf('supervisor', proposal.id))).toEqual([
      ['proposeGrant', '/evidence'],
      ['decline', '/evidence'],
    ]);
    const claim = await openAffair(office, 'newcomer', 'representation');
    const document = await handIn(office, 'newcomer', claim.id);
    await claim.take('newcomer', 'submit', {
      ...{ creditCode: laboratories[1].creditCode, name: laboratories[1].name, legalForm: 'enterprise' },
      ...{ address: '重庆', capacity: 'agent', declaration: true },
      documents: [{ kind: 'letterOfAuthorisation', document }],
    });
    for (const [as, reads] of Object.entries({ newcomer: 1, 'intake-1': 1, auditor: 1, supervisor: 0 })) {
      expect([as, missing(await historyOf(as, claim.id)).length]).toEqual([as, 1 - reads]);
      expect([as, await listed(as, claim.id)]).toEqual([as, reads === 1 ? [document] : []]);
    }
  });
});

async function listed(as: string, id: string): Promise<string[]> {
  const { body } = await api.ask('get', `/api/v1/cases/${id}/documents`, { as });
  return (body as { items: { id: string }[] }).items.map((one) => one.id);
}
const download = async (as: string, id: string, document: string): Promise<number> =>
  (await api.ask('get', `/api/v1/cases/${id}/documents/${document}`, { as })).status;

describe('a document', () => {
  it('is read by its own side alone until a step brings it, and then by whoever reads what it came with', async () => {
    await inTransaction(office.service, office.tenant, async (tx) => {
      const { person } = office.as('agent');
      await actFor(tx, person, laboratories[0].id);
      await grant(tx, person, 'applicant');
    });
    const fresh = await openCase(office, 'applicant-food', 0);
    const handedIn = await api
      .prepare('post', `/api/v1/cases/${fresh.id}/documents`, { as: 'applicant-food' })
      .attach('file', Buffer.from('质量手册\n'), 'manual.txt');
    const { id: document } = handedIn.body as { id: string };
    for (const as of ['applicant-food', 'agent'])
      expect([as, await listed(as, fresh.id), await download(as, fresh.id, document)]).toEqual([
        ...[as, [document], 200],
      ]);
    for (const as of ['intake-1', 'auditor'])
      expect([as, await listed(as, fresh.id), await download(as, fresh.id, document)]).toEqual([as, [], 404]);
    await fresh.take('applicant-food', 'submit', bring.applicationForm(walk.scope, document));
    for (const as of ['applicant-food', 'agent', 'intake-1', 'auditor'])
      expect([as, await listed(as, fresh.id), await download(as, fresh.id, document)]).toEqual([
        ...[as, [document], 200],
      ]);
  });
});

describe('what rests on evidence of the office', () => {
  let directory: string;
  let casework: Casework;
  let views: CaseViews;
  let documents: Documents;
  let id: string;
  const asked = (step: string, revision: number, evidence: object) => ({
    case: id,
    step,
    revision,
    evidence,
  });
  const receive = async (as: string): Promise<string> => {
    const file = { case: id, name: 'a.txt', bytes: Buffer.from(as) };
    return (await documents.receive(office.as(as), file, randomUUID())).answer.id;
  };
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'greenlane-readers-'));
    const shelf = new ProcessShelf([...processes, inquiry]);
    casework = new Casework(office.service, shelf);
    views = new CaseViews(office.service, shelf);
    documents = new Documents(office.service, views, directory);
    const opening = { process: 'inquiry', institution: laboratories[0].id, evidence: undefined };
    id = (await casework.open(office.as('applicant-food'), opening, randomUUID())).answer.case;
  });
  afterAll(() => rm(directory, { recursive: true }));

  it('as a document stays with the office, also where whoever applies names it again', async () => {
    const inner = await receive('intake-1');
    // What has not been brought is nobody else's, neither of the other side nor of one's own office.
    for (const as of ['auditor', 'applicant-food'])
      expect([as, await documents.list(office.as(as), id)]).toEqual([as, []]);
    const finding = { documents: [inner], text: '初步意见。' };
    await casework.advance(office.as('intake-1'), asked('find', 1, finding), randomUUID());
    const reads = async (as: string) => (await documents.list(office.as(as), id)).map((one) => one.id);
    expect(await reads('applicant-food')).toEqual([]);
    await casework.advance(
      office.as('applicant-food'),
      asked('reply', 2, { documents: [inner], text: '请公开。' }),
      randomUUID(),
    );
    expect(await reads('applicant-food')).toEqual([]);
    await expect(documents.read(office.as('applicant-food'), id, inner)).rejects.toMatchObject({
      code: 'not-found',
    });
    for (const as of ['intake-1', 'intake-2', 'auditor'])
      expect([as, await reads(as)]).toEqual([as, [inner]]);
  });

  it('as the text of a decision is read by whoever reads all that the decision rests on', async () => {
    const texts = new DecisionTexts(office.service, views, office.casework.ports);
    const ruling = asked('rule', 3, { documents: [], text: '内部理由。' });
    const officer = office.as('intake-1');
    const { digest: confirmedText } = await texts.draw(officer, ruling);
    const { answer } = await casework.advance(officer, { ...ruling, confirmedText }, randomUUID());
    for (const as of ['intake-1', 'auditor'])
      expect((await texts.kept(office.as(as), id, answer.seq)).text).toContain('内部理由。');
    await expect(texts.kept(office.as('applicant-food'), id, answer.seq)).rejects.toMatchObject({
      code: 'not-found',
    });
    const entries = await views.history(office.as('applicant-food'), id, { after: answer.seq - 1 });
    expect(entries).toMatchObject([{ evidence: { documents: [] }, without: ['/evidence/text'] }]);
    expect(entries[0]!.evidence).not.toHaveProperty('text');
  });

  it('is read by whoever applies where it is theirs to read: the text of the decision on the case', async () => {
    const { seq } = of(await historyOf('applicant-food'), 'grant')[0]!;
    const { status } = await api.ask('get', `/api/v1/cases/${walk.id}/history/${seq}/text`, {
      as: 'applicant-food',
    });
    expect(status).toBe(200);
  });
});
