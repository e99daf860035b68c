/** The HTML pages of the sign-in. They work without scripts. */
import type { Response } from 'express';

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** @param content HTML. External values in it must be escaped already. */
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
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; background: light-dark(#fff, #242424); color: light-dark(#000, #e0e0e0) }
  body { max-width: 32rem; margin: 3rem auto; padding: 0 1rem }
  header { display: flex; align-items: center; gap: .5rem; font-weight: 700 }
  h1 { font-size: 1.6rem; margin: 1.5rem 0 .5rem }
  a { color: light-dark(#0b6e4f, #6fd0ab) }
  button { display: block; width: 100%; margin: .5rem 0; padding: .6rem 1rem; font: inherit; text-align: start; cursor: pointer;
    color: inherit; background: light-dark(#fff, #2e2e2e); border: 1px solid light-dark(#ced4da, #4a4a4a); border-radius: .5rem }
  button:hover, button:focus-visible { border-color: light-dark(#0b6e4f, #6fd0ab) }
  small { display: block; color: light-dark(#586069, #a8b0ba) }
  pre { overflow-x: auto }
  code { overflow-wrap: anywhere }
</style>
<main>
<header><img src="/favicon.svg" alt="" width="26" height="26">Leasehold</header>
<h1>${escapeHtml(title)}</h1>
${content}
</main>
</html>`);
}
