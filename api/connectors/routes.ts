/** The systems that access can be given in, and what each is set up with. */
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
    summary: 'Systems that have a connector: what each is set up with, what it gives, what it can do',
    answers: { 200: z.object({ items: z.array(connector) }) },
  },
  async () => reply(200, { items: SYSTEMS }),
);
