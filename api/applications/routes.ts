/** Applications: list, create, change and remove. */
import { z } from 'zod';
import { ownedBy } from '../authorization.ts';
import { DOCUMENT_LIMIT, ETAG_HEADER, PENDING, SAVE_HEADERS } from '../configuration/answers.ts';
import { currentDocument } from '../configuration/current.ts';
import { addEntry, currentEntry, removeEntry, replaceEntry, showEntry } from '../configuration/entries.ts';
import { etagOf } from '../configuration/etag.ts';
import { application, applicationToSave, note } from '../configuration/schema.ts';
import { pageOfEntries } from '../configuration/show.ts';
import { type Route, route } from '../declare-route.ts';
import { API } from '../http/base.ts';
import { pageOf, paging, word } from '../http/common-schema.ts';
import { reply } from '../http/route.ts';

const tag = 'Applications';
const key = z.strictObject({ key: word });
const onSave = z.strictObject({ note });
const problems = ['LH_INVALID'] as const;

export const applicationRoutes: readonly Route[] = [
  route(
    {
      method: 'get',
      path: `${API}/applications`,
      action: 'applications.read',
      tag,
      summary: 'List applications',
      query: z.strictObject(paging),
      answers: { 200: pageOf(application) },
      headers: ETAG_HEADER,
    },
    async (call) => {
      const { document } = await currentDocument(call.services);
      const own = call.scope === 'any' ? undefined : ownedBy(call.principal, await call.policy());
      const page = pageOfEntries(document, 'applications', call.query, (entry) =>
        own === undefined ? true : own.includes(String(entry.key)),
      );
      return reply(200, page, { ETag: etagOf(document.applications ?? []) });
    },
  ),

  route(
    {
      method: 'post',
      path: `${API}/applications`,
      action: 'configuration.write',
      tag,
      summary: 'Create an application',
      query: onSave,
      body: applicationToSave,
      bodyLimit: DOCUMENT_LIMIT,
      answers: { 201: application, ...PENDING },
      headers: SAVE_HEADERS,
      problems,
    },
    async (call) => addEntry(call, 'applications'),
  ),

  route(
    {
      method: 'get',
      path: `${API}/applications/{key}`,
      action: 'applications.read',
      tag,
      summary: 'Get an application',
      params: key,
      answers: { 200: application },
      headers: ETAG_HEADER,
    },
    async (call) => {
      const entry = await currentEntry(call, 'applications');
      await call.requireApplication(call.params.key);
      return showEntry(entry);
    },
  ),

  route(
    {
      method: 'put',
      path: `${API}/applications/{key}`,
      action: 'configuration.write',
      tag,
      summary: 'Change an application',
      description: 'A credential sent back as sealed:set keeps its value, if the address is unchanged.',
      params: key,
      query: onSave,
      body: applicationToSave,
      bodyLimit: DOCUMENT_LIMIT,
      ifMatch: 'required',
      answers: { 200: application, ...PENDING },
      headers: SAVE_HEADERS,
      problems,
    },
    async (call) => replaceEntry(call, 'applications'),
  ),

  route(
    {
      method: 'delete',
      path: `${API}/applications/{key}`,
      action: 'configuration.write',
      tag,
      summary: 'Remove an application without active access and without rules',
      params: key,
      query: onSave,
      ifMatch: 'required',
      answers: { 204: { empty: 'Removed' }, ...PENDING },
      headers: SAVE_HEADERS,
      problems: [...problems, 'LH_CONFLICT'],
    },
    async (call) => removeEntry(call, 'applications'),
  ),
];
