/** What `parameters` of an entitlement may say. Anything else is refused: a word that is not understood may have been meant to narrow. */
import type { Entitlement } from '../../domain/policy.ts';
import { ProviderError } from '../../domain/provider-error.ts';
import type { Vendor } from '../entitlement-type.ts';

/** @throws ProviderError for a parameter that the type does not have, and for eligible assignments (PIM) by name. */
export function checkParameters(vendor: Vendor, entitlement: Entitlement, known: readonly string[]): void {
  const system = vendor.application;
  for (const [name, value] of Object.entries(entitlement.parameters ?? {})) {
    if (known.includes(name)) continue;
    if (/eligib|^pim|^assignment/i.test(name) || /eligib/i.test(value))
      throw new ProviderError(
        'invalid',
        `${vendor.name}: eligible assignments (Privileged Identity Management) are not supported. Who is eligible holds nothing until they activate it themselves; Leasehold gives active assignments and takes them away on time. Remove the parameter "${name}" of ${entitlement.type} ${entitlement.name ?? entitlement.id}.`,
        { system },
      );
    const has = known.length === 0 ? 'it has none' : `it has: ${known.join(', ')}`;
    throw new ProviderError('invalid', `${vendor.name} knows no parameter "${name}" of ${entitlement.type}; ${has}.`, {
      system,
    });
  }
}
