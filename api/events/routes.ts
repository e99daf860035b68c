/** `GET /events`: server-sent events of what changed. */
import { z } from 'zod';
import { LeaseholdError } from '../../domain/errors.ts';
import { type Route, route } from '../declare-route.ts';
import { API } from '../http/base.ts';
import { SENT } from '../http/route.ts';
import { stream } from './stream.ts';

/** OpenAPI 3.1 has the schema of a stream describe each event. */
const event = z
  .object({
    event: z.enum(['ready', 'reset', 'request', 'grant', 'revocation', 'configuration']),
    data: z.string().describe('JSON'),
    id: z.string().optional().describe('for Last-Event-ID; progress has none'),
  })
  .describe('each event, until the caller goes away');

export const eventsRoute: Route = route(
  {
    method: 'get',
    path: `${API}/events`,
    action: 'events.read',
    tag: 'Overview',
    summary: 'What changed, as it happens: server-sent events',
    description: `Each event says what to look at again: \`request\` {key, state, application, subject, updatedAt}, \`grant\` {id, application, subject},
\`revocation\` {id, state, total, revoked, failed}, \`configuration\` {revision, action}. \`ready\` comes when everything missed was told; \`reset\` when that was too
much, and everything must be loaded anew. The header Last-Event-ID continues where a stream was cut off. Only what the caller may see is told.`,
    answers: { 200: { raw: { 'text/event-stream': event } } },
    problems: ['LH_BAD_REQUEST'],
  },
  async ({ services, principal, request, response }) => {
    const last = request.get('last-event-id');
    if (last !== undefined && !/^\d{1,15}$/.test(last))
      throw new LeaseholdError('LH_BAD_REQUEST', 'Last-Event-ID: must be the id of an event of this stream.');
    await stream(services, principal, request, response, last === undefined ? undefined : Number(last));
    return SENT;
  },
);
