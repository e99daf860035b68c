/** Reads from a provider which entitlements of a lease the person holds. */
import { cancellationSignal } from '@temporalio/activity';
import type { Connector, ProviderSubject } from '../../connectors/connector.ts';
import { heldBeforeIn } from '../../domain/ledger/held-before.ts';
import { type Entitlement, entitlementKey } from '../../domain/policy.ts';
import type { Dependencies } from '../parts/dependencies.ts';
import { findIn } from '../people/subjects.ts';
import { applicationToTake } from '../providers/application-of.ts';

export interface Looked {
  /** Of the entitlements, those that any of the person's accounts shows, or more than that in their place. */
  readonly held: readonly Entitlement[];
  /** Keys of entitlements that the person held before the leases: they may stay when a lease ends. */
  readonly before: ReadonlySet<string>;
  /** Keys of entitlements that pending or live leases claim. */
  readonly claimed: ReadonlySet<string>;
}

/**
 * @param options.orMore more in the place of an entitlement counts as held, also if others gave it.
 * @throws ProviderError when the provider cannot be asked.
 */
export async function lookAt(
  dependencies: Dependencies,
  { application: key, subject }: { readonly application: string; readonly subject: string },
  entitlements: readonly Entitlement[],
  { orMore = false }: { readonly orMore?: boolean } = {},
): Promise<Looked> {
  const { policy } = (await dependencies.configuration()).configuration;
  const connector = await dependencies.connector(await applicationToTake(dependencies.store, policy, key, subject));
  const call = { signal: cancellationSignal() };
  const { accounts, claims, looks } = await dependencies.store.ledger.holding(key, subject);
  const found = await findIn(connector, key, policy, subject, call.signal);
  const people = new Map<string, ProviderSubject>(found === undefined ? [] : [[found.id, found]]);
  for (const account of accounts) {
    const person = people.has(account.id) ? undefined : await connector.findAccount(account, call);
    if (person !== undefined) people.set(person.id, person);
  }
  const held: Entitlement[] = [];
  const before = new Set<string>();
  for (const entitlement of entitlements) {
    const name = entitlementKey(entitlement);
    const isBefore = heldBeforeIn(looks, name, undefined)?.keep === true;
    if (isBefore) before.add(name);
    if (await isHeld(connector, [...people.values()], entitlement, isBefore || orMore, call.signal))
      held.push(entitlement);
  }
  return { held, before, claimed: new Set(claims.map((claim) => entitlementKey(claim.entitlement))) };
}

async function isHeld(
  connector: Connector,
  people: readonly ProviderSubject[],
  entitlement: Entitlement,
  orMore: boolean,
  signal: AbortSignal,
): Promise<boolean> {
  for (const person of people) {
    if (await connector.holds(person, entitlement, { signal })) return true;
    if (!orMore) continue;
    const { found } = await connector.held(person, entitlement, { signal });
    if (found.some((each) => !each.apart && each.extent === 'more')) return true;
  }
  return false;
}
