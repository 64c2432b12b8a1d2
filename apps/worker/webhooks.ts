import type { WebhookDispatcher } from '#webhooks';
import type { Chore } from './rounds.js';

/** Portions of the log taken in one round at most. */
const portions = 10;

/** Telling events to webhooks: what is sent is not waited for, so that no receiver holds up another. */
export const webhookChores = (dispatcher: WebhookDispatcher): Chore[] => [
  {
    name: 'telling webhooks',
    async perform({ tenant }) {
      let taken = 0;
      for (let portion = 0; portion < portions; portion += 1) {
        const more = await dispatcher.take(tenant);
        taken += more;
        if (more === 0) break;
      }
      return taken + (await dispatcher.start(tenant));
    },
  },
  {
    name: 'forgetting what webhooks were told',
    perform: ({ tenant }) => dispatcher.forget(tenant),
    every: 3_600_000,
  },
];
