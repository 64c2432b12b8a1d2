/**
 * What the command line reads of the API's answers, and nothing more: an answer may hold other members, and values that
 * this release does not know. Objects are loose, so that `--json` gives what the server gave.
 */
import { z } from 'zod';
import type { Language } from './language.js';

export const words = z.looseObject({ 'zh-CN': z.string(), en: z.string() });
export type Words = z.infer<typeof words>;
/** An instant, RFC 3339. */
export const instant = z.iso.datetime({ offset: true });
export const inLanguage = (of: Words, language: Language): string => of[language];

export const provision = z.looseObject({
  instrument: z.string(),
  article: z.string(),
  title: words.optional(),
});
export type Provision = z.infer<typeof provision>;

/** Why not: a rule or guard, its sentence, what would change the answer, where it is written. */
export const reason = z.looseObject({
  code: z.string(),
  sentence: words,
  remedy: words.nullish(),
  under: provision.nullish(),
});

const step = z.looseObject({
  step: z.string(),
  label: words,
  allowed: z.boolean(),
  reasons: z.array(reason),
  conditions: z.array(words),
  by: z.array(z.looseObject({ role: z.string(), words })),
  under: provision,
  needs: z.string().nullable(),
  leadsTo: z.array(z.string()),
  movesTo: z.string().nullish(),
  duty: z.string().optional(),
  stepUp: z.boolean().optional(),
});
export type Step = z.infer<typeof step>;

/** A day that is promised beside one of the law. */
const promisedDate = z.looseObject({ dueOn: z.string().nullable(), dueAt: z.string().nullish() });

const laneShown = z.looseObject({ lane: z.string(), words: words.nullable() });

const clock = z.looseObject({
  label: words,
  status: z.string(),
  legalEffect: z.string(),
  dueOn: z.string().nullable(),
  dueAt: z.string().nullish(),
  overdue: z.boolean(),
  provisional: z.boolean(),
  under: provision,
  explained: words.nullable(),
  promises: z.string().nullish(),
  promised: promisedDate.extend({ overdue: z.boolean() }).nullish(),
});
export type Clock = z.infer<typeof clock>;

/** Clocks told whole: sentences of the server, a line to each; one that begins with two blanks belongs to the one above. */
export const clockStories = z.looseObject({
  items: z.array(
    z.looseObject({
      status: z.string(),
      told: z.looseObject({ 'zh-CN': z.array(z.string()), en: z.array(z.string()) }),
    }),
  ),
});

export const caseView = z.looseObject({
  id: z.string(),
  number: z.string().nullable(),
  process: z.string(),
  edition: z.string(),
  title: words,
  institution: z.looseObject({ id: z.string(), name: z.string() }),
  state: z.string(),
  label: words,
  tags: z.array(z.string()),
  revision: z.int(),
  seq: z.int(),
  changedAt: instant,
  steps: z.array(step),
  clocks: z.array(clock),
  lane: laneShown.nullish(),
  facts: z.record(z.string(), z.unknown()).default({}),
  desks: z.array(z.looseObject({ duty: z.string(), person: z.string(), name: z.string() })).optional(),
  readAs: z.string().optional(),
});
export type CaseView = z.infer<typeof caseView>;

export const publicStatus = z.looseObject({
  number: z.string(),
  title: words,
  stage: z.looseObject({ words, position: z.int() }).nullable(),
  ended: z.boolean(),
  changedAt: instant,
  deadlines: z
    .array(
      z.looseObject({
        label: words,
        dueOn: z.string(),
        dueAt: z.string(),
        promised: promisedDate.nullable(),
      }),
    )
    .default([]),
});

export const processView = z.looseObject({
  states: z.array(z.looseObject({ name: z.string(), words, final: z.boolean() })),
  roles: z.record(z.string(), z.looseObject({ words, duty: z.string() })),
  instruments: z.record(z.string(), z.looseObject({ title: words, short: words.optional() })),
});

const entry = z.looseObject({
  seq: z.int(),
  hash: z.string(),
  label: words,
  told: z.array(words).default([]),
  // Of an event that is the office's own affair, a party is told when and what kind, and no more.
  event: z.looseObject({
    at: instant,
    kind: z.string(),
    to: z.string().optional(),
    edition: z.string().optional(),
    under: provision.optional(),
    given: z.looseObject({ world: z.record(z.string(), z.unknown()).optional() }).optional(),
    actor: z
      .looseObject({
        person: z.string().nullable(),
        roles: z.array(z.string()),
        duty: z.string().optional(),
        for: z.string().nullable(),
        covering: z.string().nullish(),
      })
      .optional(),
  }),
  without: z.array(z.string()).default([]),
});
export type HistoryEntry = z.infer<typeof entry>;
export const history = z.looseObject({ items: z.array(entry) });

export const stepTaken = z.looseObject({
  case: z.string(),
  number: z.string().nullable(),
  step: z.string(),
  state: z.string(),
  revision: z.int(),
  seq: z.int(),
  event: z.string(),
  at: z.string(),
});

export const me = z.looseObject({
  jurisdiction: z.string(),
  person: z.string(),
  name: z.string(),
  roles: z.array(z.looseObject({ role: z.string(), words })),
  actsFor: z.array(z.looseObject({ id: z.string(), name: z.string() })),
  method: z.string(),
});
export type Me = z.infer<typeof me>;

function isZone(zone: string): boolean {
  try {
    Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

export const office = z.looseObject({
  officeTime: z.string(),
  demonstration: z.boolean(),
  jurisdictions: z.array(
    z.looseObject({ code: z.string(), name: words, zone: z.string().refine(isZone), today: z.string() }),
  ),
});

/** RFC 9728, 2. */
export const protectedResource = z.looseObject({
  resource: z.string(),
  authorization_servers: z.array(z.string()).min(1),
  scopes_supported: z.array(z.string()).optional(),
});

/** A text that is about to be decided; its SHA-256 is what is confirmed. */
export const decisionText = z.looseObject({ text: z.string(), digest: z.string() });

const task = z.looseObject({
  case: z.string(),
  number: z.string().nullable(),
  institution: z.looseObject({ name: z.string() }),
  label: words,
  duty: z.string(),
  dutyWords: words.optional(),
  awaited: z.boolean().default(true),
  steps: z.array(z.looseObject({ step: z.string(), label: words })),
  dueOn: z.string().nullable(),
  dueAt: z.string().nullish(),
  overdue: z.boolean(),
  promised: z.boolean().default(false),
  lane: laneShown.nullish(),
  assignedTo: z.looseObject({ name: z.string() }).nullable(),
});
export type Task = z.infer<typeof task>;
export const taskPage = z.looseObject({ items: z.array(task), next: z.string().nullish() });

/** Where one is reached, and what one was told. */
export const contact = z.looseObject({
  email: z.string().nullable(),
  language: z.string(),
  wantsMail: z.boolean(),
  confirmed: z.boolean(),
});
export const messagePage = z.looseObject({
  items: z.array(
    z.looseObject({
      id: z.string(),
      subject: z.string(),
      body: z.string(),
      madeAt: instant,
      readAt: z.string().nullable(),
    }),
  ),
  next: z.string().nullish(),
});
export const messageRead = z.looseObject({ id: z.string(), readAt: z.string() });

/** Who could fill the places that a case still has. */
export const staffing = z.looseObject({
  places: z.array(
    z.looseObject({
      duty: z.string(),
      people: z.array(z.looseObject({ person: z.string(), name: z.string() })),
    }),
  ),
});

const stage = z.looseObject({ seq: z.int().nullable(), withheld: z.boolean() });
const scopeItem = z.looseObject({
  site: z.string(),
  item_no: z.string(),
  item: z.string(),
  standard_no: z.string(),
  clause: z.string().default(''),
  restriction: z.string().default(''),
  applied: z.boolean(),
  toGiveUp: z.boolean().default(false),
  proposed: z.boolean().nullable(),
  decided: z.boolean().nullable(),
  certificate: z.string().nullable(),
  replaces: z.looseObject({ item: z.string(), standard_no: z.string() }).nullable(),
});
export type ScopeItem = z.infer<typeof scopeItem>;
const counted = z.int().nullable();

/** The scope of a case, item by item: counts and signatories are of all of it, the items of a page. */
export const scopePage = z.looseObject({
  stages: z.looseObject({ applied: stage, proposed: stage, decided: stage }),
  certificate: z.looseObject({ number: z.string(), as: z.string(), seq: z.int().nullable() }).nullable(),
  counts: z.looseObject({
    ...{ items: z.int(), applied: z.int(), differing: z.int() },
    ...{ proposed: counted, notProposed: counted, granted: counted, notGranted: counted },
    certificate: z.record(z.string(), z.int()).nullable(),
  }),
  signatories: z.array(
    z.looseObject({
      ...{ name: z.string(), field: z.string() },
      ...{ proposed: z.boolean(), approved: z.boolean().nullable() },
    }),
  ),
  items: z.array(scopeItem),
  next: z.string().nullish(),
});
export type ScopePage = z.infer<typeof scopePage>;
