/** The trail in a database that the test can also change directly, as an attacker with its password could. */
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe } from 'vitest';
import type { AuditEvent } from '../../domain/ledger/records.ts';
import { auditTrail } from '../../store/audit/audit.ts';
import type { AuditTrail } from '../../store/audit/audit-store.ts';
import type { OpenDatabase } from '../../store/database/database.ts';
import { openInMemory } from '../../store/database/pglite.ts';
import { openPostgres } from '../../store/database/postgres.ts';
import { createDatabase, startPostgres } from '../parts/postgres.ts';

export interface RawAudit {
  readonly trail: AuditTrail;
  /** Runs statements unchanged. */
  run(...statements: readonly string[]): Promise<void>;
  /** Empties the trail, enables its protection, and writes these events. */
  begin(events: readonly AuditEvent[]): Promise<void>;
}

/** The statements that make rows changeable. */
export const UNLOCK = 'alter table audit disable trigger audit_append_only';

export function onBothRawDatabases(name: string, suite: (audit: () => RawAudit) => void): void {
  const kinds: readonly [string, () => Promise<OpenDatabase>][] = [
    ['PGlite', openInMemory],
    [
      'PostgreSQL',
      async () => {
        const server = await startPostgres();
        const opened = await openPostgres(await createDatabase(server.url));
        return {
          ...opened,
          close: async () => {
            await opened.close();
            await server.stop();
          },
        };
      },
    ],
  ];
  for (const [kind, open] of kinds) {
    describe(`${name} (${kind})`, () => {
      let opened: OpenDatabase;
      let audit: RawAudit;
      beforeAll(async () => {
        opened = await open();
        audit = rawAudit(opened);
      });
      afterAll(() => opened?.close());
      suite(() => audit);
    });
  }
}

function rawAudit({ database }: OpenDatabase): RawAudit {
  const trail = auditTrail(database);
  const run = async (...statements: readonly string[]): Promise<void> => {
    for (const statement of statements) await database.execute(sql.raw(statement));
  };
  return {
    trail,
    run,
    async begin(events) {
      await run(
        UNLOCK,
        'delete from audit',
        'delete from audit_head',
        `insert into audit_head (id, seq, hash) values (1, 0, '')`,
        'alter table audit enable trigger audit_append_only',
      );
      await trail.append(events);
    },
  };
}
