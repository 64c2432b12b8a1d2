import type { Words } from '#process';
import type { RoleName } from '#regulations';
import {
  demonstrationInstitutions,
  demonstrationTenant,
  neighbouringLaboratory as neighbour,
  neighbouringTenant,
  type DemonstrationInstitution,
} from './demonstration-offices.js';

/**
 * The people of a demonstration. All of them are invented; their ids and subjects never change, so that links and
 * stories can name them.
 */
export interface DemonstrationPerson {
  tenant: number;
  id: string;
  /** Subject of the person's tokens. */
  subject: string;
  name: string;
  /** What the person is there for, in a few words. */
  words: Words;
  roles: RoleName[];
  /** Institutions for which the person acts. */
  actsFor: string[];
  capacity: 'legalRepresentative' | 'agent';
  employer: string | null;
  /** Fields of the certificate number that the person may assess. */
  fields: string[];
  /** Whether the person may lead a team in them. */
  mayLead: boolean;
}

const [food, environment, protective] = demonstrationInstitutions;

const person = (
  number: number,
  subject: string,
  name: string,
  [chinese, english]: [string, string],
  role: RoleName | null,
  rest: Partial<Pick<DemonstrationPerson, 'actsFor' | 'capacity' | 'employer' | 'fields'>> = {},
): DemonstrationPerson => ({
  // Those beyond fifty are Sichuan's.
  tenant: number > 50 ? neighbouringTenant : demonstrationTenant,
  id: `01920000-0000-7000-8000-00000000b0${String(number).padStart(2, '0')}`,
  subject,
  name,
  words: { 'zh-CN': chinese, en: english },
  roles: role === null ? [] : [role],
  actsFor: [],
  capacity: 'agent',
  employer: null,
  fields: [],
  ...rest,
  mayLead: role === 'teamLeader',
});

/** Whoever speaks for one laboratory and works there. */
const of = ({ id }: DemonstrationInstitution) => ({
  actsFor: [id],
  capacity: 'legalRepresentative' as const,
  employer: id,
});

/** One person, one duty: the separation of duties can be seen from the first case on. */
export const demonstrationPeople: readonly DemonstrationPerson[] = [
  person(
    1,
    'applicant-food',
    '何晓雯',
    ['食品实验室的申请人', 'applicant of the food laboratory'],
    'applicant',
    of(food),
  ),
  person(
    2,
    'applicant-environment',
    '秦海川',
    ['环境实验室的申请人', 'applicant of the environmental laboratory'],
    'applicant',
    of(environment),
  ),
  person(
    3,
    'applicant-protective',
    '邹立群',
    ['防护用品实验室的申请人', 'applicant of the protective-goods laboratory'],
    'applicant',
    of(protective),
  ),
  person(4, 'intake-1', '罗佳宁', ['受理人员甲', 'intake officer'], 'intakeOfficer'),
  person(5, 'intake-2', '冯思远', ['受理人员乙', 'second intake officer'], 'intakeOfficer'),
  person(6, 'coordinator', '谭明哲', ['评审组织人员', 'assessment coordinator'], 'assessmentCoordinator'),
  person(7, 'leader-1', '贺建国', ['评审组长甲', 'team leader'], 'teamLeader', {
    fields: ['00', '10', '12', '13'],
  }),
  person(8, 'leader-2', '苏映雪', ['评审组长乙', 'second team leader'], 'teamLeader', {
    fields: ['00', '10', '12', '13'],
  }),
  person(9, 'assessor-1', '陶文博', ['评审员甲', 'assessor'], 'assessor', {
    fields: ['00', '10', '12', '13'],
  }),
  person(10, 'assessor-2', '尹若兰', ['评审员乙', 'second assessor'], 'assessor', {
    fields: ['00', '12', '13'],
  }),
  person(
    11,
    'assessor-employed',
    '康志强',
    ['受雇于环境实验室的评审员', 'assessor employed by the environmental laboratory'],
    'assessor',
    { employer: environment.id, fields: ['12', '13'] },
  ),
  person(12, 'decision-maker', '方正平', ['审批人员', 'decision maker'], 'decisionMaker'),
  person(13, 'certificate-clerk', '温婉清', ['制证人员', 'certificate clerk'], 'certificateClerk'),
  person(14, 'auditor', '严守诚', ['监督人员', 'auditor'], 'auditor'),
  person(15, 'supervisor', '梁启文', ['科室负责人', 'supervisor'], 'supervisor'),
  person(16, 'administrator-1', '毛以宁', ['权限管理员甲', 'administrator of roles'], 'administrator'),
  person(17, 'administrator-2', '丁书扬', ['权限管理员乙', 'second administrator of roles'], 'administrator'),
  person(18, 'decision-maker-2', '邵景行', ['审批人员乙', 'second decision maker'], 'decisionMaker'),
  person(19, 'certificate-clerk-2', '蒋文竹', ['制证人员乙', 'second certificate clerk'], 'certificateClerk'),
  person(
    20,
    'coordinator-2',
    '柳清和',
    ['评审组织人员乙', 'second assessment coordinator'],
    'assessmentCoordinator',
  ),
  person(
    21,
    'agent',
    '万里程',
    ['食品、环境两家实验室的代理人', 'agent of the food and the environmental laboratory'],
    'applicant',
    { actsFor: [food.id, environment.id] },
  ),
  person(23, 'head-of-authority', '雷振声', ['机关负责人', 'head of the authority'], 'headOfAuthority'),
  person(22, 'newcomer', '倪初晴', ['尚无任何权限的新用户', 'newcomer who may do nothing yet'], null),
  person(
    51,
    'sichuan-applicant',
    '向云舒',
    ['四川食品实验室的申请人', 'applicant of the food laboratory in Sichuan'],
    'applicant',
    of(neighbour),
  ),
  person(52, 'sichuan-intake', '龚新月', ['四川受理人员', 'intake officer in Sichuan'], 'intakeOfficer'),
  person(
    53,
    'sichuan-coordinator',
    '卿若水',
    ['四川评审组织人员', 'assessment coordinator in Sichuan'],
    'assessmentCoordinator',
  ),
  person(54, 'sichuan-leader', '洪天宇', ['四川评审组长', 'team leader in Sichuan'], 'teamLeader', {
    fields: ['00', '13'],
  }),
  person(55, 'sichuan-assessor', '代晓峰', ['四川评审员', 'assessor in Sichuan'], 'assessor', {
    fields: ['00', '13'],
  }),
  person(
    56,
    'sichuan-decision-maker',
    '任长青',
    ['四川审批人员', 'decision maker in Sichuan'],
    'decisionMaker',
  ),
  person(
    57,
    'sichuan-certificate-clerk',
    '文秋实',
    ['四川制证人员', 'certificate clerk in Sichuan'],
    'certificateClerk',
  ),
  person(58, 'sichuan-auditor', '范明鉴', ['四川监督人员', 'auditor in Sichuan'], 'auditor'),
  person(59, 'sichuan-supervisor', '雍和平', ['四川科室负责人', 'supervisor in Sichuan'], 'supervisor'),
  person(
    60,
    'sichuan-administrator-1',
    '阮其言',
    ['四川权限管理员甲', 'administrator of roles in Sichuan'],
    'administrator',
  ),
  person(
    61,
    'sichuan-administrator-2',
    '岳知行',
    ['四川权限管理员乙', 'second administrator of roles in Sichuan'],
    'administrator',
  ),
];

/** A laboratory's own system: it signs in by itself (client credentials) and acts as the person named. */
export const demonstrationSystem = { subject: 'system-food', person: demonstrationPeople[0]!.id } as const;
