/** Showing on an issue who must decide. */
import type { Person } from '../../../../domain/people.ts';
import type { Portal } from '../../../../domain/policy.ts';
import { ProviderError } from '../../../../domain/provider-error.ts';
import type { JiraCalls } from '../../client.ts';
import type { Fields } from './fields.ts';

/** Shows who must decide, in the field that the portal maps; nothing when Jira will not have them there. */
export async function setApprovers(
  calls: JiraCalls,
  fields: Fields,
  issueKey: string,
  portal: Portal,
  approvers: readonly Person[],
  signal?: AbortSignal,
): Promise<void> {
  const [first] = approvers;
  const mapped = portal.fields.approver;
  if (mapped === undefined || first?.accountId === undefined) return;
  const doing = `showing the approvers on ${issueKey}`;
  try {
    if (mapped.toLowerCase() === 'assignee') {
      await calls.run(doing, signal, ({ v3 }) =>
        v3.issues.assignIssue({ issueIdOrKey: issueKey, accountId: first.accountId as string }),
      );
      return;
    }
    const field = await fields.find(mapped, signal);
    if (field === undefined) return;
    const accounts = approvers.flatMap((each) => (each.accountId === undefined ? [] : [{ accountId: each.accountId }]));
    const value = field.type === 'array' ? accounts : accounts[0];
    await calls.run(doing, signal, ({ v3 }) =>
      v3.issues.editIssue({ issueIdOrKey: issueKey, fields: { [field.id]: value } }),
    );
  } catch (error) {
    // Not assignable, or not on the screen: the comment names them all the same, and `portal check` reports it.
    if (
      error instanceof ProviderError &&
      (error.kind === 'invalid' || error.kind === 'forbidden' || error.kind === 'not_found')
    )
      return;
    throw error;
  }
}
