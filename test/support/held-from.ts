/** `held` of a connector double whose people hold everything directly. */
import type { Connector } from '../../connectors/connector.ts';
import { entitlementKey } from '../../domain/policy.ts';

export function heldFrom(holds: Connector['holds']): Connector['held'] {
  return async (subject, entitlement, call) => {
    const direct = { way: 'direct', entitlement, extent: 'same', apart: false } as const;
    const found = (await holds(subject, entitlement, call)) ? [direct] : [];
    return { place: entitlementKey(entitlement), found };
  };
}
