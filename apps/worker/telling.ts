import {
  dispatchMail,
  postFromEnvironment,
  raiseWarnings,
  sendCodes,
  tellChanges,
  tellOfWebhook,
  type PostSettings,
} from '#messages';
import type { WhenDisabled } from '#webhooks';
import type { Chore, Round } from './rounds.js';

/** What telling people needs to know beside the database. */
export interface TellingSettings {
  /** How mail leaves the house; without it messages stay in the inbox. */
  post: PostSettings | undefined;
  /** Where people look, without a slash at the end. */
  publicUrl: string | undefined;
}

/** From `GREENLANE_SMTP_URL`, `GREENLANE_MAIL_FROM` and `PUBLIC_URL`. Throws in a sentence what does not fit. */
export const tellingFromEnvironment = (env: NodeJS.ProcessEnv): TellingSettings => ({
  post: postFromEnvironment(env),
  publicUrl: env['PUBLIC_URL'] === undefined ? undefined : env['PUBLIC_URL'].replace(/\/$/, '') || undefined,
});

/** What is said at the start of where messages go. */
export const whereMessagesGo = ({ post }: TellingSettings): string =>
  post === undefined
    ? 'No mail goes out: GREENLANE_SMTP_URL is not set. Messages stay in the inbox.'
    : `Mail goes out over ${post.server.host} from ${post.from}.`;

/** Telling whoever answers for a webhook that it was disabled: these libraries do not know each other. */
export const tellingOfWebhooks =
  ({ post, publicUrl }: TellingSettings): WhenDisabled =>
  (tx, disabled) =>
    tellOfWebhook(tx, disabled, { mail: post !== undefined, publicUrl });

/** Warnings turn up with the days, so looking for them now and then is enough. */
const betweenLooks = 15_000;

/** Telling people of changes, warning them of clocks and sending their mail, each in rounds of its own. */
export function tellingChores(settings: TellingSettings): Chore[] {
  const { post, publicUrl } = settings;
  const of = ({ service, tenant, casework: { shelf } }: Round) => ({
    ...{ service, tenant, shelf, publicUrl },
    mail: post !== undefined,
  });
  return [
    { name: 'telling of changes', perform: (round) => tellChanges(of(round)) },
    {
      name: 'warning of clocks',
      every: betweenLooks,
      perform: async (round) => {
        const { warned, untold } = await raiseWarnings(of(round));
        round.metrics?.noteUntold(round.tenant, untold);
        return warned;
      },
    },
    ...(post === undefined
      ? []
      : [
          {
            name: 'sending mail',
            perform: (round: Round) => dispatchMail(of(round), post),
          },
          { name: 'sending codes', perform: (round: Round) => sendCodes(of(round), post) },
        ]),
  ];
}
