/** Operations in Jira for set-up, the checks and the pickers; separate from `JiraSide`, which runs need. */
import type { Portal } from '../../../domain/policy.ts';
import type { FieldFacts, PortalChoices, PortalFacts } from '../../../domain/portal/facts.ts';
import type { SetUpFacts, SetUpStep } from '../../../domain/portal/plan.ts';
import { createJiraCalls, type JiraOptions } from '../client.ts';
import { readFields } from './field-list.ts';
import { type ApproverAccount, readApproverAccount } from './set-up/approver-account.ts';
import { readChoices } from './set-up/choices.ts';
import { readAccount, readPortalFacts } from './set-up/facts.ts';
import { readSetUpFacts } from './set-up/set-up-facts.ts';
import { applyStep } from './set-up/set-up-steps.ts';
import { PORTAL_JIRA } from './vendor.ts';

/** All throw only `ProviderError`. */
export interface PortalSide {
  /** The account that this side signs in with. */
  account(signal?: AbortSignal): Promise<PortalFacts['account']>;
  fields(signal?: AbortSignal): Promise<readonly FieldFacts[]>;
  facts(portal: Portal, signal?: AbortSignal): Promise<PortalFacts>;
  /**
   * The choices of the portal's settings.
   * @param project the key of the project whose request types and statuses are returned.
   */
  choices(project: string, signal?: AbortSignal): Promise<PortalChoices>;
  /** Whether an account is active, and may move requests. */
  approver(accountId: string, project: string, signal?: AbortSignal): Promise<ApproverAccount>;
  setUpFacts(portal: Portal, signal?: AbortSignal): Promise<SetUpFacts>;
  /** Takes one step of set-up; does nothing if its result is already in place. */
  apply(step: SetUpStep, portal: Portal, secret: string, signal?: AbortSignal): Promise<void>;
}

export function createPortalSide(options: JiraOptions): PortalSide {
  const calls = createJiraCalls(options, PORTAL_JIRA);
  return {
    account: (signal) => readAccount(calls, signal),
    fields: (signal) => readFields(calls, signal),
    facts: (portal, signal) => readPortalFacts(calls, options.url, portal, signal),
    choices: (project, signal) => readChoices(calls, project, signal),
    approver: (accountId, project, signal) => readApproverAccount(calls, accountId, project, signal),
    setUpFacts: (portal, signal) => readSetUpFacts(calls, options.url, portal, signal),
    apply: (step, portal, secret, signal) => applyStep(calls, step, portal, secret, signal),
  };
}
