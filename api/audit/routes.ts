/** The trail: read, export, verify. */
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
  request: word.optional().describe('the issue’s key'),
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
      summary: 'The trail, newest first',
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
      summary: 'Whether the chain of hashes holds',
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
      summary: 'Every row, oldest first, streamed',
      query: z.strictObject({ ...filter, format: z.enum(['csv', 'jsonl']).default('jsonl') }),
      answers: {
        200: { raw: { 'text/csv': 'with a heading', 'application/x-ndjson': 'one row a line, as GET /audit has it' } },
      },
    },
    async ({ services, response, query: { format, request: requestKey, ...query } }) => {
      // The name of a file sets a type too, so ours comes last.
      response.attachment(`leasehold-audit.${format}`).type(format === 'csv' ? 'text/csv' : 'application/x-ndjson');
      // Who goes away before the end never drains what is waiting for them.
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
