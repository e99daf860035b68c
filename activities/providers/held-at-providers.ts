/** Separation of duties against the providers: looks for conflicting levels there, from any source. */

import type { Connector, ProviderSubject } from '../../connectors/connector.ts';
import { conflictingLevels, isSameLevel } from '../../domain/planning/conflicts.ts';
import { declined, type PlanInput, type PlanResult } from '../../domain/planning/plan.ts';
import { planRequest } from '../../domain/planning/plan-request.ts';
import { type Entitlement, findAccessLevel, findApplication, type LevelRef, type Policy } from '../../domain/policy.ts';
import { ProviderError } from '../../domain/provider-error.ts';
import type { Dependencies } from '../parts/dependencies.ts';
import { findIn } from '../people/subjects.ts';
import { levelsHeldBefore } from './levels-held-before.ts';

/**
 * Plans a request; if access would be given, the providers are asked for levels in a duty with it, and for what the subject holds of
 * it already.
 * @returns the final facts that it was planned from, and the plan.
 * @throws ProviderError when a provider cannot be asked: an unchecked conflict must not pass.
 */
export async function planAskingProviders(
  dependencies: Dependencies,
  input: PlanInput,
  signal?: AbortSignal,
): Promise<{ readonly input: PlanInput; readonly result: PlanResult }> {
  const result = planRequest(input);
  if (result.outcome === 'declined') return { input, result };
  const { policy, held, ask } = input;
  const { gives } = result.plan;
  const found = await heldAtProviders(dependencies, policy, gives, held, ask.subject.email, signal);
  const before = await levelsHeldBefore(dependencies, policy, gives, ask.subject.email, signal);
  if ('code' in before) return { input, result: declined(before, result.plan.explanation) };
  if (found.length === 0 && before.length === 0) return { input, result };
  const asked = {
    ...input,
    ...(found.length === 0 ? {} : { heldAtProviders: found }),
    ...(before.length === 0 ? {} : { heldBefore: before }),
  };
  return { input: asked, result: planRequest(asked) };
}

/**
 * The levels that may not be held together with a wanted one and that a subject holds at the provider.
 * @param held levels that they have by leases, which are known already.
 */
export async function heldAtProviders(
  dependencies: Pick<Dependencies, 'connector'>,
  policy: Policy,
  wanted: readonly LevelRef[],
  held: readonly LevelRef[],
  email: string,
  signal?: AbortSignal,
): Promise<readonly LevelRef[]> {
  const found: LevelRef[] = [];
  for (const ref of conflictingLevels(policy, wanted)) {
    if (held.some((each) => isSameLevel(policy, each, ref))) continue;
    if (await holdsLevel(dependencies, policy, ref, email, signal)) found.push(ref);
  }
  return found;
}

async function holdsLevel(
  dependencies: Pick<Dependencies, 'connector'>,
  policy: Policy,
  ref: LevelRef,
  email: string,
  signal?: AbortSignal,
): Promise<boolean> {
  const application = findApplication(policy, ref.application);
  const level = application === undefined ? undefined : findAccessLevel(application, ref.accessLevel);
  if (application === undefined || level === undefined) return false;
  const connector = await dependencies.connector(application).catch((error: unknown) => {
    // No connector of its kind: it can be asked nothing, today or tomorrow.
    if (error instanceof ProviderError && error.kind === 'invalid') return undefined;
    throw error;
  });
  if (connector === undefined) return false;
  const subject = await findIn(connector, application.key, policy, email, signal);
  if (subject === undefined) return false;
  for (const entitlement of level.entitlements)
    if (!(await holdsEntitlement(connector, subject, entitlement, signal))) return false;
  return true;
}

async function holdsEntitlement(
  connector: Connector,
  subject: ProviderSubject,
  entitlement: Entitlement,
  signal?: AbortSignal,
): Promise<boolean> {
  try {
    return await connector.holds(subject, entitlement, { signal });
  } catch (error) {
    // Nobody holds a missing entitlement.
    if (error instanceof ProviderError && error.kind === 'not_found') return false;
    throw error;
  }
}
