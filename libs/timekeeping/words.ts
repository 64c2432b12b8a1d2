/** A prediction, its basis and how good earlier ones were, as an applicant reads it. Pure. */
import type { Words } from '#process';
import { parties } from '#regulations';
import type { Holder } from './attribution.js';
import { Tally } from './tally.js';
import { fewest, promised, type Calibration, type Forecast, type Until } from './forecast.js';

export const holderWords = (holder: Holder): Words =>
  holder === 'nobody' ? { 'zh-CN': '无人（有效期间）', en: 'nobody (in force)' } : parties[holder].words;

const percent = (share: number): string => `${Math.round(share * 100)}%`;

/** From how many cases, of which time, at what workload, and which part of them took how long. */
export function basisOf(
  { cases, since, to, workload, byField, low, half, high }: Forecast,
  { until, spent, holder }: { until: Until; spent: number; holder: Holder },
): Words {
  const who = holderWords(holder);
  const field = byField ? { zh: '、同一领域', en: ' in the same field' } : { zh: '', en: '' };
  const stayed =
    spent > 0
      ? {
          zh: `、在此状态至少停留${spent}个工作日`,
          en: `, which were in this state for at least ${spent} working ${spent === 1 ? 'day' : 'days'}`,
        }
      : { zh: '', en: '' };
  const range =
    workload && (workload.from === workload.to ? `${workload.from}` : `${workload.from}–${workload.to}`);
  const load = workload
    ? {
        zh: `当时另有${range}件等待${who['zh-CN']}办理，与现在的工作量相当`,
        en: `when ${range} other cases awaited ${who.en}, as many as now`,
      }
    : {
        zh: `不分工作量（与现在工作量相当的办件不足${fewest}件）`,
        en: `at any workload (fewer than ${fewest} were at that of now)`,
      };
  const ended =
    since === to ? { zh: since, en: `in ${since}` } : { zh: `${since}至${to}`, en: `from ${since} to ${to}` };
  const what =
    until === 'case' ? { zh: '办结', en: 'had ended' } : { zh: '离开此状态', en: 'had left this state' };
  return {
    'zh-CN': `依据：本机关${ended.zh}办结的${cases}件同类办件${field.zh}${stayed.zh}，${load.zh}。此后十分之一在${low}个工作日内${what.zh}，一半在${half}个工作日内，十分之九在${high}个工作日内。`,
    en: `Basis: ${cases} comparable cases of this office${field.en} that ended ${ended.en}${stayed.en}, ${load.en}. From there on one in ten ${what.en} within ${low} working ${low === 1 ? 'day' : 'days'}, half within ${half}, nine in ten within ${high}.`,
  };
}

/** Why there is no number; of fewer than five cases not even how many they are. */
export function tooFewWords(there: number): Words {
  const few = there < Tally.fewest;
  return {
    'zh-CN': `可比办件太少（${few ? `不足${Tally.fewest}` : there}件，至少需要${fewest}件），因此不给出预计日期。`,
    en: `There are too few comparable cases to foretell a day: ${few ? 'fewer than five' : there}, and at least ${fewest} are needed.`,
  };
}

const verdictWords: Record<NonNullable<Calibration['verdict']>, Words> = {
  asPromised: { 'zh-CN': '与应有比例相符', en: 'as promised' },
  tooSure: { 'zh-CN': '少于应有比例，请留有余地', en: 'fewer than promised: do not rely on it' },
  tooCautious: { 'zh-CN': '多于应有比例，区间偏宽', en: 'more than promised: they are wider than need be' },
};

/** How often earlier intervals held, against what was promised. */
export function calibrationWords({ known, held, share, verdict }: Calibration): Words {
  if (share === null || verdict === null)
    return {
      'zh-CN': `以往预计中已知结果的不足${fewest}次，还不能说明准确程度。`,
      en: `Of fewer than ${fewest} earlier predictions is it known whether they held: too few to say how good they are.`,
    };
  const [told, wanted] = [percent(share), percent(promised)];
  const said = verdictWords[verdict];
  return {
    'zh-CN': `最近在进入此状态时作出的${known}次预计中，${held}次落在区间内（${told}；应为${wanted}）：${said['zh-CN']}。`,
    en: `Of the latest ${known} predictions, made on entering this state, ${held} held (${told}; ${wanted} is promised): ${said.en}.`,
  };
}
