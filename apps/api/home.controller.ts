import { Controller, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Database, inTransaction, withoutTenant } from '#database';
import {
  findAccount,
  findSession,
  formTokenOf,
  loadActors,
  sessionCookieOf,
  Sessions,
  type VerifiedToken,
} from '#identity';
import { homePage, homeTitle, type Visitor } from './home-page.js';
import { readerLanguage } from './language.js';
import { Route } from './operation.js';
import { Pages } from './pages.js';
import { Portal } from './portal.js';

/** The first page: who you are here, and what you may do. */
@Controller()
export class HomeController {
  constructor(
    private readonly database: Database,
    private readonly portal: Portal,
    private readonly pages: Pages,
    private readonly sessions: Sessions,
  ) {}

  @Route('GET /', {
    tag: 'public',
    summary: { 'zh-CN': '首页', en: 'The first page' },
    access: 'public',
    answers: { 200: { words: { 'zh-CN': '首页', en: 'The first page' }, media: ['text/html'] } },
  })
  async home(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const language = readerLanguage(request.headers['accept-language']);
    const cookie = sessionCookieOf(request);
    const says = cookie === undefined ? undefined : await findSession(this.database, cookie);
    const visitor =
      cookie === undefined || says === undefined
        ? undefined
        : { ...(await this.whoIs(says)), formToken: formTokenOf(cookie) };
    void reply.header('cache-control', 'no-store');
    const page = homePage(language, { visitor, signsIn: this.portal.signsIn });
    return this.pages.draw(reply, language, homeTitle[language], page);
  }

  /** Whoever signed in without an account is a visitor without a name; who is suspended is told so, and no more. */
  private async whoIs({
    issuer,
    subject,
    method,
    session,
  }: VerifiedToken & { session: string }): Promise<Omit<Visitor, 'formToken'>> {
    const account = await withoutTenant(this.database, (tx) => findAccount(tx, issuer, subject));
    const nobody = { method, person: undefined, sessions: [], zone: 'UTC' };
    if (account === undefined) return nobody;
    const sessions = await this.sessions.list({ ...account, method, session });
    return inTransaction(this.database, account.tenant, async (tx) => {
      const actor = (await loadActors(tx, [account.person])).get(account.person);
      if (actor === undefined || actor.suspended) return { ...nobody, suspended: actor !== undefined };
      const [office] = await tx.query<{ 'zh-CN': string; en: string; zone: string }>(
        'select name_zh as "zh-CN", name_en as en, zone from jurisdictions where tenant = $1',
        [tx.tenant],
      );
      const institutions = await tx.query<{ id: string; name: string }>(
        'select id, name from institutions where tenant = $1 and id = any($2::uuid[]) order by name',
        [tx.tenant, actor.actsFor],
      );
      const actsFor = institutions.map(({ id, name }) => ({
        name,
        capacity: actor.acting.find(({ institution }) => institution === id)!.capacity,
      }));
      const person = { name: actor.name, office: office!, roles: actor.roles, actsFor };
      return { method, person, sessions, zone: office!.zone };
    });
  }
}
