/** The service account and the administrator that it impersonates, from credentials and settings. */
import { createPrivateKey } from 'node:crypto';
import { ProviderError } from '../../domain/provider-error.ts';
import type { ConnectorOptions } from '../connector.ts';
import type { Vendor } from '../entitlement-type.ts';
import { neededSetting } from '../settings.ts';
import { ABOUT } from './about.ts';

export interface ServiceAccount {
  readonly clientEmail: string;
  /** PEM. */
  readonly privateKey: string;
  /** The administrator that it impersonates, by domain-wide delegation. */
  readonly subject: string;
}

/** @throws ProviderError that names a missing or unreadable value; it never shows one. */
export function readServiceAccount(vendor: Vendor, options: ConnectorOptions): ServiceAccount {
  const { credentials, settings = {} } = options;
  const invalid = (message: string): ProviderError =>
    new ProviderError('invalid', `${vendor.name} ${message}`, { system: vendor.application });
  const file = credentials.key === undefined ? {} : keyFile(credentials.key);
  if (file === undefined) throw invalid('needs as "key" the whole JSON key file of the service account.');
  const clientEmail = credentials.clientEmail ?? settings.clientEmail ?? file.client_email;
  // A PEM in an environment variable often has its line breaks written as \n.
  const privateKey = (credentials.privateKey ?? file.private_key)?.replaceAll('\\n', '\n');
  if (clientEmail === undefined || privateKey === undefined)
    throw invalid('needs in its credentials "key", or "clientEmail" and "privateKey", of a service account.');
  const subject = neededSetting(ABOUT, options, 'subject');
  try {
    createPrivateKey(privateKey);
  } catch {
    throw invalid('cannot read the private key of the service account; give the PEM as it is in the JSON key file.');
  }
  return { clientEmail, privateKey, subject };
}

function keyFile(text: string): { client_email?: string; private_key?: string } | undefined {
  try {
    const { client_email, private_key } = JSON.parse(text) as Record<string, unknown>;
    if (typeof client_email !== 'string' || typeof private_key !== 'string') return undefined;
    return { client_email, private_key };
  } catch {
    return undefined;
  }
}
