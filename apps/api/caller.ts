import { createParamDecorator, Injectable, type ExecutionContext } from '@nestjs/common';
import { CaseViews, type Caller } from '#casework';
import type { SignedInRequest } from '#identity';
import { Refused } from '#refusals';
import { isUuid } from './parameters.js';

/** Who asks, as the engine wants to know it: person, jurisdiction, how and when they signed in, no roles. */
export const Asking = createParamDecorator((_: unknown, context: ExecutionContext): Caller => {
  const { caller } = context.switchToHttp().getRequest<SignedInRequest>();
  if (caller === undefined) throw new Error('this route asks who calls, but it is public');
  const { tenant, person, method, acr, authTime, onlyFor } = caller;
  return { tenant, person, method, acr, authTime, onlyFor };
});

/** Cases are asked for by their id or by the number on a letter. */
@Injectable()
export class CaseFinder {
  constructor(private readonly views: CaseViews) {}

  /** The id. Throws `not-found` for a number nobody has; whether the caller may see the case is judged later. */
  async idOf(caller: Caller, reference: string): Promise<string> {
    if (isUuid(reference)) return reference;
    const id = await this.views.findByNumber(caller, reference);
    if (id === null) throw new Refused('not-found');
    return id;
  }
}
