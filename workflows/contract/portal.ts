/**
 * `portalCheck`, `portalChoices`, `healthCheck`: reads of Jira and the providers for the API, which only a worker can
 * do.
 */

import type { Portal } from '../../domain/policy.ts';
import type { PortalChoices } from '../../domain/portal/facts.ts';
import type { Finding } from '../../domain/portal/finding.ts';

export const PORTAL_CHECK = 'portalCheck';

export interface PortalCheckInput {
  readonly version: 1;
  /** Settings that are not saved yet; unset: those of the configuration. */
  readonly portal?: Portal | undefined;
}

export interface CheckResult {
  readonly ok: boolean;
  readonly checks: readonly Finding[];
}

export const PORTAL_CHOICES = 'portalChoices';

export interface PortalChoicesInput {
  readonly version: 1;
  /** Key of the project whose request types and statuses are wanted; unset: that of the configuration. */
  readonly project?: string | undefined;
}

/** `why` is a sentence: Jira does not answer, or not to this account. */
export type PortalChoicesResult =
  | { readonly ok: true; readonly choices: PortalChoices }
  | { readonly ok: false; readonly why: string };

export const HEALTH_CHECK = 'healthCheck';

export interface HealthCheckInput {
  readonly version: 1;
  /** `people`: rules, approvers and groups. `clocks`: of Jira and the providers against ours. */
  readonly what: 'people' | 'clocks';
}
