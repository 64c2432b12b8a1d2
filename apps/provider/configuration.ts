import { randomBytes } from 'node:crypto';
import type * as Library from 'oidc-provider';
import type { AdapterFactory, Configuration, KoaContextWithOIDC } from 'oidc-provider';
import { demonstrationAcr, demonstrationPeople, demonstrationSystem, type DemonstrationKey } from '#identity';
import { devicePages } from './device-pages.js';
import { drawFarewell, drawFault, drawSignedOut } from './pages.js';

export interface ProviderOptions {
  /** Scheme, host and port under which the API and, below `/provider`, the provider are served. */
  origin: string;
  /** Audience of access tokens. */
  audience: string;
  key: DemonstrationKey;
  /** Of the portal, which is the only one to know it. */
  clientSecret: string;
}

/** Who may ask for tokens. */
export const clients = {
  /** The pages of this installation, by the authorization code flow. */
  portal: 'greenlane-portal',
  /** The command line, by the device grant. */
  commandLine: 'greenlane-cli',
  /** A laboratory's own system, by client credentials; its secret is no secret, as nothing is in a demonstration. */
  system: demonstrationSystem.subject,
} as const;
export const systemSecret = 'not-a-secret';

const hours = 3600;
const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code';

/**
 * OpenID Connect as a demonstration needs it and no more: code flow with PKCE (S256), device grant, client credentials,
 * access tokens as JWTs (RFC 9068) for one resource, this installation's API. Every setting that the library would
 * otherwise remark on is made here. State lives in memory: a restart ends every sign-in.
 */
export function configurationOf(
  { origin, audience, key, clientSecret }: ProviderOptions,
  { errors, interactionPolicy }: typeof Library,
  adapter: AdapterFactory,
): Configuration {
  return {
    adapter,
    clients: [
      {
        client_id: clients.portal,
        client_name: 'Greenlane',
        client_secret: clientSecret,
        redirect_uris: [`${origin}/sign-in/callback`],
        post_logout_redirect_uris: [`${origin}/`],
        grant_types: ['authorization_code'],
      },
      {
        client_id: clients.commandLine,
        client_name: 'greenlane login',
        application_type: 'native',
        token_endpoint_auth_method: 'none',
        grant_types: [deviceGrant, 'refresh_token'],
        response_types: [],
        redirect_uris: [],
      },
      {
        client_id: clients.system,
        client_secret: systemSecret,
        grant_types: ['client_credentials'],
        response_types: [],
        redirect_uris: [],
      },
    ],
    clientDefaults: { id_token_signed_response_alg: 'ES256' },
    jwks: { keys: [key.privateJwk] },
    responseTypes: ['code'],
    pkce: { required: () => true },
    acrValues: Object.values(demonstrationAcr),
    cookies: {
      names: {
        session: 'greenlane-provider',
        interaction: 'greenlane-provider-step',
        resume: 'greenlane-provider-resume',
      },
      keys: [randomBytes(32).toString('base64url')],
      long: { signed: true, httpOnly: true, sameSite: 'lax', path: '/provider' },
      short: { signed: true, httpOnly: true, sameSite: 'lax' },
    },
    // Every ID token says how strongly and when, asked or not.
    claims: { openid: ['sub', 'acr', 'amr', 'auth_time'], iss: null, sid: null },
    scopes: ['openid'],
    findAccount: (_, subject) =>
      demonstrationPeople.some((person) => person.subject === subject)
        ? { accountId: subject, claims: () => ({ sub: subject }) }
        : undefined,
    loadExistingGrant: grantTo(origin),
    interactions: {
      policy: policyOf(interactionPolicy),
      url: (_, { uid }) => `/provider/interaction/${uid}`,
    },
    extraTokenClaims: ({ oidc: { entities } }, token) => {
      if (token.kind === 'ClientCredentials') return { amr: ['client_credentials'] };
      const source = entities.AuthorizationCode ?? entities.DeviceCode ?? entities.RefreshToken;
      return source && { acr: source.acr, amr: source.amr, auth_time: source.authTime };
    },
    issueRefreshToken: (_, client) => client.grantTypeAllowed('refresh_token'),
    rotateRefreshToken: true,
    ttl: {
      AccessToken: 1 * hours,
      ClientCredentials: 1 * hours,
      AuthorizationCode: 60,
      DeviceCode: 600,
      IdToken: 600,
      Interaction: 600,
      Grant: 8 * hours,
      RefreshToken: 8 * hours,
      Session: 8 * hours,
    },
    features: {
      devInteractions: { enabled: false },
      userinfo: { enabled: false },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      revocation: { enabled: true, allowedPolicy: (_, client, token) => token.clientId === client.clientId },
      clientCredentials: { enabled: true },
      deviceFlow: { enabled: true, charset: 'base-20', mask: '****-****', ...devicePages },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: drawFarewell,
        postLogoutSuccessSource: drawSignedOut,
      },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => origin,
        useGrantedResource: () => true,
        getResourceServerInfo: (_, resource) => {
          // RFC 8707, section 2.
          if (resource !== origin && resource !== `${origin}/`)
            throw new errors.InvalidTarget('this provider gives tokens for its own installation alone');
          return {
            scope: '',
            audience,
            accessTokenFormat: 'jwt',
            jwt: { sign: { alg: 'ES256' } },
          };
        },
      },
    },
    clientBasedCORS: () => false,
    fetch: () => Promise.reject(new Error('The demonstration provider asks nobody else.')),
    renderError: drawFault,
  };
}

/**
 * When somebody has to sign in: as the library has it, and also where a class of sign-in is asked for (`acr_values`) that
 * the one at hand does not reach. Nobody is asked for consent.
 */
function policyOf({ base, Check }: (typeof Library)['interactionPolicy']) {
  const policy = base();
  policy.remove('consent');
  policy.get('login')!.checks.add(
    new Check('acr_values', 'a stronger sign-in is needed', ({ oidc }) => {
      const asked = oidc.params?.['acr_values'] as string | undefined;
      return asked !== undefined && !asked.split(' ').includes(oidc.acr ?? '');
    }),
  );
  return policy;
}

/** The clients are this installation's own, so nobody is asked whether they may know who it is. */
const grantTo = (resource: string) => async (context: KoaContextWithOIDC) => {
  const { session, client, provider } = context.oidc;
  const grant = new provider.Grant({ accountId: session!.accountId, clientId: client!.clientId });
  grant.addOIDCScope('openid');
  grant.addResourceScope(resource, '');
  await grant.save();
  return grant;
};
