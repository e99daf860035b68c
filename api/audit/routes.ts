/** The audit trail: read, export, verify. */
import { once } from 'node:events';
import { z } from 'zod';
import { type Route, route } from '../declare-route.ts';
import { API } from '../http/base.ts';
import { askedInstant, pageOf, paging, person, word } from '../http/common-schema.ts';
import { reply, SENT } from '../http/route.ts';
import { CSV_HEADING, toCsv } from './csv.ts';
import { auditAction, auditRow, auditVerification } from './schema.ts';

const filter = {
  actor: word.optional(),
  action: auditAction.optional(),
  subject: person.optional(),
  application: word.optional(),
  request: word.optional().describe('key of the Jira issue'),
  from: askedInstant.optional(),
  to: askedInstant.optional(),
};
const tag = 'Audit';

export const auditRoutes: readonly Route[] = [
  route(
    {
      method: 'get',
      path: `${API}/audit`,
      action: 'audit.read',
      tag,
      summary: 'List audit rows, newest first',
      query: z.strictObject({ ...filter, ...paging }),
      answers: { 200: pageOf(auditRow) },
    },
    async ({ services, query: { request: requestKey, ...query } }) =>
      reply(200, await services.store.audit.list({ ...query, requestKey })),
  ),

  route(
    {
      method: 'get',
      path: `${API}/audit/verification`,
      action: 'audit.read',
      tag,
      summary: 'Verify the hash chain',
      answers: { 200: auditVerification },
    },
    async ({ services }) => reply(200, await services.store.audit.verify()),
  ),

  route(
    {
      method: 'get',
      path: `${API}/audit/export`,
      action: 'audit.read',
      tag,
      summary: 'Export all rows, oldest first, as a stream',
      query: z.strictObject({ ...filter, format: z.enum(['csv', 'jsonl']).default('jsonl') }),
      answers: {
        200: {
          raw: {
            'text/csv': 'with a header row',
            'application/x-ndjson': 'one row per line, in the format of GET /audit',
          },
        },
      },
    },
    async ({ services, response, query: { format, request: requestKey, ...query } }) => {
      // Setting the file name also sets a type, so the type is set last.
      response.attachment(`leasehold-audit.${format}`).type(format === 'csv' ? 'text/csv' : 'application/x-ndjson');
      // A caller that disconnects early never drains the buffer.
      const gone = new AbortController();
      response.once('close', () => gone.abort());
      const write = async (line: string): Promise<void> => {
        if (!response.write(line)) await once(response, 'drain', gone).catch(() => {});
      };
      if (format === 'csv') await write(CSV_HEADING);
      for await (const row of services.store.audit.export({ ...query, requestKey })) {
        if (gone.signal.aborted) return SENT;
        await write(format === 'csv' ? toCsv(row) : `${JSON.stringify(row)}\n`);
      }
      response.end();
      return SENT;
    },
  ),
];
