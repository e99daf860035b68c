/** How the configuration writes what is given on GitHub. */
import type { Entitlement } from '../../domain/policy.ts';
import { ProviderError } from '../../domain/provider-error.ts';
import type { GitHubCalls } from './client.ts';

/** The parameter's value among those that there are. @throws ProviderError for any other. */
export function chosen<Choice extends string>(
  calls: GitHubCalls,
  { parameters }: Entitlement,
  name: string,
  choices: readonly [Choice, ...Choice[]],
): Choice {
  const given = parameters?.[name];
  if (given === undefined) return choices[0];
  const known = choices.find((each) => each === given);
  if (known !== undefined) return known;
  throw new ProviderError('invalid', `GitHub knows no ${name} "${given}" here; use one of: ${choices.join(', ')}.`, {
    system: calls.vendor.application,
  });
}

/** What an entitlement names and who owns it: `acme/platform`, or `platform` of the configured organisation. */
export function owned(calls: GitHubCalls, name: string): string {
  return name.includes('/') ? name : `${calls.organisation}/${name}`;
}

/** The two halves of such an id. */
export function halves(id: string): readonly [owner: string, name: string] {
  const at = id.indexOf('/');
  return [id.slice(0, at), id.slice(at + 1)];
}
