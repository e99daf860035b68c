/** Converts stored requests to API responses. */
import { UNRECORDED, writePlanToken } from '../../domain/approval/plan-token.ts';
import type { AuditRow, RequestView } from '../../domain/ledger/records.ts';
import type { StoredRequest } from '../../store/ledger/request-store.ts';
import type { Services } from '../services.ts';

/** Links to a request in Jira and Temporal. */
function linksOf(services: Services, jiraUrl: string, view: RequestView): { jira: string; temporal: string } {
  const run = `${encodeURIComponent(view.workflowId)}/${view.runId}`;
  return {
    jira: `${jiraUrl.replace(/\/+$/, '')}/browse/${view.key}`,
    temporal: `${services.temporalUiUrl}/namespaces/${encodeURIComponent(services.namespace)}/workflows/${run}`,
  };
}

/** The plan that a decision now is about. A request that waits since a version without digests has not stored it. */
export async function planShown(services: Services, view: RequestView): Promise<string | undefined> {
  const stage = view.stages.findIndex((each) => each.state === 'open');
  if (view.plan !== undefined || view.state !== 'awaiting_approval' || stage === -1) return view.plan;
  const latest = await services.store.requests.plan(view.key);
  if (latest === undefined) return undefined;
  return writePlanToken({ digest: latest.digest ?? UNRECORDED, round: latest.round, stage });
}

/** A request with its timeline from the audit trail. */
export async function presentRequest(services: Services, view: RequestView | StoredRequest) {
  const { configuration } = await services.configuration();
  const events = await services.store.audit.list({ requestKey: view.key, limit: 200 });
  return {
    ...view,
    plan: await planShown(services, view),
    timeline: [...events.items].reverse().map(presentEvent),
    links: linksOf(services, configuration.jira.url, view),
  };
}

function presentEvent({ at, actor, action, reason, details }: AuditRow) {
  return { at, actor, action, reason: reason ?? null, details: details ?? null };
}
