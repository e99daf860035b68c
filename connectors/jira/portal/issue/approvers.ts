/** Shows the approvers on an issue. */
import type { Person } from '../../../../domain/people.ts';
import type { Portal } from '../../../../domain/policy.ts';
import { ProviderError } from '../../../../domain/provider-error.ts';
import type { JiraCalls } from '../../client.ts';
import type { Fields } from './fields.ts';

/** Writes the approvers to the field that the portal maps. Does nothing if Jira refuses them there. */
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
    // They are not assignable, or the field is not on the screen. The comment names them anyway, and `portal check`
    // reports it.
    if (
      error instanceof ProviderError &&
      (error.kind === 'invalid' || error.kind === 'forbidden' || error.kind === 'not_found')
    )
      return;
    throw error;
  }
}
