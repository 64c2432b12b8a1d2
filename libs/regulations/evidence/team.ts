/** Who assesses, and when they come. */
import { z } from 'zod';
import type { Facts } from '#process';
import { modeGrounds, relaxedModes, type ModeGround } from '../profiles/modes.js';
import { roles, type RoleName } from '../roles.js';
import { draw as drawn, drawAt, person, personAt } from './facts.js';
import { confirmed, days, distinct, id, says, text } from './fields.js';
import { evidenceRule, type Look, type ResolvedPerson } from './rule.js';

/** How an application is assessed. */
const assessmentModes = ['onSite', ...relaxedModes] as const;

/** Members of a team, the leader included. */
export const teamSize = { least: 2, most: 30 } as const;

/** The roles whose holders assess, and the one that leads. */
export const assessingRoles = (Object.keys(roles) as RoleName[]).filter(
  (name) => roles[name].duty === 'assessment',
);
export const leadingRole: RoleName = 'teamLeader';

/**
 * The fields that a team has to cover, ascending: the one that was applied for, and the one that will stand in the
 * certificate's number, which is another where the scope holds food. Empty before there is an application.
 */
export function fieldsToCover({ fieldApplied, fieldCode }: Facts): string[] {
  const known = [fieldApplied, fieldCode].filter((field) => typeof field === 'string');
  return [...new Set(known)].sort();
}

export const teamAppointment = evidenceRule('teamAppointment', {
  words: { 'zh-CN': '评审组组成', en: 'appointment of the team' },
  description: 'The team leader and the members; the leader counts as one whether or not listed again.',
  readers: { by: 'parties' },
  schema: z
    .strictObject({
      mode: z.enum(assessmentModes).describe('On site, on the documents, or remotely.'),
      ground: z
        .enum(Object.keys(modeGrounds) as [ModeGround, ...ModeGround[]])
        .optional()
        .describe('Why not on site; needed for the other two modes.'),
      modeReasons: text(2000)
        .optional()
        .describe('The reasons for the mode; needed where it is not on site.'),
      leader: id(),
      members: distinct(id(), teamSize.most),
      coversTheField: confirmed(
        'The team covers the fields applied for. Needed only in an office that enters no assessor’s fields.',
      ).optional(),
      drawnAtRandom: z
        .boolean()
        .describe('Whether the members were drawn at random from those who cover the field.'),
      draw: z
        .int()
        .min(1)
        .max(2_147_483_647)
        .optional()
        .describe('The event of this case in which they were drawn.'),
    })
    .refine(({ draw, drawnAtRandom }) => draw === undefined || drawnAtRandom, {
      error: says('引用了抽取记录，却注明并非随机抽取。', 'Names a draw, and says that nobody was drawn.'),
      path: ['drawnAtRandom'],
    })
    .refine(({ mode, ground }) => (mode === 'onSite') === (ground === undefined), {
      error: says(
        '现场评审以外的方式须注明理由，现场评审无须注明。',
        'A mode other than on site has a ground, and on site has none.',
      ),
      path: ['ground'],
    })
    .refine(({ mode, modeReasons }) => mode === 'onSite' || modeReasons !== undefined, {
      error: says('未说明选择该评审方式的理由。', 'Does not say why this mode was chosen.'),
      path: ['modeReasons'],
    }),
  examples: [
    {
      mode: 'onSite',
      leader: '0197a000-0000-7000-8000-000000000011',
      members: ['0197a000-0000-7000-8000-000000000011', '0197a000-0000-7000-8000-000000000012'],
      drawnAtRandom: true,
      draw: 5,
    },
    {
      mode: 'onSite',
      leader: '0197a000-0000-7000-8000-000000000011',
      members: ['0197a000-0000-7000-8000-000000000012'],
      coversTheField: true,
      drawnAtRandom: false,
    },
  ],
  references: ({ leader, members, draw }) => [
    personAt(leader, '/leader'),
    ...members.map((member, index) => personAt(member, `/members/${index}`)),
    ...(draw === undefined ? [] : [drawAt(draw, '/draw')]),
  ],
  // People are opaque ids here: who they are is known outside the ledger only.
  facts: ({ mode, ground, leader, members, coversTheField, drawnAtRandom, draw }, look) => {
    const everybody = [...new Set([leader, ...members])];
    const team = everybody.map((one) => person(one, look));
    const toCover = fieldsToCover(look.context);
    const entered = team.some(({ fieldsAreEntered }) => fieldsAreEntered);
    return {
      mode,
      ground: ground ?? null,
      leader,
      members: everybody,
      leaderMayLead: mayLead(person(leader, look), toCover),
      notAssessors: team.filter((one) => !assessingRoles.some((role) => one.roles.includes(role))).length,
      recused: tally(team.flatMap(({ recused }) => recused)),
      otherDuties: tally(team.flatMap(({ duty }) => (duty === null || duty === 'assessment' ? [] : [duty]))),
      fields: {
        toCover,
        uncovered: toCover.filter((field) => !team.some(({ fields }) => fields.includes(field))),
        known: entered && toCover.length > 0,
        confirmed: coversTheField === true,
      },
      drawnAtRandom,
      draw: draw ?? null,
      asDrawn: draw === undefined ? null : isTheOneDrawn(draw, leader, everybody, look),
    };
  },
});

/**
 * Whether somebody is qualified to lead this team: in one of the fields it has to cover. The grades of 2015 were those
 * of a person; an office whose grade is personal enters it for each field of that person. Where the office enters no
 * fields, the role says it.
 */
function mayLead({ roles: held, leads, fieldsAreEntered }: ResolvedPerson, toCover: string[]): boolean {
  if (!held.includes(leadingRole)) return false;
  if (!fieldsAreEntered) return true;
  return toCover.length === 0 ? leads.length > 0 : leads.some((field) => toCover.includes(field));
}

/** How often each word occurs, the words in ascending order. */
function tally(words: string[]): Record<string, number> {
  const each = [...new Set(words)].sort();
  return Object.fromEntries(each.map((word) => [word, words.filter((one) => one === word).length]));
}

/** Whether the draw is the last of the case, and the team is exactly what it gave. */
function isTheOneDrawn(seq: number, leader: string, everybody: string[], look: Look): boolean {
  const { newest, leader: first, members } = drawn(seq, look);
  const same = members.length === everybody.length && members.every((one) => everybody.includes(one));
  return newest && leader === first && same;
}

export const visitNotice = evidenceRule('visitNotice', {
  words: { 'zh-CN': '评审通知书', en: 'notice of the assessment' },
  description: 'The days of the assessment, on site or remote, and its schedule.',
  readers: { by: 'parties' },
  schema: z.strictObject({ visit: days(), schedule: text(5000) }),
  examples: [
    { visit: { from: '2025-10-13', to: '2025-10-14' }, schedule: '首次会议、现场观察、现场试验、末次会议。' },
  ],
  facts: ({ visit }) => ({ visit }),
});
