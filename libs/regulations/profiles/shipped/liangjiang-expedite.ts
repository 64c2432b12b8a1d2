import { words } from '../../office/memory.js';
import type { Profile } from '../profile.js';

/**
 * The expedite of Liangjiang New Area. What was reported names faster approval, and no limit, step or amount; the numbers
 * are ours, each below the limit of every edition, and an authority sets its own.
 */
export const liangjiangExpedite: Profile = {
  id: 'liangjiang-expedite',
  title: words('两江新区检验检测提速方案', 'Expedite of Liangjiang New Area'),
  zone: words('重庆两江新区直管区', 'Liangjiang New Area, Chongqing, directly administered area'),
  authority: words('重庆市市场监督管理局', 'Chongqing Administration for Market Regulation'),
  sources: [
    {
      title: words(
        '两江新区检验检测产业发展规划的报道',
        'Report on the plan for the testing sector of Liangjiang New Area',
      ),
      on: '2018-05-22',
      citation:
        'Public report: help with faster business registration and CMA approval; no limits, steps or amounts.',
      tag: 'reported',
    },
  ],
  from: '2018-05-22',
  until: null,
  editions: ['2015-08-01', '2021-06-01', '2023-12-01'],
  lanes: [
    {
      name: 'expedite',
      words: words('提速通道', 'expedite lane'),
      tag: 'invented',
      remark: words(
        '各期限未见公布，为本系统设定，均短于各版法定期限，由机关自行调整。',
        'Its targets were not found anywhere: they are configuration, below the limits of every edition, for the authority to set.',
      ),
      applies: {
        kinds: ['first', 'extension', 'renewal', 'change'],
        routes: ['general'],
        changes: null,
        fields: null,
      },
      order: null,
      until: null,
      targets: { intake: 3, assessment: 25, decision: 7, certificate: 5 },
      modes: [],
      tolerates: [],
      declarations: [],
      owes: null,
    },
  ],
  settings: {},
};
