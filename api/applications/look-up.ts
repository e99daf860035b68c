/** Asks a worker to test a connection or search entitlements, because only workers hold credentials. */
import { randomUUID } from 'node:crypto';
import { LeaseholdError } from '../../domain/errors.ts';
import type { Application } from '../../domain/policy.ts';
import { decodeNumberCursor, pageSize } from '../../store/database/cursor.ts';
import {
  CONNECTION_TEST,
  type ConnectionTestInput,
  type ConnectionTestResult,
} from '../../workflows/contract/connection-test.ts';
import {
  ENTITLEMENT_SEARCH,
  type EntitlementSearchInput,
  type EntitlementSearchResult,
} from '../../workflows/contract/entitlement-search.ts';
import { connectionTestWorkflowId, entitlementSearchWorkflowId } from '../../workflows/contract/ids.ts';
import { MAIN_TASK_QUEUE } from '../../workflows/contract/task-queues.ts';
import type { Services } from '../services.ts';

/** Time limit of a test or search, in milliseconds. */
const DEADLINE_MS = 60_000;

/** The key of a saved application, or an unsaved one. */
export type LookedUp = { readonly key: string } | { readonly draft: Application };

/** @param accept the organisation that an admin confirms as the application's, if any. */
export function testConnection(
  services: Services,
  application: LookedUp,
  accept?: ConnectionTestInput['accept'],
): Promise<ConnectionTestResult> {
  return lookUp(services, application, (key, draft) => {
    const input: ConnectionTestInput = { version: 1, application: key, draft, accept };
    return services.temporal.workflow.execute(CONNECTION_TEST, {
      workflowId: connectionTestWorkflowId(key, randomUUID()),
      taskQueue: MAIN_TASK_QUEUE,
      args: [input],
    });
  });
}

export interface Search {
  readonly search?: string | undefined;
  readonly type?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
}

/** @throws LeaseholdError LH_CONFLICT with the system's reason when it refuses. */
export async function searchEntitlements(services: Services, application: LookedUp, query: Search) {
  const { search, type } = query;
  const offset = query.cursor === undefined ? 0 : decodeNumberCursor(query.cursor);
  const limit = pageSize(query.limit);
  const result: EntitlementSearchResult = await lookUp(services, application, (key, draft) => {
    const input: EntitlementSearchInput = { version: 1, application: key, draft, search, type, offset, limit };
    return services.temporal.workflow.execute(ENTITLEMENT_SEARCH, {
      workflowId: entitlementSearchWorkflowId(key, randomUUID()),
      taskQueue: MAIN_TASK_QUEUE,
      args: [input],
    });
  });
  if (result.outcome === 'refused') throw new LeaseholdError('LH_CONFLICT', result.sentence);
  const { types, items, more } = result;
  return { types, items, nextCursor: more ? String(offset + limit) : null };
}

/** A draft is passed through the store, so that it never enters a workflow history. */
async function lookUp<Result>(
  { store, temporal }: Services,
  application: LookedUp,
  execute: (key: string, draft: string | undefined) => Promise<Result>,
): Promise<Result> {
  const deadline = Date.now() + DEADLINE_MS;
  if ('key' in application) return temporal.withDeadline(deadline, () => execute(application.key, undefined));
  const id = await store.drafts.put(application.draft);
  try {
    return await temporal.withDeadline(deadline, () => execute(application.draft.key, id));
  } finally {
    await store.drafts.remove(id);
  }
}
