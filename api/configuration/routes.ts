/** The whole configuration: read, check and replace. */
import { z } from 'zod';
import { yamlOf } from '../../config/document/write-yaml.ts';
import { LeaseholdError } from '../../domain/errors.ts';
import { scopeOf } from '../authorization.ts';
import { type Route, route } from '../declare-route.ts';
import { API } from '../http/base.ts';
import { YAML_TYPE } from '../http/body.ts';
import { reply, SENT } from '../http/route.ts';
import { DOCUMENT_LIMIT, ETAG_HEADER, PENDING, pendingReply, SAVE_HEADERS, save, savedHeaders } from './answers.ts';
import { currentDocument } from './current.ts';
import { etagOf } from './etag.ts';
import { checkDocument } from './prepare.ts';
import { configurationCheck, configurationDocument, note } from './schema.ts';
import { shown } from './show.ts';

const tag = 'Configuration';
const bodyTypes = ['application/json', YAML_TYPE];

export const configurationRoutes: readonly Route[] = [
  route(
    {
      method: 'get',
      path: `${API}/configuration`,
      action: 'configuration.read',
      tag,
      summary: 'Get the configuration as JSON or leasehold.yaml',
      description:
        'With sealed=include the document contains sealed credentials (encrypted with the key of this installation), so that it can be applied again. Requires permission to change the configuration.',
      query: z.strictObject({
        format: z.enum(['json', 'yaml']).optional().describe('default: the preference of the header Accept'),
        sealed: z.enum(['hide', 'include']).default('hide'),
      }),
      answers: { 200: { raw: { 'application/json': configurationDocument, [YAML_TYPE]: configurationDocument } } },
      headers: { ...ETAG_HEADER, 'Leasehold-Revision': SAVE_HEADERS['Leasehold-Revision'] },
    },
    async (call) => {
      const { format, sealed } = call.query;
      if (sealed === 'include' && scopeOf(call.principal.role, 'configuration.write') === undefined)
        throw new LeaseholdError(
          'LH_FORBIDDEN',
          'Only people who may change the configuration see sealed credentials.',
        );
      const { revision, document } = await currentDocument(call.services);
      const content = sealed === 'include' ? document : shown(document);
      call.response.set({ ETag: etagOf(document), 'Leasehold-Revision': String(revision) }).vary('Accept');
      const yaml = (format ?? call.request.accepts(['json', YAML_TYPE])) !== 'json';
      if (yaml) call.response.type(YAML_TYPE).send(yamlOf(content));
      else call.response.json(content);
      return SENT;
    },
  ),

  route(
    {
      method: 'put',
      path: `${API}/configuration`,
      action: 'configuration.write',
      tag,
      summary: 'Replace the configuration as a new revision',
      query: z.strictObject({ note }),
      body: configurationDocument,
      bodyTypes,
      bodyLimit: DOCUMENT_LIMIT,
      ifMatch: 'required',
      answers: { 200: z.object({ revision: z.int() }), ...PENDING },
      headers: SAVE_HEADERS,
      problems: ['LH_INVALID', 'LH_CONFLICT'],
    },
    async (call) => {
      const saved = await save(call, { kind: 'document', value: call.body });
      if (saved.outcome === 'pending') return pendingReply(saved.change);
      return reply(200, { revision: saved.revision }, savedHeaders(saved.revision, saved.document));
    },
  ),

  route(
    {
      method: 'post',
      path: `${API}/configuration/check`,
      action: 'configuration.read',
      tag,
      summary: 'Check a document for problems and warnings without saving it',
      body: configurationDocument,
      bodyTypes,
      bodyLimit: DOCUMENT_LIMIT,
      answers: { 200: configurationCheck },
    },
    async (call) => {
      const { document } = await currentDocument(call.services);
      const { problems, warnings } = checkDocument(document, call.body);
      return reply(200, { ok: problems.length === 0, problems, warnings });
    },
  ),
];
