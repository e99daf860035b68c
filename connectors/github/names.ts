/** Names of GitHub objects in the configuration. */
import type { GitHubCalls } from './client.ts';

/** The object of an entitlement and its owner: `acme/platform`, or `platform` of the configured organisation. */
export function owned(calls: GitHubCalls, name: string): string {
  return name.includes('/') ? name : `${calls.organisation}/${name}`;
}

/** The two halves of such an id. */
export function halves(id: string): readonly [owner: string, name: string] {
  const at = id.indexOf('/');
  return [id.slice(0, at), id.slice(at + 1)];
}
