/**
 * `npm run pictures`: retakes the documentation's pictures from the running product, by clicking through its pages.
 * `npm run pictures -- console` retakes those of one guide. `--all FOLDER` also writes the pictures that no
 * documentation page shows: every page at both widths, in light and dark.
 */
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { errorText } from '../../../domain/error-text.ts';
import { launchChromium } from '../../parts/launch-chromium.ts';
import type { Camera } from './camera.ts';
import { consoleGuide } from './console-guide.ts';
import { jiraGuide } from './jira-guide.ts';

/** The guides of the documentation that have pictures. */
const GUIDES: Readonly<Record<string, (camera: Camera) => Promise<void>>> = { jira: jiraGuide, console: consoleGuide };

const images = fileURLToPath(new URL('../../../docs/images', import.meta.url));

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { all: { type: 'string' } } });
  const guides = (positionals.length === 0 ? Object.keys(GUIDES) : positionals).map((name) => {
    const guide = GUIDES[name];
    if (guide === undefined)
      throw new Error(`There are no pictures "${name}"; choose from: ${Object.keys(GUIDES).join(', ')}.`);
    return guide;
  });
  for (const folder of [images, values.all]) if (folder !== undefined) await mkdir(folder, { recursive: true });
  const browser = await launchChromium();
  // Only the visible part of a window that a guide has opened itself.
  const take = async (path: string, page: Page, fullPage = false): Promise<void> => {
    await page.screenshot({ path, fullPage, animations: 'disabled' });
    console.log(path);
  };
  try {
    const page = await browser.newPage({ viewport: { width: 1000, height: 300 } });
    const camera: Camera = {
      browser,
      page,
      all: values.all !== undefined,
      shoot: (name, of = page) => take(`${images}/${name}.png`, of, of === page),
      also: async (name, of) => {
        if (values.all !== undefined) await take(`${values.all}/${name}.png`, of);
      },
    };
    for (const guide of guides) await guide(camera);
  } finally {
    await browser.close();
  }
}

main().catch((error: unknown) => {
  console.error(errorText(error));
  process.exitCode = 1;
});
