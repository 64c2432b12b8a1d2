/** The pure teller: a story by the processes that it is given. */
import type { Process } from '#process';
import { processes as ofTheLaw } from '#regulations';
import type { Outcome } from './asking.js';
import { follow } from './follow.js';
import { PureOffice } from './pure-office.js';
import { quoted } from './sentences.js';
import type { Story } from './lines.js';

/** All that is seen where the story is told purely; what throws is a story that went otherwise. */
export function accountPurely(story: Story, processes: readonly Process[] = ofTheLaw): Outcome {
  const office = new PureOffice(processes);
  const telling = follow(story);
  try {
    let step = telling.next();
    while (step.done !== true) step = telling.next(office.answer(step.value));
    return step.value;
  } catch (error) {
    return {
      otherwise: `${quoted(story.title)}: ${(error as Error).message}`,
      account: [],
      editions: new Set(),
    };
  }
}

/** Null where the story holds; else the sentence of what went otherwise. */
export const tellPurely = (story: Story, processes: readonly Process[] = ofTheLaw): string | null =>
  accountPurely(story, processes).otherwise;

/** The stories in which a case goes by that edition: only these can notice that it was made wrong. */
export function storiesUnder({ id, edition }: Process, stories: readonly Story[]): Story[] {
  return stories.filter((story) => editionsOf(story).has(`${id}/${edition}`));
}

const known = new WeakMap<Story, ReadonlySet<string>>();
function editionsOf(story: Story): ReadonlySet<string> {
  const found = known.get(story) ?? accountPurely(story).editions;
  known.set(story, found);
  return found;
}
