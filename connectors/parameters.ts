/**
 * Reads the `parameters` of an entitlement. An unknown parameter is refused, because it may have been meant to narrow
 * the access.
 */
import type { Entitlement } from '../domain/policy.ts';
import { ProviderError } from '../domain/provider-error.ts';
import type { About } from './about.ts';
import type { Vendor } from './entitlement-type.ts';

/** The names of the parameters that a type of entitlement has. */
export function parametersOf(about: About, type: string): readonly string[] {
  const parameters = about.entitlementTypes.find((each) => each.type === type)?.parameters ?? [];
  return parameters.map(({ name }) => name);
}

/** @throws ProviderError for a parameter that the type does not have. */
export function onlyParameters(vendor: Vendor, about: About, { type, parameters }: Entitlement): void {
  const known = parametersOf(about, type);
  const other = Object.keys(parameters ?? {}).find((name) => !known.includes(name));
  if (other === undefined) return;
  const there = known.length === 0 ? 'it has none' : `it has: ${known.join(', ')}`;
  throw new ProviderError('invalid', `${vendor.name} knows no parameter "${other}" of ${type}; ${there}.`, {
    system: vendor.application,
  });
}

/** A parameter's value from the allowed ones; the first is the default. @throws ProviderError for any other. */
export function chosenParameter<Choice extends string>(
  vendor: Vendor,
  { parameters }: Entitlement,
  name: string,
  choices: readonly [Choice, ...Choice[]],
): Choice {
  const given = parameters?.[name];
  if (given === undefined) return choices[0];
  const known = choices.find((each) => each === given);
  if (known !== undefined) return known;
  throw new ProviderError(
    'invalid',
    `${vendor.name} knows no ${name} "${given}" here; use one of: ${choices.join(', ')}.`,
    {
      system: vendor.application,
    },
  );
}
