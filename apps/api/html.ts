import type { Language } from '#refusals';

/** Text that is HTML already. */
export class Html {
  constructor(readonly text: string) {}
}

type Part = string | number | Html | readonly Part[];

/** Builds HTML; whatever is put in is escaped unless it was built by this. */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Html {
  return new Html(
    strings.reduce((built, string, index) => built + rendered(parts[index - 1] ?? '') + string),
  );
}

function rendered(part: Part): string {
  if (part instanceof Html) return part.text;
  if (typeof part === 'object') return part.map(rendered).join('');
  return String(part).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** What stands above every page of a demonstration, so that nobody takes it for a real office. */
const banner = {
  'zh-CN': '演示系统：人员、机构和案件均属虚构，不产生任何法律效力。',
  en: 'A demonstration: its people, institutions and cases are invented, and nothing in it has legal effect.',
};

/** A page without scripts; its style is `/docs/style.css`. */
export const htmlPage = (
  title: string,
  language: Language,
  body: Html,
  { demonstration = false }: { demonstration?: boolean } = {},
): string =>
  html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <link rel="stylesheet" href="/docs/style.css" />
      </head>
      <body>
        ${demonstration ? html`<p class="banner">${banner[language]}</p>` : ''}
        <main>${body}</main>
      </body>
    </html> `.text;

export const style = `
:root { color-scheme: light dark; --ink: #1b1f23; --paper: #fff; --line: #c9ced4; --accent: #0a5c36; --quiet: #555d66; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8eaed; --paper: #15181b; --line: #3c434a; --accent: #6fd3a2; --quiet: #a9b1ba; }
}
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.6 system-ui, "Noto Sans SC", sans-serif; }
main { max-width: 56rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.3rem; margin-top: 2.5rem; } h3 { font-size: 1.05rem; margin: 0; }
a { color: var(--accent); }
code, pre { font: 0.9em/1.5 ui-monospace, monospace; }
pre { overflow-x: auto; border: 1px solid var(--line); padding: 0.75rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); padding: 0.35rem 0.75rem 0.35rem 0; }
details { border-bottom: 1px solid var(--line); padding: 0.5rem 0; }
summary { cursor: pointer; } summary h3 { display: inline; font-weight: 600; }
.below { margin-top: 1rem; } td button { padding: 0.15rem 0.7rem; white-space: nowrap; }
.quiet { color: var(--quiet); } .method { font: 600 0.85em ui-monospace, monospace; color: var(--accent); }
p, td { overflow-wrap: anywhere; } .lines { white-space: pre-line; }
.banner { margin: 0; padding: 0.5rem 1rem; background: #7a4a00; color: #fff; text-align: center; }
button, .button { display: inline-block; font: inherit; font-weight: 600; padding: 0.45rem 1.1rem; cursor: pointer;
  border: 2px solid var(--accent); border-radius: 4px; background: var(--paper); color: var(--accent); text-decoration: none; }
button.main, .button.main { background: var(--accent); color: var(--paper); }
button:focus-visible, a:focus-visible, input:focus-visible { outline: 3px solid #d97f00; outline-offset: 2px; }
input { font: inherit; padding: 0.45rem 0.6rem; border: 2px solid var(--quiet); border-radius: 4px;
  background: var(--paper); color: var(--ink); }
label { display: block; font-weight: 600; margin-bottom: 0.25rem; }
.code { font: 600 1.8rem/1.4 ui-monospace, monospace; letter-spacing: 0.15em; }
.people { list-style: none; padding: 0; display: grid; gap: 0.5rem; grid-template-columns: repeat(auto-fill, minmax(min(100%, 17rem), 1fr)); }
.people button { width: 100%; text-align: left; border-color: var(--line); font-weight: 400; color: var(--ink); }
.people strong { color: var(--accent); } .people .quiet { display: block; }
.fault { border-left: 4px solid #b3261e; padding-left: 0.75rem; }
`;
