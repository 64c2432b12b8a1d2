/** As much of a browser as it takes to sign in at the provider of a demonstration: cookies, redirects, forms. */
export async function signInAt(address: string, subject: string): Promise<string> {
  const cookies = new Map<string, string>();
  const visit = async (
    url: string,
    form?: Record<string, string>,
  ): Promise<{ url: string; html: string }> => {
    const own = { origin: new URL(url).origin, 'sec-fetch-site': 'same-origin' };
    const response = await fetch(url, {
      method: form === undefined ? 'GET' : 'POST',
      body: form && new URLSearchParams(form),
      redirect: 'manual',
      headers: {
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(form === undefined ? {} : own),
      },
    });
    for (const [, name, value] of response.headers
      .getSetCookie()
      .map((cookie) => /^([^=]+)=([^;]*)/.exec(cookie)!))
      cookies.set(name!, value!);
    const to = response.headers.get('location');
    return to === null ? { url, html: await response.text() } : visit(new URL(to, url).href);
  };
  let { url, html } = await visit(address);
  for (let pages = 0; html.includes('<form') && pages < 8; pages += 1) {
    const action = /<form[^>]* action="([^"]+)"/.exec(html)?.[1] ?? url;
    const hidden = html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]+)"/g);
    const form: Record<string, string> = {};
    for (const [, name, value] of hidden) form[name!] = value!;
    // The demonstration shows the digits that stand for a second factor.
    const digits = /class="code"[^>]*>\s*(\d{6})\b/.exec(html)?.[1];
    if (html.includes('name="person"')) form.person = subject;
    else if (digits !== undefined) form.code = digits;
    ({ url, html } = await visit(new URL(action, url).href, form));
  }
  return html;
}
