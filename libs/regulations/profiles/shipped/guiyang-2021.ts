import { words } from '../../office/memory.js';
import type { Profile } from '../profile.js';

/** Guiyang High-tech Zone, July 2021. */
export const guiyang2021: Profile = {
  id: 'guiyang-2021',
  title: words('贵阳高新区压缩审批时限（2021年）', 'Shorter approval in Guiyang High-tech Zone (2021)'),
  zone: words('贵阳国家高新技术产业开发区', 'Guiyang National High-tech Zone'),
  authority: words('贵州省市场监督管理局', 'Guizhou Administration for Market Regulation'),
  sources: [
    {
      title: words('贵阳高新区资质认定提速的报道', 'Report on faster approval in Guiyang High-tech Zone'),
      on: '2021-07-01',
      citation:
        'Public report of July 2021 (its day is not known): approval 20 to 5 working days, expert step 45 to 30, more items at once.',
      tag: 'reported',
    },
  ],
  from: '2021-07-01',
  until: null,
  editions: ['2015-08-01', '2021-06-01', '2023-12-01'],
  lanes: [
    {
      name: 'high-tech-zone',
      words: words('高新区通道', 'high-tech zone lane'),
      tag: 'reported',
      remark: words(
        '“更多即办事项”未见列明，未予设定。',
        'Which items are handled at once was not named in what we have read: none is set.',
      ),
      applies: { kinds: null, routes: ['general'], changes: null, fields: null },
      order: null,
      until: null,
      targets: { assessment: 30, decision: 5 },
      modes: [],
      tolerates: [],
      declarations: [],
      owes: null,
    },
  ],
  settings: {},
};
