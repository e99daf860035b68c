/** The trail: appended inside the transaction that it reports, chained by hashes, never changed. */
import { createHash } from 'node:crypto';
import { and, asc, desc, eq, gt, gte, inArray, lt, lte, type SQL, sql } from 'drizzle-orm';
import type { AuditEvent, AuditRow } from '../../domain/ledger/records.ts';
import { decodeNumberCursor, pageSize } from '../database/cursor.ts';
import type { Database } from '../database/database.ts';
import { storable } from '../database/storable.ts';
import { audit, auditHead } from '../database/tables/audit.ts';
import type { AuditFilter, AuditTrail, AuditVerification } from './audit-store.ts';
import { audited, noteLink } from './audited.ts';
import { canonicalJson } from './canonical.ts';

const BATCH = 500;

/** The hash of a row: SHA-256 over its number, the hash before it, and the event in canonical JSON. */
function hashOf(seq: number, previousHash: string, event: AuditEvent): string {
  return createHash('sha256')
    .update(`${seq}\n${previousHash}\n${canonicalJson(event)}`)
    .digest('hex');
}

/**
 * Adds events whose key is new to the chain. Call it last in an `audited` transaction: from here to the commit all
 * writers of the trail wait for one another.
 */
export async function appendEvents(transaction: Database, events: readonly AuditEvent[]): Promise<void> {
  if (events.length === 0) return;
  // The hash must cover the values that the database returns.
  const given = storable(events);
  const keys = given.map((event) => event.key);
  // Locks the head until the commit, and reads the keys that exist already.
  const known = sql<string[]>`array(select ${audit.key} from ${audit} where ${inArray(audit.key, keys)})`;
  const [head] = await transaction
    .select({ seq: auditHead.seq, hash: auditHead.hash, known })
    .from(auditHead)
    .where(eq(auditHead.id, 1))
    .for('update');
  if (head === undefined)
    throw new Error('The audit has no head row: the database was not migrated or was tampered with.');
  const seen = new Set(head.known);
  let { seq, hash } = head;
  const rows = [];
  for (const event of given) {
    if (seen.has(event.key)) continue;
    seen.add(event.key);
    const previousHash = hash;
    seq += 1;
    hash = hashOf(seq, previousHash, event);
    rows.push({
      seq,
      key: event.key,
      at: event.at,
      actor: event.actor,
      action: event.action,
      subject: event.subject ?? null,
      application: event.application ?? null,
      requestKey: event.requestKey ?? null,
      event,
      previousHash,
      hash,
    });
  }
  if (rows.length === 0) return;
  await transaction.insert(audit).values(rows);
  await transaction.update(auditHead).set({ seq, hash }).where(eq(auditHead.id, 1));
  noteLink(transaction, { seq, hash });
}

type Row = typeof audit.$inferSelect;

const toRow = ({ seq, event, previousHash, hash }: Row): AuditRow => ({ ...event, seq, previousHash, hash });

function conditions(filter: AuditFilter): SQL[] {
  return [
    ...(filter.actor === undefined ? [] : [eq(audit.actor, filter.actor)]),
    ...(filter.action === undefined ? [] : [eq(audit.action, filter.action)]),
    ...(filter.subject === undefined ? [] : [eq(audit.subject, filter.subject)]),
    ...(filter.application === undefined ? [] : [eq(audit.application, filter.application)]),
    ...(filter.requestKey === undefined ? [] : [eq(audit.requestKey, filter.requestKey)]),
    ...(filter.from === undefined ? [] : [gte(audit.at, filter.from)]),
    ...(filter.to === undefined ? [] : [lte(audit.at, filter.to)]),
  ];
}

export function auditTrail(database: Database): AuditTrail {
  async function* rowsAfter(start: number, where: readonly SQL[]): AsyncGenerator<Row> {
    for (let last = start; ; ) {
      const rows = await database
        .select()
        .from(audit)
        .where(and(gt(audit.seq, last), ...where))
        .orderBy(asc(audit.seq))
        .limit(BATCH);
      yield* rows;
      const end = rows.at(-1);
      if (rows.length < BATCH || end === undefined) return;
      last = end.seq;
    }
  }

  return {
    append: (events) => audited(database, (transaction) => appendEvents(transaction, events)),

    async list(filter) {
      const size = pageSize(filter.limit);
      const before = filter.cursor === undefined ? undefined : decodeNumberCursor(filter.cursor);
      const rows = await database
        .select()
        .from(audit)
        .where(and(...conditions(filter), ...(before === undefined ? [] : [lt(audit.seq, before)])))
        .orderBy(desc(audit.seq))
        .limit(size + 1);
      const shown = rows.slice(0, size);
      return { items: shown.map(toRow), nextCursor: rows.length > size ? String(shown.at(-1)?.seq) : null };
    },

    async *export(filter) {
      for await (const row of rowsAfter(0, conditions(filter))) yield toRow(row);
    },

    async newest() {
      const [head] = await database.select({ seq: auditHead.seq }).from(auditHead).where(eq(auditHead.id, 1));
      return head?.seq ?? 0;
    },

    async after(seq, limit) {
      const rows = await database.select().from(audit).where(gt(audit.seq, seq)).orderBy(asc(audit.seq)).limit(limit);
      return rows.map(toRow);
    },

    async verify(): Promise<AuditVerification> {
      const broken = (rows: number, brokenAt: number, detail: string): AuditVerification => ({
        ok: false,
        rows,
        brokenAt,
        detail,
      });
      let seq = 0;
      let hash = '';
      for await (const row of rowsAfter(0, [])) {
        const expected = seq + 1;
        if (row.seq !== expected) return broken(seq, expected, `Row ${expected} is missing.`);
        if (row.previousHash !== hash) return broken(seq, row.seq, `Row ${row.seq} does not follow the row before it.`);
        if (row.hash !== hashOf(row.seq, row.previousHash, row.event) || !columnsAgree(row)) {
          return broken(seq, row.seq, `Row ${row.seq} was changed after it was written.`);
        }
        seq = row.seq;
        hash = row.hash;
      }
      const [head] = await database.select().from(auditHead).where(eq(auditHead.id, 1));
      // Rows written during this check make the head newer; the next check covers them.
      if (head === undefined || head.seq < seq)
        return broken(seq, seq, 'The head of the chain does not match its last row.');
      if (head.seq > seq) {
        const [next] = await database
          .select({ seq: audit.seq })
          .from(audit)
          .where(eq(audit.seq, seq + 1));
        if (next === undefined) return broken(seq, seq + 1, `Row ${seq + 1} is missing: the newest rows were cut off.`);
      } else if (head.hash !== hash) return broken(seq, seq, 'The head of the chain does not match its last row.');
      return { ok: true, rows: seq, brokenAt: null, detail: `All ${seq} rows follow one another unchanged.` };
    },
  };
}

/** The columns that queries filter by must match the hashed event. */
function columnsAgree(row: Row): boolean {
  const { event } = row;
  return (
    row.key === event.key &&
    row.actor === event.actor &&
    row.action === event.action &&
    row.subject === (event.subject ?? null) &&
    row.application === (event.application ?? null) &&
    row.requestKey === (event.requestKey ?? null) &&
    Date.parse(row.at) === Date.parse(event.at)
  );
}
