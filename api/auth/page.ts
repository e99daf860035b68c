/** The few pages of signing in: without scripts, readable by everybody and everything. */
import type { Response } from 'express';

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** @param content HTML; whatever comes from outside in it is escaped already. */
export function sendPage(response: Response, status: number, title: string, content: string): void {
  response
    .status(status)
    .set('Cache-Control', 'no-store')
    .type('html')
    .send(`<!doctype html>
<html lang="en">
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} · Leasehold</title>
<style>
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
  body { max-width: 32rem; margin: 3rem auto; padding: 0 1rem }
  button { display: block; width: 100%; margin: .5rem 0; padding: .75rem 1rem; font: inherit; text-align: start; cursor: pointer }
  small { display: block; opacity: .75 }
  pre { overflow-x: auto }
  code { overflow-wrap: anywhere }
</style>
<main>
<h1>${escapeHtml(title)}</h1>
${content}
</main>
</html>`);
}
