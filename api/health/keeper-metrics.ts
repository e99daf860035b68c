/** Metrics of the keeper of leases: computed from the database, so that all processes say the same. */
import { Gauge, Histogram, type Registry } from 'prom-client';
import { before } from '../../domain/ledger/keeping.ts';
import { KEEPER_ROUND_SETTING } from '../../store/settings/settings-store.ts';
import type { Services } from '../services.ts';

/** How long a reading is kept, in milliseconds: several scrapers cost one. */
const KEPT_MS = 5_000;
/** The newest ends are counted a minute later: by then every transaction that records one is over. */
const SETTLED_MS = 60_000;
/** Seconds. */
const LATENESS = [1, 5, 15, 30, 60, 90, 300, 900, 3_600, 86_400];

type Parts = Pick<Services, 'store' | 'now' | 'log'>;

export function registerKeeperMetrics(registry: Registry, { store, now, log }: Parts): void {
  const overdue = new Gauge({
    name: 'leasehold_leases_overdue',
    help: 'Leases past their end that have not ended, or have ended and were not seen to be taken. 0 is well.',
    registers: [registry],
    collect: () => read(),
  });
  const lastRun = new Gauge({
    name: 'leasehold_keeper_last_run_seconds',
    help: 'Seconds since the keeper of leases completed a round.',
    registers: [registry],
    collect: () => read(),
  });
  const lateness = new Histogram({
    name: 'leasehold_end_lateness_seconds',
    help: 'How long after its end expired access was seen to be taken at the provider.',
    buckets: LATENESS,
    registers: [registry],
    collect: () => read(),
  });
  /** Up to when ends were counted; each is counted once. */
  let counted: string | undefined;

  async function readNow(): Promise<void> {
    const at = (await store.now()).toISOString();
    const upTo = before(at, SETTLED_MS);
    const [late, round, ends] = await Promise.all([
      store.keeping.late(at),
      store.settings.get(KEEPER_ROUND_SETTING),
      store.keeping.lateness(counted, upTo),
    ]);
    counted = upTo;
    overdue.set(late);
    if (round !== undefined) lastRun.set((Date.parse(at) - Date.parse(round)) / 1_000);
    for (const { seconds, leases } of ends) for (let n = 0; n < leases; n += 1) lateness.observe(seconds);
  }

  let reading: Promise<void> | undefined;
  let readAt = 0;
  function read(): Promise<void> {
    const at = now();
    if (reading === undefined || at.getTime() - readAt >= KEPT_MS) {
      readAt = at.getTime();
      // The process's own metrics are served without the database, too.
      reading = readNow().catch((error) =>
        log.warn({ error: String(error) }, 'The metrics of the keeper could not be read'),
      );
    }
    return reading;
  }
}
