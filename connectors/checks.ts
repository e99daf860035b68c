/** Test Connection, the same for every system: reach it, sign in, read, change. */
import type { Entitlement } from '../domain/policy.ts';
import { ProviderError } from '../domain/provider-error.ts';
import type { Check } from './connector.ts';
import type { Vendor } from './entitlement-type.ts';

export interface Trial {
  readonly name: string;
  /** The advice if the check fails. */
  readonly advice: string;
  /** Changes nothing at the vendor. @throws ProviderError if it does not work. */
  work(): Promise<unknown>;
}

/**
 * The first trial also checks the address and the credentials. If those fail, the remaining trials are skipped.
 * @param credential the vendor's term: "API token", "client secret".
 */
export async function testConnection(
  vendor: Vendor,
  credential: string,
  trials: readonly [Trial, ...Trial[]],
): Promise<readonly Check[]> {
  const checks: Check[] = [];
  for (const [n, trial] of trials.entries()) {
    const failure = await attempt(trial);
    if (n === 0) {
      if (failure !== undefined && failure.details.status === undefined && failure.kind !== 'unauthorized')
        return [{ name: 'URL', ok: false, detail: `${failure.message} Check the application's url.` }];
      checks.push({ name: 'URL', ok: true, detail: `${vendor.name} answers at this address.` });
      const name = credential.charAt(0).toUpperCase() + credential.slice(1);
      if (failure?.kind === 'unauthorized')
        return [
          ...checks,
          {
            name,
            ok: false,
            detail: `${vendor.name} does not accept the ${credential}; make a new one and put it where the configuration refers to.`,
          },
        ];
      checks.push({ name, ok: true, detail: `${vendor.name} accepts the ${credential}.` });
    }
    checks.push(
      failure === undefined
        ? { name: trial.name, ok: true, detail: 'Yes.' }
        : { name: trial.name, ok: false, detail: `${failure.message} ${trial.advice}` },
    );
  }
  return checks;
}

/** One trial per entitlement of the configuration: whether it exists and can be changed. */
export function entitlementTrials(
  entitlements: readonly Entitlement[],
  advice: string,
  work: (entitlement: Entitlement) => Promise<unknown>,
): readonly Trial[] {
  return entitlements.map((each) => ({
    name: `Can change ${each.type} ${each.name ?? each.id}`,
    advice,
    work: () => work(each),
  }));
}

async function attempt(trial: Trial): Promise<ProviderError | undefined> {
  try {
    await trial.work();
    return undefined;
  } catch (error) {
    if (error instanceof ProviderError) return error;
    throw error;
  }
}
