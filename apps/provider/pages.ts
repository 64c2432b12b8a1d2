import type { KoaContextWithOIDC } from 'oidc-provider';
import { demonstrationOffices, demonstrationPeople, type DemonstrationPerson } from '#identity';
import type { Language } from '#refusals';
import { html, htmlPage, type Html } from '../api/html.js';
import { readerLanguage } from '../api/language.js';

/** What a page is drawn on: the library's contexts and our own. */
export type Drawing = Pick<KoaContextWithOIDC, 'body' | 'type' | 'get'> & Partial<KoaContextWithOIDC>;

export const languageOf = (context: Pick<Drawing, 'get'>): Language =>
  readerLanguage(context.get('accept-language'));

/** Draws a page under the demonstration's banner; on it nothing runs, and nothing is fetched but our style. */
export function draw(
  context: Drawing,
  titles: Record<Language, string>,
  body: (say: Language) => Html,
): void {
  const language = languageOf(context);
  const title = titles[language];
  context.type = 'html';
  context.body = htmlPage(
    title,
    language,
    html`<h1>${title}</h1>
      ${body(language)}`,
    { demonstration: true },
  );
}

/** Everybody of the demonstration, a button each. */
export function drawPeople(context: Drawing, { strong }: { strong: boolean }): void {
  draw(context, { 'zh-CN': '您以谁的身份登录？', en: 'Who do you want to be?' }, (language) => {
    const say = words[language];
    return html`<p>${say.invented}</p>
      ${strong ? html`<p>${say.thenStrong}</p>` : ''}
      <form method="post">
        ${demonstrationOffices.map(
          ({ tenant, authority }) =>
            html`<h2>${authority.name}</h2>
              <ul class="people">
                ${demonstrationPeople
                  .filter((person) => person.tenant === tenant)
                  .map(
                    ({ subject, name, words: purpose }) =>
                      html`<li>
                        <button name="person" value="${subject}">
                          <strong>${name}</strong>
                          <span class="quiet">${purpose[language]}</span>
                          <span class="quiet"><code>${subject}</code></span>
                        </button>
                      </li>`,
                  )}
              </ul>`,
        )}
        <p><button name="cancel" value="yes">${say.cancel}</button></p>
      </form>`;
  });
}

/** The step that stands for a second factor. */
export function drawSecondStep(
  context: Drawing,
  { person, code, wrong }: { person: DemonstrationPerson; code: string; wrong: boolean },
): void {
  draw(context, { 'zh-CN': '强身份验证', en: 'Strong sign-in' }, (language) => {
    const say = words[language];
    const name = html`<strong>${person.name}</strong>`;
    const purpose = person.words[language];
    return html`<p>
        ${language === 'en' ? html`As ${name} (${purpose}).` : html`身份：${name}（${purpose}）。`}
      </p>
      <p>${say.standsFor}</p>
      <p class="code" id="shown">${code}</p>
      ${wrong ? html`<p class="fault" role="alert">${say.wrongCode}</p>` : ''}
      <form method="post">
        <label for="code">${say.enterCode}</label>
        <p>
          <input
            id="code"
            name="code"
            inputmode="numeric"
            autocomplete="one-time-code"
            pattern="[0-9]{6}"
            maxlength="6"
            required
            autofocus
          />
        </p>
        <p>
          <button class="main">${say.confirm}</button>
          <button name="other" value="yes" formnovalidate>${say.somebodyElse}</button>
          <button name="cancel" value="yes" formnovalidate>${say.cancel}</button>
        </p>
      </form>`;
  });
}

/** Asks whether the provider's own session is to end. */
export function drawFarewell(context: KoaContextWithOIDC): void {
  draw(context, { 'zh-CN': '退出登录', en: 'Sign out' }, (language) => {
    const say = words[language];
    return html`<p>${say.endHere}</p>
      <form method="post" action="${context.oidc.urlFor('end_session_confirm')}">
        <input type="hidden" name="xsrf" value="${secretOf(context)}" />
        <p>
          <button class="main" name="logout" value="yes" autofocus>${say.signOut}</button>
          <button>${say.stay}</button>
        </p>
      </form>`;
  });
}

export function drawSignedOut(context: KoaContextWithOIDC): void {
  draw(
    context,
    { 'zh-CN': '已退出登录', en: 'Signed out' },
    (language) => html`<p><a href="/">${words[language].home}</a></p>`,
  );
}

export function drawFault(
  context: Drawing,
  { error, error_description: why = '' }: { error: string; error_description?: string },
): void {
  draw(context, { 'zh-CN': '登录未完成', en: 'The sign-in did not come about' }, (language) => {
    const say = words[language];
    return html`<p>${say.again}</p>
      <p class="quiet"><code>${error}</code> ${why}</p>
      <p><a href="/sign-in">${say.signIn}</a> · <a href="/">${say.home}</a></p>`;
  });
}

/**
 * The library has pages that a script sends on at once. Ours have no scripts, so there the reader presses a button; the
 * form is the library's, fields and all.
 */
export function drawContinue(context: Drawing, form: string): void {
  const action = /action="([^"]*)"/.exec(form)?.[1] ?? '';
  const fields = [...form.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"\/>/g)];
  draw(
    context,
    { 'zh-CN': '继续', en: 'Go on' },
    (language) =>
      html`<p>${words[language].goOn}</p>
        <form method="post" action="${unescaped(action)}">
          ${fields.map(
            ([, name = '', value = '']) =>
              html`<input type="hidden" name="${unescaped(name)}" value="${unescaped(value)}" />`,
          )}
          <p><button class="main" autofocus>${words[language].continue}</button></p>
        </form>`,
  );
}

/** What the library escapes (its html_safe.js), as it was before; it is escaped again where it is put. */
const unescaped = (text: string): string =>
  text.replace(
    /&(amp|lt|gt|quot|#39);/g,
    (_, name: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" })[name]!,
  );

/** Guards the library's own forms against other sites. */
export const secretOf = (context: KoaContextWithOIDC): string =>
  (context.oidc.session!.state as { secret: string }).secret;

export const words = {
  'zh-CN': {
    invented: '这是演示用的身份提供方，人员均为虚构，没有密码：选择一人即以其身份登录。',
    thenStrong: '此次要求强身份验证，选择之后还有一步。',
    cancel: '取消',
    standsFor:
      '在真实的机关，此处使用第二重验证手段（动态口令、安全密钥等）。演示中以下面显示的六位数字代替，请照样输入。',
    wrongCode: '数字不符，请按新显示的数字重新输入。',
    enterCode: '上面显示的六位数字',
    confirm: '确认',
    somebodyElse: '换一人',
    endHere: '您在本系统的登录已结束。身份提供方仍记得您，是否也在那里退出？',
    signOut: '退出',
    stay: '不退出',
    home: '返回首页',
    again: '请重新登录。本次未登录任何人。',
    signIn: '重新登录',
    goOn: '请确认继续。',
    continue: '继续',
    device: '命令行请求登录',
    enterUserCode: '命令行上显示的代码',
    deviceIntro: '请输入命令行（greenlane login）上显示的代码。',
    deviceUnknown: '没有这样的代码，或已过期、已使用。请核对后重新输入。',
    deviceAborted: '已中止，命令行不会登录。',
    deviceCheck: '请核对：命令行上显示的应为同一代码。如不是您本人发起，请中止。',
    abort: '中止',
    deviceDone: '命令行已登录，可以关闭此页。',
  },
  en: {
    invented:
      'This identity provider is for demonstration: its people are invented and have no passwords. Choose one, and you are signed in as them.',
    thenStrong: 'A strong sign-in is asked for, so there is one more step after that.',
    cancel: 'Cancel',
    standsFor:
      'In a real office a second factor comes here: a one-time password, a security key. In the demonstration these six digits stand for it; type them below.',
    wrongCode: 'Those were other digits. Type the ones that are shown now.',
    enterCode: 'The six digits shown above',
    confirm: 'Confirm',
    somebodyElse: 'Somebody else',
    endHere:
      'You are signed out of this installation. The identity provider still knows you; sign out there too?',
    signOut: 'Sign out',
    stay: 'Stay signed in there',
    home: 'To the first page',
    again: 'Begin again, please. Nobody was signed in.',
    signIn: 'Sign in',
    goOn: 'Please go on.',
    continue: 'Go on',
    device: 'A command line wants to sign in',
    enterUserCode: 'The code shown by the command line',
    deviceIntro: 'Enter the code that the command line shows (greenlane login).',
    deviceUnknown: 'There is no such code, or its time is over, or it was used. Compare and enter it again.',
    deviceAborted: 'Broken off. The command line will not be signed in.',
    deviceCheck: 'The command line shows this same code. If you did not begin this yourself, break it off.',
    abort: 'Break off',
    deviceDone: 'The command line is signed in; you can close this page.',
  },
} as const;
