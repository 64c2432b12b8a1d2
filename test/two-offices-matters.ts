/**
 * Where applications of other kinds stand on either side, and what they have led to: walked as the matrix walks them, so that
 * nobody has to say twice how a case comes there.
 */
import type { Caller } from '#casework';
import { inTransaction } from '#database';
import { runOut, walkCases, type Walked } from './campaigns/matrix-cases.js';
import { kindFor } from './campaigns/matrix-routes.js';
import { importWithoutMandatory, putLaneInForce, withCertificates } from './campaigns/matrix-things.js';
import type { Cast } from './campaigns/matrix-ways.js';
import type { TestOffice } from './office.js';

/** Who takes the steps of a role. */
const partOf = {
  applicant: 'applicant',
  intakeOfficer: 'intake',
  assessmentCoordinator: 'coordinator',
  teamLeader: 'leader',
  assessor: 'assessor',
  decisionMaker: 'decisionMaker',
  certificateClerk: 'clerk',
  headOfAuthority: 'head',
  hearingHost: 'host',
  supervisor: 'supervisor',
  administrator: 'administrator',
} as const;

/** States, and steps for which a case of another kind has to stand there. */
const places = {
  qualification: [
    ...['drafting/commit', 'drafting/declareChange', 'drafting/giveUp', 'received/acceptWithGaps'],
    ...['received/fileChange', 'received/allowFurtherSupplement', 'received/withdrawCommitment'],
    ...['decidingOnTheSpot', 'decidingOnTheSpot/supplyGaps', 'formingTheTeam/listForEmergency'],
    ...['documentAssessment', 'remoteAssessment', 'terminationProposed', 'awaitingDecision/approveChange'],
    ...['awaitingDecision/approveCancellation', 'hearingOffered', 'hearingAskedFor', 'hearingAnnounced'],
    'awaitingCertificate/amendCertificate',
  ],
  certificate: ['valid', 'expired'],
  commitmentVerification: [
    ...['prompt.formingTheTeam', 'prompt.formingTheTeam/endAsNothingIsLeft', 'prompt.onSite', 'rectifying'],
    ...['verifying', 'awaitingDecision', 'awaitingDecision/annulTheCertificate'],
    'awaitingDecision/annulTheItems',
  ],
  emergencyListing: ['listed.toBeChecked', 'listed.inDoubt'],
};

type Taker = (typeof partOf)[keyof typeof partOf];

/** What is there on a side before. */
interface Furnished {
  tenant: number;
  people: Record<Taker | 'administrator2', string>;
  laboratory: { id: string };
  scope: string;
  certificate: string;
  cases: Map<string, { id: string; number: string | null; revision: number; document: string }>;
  as(part: 'applicant'): Caller;
}

export async function standElsewhere(office: TestOffice, side: Furnished, today: string): Promise<void> {
  const cast: Cast = {
    of: (role, second = false) =>
      side.people[second ? 'administrator2' : (partOf as Record<string, Taker>)[role]!],
    callerOf: (person) => ({ ...side.as('applicant'), person }),
  };
  const { tenant, laboratory, scope, certificate } = side;
  const { casework, texts, scopes } = office;
  const rows: Walked['office']['rows'] = (sql, values = []) =>
    inTransaction(office.service, tenant, (tx) => tx.query(sql, values));
  const environment = await importWithoutMandatory({ scopes }, cast, laboratory.id);
  await putLaneInForce({ casework, texts }, cast);
  const at: Walked = {
    ...{ office: { casework, texts, tenant, rows, moveTo: (at) => office.moveTo(at) }, cast },
    things: { food: scope, environment, held: certificate, doomed: '', today },
  };
  at.things = { ...(await withCertificates(at, laboratory.id)), held: certificate };
  const wanted = Object.entries(places).flatMap(([process, all]) =>
    all.map((place) => {
      const [state = '', step = ''] = place.split('/');
      return {
        ...{ key: `${process}/${place}`, process, state, kind: kindFor(process, state, step) },
        ...{ institution: laboratory.id, named: {}, members: [], desk: null },
      };
    }),
  );
  const standing = await walkCases(at, wanted);
  const numbers = await rows<{ id: string; number: string | null }>(
    'select id, number from cases where tenant = $1 and id = any($2::uuid[])',
    [tenant, standing.map(({ id }) => id)],
  );
  for (const { key, id, revision, document } of standing) {
    const number = numbers.find((one) => one.id === id)!.number;
    side.cases.set(key, { id, number, revision, document });
  }
  // Its day is days away, and the office's time does not move here: only what has to wait for it can be refused for that.
  const announced = side.cases.get('qualification/hearingAnnounced')!;
  announced.revision = await runOut(at.office, announced, 'hearingNotice');
  side.cases.set('qualification/hearingDue', announced);
  side.cases.delete('qualification/hearingAnnounced');
}
