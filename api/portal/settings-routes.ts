/** Portal settings: the Jira project, fields and statuses that Leasehold uses. */
import { z } from 'zod';
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
import { etagOf } from '../configuration/etag.ts';
import { note, portal } from '../configuration/schema.ts';
import { portalOf, shown } from '../configuration/show.ts';
import { type Route, route } from '../declare-route.ts';
import { API } from '../http/base.ts';
import { reply } from '../http/route.ts';

const tag = 'Portal';

export const portalSettingsRoutes: readonly Route[] = [
  route(
    {
      method: 'get',
      path: `${API}/portal`,
      action: 'configuration.read',
      tag,
      summary: 'Get the portal settings',
      answers: { 200: portal },
      headers: ETAG_HEADER,
    },
    async (call) => {
      const settings = portalOf((await currentDocument(call.services)).document);
      return reply(200, shown(settings), { ETag: etagOf(settings) });
    },
  ),

  route(
    {
      method: 'put',
      path: `${API}/portal`,
      action: 'configuration.write',
      tag,
      summary: 'Change the portal settings',
      query: z.strictObject({ note }),
      body: portal,
      bodyLimit: DOCUMENT_LIMIT,
      ifMatch: 'required',
      answers: { 200: portal, ...PENDING },
      headers: SAVE_HEADERS,
      problems: ['LH_INVALID'],
    },
    async (call) => {
      const saved = await save(call, { kind: 'portal', value: call.body });
      if (saved.outcome === 'pending') return pendingReply(saved.change);
      const settings = portalOf(saved.document);
      return reply(200, shown(settings), savedHeaders(saved.revision, settings));
    },
  ),
];
