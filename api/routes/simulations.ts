/** `POST /simulations`: the plan of a request that nobody made. */
import { z } from 'zod';
import { API } from '../http/base.ts';
import { type Route, reply, route } from '../http/route.ts';
import { email, word } from '../schemas/common.ts';
import { simulation } from '../schemas/simulation.ts';
import { simulate } from '../simulate.ts';

export const simulationRoutes: readonly Route[] = [
  route(
    {
      method: 'post',
      path: `${API}/simulations`,
      action: 'simulate',
      tag: 'Requests',
      summary: 'What would happen if somebody asked; nothing is changed',
      body: z.strictObject({
        subject: email,
        application: word,
        accessLevel: word.optional(),
        duration: word.optional(),
        justification: z.string().max(10_000).optional(),
      }),
      answers: { 200: simulation },
    },
    async (call) => reply(200, await simulate(call.services, { version: 1, ...call.body })),
  ),
];
