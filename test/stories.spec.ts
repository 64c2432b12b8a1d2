import { describe, expect, it } from '@jest/globals';
import { storiesBySubject } from './stories/all.js';
import { tellReally } from './stories/real-office.js';
import { accountPurely } from './stories/tell.js';

/** Every story twice, through the real engine on a database of its own and purely: both see the same, line by line. */
describe.each(Object.entries(storiesBySubject))('%s', (_, told) => {
  it.each(told.map((story) => [story.title, story] as const))('%s', async (_title, story) => {
    const pure = accountPurely(story);
    expect(pure.otherwise).toBeNull();
    const real = await tellReally(story);
    expect(real.otherwise).toBeNull();
    expect(real.account).toEqual(pure.account);
  });
});
