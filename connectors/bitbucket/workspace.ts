/** The id of the workspace. */
import type { CallContext } from '../connector.ts';
import { ASKING, readOrganisation } from '../organisation.ts';
import type { BitbucketCalls } from './client.ts';

/** In braces; unlike the slug, it never changes (https://developer.atlassian.com/cloud/bitbucket/rest/intro/#uri-uuid). */
export function readWorkspaceId(calls: BitbucketCalls, context: CallContext): Promise<string> {
  return readOrganisation(calls.vendor, /^\{[0-9a-f-]{36}\}$/i, async () => {
    const path = calls.inWorkspace();
    const { body } = await calls.http.call<{ readonly uuid?: unknown } | undefined>(ASKING, context, {
      method: 'GET',
      path,
    });
    return body?.uuid;
  });
}
