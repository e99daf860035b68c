import { describe, expect, test } from 'vitest';
import type { KeptLease } from '../../store/ledger/keeping-store.ts';
import { endsAtOnce, judgeRun } from './judge-run.ts';
import type { RunFound } from './runs.ts';

const NOW = Date.parse('2026-06-01T12:00:00Z');
const ago = (seconds: number): Date => new Date(NOW - seconds * 1_000);
const held: KeptLease = { id: 'A-1/1.1', ended: false, endedAt: null, endReason: null, taken: false };
const endedAgo = (seconds: number, endReason: KeptLease['endReason'] = 'expired'): KeptLease => ({
  ...held,
  ended: true,
  endedAt: ago(seconds).toISOString(),
  endReason,
});
const running = (state?: string): RunFound => ({ running: true, state, runId: 'run', historyLength: 40 });
const closed = (status: string, lastedS: number, agoS: number) =>
  ({ running: false, status, startedAt: ago(agoS + lastedS), closedAt: ago(agoS) }) as const;

test.each<[string, readonly KeptLease[], RunFound, ReturnType<typeof judgeRun>]>([
  ['runs and holds', [held], running('active'), 'well'],
  ['runs and gives', [held], running('provisioning'), 'well'],
  ['runs and asks, without a lease', [], running('awaiting_approval'), 'well'],
  ['asks for what the ledger has', [held], running('awaiting_approval'), 'unaware'],
  ['was restored to before it was read', [held], running('received'), 'unaware'],
  ['takes what has just ended', [endedAgo(60)], running('active'), 'well'],
  ['does not know that all has ended', [endedAgo(200)], running('active'), 'unaware'],
  ['was woken long enough', [endedAgo(700)], running('active'), 'well'],
  ['holds one level, and another has ended', [held, endedAgo(200)], running('active'), 'well'],
  ['waits after a failed attempt', [endedAgo(200, 'failed')], running('failed'), 'well'],
  ['is unknown to Temporal', [held], { running: false }, 'missing'],
  ['is gone, and all has ended', [endedAgo(200)], { running: false }, 'missing'],
  ['is gone, and nothing was given', [], closed('TERMINATED', 5, 5), 'missing'],
  ['ended at once', [held], closed('COMPLETED', 5, 5), 'failing'],
  ['failed at once, and all has ended', [endedAgo(200)], closed('FAILED', 5, 5), 'failing'],
])('a run that %s', (_name, leases, run, judged) => {
  expect(judgeRun({ key: 'A-1', state: 'active', leases }, run, NOW)).toBe(judged);
});

test.each([
  ['awaiting_approval', { runId: 'run', historyLength: 40 }, 'well'],
  ['awaiting_approval', { runId: 'run', historyLength: 41 }, 'unaware'],
  ['awaiting_approval', { runId: 'earlier', historyLength: 20 }, 'unaware'],
  ['awaiting_approval', { runId: 'run', historyLength: undefined }, 'well'],
  ['active', { runId: 'earlier', historyLength: 90 }, 'well'],
] as const)('a run that shows %s, saved last by %o: %s', (state, saved, judged) => {
  expect(judgeRun({ key: 'A-1', state: 'awaiting_approval', saved, leases: [] }, running(state), NOW)).toBe(judged);
});

describe('a run ends at once', () => {
  test.each([
    ['COMPLETED', 59, 599, true],
    ['COMPLETED', 60, 5, false],
    ['COMPLETED', 5, 600, false],
    ['TERMINATED', 5, 5, false],
    ['CANCELED', 5, 5, false],
  ])('%s after %i s, %i s ago: %s', (status, lastedS, agoS, expected) => {
    expect(endsAtOnce(closed(status, lastedS, agoS), NOW)).toBe(expected);
  });
});
