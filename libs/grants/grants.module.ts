import { Module, type DynamicModule } from '@nestjs/common';
import { Casework } from '#casework';
import { Database } from '#database';
import { actForInstitution, endActing } from './acting-effects.js';
import { endCover, enterCover, enterInterest, liftInterest } from './declaration-effects.js';
import {
  actorFacts,
  claimFacts,
  institutionFacts,
  invitedFacts,
  inviterFacts,
  ownStepFacts,
  staffingFacts,
  standingFacts,
} from './facts.js';
import { Grants } from './grants.js';
import { actingAsTold } from './acting-told.js';
import { declarationsAsTold } from './declarations-told.js';
import { rolesAsTold } from './roles-told.js';
import { grantRole, withdrawRole } from './role-effects.js';
import { reinstatePerson, suspendPerson } from './suspension-effects.js';

/** Tells casework how the office's own affairs take effect, and how their facts are found. */
export function grantsWith({ ports, shelf }: Casework): void {
  ports.registerResolver('actor', actorFacts);
  ports.registerResolver('standing', standingFacts);
  ports.registerResolver('staffing', staffingFacts(shelf));
  ports.registerResolver('claim', claimFacts);
  ports.registerResolver('inviter', inviterFacts);
  ports.registerResolver('invited', invitedFacts);
  ports.registerResolver('ownStep', ownStepFacts(shelf));
  ports.registerResolver('institution', institutionFacts);
  ports.registerEffect('grantRole', grantRole);
  ports.registerEffect('withdrawRole', withdrawRole);
  ports.registerEffect('actForInstitution', actForInstitution);
  ports.registerEffect('endActing', endActing);
  ports.registerEffect('enterCover', enterCover);
  ports.registerEffect('endCover', endCover);
  ports.registerEffect('enterInterest', enterInterest);
  ports.registerEffect('liftInterest', liftInterest);
  ports.registerRecord(rolesAsTold);
  ports.registerRecord(actingAsTold);
  ports.registerRecord(declarationsAsTold);
  ports.registerEffect('suspendPerson', suspendPerson);
  ports.registerEffect('reinstatePerson', reinstatePerson);
}

@Module({})
export class GrantsModule {
  /** Registered as soon as the module stands: the ports are checked before the first request, by whoever does it. */
  constructor(casework: Casework) {
    grantsWith(casework);
  }

  static forRoot(): DynamicModule {
    return {
      module: GrantsModule,
      global: true,
      providers: [
        { provide: Grants, useFactory: (database: Database) => new Grants(database), inject: [Database] },
      ],
      exports: [Grants],
    };
  }
}
