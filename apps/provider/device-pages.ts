import type { KoaContextWithOIDC } from 'oidc-provider';
import { html, type Html } from '../api/html.js';
import { draw, secretOf, words } from './pages.js';

const titles = { 'zh-CN': words['zh-CN'].device, en: words.en.device };

/** The pages of the device grant (RFC 8628, section 3.3): enter the code, compare it, done. */
export const devicePages = {
  userCodeInputSource(
    context: KoaContextWithOIDC,
    _form: string,
    _out?: unknown,
    fault?: { name: string },
  ): void {
    draw(context, titles, (language) => {
      const say = words[language];
      const told: Html | string =
        fault === undefined
          ? html`<p>${say.deviceIntro}</p>`
          : html`<p class="fault" role="alert">
              ${fault.name === 'AbortedError' ? say.deviceAborted : say.deviceUnknown}
            </p>`;
      return html`${told}
        <form method="post" action="${context.oidc.urlFor('code_verification')}">
          <input type="hidden" name="xsrf" value="${secretOf(context)}" />
          <label for="user_code">${say.enterUserCode}</label>
          <p>
            <input id="user_code" name="user_code" autocomplete="off" maxlength="20" required autofocus />
          </p>
          <p><button class="main">${say.continue}</button></p>
        </form>`;
    });
  },

  userCodeConfirmSource(
    context: KoaContextWithOIDC,
    _form: string,
    _client: unknown,
    _device: unknown,
    userCode: string,
  ): void {
    draw(context, titles, (language) => {
      const say = words[language];
      return html`<p>${say.deviceCheck}</p>
        <p class="code">${userCode}</p>
        <form method="post" action="${context.oidc.urlFor('code_verification')}">
          <input type="hidden" name="xsrf" value="${secretOf(context)}" />
          <input type="hidden" name="user_code" value="${userCode}" />
          <input type="hidden" name="confirm" value="yes" />
          <p>
            <button class="main" autofocus>${say.continue}</button>
            <button name="abort" value="yes">${say.abort}</button>
          </p>
        </form>`;
    });
  },

  successSource(context: KoaContextWithOIDC): void {
    draw(context, titles, (language) => html`<p>${words[language].deviceDone}</p>`);
  },
};
