import type { IncomingMessage, ServerResponse } from 'node:http';
import type { KoaContextWithOIDC } from 'oidc-provider';
import { configurationOf, type ProviderOptions } from './configuration.js';
import { interactionsOf } from './interactions.js';
import { loadLibrary } from './library.js';
import { drawContinue, drawFault } from './pages.js';
import { isLoopbackAddress } from './premises.js';

/** Where the provider is mounted; `origin + path` is its issuer. */
export const providerPath = '/provider';

/** No script, nothing from elsewhere, no frame; forms go to this server. */
const securityPolicy =
  "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/**
 * The provider of identities of a demonstration: `oidc-provider` with its own people and pages. Answers a handler of
 * requests below `/provider`, which serves whoever asks from this machine, under the one name that it has, and nobody
 * else; see `requireDemonstrationPremises` for where it has no business at all.
 */
export async function openProvider(
  options: ProviderOptions,
): Promise<(request: IncomingMessage, response: ServerResponse) => Promise<void>> {
  const { library, adapter } = await loadLibrary();
  const issuer = options.origin + providerPath;
  const provider = new library.Provider(issuer, configurationOf(options, library, adapter));
  const interact = interactionsOf(provider);

  provider.use(async (context: KoaContextWithOIDC, next) => {
    context.set({
      'content-security-policy': securityPolicy,
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-store',
    });
    try {
      if (await interact(context)) return;
    } catch (error) {
      if (!(error instanceof library.errors.OIDCProviderError)) throw error;
      // The interaction is over, or another browser's.
      context.status = error.statusCode;
      drawFault(context, { error: error.error, error_description: error.error_description });
      return;
    }
    await next();
    const { body } = context;
    if (typeof body === 'string' && body.includes('<title>Submitting Callback</title>'))
      drawContinue(context, body);
  });

  const handle = provider.callback();
  const { host } = new URL(options.origin);
  return async (request, response) => {
    const refusal = strangeness(request, host);
    if (refusal !== undefined) {
      response.writeHead(...refusal).end();
      return;
    }
    // As when an application is mounted: the library tells its own path from the whole.
    const { url = '' } = request;
    Object.assign(request, { originalUrl: url, url: url.slice(providerPath.length) });
    await handle(request, response);
  };
}

/** Why a request is not for this provider: not from this machine, or under another name than its own. */
function strangeness(
  { socket, headers, method, url = '' }: IncomingMessage,
  host: string,
): [number, Record<string, string>] | undefined {
  if (!isLoopbackAddress(socket.remoteAddress ?? '')) return [403, {}];
  if (headers.host === host) return undefined;
  // A page of elsewhere whose name was made to mean this machine would have that name here.
  const name = (headers.host ?? '').replace(/:\d+$/, '');
  return isLoopbackAddress(name) && method === 'GET'
    ? [302, { location: `http://${host}${url}` }]
    : [421, {}];
}
