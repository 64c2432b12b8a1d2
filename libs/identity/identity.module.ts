import { type DynamicModule, Module, type Provider } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { Database } from '#database';
import { AccessRecord } from './access.js';
import { addressKeyIn, Addresses } from './addresses.js';
import { ApiKeys } from './api-keys.js';
import type { KeyKind } from './api-key-text.js';
import { AuthenticateGuard, ownOriginToken, tokenVerifierToken } from './authenticate.guard.js';
import { demonstrationVerifier } from './demonstration-key.js';
import { requireDemonstration } from './demonstration.js';
import { Sessions } from './own-sessions.js';
import { type TokenRules, tokenVerifier } from './tokens.js';
import { Tries } from './tries.js';

/** What an installation tells of itself beside its provider. */
export interface Premises {
  /** Directory that all instances share and that holds the key for addresses; made at the first start. */
  secrets: string;
  /** Scheme, host and port under which browsers know it; as each request says it unless told. */
  origin?: string;
}

/**
 * Closes every route of the application to whoever does not say who they are; what is open says `@Public()`. Also hands
 * out `Tries`, `AccessRecord`, `ApiKeys` and `Sessions`. Needs the `Database` that `DatabaseModule` provides.
 */
@Module({})
export class IdentityModule {
  /** For a real installation: tokens of the office's own provider. */
  static forRoot(rules: TokenRules, premises: Premises): DynamicModule {
    return assembled('live', premises, {
      provide: tokenVerifierToken,
      useFactory: () => tokenVerifier(rules),
    });
  }

  /**
   * For a demonstration: tokens signed with the key kept in `directory`. Does not start on a database that is not a
   * demonstration's.
   */
  static forDemonstration(
    { directory, audience }: { directory: string; audience: string },
    premises: Premises = { secrets: directory },
  ): DynamicModule {
    return assembled('test', premises, {
      provide: tokenVerifierToken,
      inject: [Database],
      useFactory: async (database: Database) => {
        await requireDemonstration(database);
        return demonstrationVerifier(directory, audience);
      },
    });
  }
}

function assembled(kind: KeyKind, { secrets, origin }: Premises, verifier: Provider): DynamicModule {
  const providers: Provider[] = [
    verifier,
    { provide: ownOriginToken, useValue: origin },
    { provide: Addresses, useFactory: async () => new Addresses(await addressKeyIn(secrets)) },
    {
      provide: Tries,
      inject: [Database, Addresses],
      useFactory: (database: Database, addresses: Addresses) => new Tries(database, addresses),
    },
    {
      provide: AccessRecord,
      inject: [Database, Addresses],
      useFactory: (database: Database, addresses: Addresses) => new AccessRecord(database, addresses),
    },
    {
      provide: ApiKeys,
      inject: [Database],
      useFactory: (database: Database) => new ApiKeys(database, kind),
    },
    {
      provide: Sessions,
      inject: [Database, AccessRecord],
      useFactory: (database: Database, access: AccessRecord) => new Sessions(database, access),
    },
    AuthenticateGuard,
  ];
  return {
    module: IdentityModule,
    providers: [...providers, { provide: APP_GUARD, useExisting: AuthenticateGuard }],
    exports: providers.map((provider) => (typeof provider === 'function' ? provider : provider.provide)),
  };
}
