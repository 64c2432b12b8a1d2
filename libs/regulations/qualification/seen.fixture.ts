/** Keeps which guards, and which parts of guards, a spec has seen refusing and seen holding. */
import type { Guard } from '#process';
import type { Story } from './story.fixture.js';

export class Witness {
  readonly refusing = new Set<string>();
  readonly holding = new Set<string>();

  /** Why the step is not taken; fails where it is. */
  refused(story: Story, step: string, body?: unknown): string[] {
    this.watch(story.weighs(step, body));
    return story.isRefused(step, body);
  }

  taken(story: Story, step: string, body?: unknown): boolean {
    this.watch(story.weighs(step, body));
    return story.tries(step, body).taken;
  }

  /** Names that were not seen both ways. */
  missing(guards: Record<string, Guard>): string[] {
    return namesIn(guards)
      .filter((name) => !this.refusing.has(name) || !this.holding.has(name))
      .sort();
  }

  private watch(weighed: Record<string, boolean>): void {
    for (const [name, holds] of Object.entries(weighed)) (holds ? this.holding : this.refusing).add(name);
  }
}

/** What a guard tells by: its parts, or itself where it has none. */
export const namesIn = (guards: Record<string, Guard>): string[] => [
  ...new Set(
    Object.entries(guards).flatMap(([name, { parts }]) =>
      parts === undefined ? [name] : Object.keys(parts),
    ),
  ),
];
