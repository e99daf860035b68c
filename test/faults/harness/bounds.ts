/** When access must have ended, and before when it must not have: from the record alone. */
import type { AccessRecord, Disturbance, Held, Order, RequestRecord } from './access-record.ts';
import { grantOf } from './levels.ts';

/** Allowances in milliseconds, stated in test/README.md. */
export const ALLOWANCES = {
  /** Beyond the end when nothing is broken. */
  quiet: 10_000,
  /** For an end that somebody moved on the issue: while access is held, the issue is read once in 30 s. */
  move: 45_000,
  /** The keeper's bound, for a request whose run was lost: time in which nothing was broken. */
  keeper: 90_000,
  /** Until retries and heartbeats have caught up after an outage: time in which nothing was broken. */
  outage: 45_000,
  /** An outage that ended so long before has no effect any more. */
  recent: 10_000,
  /** Before the end. */
  early: 1_000,
} as const;

/** One request's claim on one grant. */
export interface Claim {
  readonly request: RequestRecord;
  readonly grant: string;
  /** From when it may have been approved. */
  readonly from: number;
  /** From when it counts as begun; the latest possible instant. */
  readonly start: number;
  /** The access begins with this period. */
  readonly begins: Held | undefined;
}

const ENDS: readonly Order['what'][] = ['withdraw', 'revoke', 'remove', 'cancel', 'replace'];

export function endsOf(request: RequestRecord): readonly Order[] {
  return request.orders.filter((order) => ENDS.includes(order.what) && order.refused !== true);
}

export function approvalOf(request: RequestRecord): Order | undefined {
  return request.orders.find((order) => order.what === 'approve' && order.refused !== true);
}

/** The approved claims on a grant. */
export function claimsOn(grant: string, held: readonly Held[], record: AccessRecord): readonly Claim[] {
  const periods = held.filter((each) => each.grant === grant);
  return record.requests
    .filter((request) => request.gives.some((level) => grantOf(level, request.subject) === grant))
    .flatMap((request) => {
      const from = approvalOf(request)?.from;
      if (from === undefined) return [];
      const first = periods.find((each) => (each.to ?? Number.POSITIVE_INFINITY) >= from);
      const begins = first !== undefined && first.from >= from ? first : undefined;
      const start = begins?.from ?? caughtUp(from, ALLOWANCES.quiet, { request }, record, true);
      return [{ request, grant, from, start, begins }];
    });
}

/** Until when the claim may be held, with the allowances. */
export function latestEnd(claim: Claim, record: AccessRecord): number {
  return Math.min(
    caughtUp(dueOf(claim), ALLOWANCES.quiet, claim, record, false),
    ...endsOf(claim.request)
      .filter((order) => order.acceptedAt !== undefined && order.undone !== true)
      .map((order) => {
        const move = order.by === 'move';
        const allowed = move ? ALLOWANCES.move : ALLOWANCES.quiet;
        return caughtUp(order.acceptedAt ?? 0, allowed, claim, record, move);
      }),
  );
}

/** The end that was given, counted from the begin at the provider. */
export function dueOf({ request, start }: Claim): number {
  const extended = request.orders
    .filter((order) => order.what === 'extend' && order.refused !== true)
    .map((order) => (order.acceptedAt ?? Number.POSITIVE_INFINITY) + (order.forMs ?? 0));
  return Math.max(start + request.durationMs, ...extended);
}

/** Before when nobody asked for an end. */
export function earliestEnd({ request, from }: Claim): number {
  const extended = request.orders
    .filter((order) => order.what === 'extend' && order.acceptedAt !== undefined)
    .map((order) => order.from + (order.forMs ?? 0));
  const ends = endsOf(request).map((order) => order.from);
  return Math.min(Math.max(from + request.durationMs, ...extended), ...ends);
}

/**
 * By when something due must have happened: an outage stops the time that is allowed for it. Time is allowed anew after
 * no outage, or an outage during most of a run would excuse everything.
 */
function caughtUp(
  due: number,
  allowed: number,
  claim: Pick<Claim, 'request'>,
  record: AccessRecord,
  onTheIssue: boolean,
): number {
  const all = record.disturbances.filter((each) => delays(each, claim, onTheIssue));
  const outages = all
    .filter((each) => !isOfRequests(each) && each.to >= due - ALLOWANCES.recent)
    .sort((a, b) => a.from - b.from);
  const begun = (each: Disturbance): boolean => each.from <= due + allowed * record.slowness;
  const most = Math.max(
    allowed,
    all.some((each) => isOfRequests(each) && begun(each)) ? ALLOWANCES.keeper : 0,
    outages.some(begun) ? ALLOWANCES.outage : 0,
  );
  let left = most * record.slowness;
  let at = due;
  for (const { from, to } of outages) {
    const quiet = Math.max(0, from - at);
    if (quiet >= left) break;
    left -= quiet;
    at = Math.max(at, to);
  }
  return at + left;
}

export function delays(
  { delays: what }: Disturbance,
  { request }: Pick<Claim, 'request'>,
  onTheIssue: boolean,
): boolean {
  if (what === 'all') return true;
  if (what === 'issues') return onTheIssue;
  const { requests } = what;
  return [request.key, ...request.orders.map((order) => order.carriedBy)].some(
    (key) => key !== undefined && requests.has(key),
  );
}

function isOfRequests({ delays: what }: Disturbance): boolean {
  return typeof what === 'object';
}
