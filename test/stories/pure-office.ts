/**
 * An office in memory, in which stories are told purely: cases move by `#process` alone, dates come from `#calendar`, and what
 * the register would know is kept beside. It takes whatever processes it is given, be they not those of the law.
 */
import { dayOf } from '#calendar';
import {
  decide,
  factAt,
  moveThrough,
  openFile,
  type Decision,
  type Effect,
  type Facts,
  type Given,
  type MovedFile,
  type Process,
  type StepRule,
  type Taken,
} from '#process';
import type { Answered, Ask, Happening } from './asking.js';
import type { Deed } from './lines.js';
import { laboratoryOf, personCalled } from './people.js';
import type { PureCase } from './pure-case.js';
import { carryOut, dueClock, projected, standing } from './pure-clocks.js';
import { Authority } from './pure-authority.js';
import { PureEvidence, refuse, RefusedHere } from './pure-evidence.js';
import { PureRegister } from './pure-register.js';
import { instantOf } from './sentences.js';

interface Owed {
  case: string;
  step: string;
  world: Facts;
}

const uuid = (number: number): string => `0197c000-0000-7000-8000-${String(number).padStart(12, '0')}`;

export class PureOffice {
  private now = '';
  private readonly cases: PureCase[] = [];
  private readonly register: PureRegister;
  private readonly authority = new Authority();
  private readonly evidence: PureEvidence;
  private owed: Owed[] = [];
  private happened: Happening[] = [];
  private opened = 1;

  constructor(private readonly processes: readonly Process[]) {
    this.register = new PureRegister((id) => this.cases.find((one) => one.id === id)?.file);
    this.evidence = new PureEvidence(this.register, this.authority);
  }

  answer(ask: Ask): Answered {
    this.happened = [];
    try {
      this.hear(ask);
    } catch (error) {
      if (!(error instanceof RefusedHere)) throw error;
      return { refused: error.refusal, happened: this.happened, cases: this.seen() };
    }
    const certificate =
      ask.ask === 'certificate' ? this.register.certificateOf(ask.life, this.today) : undefined;
    return {
      happened: this.happened,
      cases: this.seen(),
      ...(certificate === undefined ? {} : { certificate }),
    };
  }

  private get today(): string {
    return dayOf(this.now);
  }

  private hear(ask: Ask): void {
    switch (ask.ask) {
      case 'begin':
      case 'move':
        this.now = instantOf(ask.at);
        return this.letTimeAct();
      case 'set':
        if (ask.setting.what === 'profile') this.register.enterProfile(ask.setting);
        else this.authority.set(ask.setting);
        return;
      case 'open':
        return this.open(ask.deed);
      case 'take':
        this.take(ask);
        return this.letTimeAct();
      case 'certificate':
    }
  }

  private seen(): Answered['cases'] {
    return this.cases.map(({ id, process, file, clocks }) => ({
      ...{ id, process: process.id, edition: process.edition, state: file.state, facts: file.context },
      clocks: standing(clocks),
    }));
  }

  /** Dates are drawn anew, what has run out lapses, what is owed is paid: until nothing is left. */
  private letTimeAct(): void {
    for (let rounds = 0; rounds < 100; rounds += 1) {
      for (const one of this.cases) one.clocks = projected(one.clocks, this.now);
      const due = this.cases
        .flatMap((one) => dueClock(one, this.now) ?? [])
        .sort((one, other) => Date.parse(one.dueAt) - Date.parse(other.dueAt))[0];
      if (due !== undefined) this.lapse(due.case, due.step, due.dueAt);
      else if (this.owed.length > 0) this.pay(this.owed.shift()!);
      else return;
    }
    throw new Error('time brings about something without end');
  }

  private lapse(working: PureCase, step: StepRule, dueAt: string): void {
    const today = dayOf(dueAt);
    const given: Given = { today, evidence: {}, world: {} };
    const decision = this.decideBy(working, step, given, this.movedBy(working, step, today));
    if (!decision.taken) throw new Error(`a clock ran out, but "${step.name}" cannot be taken`);
    this.record(working, decision, { given, by: 'clock', person: null });
  }

  private pay({ case: id, step, world }: Owed): void {
    const working = this.cases.find((one) => one.id === id);
    if (working === undefined) throw new Error(`a step is owed to a case that there is not`);
    const rule = this.ruleFor(working, step);
    if (rule === undefined) throw new Error(`"${step}" is owed, and no step of "${working.file.state}"`);
    const given: Given = { today: this.today, evidence: {}, world };
    const decision = this.decideBy(working, rule, given, null);
    if (!decision.taken) throw new Error(`"${step}" is owed, and is refused`);
    this.record(working, decision, { given, by: 'linked', person: null });
  }

  private open(deed: Deed): void {
    const process = this.inForce('qualification', this.today);
    const institution = laboratoryOf(deed.who);
    const id = this.newId();
    const working: PureCase = {
      ...{ id, root: id, institution, process, clocks: [] },
      file: { state: process.initial, context: {} },
    };
    const reasons = this.authority.reasons(working, process.opening, deed.who);
    if (reasons.length > 0) refuse('not-permitted', reasons);
    const evidence = this.evidence.factsOf(working, process.opening.needs, deed, {
      today: this.today,
      names: new Map(),
    });
    const given = { today: this.today, evidence, world: { institution, person: personCalled(deed.who).id } };
    this.cases.push(working);
    this.record(working, openFile(process, given), {
      given,
      by: 'person',
      person: personCalled(deed.who).id,
    });
  }

  private take({ deed, in: id, names }: Extract<Ask, { ask: 'open' | 'take' }>): void {
    const working = this.cases.find((one) => one.id === id);
    if (working === undefined) throw new Error('a step is taken before any case is opened');
    const { actsFor } = personCalled(deed.who);
    if (actsFor.length > 0 && !actsFor.includes(working.institution)) refuse('not-found');
    const own = this.ruleFor(working, deed.step) ?? refuse('step-not-possible');
    const move = this.movedBy(working, own, this.today);
    const at: PureCase = move === null ? working : { ...working, process: move.process, file: move.file };
    const rule = this.ruleFor(at, deed.step) ?? refuse('step-not-possible');
    const reasons = this.authority.reasons(at, rule, deed.who);
    if (reasons.length > 0) refuse('not-permitted', reasons);
    const evidence = this.evidence.factsOf(at, rule.needs, deed, { today: this.today, names });
    const world: Facts = {
      ...(rule.draws.includes('caseNumber') ? { caseNumber: 'CMA-22' } : {}),
      ...(rule.draws.includes('certificateNumber')
        ? { certificateNumber: this.register.nextNumber(this.today, at.file.context) }
        : {}),
      ...(rule.extends === null ? {} : { extensionsAllowed: false }),
    };
    const given: Given = { today: this.today, evidence, world };
    const decision = this.decideBy(working, own, given, move);
    if (!decision.taken)
      return refuse(
        decision.because === 'guards' ? 'guard-refused' : 'step-not-possible',
        decision.reasons.map(({ guard }) => guard),
      );
    this.record(working, decision, { given, by: 'person', person: personCalled(deed.who).id });
  }

  private decideBy(working: PureCase, { name }: StepRule, given: Given, move: MovedFile | null): Decision {
    if (move === null) return decide(working.process, working.file, name, given);
    const decision = move.decide(name, given);
    if (decision.taken) working.process = move.process;
    return decision;
  }

  /** What a step, or an opening, does: to the case and its clocks, to the register, and to other cases. */
  private record(
    working: PureCase,
    taken: Taken,
    { given, by, person }: { given: Given; by: Happening['by']; person: string | null },
  ): void {
    working.file = { state: taken.state, context: taken.context };
    working.clocks = carryOut(working.clocks, taken.clocks, this.now);
    this.authority.hold(working, person, taken.rule.duty);
    const happening: Happening = {
      ...{ case: working.id, step: taken.rule.name, by, to: taken.state, at: this.now },
      ...{ thereby: [], opened: [], owes: [] },
    };
    this.happened.push(happening);
    const beside: Facts = {};
    for (const effect of taken.effects) {
      if (effect.do === 'openCase') this.openLinked(working, effect, given, { beside, happening });
      else if (effect.do === 'oweStep') this.owe(working, effect, happening);
      else happening.thereby.push(this.register.carryOut(effect, working, given));
    }
    this.register.settle();
  }

  private openLinked(
    { id: origin, root, institution, file }: PureCase,
    effect: Effect,
    { today }: Given,
    { beside, happening }: { beside: Facts; happening: Happening },
  ): void {
    const { process: name, carries, ...facts } = effect.with as Facts & { process: string };
    const process = this.inForce(name, this.today);
    const world = { institution, origin, beside: { ...beside }, ...facts, ...carried(file.context, carries) };
    const id = this.newId();
    beside[name] = id;
    const given: Given = { today, evidence: {}, world };
    const linked: PureCase = { id, root, institution, process, clocks: [], file: { state: '', context: {} } };
    this.cases.push(linked);
    happening.opened.push(id);
    happening.thereby.push(`opens ${name}`);
    if (name === 'certificate') this.register.livesIn(id);
    this.record(linked, openFile(process, given), { given, by: 'linked', person: null });
  }

  private owe({ id: origin, file }: PureCase, effect: Effect, happening: Happening): void {
    const { caseAt, step, carries, ...own } = effect.with as Facts & { caseAt: string; step: string };
    const world = { origin, ...own, ...carried(file.context, carries) };
    const target = factAt(file.context, caseAt);
    for (const one of Array.isArray(target) ? target : [target]) {
      if (typeof one !== 'string') throw new Error(`the case's memory names no case at "${caseAt}"`);
      this.owed.push({ case: one, step, world });
      happening.owes.push(step);
    }
  }

  private newId(): string {
    this.opened += 1;
    return uuid(1000 + this.opened);
  }

  private ruleFor({ process, file }: PureCase, step: string): StepRule | undefined {
    return process.states.find(({ name }) => name === file.state)?.steps.find(({ name }) => name === step);
  }

  private inForce(id: string, day: string): Process {
    const [newest] = this.processes
      .filter((process) => process.id === id && process.edition <= day)
      .sort((one, other) => other.edition.localeCompare(one.edition));
    if (newest === undefined) throw new Error(`no edition of "${id}" is in force on ${day}`);
    return newest;
  }

  private movedBy({ process, file }: PureCase, { settlesEdition }: StepRule, day: string): MovedFile | null {
    if (!settlesEdition) return null;
    const { edition } = this.inForce(process.id, day);
    if (edition <= process.edition) return null;
    const chain = this.processes
      .filter((one) => one.id === process.id && one.edition >= process.edition && one.edition <= edition)
      .sort((one, other) => one.edition.localeCompare(other.edition));
    return moveThrough(chain, file);
  }
}

function carried(context: Facts, carries: Facts[string] | undefined): Facts {
  const names = Array.isArray(carries) ? carries : [];
  return Object.fromEntries(
    names.flatMap((name) => (typeof name === 'string' ? [[name, context[name] ?? null]] : [])),
  );
}
