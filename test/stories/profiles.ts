/** The profiles of the stories: those that come with a release, and one that an office writes for an emergency of its own. */
import { profiles, type Profile } from '#regulations';

export function profileNamed(named: string | Profile): Profile {
  if (typeof named !== 'string') return named;
  const profile = profiles.find(({ id }) => id === named);
  if (profile === undefined) throw new Error(`no profile "${named}" comes with the release`);
  return profile;
}

const words = (chinese: string, english: string) => ({ 'zh-CN': chinese, en: english });

/** An invented flood, and the order of an invented office. */
export const flood2025: Profile = {
  ...{ id: 'flood-2025', title: words('2025年抗洪应急通道（虚构）', 'Flood lane of 2025 (invented)') },
  ...{
    zone: words('重庆市', 'Chongqing'),
    authority: words('重庆市市场监督管理局', 'Chongqing Administration'),
  },
  sources: [
    {
      title: words('抗洪应急令（虚构）', 'Order for the flood (invented)'),
      ...{ on: '2025-09-01', citation: 'Invented for the stories.', tag: 'invented' },
    },
  ],
  ...{ from: '2025-09-01', until: '2025-10-31', editions: ['2023-12-01'], settings: {} },
  lanes: [
    {
      ...{ name: 'flood-water', words: words('水质应急扩项', 'extensions for water'), tag: 'invented' },
      applies: { kinds: ['extension'], routes: null, changes: null, fields: ['13'] },
      ...{ order: { number: '渝汛〔2025〕1号', on: '2025-09-01' }, until: '2025-10-31' },
      targets: { assessment: 5, decision: 2 },
      ...{ modes: [{ mode: 'remote', ground: 'forceMajeure' }], tolerates: [], declarations: [] },
      owes: { followUp: 'verification', within: { unit: 'months', length: 1 } },
    },
  ],
};
