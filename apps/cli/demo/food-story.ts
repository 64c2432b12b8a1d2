/**
 * (a) A food laboratory, from the opening to its certificate. The dates were counted by hand on the notice for 2025:
 * 1 to 8 October off, Sunday 28 September and Saturday 11 October worked.
 */
import { demonstrationInstitutions } from '#identity';
import { PlayedCase, person, type Act } from './act.js';
import {
  acceptance,
  application,
  goOn,
  issue,
  rectification,
  report,
  supplement,
  supplementNotice,
  team,
  verification,
  visit,
  wholeGrant,
} from './evidence.js';
import { words } from './words.js';

export const foodCertificate = '252200140001';

export function foodStory(): { acts: Act[]; played: PlayedCase } {
  const [laboratory] = demonstrationInstitutions;
  const played = new PlayedCase('a', 'applicant-food', laboratory);
  const at = '09:00';
  const acts: Act[] = [
    {
      on: '2025-09-01',
      at,
      async play(stage) {
        const { scopeTable, document } = await played.open(
          stage,
          words(
            `{who}为${laboratory.name}开立首次资质认定申请。`,
            `{who} opens a first application for qualification approval for ${laboratory.name}.`,
          ),
          { file: 'food.csv', rows: 26, food: true },
        );
        await played.takes(
          stage,
          'applicant-food',
          'submit',
          application({
            field: '13',
            department: '14',
            scopeTable,
            document,
            address: laboratory.address,
            person: laboratory.contacts[0]!.name,
            telephone: laboratory.contacts[0]!.phone,
          }),
          words(
            '{who}提交申请，领域选的是“水质”。能力表中有食品项目，因此证书领域一律为 00。',
            '{who} submits the application and names the field “water quality”; but the scope holds food, so the field of its certificate will be 00.',
          ),
          { state: 'received', clocks: ['start intake due 2025-09-08'] },
        );
        const { facts, number } = await stage.client.case(played.id, 'applicant-food');
        stage.expect.same('(a) the field of the certificate', facts['fieldCode'], '00');
        stage.expect.matches('(a) the case number', number, /^CMA-22-2025-000001-\d$/);
      },
    },
    {
      on: '2025-09-04',
      at,
      play: (stage) =>
        played.takes(
          stage,
          'intake-1',
          'requestSupplement',
          supplementNotice,
          words(
            '{who}发现缺两样材料，一次性全部告知：租赁合同缺租期一页，授权签字人表未签字。',
            '{who} finds two things missing and tells both, at once and once: a page of the lease, and a signature on the table of signatories.',
          ),
          { state: 'awaitingSupplement', clocks: ['suspend intake'] },
        ),
    },
    {
      on: '2025-09-10',
      at,
      async play(stage) {
        const lease = await played.upload(stage, '租赁合同.txt', '场所租赁合同（演示），租期五年。\n');
        await played.takes(
          stage,
          'applicant-food',
          'supplement',
          supplement(lease),
          words(
            '{who}补正了两项材料。五个工作日重新起算。',
            '{who} supplies both. The five days of the intake begin anew.',
          ),
          { state: 'received', clocks: ['interrupt intake due 2025-09-17'] },
        );
      },
    },
    {
      on: '2025-09-12',
      at,
      play: (stage) =>
        played.takes(
          stage,
          'intake-1',
          'accept',
          acceptance,
          words('{who}受理申请。技术评审期限起算。', '{who} accepts. The technical assessment begins.'),
          { state: 'formingTheTeam', clocks: ['stop intake', 'start assessment due 2025-10-30'] },
        ),
    },
    {
      on: '2025-09-15',
      at,
      play: (stage) =>
        played.takes(
          stage,
          'coordinator',
          'appointTeam',
          team(person('leader-1').id, person('assessor-1').id),
          words(
            `{who}组成两人评审组：组长${person('leader-1').name}，成员${person('assessor-1').name}。`,
            `{who} forms a team of two: ${person('leader-1').name} to lead, and ${person('assessor-1').name}.`,
          ),
          { state: 'materialReview', clocks: ['start materialReview due 2025-09-22'] },
        ),
    },
    {
      on: '2025-09-18',
      at,
      play: (stage) =>
        played.takes(
          stage,
          'leader-1',
          'reviewMaterials',
          goOn,
          words('{who}审查材料：可以进入现场评审。', '{who} has reviewed the materials: a visit may follow.'),
          { state: 'arrangingTheVisit', clocks: ['stop materialReview'] },
        ),
    },
    {
      on: '2025-09-19',
      at,
      play: (stage) =>
        played.takes(
          stage,
          'coordinator',
          'sendVisitNotice',
          visit('2025-09-25', '2025-09-26'),
          words('{who}通知：9月25日至26日现场评审。', '{who} announces the visit, for 25 and 26 September.'),
          { state: 'onSiteAssessment', clocks: [] },
        ),
    },
    {
      on: '2025-09-26',
      at: '17:00',
      play: (stage) =>
        played.takes(
          stage,
          'leader-1',
          'conclude',
          report(
            'basicallyConforming',
            { from: '2025-09-25', to: '2025-09-26' },
            [
              { item: 23, verdict: 'basicallyConforming', fact: '恒温水浴锅的校准结果未作计量确认。' },
              { item: 42, verdict: 'basicallyConforming', fact: '原始记录缺少所用设备的编号。' },
              { item: 48, verdict: 'nonconforming', fact: '本年度未制定质量控制计划。' },
            ],
            { name: '赵示例', field: '食品理化与微生物' },
          ),
          words(
            '{who}作出结论：三项不符合（计量确认、原始记录、质量控制计划），均不是带星号条款，结论为“基本符合”。',
            '{who} concludes: three nonconformities (confirmation of a calibration, records, no plan for quality control), none under a starred clause, so “basically conforming”.',
          ),
          { state: 'rectifying', clocks: ['suspend assessment', 'start rectification due 2025-11-13'] },
        ),
    },
    {
      on: '2025-10-20',
      at,
      async play(stage) {
        const records = await played.upload(
          stage,
          '整改证明.txt',
          '计量确认记录、修订后的记录格式、年度质量控制计划。\n',
        );
        await played.takes(
          stage,
          'applicant-food',
          'submitRectification',
          rectification(records, [
            ['未规定由谁确认校准结果。', '已确认并指定设备管理员负责。'],
            ['记录格式没有设备编号栏。', '已修订格式并培训人员。'],
            ['质量负责人更换时遗漏。', '已制定并实施年度计划。'],
          ]),
          words(
            '{who}提交三项整改。技术评审期限从中止处恢复计算。',
            '{who} answers all three. The clock of the assessment goes on where it had been paused.',
          ),
          {
            state: 'verifying',
            clocks: [
              'resume assessment due 2025-11-17',
              'stop rectification',
              'start verification due 2025-10-27',
            ],
          },
        );
      },
    },
    {
      on: '2025-10-24',
      at,
      play: (stage) =>
        played.takes(
          stage,
          'leader-1',
          'verify',
          verification(3),
          words(
            '{who}验收整改：三项均已关闭，结论为“符合”。',
            '{who} verifies the rectification: all three are closed, the conclusion is “conforming”.',
          ),
          {
            state: 'awaitingDecision',
            clocks: ['stop assessment', 'stop verification', 'start decision due 2025-11-07'],
          },
        ),
    },
    {
      on: '2025-10-30',
      at,
      play: (stage) =>
        played.takes(
          stage,
          'decision-maker',
          'grant',
          wholeGrant,
          words('{who}准予许可，范围为所申请的全部项目。', '{who} grants the whole of what was applied for.'),
          { state: 'awaitingCertificate', clocks: ['stop decision', 'start certificate due 2025-11-10'] },
        ),
    },
    {
      on: '2025-11-03',
      at,
      async play(stage) {
        await played.takes(
          stage,
          'certificate-clerk',
          'issueCertificate',
          issue,
          words('{who}制发证书。', '{who} issues the certificate.'),
          { state: 'certified', clocks: ['stop certificate'] },
        );
        const { client, expect, teller } = stage;
        const { facts } = await client.case(played.id, 'applicant-food');
        const number = facts['certificateNumber'] as string;
        expect.matches('(a) the certificate number', number, /^252200\d{2}0001$/);
        expect.same('(a) the certificate number', number, foodCertificate);
        const certificate = await client.get<{ issuedOn: string; validUntil: string; items: unknown[] }>(
          `/api/v1/certificates/${number}`,
        );
        expect.same(
          '(a) the certificate as anybody reads it',
          [certificate.issuedOn, certificate.validUntil, certificate.items.length],
          ['2025-11-03', '2031-11-02', 26],
        );
        const spaced = number.replace(/^(..)(..)(..)(..)(....)$/, '$1 $2 $3 $4 $5');
        teller.detail(
          words(
            `证书编号：${spaced}（2025年、重庆、食品、食品药品、第一号）；有效期至 ${certificate.validUntil}（六年减一日，不顺延），含 ${certificate.items.length} 项，任何人可凭编号查询。`,
            `Certificate number: ${spaced} (2025, Chongqing, food, food and drugs, the first); valid until ${certificate.validUntil}, six years less a day and never rolled; ${certificate.items.length} items, for anybody to read by its number.`,
          ),
        );
      },
    },
  ];
  return { acts, played };
}
