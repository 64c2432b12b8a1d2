import { words } from '../../office/memory.js';
import type { Lane, Profile } from '../profile.js';

/** The file is accepted while the applicant has its business scope amended. */
const tolerates: Lane['tolerates'] = [{ requirement: 'businessScope', until: 'decision' }];

/** Shanghai, from 3 July 2023. */
export const shanghai2023: Profile = {
  id: 'shanghai-2023',
  title: words('上海市优化资质认定（2023年）', 'Better approval in Shanghai (2023)'),
  zone: words('上海市', 'Shanghai'),
  authority: words('上海市市场监督管理局', 'Shanghai Administration for Market Regulation'),
  sources: [
    {
      title: words('上海压缩资质认定时限的报道', 'Report on shorter limits in Shanghai'),
      on: '2023-07-03',
      citation:
        'Public report: decision 10 to 5 working days, written review of standard changes 30 to 20, certificate 7 to 5; tolerant acceptance.',
      tag: 'reported',
    },
  ],
  from: '2023-07-03',
  until: null,
  editions: ['2021-06-01', '2023-12-01'],
  lanes: [
    {
      name: 'all-applications',
      words: words('压缩时限', 'shorter limits'),
      tag: 'reported',
      remark: words(
        '经营范围变更期间容缺受理；补齐的截止环节为本系统设定（决定之前）。',
        'Accepted while the business scope is amended; that it is there before the decision is ours.',
      ),
      applies: { kinds: null, routes: null, changes: null, fields: null },
      order: null,
      until: null,
      targets: { decision: 5, certificate: 5 },
      modes: [],
      tolerates,
      declarations: [],
      owes: null,
    },
    {
      name: 'standards',
      words: words('标准变更书面审查', 'written review of changed standards'),
      tag: 'reported',
      applies: { kinds: ['change'], routes: null, changes: ['standards'], fields: null },
      order: null,
      until: null,
      targets: { assessment: 20, decision: 5, certificate: 5 },
      modes: [],
      tolerates,
      declarations: [],
      owes: null,
    },
  ],
  settings: {},
};
