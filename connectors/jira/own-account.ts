/** The owner of the API token. */
import type { JiraCalls } from './client.ts';

export function readOwnAccount(calls: JiraCalls, signal: AbortSignal | undefined) {
  return calls.run('reading its own account', signal, ({ v3 }) => v3.myself.getCurrentUser());
}

type OwnPermissions = Readonly<
  Record<string, { readonly name?: string; readonly havePermission?: boolean } | undefined>
>;

/** The account's permissions: Jira's answer for each, by key. */
export async function readOwnPermissions(
  calls: JiraCalls,
  keys: readonly string[],
  projectKey: string | undefined,
  signal: AbortSignal | undefined,
): Promise<OwnPermissions> {
  const { permissions } = await calls.run('reading its own permissions', signal, ({ v3 }) =>
    v3.permissions.getMyPermissions({
      permissions: keys.join(','),
      ...(projectKey === undefined ? {} : { projectKey }),
    }),
  );
  return (permissions ?? {}) as OwnPermissions;
}
