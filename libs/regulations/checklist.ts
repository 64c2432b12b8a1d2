/**
 * The 50 numbered items of the assessment checklist (criteria, annex 4) by clause. Starred clauses decide alone:
 * one of their items nonconforming makes the whole assessment nonconforming. We hold numbers, clauses and topics;
 * the official texts are loadable data, absent here, and are never made up. Clause 2.13 (special requirements of a
 * field) has no numbered items.
 */
import type { Words } from '#process';

export interface ChecklistItem {
  /** 1–50. */
  item: number;
  clause: string;
  starred: boolean;
  /** Topic of the clause, in our words; several items share one. */
  topic: Words;
  /** The official text: full text is loadable data, absent here. */
  text: string | null;
}

interface Clause {
  clause: string;
  starred: boolean;
  first: number;
  last: number;
  topic: Words;
}

const clause = (name: string, [first, last]: [number, number], chinese: string, english: string): Clause => ({
  clause: name.replace('*', ''),
  starred: name.endsWith('*'),
  first,
  last,
  topic: { 'zh-CN': chinese, en: english },
});

/** Clauses with numbered items, in order; topics are ours, their Chinese is a translation of them. */
export const clauses: readonly Clause[] = [
  clause(
    '2.8.1*',
    [1, 4],
    '法律地位；经营范围不含影响公正性的生产销售；名称地址相符；最高管理者授权',
    'legal status; no production or sales that hurt impartiality; names and addresses match; top manager authorised',
  ),
  clause('2.8.2', [5, 5], '公开自我承诺', 'public self-commitment'),
  clause('2.8.3', [6, 6], '独立性', 'independence'),
  clause('2.8.4', [7, 7], '保密', 'confidentiality'),
  clause('2.9.1*', [8, 8], '人员劳动或聘用合同', 'employment contracts'),
  clause(
    '2.9.2',
    [9, 13],
    '人员能力；技术负责人同等能力',
    'staff competence; equal ability of the technical lead',
  ),
  clause('2.9.3', [14, 15], '授权签字人', 'authorised signatories'),
  clause(
    '2.10.1*',
    [16, 17],
    '场所与申请一致；租期不少于一年',
    'premises as in the application; lease of a year or more',
  ),
  clause('2.10.2', [18, 20], '环境条件与安全', 'environment and safety'),
  clause(
    '2.11.1*',
    [21, 22],
    '设备设施；租期不少于一年；同一设备不得共用',
    'equipment; lease of a year or more; no sharing of the same unit',
  ),
  clause('2.11.2', [23, 24], '检定校准与计量确认', 'calibration and metrological confirmation'),
  clause('2.11.3', [25, 25], '标准物质', 'reference materials'),
  clause('2.12.1', [26, 29], '管理体系', 'management system'),
  clause('2.12.2', [30, 31], '合同评审', 'contracts'),
  clause('2.12.3', [32, 32], '采购', 'purchases'),
  clause(
    '2.12.4*',
    [33, 35],
    '方法：标准方法验证、非标准方法确认',
    'methods: standard ones verified, non-standard ones validated',
  ),
  clause('2.12.5', [36, 37], '测量不确定度', 'measurement uncertainty'),
  clause('2.12.6', [38, 41], '检验检测报告', 'reports'),
  clause('2.12.7', [42, 43], '记录，保存不少于六年', 'records, kept for six years or more'),
  clause('2.12.8', [44, 47], '信息系统与数据', 'information systems'),
  clause('2.12.9', [48, 50], '质量控制', 'quality control'),
];

export const checklist: readonly ChecklistItem[] = clauses.flatMap(
  ({ clause: name, starred, first, last, topic }) =>
    Array.from({ length: last - first + 1 }, (_, offset) => ({
      item: first + offset,
      clause: name,
      starred,
      topic,
      text: null,
    })),
);

/** Numbers of the items that decide alone. */
export const starredItems: ReadonlySet<number> = new Set(
  checklist.filter(({ starred }) => starred).map(({ item }) => item),
);
