/**
 * A profile may only shorten: every way in which one could lengthen a limit, or loosen what the law asks for, is found
 * here, before it is loaded or proposed. The ceilings are the limits of the processes themselves.
 */
import { z } from 'zod';
import type { Day, Process, Words } from '#process';
import { words } from '../office/memory.js';
import {
  affectsConditions,
  applicationKinds,
  changeKinds,
  groundsFor,
  modeGrounds,
  type ApplicationKind,
  type ChangeKind,
} from './modes.js';
import { profileSchema, type LaneRules, type ProfileRules } from './profile.js';
import { longestLimits, type PromisedClock } from './promised-clocks.js';
import { isWithinBounds, type SettingName } from './settings.js';

export const profileFaultNames = [
  ...(['malformed', 'endsBeforeItBegins', 'clockUnknown', 'targetTooLong', 'orderWithoutEnd'] as const),
  ...(['modeNotAllowed', 'declarationOfConditions', 'followUpMissing', 'followUpTooLate'] as const),
  ...(['laneNamedTwice', 'laneOutlastsTheProfile', 'settingOutOfBounds'] as const),
] as const;
export type ProfileFaultName = (typeof profileFaultNames)[number];

/** What is wrong, where (as path into the profile), and the sentence in both languages. */
export interface ProfileFault extends Words {
  fault: ProfileFaultName;
  at: (string | number)[];
}

/** By edition of the process and clock, its statutory limit in working days. */
export type StatutoryLimits = Record<Day, Record<string, number>>;

/** The process whose limits a profile shortens. */
export const profiledProcess = 'qualification';

/** The statutory limits in working days of all editions of the process that profiles are for. */
export function statutoryLimits(
  processes: readonly Pick<Process, 'id' | 'edition' | 'clocks'>[],
): StatutoryLimits {
  return Object.fromEntries(
    processes
      .filter(({ id }) => id === profiledProcess)
      .map(({ edition, clocks }) => [
        edition,
        Object.fromEntries(
          Object.entries(clocks).flatMap(([name, { effect, limit }]) =>
            effect === 'statutory' && limit.unit === 'workingDays' ? [[name, limit.length]] : [],
          ),
        ),
      ]),
  );
}

/**
 * Everything that is wrong with a profile, in the order in which it is written; nothing where it only shortens. Also takes
 * what is no profile at all. `processes` are those whose limits hold; an edition that is not among them is met by no case,
 * and held to the longest limit that any edition gives.
 */
export function profileFaults(
  given: unknown,
  processes: readonly Pick<Process, 'id' | 'edition' | 'clocks'>[],
): ProfileFault[] {
  return faultsAgainst(given, statutoryLimits(processes));
}

/** The same, by limits that were read elsewhere. */
export function faultsAgainst(given: unknown, limits: StatutoryLimits): ProfileFault[] {
  const parsed = profileSchema.safeParse(given);
  if (!parsed.success) return parsed.error.issues.map(malformed);
  return faultsOfRules(parsed.data, limits);
}

/** The same of a profile without its words. */
export function faultsOfRules(profile: ProfileRules, limits: StatutoryLimits): ProfileFault[] {
  const faults: ProfileFault[] = [];
  const says = (fault: ProfileFaultName, at: ProfileFault['at'], sentence: Words) =>
    faults.push({ fault, at, ...sentence });
  if (profile.until !== null && profile.until < profile.from)
    says('endsBeforeItBegins', ['until'], words('结束早于开始。', 'The profile ends before it begins.'));
  const names = new Set<string>();
  profile.lanes.forEach((lane, index) => {
    const at = ['lanes', index];
    if (names.has(lane.name))
      says('laneNamedTwice', [...at, 'name'], words('两条通道同名。', `Two lanes are called ${lane.name}.`));
    names.add(lane.name);
    for (const fault of laneFaults(profile, lane, limits))
      faults.push({ ...fault, at: [...at, ...fault.at] });
  });
  for (const [name, value] of Object.entries(profile.settings)) {
    if (!isWithinBounds(name as SettingName, value ?? null))
      says(
        'settingOutOfBounds',
        ['settings', name],
        words(`设定 ${name} 超出允许范围。`, `The setting ${name} is outside its bounds.`),
      );
  }
  return faults;
}

/** How late what is owed may be due at the latest: verification as after a commitment (reference 2.2), checks in a year (own). */
const latest = { verification: 3, listing: 12 } as const;
const monthsAtLeast = { workingDays: 20, calendarDays: 30, months: 1 } as const;

function laneFaults(profile: ProfileRules, lane: LaneRules, limits: StatutoryLimits): ProfileFault[] {
  const faults: ProfileFault[] = [];
  const says = (fault: ProfileFaultName, at: ProfileFault['at'], sentence: Words) =>
    faults.push({ fault, at, ...sentence });
  const of = lane.name;

  if (lane.until !== null && lane.until < profile.from)
    says(
      'endsBeforeItBegins',
      ['until'],
      words(`通道 ${of} 结束早于开始。`, `The lane ${of} ends before it begins.`),
    );
  if (lane.until !== null && profile.until !== null && lane.until > profile.until)
    says(
      'laneOutlastsTheProfile',
      ['until'],
      words(`通道 ${of} 晚于方案结束。`, `The lane ${of} lasts longer than its profile.`),
    );
  if (lane.order !== null && lane.until === null)
    says(
      'orderWithoutEnd',
      ['until'],
      words(
        `应急通道 ${of} 没有截止日。`,
        `The lane ${of} rests on the order of an emergency and has no last day.`,
      ),
    );

  for (const [clock, length] of Object.entries(lane.targets)) {
    const none = profile.editions.find(
      (edition) => limits[edition] !== undefined && !(clock in limits[edition]),
    );
    if (none !== undefined) {
      says(
        'clockUnknown',
        ['targets', clock],
        words(
          `${none} 版没有可以承诺的期限 ${clock}。`,
          `The law of ${none} has no limit ${clock} to promise.`,
        ),
      );
      continue;
    }
    const limitIn = (edition: Day): number =>
      limits[edition]?.[clock] ?? longestLimits[clock as PromisedClock];
    const tooLong = profile.editions.find((edition) => length !== undefined && length > limitIn(edition));
    if (tooLong !== undefined)
      says(
        'targetTooLong',
        ['targets', clock],
        words(
          `通道 ${of} 承诺的 ${clock} 为 ${length} 个工作日，长于 ${tooLong} 版的法定期限 ${limitIn(tooLong)} 个工作日。`,
          `The lane ${of} promises ${clock} in ${length} working days; the law of ${tooLong} gives ${limitIn(tooLong)}.`,
        ),
      );
  }

  lane.modes.forEach(({ mode, ground }, index) => {
    if (applicationsOf(lane).every((application) => groundsFor(mode, application).includes(ground))) return;
    says(
      'modeNotAllowed',
      ['modes', index],
      words(
        `通道 ${of} 所及的申请不得以“${modeGrounds[ground]['zh-CN']}”为由采用该评审方式（${mode}）。`,
        `Not every application in the lane ${of} may be assessed in the mode ${mode} on the ground of ${modeGrounds[ground].en}.`,
      ),
    );
  });

  lane.declarations.forEach((declared, index) => {
    const assessed =
      declared === 'renewal' ? profile.editions.includes(criteriaSince) : affectsConditions(declared);
    if (assessed)
      says(
        'declarationOfConditions',
        ['declarations', index],
        words(
          `${declared} 须经评审，不得凭声明办结。`,
          `${declared} is assessed by the law; a declaration does not do.`,
        ),
      );
  });

  const relaxes = lane.order !== null || lane.modes.length > 0 || lane.declarations.length > 0;
  if (relaxes && lane.owes === null)
    says(
      'followUpMissing',
      ['owes'],
      words(`通道 ${of} 未写明后续核查。`, `The lane ${of} makes something easier and owes no follow-up.`),
    );
  if (lane.owes !== null) {
    const { followUp, within } = lane.owes;
    if (within.length > latest[followUp] * (within.unit === 'months' ? 1 : monthsAtLeast[within.unit]))
      says(
        'followUpTooLate',
        ['owes', 'within'],
        words(
          `后续核查不得晚于 ${latest[followUp]} 个月。`,
          `What is owed (${followUp}) is due within ${latest[followUp]} months at the latest.`,
        ),
      );
  }
  return faults;
}

/** The criteria of 2023, whose table says how a renewal is reviewed. */
const criteriaSince = '2023-12-01';

/** Every kind of application that a lane takes, of a change by what it changes. */
function applicationsOf({
  applies: { kinds, changes },
}: LaneRules): { kind: ApplicationKind; change?: ChangeKind }[] {
  const all = kinds ?? applicationKinds;
  const others = all.filter((kind) => kind !== 'change').map((kind) => ({ kind }));
  const changed = all.includes('change') ? (changes ?? changeKinds) : [];
  return [...others, ...changed.map((change) => ({ kind: 'change' as const, change }))];
}

const localised = { 'zh-CN': z.locales.zhCN().localeError, en: z.locales.en().localeError };

function malformed(issue: z.core.$ZodIssue): ProfileFault {
  const at = issue.path.map((part) => (typeof part === 'number' ? part : String(part)));
  const spoken = (language: keyof Words): string => {
    const said = issue.code === 'custom' ? issue.message : localised[language](issue as z.core.$ZodRawIssue);
    return `/${at.join('/')}: ${(typeof said === 'string' ? said : said?.message) ?? issue.message}`;
  };
  return { fault: 'malformed', at, 'zh-CN': spoken('zh-CN'), en: spoken('en') };
}

/** A profile that would lengthen or loosen something, or contradicts itself: with every sentence of what is wrong. */
export class UnsoundProfile extends Error {
  constructor(
    readonly profile: string,
    readonly faults: readonly ProfileFault[],
  ) {
    super(`the profile ${profile} is unsound:\n${faults.map(({ en }) => `- ${en}`).join('\n')}`);
    this.name = 'UnsoundProfile';
  }
}
