/** One run of the harness: starts everything, plays stories and faults, waits until all is settled, and compares. */
import { setTimeout as delay } from 'node:timers/promises';
import { isFinal } from '../../../domain/state.ts';
import { strike } from './faults.ts';
import { checkEnd } from './final-checks.ts';
import { compareAccess, type Divergence, endsByTime, type Observed } from './model.ts';
import { type Pace, slownessNow, untilDue } from './pace.ts';
import { planRun, type RunOptions, type RunPlan } from './plan.ts';
import type { RunResult } from './report.ts';
import { type Running, startAll } from './start-all.ts';
import { playStory } from './stories.ts';

type Log = (line: string) => void;

const MINUTE_MS = 60_000;
/** At most this long after the last fault until everything is settled. */
const SETTLE_MS = 150_000;
const QUIET_MS = 1_500;
const TELL_EVERY_MS = 10_000;

export async function runFaults(options: RunOptions, log: Log): Promise<RunResult> {
  const plan = planRun(options);
  const running = await startAll(plan.stories.length, log);
  try {
    log(
      `seed ${options.seed}: ${plan.stories.length} stories, ${plan.faults.length} faults; logs in ${running.folder}`,
    );
    return await play(options, plan, running, log);
  } finally {
    await running.close();
  }
}

async function play(options: RunOptions, plan: RunPlan, running: Running, log: Log): Promise<RunResult> {
  const { record, outcomes, company } = running;
  const start = Date.now();
  running.setDeadline(Number.POSITIVE_INFINITY);
  outcomes.follow();
  const telling = setInterval(() => {
    record.slowness = Math.max(record.slowness, slownessNow());
    log(progressOf(running, start));
  }, TELL_EVERY_MS);
  const pace: Pace = { start, lagMs: 0, limit: plan.faults[0]?.at ?? Number.POSITIVE_INFINITY };
  const stories = plan.stories.map(async (story) => {
    await untilDue(pace, story.at);
    await playStory(running, story).catch((error) => log(`${story.name} gave up: ${String(error)}`));
  });
  try {
    const strikes = await causeFaults(plan, running, pace, log);
    await untilDue(pace, options.minutes * MINUTE_MS);
    log('all faults are lifted; waiting until everything is settled');
    running.setDeadline(Date.now() + SETTLE_MS * record.slowness);
    await Promise.all([settled(running), Promise.all(stories)]);
    await outcomes.refresh();
    const observed = observe(running);
    const held = new Set(observed.held.filter((each) => each.to === undefined).map((each) => each.grant));
    const divergences: readonly Divergence[] = [
      ...compareAccess(record, observed),
      ...(await checkEnd(running.api, record, held, company.membership.effects, running.folder)),
      ...running.processes.crashes.map(({ name, at, code }) => ({
        what: 'a process ended on its own',
        of: name,
        expected: 'a process that survives outages',
        was: `ended with ${code ?? 'a signal'}`,
        at,
      })),
    ];
    return {
      seed: options.seed,
      divergences,
      record,
      outcomes: observed.outcomes,
      ends: endsByTime(record, observed),
      strikes,
      folder: running.folder,
    };
  } finally {
    clearInterval(telling);
    outcomes.stop();
  }
}

/** One after the other, each followed by some quiet. */
async function causeFaults({ faults }: RunPlan, running: Running, pace: Pace, log: Log) {
  const strikes = new Map<string, { times: number; struck: number }>();
  for (const [n, fault] of faults.entries()) {
    await untilDue(pace, fault.at);
    pace.lagMs = Date.now() - pace.start - fault.at;
    pace.limit = faults[n + 1]?.at ?? Number.POSITIVE_INFINITY;
    log(`  ${fault.name} …`);
    const struck = await strike(running, fault);
    const before = strikes.get(fault.name) ?? { times: 0, struck: 0 };
    strikes.set(fault.name, { times: before.times + 1, struck: before.struck + struck });
    await delay(QUIET_MS);
  }
  return strikes;
}

function observe({ company, outcomes, record }: Running): Observed {
  return {
    held: company.membership.held(),
    outcomes: new Map(record.requests.map(({ key }) => [key, outcomes.of(key)])),
    now: Date.now(),
  };
}

/** Waits until every request has ended or is held for longer than the run, at most until the deadline. */
async function settled(running: Running): Promise<void> {
  const { record, outcomes, people } = running;
  while (Date.now() < running.deadline()) {
    await outcomes.refresh();
    const open = record.requests.filter((request) => {
      const { state } = outcomes.of(request.key);
      if (state !== 'unknown' && (isFinal(state) || state === 'failed')) return false;
      return !(state === 'active' && people.holds(request) && request.durationMs > SETTLE_MS * 10);
    });
    if (open.length === 0) return;
    await delay(1_000);
  }
}

function progressOf({ record, outcomes, company }: Running, start: number): string {
  const states = record.requests.map(({ key }) => outcomes.of(key).state);
  const over = states.filter((state) => state !== 'unknown' && isFinal(state)).length;
  const held = company.membership.held().filter((each) => each.to === undefined).length;
  return `${String(Math.round((Date.now() - start) / 1_000)).padStart(4)} s: ${states.length} requests, ${over} over, ${held} grants held`;
}
