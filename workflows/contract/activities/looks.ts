/** Reads on behalf of the API, each in one short workflow. They change nothing. */
import type { ConnectionTestInput, ConnectionTestResult } from '../connection-test.ts';
import type { EntitlementSearchInput, EntitlementSearchResult } from '../entitlement-search.ts';
import type { CheckResult, PortalCheckInput, PortalChoicesInput, PortalChoicesResult } from '../portal.ts';
import type { SimulationInput, SimulationResult } from '../simulation.ts';
import type { SubjectProfilesResult } from '../subject-profiles.ts';

export interface LookActivities {
  /** Runs started by an earlier version hand over the application's key alone. */
  testConnection(input: string | ConnectionTestInput): Promise<ConnectionTestResult>;
  searchEntitlements(input: EntitlementSearchInput): Promise<EntitlementSearchResult>;
}

export interface PortalActivities {
  checkPortalNow(input: PortalCheckInput): Promise<CheckResult>;
  readPortalChoices(input: PortalChoicesInput): Promise<PortalChoicesResult>;
  checkPeople(): Promise<CheckResult>;
  checkClocks(): Promise<CheckResult>;
}

export interface SimulationActivities {
  simulate(input: SimulationInput): Promise<SimulationResult>;
}

export interface SubjectProfileActivities {
  /** By e-mail. */
  readSubjectProfiles(subjects: readonly string[]): Promise<SubjectProfilesResult>;
}
