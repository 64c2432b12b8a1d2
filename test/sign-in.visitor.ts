import fastifyCookie from '@fastify/cookie';

export interface Arrived {
  status: number;
  url: URL;
  headers: Headers;
  text: string;
}

interface Going {
  form?: Record<string, string>;
  headers?: Record<string, string>;
  /** Stops before an address for which this holds, and answers the redirect that led there. */
  until?: (url: URL) => boolean;
}

/** A browser without a screen: keeps cookies, follows redirects, and says of each form that it came from its own page. */
export class Visitor {
  readonly jar = new Map<string, string>();

  constructor(
    readonly home: string,
    /** Addresses that lead to this machine though they have another name, as behind a proxy. */
    readonly names: Record<string, string> = {},
  ) {}

  async go(address: string, { form, headers = {}, until }: Going = {}): Promise<Arrived> {
    let url = new URL(address, this.home);
    let sent = form;
    for (let hops = 0; hops < 12; hops += 1) {
      const arrived = await this.once(url, sent, headers);
      const location = arrived.headers.get('location');
      if (arrived.status < 300 || arrived.status > 399 || location === null) return arrived;
      const next = new URL(location, url);
      if (until?.(next) === true) return arrived;
      url = next;
      sent = undefined;
    }
    throw new Error(`no end of redirects at ${url.href}`);
  }

  private async once(
    url: URL,
    form: Record<string, string> | undefined,
    headers: Record<string, string>,
  ): Promise<Arrived> {
    const server = this.names[url.origin] ?? url.origin;
    const cookie = [...this.jar].map(([name, value]) => fastifyCookie.fastifyCookie.serialize(name, value));
    const response = await fetch(server + url.pathname + url.search, {
      method: form === undefined ? 'GET' : 'POST',
      redirect: 'manual',
      headers: {
        accept: 'text/html',
        'accept-language': 'en',
        ...(cookie.length > 0 && { cookie: cookie.join('; ') }),
        ...(form !== undefined && { 'sec-fetch-site': 'same-origin' }),
        ...headers,
      },
      body: form && new URLSearchParams(form),
    });
    for (const line of response.headers.getSetCookie()) {
      const [name, value] = Object.entries(fastifyCookie.fastifyCookie.parse(line))[0]!;
      if (/max-age=0|expires=thu, 01 jan 1970/i.test(line)) this.jar.delete(name);
      else this.jar.set(name, value);
    }
    return { status: response.status, url, headers: response.headers, text: await response.text() };
  }
}

/** What a page says its form brings. */
export function fieldsOf(page: string): Record<string, string> {
  const fields = page.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g);
  return Object.fromEntries([...fields].map(([, name, value]) => [name!, value!]));
}
