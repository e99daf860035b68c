/** What `parameters` of an entitlement may say. Anything else is refused: a word that is not understood may have been meant to narrow. */
import type { Entitlement } from '../domain/policy.ts';
import { ProviderError } from '../domain/provider-error.ts';
import type { Vendor } from './entitlement-type.ts';

/** @throws ProviderError for a parameter that the type does not have. */
export function onlyParameters(vendor: Vendor, { type, parameters }: Entitlement, known: readonly string[]): void {
  const stray = Object.keys(parameters ?? {}).find((name) => !known.includes(name));
  if (stray === undefined) return;
  const has = known.length === 0 ? 'it has none' : `it has: ${known.join(', ')}`;
  throw new ProviderError('invalid', `${vendor.name} knows no parameter "${stray}" of ${type}; ${has}.`, {
    system: vendor.application,
  });
}
