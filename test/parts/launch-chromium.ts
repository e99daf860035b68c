/** The installed Chromium or Chrome, started without a window. */
import { type Browser, chromium } from 'playwright-core';
import { readToolchain } from '../../config/environment/toolchain.ts';
import { findOnPath } from './find-on-path.ts';

/** @throws if there is none. */
export async function launchChromium(): Promise<Browser> {
  const executablePath =
    readToolchain().chromium ?? findOnPath('chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable');
  if (executablePath === undefined) throw new Error('This needs Chromium: install it, or name it in CHROMIUM.');
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
}
