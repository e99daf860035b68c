/** `POST /simulations`: the plan of a request that nobody made. */
import { z } from 'zod';
import { withDraftRule } from '../../config/draft-rule.ts';
import { parseConfiguration } from '../../config/parse.ts';
import { currentDocument } from '../configuration/current.ts';
import { API } from '../http/base.ts';
import { type Route, reply, route } from '../http/route.ts';
import { email, word } from '../schemas/common.ts';
import { rule } from '../schemas/configuration.ts';
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
        rule: rule.optional().describe('not saved yet: stands in for the saved rule of its key, or before all others'),
      }),
      answers: { 200: simulation },
      problems: ['LH_INVALID'],
    },
    async (call) => {
      const draft = call.body.rule as Readonly<Record<string, unknown>> | undefined;
      if (draft !== undefined) {
        const { document } = await currentDocument(call.services);
        parseConfiguration(withDraftRule(document, draft), 'the draft');
      }
      return reply(200, await simulate(call.services, { version: 1, ...call.body, rule: draft }));
    },
  ),
];
