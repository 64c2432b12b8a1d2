/** The worker as a program of its own. Reads DATABASE_URL (service role), DATABASE_SEALER_URL (sealer role), GREENLANE_DOCUMENTS. */
import { openWorker } from './engine.js';

const say = (sentence: string): void => void process.stderr.write(`worker: ${sentence}\n`);

const { DATABASE_URL: service, DATABASE_SEALER_URL: sealer, GREENLANE_DOCUMENTS: documents } = process.env;
if (!service || !sealer) {
  say('Set DATABASE_URL (service role) and DATABASE_SEALER_URL (sealer role).');
  process.exit(2);
}

try {
  const worker = await openWorker({ service, sealer }, documents);
  say(documents ? 'at work.' : 'at work; without GREENLANE_DOCUMENTS it tells no webhooks.');
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
