import { words } from '../../office/memory.js';
import type { Profile } from '../profile.js';

/** Zhejiang, from 8 October 2017: seven matters on a declaration, at once where they took 15 working days. */
export const zhejiang2017: Profile = {
  id: 'zhejiang-2017',
  title: words('浙江省自我声明事项（2017年）', 'Matters by declaration in Zhejiang (2017)'),
  zone: words('浙江省', 'Zhejiang'),
  authority: words('浙江省质量技术监督局', 'Zhejiang Bureau of Quality and Technical Supervision'),
  sources: [
    {
      title: words('浙江七类事项实行自我声明的报道', 'Report on seven matters by declaration in Zhejiang'),
      on: '2017-10-08',
      citation:
        'Public report: seven matters by self-declaration, 15 working days to at once; the declaration is published.',
      tag: 'reported',
    },
  ],
  from: '2017-10-08',
  until: null,
  editions: ['2015-08-01'],
  lanes: [
    {
      name: 'declared-changes',
      words: words('变更自我声明', 'changes by declaration'),
      tag: 'reported',
      remark: words(
        '标准变更、授权签字人、地址名称、人员、法人性质变更及取消项目，凭公开的声明当场办结；后续抽查及其期限为本系统设定。',
        'Changes of standards, signatories, name and address, people and legal nature, and items cancelled, at once on a published declaration. The later check and its period are ours.',
      ),
      applies: {
        kinds: ['change'],
        routes: null,
        changes: [
          ...(['name', 'address', 'legalNature', 'legalRepresentative', 'topManager'] as const),
          ...(['technicalManager', 'signatory', 'cancelItems', 'standards'] as const),
        ],
        fields: null,
      },
      order: null,
      until: null,
      targets: { intake: 1, decision: 1 },
      modes: [],
      tolerates: [],
      declarations: [
        ...(['name', 'address', 'legalNature', 'legalRepresentative', 'topManager'] as const),
        ...(['technicalManager', 'signatory', 'cancelItems', 'standards'] as const),
      ],
      owes: { followUp: 'verification', within: { unit: 'months', length: 3 } },
    },
    {
      name: 'declared-renewals',
      words: words('部分领域延续自我声明', 'renewals by declaration in some fields'),
      tag: 'reported',
      remark: words(
        '“部分领域”未见列明，故领域清单为空，暂不适用于任何申请。',
        'In some fields, which were not named in what we have read: the list is empty, and no application takes this lane yet.',
      ),
      applies: { kinds: ['renewal'], routes: null, changes: null, fields: [] },
      order: null,
      until: null,
      targets: { intake: 1, decision: 1 },
      modes: [],
      tolerates: [],
      declarations: ['renewal'],
      owes: { followUp: 'verification', within: { unit: 'months', length: 3 } },
    },
  ],
  settings: {},
};
