/** Plans of requests that nobody made: by the rules in force, and by a rule that is not saved yet. */
import { z } from 'zod';
import { type DocumentEdit, findEntry } from '../../config/edit-document.ts';
import { DOCUMENT_LIMIT } from '../configuration/answers.ts';
import { currentDocument } from '../configuration/current.ts';
import { prepare } from '../configuration/prepare.ts';
import { API } from '../http/base.ts';
import { type Route, reply, route } from '../http/route.ts';
import { email, word } from '../schemas/common.ts';
import { rule } from '../schemas/configuration.ts';
import { simulation } from '../schemas/simulation.ts';
import { simulate } from '../simulate.ts';

const asked = {
  subject: email,
  duration: word.optional(),
  justification: z.string().max(10_000).optional(),
};

export const simulationRoutes: readonly Route[] = [
  route(
    {
      method: 'post',
      path: `${API}/simulations`,
      action: 'simulate',
      tag: 'Requests',
      summary: 'What would happen if somebody asked; nothing is changed',
      body: z.strictObject({ ...asked, application: word, accessLevel: word.optional() }),
      answers: { 200: simulation },
    },
    async (call) => reply(200, await simulate(call.services, { version: 1, ...call.body })),
  ),

  route(
    {
      method: 'post',
      path: `${API}/rules/trial`,
      action: 'configuration.write',
      tag: 'Rules',
      summary: 'What would happen if somebody asked and a rule were as it is sent; nothing is saved',
      body: z.strictObject({
        ...asked,
        rule: rule.describe('takes the place of the rule of its key, or is the last'),
        accessLevel: word.optional().describe('the rule’s own unless given'),
      }),
      bodyLimit: DOCUMENT_LIMIT,
      answers: { 200: simulation },
      problems: ['LH_INVALID'],
    },
    async (call) => {
      const { rule: value, accessLevel, ...rest } = call.body;
      const { document } = await currentDocument(call.services);
      const key = String(value.key);
      const edit: DocumentEdit =
        findEntry(document, 'rules', key) === undefined
          ? { kind: 'add', collection: 'rules', value }
          : { kind: 'replace', collection: 'rules', key, value };
      const prepared = prepare(document, edit);
      const { drafts } = call.services.store;
      const draft = await drafts.put(prepared.document);
      try {
        const level = accessLevel ?? String(value.accessLevel);
        const input = {
          version: 1,
          ...rest,
          application: String(value.application),
          accessLevel: level,
          draft,
        } as const;
        return reply(200, await simulate(call.services, input));
      } finally {
        await drafts.remove(draft);
      }
    },
  ),
];
