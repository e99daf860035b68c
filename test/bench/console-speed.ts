/** Measures how long the console takes to become usable: opened, signed in, by a browser without a cache. */
import type { Browser, Request } from 'playwright-core';
import { ensureConsole } from '../../commands/boot/build-console.ts';
import { parseYaml } from '../../config/document/parse.ts';
import { DEMO_SECRETS, demoConfiguration } from '../demo/configuration.ts';
import { freePort } from '../parts/free-port.ts';
import { launchChromium } from '../parts/launch-chromium.ts';
import { startJiraSimulator } from '../simulators/jira/jira.ts';
import { startOktaSimulator } from '../simulators/okta/okta.ts';
import { type Stops, startProduct } from '../tools/pictures/product.ts';

/** Milliseconds. */
const REACH = 1_000;
const OPENINGS = 5;

export interface Opening {
  /** Milliseconds from the start of the navigation until the overview shows its numbers and a button has worked. */
  readonly interactiveMs: number;
  /** Milliseconds of the page's own main thread, without other load on the machine. */
  readonly computedMs: number;
  /** Bytes of JavaScript, compressed. */
  readonly scriptBytes: number;
}

/**
 * Runs in the page from its start, so that the measurement contains no message between browser and test. When the
 * numbers are shown, it presses the colour switch and notes when the switch's label has changed.
 */
const WATCH = `(() => {
  const named = (name) => document.querySelector('button[aria-label="' + name + '"]');
  const look = () => {
    const numbers = [...document.querySelectorAll('main a')].some((each) => /Awaiting my approval\\s*\\d/.test(each.textContent));
    if (numbers && !window.pressed && named('Use dark colours')) {
      window.pressed = true;
      named('Use dark colours').click();
    }
    if (window.pressed && named('Use light colours')) window.interactiveMs = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})()`;

/** @param email of one of the demo's people; the process must offer its sign-in page. */
async function openConsole(browser: Browser, url: string, email: string): Promise<Opening> {
  const context = await browser.newContext({ baseURL: url, bypassCSP: true, colorScheme: 'light' });
  try {
    await context.request.post('/auth/local', { form: { as: email }, headers: { origin: url }, maxRedirects: 0 });
    const page = await context.newPage();
    const scripts: Request[] = [];
    page.on('request', (request) => {
      if (request.resourceType() === 'script') scripts.push(request);
    });
    const inspector = await context.newCDPSession(page);
    await inspector.send('Performance.enable', { timeDomain: 'threadTicks' });
    await page.addInitScript(WATCH);
    await page.goto('/', { waitUntil: 'commit' });
    const handle = await page.waitForFunction('window.interactiveMs');
    const interactiveMs = Number(await handle.jsonValue());
    const { metrics } = await inspector.send('Performance.getMetrics');
    const computedMs = 1_000 * (metrics.find((each) => each.name === 'TaskDuration')?.value ?? 0);
    const sizes = await Promise.all(scripts.map((script) => script.sizes()));
    return { interactiveMs, computedMs, scriptBytes: sizes.reduce((sum, each) => sum + each.responseBodySize, 0) };
  } finally {
    await context.close();
  }
}

/** Runs the whole product as `npm start` does, and opens its console several times. */
export async function consoleFigures() {
  const stops: Stops = [];
  try {
    await ensureConsole(console.error);
    const okta = await startOktaSimulator({ token: DEMO_SECRETS.OKTA_API_TOKEN });
    stops.unshift(okta.close);
    const jira = await startJiraSimulator({ token: DEMO_SECRETS.JIRA_API_TOKEN });
    stops.unshift(jira.close);
    const document = parseYaml(demoConfiguration(jira.url, okta.url), 'demo') as object;
    const product = { port: await freePort(), document, entry: 'test/demo/serve.ts' };
    const { PUBLIC_URL } = await startProduct(product, stops);
    const browser = await launchChromium();
    stops.unshift(() => browser.close());
    const { interactiveMs, computedMs, scriptBytes } = await medianOpening(
      browser,
      PUBLIC_URL,
      'admin@acme.test',
      OPENINGS,
    );
    const value = Math.round(interactiveMs);
    return [
      {
        figure: 'console usable, ms',
        value,
        computedMs: Math.round(computedMs),
        scriptBytes,
        reach: REACH,
        reached: value < REACH,
      },
    ];
  } finally {
    for (const stop of stops) await stop();
  }
}

/** The median of several openings, each in its own browser context. */
export async function medianOpening(browser: Browser, url: string, email: string, times: number): Promise<Opening> {
  const openings: Opening[] = [];
  for (let n = 0; n < times; n += 1) openings.push(await openConsole(browser, url, email));
  const middle = openings.sort((a, b) => a.interactiveMs - b.interactiveMs)[Math.floor(times / 2)];
  if (middle === undefined) throw new Error('It must be opened at least once.');
  return middle;
}
