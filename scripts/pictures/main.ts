/**
 * `npm run pictures`: makes the pictures of the documentation anew, out of the running product. What a picture shows is done
 * by clicking through the pages, as a person would.
 */
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { readToolchain } from '../../config/toolchain.ts';
import { findOnPath } from '../find-on-path.ts';
import type { Camera } from './camera.ts';
import { jiraGuide } from './jira-guide.ts';

/** Each guide of the documentation that has pictures. */
const GUIDES = [jiraGuide];

const images = fileURLToPath(new URL('../../docs/images', import.meta.url));

async function main(): Promise<void> {
  const executablePath =
    readToolchain().chromium ?? findOnPath('chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable');
  if (executablePath === undefined) throw new Error('Pictures need Chromium: install it, or name it in CHROMIUM.');
  await mkdir(images, { recursive: true });
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1000, height: 300 } });
    const camera: Camera = {
      page,
      async shoot(name) {
        await page.screenshot({ path: `${images}/${name}.png`, fullPage: true });
        console.log(`docs/images/${name}.png`);
      },
    };
    for (const guide of GUIDES) await guide(camera);
  } finally {
    await browser.close();
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
