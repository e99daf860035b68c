/** Parameters of entitlements in Entra ID, and a clear refusal of PIM, which is not supported. */
import type { Entitlement } from '../../domain/policy.ts';
import { ProviderError } from '../../domain/provider-error.ts';
import type { Vendor } from '../entitlement-type.ts';
import { onlyParameters, parametersOf } from '../parameters.ts';
import { ABOUT } from './about.ts';

/** @throws ProviderError for a parameter that the type does not have, and for eligible assignments (PIM) by name. */
export function checkParameters(vendor: Vendor, entitlement: Entitlement): void {
  const known = parametersOf(ABOUT, entitlement.type);
  for (const [name, value] of Object.entries(entitlement.parameters ?? {})) {
    if (known.includes(name)) continue;
    if (/eligib|^pim|^assignment/i.test(name) || /eligib/i.test(value))
      throw new ProviderError(
        'invalid',
        `${vendor.name}: eligible assignments (Privileged Identity Management) are not supported. Who is eligible holds nothing until they activate it themselves; Leasehold gives active assignments and takes them away on time. Remove the parameter "${name}" of ${entitlement.type} ${entitlement.name ?? entitlement.id}.`,
        { system: vendor.application },
      );
  }
  onlyParameters(vendor, ABOUT, entitlement);
}
