/** Compares what people were given with what the providers showed. It reads nothing of Leasehold's own record. */
import { isFinal, type RequestState } from '../../../domain/state.ts';
import type { AccessRecord, Held, Order, RequestRecord } from './access-record.ts';
import {
  ALLOWANCES,
  approvalOf,
  type Claim,
  claimsOn,
  delays,
  dueOf,
  earliestEnd,
  endsOf,
  latestEnd,
} from './bounds.ts';
import { grantOf } from './levels.ts';

export interface Divergence {
  readonly what: string;
  /** A request, a grant or a part. */
  readonly of: string;
  readonly expected: string;
  readonly was: string;
  /** When, in milliseconds since 1970. */
  readonly at: number;
}

/** A request as people see it at the end. */
export interface Outcome {
  readonly state: RequestState | 'unknown';
  /** The number of sentences on its issue. */
  readonly said: number;
}

export interface Observed {
  readonly held: readonly Held[];
  readonly outcomes: ReadonlyMap<string, Outcome>;
  readonly now: number;
}

export function compareAccess(record: AccessRecord, observed: Observed): readonly Divergence[] {
  return [
    ...observed.held.flatMap((period) => comparePeriod(period, record, observed)),
    ...record.requests.flatMap((request) => compareRequest(request, record, observed)),
    ...record.requests.flatMap((request) => compareEnding(request, observed)),
  ];
}

function comparePeriod(period: Held, record: AccessRecord, observed: Observed): readonly Divergence[] {
  const claims = claimsOn(period.grant, observed.held, record);
  const of = period.grant;
  const asked = claims.filter((claim) => claim.from <= period.from);
  if (!asked.some((claim) => period.from <= latestEnd(claim, record))) {
    const what = asked.length === 0 ? 'access without an approval' : 'access again after its end';
    return [{ what, of, expected: 'not held', was: `held from ${iso(period.from)}`, at: period.from }];
  }
  const end = period.to ?? observed.now;
  const limit = Math.max(...claims.filter((claim) => claim.from <= end).map((claim) => latestEnd(claim, record)));
  if (end > limit) {
    const late = `${seconds(end - limit)} after the last allowed instant`;
    const [what, was] =
      period.to === undefined
        ? ['access that never ended', `held since ${iso(period.from)}, ${late}`]
        : ['access that ended too late', `held until ${iso(end)}, ${late}`];
    return [{ what, of: `${of} (${keysOf(claims)})`, expected: `ended by ${iso(limit)}`, was, at: limit }];
  }
  return period.to === undefined ? [] : compareEarly(period, period.to, claims, observed);
}

/** An end that nobody asked for. */
function compareEarly(
  period: Held,
  end: number,
  claims: readonly Claim[],
  { outcomes }: Observed,
): readonly Divergence[] {
  return claims
    .filter((claim) => claim.begins === period || (claim.from >= period.from && claim.start <= end))
    .filter((claim) => !['failed', 'declined'].includes(outcomes.get(claim.request.key)?.state ?? 'unknown'))
    .filter((claim) => end < earliestEnd(claim) - ALLOWANCES.early)
    .map((claim) => ({
      what: 'access that ended before its time',
      of: `${period.grant} (${claim.request.key})`,
      expected: `held until ${iso(earliestEnd(claim))} at least`,
      was: `ended at ${iso(end)}, ${seconds(earliestEnd(claim) - end)} earlier`,
      at: end,
    }));
}

function compareRequest(request: RequestRecord, record: AccessRecord, observed: Observed): readonly Divergence[] {
  const { state, said } = observed.outcomes.get(request.key) ?? { state: 'unknown', said: 0 };
  const found: Divergence[] = [];
  const grants = request.gives.map((level) => grantOf(level, request.subject));
  const approval = approvalOf(request);
  if (request.kind !== 'removal' && approval?.acceptedAt !== undefined && endsOf(request).length === 0)
    for (const grant of grants) {
      const from = approval.from;
      const wasHeld = observed.held.some(
        (period) => period.grant === grant && (period.to ?? Number.POSITIVE_INFINITY) >= from,
      );
      const explained = said > 0 && (state === 'failed' || (isEnd(state) && !(state === 'expired' && !wasDisturbed())));
      if (!wasHeld && !explained)
        found.push({
          what: 'approved access that is neither held nor explained',
          of: `${grant} (${request.key})`,
          expected: `held from about ${iso(from)}, or the issue says why not`,
          was: `never held; the request is ${state}, with ${said} comments`,
          at: from,
        });
      function wasDisturbed(): boolean {
        return record.disturbances.some(
          (each) => delays(each, { request }, true) && each.from <= from + request.durationMs && each.to >= from,
        );
      }
    }
  const holds = grants.some((grant) => observed.held.some((each) => each.grant === grant && each.to === undefined));
  if (!isEnd(state) && state !== 'failed' && !(holds && state === 'active'))
    found.push({
      what: 'a request without its end',
      of: `${request.key} (${request.story})`,
      expected: holds ? 'active' : 'expired, revoked, denied, declined, withdrawn or failed',
      was: state,
      at: observed.now,
    });
  return found;
}

/** The orders that may end a request in a state. */
const ENDED_BY: Readonly<Partial<Record<Outcome['state'], readonly Order['what'][]>>> = {
  // An end that comes while the access is being given is a withdrawal: nobody was told that they hold it.
  withdrawn: ['withdraw', 'revoke', 'remove', 'replace', 'cancel'],
  denied: ['deny'],
  revoked: ['revoke', 'remove', 'replace', 'cancel'],
  declined: [],
};

/** A request ends as somebody ordered. Only a change or a removal can find nothing to do, and is declined. */
function compareEnding(
  { key, story, kind, orders }: RequestRecord,
  { outcomes, now }: Observed,
): readonly Divergence[] {
  const state = outcomes.get(key)?.state ?? 'unknown';
  const by = ENDED_BY[state];
  const expected = (kind === 'removal' && state === 'revoked') || (kind !== 'access' && state === 'declined');
  if (by === undefined || expected || orders.some(({ what, refused }) => refused !== true && by.includes(what)))
    return [];
  const what = 'a request ended as nobody ordered';
  return [{ what, of: `${key} (${story})`, expected: `not ${state}`, was: state, at: now }];
}

export interface Ends {
  readonly count: number;
  readonly onTime: number;
  /** The largest lateness against the given end, in milliseconds: undisturbed, and in all. */
  readonly worstQuiet: number;
  readonly worst: number;
}

/** How punctual the ends by time were. */
export function endsByTime(record: AccessRecord, { held }: Observed): Ends {
  const late = held.flatMap((period) => {
    const [claim, ...others] = claimsOn(period.grant, held, record).filter((each) => each.from <= (period.to ?? 0));
    if (claim === undefined || others.length > 0 || period.to === undefined || claim.begins !== period) return [];
    if (endsOf(claim.request).length > 0) return [];
    const quiet = latestEnd(claim, record) === dueOf(claim) + ALLOWANCES.quiet * record.slowness;
    return [{ ms: period.to - dueOf(claim), quiet }];
  });
  return {
    count: late.length,
    onTime: late.filter(({ ms }) => ms <= ALLOWANCES.quiet).length,
    worstQuiet: Math.max(0, ...late.filter(({ quiet }) => quiet).map(({ ms }) => ms)),
    worst: Math.max(0, ...late.map(({ ms }) => ms)),
  };
}

function isEnd(state: Outcome['state']): boolean {
  return state !== 'unknown' && isFinal(state);
}

function keysOf(claims: readonly Claim[]): string {
  return claims.map((claim) => claim.request.key).join(', ');
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}

export function iso(at: number): string {
  return Number.isFinite(at) ? new Date(at).toISOString().slice(11, 23) : 'no instant';
}
