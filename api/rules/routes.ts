/** Access rules: who may have what, and who must agree. The first in order that matches decides. */
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
      summary: 'Rules, in the order in which they are tried',
      description: 'The ETag is that of the whole list: PUT /rules/order takes it.',
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
      summary: 'A new rule: last in the order, unless it is put before another',
      query: onSave.extend({ before: word.optional().describe('key of the rule that it is put before') }),
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
      summary: 'Another order of the rules',
      query: onSave,
      body: z.strictObject({ keys: z.array(word).max(10_000).describe('every key, once') }),
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
      summary: 'One rule',
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
      summary: 'Remove a rule; requests in flight keep the plan that they were given',
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
