/** Spaces, which `space-permission` and `space-role` refer to. */
import type { Entitlement } from '../../domain/policy.ts';
import { ProviderError } from '../../domain/provider-error.ts';
import type { CallContext } from '../connector.ts';
import { onlyId } from '../entitlement-type.ts';
import type { ConfluenceCalls } from './client.ts';

export interface Space {
  /** Its numeric id in API v2. */
  readonly id: string;
  /** Its key, which API v1 and people use. */
  readonly key: string;
  readonly name?: string;
}

/** The key of an entitlement's space, by key (`id`) or by name. */
export async function spaceKeyOf(
  calls: ConfluenceCalls,
  entitlement: Entitlement,
  context: CallContext,
): Promise<string> {
  if (entitlement.id !== undefined) return entitlement.id;
  const name = entitlement.name ?? '';
  const found: { id: string }[] = [];
  for await (const each of allSpaces(calls, `looking for the space ${name}`, context))
    if (each.name === name) found.push({ id: each.key });
  return onlyId(found, 'space', name, calls.vendor);
}

/** @throws ProviderError if the space does not exist or is not visible. */
export async function spaceByKey(calls: ConfluenceCalls, key: string, context: CallContext): Promise<Space> {
  const spaces = calls.pagesV2<Space>(`looking for the space ${key}`, context, 'wiki/api/v2/spaces', { keys: key });
  for await (const space of spaces) if (space.key === key) return space;
  throw new ProviderError(
    'not_found',
    `Confluence has no space with the key ${key} that the API token's account can see; correct the entitlement in the configuration.`,
    { system: calls.vendor.application },
  );
}

function allSpaces(calls: ConfluenceCalls, doing: string, context: CallContext): AsyncIterable<Space> {
  return calls.pagesV2<Space>(doing, context, 'wiki/api/v2/spaces');
}

/** Spaces whose key or name contains the text. */
export async function* spacesLike(
  calls: ConfluenceCalls,
  search: string | undefined,
  context: CallContext,
): AsyncIterable<Space> {
  const wanted = search?.toLowerCase() ?? '';
  for await (const space of allSpaces(calls, 'listing spaces', context))
    if (`${space.key} ${space.name ?? ''}`.toLowerCase().includes(wanted)) yield space;
}
