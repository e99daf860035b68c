/** The serious and critical accessibility faults that axe finds on the present page. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

/** The page's context needs `bypassCSP`, because the console's policy does not allow axe's script. */
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
