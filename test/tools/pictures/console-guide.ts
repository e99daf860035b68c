/**
 * The pictures of the console: every page, as a company's head of IT sees it, on a desktop and a phone, in light and
 * dark.
 */
import type { Page, Request } from 'playwright-core';
import { ensureConsole } from '../../../commands/boot/build-console.ts';
import type { Camera } from './camera.ts';
import { startCompany } from './company.ts';
import { EMPTY, LOOKS, type Look, type Shot, shots } from './console-shots.ts';
import { type Stops, waitUntil } from './product.ts';

/** Recent actions all count as today in the pictures. */
const LATER_MS = 47 * 60_000;

/** Pixels. A list can be endless, and its first rows are enough. */
const TALLEST = 1_300;

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

async function takeAll(camera: Camera, url: string, look: Look, list: readonly Shot[]): Promise<void> {
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
  const settled = settling(page);
  if (camera.all) {
    await page.goto('/auth/local');
    await camera.also(`${look.name}-sign-in`, page);
  }
  await signIn(page);
  await page.clock.setFixedTime(Date.now() + LATER_MS);
  for (const shot of wanted) {
    await page.setViewportSize({ width, height });
    await page.goto(shot.path);
    await settled();
    await shot.click?.(page);
    await settled();
    // The window is as tall as the page, because elements that stay in place while scrolling would cover the middle of
    // its picture.
    const whole = await page.evaluate<number>('document.documentElement.scrollHeight');
    await page.setViewportSize({ width, height: Math.max(whole, height) });
    await camera.also(`${look.name}-${shot.name}`, page);
    const shown = shot.docs?.[look.name];
    if (shown === undefined) continue;
    await page.setViewportSize({ width, height: Math.min(Math.max(whole, height), TALLEST) });
    await camera.shoot(shown, page);
  }
  await context.close();
}

async function signIn(page: Page): Promise<void> {
  await page.goto('/auth/local');
  await page.click('button[value="admin@acme.test"]');
  await page.locator('h1').waitFor();
}

/** Waits until a page has loaded all its data. */
function settling(page: Page): () => Promise<void> {
  const asked = new Set<Request>();
  page.on('request', (request) => {
    // The live events last as long as the page.
    if (!request.url().endsWith('/events')) asked.add(request);
  });
  const answered = (request: Request): void => void asked.delete(request);
  page.on('requestfinished', answered);
  page.on('requestfailed', answered);
  return async () => {
    await page.locator('h1').waitFor();
    await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
    await waitUntil('Everything is loaded', async () => asked.size === 0);
    await page.evaluate('new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)))');
  };
}

/** Off-boards a person in one order. @returns the address of the order. */
async function endAccessOf({ browser }: Camera, url: string, who: string): Promise<string> {
  const context = await browser.newContext({ baseURL: url, viewport: { width: 1_440, height: 900 } });
  const page = await context.newPage();
  await signIn(page);
  await page.goto(`/grants?state=active&subject=${who}`);
  await page
    .getByLabel(/^Select .*mallory/)
    .first()
    .waitFor();
  for (const box of await page.getByLabel(/^Select .*mallory/).all()) await box.check();
  await page.getByRole('button', { name: /^End access/ }).click();
  await page.getByLabel('Reason').fill('Mallory has left the company');
  await page.getByRole('button', { name: 'Preview' }).click();
  await page.getByRole('button', { name: 'End access now' }).click();
  await page.getByText(/^Done: /).waitFor();
  const { pathname } = new URL(page.url());
  await context.close();
  return pathname;
}
