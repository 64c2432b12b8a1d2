/**
 * Follows a story line by line: asks an office to do what it says, and compares what came of it with what the story says. The
 * first thing that went otherwise ends it, as a sentence. It asks by yielding, so that an office may answer at once or later.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Json } from '#process';
import { Deed, Time, type Clocks, type Consequence, type Line, type Stands } from './lines.js';
import type { Story } from './lines.js';
import type { Answered, Ask, Happening, Outcome, SeenCase } from './asking.js';
import { people } from './people.js';
import { itIsOtherwise, listed, quoted } from './sentences.js';

/** What a linked case is called in a story, by its process. */
const called: Record<string, string> = {
  certificate: 'certificate',
  commitmentVerification: 'verification',
  emergencyListing: 'listing',
};
const ordinals = ['', 'second ', 'third ', 'fourth ', 'fifth '];

/** Without the prototype that frozen facts may lack. */
const plain = (value: Json | undefined): unknown =>
  value === undefined ? undefined : structuredClone(value);

export function* follow(story: Story): Generator<Ask, Outcome, Answered> {
  const followed = new Followed(story);
  for (const line of story.lines) {
    const asked = followed.ask(line);
    if (asked !== null) followed.hear(yield asked);
    const otherwise = followed.compare(line);
    if (otherwise !== null) return followed.outcome(`${quoted(story.title)}: ${followed.when}, ${otherwise}`);
  }
  return followed.outcome(null);
}

class Followed {
  readonly account: string[] = [];
  readonly editions = new Set<string>();
  /** Ids of cases by the names that the story gives them, and the other way. */
  private readonly ids = new Map<string, string>();
  private readonly names = new Map<string, string>();
  private readonly taken = new Map<string, string>();
  private now = '';
  private current = '';
  /** The name that the story gives to the case that it is opening. */
  private opening: string | null = null;
  private last: Answered = { happened: [], cases: [] };

  constructor(private readonly story: Story) {}

  outcome = (otherwise: string | null): Outcome => ({
    ...{ otherwise, account: this.account, editions: this.editions },
  });

  get when(): string {
    return `on ${this.now}`;
  }

  ask(line: Line): Ask | null {
    if (line instanceof Time) {
      const ask = this.now === '' ? 'begin' : 'move';
      this.now = line.at;
      return { ask, at: line.at };
    }
    this.opening = line instanceof Deed ? line.opens : null;
    if (line instanceof Deed)
      return { ask: line.opens === null ? 'take' : 'open', deed: line, in: this.current, names: this.ids };
    if (line.line === 'setting') return { ask: 'set', setting: line.setting, at: this.now };
    if (line.line === 'certificate') return { ask: 'certificate', life: this.idOf(line.of) };
    if (line.line === 'turn') this.current = this.idOf(line.to);
    return null;
  }

  hear(answered: Answered): void {
    this.last = answered;
    for (const { process, edition } of answered.cases) this.editions.add(`${process}/${edition}`);
    // By name, and of one case in its own order: whatever order cases are seen to in says nothing.
    for (const happening of answered.happened) this.note(happening);
    this.account.push(
      `${this.now}: ${answered.refused ? `refused ${answered.refused.code} ${answered.refused.reasons.join()}` : ''}`,
      ...answered.happened
        .map(
          (one) =>
            `${this.nameOf(one.case)}: ${one.step} by ${one.by} leads to ${one.to} ${this.broughtBy(one).join('; ')}`,
        )
        .sort(),
      ...answered.cases
        .map(
          ({ id, edition, state, clocks }) =>
            `${this.nameOf(id)} (${edition}) is ${state}: ${JSON.stringify(Object.entries(clocks).sort())}`,
        )
        .sort(),
      ...(answered.certificate === undefined ? [] : [JSON.stringify(answered.certificate)]),
    );
  }

  /** Names the cases that are new, and remembers when each step was taken. */
  private note(happening: Happening): void {
    if (this.opening !== null && happening.by === 'person') this.name(happening.case, this.opening);
    for (const id of happening.opened) {
      const process = this.last.cases.find((one) => one.id === id)?.process ?? '';
      const kind = called[process] ?? process;
      const earlier = [...this.ids.keys()].filter((name) => name.endsWith(` ${kind}`)).length;
      this.name(id, `the ${ordinals[earlier]}${kind}`);
    }
    this.taken.set(`${happening.case}/${happening.step}`, happening.at);
  }

  private name(id: string, name: string): void {
    this.ids.set(name, id);
    this.names.set(id, name);
  }

  private nameOf = (id: string): string => this.names.get(id) ?? 'a case';

  private idOf(name: string): string {
    const id = this.ids.get(name);
    if (id === undefined)
      throw new Error(
        `${quoted(this.story.title)} speaks of ${quoted(name)}, which there is not; there are ${listed([...this.ids.keys()])}`,
      );
    return id;
  }

  private get standing(): SeenCase {
    return this.last.cases.find(({ id }) => id === this.current)!;
  }

  /** What went otherwise than this line says; null where nothing did. */
  compare(line: Line): string | null {
    if (line instanceof Deed) return this.compareDeed(line);
    if (line instanceof Time) return this.compareTime(line);
    switch (line.line) {
      case 'stands':
        return this.compareState(line);
      case 'remembers': {
        const { facts } = this.standing;
        const wrong = Object.entries(line.facts).find(
          ([name, value]) => !isDeepStrictEqual(plain(facts[name]), plain(value)),
        );
        return wrong === undefined
          ? null
          : itIsOtherwise(
              `what ${quoted(this.nameOf(this.current))} remembers as ${wrong[0]}`,
              wrong[1],
              facts[wrong[0]],
            );
      }
      case 'certificate': {
        const seen = this.last.certificate!;
        const wrong = Object.entries(line.stands).find(
          ([name, value]) => !isDeepStrictEqual(seen[name as keyof Stands], value),
        );
        return wrong === undefined
          ? null
          : itIsOtherwise(
              `of ${quoted(line.of)} ${quoted(wrong[0])}`,
              wrong[1],
              seen[wrong[0] as keyof Stands],
            );
      }
      case 'edition':
        return this.standing.edition === line.edition
          ? null
          : itIsOtherwise(
              `the edition of ${quoted(this.nameOf(this.current))}`,
              line.edition,
              this.standing.edition,
            );
      case 'lasted': {
        const [from, to] = [line.from, line.to].map((step) => this.taken.get(`${this.current}/${step}`));
        if (from === undefined || to === undefined) return `${line.from} or ${line.to} was never taken`;
        const hours = Math.round((Date.parse(to) - Date.parse(from)) / 3_600_000);
        return hours === line.hours
          ? null
          : itIsOtherwise(`the hours from ${line.from} to ${line.to}`, line.hours, hours);
      }
      default:
        return null;
    }
  }

  private compareDeed({ who, step, expected, refusal, lapses }: Deed): string | null {
    const does = `${people[who].called} took ${quoted(step)}`;
    const { refused, happened } = this.last;
    if (refusal !== null) {
      if (refused === undefined) {
        const to = happened.find(({ by }) => by === 'person')?.to ?? 'nothing';
        return `${does}, which led to ${quoted(to)}, where the story says that it is refused (${refusal.code}: ${listed(refusal.reasons)})`;
      }
      const same =
        refused.code === refusal.code &&
        listed([...refused.reasons].sort()) === listed([...refusal.reasons].sort());
      return same
        ? null
        : `${does} and was refused (${refused.code}: ${listed(refused.reasons)}), where the story says ${refusal.code}: ${listed(refusal.reasons)}`;
    }
    if (refused !== undefined)
      return `${does} and was refused (${refused.code}: ${listed(refused.reasons)}), where the story says that it leads to ${quoted(expected!.state)}`;
    const own = happened.find(({ by }) => by === 'person');
    if (own === undefined) return `${does}, and nothing happened`;
    this.current = own.case;
    const took = happened.flatMap((one) => (one.by === 'clock' ? [one.step] : []));
    if (listed(took) !== listed(lapses))
      return itIsOtherwise(`${does}: what clocks took at once`, listed(lapses), listed(took));
    return (
      this.compareState({ state: expected!.state, clocks: expected!.clocks }, `${does}: `) ??
      this.compareConsequences(own, expected!.thereby, does)
    );
  }

  private compareConsequences(own: Happening, expected: readonly Consequence[], does: string): string | null {
    const brought = this.broughtBy(own);
    return JSON.stringify(brought) === JSON.stringify(expected)
      ? null
      : itIsOtherwise(`${does}: what it brought about`, listed(expected), listed(brought));
  }

  /** In words, with what became of the steps that it owed. */
  private broughtBy({ thereby, owes, case: id }: Happening): Consequence[] {
    const paid = this.last.happened.filter(({ by, case: of }) => by === 'linked' && of !== id);
    return [
      ...thereby,
      ...owes.map((step) => {
        const to = paid.find((one) => one.step === step)?.to;
        return `owes ${step}, which ${to === undefined ? 'nobody has taken' : `leads to ${to}`}`;
      }),
    ];
  }

  private compareTime({ took, expected }: Time): string | null {
    const seen = this.last.happened.filter(({ by }) => by === 'clock');
    const byCase: Record<string, string[]> = {};
    for (const { case: id, step } of seen) (byCase[this.nameOf(id)] ??= []).push(step);
    const told = (all: Readonly<Record<string, readonly string[]>>) =>
      listed(
        Object.entries(all)
          .map(([name, steps]) => `${steps.join(', then ')} in ${name}`)
          .sort(),
      );
    if (told(byCase) !== told(took))
      return itIsOtherwise('what clocks took by themselves', told(took), told(byCase));
    return expected === null ? null : this.compareState(expected);
  }

  private compareState(
    { state, clocks }: { state: string; clocks: Clocks | null },
    before = '',
  ): string | null {
    const { standing } = this;
    const name = quoted(this.nameOf(this.current));
    if (standing.state !== state)
      return itIsOtherwise(`${before}the state of ${name}`, state, standing.state);
    if (clocks === null) return null;
    const told = (all: Clocks) =>
      listed(
        Object.entries(all)
          .map(([clock, due]) => `${clock} ${due}`)
          .sort(),
      );
    return told(standing.clocks) === told(clocks)
      ? null
      : itIsOtherwise(`${before}the clocks of ${name}`, told(clocks), told(standing.clocks));
  }
}
