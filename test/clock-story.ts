import { connect, withoutTenant } from '#database';
import * as bring from './evidence.js';
import { submittedCase, type TestOffice, type Walk } from './office.js';

/** Whether the office extends its decisions, as its owner sets it. */
export async function extendDecisions({ urls, tenant }: TestOffice, allowed: boolean): Promise<void> {
  const owner = await connect(urls.ownerUrl, { poolSize: 1 });
  try {
    await withoutTenant(owner, (tx) =>
      tx.query('update jurisdictions set extensions_allowed = $2 where tenant = $1', [tenant, allowed]),
    );
  } finally {
    await owner.close();
  }
}

const visit = { from: '2025-09-25', to: '2025-09-26' };

/**
 * One case whose clocks are suspended, begun anew, extended, resumed, met and run out. Office time must not be past
 * 1 September 2025 and is moved to 31 October; in the end the certificate is issued.
 */
export async function storyOfClocks(office: TestOffice): Promise<string> {
  await extendDecisions(office, true);
  const walk = await submittedCase(office);
  const { casework, tenant } = office;
  const on = async (day: string, ...step: Parameters<Walk['take']>): Promise<void> => {
    await office.moveTo(`${day}T02:00:00Z`);
    await walk.take(...step);
  };
  const team = bring.team(office.as('leader-1').person, office.as('assessor-1').person);
  await on('2025-09-03', 'intake-1', 'requestSupplement', bring.supplementNotice);
  await on('2025-09-08', 'applicant-food', 'supplement', bring.supplement(walk.document));
  await office.moveTo('2025-09-16T02:00:00Z');
  walk.revision = (await casework.lapse(tenant, walk.id)).revision;
  await on('2025-09-17', 'coordinator', 'appointTeam', team);
  await on('2025-09-18', 'leader-1', 'reviewMaterials', bring.hold);
  await on('2025-09-22', 'applicant-food', 'supplyMaterials', bring.supplement(walk.document));
  await on('2025-09-23', 'leader-1', 'reviewMaterials', bring.goOn);
  await on('2025-09-24', 'coordinator', 'sendVisitNotice', bring.visit(visit.from, visit.to));
  await on('2025-09-26', 'leader-1', 'conclude', bring.report(visit, 'conforming'));
  await on('2025-10-14', 'head-of-authority', 'extendDecision', bring.decisionExtension(10));
  await on('2025-10-30', 'decision-maker', 'grant', bring.wholeGrant);
  await on('2025-10-31', 'certificate-clerk', 'issueCertificate', bring.certificateIssue);
  return walk.id;
}
