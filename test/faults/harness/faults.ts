/** Each fault: what breaks, for how long, and its repair. */
import { setTimeout as delay } from 'node:timers/promises';
import { Client as PostgresClient } from 'pg';
import type { PostgresServer } from '../../parts/postgres.ts';
import type { Fault, Misbehaving } from '../../simulators/misbehave.ts';
import type { AccessRecord, Disturbance } from './access-record.ts';
import type { Company } from './company.ts';
import type { FaultName, PlannedFault } from './plan.ts';
import type { Processes, ProcessName } from './processes.ts';
import { cancelRuns, resetRuns, type StruckRuns, terminateRuns } from './run-faults.ts';
import type { TemporalServer } from './temporal-server.ts';

export interface Parts {
  readonly company: Company;
  readonly processes: Processes;
  readonly postgres: PostgresServer;
  /** The address of Leasehold's database. */
  readonly databaseUrl: string;
  readonly temporal: TemporalServer;
  readonly record: AccessRecord;
}

/** Breaks something, repairs it, and says how often it struck. */
type Strike = (parts: Parts, fault: PlannedFault) => Promise<number>;

const WORKERS = ['worker 1', 'worker 2'] as const;
const HOUR_MS = 3_600_000;
/** A worker restarts twice for a wrong clock: it must work in between. */
const LEAST_SKEWED_MS = 8_000;
/** How many times longer a fault that nothing has met yet lasts at most. */
const STRETCH = 4;
const LOOK_EVERY_MS = 100;

export function strike(parts: Parts, fault: PlannedFault): Promise<number> {
  return STRIKES[fault.name](parts, fault);
}

const STRIKES: Readonly<Record<FaultName, Strike>> = {
  'api killed': (parts, fault) => killed(parts, fault, 'api', 'issues'),
  'worker 1 killed': (parts, fault) => killed(parts, fault, 'worker 1', 'all'),
  'worker 2 killed': (parts, fault) => killed(parts, fault, 'worker 2', 'all'),
  'temporal killed': (parts, fault) =>
    during(parts, fault, 'all', async () => {
      await parts.temporal.kill();
      await delay(fault.forMs);
      await parts.temporal.start();
      return 1;
    }),
  async 'temporal restored'(parts, fault) {
    await parts.temporal.copy();
    await delay(fault.copyAgeMs);
    return during(parts, fault, 'all', async () => {
      // As docs/operating.md says: a worker that remembers more than its server spoils the runs.
      await Promise.all(WORKERS.map((name) => parts.processes.stop(name, 'SIGKILL')));
      await parts.temporal.kill();
      await parts.temporal.putBack();
      await parts.temporal.start();
      await Promise.all(WORKERS.map((name) => parts.processes.start(name)));
      lost(parts, fault, new Set(keysOf(parts)));
      return 1;
    });
  },
  'postgres killed': (parts, fault) => withoutPostgres(parts, fault, 'kill'),
  'postgres stopped': (parts, fault) => withoutPostgres(parts, fault, 'fast'),
  'backends killed': (parts, fault) =>
    during(parts, fault, 'all', async () => {
      let ended = 0;
      for (let n = 0; n < 3; n += 1) {
        ended += await killBackends(parts.databaseUrl);
        await delay(300);
      }
      return ended;
    }),
  'runs terminated': (parts, fault) => struck(parts, fault, terminateRuns),
  'runs reset': (parts, fault) => struck(parts, fault, resetRuns),
  async 'runs cancelled'(parts, fault) {
    const from = Date.now();
    const keys = await cancelRuns(parts.temporal.client, keysOf(parts), fault.seed);
    for (const request of parts.record.requests.filter((each) => keys.has(each.key))) {
      request.orders.push({ what: 'cancel', by: 'operator', from, acceptedAt: Date.now() });
      // A removal or a change that is cancelled need not end what it was to end.
      if (request.carries !== undefined) request.carries.undone = true;
    }
    return keys.size;
  },
  'jira 503': (parts, fault) => misbehaving(parts, fault, 'issues', jira(parts), ['* /rest/*'], '503'),
  'jira 403': (parts, fault) => misbehaving(parts, fault, 'issues', jira(parts), ['* /rest/*'], '403'),
  'jira token expired': (parts, fault) =>
    during(parts, fault, 'issues', async () => {
      const { jiraToken } = parts.company;
      const before = jiraToken.answered;
      jiraToken.expired = true;
      await untilStruck(fault, () => jiraToken.answered - before);
      jiraToken.expired = false;
      return jiraToken.answered - before;
    }),
  'provider drops answers': (parts, fault) =>
    misbehaving(parts, fault, 'all', providers(parts), ['PUT *', 'DELETE *'], 'drop-after-effect'),
  'provider 429': (parts, fault) => misbehaving(parts, fault, 'all', providers(parts), ['* /api/*'], '429'),
  'provider 500': (parts, fault) => misbehaving(parts, fault, 'all', providers(parts), ['* /api/*'], '500'),
  'clock ahead': (parts, fault) => skewed(parts, fault, HOUR_MS),
  'clock behind': (parts, fault) => skewed(parts, fault, -HOUR_MS),
};

function keysOf({ record }: Parts): readonly string[] {
  return record.requests.map((request) => request.key);
}

/** Keeps the period of a fault in the record. */
async function during<Result>(
  { record }: Parts,
  { name }: PlannedFault,
  delays: Disturbance['delays'],
  work: () => Promise<Result>,
): Promise<Result> {
  const disturbance: Disturbance = {
    name,
    from: Date.now(),
    to: Number.POSITIVE_INFINITY,
    delays,
  };
  record.disturbances.push(disturbance);
  try {
    return await work();
  } finally {
    disturbance.to = Date.now();
  }
}

function lost({ record }: Parts, { name }: PlannedFault, requests: ReadonlySet<string>): void {
  const from = Date.now();
  record.disturbances.push({ name, from, to: from, delays: { requests } });
}

async function struck(
  parts: Parts,
  fault: PlannedFault,
  work: (client: TemporalServer['client'], keys: readonly string[], seed: number) => Promise<StruckRuns>,
): Promise<number> {
  const keys = await work(parts.temporal.client, keysOf(parts), fault.seed);
  lost(parts, fault, keys);
  return keys.size;
}

function killed(parts: Parts, fault: PlannedFault, name: ProcessName, delays: 'all' | 'issues'): Promise<number> {
  return during(parts, fault, delays, async () => {
    await parts.processes.stop(name, 'SIGKILL');
    await delay(fault.forMs);
    await parts.processes.start(name);
    return 1;
  });
}

/** The other worker is stopped meanwhile: everything that is given meets the wrong clock. */
async function skewed(parts: Parts, fault: PlannedFault, clockMs: number): Promise<number> {
  const { processes } = parts;
  await during(parts, fault, 'all', async () => {
    await Promise.all(WORKERS.map((name) => processes.stop(name, 'SIGKILL')));
    await processes.start('worker 2', { clockMs });
  });
  await delay(Math.max(LEAST_SKEWED_MS, fault.forMs));
  await during(parts, fault, 'all', async () => {
    await processes.stop('worker 2', 'SIGKILL');
    await Promise.all(WORKERS.map((name) => processes.start(name)));
  });
  return 1;
}

function withoutPostgres(parts: Parts, fault: PlannedFault, how: 'kill' | 'fast'): Promise<number> {
  return during(parts, fault, 'all', async () => {
    await parts.postgres.halt(how);
    await delay(fault.forMs);
    await parts.postgres.resume();
    return 1;
  });
}

async function killBackends(databaseUrl: string): Promise<number> {
  const client = new PostgresClient({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    );
    return rowCount ?? 0;
  } finally {
    await client.end();
  }
}

function providers({ company: { okta, github } }: Parts): readonly Misbehaving[] {
  return [okta.misbehaving, github.misbehaving];
}

function jira({ company }: Parts): readonly Misbehaving[] {
  return [company.jira.misbehaving];
}

function misbehaving(
  parts: Parts,
  fault: PlannedFault,
  delays: Disturbance['delays'],
  systems: readonly Misbehaving[],
  matches: readonly string[],
  how: Fault,
): Promise<number> {
  return during(parts, fault, delays, async () => {
    for (const system of systems) for (const match of matches) system.add({ match, fault: how, retryAfterSeconds: 1 });
    const times = (): number => systems.flatMap((system) => system.fired()).reduce((sum, each) => sum + each.fired, 0);
    await untilStruck(fault, times);
    const struckTimes = times();
    for (const system of systems) system.clear();
    return struckTimes;
  });
}

/** A fault that nothing met proves nothing, so it lasts longer then. */
async function untilStruck({ forMs }: PlannedFault, times: () => number): Promise<void> {
  await delay(forMs);
  const deadline = Date.now() + forMs * (STRETCH - 1);
  while (times() === 0 && Date.now() < deadline) await delay(LOOK_EVERY_MS);
}
