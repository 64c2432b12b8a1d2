import type { IncomingMessage, ServerResponse } from 'node:http';
import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { withoutTenant, type Database } from '#database';
import { demonstrationAcr, demonstrationIssuer, isLoopback, SignIns } from '#identity';
import { Refused } from '#refusals';

/** A real office: its provider, and where browsers find this API. */
export interface OfficePortal {
  /** Scheme, host and port under which browsers know this API, without a slash at the end, where that is told. */
  publicUrl?: string;
  issuer: string;
  /** As what we are known to the provider; without it nobody signs in to pages, and tokens work as ever. */
  client?: { id: string; secret?: string };
  /** Values of `acr` that count as a strong sign-in, and are asked for in a step-up. */
  strongAcr: readonly string[];
}

type Refuse = (error: unknown, request: FastifyRequest, reply: FastifyReply) => void;
type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** A demonstration: it serves its own provider below `/provider`, on this machine alone. */
export interface DemonstrationPortal {
  open: (of: { origin: string; clientSecret: string }) => Promise<Handler>;
}

export type PortalSettings = OfficePortal | DemonstrationPortal;

const embedded = { path: '/provider', clientId: 'greenlane-portal' };

/** How browsers reach this installation and sign in to it. */
@Injectable()
export class Portal {
  /** Whether the database is a demonstration's: it says so on every page. */
  demonstration = false;
  #office: OfficePortal | undefined;
  #signIns: SignIns | undefined;
  #database: Database | undefined;
  #handler: Promise<Handler> | undefined;

  constructor(private readonly settings: PortalSettings | undefined) {
    if (settings !== undefined && !('open' in settings)) this.#office = settings;
  }

  /** Scheme, host and port under which browsers know it, where that is settled. */
  get publicUrl(): string | undefined {
    return this.#office?.publicUrl;
  }

  /** Values of `acr` that count as a strong sign-in, where they are set. */
  get strongAcr(): readonly string[] | undefined {
    return this.#office?.strongAcr;
  }

  /** Where forms of our pages may lead in the end: signing out goes on at the provider. */
  get formTargets(): string[] {
    const { settings } = this;
    const signsIn = settings !== undefined && !('open' in settings) && settings.client !== undefined;
    return signsIn ? [new URL(settings.issuer).origin] : [];
  }

  async attach(database: Database): Promise<void> {
    this.#database = database;
    const [clock] = await withoutTenant(database, (tx) =>
      tx.query<{ demonstration: boolean }>('select demonstration from office_clock'),
    );
    this.demonstration = clock!.demonstration;
  }

  /**
   * Serves the provider of a demonstration; which address it has is known when the server listens. `refuse` answers what
   * comes to nothing before the provider has it.
   */
  mount(server: FastifyInstance, refuse: Refuse): void {
    const { settings } = this;
    if (settings === undefined || !('open' in settings)) return;
    const clientSecret = randomBytes(32).toString('base64url');
    server.addHook('onListen', (done) => {
      this.#office = embeddedAt(server, clientSecret);
      done();
    });
    server.route({
      method: ['GET', 'HEAD', 'POST', 'OPTIONS'],
      url: `${embedded.path}/*`,
      // Before any body is read: the library reads its own.
      onRequest: async (request, reply) => {
        try {
          const origin = this.publicUrl;
          if (origin === undefined) throw new Refused('no-sign-in-here');
          const handle = await (this.#handler ??= settings.open({ origin, clientSecret })).catch(
            (error: unknown) => {
              this.#handler = undefined;
              throw error;
            },
          );
          reply.hijack();
          await handle(request.raw, reply.raw);
        } catch (error) {
          refuse(error, request, reply);
        }
      },
      handler: () => undefined,
    });
  }

  /** Throws `no-sign-in-here` where nobody signs in to pages. */
  signIns(): SignIns {
    const { issuer, client, publicUrl, strongAcr } = this.#office ?? {};
    if (!issuer || !client || !publicUrl || !strongAcr || !this.#database)
      throw new Refused('no-sign-in-here');
    return (this.#signIns ??= new SignIns(this.#database, {
      issuer,
      clientId: client.id,
      clientSecret: client.secret,
      publicUrl,
      strongAcr,
      ...(this.#office === this.settings ? {} : { demonstration: demonstrationIssuer }),
    }));
  }

  get signsIn(): boolean {
    return this.#office?.client !== undefined;
  }

  /**
   * Where a browser should be instead, which asked under another name of this machine than the one that cookies and the
   * provider know. Only in a demonstration: behind a proxy the name that arrives here says nothing.
   */
  elsewhere(host: string, path: string): string | undefined {
    const { publicUrl } = this;
    if (publicUrl === undefined || this.#office === this.settings || host === new URL(publicUrl).host)
      return undefined;
    return publicUrl + path;
  }

  /** Which provider gives tokens for this API (RFC 9728, section 2). */
  metadata(): object {
    const { publicUrl, issuer, strongAcr } = this.#office ?? {};
    if (!publicUrl || !issuer || !strongAcr) throw new Refused('no-sign-in-here');
    return {
      resource: publicUrl,
      authorization_servers: [issuer],
      bearer_methods_supported: ['header'],
      acr_values_supported: [...strongAcr],
      resource_documentation: `${publicUrl}/docs`,
    };
  }
}

/** Undefined where the server can be reached from other machines: the demonstration asks for no password. */
function embeddedAt(server: FastifyInstance, secret: string): OfficePortal | undefined {
  const bound = server.addresses().find((address) => typeof address === 'object');
  if (bound === undefined) return undefined;
  const host = bound.family === 'IPv6' ? `[${bound.address}]` : bound.address;
  const publicUrl = `http://${host}:${bound.port}`;
  if (!isLoopback(new URL(publicUrl))) return undefined;
  return {
    publicUrl,
    issuer: publicUrl + embedded.path,
    client: { id: embedded.clientId, secret },
    strongAcr: [demonstrationAcr.strong],
  };
}
