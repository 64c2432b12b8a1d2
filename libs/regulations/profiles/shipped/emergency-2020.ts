import { words } from '../../office/memory.js';
import type { Profile } from '../profile.js';

/**
 * The green channel of 2020 for goods against the epidemic: remote and written assessment in place of visits, very short
 * targets, verification later, and an end by itself. The number of the order, the list of fields and the last day were not
 * found; what stands here is ours.
 */
export const emergency2020: Profile = {
  id: 'emergency-2020',
  title: words('2020年疫情防控应急绿色通道', 'Green channel of 2020 for epidemic goods'),
  zone: words('全国', 'nationwide'),
  authority: words('市场监管部门', 'market regulation authorities'),
  sources: [
    {
      title: words('三部门支持复工复产十条措施', 'Ten measures of SAMR, NMPA and CNIPA for resuming work'),
      on: '2020-02-15',
      citation:
        'Public report: CMA online and by post; deferred review, commitment, remote monitored review, expert paper review.',
      tag: 'reported',
    },
    {
      title: words('青岛口罩检测扩项应急审批', 'Emergency approval of mask testing at Qingdao'),
      on: '2020-02-12',
      citation:
        'Public report: an extension for masks granted about 50 hours after acceptance, by remote review.',
      tag: 'reported',
    },
  ],
  from: '2020-02-15',
  until: '2020-12-31',
  editions: ['2015-08-01'],
  lanes: [
    {
      name: 'epidemic-extension',
      words: words('防疫物资扩项', 'extensions for epidemic goods'),
      tag: 'own',
      remark: words(
        '期限取青岛案例（受理至批准约五十小时）；领域清单、截止日与核查期限为本系统设定。',
        'Its targets follow the case of Qingdao (about 50 hours from acceptance to grant); fields, last day and the period of the verification are ours.',
      ),
      applies: { kinds: ['extension'], routes: null, changes: null, fields: ['03', '11', '15', '18'] },
      order: { number: '十条措施2020-02-15', on: '2020-02-15' },
      until: '2020-12-31',
      targets: { intake: 1, assessment: 2, decision: 1, certificate: 1 },
      modes: [
        { mode: 'remote', ground: 'forceMajeure' },
        { mode: 'written', ground: 'fewParameters' },
      ],
      tolerates: [{ requirement: 'calibration', until: 'decision' }],
      declarations: [],
      owes: { followUp: 'verification', within: { unit: 'months', length: 3 } },
    },
    {
      name: 'epidemic-first',
      words: words('防疫物资首次申请', 'first applications for epidemic goods'),
      tag: 'own',
      remark: words(
        '仅在不可抗力时以远程评审代替现场；期限为本系统设定。',
        'A remote assessment in place of a visit, for force majeure alone; its targets are ours.',
      ),
      applies: { kinds: ['first'], routes: ['general'], changes: null, fields: ['03', '11', '15', '18'] },
      order: { number: '十条措施2020-02-15', on: '2020-02-15' },
      until: '2020-12-31',
      targets: { intake: 1, assessment: 10, decision: 2, certificate: 1 },
      modes: [{ mode: 'remote', ground: 'forceMajeure' }],
      tolerates: [{ requirement: 'calibration', until: 'decision' }],
      declarations: [],
      owes: { followUp: 'verification', within: { unit: 'months', length: 3 } },
    },
  ],
  settings: {},
};
