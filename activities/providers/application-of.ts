/** The application in which access is given or taken: the configuration's, else as it was when the access was given. */
import type { Origin } from '../../domain/ledger/records.ts';
import { type Application, findApplication, type Policy } from '../../domain/policy.ts';
import { ProviderError } from '../../domain/provider-error.ts';
import type { Store } from '../../store/store.ts';
import { keptOrganisation } from './organisation.ts';

/** @throws ProviderError `invalid` if the configuration does not have it. */
export function applicationToGive(policy: Policy, key: string): Application {
  const application = findApplication(policy, key);
  if (application !== undefined) return application;
  throw new ProviderError(
    'invalid',
    `The configuration no longer has the application "${key}", so no access to it is given; add it back, or withdraw the request.`,
    { system: key },
  );
}

/**
 * The configuration's comes first, because its credentials may have been renewed.
 * @throws ProviderError `invalid` if neither the configuration nor a lease has it.
 */
export async function applicationToTake(
  { ledger }: Pick<Store, 'ledger'>,
  policy: Policy,
  key: string,
  subject: string,
): Promise<Application> {
  const configured = findApplication(policy, key);
  if (configured !== undefined) return configured;
  const origin = await ledger.originOf(key, subject);
  if (origin !== undefined) return { key, accessLevels: [], ...origin };
  throw new ProviderError(
    'invalid',
    `Neither the configuration nor a lease has the application "${key}"; add it back so that access to it can be taken away.`,
    { system: key },
  );
}

/** The parts of an application that a lease keeps. Credentials stay references. */
export async function originOf(store: Pick<Store, 'settings'>, application: Application): Promise<Origin> {
  const { key, name, connector, url, credentials, settings } = application;
  return { name, connector, url, credentials, settings, organisation: await keptOrganisation(store, key) };
}
