/** Looks, while planning, for planned access that its subject holds already without Leasehold. Changes nothing. */
import type { Connector, ProviderSubject } from '../../connectors/connector.ts';
import type { LevelHeldBefore, PlannedAccess } from '../../domain/planning/plan.ts';
import { type Entitlement, findApplication, type Policy } from '../../domain/policy.ts';
import { isRetryable, ProviderError } from '../../domain/provider-error.ts';
import { type Reason, reason } from '../../domain/reasons.ts';
import type { Holding } from '../../store/ledger/ledger-store.ts';
import type { Dependencies } from '../parts/dependencies.ts';
import { findIn } from '../people/subjects.ts';
import { heldBefore } from './first-look.ts';

type Found = LevelHeldBefore['entitlements'];

/**
 * The levels that a subject holds already, wholly or in part, and that no lease explains.
 * @returns a reason if something is held on top of which a level cannot be given.
 * @throws ProviderError when a provider cannot be asked: approvers must see what is held.
 */
export async function levelsHeldBefore(
  dependencies: Pick<Dependencies, 'connector' | 'store' | 'now'>,
  policy: Policy,
  gives: readonly PlannedAccess[],
  email: string,
  signal?: AbortSignal,
): Promise<readonly LevelHeldBefore[] | Reason> {
  const levels: LevelHeldBefore[] = [];
  const at = (await dependencies.now()).toISOString();
  for (const { application: key, applicationName, accessLevel, entitlements } of gives) {
    const application = findApplication(policy, key);
    if (application === undefined) continue;
    const connector = await dependencies.connector(application).catch(unlessFinal);
    const person =
      connector === undefined ? undefined : await findIn(connector, key, policy, email, signal).catch(unlessFinal);
    if (connector === undefined || person === undefined) continue;
    const holding = await dependencies.store.ledger.holding(key, email);
    const keep = application.heldBefore !== 'take';
    const found: Found[number][] = [];
    let whole = true;
    for (const entitlement of entitlements) {
      const held = await lookAt({ connector, person, entitlement, holding, keep, at, signal });
      if ('obstacle' in held) return reason('giving_failed', held.obstacle);
      found.push(...held.found);
      if (!held.found.some(({ extent }) => extent === 'same' || extent === 'more')) whole = false;
    }
    if (found.length > 0)
      levels.push({ application: key, applicationName, accessLevel, whole, keep, entitlements: found });
  }
  return levels;
}

interface Place {
  readonly connector: Connector;
  readonly person: ProviderSubject;
  readonly entitlement: Entitlement;
  readonly holding: Holding;
  readonly keep: boolean;
  readonly at: string;
  readonly signal?: AbortSignal | undefined;
}

async function lookAt(look: Place): Promise<{ readonly found: Found } | { readonly obstacle: string }> {
  const { connector, person, entitlement, signal } = look;
  const there = await connector.held(person, entitlement, { signal }).catch(unlessFinal);
  if (there === undefined) return { found: [] };
  const before = await heldBefore({ ...look, there }, connector, { signal });
  // If a lease explains what is in the place, only the other ways are news.
  const found = there.found.filter((each) => each.apart || before !== null);
  const obstacle = found.find((each) => !each.apart)?.obstacle;
  if (obstacle !== undefined) return { obstacle };
  const name = entitlement.name ?? entitlement.id ?? entitlement.type;
  return {
    found: found.map(({ way, through, entitlement: held, extent, apart }) => ({
      name,
      way,
      ...(through === undefined ? {} : { through }),
      entitlement: held,
      extent,
      apart,
    })),
  };
}

/** A refusal that no retry changes is shown when the access is given; nothing is known to be held. */
function unlessFinal(error: unknown): undefined {
  if (error instanceof ProviderError && !isRetryable(error.kind) && error.kind !== 'unauthorized') return undefined;
  throw error;
}
