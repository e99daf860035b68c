/** Test Connection, the same for every system: reach it, sign in, read, change. */
import type { Entitlement } from '../domain/policy.ts';
import { ProviderError } from '../domain/provider-error.ts';
import type { About } from './about.ts';
import type { CallContext, Check, Connector, ConnectorOptions } from './connector.ts';
import { type EntitlementType, type Resolve, resolver, type Vendor } from './entitlement-type.ts';

export interface Trial {
  readonly name: string;
  /** The advice if the check fails. */
  readonly advice: string;
  /** Changes nothing at the vendor. @throws ProviderError if it does not work. */
  work(): Promise<unknown>;
}

/** The trials of a system, in order. The first trial also reports whether the address and the credentials are good. */
export type TrialsOf<Calls> = (
  calls: Calls,
  entitlements: readonly Entitlement[],
  resolve: Resolve<Calls>,
  context: CallContext,
) => readonly [Trial, ...Trial[]];

/** Test Connection of a connector. */
export function connectionTest<Calls extends { readonly vendor: Vendor }>(
  about: About,
  options: ConnectorOptions,
  calls: Calls,
  types: readonly EntitlementType<Calls>[],
  trialsOf: TrialsOf<Calls>,
): Connector['testConnection'] {
  const credential = credentialOf(about, options);
  const resolve = resolver(calls.vendor, calls, types);
  return (entitlements, context) => tryAll(calls.vendor, credential, trialsOf(calls, entitlements, resolve, context));
}

/** The label of the secret that it signs in with. Where several are given, every client takes the last way. */
function credentialOf({ signIn }: About, { credentials }: ConnectorOptions): string {
  const secrets = signIn.flatMap((way) => way.fields).filter(({ needed, secret }) => needed && secret);
  return secrets.findLast(({ name }) => credentials[name] !== undefined)?.label ?? 'Credentials';
}

/** When the address or the credentials are not good, the rest is not tried. */
async function tryAll(vendor: Vendor, name: string, trials: readonly [Trial, ...Trial[]]): Promise<readonly Check[]> {
  // Within a sentence: "client secret", but "API token".
  const credential = /^[A-Z][a-z]/.test(name) ? name.charAt(0).toLowerCase() + name.slice(1) : name;
  const checks: Check[] = [];
  for (const [n, trial] of trials.entries()) {
    const failure = await attempt(trial);
    if (n === 0) {
      if (failure !== undefined && failure.details.status === undefined && failure.kind !== 'unauthorized')
        return [{ name: 'URL', ok: false, detail: `${failure.message} Check the application's url.` }];
      checks.push({ name: 'URL', ok: true, detail: `${vendor.name} answers at this address.` });
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
