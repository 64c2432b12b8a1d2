/**
 * Tells the story of one case under the edition in force when it was opened: evidence goes through its schema and its facts,
 * steps through `decide`.
 */
import { addDays } from '#calendar';
import {
  decide,
  openFile,
  type CaseFile,
  type Day,
  type Decision,
  type Facts,
  type Given,
  type Guard,
  type Process,
  type Taken,
} from '#process';
import type { Verdict } from '../conclusion.js';
import { inForce } from '../editions.js';
import { evidence, type EvidenceName } from '../evidence/index.js';
import type { Resolved } from '../evidence/rule.js';
import type { ProfileInForce } from '../profiles/lanes.js';
import {
  acceptance,
  commitment,
  daysFrom,
  documentReport,
  earlierReport,
  form,
  goOn,
  hold,
  inMode,
  recorded,
  rectified,
  report,
  supplementNotice,
  team,
  whole,
  withCertificate,
  type Found,
} from './bodies.fixture.js';
import { fileOf, type QualificationFile } from './file.js';
import { held, heldNumber, laboratory, world } from './world.fixture.js';

export * from './bodies.fixture.js';
export * from './world.fixture.js';

/** A case told step by step. Days stay as they are until `on` moves them. */
export class Story {
  readonly process: Process;
  file: CaseFile;
  /** What `fold` replays. */
  readonly history: { step: string; given: Given }[] = [];
  private today: Day;
  /** What its evidence may refer to. */
  private resolved: typeof world = world;
  private extends = false;

  constructor(openedOn: Day = '2025-09-01', asked: object = { kind: 'first' }) {
    this.process = inForce('qualification', openedOn);
    this.today = openedOn;
    const given = {
      today: openedOn,
      evidence: this.facts('opening', asked),
      world: { institution: laboratory },
    };
    this.file = openFile(this.process, given);
    this.history.push({ step: 'open', given });
  }

  get state(): string {
    return this.file.state;
  }

  get remembers(): QualificationFile {
    return fileOf(this.file.context);
  }

  on(day: Day): this {
    this.today = day;
    return this;
  }

  /** The same people in an office that enters no assessor's fields. */
  whereNoFieldsAreEntered(): this {
    const unknown = { fields: [], leads: [], fieldsAreEntered: false };
    const people = Object.entries(world.person).map(([id, one]) => [id, { ...one, ...unknown }] as const);
    this.resolved = { ...world, person: Object.fromEntries(people) };
    return this;
  }

  /** What the register, the profiles or other things that evidence looks up say otherwise in this story. */
  where(change: Partial<typeof world>): this {
    this.resolved = { ...this.resolved, ...change };
    return this;
  }

  /** In an office that has put these profiles in force. */
  under(...profiles: ProfileInForce[]): this {
    return this.where({ profile: { here: { ...world.profile.here, profiles } } });
  }

  /** The certificate that the laboratory holds is otherwise in this story. */
  holding(change: object): this {
    return this.where({ heldCertificate: { ...world.heldCertificate, [heldNumber]: held(change) } });
  }

  /** The day that it is in the story, so many days later. */
  later(days: number): this {
    return this.on(addDays(this.today, days));
  }

  /** The team concludes what was assessed, in the way of its mode and its edition. */
  concludes(conclusion: Verdict, found: Found = {}): Taken {
    const told = this.process.edition < '2023-12-01' ? earlierReport : report;
    const body = told(conclusion, { visited: this.remembers.visit ?? daysFrom(this.today, 0), ...found });
    if (this.state === 'documentAssessment')
      return this.takes('concludeOnDocuments', documentReport(conclusion, found.exclusions));
    if (this.state === 'remoteAssessment') return this.takes('concludeRemotely', { ...body, ...recorded });
    return this.takes('conclude', body);
  }

  /** In an office that extends the period of its decisions. */
  whereDecisionsAreExtended(): this {
    this.extends = true;
    return this;
  }

  /** Asks without moving. */
  tries(step: string, body?: unknown): Decision {
    return decide(this.process, this.file, step, this.given(step, body));
  }

  /** Which guards of the step, or parts of them, hold and which do not. */
  weighs(step: string, body?: unknown): Record<string, boolean> {
    const rule = this.stepRule(step);
    const given = this.given(step, body);
    const names = rule?.branches.flatMap(({ guards }) => guards) ?? [];
    return Object.fromEntries(
      names.flatMap((name) => {
        const guard = this.process.catalogue.guards[name]!;
        const shown = guard.reads === 'evidence' ? given : { ...given, evidence: {} };
        return Object.entries<Pick<Guard, 'holds'>>(guard.parts ?? { [name]: guard }).map(
          ([part, { holds }]) => [part, holds(this.file.context, shown)],
        );
      }),
    );
  }

  /** Takes the step, and fails where it is not taken. */
  takes(step: string, body?: unknown): Taken {
    const given = this.given(step, body);
    const decision = decide(this.process, this.file, step, given);
    if (!decision.taken) throw new Error(`${step} was refused: ${JSON.stringify(decision)}`);
    this.file = { state: decision.state, context: decision.context };
    this.history.push({ step, given });
    return decision;
  }

  /** Why the step is not taken: names of guards, or `notPossibleNow`. Fails where it is taken. */
  isRefused(step: string, body?: unknown): string[] {
    const decision = this.tries(step, body);
    if (decision.taken) throw new Error(`${step} was taken and led to ${decision.state}`);
    return decision.because === 'guards' ? decision.reasons.map(({ guard }) => guard) : [decision.because];
  }

  private stepRule(step: string) {
    return this.process.states
      .find(({ name }) => name === this.file.state)
      ?.steps.find(({ name }) => name === step);
  }

  private given(step: string, body: unknown): Given {
    const rule = this.stepRule(step);
    const numbers = { caseNumber: 'CMA-22-2025-000001-5', certificateNumber: '252213050001' };
    return {
      today: this.today,
      evidence: rule?.needs ? this.facts(rule.needs as EvidenceName, body) : {},
      world: {
        ...Object.fromEntries(Object.entries(numbers).filter(([name]) => rule?.draws.includes(name))),
        ...(rule?.extends ? { extensionsAllowed: this.extends } : {}),
      },
    };
  }

  private profilesOfToday(): typeof world.profile {
    return {
      here: { ...this.resolved.profile.here, today: this.today, edition: this.process.edition },
    };
  }

  private facts(name: EvidenceName, body: unknown): Facts {
    const rule = evidence[name];
    return rule.facts(rule.schema.parse(body), {
      context: this.file?.context ?? {},
      resolved: { ...this.resolved, profile: this.profilesOfToday() } as unknown as Resolved,
    });
  }
}

/** The order of the clocks, said shortly: `start intake 2025-09-01`. */
export const orders = ({ clocks }: Taken): string[] =>
  clocks.map(({ order, clock, on }) => `${order} ${clock} ${on}`);

/** An edition of the process, and when the stories that are told under each of them begin. */
export interface Era {
  edition: Day;
  openedOn: Day;
}
export const eras: Era[] = [
  { edition: '2015-08-01', openedOn: '2017-03-01' },
  { edition: '2021-06-01', openedOn: '2022-03-01' },
  { edition: '2023-12-01', openedOn: '2025-09-01' },
];
/** Those that know the way by commitment, and the emergency list. */
export const laterEras = eras.filter(({ edition }) => edition >= '2021-06-01');

/** A certificate that ends so many days after a day: 200 leave time for a renewal, 60 do not. */
export const endingAfter = (openedOn: Day, days: number) => ({
  issuedOn: addDays(openedOn, days - 2191),
  validUntil: addDays(openedOn, days),
});

/** What is asked for in a story, and in what world. */
export interface Telling {
  openedOn?: Day;
  asked?: { kind: string; route?: string; changes?: string[] };
  where?: Partial<typeof world>;
  /** On documents or remotely, and on which ground; else on site. */
  mode?: readonly ['written' | 'remote', string];
}

/** An application that was handed in, with the water laboratory's table. */
export function received(
  application: object = {},
  { openedOn = '2025-09-01', asked = { kind: 'first' }, where = {} }: Telling = {},
): Story {
  const story = new Story(openedOn, asked).where(where);
  const named = asked.kind === 'first' ? {} : { certificateNumber: heldNumber };
  if (asked.route === 'commitment') story.takes('commit', commitment({ ...named, ...application }));
  else story.takes('submit', { ...(asked.kind === 'first' ? form() : withCertificate()), ...application });
  return story;
}

/** A case that went straight, up to the state named. */
export function untilState(state: string, application: object = {}, telling: Telling = {}): Story {
  const { openedOn = '2025-09-01', asked, mode, where = {} } = telling;
  const day = (n: number): Day => addDays(openedOn, n);
  if (state === 'drafting') return new Story(openedOn, asked).where(where);
  const story = received(application, telling);
  const straight: [string, () => void][] = [
    ['received', () => story.on(day(2)).takes('accept', acceptance)],
    ['formingTheTeam', () => story.on(day(4)).takes('appointTeam', mode ? inMode(...mode) : team())],
    ['materialReview', () => story.on(day(7)).takes('reviewMaterials', goOn)],
    [
      'arrangingTheVisit',
      () => story.on(day(8)).takes('sendVisitNotice', { visit: daysFrom(openedOn, 14), schedule: '日程。' }),
    ],
  ];
  const concluded = (conclusion: Verdict, found: Found = {}) =>
    story.on(day(15)).concludes(conclusion, found);
  const afterwards: Record<string, () => void> = {
    awaitingSupplement: () => story.takes('requestSupplement', supplementNotice()),
    awaitingMaterials: () => story.takes('reviewMaterials', hold()),
    rectifying: () => concluded('basicallyConforming', { basically: [12, 42] }),
    verifying: () => {
      afterwards.rectifying!();
      story.on(day(42)).takes('submitRectification', rectified([1, 2]));
    },
    awaitingDecision: () => concluded('conforming'),
    awaitingCertificate: () => {
      afterwards.awaitingDecision!();
      story.on(day(18)).takes('grant', whole);
    },
  };
  const before: Record<string, string> = {
    awaitingSupplement: 'received',
    awaitingMaterials: 'materialReview',
  };
  for (const [from, takes] of straight) {
    if (story.state === state || story.state === before[state]) break;
    if (story.state === from) takes();
  }
  if (story.state !== state) afterwards[state]?.();
  if (story.state !== state) throw new Error(`the straight way leads to ${story.state}, and not to ${state}`);
  return story;
}
