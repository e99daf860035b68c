/** Access rules: list, create, change, reorder and remove. The first matching rule decides. */
import { z } from 'zod';
import type { Document } from '../../config/document/edit-document.ts';
import { ownedBy } from '../authorization.ts';
import {
  DOCUMENT_LIMIT,
  ETAG_HEADER,
  PENDING,
  pendingReply,
  SAVE_HEADERS,
  save,
  savedHeaders,
} from '../configuration/answers.ts';
import { currentDocument } from '../configuration/current.ts';
import { addEntry, currentEntry, removeEntry, replaceEntry, showEntry } from '../configuration/entries.ts';
import { etagOf } from '../configuration/etag.ts';
import { note, rule } from '../configuration/schema.ts';
import { pageOfEntries } from '../configuration/show.ts';
import { type Route, route } from '../declare-route.ts';
import { API } from '../http/base.ts';
import { pageOf, paging, word } from '../http/common-schema.ts';
import { reply } from '../http/route.ts';

const tag = 'Rules';
const key = z.strictObject({ key: word });
const onSave = z.strictObject({ note });
const problems = ['LH_INVALID'] as const;

export const ruleRoutes: readonly Route[] = [
  route(
    {
      method: 'get',
      path: `${API}/rules`,
      action: 'rules.read',
      tag,
      summary: 'List rules in evaluation order',
      description: 'The ETag is that of the whole list, for PUT /rules/order.',
      query: z.strictObject({ application: word.optional(), ...paging }),
      answers: { 200: pageOf(rule) },
      headers: ETAG_HEADER,
    },
    async (call) => {
      const { document } = await currentDocument(call.services);
      const own = call.scope === 'any' ? undefined : ownedBy(call.principal, await call.policy());
      const mine = ({ application }: Document): boolean =>
        (own === undefined || own.includes(String(application))) &&
        (call.query.application === undefined || application === call.query.application);
      return reply(200, pageOfEntries(document, 'rules', call.query, mine), { ETag: etagOf(document.rules ?? []) });
    },
  ),

  route(
    {
      method: 'post',
      path: `${API}/rules`,
      action: 'configuration.write',
      tag,
      summary: 'Create a rule, at the end or before another rule',
      query: onSave.extend({ before: word.optional().describe('key of the rule before which it is inserted') }),
      body: rule,
      bodyLimit: DOCUMENT_LIMIT,
      answers: { 201: rule, ...PENDING },
      headers: SAVE_HEADERS,
      problems: [...problems, 'LH_NOT_FOUND'],
    },
    async (call) => {
      const { before } = call.query;
      return addEntry(call, 'rules', before === undefined ? {} : { before });
    },
  ),

  route(
    {
      method: 'put',
      path: `${API}/rules/order`,
      action: 'configuration.write',
      tag,
      summary: 'Reorder the rules',
      query: onSave,
      body: z.strictObject({ keys: z.array(word).max(10_000).describe('every key exactly once') }),
      bodyLimit: DOCUMENT_LIMIT,
      ifMatch: 'required',
      answers: { 200: z.object({ keys: z.array(z.string()) }), ...PENDING },
      headers: SAVE_HEADERS,
      problems,
    },
    async (call) => {
      const saved = await save(call, { kind: 'order', collection: 'rules', keys: call.body.keys });
      if (saved.outcome === 'pending') return pendingReply(saved.change);
      return reply(200, { keys: call.body.keys }, savedHeaders(saved.revision, saved.document.rules));
    },
  ),

  route(
    {
      method: 'get',
      path: `${API}/rules/{key}`,
      action: 'rules.read',
      tag,
      summary: 'Get a rule',
      params: key,
      answers: { 200: rule },
      headers: ETAG_HEADER,
    },
    async (call) => {
      const entry = await currentEntry(call, 'rules');
      await call.requireApplication(String(entry.application));
      return showEntry(entry);
    },
  ),

  route(
    {
      method: 'put',
      path: `${API}/rules/{key}`,
      action: 'configuration.write',
      tag,
      summary: 'Change a rule',
      params: key,
      query: onSave,
      body: rule,
      bodyLimit: DOCUMENT_LIMIT,
      ifMatch: 'required',
      answers: { 200: rule, ...PENDING },
      headers: SAVE_HEADERS,
      problems,
    },
    async (call) => replaceEntry(call, 'rules'),
  ),

  route(
    {
      method: 'delete',
      path: `${API}/rules/{key}`,
      action: 'configuration.write',
      tag,
      summary: 'Remove a rule; open requests keep their plan',
      params: key,
      query: onSave,
      ifMatch: 'required',
      answers: { 204: { empty: 'Removed' }, ...PENDING },
      headers: SAVE_HEADERS,
      problems,
    },
    async (call) => removeEntry(call, 'rules'),
  ),
];
