/** Converts stored requests to API responses. */
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

/** A request with its timeline from the audit trail. */
export async function presentRequest(services: Services, view: RequestView | StoredRequest) {
  const { configuration } = await services.configuration();
  const events = await services.store.audit.list({ requestKey: view.key, limit: 200 });
  return {
    ...view,
    timeline: [...events.items].reverse().map(presentEvent),
    links: linksOf(services, configuration.jira.url, view),
  };
}

function presentEvent({ at, actor, action, reason, details }: AuditRow) {
  return { at, actor, action, reason: reason ?? null, details: details ?? null };
}
