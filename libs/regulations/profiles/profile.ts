/**
 * What a profile is: how an authority, or a zone of it, holds the limits of the law sooner, in lanes, and what it has set
 * where the law leaves something open. Data alone; that it loosens nothing is `profileFaults`’ to say.
 */
import { z } from 'zod';
import { fieldCodes } from '../codes.js';
import { day, distinct, says, text } from '../evidence/fields.js';
import { digestOf } from '../evidence/rule.js';
import { applicationKinds, applicationRoutes, changeKinds, modeGrounds, relaxedModes } from './modes.js';
import { promisedClocks, type PromisedClock } from './promised-clocks.js';
import { settingsCatalogue, tags, type Setting, type SettingName, type SettingValue } from './settings.js';

/** Editions of the law that a profile may go with: the days from which they were in force (reference 0.2). */
export const lawEditions = ['2015-08-01', '2021-06-01', '2023-12-01'] as const;

/** Requirements that may be outstanding when a file is accepted; none that an assessment is about. */
export const tolerable = ['businessScope', 'calibration', 'originals'] as const;

const inBothLanguages = (max: number) => z.strictObject({ 'zh-CN': text(max), en: text(max) });
const name = () =>
  z
    .string()
    .max(40)
    .regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/);
const tag = z.enum(tags).describe('How well it is known: law, reported, practice, derived, own or invented.');

type Names<T> = [keyof T & string, ...(keyof T & string)[]];
const fieldCode = () => z.enum(Object.keys(fieldCodes) as Names<typeof fieldCodes>);
/** As an authority writes it: no sentence, for it stands in the events of cases. */
const orderNumber = () => z.string().regex(/^[\p{L}\p{N}〔〕（）()[\]./-]{1,60}$/u);
const ground = () => z.enum(Object.keys(modeGrounds) as Names<typeof modeGrounds>);

/** A list of none to `max` things of which no two are the same. */
const distinctOrNone = <T extends z.ZodType>(of: T, max: number) =>
  z
    .array(of)
    .max(max)
    .refine((list) => new Set(list.map((entry) => JSON.stringify(entry))).size === list.length, {
      error: says('有重复的内容。', 'Names something twice.'),
    });

const workingDays = () => z.int().min(1).max(400);
type Targets = Record<PromisedClock, z.ZodOptional<ReturnType<typeof workingDays>>>;

/** The form of each setting; its bounds are looked at with everything else that could loosen. */
const settingSchemas = Object.fromEntries(
  Object.entries(settingsCatalogue).map(([name, { default: byDefault, bounds }]: [string, Setting]) => {
    const form =
      bounds === null ? z.boolean() : 'oneOf' in bounds ? z.enum([...bounds.oneOf] as [string]) : z.int();
    return [
      name,
      z
        .union([form, z.null()])
        .optional()
        .describe(`By default ${String(byDefault)}.`),
    ];
  }),
) as unknown as Record<SettingName, z.ZodOptional<z.ZodType<SettingValue>>>;

const source = z
  .strictObject({
    title: inBothLanguages(200),
    on: day().describe('When it was published, or what it tells of took place.'),
    url: z
      .url({ protocol: /^https?$/ })
      .max(500)
      .optional(),
    citation: text(300).optional(),
    tag,
  })
  .refine(({ url, citation }) => url !== undefined || citation !== undefined, {
    error: says('须有网址或者出处。', 'Has an address or a citation.'),
  });

const lane = z.strictObject({
  name: name().describe('Its name within the profile; of two that promise alike the first by name is taken.'),
  words: inBothLanguages(100),
  tag,
  remark: inBothLanguages(500).optional(),
  applies: z
    .strictObject({
      kinds: distinct(z.enum(applicationKinds), 5).nullable().describe('Kinds of application; null for all.'),
      routes: distinct(z.enum(applicationRoutes), 2).nullable(),
      changes: distinct(z.enum(changeKinds), 20)
        .nullable()
        .describe('Of a change: it changes nothing else than these; null for whatever it changes.'),
      fields: z
        .array(fieldCode())
        .max(40)
        .nullable()
        .describe('The scope has rows of these fields alone; an empty list is none yet, null is any.'),
    })
    .describe('Which applications take this lane. All of it has to hold.'),
  order: z
    .strictObject({ number: orderNumber(), on: day() })
    .nullable()
    .describe('The order of an emergency on which it rests; such a lane has a last day.'),
  until: day().nullable().describe('Last day on which an application takes it.'),
  targets: z
    .strictObject(
      Object.fromEntries(promisedClocks.map((clock) => [clock, workingDays().optional()])) as Targets,
    )
    .describe('By clock, in working days: never longer than the limit of the law.'),
  modes: distinctOrNone(z.strictObject({ mode: z.enum(relaxedModes), ground: ground() }), 4),
  tolerates: distinctOrNone(
    z.strictObject({
      requirement: z.enum(tolerable),
      until: z.enum(['assessment', 'decision']).describe('The step before which it is there.'),
    }),
    4,
  ),
  declarations: distinctOrNone(z.enum([...changeKinds, 'renewal']), 12).describe(
    'What is approved at once on a declaration of the institution.',
  ),
  owes: z
    .strictObject({
      followUp: z.enum(['verification']).describe('A verification on site.'),
      within: z.strictObject({
        unit: z.enum(['calendarDays', 'months']),
        length: z.int().min(1).max(400),
      }),
    })
    .nullable()
    .describe('What follows later for what was made easier, and by when, from the decision.'),
});

/** The schema of a profile: strict, bounded, without anything but data. */
export const profileSchema = z.strictObject({
  id: name(),
  title: inBothLanguages(100),
  zone: inBothLanguages(100).describe('For whom it is: the zone or place.'),
  authority: inBothLanguages(100).describe('Whose profile it is.'),
  sources: z.array(source).min(1).max(20),
  from: day().describe('First day of the profile itself.'),
  until: day().nullable().describe('Its last day; null where none was set.'),
  editions: distinct(z.enum(lawEditions), lawEditions.length).describe(
    'The editions of the law it goes with.',
  ),
  lanes: z.array(lane).max(20),
  settings: z.strictObject(settingSchemas),
  remark: inBothLanguages(500).optional(),
});

export type Profile = z.infer<typeof profileSchema>;
export type Lane = Profile['lanes'][number];

/** A profile without its words: what lanes and settings go by, and all that enters events. */
export type ProfileRules = Pick<Profile, 'id' | 'from' | 'until' | 'editions' | 'settings'> & {
  lanes: LaneRules[];
};
export type LaneRules = Omit<Lane, 'words' | 'tag' | 'remark'>;

export const rulesOf = ({ id, from, until, editions, lanes, settings }: Profile): ProfileRules => ({
  ...{ id, from, until, editions, settings },
  lanes: lanes.map(({ words: _, tag: __, remark: ___, ...rules }) => rules),
});

/** SHA-256 (hex) over the canonical JSON (RFC 8785) of the whole profile, its words included. */
export const profileHash = (profile: Profile): string => digestOf(profile);
