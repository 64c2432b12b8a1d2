import { describe, expect, it } from '@jest/globals';
import { stepsFrom } from '#process';
import { findProcess } from '../editions.js';
import {
  acceptance,
  answers,
  banned,
  correctedTable,
  doNotGoOn,
  eras,
  foodTable,
  form,
  goOn,
  hold,
  issue,
  laboratory,
  leader,
  assessor,
  leavingOut,
  nonAcceptance,
  orders,
  part,
  rectified,
  refusal,
  report,
  Story,
  supplementNotice,
  team,
  untilState,
  verified,
  visit,
  whole,
  withdrawal,
} from './story.fixture.js';

describe('the general procedure for a first application', () => {
  it('leads a food laboratory through a supplement and a rectification to its certificate', () => {
    const story = new Story('2025-09-01');
    expect(story.remembers.institution).toBe(laboratory);

    const submitted = story.takes(
      'submit',
      form({ scopeTable: foodTable, fieldCode: '12', departmentCode: '14' }),
    );
    expect(orders(submitted)).toEqual(['start intake 2025-09-01']);
    expect(story.remembers).toMatchObject({
      caseNumber: 'CMA-22-2025-000001-5',
      fieldApplied: '12',
      fieldCode: '00',
      scope: { rows: 12, food: true },
    });

    const asked = story.on('2025-09-04').takes('requestSupplement', supplementNotice(2));
    expect([story.state, ...orders(asked)]).toEqual(['awaitingSupplement', 'suspend intake 2025-09-04']);
    const supplied = story.on('2025-09-10').takes('supplement', answers([1, 2]));
    expect([story.state, ...orders(supplied)]).toEqual(['received', 'interrupt intake 2025-09-10']);

    const accepted = story.on('2025-09-12').takes('accept', acceptance);
    expect(orders(accepted)).toEqual(['stop intake 2025-09-12', 'start assessment 2025-09-12']);
    const appointed = story.on('2025-09-15').takes('appointTeam', team());
    expect(orders(appointed)).toEqual(['start materialReview 2025-09-15']);
    expect(story.remembers.team).toEqual({ leader, members: [leader, assessor] });

    story.on('2025-09-18').takes('reviewMaterials', goOn);
    story.on('2025-09-19').takes('sendVisitNotice', visit('2025-09-25', '2025-09-26'));
    const concluded = story.on('2025-09-26').takes(
      'conclude',
      report('basicallyConforming', {
        basically: [42],
        not: [12],
        visited: visit('2025-09-25', '2025-09-26').visit,
      }),
    );
    expect([story.state, ...orders(concluded)]).toEqual([
      'rectifying',
      'suspend assessment 2025-09-26',
      'start rectification 2025-09-26',
    ]);
    expect(concluded.clocks.find(({ clock }) => clock === 'rectification')?.lapsesInto).toBe(
      'lapseIntoNonconformity',
    );
    expect(story.remembers).toMatchObject({
      findings: { conforming: 48, basicallyConforming: [42], nonconforming: [12] },
      nonconformities: 2,
      openNonconformities: 2,
    });

    const answered = story.on('2025-10-20').takes('submitRectification', rectified([1, 2]));
    expect(orders(answered)).toEqual([
      'resume assessment 2025-10-20',
      'stop rectification 2025-10-20',
      'start verification 2025-10-20',
    ]);
    const verification = story.on('2025-10-24').takes('verify', verified({ 1: true, 2: true }));
    expect(orders(verification)).toEqual([
      'stop assessment 2025-10-24',
      'stop verification 2025-10-24',
      'start decision 2025-10-24',
    ]);
    expect(story.remembers).toMatchObject({ conclusion: 'conforming', openNonconformities: 0 });

    const granted = story.on('2025-10-30').takes('grant', whole);
    expect(orders(granted)).toEqual(['stop decision 2025-10-30', 'start certificate 2025-10-30']);
    const issued = story.on('2025-11-03').takes('issueCertificate', issue);
    expect(issued).toMatchObject({ final: true, state: 'certified' });
    expect(issued.effects.map((effect) => effect.do)).toEqual(['issueCertificate', 'openCase']);
    expect(story.remembers).toMatchObject({
      decision: 'whole',
      certificateNumber: '252213050001',
      issuedOn: '2025-11-03',
      excluded: { count: 0 },
    });
  });

  it('keeps the field that was applied for where the scope holds no food, and follows a corrected table', () => {
    const story = new Story();
    story.takes('submit', form({ scopeTable: foodTable }));
    expect(story.remembers).toMatchObject({ fieldApplied: '13', fieldCode: '00' });
    story.takes('requestSupplement', supplementNotice(1));
    story.takes('supplement', answers([1], { scopeTable: correctedTable }));
    expect(story.remembers).toMatchObject({ fieldCode: '13', scope: { rows: 11, food: false } });
  });

  it('takes the silence of the authority for acceptance, as of the day of receipt', () => {
    const story = new Story('2025-09-01');
    const submitted = story.takes('submit', form());
    expect(submitted.clocks).toMatchObject([
      {
        clock: 'intake',
        lapsesInto: 'lapseIntoAcceptance',
        rule: { limit: { unit: 'workingDays', length: 5 } },
      },
    ]);
    const lapsed = story.on('2025-09-09').takes('lapseIntoAcceptance');
    expect([story.state, ...orders(lapsed)]).toEqual([
      'formingTheTeam',
      'expire intake 2025-09-09',
      'start assessment 2025-09-01',
    ]);
    expect(lapsed.rule).toMatchObject({
      by: ['clock'],
      under: { instrument: 'licensing-law', article: '32.1.4' },
    });
    expect(story.remembers).toMatchObject({ acceptedOn: '2025-09-01', acceptedBySilence: true });
  });

  it('does not ask for a supplement twice, and gives the second receipt five days of its own', () => {
    const story = untilState('awaitingSupplement').on('2025-10-13');
    story.takes('supplement', answers([1]));
    expect(story.remembers.receivedOn).toBe('2025-10-13');
    expect(story.isRefused('requestSupplement', supplementNotice())).toEqual(['aSupplementMayBeRequested']);
    story.takes('lapseIntoAcceptance');
    expect(story.remembers.acceptedOn).toBe('2025-10-13');
  });

  it.each(['noPermitNeeded', 'falseMaterial', 'underABan'])(
    'ends at the counter where the ground is %s',
    (ground) => {
      const story = untilState('received').where(ground === 'underABan' ? banned : {});
      const effects = ground === 'falseMaterial' ? [{ do: 'enterBan' }] : [];
      expect(story.takes('refuseToAccept', nonAcceptance(ground))).toMatchObject({
        ...{ state: 'notAccepted', final: true, effects },
      });
      expect(story.remembers.nonAcceptanceGround).toBe(ground);
    },
  );

  it('names the right authority to whom the wrong one was asked, and cannot leave it out', () => {
    const ground = { ...nonAcceptance('wrongAuthority'), rightAuthority: '国家市场监督管理总局' };
    expect(untilState('received').takes('refuseToAccept', ground).state).toBe('notAccepted');
    expect(() => untilState('received').tries('refuseToAccept', nonAcceptance('wrongAuthority'))).toThrow(
      'rightAuthority',
    );
  });

  it('suspends the assessment while the applicant supplies materials, and reviews them for five days again', () => {
    const story = untilState('materialReview').on('2025-09-10');
    expect(orders(story.takes('reviewMaterials', hold(2)))).toEqual([
      'suspend assessment 2025-09-10',
      'stop materialReview 2025-09-10',
    ]);
    expect(orders(story.on('2025-09-22').takes('supplyMaterials', answers([1, 2])))).toEqual([
      'resume assessment 2025-09-22',
      'start materialReview 2025-09-22',
    ]);
    expect(story.remembers).toMatchObject({ materialHolds: 1, unanswered: 0, receivedOn: '2025-09-01' });
  });

  it('ends the assessment without a visit where the file shows no capability; then only a refusal is left', () => {
    const story = untilState('materialReview').on('2025-09-10');
    expect(orders(story.takes('reviewMaterials', doNotGoOn))).toEqual([
      'stop assessment 2025-09-10',
      'stop materialReview 2025-09-10',
      'start decision 2025-09-10',
    ]);
    expect(story.isRefused('grant', whole)).toEqual(['theWholeScopeWasFoundConforming']);
    expect(story.takes('refuse', refusal()).state).toBe('refused');
  });

  it('lets a starred item decide alone: the conclusion is nonconforming, a grant is refused, a refusal is not', () => {
    const story = untilState('onSiteAssessment').on('2025-09-16');
    const starred = { not: [21] };
    expect(story.isRefused('conclude', report('basicallyConforming', starred))).toContain(
      'theReportBearsOutBasicConformity',
    );
    expect(story.isRefused('conclude', report('conforming', starred))).toContain(
      'theReportBearsOutConformity',
    );
    story.takes('conclude', report('nonconforming', starred));
    expect(story.state).toBe('awaitingDecision');
    expect(story.isRefused('grant', whole)).toEqual(['theWholeScopeWasFoundConforming']);
    expect(story.isRefused('grantInPart', part(['1.10']))).toEqual(['aPartWasFoundConforming']);
    const refused = story.on('2025-09-19').takes('refuse', refusal());
    expect(refused).toMatchObject({
      final: true,
      rule: { under: { instrument: 'licensing-law', article: '38' } },
    });
    expect(story.remembers).toMatchObject({ decision: 'refused', refusedOn: '2025-09-19' });
  });

  it('says before anybody writes a decision which one cannot be', () => {
    const story = untilState('onSiteAssessment').on('2025-09-16');
    story.takes('conclude', report('nonconforming', { not: [12] }));
    const steps = stepsFrom(story.process, story.file, { today: '2025-09-16', evidence: {}, world: {} });
    expect(steps.find(({ name }) => name === 'grant')).toMatchObject({
      open: false,
      reasons: [{ guard: 'theWholeScopeWasFoundConforming' }],
    });
    expect(steps.find(({ name }) => name === 'refuse')).toMatchObject({ open: true });
  });

  it('turns an overdue rectification into the conclusion nonconforming', () => {
    const story = untilState('rectifying').on('2025-11-05');
    expect(orders(story.takes('lapseIntoNonconformity'))).toEqual([
      'stop assessment 2025-11-05',
      'expire rectification 2025-11-05',
      'start decision 2025-11-05',
    ]);
    expect(story.remembers).toMatchObject({ conclusion: 'nonconforming', rectificationOverdue: true });
    expect(story.isRefused('grant', whole)).toEqual(['theWholeScopeWasFoundConforming']);
  });

  it('concludes nonconforming where a nonconformity stays open', () => {
    const story = untilState('verifying').on('2025-10-15');
    story.takes('verify', verified({ 1: true, 2: false }));
    expect(story.state).toBe('awaitingDecision');
    expect(story.remembers).toMatchObject({ conclusion: 'nonconforming', openNonconformities: 1 });
    story.takes('refuse', refusal());
  });

  it('grants in part, without the items that the team and the authority left out', () => {
    const story = untilState('onSiteAssessment').on('2025-09-16');
    story.takes('conclude', report('conforming', { exclusions: leavingOut(['1.10']) }));
    expect(story.remembers.proposedExclusions).toMatchObject({ count: 1, items: ['A/1.10'] });
    expect(story.isRefused('grant', whole)).toEqual(['theWholeScopeWasFoundConforming']);
    story.on('2025-09-19').takes('grantInPart', part(['1.10', '1.2']));
    expect(story.remembers).toMatchObject({
      decision: 'part',
      grantedOn: '2025-09-19',
      excluded: { count: 2, items: ['A/1.10', 'A/1.2'] },
    });
    expect(story.takes('issueCertificate', issue).state).toBe('certified');
  });

  it('can be taken back by the applicant in every state before the decision, and in none after it', () => {
    const before = [
      ...['received', 'awaitingSupplement', 'formingTheTeam', 'materialReview', 'awaitingMaterials'],
      ...['arrangingTheVisit', 'onSiteAssessment', 'rectifying', 'verifying', 'awaitingDecision'],
    ];
    for (const state of before) {
      const withdrawn = untilState(state).takes('withdraw', withdrawal);
      expect(withdrawn).toMatchObject({ from: state, state: 'withdrawn', final: true });
      expect(withdrawn.clocks.every(({ order }) => order === 'stop')).toBe(true);
    }
    expect(untilState('awaitingCertificate').isRefused('withdraw', withdrawal)).toEqual(['notPossibleNow']);
    for (const { edition } of eras) {
      const resting = findProcess('qualification', edition)!.states.filter(
        ({ final, routes }) => !final && routes.length === 0,
      );
      const without = resting.filter(({ steps }) => !steps.some(({ name }) => name.startsWith('withdraw')));
      expect(without.map(({ name }) => name)).toEqual(['drafting', 'awaitingCertificate']);
    }
  });

  it('lets a draft be thrown away as long as nothing was received; it never had a number', () => {
    const story = new Story();
    expect(story.takes('discard')).toMatchObject({ state: 'discarded', final: true, clocks: [] });
    expect(story.remembers.caseNumber).toBeNull();
    expect(untilState('received').isRefused('discard')).toEqual(['notPossibleNow']);
  });
});
