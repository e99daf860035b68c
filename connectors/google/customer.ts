/** The customer that the administrator belongs to. */
import type { CallContext } from '../connector.ts';
import { ASKING, readOrganisation } from '../organisation.ts';
import type { GoogleCalls } from './client.ts';

/**
 * The customer id, from the administrator's own user: reading the customer itself would need one more delegated scope
 * (https://developers.google.com/workspace/admin/directory/reference/rest/v1/users#User.FIELDS.customer_id).
 */
export function readCustomer(calls: GoogleCalls, context: CallContext): Promise<string> {
  return readOrganisation(calls.vendor, /^C\w+$/, async () => {
    const user = await calls.run(ASKING, context, 'user.readonly', (directory) =>
      directory.users.get({ userKey: calls.administrator }),
    );
    return user.customerId;
  });
}
