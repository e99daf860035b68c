/** The worker's bundle: every workflow type by its registered name. */
export { accessRequest } from './access-request/access-request.ts';
export { birthrightReconcile } from './birthright/reconcile.ts';
export { birthrightTaking } from './birthright/taking.ts';
export { connectionTest } from './connection-test.ts';
export { entitlementSearch } from './entitlement-search.ts';
export { jiraCatchUp } from './jira-catch-up.ts';
export { leaseKeeper } from './lease-keeper.ts';
export { healthCheck, portalCheck, portalChoices } from './portal.ts';
export { reconcile } from './reconcile.ts';
export { revocation } from './revocation.ts';
export { simulation } from './simulation.ts';
export { subjectProfiles } from './subject-profiles.ts';
