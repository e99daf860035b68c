/** Whether a person can act as an approver in Jira. */
import { ProviderError } from '../../../../domain/provider-error.ts';
import type { JiraCalls } from '../../client.ts';
import { readUser } from '../../users.ts';

export interface ApproverAccount {
  readonly exists: boolean;
  readonly active: boolean;
  /** Whether they may move requests of the project; null if this account cannot see that. */
  readonly mayMove: boolean | null;
}

export async function readApproverAccount(
  calls: JiraCalls,
  accountId: string,
  projectKey: string,
  signal?: AbortSignal,
): Promise<ApproverAccount> {
  const user = await readUser(calls, accountId, signal);
  if (user === undefined) return { exists: false, active: false, mayMove: false };
  return { exists: true, active: user.active !== false, mayMove: await mayMove(calls, accountId, projectKey, signal) };
}

/** Only administrators of the project can see the permissions of others. */
async function mayMove(
  calls: JiraCalls,
  accountId: string,
  projectKey: string,
  signal?: AbortSignal,
): Promise<boolean | null> {
  try {
    const found = await calls.run(`reading what ${accountId} may do`, signal, ({ v3 }) =>
      v3.userSearch.findUsersWithAllPermissions({ accountId, permissions: 'TRANSITION_ISSUES', projectKey }),
    );
    return found.some((each) => each.accountId === accountId);
  } catch (error) {
    if (error instanceof ProviderError && (error.kind === 'forbidden' || error.kind === 'not_found')) return null;
    throw error;
  }
}
