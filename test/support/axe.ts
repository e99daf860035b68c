/** What axe finds on a page as it is now, and calls serious or critical. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

/** The page's context must be made with `bypassCSP`, for axe is a script that the console does not know. */
export async function accessibilityFaults(page: Page): Promise<readonly string[]> {
  await page.addScriptTag({
    content: await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'),
  });
  return page.evaluate(seriousFaults);
}

/** Runs in the page. */
async function seriousFaults(): Promise<string[]> {
  interface Found {
    readonly violations: readonly {
      readonly id: string;
      readonly impact: string;
      readonly nodes: readonly { readonly html: string }[];
    }[];
  }
  const { axe } = globalThis as unknown as { axe: { run(): Promise<Found> } };
  const { violations } = await axe.run();
  return violations
    .filter((each) => each.impact === 'serious' || each.impact === 'critical')
    .map((each) => `${each.id} ${each.nodes[0]?.html ?? ''}`);
}
