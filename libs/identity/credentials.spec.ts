import { describe, expect, it } from '@jest/globals';
import { Refused } from '#refusals';
import { newApiKey } from './api-key-text.js';
import { credentialOf, requireOwnPage } from './credentials.js';

/** A request with these header fields, as Node hands them over: the first `authorization`, all cookies as one. */
const request = (method: string, ...fields: [string, string][]) => {
  const headers: Record<string, string> = {};
  for (const [name, value] of fields) {
    if (name === 'authorization' && name in headers) continue;
    headers[name] = name === 'cookie' && name in headers ? `${headers[name]}; ${value}` : value;
  }
  return { method, headers, raw: { rawHeaders: fields.flat() } };
};
const codeOf = (work: () => unknown): string | undefined => {
  try {
    work();
    return undefined;
  } catch (error) {
    if (error instanceof Refused) return error.code;
    throw error;
  }
};

describe('a credential', () => {
  const { text: key } = newApiKey('live');
  it.each([
    ['nothing', [], undefined],
    ['a token', [['authorization', 'Bearer a.b.c']], { kind: 'token', text: 'a.b.c' }],
    ['a token after any case of letters', [['authorization', 'bEARER  a']], { kind: 'token', text: 'a' }],
    ['an API key', [['authorization', `Bearer ${key}`]], { kind: 'key', text: key }],
    ['what means to be one', [['authorization', 'Bearer CMA_live_x']], { kind: 'key', text: 'CMA_live_x' }],
    [
      'a session’s cookie',
      [['cookie', 'a=b; __Host-greenlane=s']],
      { kind: 'session', text: '__Host-greenlane=s' },
    ],
    ['a session’s cookie on loopback', [['cookie', 'greenlane=s']], { kind: 'session', text: 'greenlane=s' }],
    ['another cookie', [['cookie', 'greenlane-language=zh; xgreenlane=s']], undefined],
    [
      'a token before a cookie',
      [
        ['cookie', 'greenlane=s'],
        ['authorization', 'Bearer t'],
      ],
      { kind: 'token', text: 't' },
    ],
  ] as [string, [string, string][], unknown][])('is found in %s', (_, fields, found) => {
    expect(credentialOf(request('GET', ...fields))).toEqual(found);
  });

  it('is not looked for elsewhere when the header is no bearer', () => {
    for (const header of ['Basic dTpw', 'Bearer', 'Bearer ', 'Bearer a b', 'a.b.c', '', 'Bearer\ta'])
      expect(
        codeOf(() =>
          credentialOf(request('GET', ['authorization', header], ['cookie', '__Host-greenlane=s'])),
        ),
      ).toBe('not-signed-in');
  });

  it('is refused when there are two of one kind, alike or not', () => {
    for (const fields of [
      [
        ['Authorization', 'Bearer a'],
        ['authorization', 'Bearer a'],
      ],
      [
        ['authorization', 'Bearer a'],
        ['AUTHORIZATION', 'Basic b'],
      ],
      [['cookie', '__Host-greenlane=a; __Host-greenlane=b']],
      [
        ['cookie', 'greenlane=a'],
        ['cookie', 'x=y;greenlane=b'],
      ],
    ] as [string, string][][])
      expect(codeOf(() => credentialOf(request('GET', ...fields)))).toBe('malformed-request');
  });
});

describe('a request with a cookie', () => {
  const ours = 'https://cma.example';
  const pages = (
    ['same-origin', 'same-site', 'cross-site', 'none', 'same-origin, cross-site', ''] as const
  ).flatMap((site) =>
    [undefined, ours, 'https://evil.example', 'null'].map((origin) => [site, origin] as const),
  );
  const withoutSite = [ours, `${ours}/`, 'http://cma.example', 'https://cma.example:8443', 'null', undefined];
  const matrix: [string, string | undefined, string | undefined, string | undefined][] = [
    ...pages.flatMap(([site, origin]) =>
      ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'GET', 'HEAD'].flatMap((method) =>
        ['1', '0', undefined].map(
          (mark): [string, string | undefined, string | undefined, string | undefined] => [
            ...([method, site, origin, mark] as const),
          ],
        ),
      ),
    ),
    ...withoutSite.flatMap((origin) =>
      ['1', undefined].map((mark): [string, string | undefined, string | undefined, string | undefined] => [
        ...(['POST', undefined, origin, mark] as const),
      ]),
    ),
  ];

  it('that writes is taken from a page of ours alone, with our header: every other of the matrix is refused', () => {
    let taken = 0;
    for (const [method, site, origin, mark] of matrix) {
      const fields = Object.entries({ 'sec-fetch-site': site, origin, 'x-greenlane': mark }).filter(
        (field): field is [string, string] => field[1] !== undefined,
      );
      const reads = method === 'GET' || method === 'HEAD';
      const fromOurs = site === undefined ? origin === ours : site === 'same-origin';
      const expected = reads || (fromOurs && mark === '1') ? undefined : 'cross-site-request';
      expect([
        method,
        site,
        origin,
        mark,
        codeOf(() => requireOwnPage(request(method, ...fields), ours)),
      ]).toEqual([...[method, site, origin, mark], expected]);
      if (!reads && expected === undefined) taken += 1;
    }
    // The five methods that write, from our own page, whatever Origin says; and the one without Sec-Fetch-Site.
    expect([matrix.length, taken]).toEqual([516, 21]);
  });
});
