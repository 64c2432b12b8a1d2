/**
 * The two jurisdictions of a demonstration, each with a case in every state in which somebody is awaited, so that every
 * route has something to be asked about on either side. Over 300 lines: what stands
 * where, and what is brought there, are read together.
 */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { yearAhead, type Caller } from '#casework';
import { inTransaction, withoutTenant } from '#database';
import {
  createPerson,
  demonstrationOffices,
  demonstrationPeople,
  grant,
  openAccount,
  openSession,
} from '#identity';
import { canonicalText, sha256 } from '#ledger';
import { profiles, type RoleName } from '#regulations';
import { issuer, type TestApi } from './api.js';
import { digestOfProfileChange } from './campaigns/matrix-evidence.js';
import { extendDecisions } from './clock-story.js';
import * as bring from './evidence.js';
import { roleConfirmation, roleGrant } from './office-affairs.js';
import { Walk } from './office.js';
import { standElsewhere } from './two-offices-matters.js';

/** Who is there on both sides; those of the second list are not people of the demonstration. */
const seeded = {
  applicant: ['applicant-food', 'sichuan-applicant'],
  intake: ['intake-1', 'sichuan-intake'],
  coordinator: ['coordinator', 'sichuan-coordinator'],
  leader: ['leader-1', 'sichuan-leader'],
  assessor: ['assessor-1', 'sichuan-assessor'],
  decisionMaker: ['decision-maker', 'sichuan-decision-maker'],
  clerk: ['certificate-clerk', 'sichuan-certificate-clerk'],
  auditor: ['auditor', 'sichuan-auditor'],
  supervisor: ['supervisor', 'sichuan-supervisor'],
  administrator: ['administrator-1', 'sichuan-administrator-1'],
  administrator2: ['administrator-2', 'sichuan-administrator-2'],
} as const;
const added = {
  claimant: null,
  invitee: null,
  /** These two act for the laboratory in the end. */
  claimant2: null,
  invitee2: null,
  /** Each of these is suspended, or to be. */
  outcast: null,
  outcast2: null,
  outcast3: null,
  administrator3: 'administrator',
  administrator4: 'administrator',
  /** Declares an interest, and stands in for the intake officer. */
  colleague: 'intakeOfficer',
  supervisor2: 'supervisor',
  head: 'headOfAuthority',
  host: 'hearingHost',
} as const satisfies Record<string, RoleName | null>;
export type Part = keyof typeof seeded | keyof typeof added;
export const parts = [...Object.keys(seeded), ...Object.keys(added)] as Part[];

/** A case that stands somewhere, and what belongs to it. */
export interface Standing {
  id: string;
  number: string | null;
  revision: number;
  document: string;
  /** Number of an event that decided a text, and of one that drew a team. */
  decided?: number;
  draw?: { seq: number; leader: string; members: string[] };
}

/** One of the two jurisdictions. */
export interface Side {
  tenant: number;
  subjects: Record<Part, string>;
  people: Record<Part, string>;
  laboratory: { id: string; creditCode: string; name: string; legalForm: string; address: string };
  authority: string;
  scope: string;
  certificate: string;
  apiKey: { id: string; text: string };
  /** Id of a webhook of the laboratory, and of what it is to be told. */
  webhook: string;
  delivery: string;
  /** Id of a session of the applicant. */
  session: string;
  /** Id of a message to the administrator, whose mail was refused. */
  message: string;
  /** By `process/state`, or `process/state/step` where a step needs one of its own. */
  cases: Map<string, Standing>;
  as(part: Part): Caller;
}

/** Steps that nobody's request takes here: owed by another case; and one whose day has not come. */
export const nobodysSteps = [
  ...['amend', 'annul', 'annulItems', 'beReplaced'].map((step) => `${step} (certificate)`),
  ...['beSucceeded', ...['beginRenewal', 'cancel', 'endRenewal'].map((step) => `${step} (certificate)`)],
  ...['fallWithTheInviter', 'holdHearing (qualification)'],
].map((step) => `POST /api/v1/cases/{id}/steps/${step}`);

/** Today in the office's time, which does not move here. */
export const today = '2025-09-01';
const visit = { from: today, to: today };
export const reason = { reason: '理由。' };

/** Opens what is there and lets cases walk to where they stand. */
export async function standUp(api: TestApi, index: 0 | 1): Promise<Side> {
  const { tenant, authority, laboratories } = demonstrationOffices[index]!;
  const laboratory = laboratories[0]!;
  const side = await peopleOf(api, tenant, index);
  const token = await tokenOf(api, side, 'applicant');
  const key = await api.ask('post', '/api/v1/api-keys', {
    token,
    body: {
      institution: laboratory.id,
      name: 'LIMS',
      scopes: ['cases:read', 'cases:write', 'documents:write'],
    },
  });
  const { id, key: text } = key.body as { id: string; key: string };
  const table = await readFile(new URL('../libs/register/samples/food.csv', import.meta.url));
  const imported = await api
    .prepare('post', '/api/v1/imports', { token })
    .field('institution', laboratory.id)
    .attach('file', table, 'food.csv');
  const webhook = await api.ask('post', '/api/v1/webhooks', {
    token,
    body: { institution: laboratory.id, name: 'LIMS', url: 'https://hooks.example/' },
  });
  const { id: hook } = (webhook.body as { webhook: { id: string } }).webhook;
  // Two, so that their list has pages.
  await api.ask('post', `/api/v1/webhooks/${hook}/test`, { token });
  const trial = await api.ask('post', `/api/v1/webhooks/${hook}/test`, { token });
  const whole: Side = {
    ...{ ...side, tenant, laboratory, authority: authority.id, apiKey: { id, text } },
    ...{ scope: (imported.body as { id: string }).id, certificate: '', cases: new Map() },
    ...{ webhook: hook, delivery: (trial.body as { id: string }).id },
    session: await sessionOf(api, side.subjects.applicant),
    message: '',
  };
  await extendDecisions({ ...api.office, tenant }, true);
  await walkThem(api, whole);
  const { intake, administrator } = whole.people;
  for (const person of [intake, administrator]) await messageTo(api, whole, person);
  whole.message = await messageTo(api, whole, administrator);
  return whole;
}

async function peopleOf(
  api: TestApi,
  tenant: number,
  index: 0 | 1,
): Promise<Pick<Side, 'subjects' | 'people' | 'as'>> {
  const known = Object.entries(seeded).map(([part, subjects]) => {
    const subject = subjects[index];
    return [part, subject, demonstrationPeople.find((one) => one.subject === subject)!.id] as const;
  });
  const fresh = await inTransaction(api.office.service, tenant, async (tx) => {
    const made: (readonly [string, string, string])[] = [];
    for (const [part, role] of Object.entries(added)) {
      const subject = `${part}-${tenant}`;
      const person = await createPerson(tx, { name: '示例' });
      await openAccount(tx, { issuer, subject, person });
      if (role !== null) await grant(tx, person, role);
      made.push([part, subject, person]);
    }
    return made;
  });
  const all = [...known, ...fresh];
  const of = (at: 1 | 2) => Object.fromEntries(all.map((one) => [one[0], one[at]])) as Record<Part, string>;
  const people = of(2);
  return {
    subjects: of(1),
    people,
    as: (part) => ({
      ...{ tenant, person: people[part], method: 'test', acr: 'mfa' },
      authTime: Math.floor(Date.now() / 1000),
    }),
  };
}

/** A message to a person, not read yet, whose mail was refused: so that it can be read and sent again. */
async function messageTo(api: TestApi, { tenant, cases }: Side, person: string): Promise<string> {
  const [message] = await inTransaction(api.office.service, tenant, (tx) =>
    tx.query<{ id: string }>(
      `with made as (
         insert into messages (tenant, id, person_id, case_id, leaf, kind, language, subject, body, made_at)
         select $1, gen_random_uuid(), $2, $3, count(*), 'changed', 'en', 'a', 'b', office_now() from messages returning id)
       insert into mail_deliveries (tenant, message_id, person_id) select $1, id, $2 from made returning message_id as id`,
      [tenant, person, cases.get('roleGrant/grantProposed')!.id],
    ),
  );
  await inTransaction(api.office.service, tenant, (tx) =>
    tx.query(`update mail_deliveries set state = 'failed' where tenant = $1 and message_id = $2`, [
      tenant,
      message!.id,
    ]),
  );
  return message!.id;
}

/** A session that nobody uses, by the id under which its owner sees it. */
async function sessionOf(api: TestApi, subject: string): Promise<string> {
  await openSession(api.office.service, { issuer, subject, method: 'pwd' }, { secure: false });
  const [session] = await withoutTenant(api.office.service, (tx) =>
    tx.query<{ id: string }>('select id from sessions where issuer = $1 and subject = $2', [issuer, subject]),
  );
  return session!.id;
}

/** A token as fresh and strong as a decision needs it. */
export const tokenOf = (api: TestApi, { subjects }: Pick<Side, 'subjects'>, part: Part): Promise<string> =>
  api.tokenOf(subjects[part], { acr: 'mfa', auth_time: Math.floor(Date.now() / 1000) });

/** One step on the way: who, which, and what they bring. */
type Way = [Part, string, ((standing: Standing) => unknown)?];

async function walkThem(api: TestApi, side: Side): Promise<void> {
  const { office } = api;
  const { people, laboratory, scope } = side;
  const here = { ...office, tenant: side.tenant, as: (part: string) => side.as(part as Part) };

  /** Opens a case, walks it along a way and leaves it there. */
  const stand = async (at: string, by: Part, way: Way[] = []): Promise<Standing> => {
    const process = at.split('/')[0]!;
    const ofTheLaboratory = process === 'qualification' || process === 'invitation';
    const { answer } = await office.casework.open(
      side.as(by),
      {
        process,
        institution: ofTheLaboratory ? laboratory.id : undefined,
        evidence: process === 'qualification' ? { kind: 'first' } : undefined,
      },
      randomUUID(),
    );
    const standing: Standing = { id: answer.case, number: null, revision: 1, document: '' };
    if (process === 'qualification' || process === 'representation') {
      const token = await tokenOf(api, side, by);
      const sent = api.prepare('post', `/api/v1/cases/${standing.id}/documents`, { token });
      const handedIn = await sent.attach('file', Buffer.from(`手册 ${standing.id}`), 'a.txt');
      standing.document = (handedIn.body as { id: string }).id;
    }
    const walk = new Walk(here, standing.id);
    for (const [part, step, brings] of way) {
      const { number, revision, seq } = await walk.take(part, step, brings?.(standing));
      Object.assign(standing, { number, revision, ...(part === 'decisionMaker' && { decided: seq }) });
      if (step === 'submit' && side.tenant !== office.tenant) await putAndTake(standing.id);
    }
    side.cases.set(at, standing);
    return standing;
  };
  /** Two events that move nothing, so that no event has the number that its like has on the other side. */
  const putAndTake = async (id: string): Promise<void> => {
    const desk = { case: id, duty: 'intake', to: people.intake };
    await office.casework.assign(side.as('intake'), desk, randomUUID());
    await office.casework.release(side.as('intake'), desk, randomUUID());
  };
  const draw = async (standing: Standing): Promise<void> => {
    const { body } = await api.ask('post', `/api/v1/cases/${standing.id}/draws`, {
      token: await tokenOf(api, side, 'coordinator'),
      body: { size: 2 },
    });
    const { seq, draw: drawn } = body as { seq: number; draw: { leader: string; members: string[] } };
    standing.draw = { seq, leader: drawn.leader, members: drawn.members };
  };

  const submit: Way = ['applicant', 'submit', ({ document }) => bring.applicationForm(scope, document)];
  const accepted: Way[] = [submit, ['intake', 'accept', () => bring.acceptance]];
  const team = (): object => bring.team(people.leader, people.assessor);
  const teamed: Way[] = [...accepted, ['coordinator', 'appointTeam', team]];
  const reviewed: Way[] = [...teamed, ['leader', 'reviewMaterials', () => bring.goOn]];
  const onSite: Way[] = [...reviewed, ['coordinator', 'sendVisitNotice', () => bring.visit(today, today)]];
  const concluded = (conclusion: string, found = {}): Way[] => [
    ...onSite,
    ['leader', 'conclude', () => bring.report(visit, conclusion, found)],
  ];
  const rectifying = concluded('basicallyConforming', { basically: [10] });
  const granted: Way[] = [...concluded('conforming'), ['decisionMaker', 'grant', () => bring.wholeGrant]];
  const q = (state: string) => `qualification/${state}`;
  await stand(q('drafting'), 'applicant');
  await stand(q('received'), 'applicant', [submit]);
  const claimed = await stand(q('received/DELETE assignments'), 'applicant', [submit]);
  await stand(q('awaitingSupplement'), 'applicant', [
    submit,
    ['intake', 'requestSupplement', () => bring.supplementNotice],
  ]);
  await draw(await stand(q('formingTheTeam'), 'applicant', accepted));
  await stand(q('formingTheTeam/POST draws'), 'applicant', accepted);
  await stand(q('materialReview'), 'applicant', teamed);
  await stand(q('awaitingMaterials'), 'applicant', [
    ...teamed,
    ['leader', 'reviewMaterials', () => bring.hold],
  ]);
  await stand(q('arrangingTheVisit'), 'applicant', reviewed);
  await stand(q('onSiteAssessment'), 'applicant', onSite);
  await stand(q('rectifying'), 'applicant', rectifying);
  await stand(q('verifying'), 'applicant', [
    ...rectifying,
    ['applicant', 'submitRectification', ({ document }) => bring.rectification(1, document)],
  ]);
  await stand(q('awaitingDecision'), 'applicant', concluded('conforming'));
  await stand(q('awaitingDecision/refuse'), 'applicant', concluded('nonconforming', { not: [10] }));
  await stand(q('awaitingCertificate'), 'applicant', granted);
  const issued: Way[] = [...granted, ['clerk', 'issueCertificate', () => bring.certificateIssue]];
  await api.ask('put', `/api/v1/cases/${side.cases.get(q('drafting'))!.id}/drafts/submit`, {
    token: await tokenOf(api, side, 'applicant'),
    body: { fieldCode: '13' },
  });
  const certified = await stand(q('certified'), 'applicant', issued);
  await stand(q('certified/again'), 'applicant', issued);
  const { facts } = await office.views.lookUp(side.as('auditor'), certified.id);
  side.certificate = facts['certificateNumber'] as string;
  await office.casework.assign(
    side.as('intake'),
    { case: claimed.id, duty: 'intake', to: people.intake },
    randomUUID(),
  );

  await standElsewhere(office, side, today);

  const proposed: Way = ['administrator', 'proposeGrant', () => roleGrant(people.invitee, 'auditor')];
  const withdrawing: Way = [
    'administrator',
    'proposeWithdrawal',
    () => roleGrant(people.supervisor2, 'supervisor'),
  ];
  await stand('roleGrant/drafting', 'administrator');
  await stand('roleGrant/grantProposed', 'administrator', [proposed]);
  await stand('roleGrant/withdrawalProposed', 'administrator', [withdrawing]);
  const claim: Way = ['claimant', 'submit', (standing) => claimOf(side, standing)];
  const corrected: Way = ['intake', 'requestCorrection', () => ({ points: ['未盖章。'] })];
  await stand('representation/drafting', 'claimant');
  await stand('representation/submitted', 'claimant', [claim]);
  await stand('representation/awaitingCorrection', 'claimant', [claim, corrected]);
  const invited = (part: Part): Way => ['applicant', 'invite', () => ({ person: people[part] })];
  await stand('invitation/drafting', 'applicant');
  await stand('invitation/invited', 'applicant', [invited('invitee')]);
  const away = { from: '2025-10-09', to: '2025-10-17' };
  const entered = () => ({ absent: people.intake, cover: people.colleague, away });
  await stand('absence/drafting', 'intake');
  await stand('absence/entered', 'intake', [['intake', 'enter', entered]]);
  // Of the authority itself, so that it keeps nobody from the laboratory's cases.
  const declared: Way = ['colleague', 'declare', () => ({ institution: side.authority, ground: 'advice' })];
  const lifting: Way = ['supervisor', 'proposeLifting', () => reason];
  await stand('interest/drafting', 'colleague');
  await stand('interest/declared', 'colleague', [declared]);
  await stand('interest/liftingProposed', 'colleague', [declared, lifting]);
  const kept = (part: Part): Way => ['administrator', 'suspend', () => ({ person: people[part], ...reason })];
  await stand('suspension/drafting', 'administrator');
  for (const part of ['outcast2', 'outcast3'] as const)
    await stand('suspension/suspended', 'administrator', [kept(part)]);
  await stand('suspension/suspensionProposed', 'administrator', [
    ['administrator', 'proposeSuspension', () => ({ person: people.administrator3, ...reason })],
  ]);
  await stand('suspension/reinstatementProposed', 'administrator', [
    ['administrator', 'proposeReinstatement', () => ({ person: people.outcast3, ...reason })],
  ]);
  await stand('calendarChange/drafting', 'administrator');
  await stand('calendarChange/proposed', 'administrator', [
    ['administrator', 'propose', () => ({ change: yearAhead(2037) })],
  ]);
  await stand('profileChange/drafting', 'administrator');
  await stand('profileChange/proposed', 'administrator', [
    ['administrator', 'propose', () => ({ change: lane })],
  ]);
  await stand('invitation/inForce', 'applicant', [
    invited('invitee2'),
    ['invitee2', 'accept', () => ({ accepted: true })],
  ]);
  await stand('representation/inForce', 'claimant2', [
    ['claimant2', 'submit', (standing) => claimOf(side, standing)],
    ['intake', 'confirm', () => confirmationOf(side)],
  ]);
}

const entryOf = ({ laboratory: { creditCode, name, legalForm, address } }: Side) => ({
  ...{ creditCode, name, legalForm, address },
});
export const claimOf = (side: Side, { document }: Standing) => ({
  ...entryOf(side),
  capacity: 'agent',
  documents: [{ kind: 'letterOfAuthorisation', document }],
  declaration: true,
});
export const confirmationOf = (side: Side) => ({
  institution: entryOf(side),
  checked: { identity: true, authorisation: true },
});

const reasoned = {
  ...{ reasons: '理由。', publicInterest: 'notHarmed' },
  remediesTold: { administrativeReview: true, lawsuit: true },
};

const lane = { what: 'shipped', profile: 'liangjiang-expedite', from: '2040-01-02', until: null };
const laneDigest = digestOfProfileChange(
  profiles.find(({ id }) => id === lane.profile)!,
  lane.from,
);

/** What people bring to steps, by the name of the evidence or of the step, with ids of their own side. */
export const broughtBy: Record<string, (side: Side, standing: Standing) => object> = {
  applicationForm: ({ scope }, { document }) => bring.applicationForm(scope, document),
  commitmentApplication: ({ scope }, { document }) => ({
    ...{ ...bring.applicationForm(scope, document), ...bring.commitment },
  }),
  changeDeclaration: ({ certificate, scope }, { document }) => ({
    ...{ ...bring.change(certificate, ['standards'], document), scopeTable: scope },
  }),
  cancellationRequest: ({ certificate }) => bring.cancellation(certificate),
  supplyGaps: (_, { document }) => bring.supplement(document),
  supplement: ({ scope }, { document }) => ({ ...bring.supplement(document), scopeTable: scope }),
  supplementNotice: () => bring.supplementNotice,
  receiptCorrection: () => bring.receiptCorrection('2025-08-29'),
  decisionExtension: () => bring.decisionExtension(),
  teamAppointment: ({ people }, { draw }) => ({
    ...bring.team(people.leader, people.assessor),
    ...(draw && { leader: draw.leader, members: draw.members, draw: draw.seq }),
  }),
  visitNotice: () => bring.visit(today, today),
  onSiteReport: ({ scope }) => ({
    ...bring.report(visit, 'conforming'),
    exclusions: { scopeTable: scope, items: [{ site: 'A', item: '1.10' }] },
  }),
  remoteReport: ({ scope }, { document }) => ({
    ...{ ...bring.report(visit, 'conforming'), ...bring.recorded(document) },
    exclusions: { scopeTable: scope, items: [{ site: 'A', item: '1.10' }] },
  }),
  documentReport: ({ scope }) => ({
    ...bring.documentReport('conforming'),
    exclusions: { scopeTable: scope, items: [{ site: 'A', item: '1.10' }] },
  }),
  bodyStatement: (_, { document }) => ({ statement: '设备已送检。', documents: [document] }),
  commitmentReport: () => bring.commitmentReport(visit, 'true'),
  commitmentItemAnnulment: () => ({
    ...{ extent: 'items', items: [{ site: 'A', item: '1.1' }], ...reasoned },
  }),
  rectificationReport: (_, { document }) => bring.rectification(1, document),
  verificationOpinion: () => bring.verification(1),
  roleGrantProposal: ({ people }) => roleGrant(people.invitee, 'auditor'),
  roleWithdrawalProposal: ({ people }) => roleGrant(people.supervisor2, 'supervisor'),
  roleGrantConfirmation: ({ people }) => roleConfirmation(people.invitee, 'auditor'),
  roleWithdrawalConfirmation: ({ people }) =>
    roleConfirmation(people.supervisor2, 'supervisor', { evenSo: true }),
  representationClaim: claimOf,
  representationConfirmation: confirmationOf,
  invitation: ({ people }) => ({ person: people.colleague }),
  absenceEntry: ({ people }) => ({
    ...{ absent: people.intake, cover: people.colleague, away: { from: '2025-11-03', to: '2025-11-07' } },
  }),
  suspensionOrder: ({ people }) => ({ person: people.outcast, ...reason }),
  suspensionProposal: ({ people }) => ({ person: people.administrator4, ...reason }),
  suspensionConfirmation: ({ people }) => ({ person: people.administrator3, checked: true }),
  reinstatementProposal: ({ people }) => ({ person: people.outcast2, ...reason }),
  reinstatementConfirmation: ({ people }) => ({ person: people.outcast3, checked: true }),
  calendarChangeProposal: () => ({ change: yearAhead(2038) }),
  calendarChangeConfirmation: () => ({
    ...{ digest: sha256(canonicalText(yearAhead(2037))).toString('hex'), checked: true },
  }),
  profileChangeProposal: () => ({ change: lane }),
  profileChangeConfirmation: () => ({ digest: laneDigest, checked: true }),
  interestDeclaration: ({ authority }) => ({ institution: authority, ground: 'advice' }),
};
