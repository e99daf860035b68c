/** The pictures of the console: every page, as the head of IT of a company sees it, at a desk and on a phone, in light and dark. */
import type { Page } from 'playwright-core';
import { ensureConsole } from '../build-console.ts';
import type { Camera } from './camera.ts';
import { startCompany } from './company.ts';
import { EMPTY, LOOKS, type Look, type Shot, shots } from './console-shots.ts';
import type { Stops } from './product.ts';

/** What was done a moment ago was done at some time today, so far as the pictures go. */
const LATER_MS = 47 * 60_000;

export async function consoleGuide(camera: Camera): Promise<void> {
  const stops: Stops = [];
  try {
    await ensureConsole(console.log);
    const company = await startCompany(stops);
    if (camera.all) for (const look of LOOKS) await takeAll(camera, company.url, look, EMPTY);
    const keys = await company.live();
    const revocation = await endAccessOf(camera, company.url, 'mallory@acme.test');
    for (const look of LOOKS) await takeAll(camera, company.url, look, shots(keys, revocation));
  } finally {
    for (const stop of stops) await stop();
  }
}

export async function takeAll(camera: Camera, url: string, look: Look, list: readonly Shot[]): Promise<void> {
  const wanted = list.filter((shot) => camera.all || shot.docs?.[look.name] !== undefined);
  if (wanted.length === 0) return;
  const { width, height, colorScheme } = look;
  const context = await camera.browser.newContext({
    baseURL: url,
    viewport: { width, height },
    colorScheme,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  if (camera.all) {
    await page.goto('/auth/local');
    await camera.also(`${look.name}-sign-in`, page);
  }
  await signIn(page);
  await page.clock.setFixedTime(Date.now() + LATER_MS);
  for (const shot of wanted) {
    await page.goto(shot.path);
    await settled(page);
    await shot.click?.(page);
    await settled(page);
    const shown = shot.docs?.[look.name];
    if (shown !== undefined) await camera.shoot(shown, page);
    await camera.also(`${look.name}-${shot.name}`, page);
  }
  await context.close();
}

async function signIn(page: Page): Promise<void> {
  await page.goto('/auth/local');
  await page.click('button[value="admin@acme.test"]');
  await page.locator('h1').waitFor();
}

/** Everything that was asked for is there. */
async function settled(page: Page): Promise<void> {
  await page.locator('h1').waitFor();
  await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
}

/** Somebody has left: what they hold is ended in one go. @returns the address of the order. */
export async function endAccessOf({ browser }: Camera, url: string, who: string): Promise<string> {
  const context = await browser.newContext({ baseURL: url, viewport: { width: 1_440, height: 900 } });
  const page = await context.newPage();
  await signIn(page);
  await page.goto(`/grants?state=active&subject=${who}`);
  await page
    .getByLabel(/^Choose .*mallory/)
    .first()
    .waitFor();
  for (const box of await page.getByLabel(/^Choose .*mallory/).all()) await box.check();
  await page.getByRole('button', { name: /^End access/ }).click();
  await page.getByLabel('Why').fill('Mallory has left the company');
  await page.getByRole('button', { name: 'Show what ends' }).click();
  await page.getByRole('button', { name: 'End access now' }).click();
  await page.getByText(/^Done: /).waitFor();
  const { pathname } = new URL(page.url());
  await context.close();
  return pathname;
}
