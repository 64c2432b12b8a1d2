import { type DynamicModule, Module, type Provider } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { Database } from '#database';
import { AuthenticateGuard, tokenVerifierToken } from './authenticate.guard.js';
import { demonstrationVerifier } from './demonstration-key.js';
import { requireDemonstration } from './demonstration.js';
import { type TokenRules, tokenVerifier } from './tokens.js';

/**
 * Closes every route of the application to whoever brings no valid token; what is open says `@Public()`. Needs the
 * `Database` that `DatabaseModule` provides.
 */
@Module({})
export class IdentityModule {
  /** For a real installation: tokens of the office's own provider. */
  static forRoot(rules: TokenRules): DynamicModule {
    return assembled({ provide: tokenVerifierToken, useFactory: () => tokenVerifier(rules) });
  }

  /**
   * For a demonstration: tokens signed with the key kept in `directory`. Does not start on a database that is not a
   * demonstration's.
   */
  static forDemonstration({ directory, audience }: { directory: string; audience: string }): DynamicModule {
    return assembled({
      provide: tokenVerifierToken,
      inject: [Database],
      useFactory: async (database: Database) => {
        await requireDemonstration(database);
        return demonstrationVerifier(directory, audience);
      },
    });
  }
}

function assembled(verifier: Provider): DynamicModule {
  return {
    module: IdentityModule,
    providers: [verifier, AuthenticateGuard, { provide: APP_GUARD, useExisting: AuthenticateGuard }],
    exports: [verifier, AuthenticateGuard],
  };
}
