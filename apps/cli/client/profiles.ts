import { z } from 'zod';
import { Failure } from '../failure.js';
import { columns, paint, print, table, wrap } from '../text.js';
import { inLanguage, words } from './answers.js';
import type { Language } from './language.js';
import { openSession, printJson, type ClientOptions } from './session.js';

const value = z.union([z.number(), z.boolean(), z.string(), z.null()]);
const lane = z.looseObject({
  name: z.string(),
  words,
  tag: z.string(),
  remark: words.optional(),
  targets: z.record(z.string(), z.number().optional()),
  modes: z.array(z.looseObject({ mode: z.string(), ground: z.string() })),
  declarations: z.array(z.string()),
  tolerates: z.array(z.looseObject({ requirement: z.string(), until: z.string() })),
  order: z.looseObject({ number: z.string() }).nullable(),
  until: z.string().nullable(),
  owes: z
    .looseObject({ followUp: z.string(), within: z.looseObject({ unit: z.string(), length: z.number() }) })
    .nullable(),
});
const view = z.looseObject({
  profiles: z.array(
    z.looseObject({
      profile: z.looseObject({
        id: z.string(),
        title: words,
        zone: words,
        sources: z.array(
          z.looseObject({
            ...{ title: words, on: z.string(), tag: z.string() },
            ...{ url: z.string().optional(), citation: z.string().optional() },
          }),
        ),
        lanes: z.array(lane),
      }),
      hash: z.string(),
      inForce: z.looseObject({ from: z.string(), until: z.string().nullable(), case: z.string() }).nullable(),
    }),
  ),
  settings: z.array(
    z.looseObject({
      name: z.string(),
      words,
      value,
      setBy: z.string().nullable(),
      tag: z.string(),
      remark: words,
    }),
  ),
});
type Shown = z.infer<typeof view>['profiles'][number];

/**
 * `greenlane profiles`: the profiles in force and those that come with the release, and the settings; with an id, one of them
 * whole, with its lanes and sources.
 */
export async function profiles(id: string | undefined, options: ClientOptions): Promise<void> {
  const { api } = await openSession(options);
  const found = await api.get('/api/v1/profiles', view);
  const says = phrases[options.lang];
  const one = found.profiles.filter(({ profile }) => id === undefined || profile.id === id);
  if (one.length === 0) throw new Failure(says.unknown(id ?? ''), 3);
  if (options.json) return printJson(id === undefined ? found : { profiles: one });
  if (id !== undefined)
    return one.forEach((shown) => linesOf(shown, options.lang).forEach((line) => print(line)));
  const rows = one.map((shown) => [
    shown.profile.id,
    inLanguage(shown.profile.title, options.lang),
    standsIn(shown, options.lang),
  ]);
  for (const line of table(rows)) print(line);
  print(`\n${paint.bold(says.settings)}`);
  for (const { words: name, value: set, setBy, tag, remark } of found.settings) {
    print(`  ${inLanguage(name, options.lang)}${says.colon}${says.value(set)} ${says.setBy(setBy, tag)}`);
    print(wrap(inLanguage(remark, options.lang), columns(), '      '));
  }
}

const standsIn = ({ inForce }: Shown, language: Language): string =>
  inForce === null ? phrases[language].notInForce : phrases[language].inForce(inForce.from, inForce.until);

function linesOf(shown: Shown, language: Language): string[] {
  const says = phrases[language];
  const { profile, hash } = shown;
  return [
    paint.bold(`${profile.id}  ${inLanguage(profile.title, language)}`),
    `${inLanguage(profile.zone, language)} · ${standsIn(shown, language)}`,
    `SHA-256 ${hash}`,
    ...profile.lanes.flatMap((lane) => laneLines(lane, language)),
    '',
    paint.bold(says.sources),
    ...profile.sources.map(({ title, on, url, citation, tag }) =>
      wrap(
        `${on}  ${inLanguage(title, language)} [${tag}] ${url ?? citation ?? ''}`,
        columns(),
        '  ',
        '    ',
      ),
    ),
  ];
}

function laneLines(of: z.infer<typeof lane>, language: Language): string[] {
  const says = phrases[language];
  const targets = Object.entries(of.targets).map(([clock, length]) => says.target(clock, length ?? 0));
  const told = [
    ...(targets.length > 0 ? [targets.join(says.comma)] : []),
    ...of.modes.map(({ mode, ground }) => says.mode(mode, ground)),
    ...(of.declarations.length > 0 ? [says.declared(of.declarations.join(says.comma))] : []),
    ...of.tolerates.map(({ requirement, until }) => says.tolerates(requirement, until)),
    ...(of.order === null ? [] : [says.order(of.order.number)]),
    ...(of.until === null ? [] : [says.until(of.until)]),
    ...(of.owes === null
      ? []
      : [says.owes(of.owes.followUp, `${of.owes.within.length} ${says.unit(of.owes.within.unit)}`)]),
    ...(of.remark === undefined ? [] : [inLanguage(of.remark, language)]),
  ];
  return [
    '',
    `${paint.bold(`${of.name}  ${inLanguage(of.words, language)}`)} [${of.tag}]`,
    ...told.map((line) => wrap(line, columns(), '  ', '    ')),
  ];
}

const phrases = {
  en: {
    colon: ': ',
    comma: ', ',
    settings: 'Settings, and what each default rests on',
    sources: 'Sources',
    inForce: (from: string, until: string | null) =>
      `in force from ${from}${until === null ? '' : ` to ${until}`}`,
    notInForce: 'comes with the release, not in force here',
    unknown: (id: string) => `There is no profile ${id} here.`,
    value: (of: number | boolean | string | null) =>
      of === null ? 'none' : of === true ? 'yes' : of === false ? 'no' : String(of),
    setBy: (profile: string | null, tag: string) =>
      profile === null ? `(default, ${tag})` : `(set by ${profile})`,
    target: (clock: string, length: number) => `${clock} ${length} working ${length === 1 ? 'day' : 'days'}`,
    mode: (mode: string, ground: string) => `Allows the mode ${mode} on the ground ${ground}.`,
    declared: (what: string) => `At once on a declaration: ${what}.`,
    tolerates: (what: string, until: string) => `May be outstanding until the ${until}: ${what}.`,
    order: (number: string) => `Rests on the order ${number}.`,
    until: (day: string) => `Last day: ${day}.`,
    owes: (what: string, within: string) => `Owes afterwards: ${what}, within ${within}.`,
    unit: (unit: string) => ({ workingDays: 'working days', calendarDays: 'days' })[unit] ?? unit,
  },
  'zh-CN': {
    colon: '：',
    comma: '、',
    settings: '各项设定及其默认值的来由',
    sources: '来源',
    inForce: (from: string, until: string | null) =>
      `自${from}起生效${until === null ? '' : `，至${until}止`}`,
    notInForce: '随版本提供，本机关未启用',
    unknown: (id: string) => `没有名为 ${id} 的方案。`,
    value: (of: number | boolean | string | null) =>
      of === null ? '不设' : of === true ? '是' : of === false ? '否' : String(of),
    setBy: (profile: string | null, tag: string) =>
      profile === null ? `（默认，${tag}）` : `（由 ${profile} 设定）`,
    target: (clock: string, length: number) => `${clock} ${length}个工作日`,
    mode: (mode: string, ground: string) => `允许评审方式 ${mode}，理由 ${ground}。`,
    declared: (what: string) => `凭声明当场办结：${what}。`,
    tolerates: (what: string, until: string) => `可在 ${until} 之前补齐：${what}。`,
    order: (number: string) => `依据文件：${number}。`,
    until: (day: string) => `截止日：${day}。`,
    owes: (what: string, within: string) => `后续须办理：${what}，期限 ${within}。`,
    unit: (unit: string) => ({ workingDays: '个工作日', calendarDays: '日', months: '个月' })[unit] ?? unit,
  },
};
