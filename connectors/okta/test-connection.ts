/** Test Connection for Okta: named checks, each with what to do about it. */
import type { Entitlement } from '../../domain/policy.ts';
import { ProviderError } from '../../domain/provider-error.ts';
import type { CallContext, Check } from '../connector.ts';
import type { OktaCalls } from './client.ts';
import type { EntitlementType } from './entitlement-type.ts';

type Resolve = (entitlement: Entitlement) => Promise<{ type: EntitlementType; id: string }>;

/** Later checks are not tried when an earlier one shows that they must fail. */
export async function testOkta(
  calls: OktaCalls,
  entitlements: readonly Entitlement[],
  resolve: Resolve,
  context: CallContext,
): Promise<readonly Check[]> {
  const reached = await attempt(() =>
    calls.run('reading users', context, (client) => firstOf(client.userApi.listUsers({ limit: 1 }))),
  );
  const wire = reached instanceof ProviderError && reached.details.status === undefined;
  if (wire) return [{ name: 'URL', ok: false, detail: `${reached.message} Check the application's url.` }];
  const url: Check = { name: 'URL', ok: true, detail: 'Okta answers at this address.' };
  if (reached instanceof ProviderError && reached.kind === 'unauthorized') {
    return [
      url,
      {
        name: 'Token',
        ok: false,
        detail: 'Okta does not accept the API token; make a new one and put it where the configuration refers to.',
      },
    ];
  }
  const token: Check = { name: 'Token', ok: true, detail: 'Okta accepts the API token.' };
  const groups = await attempt(() =>
    calls.run('reading groups', context, (client) => firstOf(client.groupApi.listGroups({ limit: 1 }))),
  );
  const checks = [
    url,
    token,
    toCheck('Can read users', reached, 'Give the token\'s admin "View users".'),
    toCheck('Can read groups', groups, 'Give the token\'s admin "View groups".'),
  ];
  for (const entitlement of entitlements) checks.push(await testEntitlement(calls, entitlement, resolve, context));
  return checks;
}

/**
 * Whether membership can be changed, without changing any: removing a person who does not exist is refused for lack of
 * permission (403) before it is refused for lack of the person (404).
 */
async function testEntitlement(
  calls: OktaCalls,
  entitlement: Entitlement,
  resolve: Resolve,
  context: CallContext,
): Promise<Check> {
  const title = `${entitlement.type} ${entitlement.name ?? entitlement.id}`;
  const name = `Can change ${title}`;
  const found = await attempt(async () => {
    const { type, id } = await resolve(entitlement);
    if (type.type !== 'group') return { app: true };
    const there = await calls.find(`reading ${title}`, context, (client) => client.groupApi.getGroup({ groupId: id }));
    if (there === undefined) throw new ProviderError('not_found', `Okta has no ${title}.`, { system: 'okta' });
    if (there.type === 'APP_GROUP')
      throw new ProviderError('forbidden', `${title} is managed by an application; pick another group.`, {
        system: 'okta',
      });
    await calls.find(`trying to change ${title}`, context, (client) =>
      client.groupApi.unassignUserFromGroup({ groupId: id, userId: NOBODY }),
    );
    return { app: false };
  });
  return toCheck(
    name,
    found,
    'Give the token\'s admin "Manage group membership" for this group, and check the group\'s id.',
  );
}

/** An id of Okta's form that no user has. */
const NOBODY = '00u0000000000000000';

async function firstOf<Value>(list: Promise<AsyncIterable<Value>>): Promise<Value | undefined> {
  for await (const each of await list) return each;
  return undefined;
}

async function attempt<Value>(work: () => Promise<Value>): Promise<Value | ProviderError> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ProviderError) return error;
    throw error;
  }
}

function toCheck(name: string, outcome: unknown, advice: string): Check {
  return outcome instanceof ProviderError
    ? { name, ok: false, detail: `${outcome.message} ${advice}` }
    : { name, ok: true, detail: 'Yes.' };
}
