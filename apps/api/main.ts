/** The API as a service of its own; everything it needs to know comes from the environment. */
import { metricsPlaceFrom, serveMetrics } from '#metrics';
import { requireProof } from '#regulations';
import { createApi } from './application.js';
import { portalFromEnvironment } from './portal-settings.js';
import { RequestMetrics } from './request-metrics.js';
import { uploadLimitsFrom } from './uploads.js';

const { env } = process;

function needed(name: string): string {
  const value = env[name];
  if (value === undefined || value === '') throw new Error(`The environment variable ${name} is not set.`);
  return value;
}

// Nothing is served by a process that does not do what binds it.
requireProof();
const issuer = needed('AUTH_ISSUER');
const proxies = (env['TRUSTED_PROXIES'] ?? '').split(',').filter((address) => address.trim() !== '');

const metrics = new RequestMetrics();
const app = await createApi({
  metrics,
  databaseUrl: needed('DATABASE_URL'),
  documents: needed('GREENLANE_DOCUMENTS'),
  auth: {
    issuer,
    audience: needed('AUTH_AUDIENCE'),
    jwks: new URL(needed('AUTH_JWKS_URL')),
  },
  portal: portalFromEnvironment(env, issuer),
  uploads: uploadLimitsFrom(env),
  proxies: proxies.map((address) => address.trim()),
});
const place = metricsPlaceFrom(env);
// It ends with the process.
if (place !== null)
  await serveMetrics([metrics.registry], place, (sentence) => void process.stderr.write(`${sentence}\n`));
app.enableShutdownHooks();
await app.listen({ host: env['HOST'] ?? '127.0.0.1', port: Number(env['PORT'] ?? 3000) });
