/** Counts of open work. */
import { and, count, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { Database } from '../database/database.ts';
import { configChanges } from '../database/tables/configuration.ts';
import { leases } from '../database/tables/ledger.ts';
import { requests } from '../database/tables/requests.ts';
import { reviews } from '../database/tables/reviews.ts';
import { revocations } from '../database/tables/revocations.ts';
import type { Overview, Overviews } from './overview-store.ts';
import type { RequestFilter } from './request-store.ts';
import { requestConditions } from './requests.ts';

export function overviews(database: Database): Overviews {
  const requestsLike = async (filter: RequestFilter): Promise<number> => {
    const [row] = await database
      .select({ n: count() })
      .from(requests)
      .where(and(...requestConditions(filter)));
    return row?.n ?? 0;
  };

  /** One row for each grant that has not ended, then counted. */
  const grants = async (applications: readonly string[] | undefined, soon: string): Promise<Overview['grants']> => {
    const each = database
      .select({
        lives: sql<boolean>`bool_or(${leases.state} = 'live')`.as('lives'),
        soon: sql<boolean>`bool_and(${leases.state} <> 'live' or (${leases.expiresAt} is not null and ${leases.expiresAt} < ${soon}::timestamptz))`.as(
          'soon',
        ),
      })
      .from(leases)
      .where(
        and(
          inArray(leases.state, ['live', 'pending']),
          applications === undefined ? undefined : inArray(leases.application, [...applications]),
        ),
      )
      .groupBy(leases.grantId)
      .as('each');
    const [row] = await database
      .select({
        active: countOf(sql`${each.lives}`),
        pending: countOf(sql`not ${each.lives}`),
        expiringSoon: countOf(sql`${each.lives} and ${each.soon}`),
      })
      .from(each);
    return row ?? { active: 0, pending: 0, expiringSoon: 0 };
  };

  return {
    async read({ person, visibleTo, applications, soon }) {
      const [waiting, waitingForMe, failed, held, running, mine, pending] = await Promise.all([
        requestsLike({ state: 'awaiting_approval', visibleTo }),
        requestsLike({ waitingFor: person }),
        requestsLike({ state: 'failed', visibleTo }),
        grants(applications, soon),
        database.$count(revocations, eq(revocations.state, 'running')),
        database.$count(
          reviews,
          and(
            inArray(reviews.state, ['open', 'overdue']),
            sql`${reviews.reviewers} @> ${JSON.stringify([person])}::jsonb`,
          ),
        ),
        database.$count(configChanges, eq(configChanges.state, 'pending')),
      ]);
      return {
        requests: { waiting, waitingForMe, failed },
        grants: held,
        revocations: { running },
        reviews: { open: mine },
        changes: { pending },
      };
    },
  };
}

function countOf(condition: SQL): SQL<number> {
  return sql<number>`count(*) filter (where ${condition})`.mapWith(Number);
}
