/** Simulates requests, and replays past ones under another configuration. */
import { z } from 'zod';
import { withDraftRule } from '../../config/document/draft-rule.ts';
import { parseConfiguration } from '../../config/document/parse.ts';
import { DOCUMENT_LIMIT } from '../configuration/answers.ts';
import { currentDocument } from '../configuration/current.ts';
import { draftConfiguration } from '../configuration/prepare.ts';
import { configurationDocument, rule } from '../configuration/schema.ts';
import { type Route, route } from '../declare-route.ts';
import { API } from '../http/base.ts';
import { YAML_TYPE } from '../http/body.ts';
import { email, word } from '../http/common-schema.ts';
import { reply } from '../http/route.ts';
import { replayRequests } from './replay.ts';
import { replay, simulation } from './schema.ts';
import { simulate } from './simulate.ts';

export const simulationRoutes: readonly Route[] = [
  route(
    {
      method: 'post',
      path: `${API}/simulations`,
      action: 'simulate',
      tag: 'Requests',
      summary: 'Simulate a request without changing anything',
      body: z.strictObject({
        subject: email,
        application: word,
        accessLevel: word.optional(),
        duration: word.optional(),
        justification: z.string().max(10_000).optional(),
        rule: rule.optional().describe('unsaved rule that replaces the saved one of its key, or is placed first'),
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

  route(
    {
      method: 'post',
      path: `${API}/simulations/replay`,
      action: 'simulate.replay',
      tag: 'Requests',
      summary: 'Replay past requests under another document without changing anything',
      body: configurationDocument,
      bodyTypes: ['application/json', YAML_TYPE],
      bodyLimit: DOCUMENT_LIMIT,
      answers: { 200: replay },
      problems: ['LH_INVALID'],
    },
    async (call) => {
      const { document } = await currentDocument(call.services);
      const { policy } = draftConfiguration(document, call.body);
      return reply(200, await replayRequests(call.services, policy));
    },
  ),
];
