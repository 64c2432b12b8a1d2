import { Body, Controller, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Database, inTransaction } from '#database';
import {
  CurrentActor,
  CurrentCaller,
  CurrentStranger,
  loadActors,
  openOwnAccount,
  type Actor,
  type Caller,
  type VerifiedToken,
} from '#identity';
import type { Words } from '#process';
import { Institutions } from '#register';
import { roles, text } from '#regulations';
import { Route } from './operation.js';
import * as answers from './identity-answers.js';

const opening = z
  .strictObject({
    jurisdiction: z
      .string()
      .regex(/^\d{2}$/)
      .describe('Two-digit code of the approving authority; `GET /api/v1/office` lists those served here.'),
    name: text(100).describe('Name as colleagues are to see it.'),
  })
  .meta({ id: 'OpenAccount', examples: [{ jurisdiction: '22', name: '王示例' }] });

/** Who somebody is here: opening an account, and what it may do. */
@Controller()
export class AccountsController {
  constructor(
    private readonly database: Database,
    private readonly institutions: Institutions,
  ) {}

  @Route('POST /api/v1/accounts', {
    tag: 'identity',
    summary: {
      'zh-CN': '开立账户（已登录而尚无账户者）',
      en: 'Open an account, for whoever signed in and has none',
    },
    description: {
      'zh-CN': '新账户没有任何角色。已有账户者得到原有账户，不作更改；因此不需要 Idempotency-Key。',
      en: 'A new account has no role. Whoever has one is answered with it, unchanged; so no Idempotency-Key is needed.',
    },
    access: 'stranger',
    door: 'accounts',
    body: opening,
    answers: {
      201: { words: { 'zh-CN': '账户已开立', en: 'The account is open' }, schema: answers.account },
      200: { words: { 'zh-CN': '原有账户', en: 'The account there was' }, schema: answers.account },
    },
  })
  async open(
    @CurrentStranger() { issuer, subject }: VerifiedToken,
    @Body() { jurisdiction, name }: z.infer<typeof opening>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const asked = { tenant: Number(jurisdiction), name };
    const { account, opened } = await openOwnAccount(this.database, { issuer, subject }, asked);
    void reply.code(opened ? 201 : 200);
    return { jurisdiction: codeOf(account.tenant), person: account.person, name: account.name };
  }

  @Route('GET /api/v1/me', {
    tag: 'identity',
    summary: { 'zh-CN': '我是谁', en: 'Who you are here' },
    access: 'roles',
    keys: 'any',
    answers: { 200: { words: { 'zh-CN': '本人', en: 'You' }, schema: answers.me } },
  })
  async me(@CurrentCaller() caller: Caller, @CurrentActor() actor: Actor): Promise<unknown> {
    const words: Record<string, { words: Words }> = roles;
    const acting = await Promise.all(
      actor.acting.map(async ({ institution, capacity, steps }) => {
        const { id, name, creditCode } = await this.institutions.get(caller, institution);
        return { institution: { id, name, creditCode }, capacity, steps };
      }),
    );
    const absent = await inTransaction(this.database, caller.tenant, (tx) => loadActors(tx, actor.covers));
    const { acr, authTime, onlyFor, scopes } = caller;
    return {
      jurisdiction: codeOf(actor.tenant),
      person: actor.person,
      name: actor.name,
      roles: actor.roles.map((role) => ({ role, words: words[role]!.words })),
      actsFor: acting.map(({ institution }) => institution),
      acting,
      covers: [...absent.values()].map(({ person, name }) => ({ person, name })),
      employer: actor.employer,
      method: actor.method,
      acr,
      signedInAt: authTime === null ? null : new Date(authTime * 1000).toISOString(),
      onlyFor,
      scopes,
    };
  }
}

const codeOf = (tenant: number): string => String(tenant).padStart(2, '0');
