/** What an application's configuration must say for its connector to work, read once when it is built. */
import { ProviderError } from '../domain/provider-error.ts';
import type { ConnectorOptions } from './connector.ts';

/** @throws ProviderError that says what to add, when neither `settings` nor `credentials` have it. */
export function neededSetting(options: ConnectorOptions, name: string, what: string): string {
  const value = options.settings?.[name] ?? options.credentials[name];
  if (value !== undefined && value !== '') return value;
  throw new ProviderError(
    'invalid',
    `The application ${options.application} does not say ${what}; add settings.${name} in the configuration.`,
    { system: options.application },
  );
}

/** @throws ProviderError that says what to add. */
export function neededCredential(options: ConnectorOptions, name: string, what: string): string {
  const value = options.credentials[name];
  if (value !== undefined && value !== '') return value;
  throw new ProviderError(
    'invalid',
    `The application ${options.application} has no ${what}; add credentials.${name} in the configuration.`,
    { system: options.application },
  );
}

/** `Authorization` by HTTP Basic (RFC 7617), in UTF-8. */
export function basicAuthorization(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}
