/** The camera of the guides' pictures. */
import type { Browser, Page } from 'playwright-core';

export interface Camera {
  readonly browser: Browser;
  readonly page: Page;
  /** Whether pictures outside the documentation are wanted. */
  readonly all: boolean;
  /** Writes docs/images/<name>.png: the whole current page, or the visible part of the given window. */
  shoot(name: string, of?: Page): Promise<void>;
  /** Writes <name>.png into the folder of `--all`, if given. */
  also(name: string, of: Page): Promise<void>;
}

/** Shows a command and its output like a terminal. */
export async function showTerminal(page: Page, command: string, output: string): Promise<void> {
  const escaped = output.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`);
  await page.setContent(
    `<!doctype html><style>body{margin:0;background:#1d2125;color:#dee4ea;font:14px/1.55 ui-monospace,Menlo,Consolas,'DejaVu Sans Mono',monospace;padding:1rem 1.2rem}pre{margin:0;font:inherit;white-space:pre-wrap;overflow-wrap:anywhere}b{color:#7ee2b8}</style><pre><b>$ ${command}</b>\n${escaped}</pre>`,
  );
}
