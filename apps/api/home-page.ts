import type { ActingFor, Session } from '#identity';
import type { Words } from '#process';
import { sentence, type Language } from '#refusals';
import { roles as catalogue } from '#regulations';
import { html, type Html } from './html.js';

/** Who looks at the page. */
export interface Visitor {
  method: string;
  /** Undefined where somebody signed in who has no account here. */
  person:
    | {
        name: string;
        office: Words;
        roles: string[];
        actsFor: { name: string; capacity: ActingFor['capacity'] }[];
      }
    | undefined;
  /** Signed in, has an account, and is kept out. */
  suspended?: boolean;
  /** Where the person is signed in; none of somebody without an account. */
  sessions: (Session & { current: boolean })[];
  /** The office's zone, in which instants are told. */
  zone: string;
  /** See `formTokenOf`. */
  formToken: string;
}

export const homeTitle: Record<Language, string> = {
  'zh-CN': '绿道 · 检验检测机构资质认定',
  en: 'Greenlane: qualification approval of testing laboratories',
};

/** The body of the first page. Everything on it works without script. */
export function homePage(
  language: Language,
  { visitor, signsIn }: { visitor: Visitor | undefined; signsIn: boolean },
): Html {
  const say = words[language];
  return html`<h1>${homeTitle[language]}</h1>
    ${visitor === undefined ? strangerPart(say, signsIn) : visitorPart(say, language, visitor)}
    <h2>${say.more}</h2>
    <ul>
      <li><a href="/docs">${say.docs}</a></li>
      <li><a href="/problems">${say.refusals}</a></li>
    </ul>`;
}

const strangerPart = (say: Say, signsIn: boolean): Html =>
  signsIn
    ? html`<p>${say.notSignedIn}</p>
        <p><a class="button main" href="/sign-in">${say.signIn}</a></p>`
    : html`<p>${say.tokensOnly}</p>`;

function visitorPart(say: Say, language: Language, visitor: Visitor): Html {
  const { person, suspended, method, formToken } = visitor;
  const known: Record<string, { words: Words } | undefined> = catalogue;
  return html`${
      person === undefined
        ? html`<p>${suspended === true ? sentence('account-suspended', language) : say.noAccount}</p>`
        : html`<table>
            ${row(say.you, html`<strong>${person.name}</strong>`)} ${row(say.office, person.office[language])}
            ${row(say.roles, person.roles.map((role) => known[role]?.words[language] ?? role).join(say.comma) || say.none)}
            ${row(
              say.actsFor,
              person.actsFor.length === 0
                ? say.none
                : html`${person.actsFor.map(
                    ({ name, capacity }) =>
                      html`<div>${name} <span class="quiet">${say[capacity]}</span></div>`,
                  )}`,
            )}
            ${row(say.signedIn, html`<code>${method}</code>`)}
          </table>`
    }
    <form method="post" action="/sign-out">
      <input type="hidden" name="token" value="${formToken}" />
      <p>
        <button>${say.signOut}</button>
        ${suspended === true ? '' : html`<a class="button" href="/sign-in?stepUp=1">${say.stepUp}</a>`}
      </p>
    </form>
    ${visitor.sessions.length === 0 ? '' : sessionsPart(say, language, visitor)}`;
}

/** Every browser in which the person is signed in, each with a way to end it; this one by signing out. */
function sessionsPart(say: Say, language: Language, { sessions, zone, formToken }: Visitor): Html {
  const format = new Intl.DateTimeFormat(language, {
    ...{ dateStyle: 'medium', timeStyle: 'short', timeZone: zone },
  });
  const told = (instant: string): string => format.format(new Date(instant));
  const button = (session: string, words: string): Html =>
    html`<form method="post" action="/sessions/end">
      <input type="hidden" name="token" value="${formToken}" />
      <button name="session" value="${session}">${words}</button>
    </form>`;
  return html`<h2>${say.sessions}</h2>
    <table>
      <tr>
        <th>${say.begun}</th>
        <th>${say.seen}</th>
        <th>${say.signedIn}</th>
        <th></th>
      </tr>
      ${sessions.map(
        ({ id, begunAt, seenAt, method, current }) =>
          html`<tr>
            <td>${told(begunAt)}</td>
            <td>${told(seenAt)}</td>
            <td><code>${method}</code></td>
            <td>${current ? html`<strong>${say.thisOne}</strong>` : button(id, say.end)}</td>
          </tr> `,
      )}
    </table>
    ${sessions.length > 1 ? html`<div class="below">${button('others', say.endOthers)}</div>` : ''}`;
}

const row = (name: string, value: string | Html): Html =>
  html`<tr>
    <th>${name}</th>
    <td>${value}</td>
  </tr> `;

type Say = (typeof words)[Language];

const words = {
  'zh-CN': {
    notSignedIn: '您尚未登录。',
    signIn: '登录',
    signOut: '退出登录',
    stepUp: '重新进行强身份验证',
    tokensOnly: '本系统未开通网页登录，请携令牌使用接口。',
    noAccount: '您已登录，但在本系统没有账户。',
    you: '姓名',
    office: '审批机关',
    roles: '角色',
    actsFor: '代理的机构',
    legalRepresentative: '法定代表人',
    agent: '代理人',
    signedIn: '登录方式',
    sessions: '登录的设备',
    begun: '登录时间',
    seen: '最近使用',
    thisOne: '当前',
    end: '终止',
    endOthers: '终止其他全部登录',
    none: '无',
    comma: '、',
    more: '更多',
    docs: '接口说明',
    refusals: '各种拒绝及其含义',
  },
  en: {
    notSignedIn: 'You are not signed in.',
    signIn: 'Sign in',
    signOut: 'Sign out',
    stepUp: 'Sign in again, more strongly',
    tokensOnly: 'Nobody signs in to pages of this installation; use the API with a token.',
    noAccount: 'You are signed in, but have no account here.',
    you: 'You are',
    office: 'Authority',
    roles: 'Your roles',
    actsFor: 'You act for',
    legalRepresentative: 'as its legal representative',
    agent: 'as its agent',
    signedIn: 'Signed in by',
    sessions: 'Where you are signed in',
    begun: 'Since',
    seen: 'Last used',
    thisOne: 'this one',
    end: 'End',
    endOthers: 'End all others',
    none: 'none',
    comma: ', ',
    more: 'More',
    docs: 'The API, described',
    refusals: 'Refusals and what they mean',
  },
} as const;
