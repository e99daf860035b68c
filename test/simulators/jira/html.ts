/** The layout of the simulated Jira's pages. */
import { escapeHtml } from '../server.ts';

export function layout(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} · simulated Jira</title><style>
:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif;--line:#8884;--accent:#0c66e4}
body{max-width:52rem;margin:0 auto;padding:1rem}nav a{margin-right:1rem}
form.card,section.card{border:1px solid var(--line);border-radius:.6rem;padding:1rem;margin:1rem 0}
label{display:block;margin:.6rem 0 .2rem;font-weight:600}input,select,textarea{font:inherit;width:100%;box-sizing:border-box;padding:.45rem;border:1px solid var(--line);border-radius:.4rem}
input.inline{width:auto;margin-right:.4rem}
button{font:inherit;padding:.45rem .9rem;border:0;border-radius:.4rem;background:var(--accent);color:#fff;margin:.8rem .4rem 0 0;cursor:pointer}
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.4rem;border-bottom:1px solid var(--line);vertical-align:top}
.lozenge{background:#8883;border-radius:.3rem;padding:.1rem .5rem;font-size:.85em;font-weight:600}.muted{opacity:.7;font-size:.9em}
</style></head><body><nav><a href="/portal">Portal</a><a href="/agent">Agent queue</a><a href="/jira/settings">Settings</a></nav><h1>${escapeHtml(title)}</h1>${body}</body></html>`;
}

/** A document in ADF as HTML: text, links, mentions. */
export function renderAdf(node: unknown): string {
  if (typeof node !== 'object' || node === null) return '';
  const { type, text, content, attrs, marks } = node as {
    type?: string;
    text?: string;
    content?: unknown[];
    attrs?: { text?: string };
    marks?: { attrs?: { href?: string } }[];
  };
  const inner = (content ?? []).map(renderAdf).join('');
  if (type === 'text') {
    const href = marks?.find((mark) => mark.attrs?.href !== undefined)?.attrs?.href;
    return href === undefined ? escapeHtml(text) : `<a href="${escapeHtml(href)}">${escapeHtml(text)}</a>`;
  }
  if (type === 'mention') return `<strong>${escapeHtml(attrs?.text)}</strong>`;
  return type === 'paragraph' ? `<p>${inner}</p>` : inner;
}

export function selectBox(
  name: string,
  label: string,
  options: readonly (readonly [value: string, text: string])[],
  chosen?: string,
): string {
  const items = options.map(
    ([value, text]) =>
      `<option value="${escapeHtml(value)}"${value === chosen ? ' selected' : ''}>${escapeHtml(text)}</option>`,
  );
  return `<label for="${name}">${escapeHtml(label)}</label><select id="${name}" name="${name}">${items.join('')}</select>`;
}
