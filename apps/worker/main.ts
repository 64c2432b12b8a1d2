/**
 * The worker as a program of its own. Reads DATABASE_URL (service role) and DATABASE_SEALER_URL (sealer role); for webhooks
 * GREENLANE_DOCUMENTS, for mail GREENLANE_SMTP_URL and GREENLANE_MAIL_FROM, for links PUBLIC_URL.
 */
import { metricsPlaceFrom } from '#metrics';
import { requireProof } from '#regulations';
import { openWorker } from './engine.js';
import { tellingFromEnvironment, whereMessagesGo } from './telling.js';

const say = (sentence: string): void => void process.stderr.write(`worker: ${sentence}\n`);

const { DATABASE_URL: service, DATABASE_SEALER_URL: sealer, GREENLANE_DOCUMENTS: documents } = process.env;
if (!service || !sealer) {
  say('Set DATABASE_URL (service role) and DATABASE_SEALER_URL (sealer role).');
  process.exit(2);
}

try {
  // No clock moves a case by a process that does not do what binds it.
  requireProof();
  const telling = tellingFromEnvironment(process.env);
  const place = metricsPlaceFrom(process.env);
  const worker = await openWorker({ service, sealer }, { place, telling, documents }, say);
  say('at work.');
  say(whereMessagesGo(telling));
  if (documents === undefined) say('No webhook is told: GREENLANE_DOCUMENTS is not set.');
  const end = (): void => {
    say('stopping after this round.');
    worker.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        say(`it did not stop in order: ${String(error)}`);
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
