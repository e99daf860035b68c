/** Test Connection and the search for entitlements, for saved applications and drafts. */
import { z } from 'zod';
import { DOCUMENT_LIMIT } from '../configuration/answers.ts';
import { currentDocument } from '../configuration/current.ts';
import { applicationToSave } from '../configuration/schema.ts';
import { entryOf } from '../configuration/show.ts';
import { type Route, route, type SignedInCall } from '../declare-route.ts';
import { API } from '../http/base.ts';
import { paging, word } from '../http/common-schema.ts';
import { reply } from '../http/route.ts';
import { draftApplication } from './draft.ts';
import { searchEntitlements, testConnection } from './look-up.ts';
import { confirmedOrganisation, connectionTest, foundEntitlements } from './schema.ts';

const tag = 'Applications';
const key = z.strictObject({ key: word });
const search = z.strictObject({
  search: word.optional().describe('part of a name or id'),
  type: word.optional().describe('entitlement type, e.g. group'),
  ...paging,
});
const draftBody = {
  body: applicationToSave,
  bodyLimit: DOCUMENT_LIMIT,
  problems: ['LH_INVALID', 'LH_CONFLICT'],
} as const;

/** The key of an existing application within the caller's scope. */
async function known(call: SignedInCall<{ readonly key: string }>): Promise<{ readonly key: string }> {
  const { key: wanted } = call.params;
  entryOf((await currentDocument(call.services)).document, 'applications', wanted);
  await call.requireApplication(wanted);
  return { key: wanted };
}

export const applicationLookUpRoutes: readonly Route[] = [
  route(
    {
      method: 'post',
      path: `${API}/applications/{key}/test`,
      action: 'applications.test',
      tag,
      summary: 'Test the connection of an application',
      params: key,
      answers: { 200: connectionTest },
    },
    async (call) => reply(200, await testConnection(call.services, await known(call))),
  ),

  route(
    {
      method: 'put',
      path: `${API}/applications/{key}/organisation`,
      action: 'configuration.write',
      tag,
      summary: 'Confirm that an application leads to another organisation',
      description: 'Only when no access in the previous one is left. The check “Organisation” says what happened.',
      params: key,
      body: confirmedOrganisation,
      answers: { 200: connectionTest },
    },
    async (call) => {
      const accept = { organisation: call.body.organisation, by: call.principal.name };
      return reply(200, await testConnection(call.services, await known(call), accept));
    },
  ),

  route(
    {
      method: 'get',
      path: `${API}/applications/{key}/entitlements`,
      action: 'applications.test',
      tag,
      summary: 'Search the entitlements of a system: groups, roles and others',
      params: key,
      query: search,
      answers: { 200: foundEntitlements },
      problems: ['LH_CONFLICT'],
    },
    async (call) => reply(200, await searchEntitlements(call.services, await known(call), call.query)),
  ),

  route(
    {
      method: 'post',
      path: `${API}/applications/test`,
      action: 'configuration.write',
      tag,
      summary: 'Test the connection of an unsaved application',
      ...draftBody,
      answers: { 200: connectionTest },
    },
    async (call) =>
      reply(200, await testConnection(call.services, { draft: await draftApplication(call.services, call.body) })),
  ),

  route(
    {
      method: 'post',
      path: `${API}/applications/entitlements`,
      action: 'configuration.write',
      tag,
      summary: 'Search the entitlements of an unsaved application’s system',
      query: search,
      ...draftBody,
      answers: { 200: foundEntitlements },
    },
    async (call) => {
      const draft = await draftApplication(call.services, call.body);
      return reply(200, await searchEntitlements(call.services, { draft }, call.query));
    },
  ),
];
