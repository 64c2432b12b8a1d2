/** The API as a service of its own; everything it needs to know comes from the environment. */
import { createApi } from './application.js';

const { env } = process;

function needed(name: string): string {
  const value = env[name];
  if (value === undefined || value === '') throw new Error(`The environment variable ${name} is not set.`);
  return value;
}

const app = await createApi({
  databaseUrl: needed('DATABASE_URL'),
  documents: needed('GREENLANE_DOCUMENTS'),
  auth: {
    issuer: needed('AUTH_ISSUER'),
    audience: needed('AUTH_AUDIENCE'),
    jwks: new URL(needed('AUTH_JWKS_URL')),
  },
});
app.enableShutdownHooks();
await app.listen({ host: env['HOST'] ?? '127.0.0.1', port: Number(env['PORT'] ?? 3000) });
