/** The queries of the keeper of leases: each has a limit, and an index that its order or its condition follows. */
import { and, desc, eq, exists, gt, inArray, isNotNull, isNull, lte, not, or, sql } from 'drizzle-orm';
import { ATTEMPT_MS, before, ENDED_BY_KEEPER, GRACE_MS, OVERDUE_REPORTED } from '../../domain/ledger/keeping.ts';
import { BIRTHRIGHT_PREFIX } from '../../domain/planning/birthright-key.ts';
import { isFinal, REQUEST_STATES, type RequestState } from '../../domain/state.ts';
import type { Database } from '../database/database.ts';
import { toIsoOrNull } from '../database/instants.ts';
import { effects, leases } from '../database/tables/ledger.ts';
import { requests } from '../database/tables/requests.ts';
import { reviews } from '../database/tables/reviews.ts';
import type { Keeping, KeptRequest } from './keeping-store.ts';
import { readLateness } from './lateness.ts';
import { toLease } from './lease-rows.ts';

/** Leases that a round takes up at once, in one application. */
const PAGE = 100;
const UNFINISHED = REQUEST_STATES.filter((state) => !isFinal(state));

/** The run that saved a request. */
const SAVED = {
  runId: sql<string>`${requests.view} ->> 'runId'`,
  historyLength: sql<number | null>`(${requests.view} ->> 'historyLength')::int`,
};

function savedOf(
  row: { state: RequestState; runId: string; historyLength: number | null } | undefined,
): Pick<KeptRequest, 'state' | 'saved'> {
  if (row === undefined) return { state: undefined };
  const { state, runId, historyLength } = row;
  return { state, saved: { runId, historyLength: historyLength ?? undefined } };
}

export function keepingTables(database: Database): Keeping {
  const notEnded = inArray(leases.state, ['pending', 'live']);
  const endedByKeeper = eq(leases.endedBecause, ENDED_BY_KEEPER);
  /** Ended, and not seen to be taken. A lease that the keeper ended is due at once: its run is not at it. */
  const toTake = (now: string) =>
    and(
      eq(leases.state, 'ended'),
      isNull(leases.takenAt),
      or(lte(leases.endedAt, before(now, ATTEMPT_MS)), endedByKeeper),
    );
  const pastEnd = (by: string) => and(notEnded, lte(leases.expiresAt, by));
  const ofRequest = not(sql`starts_with(${leases.requestKey}, ${BIRTHRIGHT_PREFIX})`);

  return {
    async overdue(by, limit) {
      const rows = await database.select().from(leases).where(pastEnd(by)).orderBy(leases.expiresAt).limit(limit);
      return rows.map(toLease);
    },

    async applicationsToTake(now) {
      const { application } = leases;
      const rows = await database.selectDistinct({ application }).from(leases).where(toTake(now)).orderBy(application);
      return rows.map((row) => row.application);
    },

    async leasesToTake(now, { application, round, after }) {
      const place = sql<string>`md5(${leases.id} || ${round}::text)`;
      const rows = await database
        .select({ id: leases.id, place })
        .from(leases)
        .where(
          and(eq(leases.application, application), toTake(now), after === undefined ? undefined : gt(place, after)),
        )
        .orderBy(place)
        .limit(PAGE);
      const last = rows.length === PAGE ? rows.at(-1) : undefined;
      return { ids: rows.map((row) => row.id), ...(last === undefined ? {} : { next: last.place }) };
    },

    async requestsWithLeases(after, limit) {
      const { requestKey: key } = leases;
      const rows = await database
        .selectDistinct({ key })
        .from(leases)
        .where(and(gt(key, after), notEnded, ofRequest))
        .orderBy(key)
        .limit(limit);
      return rows.map((row) => row.key);
    },

    async requestsWithout(after, limit) {
      const held = database
        .select({ one: sql`1` })
        .from(leases)
        .where(and(eq(leases.requestKey, requests.key), notEnded));
      const rows = await database
        .select({ key: requests.key })
        .from(requests)
        .where(and(gt(requests.key, after), inArray(requests.state, UNFINISHED), not(exists(held))))
        .orderBy(requests.key)
        .limit(limit);
      return rows.map((row) => row.key);
    },

    async requestsInReview(after, limit) {
      const { requestKey: key, state } = reviews;
      const rows = await database
        .selectDistinct({ key })
        .from(reviews)
        .where(and(inArray(state, ['open', 'overdue']), gt(key, after)))
        .orderBy(key)
        .limit(limit);
      return rows.flatMap((row) => row.key ?? []);
    },

    async requestsUntold(after, limit) {
      const { key, untold } = requests;
      const rows = await database
        .select({ key })
        .from(requests)
        .where(and(gt(key, after), isNotNull(untold)))
        .orderBy(key)
        .limit(limit);
      return rows.map((row) => row.key);
    },

    async requests(keys) {
      if (keys.length === 0) return [];
      const states = await database
        .select({ key: requests.key, state: requests.state, ...SAVED })
        .from(requests)
        .where(inArray(requests.key, [...keys]));
      const { id, requestKey, state, endedAt, endReason, takenAt } = leases;
      const rows = await database
        .select({ id, requestKey, state, endedAt, endReason, takenAt })
        .from(leases)
        .where(inArray(requestKey, [...keys]))
        .orderBy(id);
      return keys.map(
        (key): KeptRequest => ({
          key,
          ...savedOf(states.find((each) => each.key === key)),
          leases: rows
            .filter((row) => row.requestKey === key)
            .map((row) => ({
              id: row.id,
              ended: row.state === 'ended',
              endedAt: toIsoOrNull(row.endedAt),
              endReason: row.endReason,
              taken: row.takenAt !== null,
            })),
        }),
      );
    },

    async unreported(since, limit) {
      const reported = database
        .select({ one: sql`1` })
        .from(effects)
        .where(and(eq(effects.key, sql`${OVERDUE_REPORTED} || ${leases.id}`), isNotNull(effects.reference)));
      const first = database
        .selectDistinctOn([leases.requestKey], { id: leases.id })
        .from(leases)
        .where(
          and(
            eq(leases.state, 'ended'),
            eq(leases.endReason, 'expired'),
            or(isNull(leases.takenAt), gt(leases.takenAt, since)),
            endedByKeeper,
            ofRequest,
          ),
        )
        .orderBy(leases.requestKey, leases.id);
      const rows = await database
        .select()
        .from(leases)
        .where(and(inArray(leases.id, first), not(exists(reported))))
        // Ends that cannot be reported must not stand in front of others.
        .orderBy(desc(leases.endedAt), leases.id)
        .limit(limit);
      return rows.map(toLease);
    },

    comparable(since, after, limit) {
      const { id, application, state, takenAt } = leases;
      return database
        .select({ id, application })
        .from(leases)
        .where(and(gt(id, after), or(eq(state, 'live'), gt(takenAt, since))))
        .orderBy(id)
        .limit(limit);
    },

    async late(now) {
      const overdue = await database.$count(leases, pastEnd(before(now, GRACE_MS)));
      return overdue + (await database.$count(leases, toTake(now)));
    },

    lateness: (after, upTo) => readLateness(database, after, upTo),
  };
}
