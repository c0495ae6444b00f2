const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** HTML that is made so, and nothing else is taken for it. */
export class Html {
  constructor(readonly text: string) {}
}

type Value = string | number | Html | readonly Html[] | false | null | undefined;

/** A template of HTML: every text in it is escaped, HTML made the same way is not. */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Html {
  return new Html(String.raw({ raw: parts }, ...values.map(textOf)));
}

function textOf(value: Value): string {
  if (value === null || value === undefined || value === false) return "";
  if (value instanceof Html) return value.text;
  if (typeof value === "object") return value.map(({ text }) => text).join("");
  return String(value).replaceAll(/[&<>"']/g, (letter) => entities[letter]!);
}

const style = `
  :root { color-scheme: light; }
  * { box-sizing: border-box; }
  body { margin: 0 auto; max-width: 34rem; padding: 1rem; font: 18px/1.5 system-ui, sans-serif; color: #16201b; background: #fff; }
  h1 { font-size: 1.5rem; margin: 0.5rem 0; } h2 { font-size: 1.15rem; }
  label { display: block; margin: 1rem 0; font-weight: 600; }
  small { font-weight: 400; color: #47544d; }
  input, select, textarea { display: block; width: 100%; min-height: 3.4rem; margin-top: 0.25rem; padding: 0.6rem; font: inherit; border: 2px solid #5c6a63; border-radius: 0.5rem; background: #fff; color: inherit; }
  textarea { min-height: 7rem; }
  [aria-invalid] { border-color: #a31515; }
  .problem { display: block; color: #a31515; font-weight: 600; }
  button { width: 100%; min-height: 3.75rem; font: inherit; font-weight: 700; border: 0; border-radius: 0.5rem; background: #0b5d43; color: #fff; }
  ol { padding-left: 1.25rem; } time { color: #47544d; }
  .poster { text-align: center; } .poster svg { width: 110mm; height: 110mm; }
  .poster h1 { font-size: 34pt; } .poster p { font-size: 17pt; margin: 4mm 0; }
  @page { size: A4; margin: 15mm; }
`;

/** A whole page, Chinese first. */
export const pageOf = (title: string, body: Html): string =>
  html`<!doctype html>
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <style>
          ${new Html(style)}
        </style>
      </head>
      <body>
        ${body}
      </body>
    </html>`.text;
