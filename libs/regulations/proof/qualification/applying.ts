/** What is applied for, and how it is handed in: every kind and route, each sound once in every way that matters, and unsound. */
import type { Facts, Sample, StepSamples } from '#process';
import { nothingExcluded } from '../../evidence/facts.js';
import { sample } from '../sample.js';
import { daysFrom, monthsFrom, type Tried } from './days.js';
import { lanesOf } from './lanes.js';

const opened = (chinese: string, english: string, kind: string, more: Facts = {}): Sample =>
  sample(
    chinese,
    english,
    { kind, route: 'general', changes: [], ...more },
    { institution: 'institution-1' },
  );
const byCommitment = { route: 'commitment' };

/** What there is to apply for. A route that the edition does not have may be asked for as well, and leads nowhere. */
export const openings: readonly Sample[] = [
  opened('首次', 'first application', 'first'),
  opened('首次，告知承诺', 'first application by commitment', 'first', byCommitment),
  opened('扩项', 'extension', 'extension'),
  opened('扩项，告知承诺', 'extension by commitment', 'extension', byCommitment),
  opened('延续', 'renewal', 'renewal'),
  opened('延续，告知承诺', 'renewal by commitment', 'renewal', byCommitment),
  opened('场所变更', 'move of the premises', 'change', { changes: ['premises'] }),
  opened('场所变更，告知承诺', 'move by commitment', 'change', { changes: ['premises'], ...byCommitment }),
  opened('最高管理者变更', 'change of the top manager', 'change', { changes: ['topManager'] }),
  opened('名称和最高管理者变更', 'change of name and top manager', 'change', {
    changes: ['name', 'topManager'],
  }),
  opened('授权签字人变更', 'change of a signatory', 'change', { changes: ['signatory'] }),
  opened('取消能力', 'items given up', 'change', { changes: ['cancelItems'] }),
  opened('注销', 'cancellation', 'cancellation'),
];

export const scope = {
  ...{ table: 'table-1', digest: 'digest-1', rows: 12, food: false, medical: false },
  ...{ specialFood: false, mandatoryStandards: false },
};
export const leftOut = { count: 1, digest: 'digest-4', items: ['A/1.1'], inTheScope: true, remaining: 11 };

/** How each kind of application may be handed in, in an edition. */
export function applyingIn(tried: Tried): Record<string, StepSamples> {
  const { today } = tried;
  const lanes = lanesOf(tried);
  const held = {
    ...{ case: 'certificate-case-1', number: '152213050001', issuedOn: daysFrom(today, -2000) },
    ...{ validUntil: monthsFrom(today, 3), fieldCode: '13', departmentCode: '05', scopeDigest: 'digest-0' },
    ...{ state: 'valid', ofTheInstitution: true, inForce: true },
  };
  const record = { banned: null, commitmentClosed: [] };
  const form = {
    ...{ fieldCode: '13', departmentCode: '05', scope, sites: 1, substantiveChange: false },
    ...{ managementSystemSince: monthsFrom(today, -3), certificate: null, record, lane: lanes.none },
    ...{ documents: { count: 1, digest: 'digest-2' }, documentKinds: ['qualityManual'] },
  };
  const brought =
    (base: Facts) =>
    (chinese: string, english: string, change: Facts = {}) =>
      sample(chinese, english, { ...base, ...change }, { caseNumber: 'case-1' });
  const first = brought(form);
  const later = brought({ ...form, certificate: held });
  const declared = (...changes: string[]) =>
    brought({
      ...{ certificate: held, declared: changes, expertReview: false, cancels: nothingExcluded },
      ...{ scope: null, documents: form.documents, record, lane: lanes.none },
    });

  const notFirst = [
    later('证书属他人', 'naming the certificate of another', {
      certificate: { ...held, ofTheInstitution: false },
    }),
    later('证书已失效', 'naming a certificate no longer in force', {
      certificate: { ...held, state: 'expired', inForce: false },
    }),
    later('未注明证书', 'naming no certificate', { certificate: null }),
  ];
  const excluded = (as: typeof first) => [
    as('含医疗器械', 'with medical devices', { scope: { ...scope, medical: true } }),
    as('含特殊食品', 'with special food', { scope: { ...scope, food: true, specialFood: true } }),
    as('不再适用告知承诺', 'when the route is closed altogether', {
      record: { banned: null, commitmentClosed: 'all' },
    }),
    as('该事项不再适用告知承诺', 'when the route is closed for the matter', {
      record: {
        banned: null,
        commitmentClosed: ['first', 'extension', 'renewal', 'change'],
      },
    }),
  ];
  const forms: Record<string, readonly Sample[]> = {
    'first general': [
      first('非食品', 'without food'),
      first('含食品', 'with food', { scope: { ...scope, food: true } }),
      first('快办', 'on the expedited lane', { lane: lanes.expedited }),
      first('能力表为空', 'with an empty scope', { scope: { ...scope, rows: 0 } }),
      first('体系运行差一日满三个月', 'a day short of three months', {
        managementSystemSince: daysFrom(monthsFrom(today, -3), 1),
      }),
      later('注明证书', 'naming a certificate'),
    ],
    'first commitment': [
      first('告知承诺', 'with a commitment'),
      first('告知承诺，快办', 'with a commitment, expedited', { lane: lanes.expedited }),
      first('能力表为空', 'with an empty scope', { scope: { ...scope, rows: 0 } }),
      first('体系运行差一日满三个月', 'a day short of three months', {
        managementSystemSince: daysFrom(monthsFrom(today, -3), 1),
      }),
      ...excluded(first),
    ],
    'extension general': [
      later('扩项', 'of more items'),
      later('应急扩项', 'in an emergency', { lane: lanes.emergency }),
      later('应急期限已过', 'after an emergency', { lane: lanes.ended }),
      ...notFirst,
    ],
    'extension commitment': [later('告知承诺', 'with a commitment'), ...notFirst, ...excluded(later)],
    'renewal general': [
      later('满三个月前提出', 'three months before the end'),
      later('所持证书没有案件', 'of a certificate without a case', { certificate: { ...held, case: null } }),
      later('有实质变化', 'with a substantive change', { substantiveChange: true }),
      later('应急，有实质变化', 'in an emergency, with a substantive change', {
        ...{ substantiveChange: true, lane: lanes.emergency },
      }),
      later('逾期', 'a day too late', {
        certificate: { ...held, validUntil: daysFrom(held.validUntil, -1) },
      }),
      later('逾期，本区按延续办理', 'too late, where such are taken as renewals', {
        certificate: { ...held, validUntil: daysFrom(held.validUntil, -1) },
        ...{ substantiveChange: true, lane: lanes.declaring },
      }),
      later('凭声明', 'by declaration', { lane: lanes.declaring }),
      ...notFirst,
    ],
    'renewal commitment': [later('告知承诺', 'with a commitment'), ...notFirst, ...excluded(later)],
    'change general': [later('搬迁', 'of a move'), ...notFirst],
    'change commitment': [later('搬迁，告知承诺', 'of a move, with a commitment'), ...excluded(later)],
  };
  const manager = declared('topManager');
  const both = declared('name', 'topManager');
  const signatory = declared('signatory');
  const items = declared('cancelItems');
  const declarations: Record<string, readonly Sample[]> = {
    topManager: [
      manager('如所申请', 'as was asked for'),
      manager('所持证书没有案件', 'of a certificate without a case', {
        certificate: { ...held, case: null },
      }),
      manager('与所申请不符', 'other than was asked for', { declared: ['name'] }),
      manager('另列取消项目', 'naming items besides', { cancels: leftOut }),
      manager('证书已失效', 'naming a certificate no longer in force', {
        certificate: { ...held, inForce: false },
      }),
      manager('证书属他人', 'naming the certificate of another', {
        certificate: { ...held, ofTheInstitution: false },
      }),
    ],
    'name,topManager': [
      both('如所申请', 'as was asked for'),
      both('只报一项', 'one of two', { declared: ['name'] }),
    ],
    signatory: [
      signatory('自我声明', 'by declaration'),
      signatory('专家审查', 'put before experts', { expertReview: true, scope }),
    ],
    cancelItems: [
      items('列明项目', 'naming the items', { cancels: leftOut, scope: { ...scope, rows: 11 } }),
      items('未列项目', 'naming none', { scope }),
    ],
  };
  const cancellation = brought({ certificate: held, record, lane: lanes.none });
  const cancellations = [
    cancellation('本机构的', 'of its own'),
    cancellation('所持证书没有案件', 'of a certificate without a case', {
      certificate: { ...held, case: null },
    }),
    cancellation('他人的', 'of another', { certificate: { ...held, ofTheInstitution: false } }),
    cancellation('已失效的', 'of one no longer in force', { certificate: { ...held, inForce: false } }),
  ];
  const withTheForm: StepSamples = ({ kind, route }) =>
    forms[`${kind as string} ${route as string}`] ?? forms['first general']!.slice(0, 1);
  return {
    submit: withTheForm,
    commit: withTheForm,
    declareChange: ({ changes }) =>
      declarations[(changes as string[]).join()] ?? declarations['topManager']!.slice(0, 1),
    giveUp: cancellations,
  };
}
