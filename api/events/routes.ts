/** `GET /events`: server-sent events of changes. */
import { z } from 'zod';
import { LeaseholdError } from '../../domain/errors.ts';
import { type Route, route } from '../declare-route.ts';
import { API } from '../http/base.ts';
import { SENT } from '../http/route.ts';
import { stream } from './stream.ts';

/** In OpenAPI 3.1 the schema of a stream describes each event. */
const event = z
  .object({
    event: z.enum(['ready', 'reset', 'request', 'grant', 'revocation', 'configuration']),
    data: z.string().describe('JSON'),
    id: z.string().optional().describe('for Last-Event-ID; progress events have none'),
  })
  .describe('events until the caller disconnects');

export const eventsRoute: Route = route(
  {
    method: 'get',
    path: `${API}/events`,
    action: 'events.read',
    tag: 'Overview',
    summary: 'Stream changes as server-sent events',
    description: `Each event names an object to reload: \`request\` {key, state, application, subject, updatedAt}, \`grant\` {id, application, subject},
\`revocation\` {id, state, total, revoked, failed}, \`configuration\` {revision, action}. \`ready\` follows after all missed events. \`reset\` means that
too many were missed and everything must be reloaded. The header Last-Event-ID continues an interrupted stream. Callers receive only events of objects that they may see.`,
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
