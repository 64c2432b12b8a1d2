import { z } from 'zod';
import { misused } from '../failure.js';
import { paint, print, say, table } from '../text.js';
import { inLanguage, words } from './answers.js';
import type { Language } from './language.js';
import { openSession, printJson, type ClientOptions } from './session.js';

export interface TimesOptions extends ClientOptions {
  from?: string;
  to?: string;
  by: string;
  predictions?: boolean;
}

const told = {
  cases: z.int().nullable(),
  median: z.int().nullable(),
  ninthDecile: z.int().nullable(),
};
const figures = z.looseObject({
  ...told,
  working: z.number().nullable(),
  waiting: z.number().nullable(),
  withheld: z.boolean(),
  groups: z.array(z.looseObject({ words, ...told, onTime: z.number().nullish() })),
});
type Told = Pick<z.infer<typeof figures>, 'cases' | 'median' | 'ninthDecile'>;
const calibration = { known: z.int().nullable(), held: z.int().nullable(), share: z.number().nullable() };
const predictionFigures = z.looseObject({
  promised: z.number(),
  groups: z.array(z.looseObject({ ...calibration, words, until: z.string() })),
});

/** `greenlane times`: how long the cases of a process took that ended in some days; or how often predictions held. */
export async function times(process: string | undefined, options: TimesOptions): Promise<void> {
  const { lang: language, json, from, to, by } = options;
  const says = phrases[language];
  const asked =
    process === undefined || from === undefined || to === undefined ? null : { process, from, to, by };
  if (asked === null && !options.predictions) throw misused(says.incomplete);
  const { api } = await openSession(options);
  if (asked === null || options.predictions) {
    const found = await api.get('/api/v1/figures/predictions', predictionFigures);
    if (json) return printJson(found);
    const rows = found.groups.map(({ words: state, until, known, held, share }) => [
      inLanguage(state, language),
      until === 'case' ? says.case : says.state,
      known === null ? says.fewKnown : `${held}/${known}`,
      percent(share),
    ]);
    if (rows.length === 0) return say(says.noPredictions);
    for (const line of table([says.predictionHead(percent(found.promised)), ...rows])) print(line);
    return;
  }
  const query = new URLSearchParams(asked);
  const found = await api.get(`/api/v1/figures/time?${query.toString()}`, figures);
  if (json) return printJson(found);
  const timed = found.groups.some(({ onTime }) => onTime !== undefined);
  const rows = found.groups.map((group) => [
    inLanguage(group.words, language),
    ...cells(group),
    ...(timed ? [percent(group.onTime ?? null)] : []),
  ]);
  const head = [...says.head, ...(timed ? [says.onTime] : [])];
  for (const line of table([head, ...rows, [says.all, ...cells(found)]])) print(line);
  if (found.working !== null && found.waiting !== null)
    print(paint.dim(says.split(percent(found.working), percent(found.waiting))));
  if (found.cases === null) say(says.tooFew);
  else if (found.withheld) say(says.withheld);
}

const cells = ({ cases, median, ninthDecile }: Told): string[] =>
  [cases, median, ninthDecile].map((value) => (value === null ? '–' : String(value)));
const percent = (share: number | null): string => (share === null ? '–' : `${Math.round(share * 100)}%`);

const phrases: Record<Language, Phrases> = {
  en: {
    head: ['', 'cases', 'median', 'nine in ten'],
    onTime: 'on time',
    all: 'all (working days)',
    split: (working, waiting) =>
      `Days in which the office or its assessors were to act: ${working}; in which they waited: ${waiting}.`,
    tooFew: 'Fewer than five cases ended in those days, so nothing is told of them.',
    incomplete: 'Say which process, and of which days: --from and --to, as YYYY-MM-DD; or --predictions.',
    case: 'end of the case',
    state: 'end of the state',
    predictionHead: (promised) => ['on entering', 'foretold', 'held', `share (${promised} promised)`],
    fewKnown: 'fewer than 20 known',
    withheld: 'There are others of fewer than five cases; they are not named.',
    noPredictions: 'Nothing has been foretold yet.',
  },
  'zh-CN': {
    head: ['', '件数', '中位数', '九成以内'],
    onTime: '按期率',
    all: '合计（工作日）',
    split: (working, waiting) => `应由本机关或评审人员办理的天数：${working}；等待他方的天数：${waiting}。`,
    tooFew: '期间内办结不足五件，不予统计。',
    incomplete: '请给出程序名称和起止日期：--from 和 --to（YYYY-MM-DD）；或 --predictions。',
    case: '办结',
    state: '离开该状态',
    predictionHead: (promised) => ['进入状态时', '预计', '落在区间内', `比例（应为 ${promised}）`],
    fewKnown: '已知不足20次',
    withheld: '另有不足五件的分组，不予列示。',
    noPredictions: '尚未作出过预计。',
  },
};
interface Phrases {
  head: string[];
  onTime: string;
  all: string;
  split: (working: string, waiting: string) => string;
  tooFew: string;
  incomplete: string;
  case: string;
  state: string;
  predictionHead: (promised: string) => string[];
  fewKnown: string;
  withheld: string;
  noPredictions: string;
}
