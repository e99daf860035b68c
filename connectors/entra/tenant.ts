/** The tenant that the credentials belong to. */
import type { CallContext } from '../connector.ts';
import { ASKING, readOrganisation } from '../organisation.ts';
import { type EntraCalls, OBJECT_ID } from './client.ts';

/** The tenant id: the one organisation of a tenant has it as its id (https://learn.microsoft.com/graph/api/organization-list). */
export function readTenant(calls: EntraCalls, context: CallContext): Promise<string> {
  return readOrganisation(calls.vendor, OBJECT_ID, async () => {
    const { body } = await calls.call<{ readonly value?: readonly { readonly id?: unknown }[] }>(ASKING, context, {
      method: 'GET',
      path: '/organization',
      query: { $select: 'id' },
    });
    return body?.value?.[0]?.id;
  });
}
