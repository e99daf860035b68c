/** Workflow ids, readable in the Web UI. No other file spells their prefixes. */

const REQUEST = 'request/';
const REVOCATION = 'revocation/';
const CONNECTION_TEST = 'connection-test/';

/** `request/ACCESS-12` */
export function requestWorkflowId(issueKey: string): string {
  return REQUEST + issueKey;
}

/** `revocation/<id>` */
export function revocationWorkflowId(id: string): string {
  return REVOCATION + id;
}

/** `connection-test/<application>/<id>` */
export function connectionTestWorkflowId(application: string, id: string): string {
  return `${CONNECTION_TEST}${application}/${id}`;
}

/** `entitlement-search/<application>/<id>` */
export function entitlementSearchWorkflowId(application: string, id: string): string {
  return `entitlement-search/${application}/${id}`;
}

/** `simulation/<id>` */
export function simulationWorkflowId(id: string): string {
  return `simulation/${id}`;
}

/** `birthright/<id>`, of an ordered reconciliation; those on the Schedule are `birthright/scheduled-<moment>`. */
export function birthrightWorkflowId(id: string): string {
  return `birthright/${id}`;
}

/** `birthright/<id>/taking/<n>`, of one item in a run of its own. */
export function birthrightTakingWorkflowId(id: string, position: number): string {
  return `birthright/${id}/taking/${position}`;
}

/** `subject-profiles/<id>` */
export function subjectProfilesWorkflowId(id: string): string {
  return `subject-profiles/${id}`;
}

/** `reconcile/<id>`, of one page. */
export function reconcileWorkflowId(id: string): string {
  return `reconcile/${id}`;
}

/** `portal-check/<id>`, `portal-choices/<id>`, `health-check/<id>`: short reads for the API. */
export function lookWorkflowId(kind: 'portal-check' | 'portal-choices' | 'health-check', id: string): string {
  return `${kind}/${id}`;
}
