/**
 * (b) An environmental laboratory under whose starred clause an item fails, so that the whole fails; and, on its
 * application, (d) two officers who take the same step at the same moment.
 */
import { demonstrationInstitutions } from '#identity';
import { remedies } from '#regulations';
import { PlayedCase, person, type Act } from './act.js';
import { acceptance, application, goOn, refusal, report, team, visit, wholeGrant } from './evidence.js';
import { twoAtOnce } from './same-moment-story.js';
import { words } from './words.js';

const visited = { from: '2025-09-22', to: '2025-09-23' };
const shared = {
  item: 21,
  verdict: 'nonconforming' as const,
  fact: '电感耦合等离子体质谱仪与另一机构共用，不具有独立支配使用权。',
};
const signatory = { name: '钱示例', field: '水和废水' };

export function environmentStory(): { acts: Act[]; played: PlayedCase } {
  const laboratory = demonstrationInstitutions[1];
  const played = new PlayedCase('b', 'applicant-environment', laboratory);
  const at = '10:00';
  const acts: Act[] = [
    {
      on: '2025-09-02',
      at,
      async play(stage) {
        const { scopeTable, document } = await played.open(
          stage,
          words(
            `{who}为${laboratory.name}开立首次资质认定申请。`,
            `{who} opens a first application for ${laboratory.name}.`,
          ),
          { file: 'environment.csv', rows: 16, food: false },
        );
        await played.takes(
          stage,
          'applicant-environment',
          'submit',
          application({
            field: '12',
            department: '05',
            scopeTable,
            document,
            address: laboratory.address,
            person: laboratory.contacts[0]!.name,
            telephone: laboratory.contacts[0]!.phone,
            sites: ['A', 'B'],
          }),
          words('{who}提交申请。', '{who} submits the application.'),
          { state: 'received', clocks: ['start intake due 2025-09-09'] },
        );
      },
    },
    {
      on: '2025-09-05',
      at,
      play: (stage) =>
        twoAtOnce(stage, played, {
          officers: ['intake-1', 'intake-2'],
          step: 'accept',
          evidence: acceptance,
          expected: { state: 'formingTheTeam', clocks: ['stop intake', 'start assessment due 2025-10-23'] },
        }),
    },
    {
      on: '2025-09-08',
      at,
      async play(stage) {
        const employed = person('assessor-employed');
        await played.isRefused(
          stage,
          'coordinator',
          'appointTeam',
          team(person('leader-2').id, employed.id),
          words(
            `{who}想让${employed.name}参加评审组，而此人正受雇于申请人。`,
            `{who} would have ${employed.name} on the team, whom the applicant employs.`,
          ),
          { status: 409, code: 'guard-refused' },
        );
        await played.takes(
          stage,
          'coordinator',
          'appointTeam',
          team(person('leader-2').id, person('assessor-2').id),
          words(
            `{who}改由组长${person('leader-2').name}与${person('assessor-2').name}组成评审组。`,
            `{who} forms the team of ${person('leader-2').name}, to lead, and ${person('assessor-2').name} instead.`,
          ),
          { state: 'materialReview', clocks: ['start materialReview due 2025-09-15'] },
        );
      },
    },
    {
      on: '2025-09-11',
      at,
      play: (stage) =>
        played.takes(
          stage,
          'leader-2',
          'reviewMaterials',
          goOn,
          words('{who}审查材料：可以进入现场评审。', '{who} has reviewed the materials: a visit may follow.'),
          { state: 'arrangingTheVisit', clocks: ['stop materialReview'] },
        ),
    },
    {
      on: '2025-09-12',
      at,
      play: (stage) =>
        played.takes(
          stage,
          'coordinator',
          'sendVisitNotice',
          visit(visited.from, visited.to),
          words('{who}通知：9月22日至23日现场评审。', '{who} announces the visit, for 22 and 23 September.'),
          { state: 'onSiteAssessment', clocks: [] },
        ),
    },
    {
      on: '2025-09-23',
      at: '17:00',
      async play(stage) {
        await played.isRefused(
          stage,
          'leader-2',
          'conclude',
          report('basicallyConforming', visited, [shared], signatory),
          words(
            '{who}发现质谱仪与另一机构共用：带星号的2.11.1条款不符合。组长想给出“基本符合”的结论。',
            '{who} finds that the mass spectrometer is shared with another body: the starred clause 2.11.1 fails. The leader would still conclude “basically conforming”.',
          ),
          { status: 409, code: 'guard-refused' },
        );
        await played.takes(
          stage,
          'leader-2',
          'conclude',
          report('nonconforming', visited, [shared], signatory),
          words(
            '{who}只能作出“不符合”的结论：带星号条款一项不符合，整体即不符合。',
            '{who} can conclude “nonconforming” alone: where a starred clause fails, the whole fails.',
          ),
          { state: 'awaitingDecision', clocks: ['stop assessment', 'start decision due 2025-10-13'] },
        );
      },
    },
    {
      on: '2025-09-29',
      at,
      async play(stage) {
        await played.isRefused(
          stage,
          'decision-maker',
          'grant',
          wholeGrant,
          words('{who}试图准予许可。', '{who} tries to grant nevertheless.'),
          { status: 409, code: 'guard-refused' },
        );
        await played.takes(
          stage,
          'decision-maker',
          'refuse',
          refusal('评审准则2.11.1条款不符合：关键设备与另一机构共用，不具备申请项目所需的设备。'),
          words(
            '{who}不予许可，书面说明理由：2.11.1条款不符合，关键设备与另一机构共用。',
            '{who} refuses, with the reason in writing: clause 2.11.1 fails, since key equipment is shared with another body.',
          ),
          { state: 'refused', clocks: ['stop decision'] },
        );
        for (const remedy of Object.values(remedies)) stage.teller.detail(remedy.words);
        const [told] = await stage.client.history(played.id, 'applicant-environment', 7);
        const { evidence } = told?.event.given as { evidence: { ground: string; remediesTold: boolean } };
        stage.expect.same('(b) ground and remedies', evidence, {
          ground: 'conditionsNotMet',
          remediesTold: true,
        });
      },
    },
  ];
  return { acts, played };
}
