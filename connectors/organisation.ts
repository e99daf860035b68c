/** The vendor's own id of the organisation that an address leads to, read in the same way for every system. */
import { ProviderError } from '../domain/provider-error.ts';
import type { Vendor } from './entitlement-type.ts';

/** The attempted action, for messages. */
export const ASKING = 'asking which organisation this is';

/**
 * @param read asks the vendor for its id.
 * @param form the form of the vendor's ids.
 * @throws ProviderError of the call; `unavailable` for an answer that is not recognisably the vendor's: a proxy's page
 *   with status 200 is no organisation.
 */
export async function readOrganisation(vendor: Vendor, form: RegExp, read: () => Promise<unknown>): Promise<string> {
  const id = await read().catch((error: unknown) => {
    // The vendor's client did not understand a successful answer.
    if (error instanceof ProviderError && error.kind === 'invalid' && error.details.status === undefined)
      return undefined;
    throw error;
  });
  if (typeof id === 'string' && form.test(id)) return id;
  throw new ProviderError(
    'unavailable',
    `The answer at this address while ${ASKING} is not ${vendor.name}'s, as when a proxy shows a page of its own; it is tried again.`,
    { system: vendor.application },
  );
}
