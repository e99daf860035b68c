/** Whether the clocks agree: the time in the answers of Jira and the providers, against ours. */
import { type Finding, well, wrong } from '../../domain/portal/finding.ts';
import type { Dependencies } from './dependencies.ts';

/** Allowed difference of clocks, in milliseconds: `Date` counts whole seconds, and an answer takes a while. */
const TOLERANCE_MS = 30_000;
const TIMEOUT_MS = 10_000;

export async function compareClocks(dependencies: Dependencies, signal: AbortSignal): Promise<readonly Finding[]> {
  const { jira, policy } = (await dependencies.configuration()).configuration;
  const systems = [{ name: 'Jira', url: jira.url }, ...policy.applications];
  return Promise.all(systems.map(({ name, url }) => compareClock(name, url, signal)));
}

async function compareClock(system: string, url: string, signal: AbortSignal): Promise<Finding> {
  const name = `Clock against ${system}`;
  const theirs = await clockOf(url, signal);
  if (theirs === undefined) return well(name, `${url} does not say what time it is.`);
  const skew = Date.now() - theirs;
  const seconds = Math.round(Math.abs(skew) / 1_000);
  if (Math.abs(skew) <= TOLERANCE_MS) return well(name, `They differ by ${seconds} s at most.`);
  return wrong(
    name,
    `Our clock is ${seconds} s ${skew > 0 ? 'ahead of' : 'behind'} ${system}’s: access would end too ${skew > 0 ? 'early' : 'late'}.`,
    'Synchronise the clock of this machine (NTP).',
  );
}

/** The `Date` of any answer, signed in or not. */
async function clockOf(url: string, signal: AbortSignal): Promise<number | undefined> {
  try {
    const response = await fetch(url, {
      method: 'HEAD',
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    const time = Date.parse(response.headers.get('date') ?? '');
    return Number.isNaN(time) ? undefined : time;
  } catch {
    // Its own checks report that it cannot be reached.
    return undefined;
  }
}
