/** Changes that need a second person: list, approve, reject. */
import { z } from 'zod';
import { applyEdit, type Document, type DocumentEdit, EditError } from '../../config/document/edit-document.ts';
import { LeaseholdError } from '../../domain/errors.ts';
import { samePerson } from '../../domain/people.ts';
import { CHANGE_STATES } from '../../domain/state.ts';
import type { ConfigChange } from '../../store/configuration/configuration-store.ts';
import type { Principal } from '../auth/principal.ts';
import { type Route, route, type SignedInCall } from '../declare-route.ts';
import { API } from '../http/base.ts';
import { pageOf, paging, word } from '../http/common-schema.ts';
import { reply } from '../http/route.ts';
import { presentChange } from './answers.ts';
import { currentDocument } from './current.ts';
import { carryOut, isFresh } from './save.ts';
import { pendingChange, pendingChangeInFull } from './schema.ts';
import { shownDifferences } from './show.ts';

const tag = 'Configuration';
const one = z.strictObject({ id: word });
const comment = z.string().trim().max(2_000).optional();

async function find(call: SignedInCall<{ readonly id: string }>): Promise<ConfigChange> {
  const found = await call.services.store.changes.get(call.params.id);
  if (found !== undefined) return found;
  throw new LeaseholdError('LH_NOT_FOUND', `There is no change ${call.params.id}.`);
}

/** Whether a caller made a change, directly or by token. */
function isBehind(principal: Principal, change: ConfigChange): boolean {
  return [principal.name, principal.behind].some((name) =>
    [change.author, change.behind].some((each) => samePerson(each, name)),
  );
}

async function decisionOf(call: SignedInCall<{ readonly id: string }>, given: string | undefined) {
  const at = (await call.services.ledgerNow()).toISOString();
  return { id: call.params.id, by: call.principal.name, at, comment: given ?? null };
}

function decided(): LeaseholdError {
  return new LeaseholdError('LH_CONFLICT', 'This change has already been decided.');
}

function wouldChange(change: ConfigChange, document: Document) {
  if (change.state !== 'pending') return [];
  try {
    return shownDifferences(document, applyEdit(document, change.edit as DocumentEdit));
  } catch (error) {
    // The target no longer exists, which `fresh` reports.
    if (error instanceof EditError) return [];
    throw error;
  }
}

export const configurationChangeRoutes: readonly Route[] = [
  route(
    {
      method: 'get',
      path: `${API}/configuration/changes`,
      action: 'configuration.read',
      tag,
      summary: 'List changes that need a second person, newest first',
      query: z.strictObject({
        state: z.enum(CHANGE_STATES).optional(),
        ...paging,
      }),
      answers: { 200: pageOf(pendingChange) },
    },
    async (call) => {
      const { items, nextCursor } = await call.services.store.changes.list(call.query);
      return reply(200, { items: items.map(presentChange), nextCursor });
    },
  ),

  route(
    {
      method: 'get',
      path: `${API}/configuration/changes/{id}`,
      action: 'configuration.read',
      tag,
      summary: 'Get a change with its differences',
      params: one,
      answers: { 200: pendingChangeInFull },
    },
    async (call) => {
      const change = await find(call);
      const { document } = await currentDocument(call.services);
      return reply(200, {
        ...presentChange(change),
        differences: wouldChange(change, document),
        fresh: isFresh(change, document),
        mine: isBehind(call.principal, change),
      });
    },
  ),

  route(
    {
      method: 'post',
      path: `${API}/configuration/changes/{id}/approval`,
      action: 'configuration.approve',
      tag,
      summary: 'Approve a change of another person and save it as a new revision',
      params: one,
      body: z.strictObject({ comment }),
      answers: { 200: pendingChange },
      problems: ['LH_CONFLICT', 'LH_INVALID'],
    },
    async (call) => {
      const change = await find(call);
      if (isBehind(call.principal, change))
        throw new LeaseholdError('LH_FORBIDDEN', 'You cannot approve your own change. Another admin must approve it.');
      if (change.state !== 'pending') throw decided();
      await carryOut(call.services, change, await decisionOf(call, call.body.comment));
      return reply(200, presentChange(await find(call)));
    },
  ),

  route(
    {
      method: 'post',
      path: `${API}/configuration/changes/{id}/rejection`,
      action: 'configuration.approve',
      tag,
      summary: 'Reject a change, or withdraw your own',
      params: one,
      body: z.strictObject({ comment }),
      answers: { 200: pendingChange },
      problems: ['LH_CONFLICT'],
    },
    async (call) => {
      const change = await find(call);
      const closed = await call.services.store.changes.close(
        await decisionOf(call, call.body.comment),
        isBehind(call.principal, change) ? 'withdrawn' : 'rejected',
      );
      if (closed === undefined) throw decided();
      return reply(200, presentChange(closed));
    },
  ),
];
