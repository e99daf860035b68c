/** The trail: read, export, verify. */
import { once } from 'node:events';
import express, { type Router } from 'express';
import { z } from 'zod';
import { normalizeEmail } from '../../domain/people.ts';
import type { AuditRow } from '../../domain/records.ts';
import { requireScope } from '../authorization.ts';
import type { Services } from '../services.ts';

const instant = z.iso.datetime({ offset: true, error: 'must be an instant like 2026-01-31T00:00:00Z' });
const filter = z.object({
  actor: z.string().optional(),
  action: z.string().optional(),
  subject: z.string().transform(normalizeEmail).optional(),
  application: z.string().optional(),
  request: z.string().optional(),
  from: instant.optional(),
  to: instant.optional(),
});
const listQuery = filter.extend({
  cursor: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});
const exportQuery = filter.extend({ format: z.enum(['csv', 'jsonl']).default('jsonl') });

const COLUMNS = [
  'seq',
  'at',
  'actor',
  'action',
  'subject',
  'application',
  'accessLevel',
  'reason',
  'rule',
  'revision',
  'requestKey',
  'workflowId',
  'runId',
  'providerRequestId',
  'details',
  'previousHash',
  'hash',
] as const;

export function auditRoutes(services: Services): Router {
  const router = express.Router();

  router.get('/audit', async (request, response) => {
    requireScope(response, 'audit.read');
    const { request: requestKey, ...query } = listQuery.parse(request.query);
    response.json(await services.store.audit.list({ ...query, requestKey }));
  });

  router.get('/audit/verification', async (_request, response) => {
    requireScope(response, 'audit.read');
    response.json(await services.store.audit.verify());
  });

  router.get('/audit/export', async (request, response) => {
    requireScope(response, 'audit.read');
    const { format, request: requestKey, ...query } = exportQuery.parse(request.query);
    response.type(format === 'csv' ? 'text/csv' : 'application/x-ndjson').attachment(`leasehold-audit.${format}`);
    const write = async (line: string): Promise<void> => {
      if (!response.write(line)) await once(response, 'drain');
    };
    if (format === 'csv') await write(`${COLUMNS.join(',')}\r\n`);
    for await (const row of services.store.audit.export({ ...query, requestKey })) {
      await write(format === 'csv' ? toCsv(row) : `${JSON.stringify(row)}\n`);
    }
    response.end();
  });

  return router;
}

function toCsv(row: AuditRow): string {
  return `${COLUMNS.map((column) => csvCell(row[column])).join(',')}\r\n`;
}

/** RFC 4180, and a quote before what a spreadsheet would take for a formula. */
function csvCell(value: unknown): string {
  if (value === undefined || value === null) return '';
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
