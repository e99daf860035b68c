/** The connectors and their descriptions. */
import { z } from 'zod';
import { SYSTEMS } from '../../connectors/systems.ts';
import { type Route, route } from '../declare-route.ts';
import { API } from '../http/base.ts';
import { reply } from '../http/route.ts';
import { connector } from './schema.ts';

export const connectorsRoute: Route = route(
  {
    method: 'get',
    path: `${API}/connectors`,
    action: 'connectors.read',
    tag: 'Applications',
    summary: 'List connectors with their settings, entitlement types and capabilities',
    answers: { 200: z.object({ items: z.array(connector) }) },
  },
  async () => reply(200, { items: SYSTEMS }),
);
