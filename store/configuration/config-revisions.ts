/** Revisions of the configuration document. */
import { desc, eq, lt, max, sql } from 'drizzle-orm';
import type { AuditEvent } from '../../domain/ledger/records.ts';
import { appendEvents } from '../audit/audit.ts';
import { audited } from '../audit/audited.ts';
import { canonicalJson } from '../audit/canonical.ts';
import { readClock } from '../database/clock.ts';
import { decodeNumberCursor, pageSize } from '../database/cursor.ts';
import type { Database } from '../database/database.ts';
import { toIso } from '../database/instants.ts';
import { configRevisions } from '../database/tables/configuration.ts';
import { approveChange } from './config-changes.ts';
import type { ChangeDecision, ConfigRevision, ConfigRevisions } from './configuration-store.ts';

/** The greatest number that the column holds. */
const NEWEST_POSSIBLE = 2_147_483_647;

type Row = typeof configRevisions.$inferSelect;

const toRevision = (row: Row): ConfigRevision => ({ ...row, createdAt: toIso(row.createdAt) });

export function configRevisionsTable(database: Database): ConfigRevisions {
  const newest = async (from: Database): Promise<Row | undefined> =>
    (await from.select().from(configRevisions).orderBy(desc(configRevisions.revision)).limit(1))[0];

  return {
    async newest() {
      const [row] = await database.select({ newest: max(configRevisions.revision) }).from(configRevisions);
      return row?.newest ?? undefined;
    },

    async current() {
      const row = await newest(database);
      return row === undefined ? undefined : toRevision(row);
    },

    async get(revision) {
      const [row] = await database.select().from(configRevisions).where(eq(configRevisions.revision, revision));
      return row === undefined ? undefined : toRevision(row);
    },

    async servedSince(project) {
      const { createdAt, document } = configRevisions;
      const [row] = await database
        .select({ createdAt })
        .from(configRevisions)
        .where(eq(sql`${document} #>> '{portal,project}'`, project))
        .orderBy(createdAt)
        .limit(1);
      return row === undefined ? undefined : toIso(row.createdAt);
    },

    async list(query) {
      const size = pageSize(query.limit);
      const before = query.cursor === undefined ? undefined : decodeNumberCursor(query.cursor);
      const { revision, author, note, createdAt } = configRevisions;
      const rows = await database
        .select({ revision, author, note, createdAt })
        .from(configRevisions)
        .where(before === undefined ? undefined : lt(revision, Math.min(before, NEWEST_POSSIBLE)))
        .orderBy(desc(revision))
        .limit(size + 1);
      const items = rows.slice(0, size).map((row) => ({ ...row, createdAt: toIso(row.createdAt) }));
      return { items, nextCursor: rows.length > size ? String(items.at(-1)?.revision) : null };
    },

    save: ({ document, author, note, expected, details, approves }) =>
      audited(database, async (transaction) => {
        // Of two people who save at once, the second waits here, and then sees the first one's revision.
        await transaction.execute(sql`lock table ${configRevisions} in exclusive mode`);
        const current = await newest(transaction);
        if (expected !== undefined && (current?.revision ?? 0) !== expected) return undefined;
        const same = current !== undefined && canonicalJson(current.document) === canonicalJson(document);
        const createdAt = (await readClock(transaction)).toISOString();
        const row = same
          ? current
          : { revision: (current?.revision ?? 0) + 1, document, author, note: note ?? null, createdAt };
        if (approves !== undefined && (await approveChange(transaction, approves, row.revision)) === undefined)
          return undefined;
        if (!same) await transaction.insert(configRevisions).values(row);
        await appendEvents(transaction, [
          ...(same ? [] : [savedEvent(row, details)]),
          ...(approves === undefined ? [] : [approvedEvent(approves, row.revision, details)]),
        ]);
        return toRevision(row);
      }),
  };
}

function savedEvent({ revision, createdAt, author, note }: Row, details: AuditEvent['details']): AuditEvent {
  return {
    key: `config/${revision}`,
    at: createdAt,
    actor: author,
    action: 'config.saved',
    revision,
    reason: note ?? undefined,
    details,
  };
}

function approvedEvent(
  { id, by, at, comment }: ChangeDecision,
  revision: number,
  details: AuditEvent['details'],
): AuditEvent {
  return {
    key: `config-change/${id}/approved`,
    at,
    actor: by,
    action: 'config.approved',
    revision,
    reason: comment ?? undefined,
    details: { ...details, id },
  };
}
