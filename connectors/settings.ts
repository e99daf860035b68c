/** Reads the settings and credentials that a connector needs, once, when it is built. */
import { ProviderError } from '../domain/provider-error.ts';
import { type About, type FieldName, fieldsOf } from './about.ts';
import type { ConnectorOptions } from './connector.ts';

/** The value of a field that the system describes. @throws ProviderError with advice if it is missing. */
export function neededSetting<System extends About>(
  about: System,
  options: ConnectorOptions,
  name: FieldName<System>,
): string {
  const field = fieldsOf(about).find((each) => each.name === name);
  const places = field?.places ?? [];
  const value = places.map((place) => options[place]?.[name]).find((each) => each !== undefined && each !== '');
  if (value !== undefined) return value;
  throw new ProviderError(
    'invalid',
    `The application ${options.application} has no ${field?.label}; add ${places[0]}.${name} in the configuration.`,
    { system: options.application },
  );
}
