import type { CaseView, ClockView } from '#casework';
import type { DemonstrationPerson } from '#identity';
import type { Words } from '#process';
import { paint, widthOf, wrap } from '../text.js';
import type { Problem, Told } from './client.js';
import { dayInWords, phrases, titleOf, type Language } from './words.js';

/** The four stories, as they are marked in the margin. */
export type Mark = 'a' | 'b' | 'c' | 'd';

type Colour = (text: string) => string;
const colour = { a: paint.green, b: paint.blue, c: paint.magenta, d: paint.yellow };
const margin = '    ';
const inner = `${margin}  `;

/** Tells the story, wrapped to the width of the page. */
export class Teller {
  private day = '';

  constructor(
    readonly language: Language,
    private readonly width: number,
    private readonly write: (line: string) => void,
  ) {}

  /** A sentence in the language of the telling. */
  in(text: Words | string): string {
    return typeof text === 'string' ? text : text[this.language];
  }

  line(text: Words | string = '', first = '', rest = first, colour: Colour = String): void {
    this.write(colour(wrap(this.in(text), this.width, first, rest)));
  }

  title(text: Words): void {
    this.write(paint.bold(wrap(this.in(text), this.width)));
  }

  /** A new day, and the time in Chongqing; told once. */
  moment(day: string, time: string): void {
    const heading = `${dayInWords(day, this.language)}, ${time}`;
    if (heading === this.day) return;
    this.day = heading;
    this.write('');
    this.write(paint.bold(`── ${heading} ${'─'.repeat(Math.max(0, this.width - widthOf(heading) - 4))}`));
  }

  /** What somebody does, in a sentence: `{who}` is the person with their duty. */
  deed(mark: Mark, text: Words, person?: DemonstrationPerson): void {
    const { who } = phrases[this.language];
    const name = person === undefined ? '' : who(person.name, person.words[this.language]);
    this.write('');
    const told = wrap(this.in(text).replace('{who}', name), this.width, `(${mark}) `, margin);
    this.write(told.replace(`(${mark})`, colour[mark](`(${mark})`)));
  }

  detail(text: Words | string, colour?: Colour): void {
    this.line(text, margin, inner, colour);
  }

  /** The provision a step rests on. */
  provision({ instrument, article }: { instrument: string; article: string }): void {
    this.detail(phrases[this.language].under(titleOf(instrument, this.language), article));
  }

  /** A step that was taken: provision, clocks with their dates explained, state, hash. */
  taken(entry: Told, after: CaseView): void {
    const say = phrases[this.language];
    this.provision(entry.event.under);
    for (const order of entry.event.clocks) {
      const clock = after.clocks.find(
        (one) => one.clock === order.clock && one.generation === order.generation,
      );
      if (clock !== undefined) this.clock(order.order, clock);
    }
    this.detail(say.state(this.in(after.label)));
    this.write(paint.dim(`${margin}${say.event(entry.seq, entry.hash)}`));
  }

  refused({ status, detail, errors }: Problem): void {
    this.detail(phrases[this.language].refused(status, detail), paint.red);
    for (const { pointer, message } of errors ?? []) this.line(`${pointer}: ${message}`, inner);
  }

  private clock(order: string, clock: ClockView): void {
    const say = phrases[this.language];
    const label = this.in(clock.label);
    const used = say.ofDays(clock.consumed, clock.limit.length);
    const due = clock.dueOn === null ? '' : dayInWords(clock.dueOn, this.language);
    const told: Record<string, string> = {
      start: say.start(label, say.days(clock.limit.length), due),
      resume: say.resume(label, say.days(clock.limit.length - clock.consumed), due),
      suspend: say.suspend(label, used),
      stop: say.stop(label, used),
      expire: say.expire(label),
      interrupt: say.interrupt(label, say.days(clock.limit.length), due),
    };
    this.detail(told[order] ?? order, paint.cyan);
    if ((order === 'start' || order === 'resume') && clock.explained !== null) this.explained(clock);
  }

  /** Why the date is that date. The calendar's version is left to the end of the story. */
  private explained(clock: ClockView): void {
    const sentences = this.in(clock.explained!)
      .split('\n')
      .filter((line) => !line.includes(clock.calendarVersion));
    this.line(sentences.join(this.language === 'en' ? ' ' : ''), inner);
  }
}
