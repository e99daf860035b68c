/** What a guide takes its pictures with. */
import type { Browser, Page } from 'playwright-core';

export interface Camera {
  readonly browser: Browser;
  readonly page: Page;
  /** Whether pictures are wanted that the documentation does not show. */
  readonly all: boolean;
  /** Writes docs/images/<name>.png: the whole page that is shown now; of a window that is given, what is seen in it. */
  shoot(name: string, of?: Page): Promise<void>;
  /** Writes <name>.png into the folder that `--all` names, if it does. */
  also(name: string, of: Page): Promise<void>;
}

/** Shows a command and what it printed, as a terminal would. */
export async function showTerminal(page: Page, command: string, output: string): Promise<void> {
  const escaped = output.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`);
  await page.setContent(
    `<!doctype html><style>body{margin:0;background:#1d2125;color:#dee4ea;font:14px/1.55 ui-monospace,Menlo,Consolas,'DejaVu Sans Mono',monospace;padding:1rem 1.2rem}pre{margin:0;font:inherit;white-space:pre-wrap;overflow-wrap:anywhere}b{color:#7ee2b8}</style><pre><b>$ ${command}</b>\n${escaped}</pre>`,
  );
}
