/** Revisions of the configuration: list, differences and rollback. */

import { z } from 'zod';
import { isDocument } from '../../config/document/edit-document.ts';
import { LeaseholdError } from '../../domain/errors.ts';
import type { ConfigRevision } from '../../store/configuration/configuration-store.ts';
import { type Route, route } from '../declare-route.ts';
import { API } from '../http/base.ts';
import { pageOf, paging } from '../http/common-schema.ts';
import { reply } from '../http/route.ts';
import type { Services } from '../services.ts';
import { PENDING, pendingReply, SAVE_HEADERS, savedHeaders } from './answers.ts';
import { saveEdit } from './save.ts';
import { note, revision, revisionDiff, revisionInList } from './schema.ts';
import { shown, shownDifferences } from './show.ts';

const tag = 'Configuration';
/** The largest revision number that the database can store. */
const number = z.coerce.number().int().min(1).max(2_147_483_647);
const one = z.strictObject({ revision: number });

async function find({ store }: Services, wanted: number): Promise<ConfigRevision> {
  const found = await store.config.get(wanted);
  if (found !== undefined) return found;
  throw new LeaseholdError('LH_NOT_FOUND', `There is no revision ${wanted} of the configuration.`);
}

export const configurationRevisionRoutes: readonly Route[] = [
  route(
    {
      method: 'get',
      path: `${API}/configuration/revisions`,
      action: 'configuration.read',
      tag,
      summary: 'List revisions, newest first',
      query: z.strictObject(paging),
      answers: { 200: pageOf(revisionInList) },
    },
    async (call) => reply(200, await call.services.store.config.list(call.query)),
  ),

  route(
    {
      method: 'get',
      path: `${API}/configuration/revisions/{revision}`,
      action: 'configuration.read',
      tag,
      summary: 'Get a revision with its differences from the previous one',
      params: one,
      answers: { 200: revision },
    },
    async (call) => {
      const found = await find(call.services, call.params.revision);
      const before = await call.services.store.config.get(found.revision - 1);
      return reply(200, {
        ...found,
        document: isDocument(found.document) ? shown(found.document) : {},
        differences: shownDifferences(before?.document ?? {}, found.document),
      });
    },
  ),

  route(
    {
      method: 'get',
      path: `${API}/configuration/revisions/{revision}/diff`,
      action: 'configuration.read',
      tag,
      summary: 'Compare two revisions',
      params: one,
      query: z.strictObject({ against: number.optional().describe('default: the previous revision') }),
      answers: { 200: revisionDiff },
    },
    async (call) => {
      const to = await find(call.services, call.params.revision);
      const from = call.query.against ?? to.revision - 1;
      const before = from === 0 ? {} : (await find(call.services, from)).document;
      return reply(200, { from, to: to.revision, differences: shownDifferences(before, to.document) });
    },
  ),

  route(
    {
      method: 'post',
      path: `${API}/configuration/revisions/{revision}/rollback`,
      action: 'configuration.write',
      tag,
      summary: 'Roll back: save an earlier revision as a new one',
      params: one,
      query: z.strictObject({ note }),
      ifMatch: 'optional',
      answers: { 200: z.object({ revision: z.int() }), ...PENDING },
      headers: SAVE_HEADERS,
      problems: ['LH_INVALID', 'LH_CONFLICT'],
    },
    async (call) => {
      const earlier = await find(call.services, call.params.revision);
      if (!isDocument(earlier.document)) throw new LeaseholdError('LH_INVALID', 'That revision has no document.');
      const saved = await saveEdit(call.services, {
        edit: { kind: 'document', value: earlier.document },
        principal: call.principal,
        note: call.query.note ?? `Back to revision ${earlier.revision}`,
        ifMatch: call.ifMatch,
      });
      if (saved.outcome === 'pending') return pendingReply(saved.change);
      return reply(200, { revision: saved.revision }, savedHeaders(saved.revision, saved.document));
    },
  ),
];
