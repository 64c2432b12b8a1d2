/** What a verification on site remembers, in every edition, and how that changes. */
import { Temporal } from 'temporal-polyfill';
import type { Assign, Day, Facts, Given, Json } from '#process';
import { itemsNamed } from '../certificate/memory.js';
import { count, list, objectOf, positive, word } from '../office/memory.js';
import type { Exclusions } from '../qualification/file.js';

/** The context. Null means: not yet, or never in this case. */
export type VerificationFile = {
  institution: string | null;
  /** The case that was granted, and the case in which its certificate lives. */
  origin: string | null;
  certificate: string | null;
  certificateNumber: string | null;
  /** Whether a commitment is verified; else it is a visit that a lane owes. */
  commitment: boolean;
  kind: string | null;
  route: string | null;
  mandatoryStandards: boolean;
  scope: Json;
  excluded: Json;
  fieldCode: string | null;
  /** The day of the decision to grant: from here the three months run. */
  grantedOn: Day | null;
  /** Of a visit that a lane owes: the last day for it. */
  dueOn: Day | null;
  team: { leader: string | null; members: string[] };
  visit: { from: Day; to: Day } | null;
  conclusion: string | null;
  itemsDigest: string | null;
  nonconformities: number;
  rectificationOverdue: boolean;
  /** The day on which the conclusion “false” was there, and that on which the body stated its view. */
  foundFalseOn: Day | null;
  statedOn: Day | null;
  decidedOn: Day | null;
  /** On what ground it was annulled, and which items where not all. */
  ground: string | null;
  annulledItems: Exclusions | null;
  /** For how many years there is no new application where the commitment was false. */
  banYears: number | null;
  /** Working days for a prompt verification. */
  promptDays: number | null;
};

export const fileOf = (context: Facts) => context as unknown as VerificationFile;

/** Practice of the first published case, in years, and of one province, in working days; an office sets others by its profile. */
const usualBan = 3;
const usualPrompt = 10;

/** Today in office practice; `within` is `{ unit: 'calendarDays' | 'months', length }`, or a number of calendar days. */
function lastDayOf(from: Day | null, within: Json | undefined): Day | null {
  const { unit = 'calendarDays', length } =
    typeof within === 'number' ? { length: within } : objectOf(within);
  const by = positive(length);
  if (from === null || by === null) return null;
  const day = Temporal.PlainDate.from(from);
  return (unit === 'months' ? day.add({ months: by }) : day.add({ days: by })).toString();
}

export const openedFile = ({ input }: { input: { given: Given } }): Facts => {
  const { world, today } = input.given;
  const commitment = world.because !== 'lane';
  const grantedOn = word(world.grantedOn) ?? word(world.issuedOn) ?? today;
  const owed = objectOf(world.owes).within;
  const settings = objectOf(world.settings);
  const file: VerificationFile = {
    institution: word(world.institution),
    origin: word(world.origin),
    // Issued beside it, or, of an extension, the one that was amended.
    certificate: word(objectOf(world.beside).certificate) ?? word(objectOf(world.certificate).case),
    certificateNumber: word(world.certificateNumber),
    commitment,
    kind: word(world.kind),
    route: word(world.route),
    mandatoryStandards: objectOf(world.scope).mandatoryStandards === true,
    scope: world.scope ?? null,
    excluded: world.excluded ?? null,
    fieldCode: word(world.fieldCode),
    grantedOn,
    dueOn: commitment ? null : (word(world.dueOn) ?? lastDayOf(grantedOn, owed)),
    team: { leader: null, members: [] },
    visit: null,
    conclusion: null,
    itemsDigest: null,
    nonconformities: 0,
    rectificationOverdue: false,
    foundFalseOn: null,
    statedOn: null,
    decidedOn: null,
    ground: null,
    annulledItems: null,
    banYears: commitment ? (positive(settings.commitmentBanYears) ?? usualBan) : null,
    promptDays: positive(settings.promptVerificationDays) ?? usualPrompt,
  };
  return file;
};

const against = (context: Facts, { today }: Given): Facts => ({
  decidedOn: today,
  ground: fileOf(context).commitment ? 'falseCommitment' : 'conditionsNotMet',
});

export const assigns = {
  recordTeam: (_, { evidence }) => ({
    team: { leader: word(evidence.leader), members: list(evidence.members) },
  }),
  recordReport: (_, { evidence }) => ({
    visit: objectOf(evidence.visited),
    conclusion: word(evidence.conclusion),
    itemsDigest: word(evidence.itemsDigest),
    nonconformities: count(evidence.nonconformities),
  }),
  recordOverdueRectification: () => ({ rectificationOverdue: true }),
  recordFalsity: (_, { today }) => ({ conclusion: 'false', foundFalseOn: today }),
  recordStatement: (_, { today }) => ({ statedOn: today }),
  recordAnnulment: against,
  recordItemAnnulment: (context, given) => ({
    ...against(context, given),
    annulledItems: itemsNamed(given.evidence.items),
  }),
  recordDecisionNotToAnnul: (_, { today }) => ({ decidedOn: today, banYears: null }),
} as const satisfies Record<string, Assign>;
