/** The projection of requests, for lists and the console. */
import { and, desc, eq, inArray, or, type SQL, sql } from 'drizzle-orm';
import { withoutKept } from '../../domain/approval/waiting.ts';
import { appendEvents } from '../audit/audit.ts';
import { audited } from '../audit/audited.ts';
import { clock } from '../database/clock.ts';
import { decodeCursor, pageSize, toPage } from '../database/cursor.ts';
import type { Database } from '../database/database.ts';
import { toIso } from '../database/instants.ts';
import { storable } from '../database/storable.ts';
import { requestFacts, requestPlans, requests } from '../database/tables/requests.ts';
import type { RequestFilter, Requests, StoredRequest, VisibleTo } from './request-store.ts';

type Row = typeof requests.$inferSelect;

function toStored({ view, createdAt, updatedAt }: Row): StoredRequest {
  return { ...withoutKept(view), createdAt: toIso(createdAt), updatedAt: toIso(updatedAt) };
}

export function requestsTable(database: Database): Requests {
  return {
    async save(given, events, reports) {
      const view = storable(given);
      const untold = reports === undefined ? {} : { untold: reports.length === 0 ? null : storable(reports) };
      const { key, state, application, subject, version = Number.MAX_SAFE_INTEGER, follows } = view;
      const stored = sql`coalesce((${requests.view} ->> 'version')::bigint, 0)`;
      // A report that is retried for hours carries the state from when it began.
      const isNewer = sql`${stored} <= ${version}::bigint`;
      const isKnown = follows === undefined ? sql`true` : isFollowed(stored, [version, ...follows]);
      return audited(database, async (transaction) => {
        const saved = await transaction
          .insert(requests)
          .values({ key, state, application, subject, view, ...untold, createdAt: clock, updatedAt: clock })
          .onConflictDoUpdate({
            target: requests.key,
            set: { state, application, subject, view, ...untold, updatedAt: clock },
            setWhere: sql`${isNewer} and ${isKnown}`,
          })
          .returning({ key: requests.key });
        if (saved.length === 0) {
          const [row] = await transaction.select({ view: requests.view }).from(requests).where(eq(requests.key, key));
          const later = row?.view.version ?? 0;
          if (follows !== undefined && later < version && !follows.includes(later)) return later;
        }
        await appendEvents(transaction, events);
        return undefined;
      });
    },

    async kept(key) {
      const [row] = await database.select({ view: requests.view }).from(requests).where(eq(requests.key, key));
      return row?.view;
    },

    async get(key) {
      const [row] = await database.select().from(requests).where(eq(requests.key, key));
      return row === undefined ? undefined : toStored(row);
    },

    async untold(key) {
      const [row] = await database.select({ untold: requests.untold }).from(requests).where(eq(requests.key, key));
      return row?.untold ?? [];
    },

    async told(key, report) {
      const { untold } = requests;
      await database
        .update(requests)
        .set({ untold: sql`nullif(${untold} - 0, '[]'::jsonb)` })
        .where(and(eq(requests.key, key), sql`${untold} -> 0 = ${JSON.stringify(storable(report))}::jsonb`));
    },

    async keepPlan(key, { ask, plan, round, digest = null }, at) {
      const values = { ask: storable(ask), plan: storable(plan), digest, at };
      await database
        .insert(requestPlans)
        .values({ key, round, ...values })
        .onConflictDoUpdate({ target: [requestPlans.key, requestPlans.round], set: values });
    },

    async plan(key, round) {
      const [row] = await database
        .select({
          ask: requestPlans.ask,
          plan: requestPlans.plan,
          round: requestPlans.round,
          digest: requestPlans.digest,
        })
        .from(requestPlans)
        .where(and(eq(requestPlans.key, key), round === undefined ? undefined : eq(requestPlans.round, round)))
        .orderBy(desc(requestPlans.at))
        .limit(1);
      if (row === undefined) return undefined;
      const { digest, ...planned } = row;
      return digest === null ? planned : { ...planned, digest };
    },

    async keepFacts(key, facts, at) {
      const values = { facts: storable(facts), at };
      await database
        .insert(requestFacts)
        .values({ key, ...values })
        .onConflictDoUpdate({ target: requestFacts.key, set: values });
    },

    async facts(keys) {
      if (keys.length === 0) return new Map();
      const rows = await database
        .select()
        .from(requestFacts)
        .where(inArray(requestFacts.key, [...keys]));
      return new Map(rows.map((row) => [row.key, row.facts]));
    },

    async getAll(keys) {
      if (keys.length === 0) return [];
      const rows = await database
        .select()
        .from(requests)
        .where(inArray(requests.key, [...keys]));
      return rows.map(toStored);
    },

    async list(filter) {
      const size = pageSize(filter.limit);
      const after = filter.cursor === undefined ? undefined : decodeCursor(filter.cursor);
      const rows = await database
        .select()
        .from(requests)
        .where(
          and(
            ...requestConditions(filter),
            after === undefined
              ? undefined
              : sql`(${requests.createdAt}, ${requests.key}) < (${after.at}::timestamptz, ${after.id})`,
          ),
        )
        .orderBy(desc(requests.createdAt), desc(requests.key))
        .limit(size + 1);
      return toPage(rows, size, toStored, (row) => ({ at: toIso(row.createdAt), id: row.key }));
    },
  };
}

/** Whether a stored version is one of those that a run knows, or older than all of them. */
function isFollowed(stored: SQL, known: readonly number[]): SQL {
  const each = sql.join(
    known.map((version) => sql`${version}::bigint`),
    sql`, `,
  );
  return sql`(${stored} in (${each}) or ${stored} < ${Math.min(...known)}::bigint)`;
}

/** The conditions of a filter, in SQL. */
export function requestConditions(filter: RequestFilter): (SQL | undefined)[] {
  return [
    filter.state === undefined ? undefined : eq(requests.state, filter.state),
    filter.application === undefined ? undefined : eq(requests.application, filter.application),
    filter.subject === undefined ? undefined : eq(requests.subject, filter.subject),
    filter.waitingFor === undefined
      ? undefined
      : and(
          eq(requests.state, 'awaiting_approval'),
          hasStage({ state: 'open', approvers: [{ email: filter.waitingFor }] }),
        ),
    filter.visibleTo === undefined ? undefined : concerns(filter.visibleTo),
  ];
}

/** As `isPartOf` of the API has it, and by application. */
function concerns({ person, applications }: VisibleTo): SQL | undefined {
  return or(
    eq(requests.subject, person),
    sql`${requests.view} ->> 'requester' = ${person}`,
    hasStage({ approvers: [{ email: person }] }),
    sql`${requests.view} -> 'review' -> 'reviewers' @> ${JSON.stringify([person])}::jsonb`,
    applications.length === 0 ? undefined : inArray(requests.application, [...applications]),
  );
}

function hasStage(stage: object): SQL {
  return sql`${requests.view} -> 'stages' @> ${JSON.stringify([stage])}::jsonb`;
}
