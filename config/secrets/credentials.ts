/** Credentials stay references until a connector is built. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { encryptionKey, environmentVariable } from '../environment/environment.ts';

/** A reference that cannot be resolved. The message names the reference, never a value. */
export class CredentialError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'CredentialError';
  }
}

/**
 * Resolves `env:NAME`, `file:/path` or `sealed:<base64 of iv, tag and ciphertext>` (AES-256-GCM under
 * LEASEHOLD_ENCRYPTION_KEY).
 * @throws CredentialError that says what to set.
 */
export async function resolveCredential(reference: string): Promise<string> {
  const [scheme, rest] = [reference.slice(0, reference.indexOf(':')), reference.slice(reference.indexOf(':') + 1)];
  switch (scheme) {
    case 'env': {
      const value = environmentVariable(rest);
      if (value === undefined || value === '')
        throw new CredentialError(`The environment variable ${rest} is not set; the configuration needs it.`);
      return value;
    }
    case 'file':
      try {
        return (await readFile(rest, 'utf8')).trim();
      } catch {
        throw new CredentialError(`The credential file ${rest} cannot be read; check its path and permissions.`);
      }
    case 'sealed':
      return unseal(rest);
    default:
      throw new CredentialError('A credential must be env:NAME, file:/path or sealed:…');
  }
}

/** Resolves every reference of a map. */
export async function resolveCredentials(
  references: Readonly<Record<string, string>>,
): Promise<Record<string, string>> {
  const entries = await Promise.all(
    Object.entries(references).map(async ([name, reference]) => [name, await resolveCredential(reference)] as const),
  );
  return Object.fromEntries(entries);
}

/**
 * Seals a secret under LEASEHOLD_ENCRYPTION_KEY: `sealed:<base64 of iv, tag and ciphertext>`.
 * @throws CredentialError without the key.
 */
export function sealCredential(secret: string): string {
  const key = encryptionKey();
  if (key === undefined)
    throw new CredentialError(
      'A secret can be kept only where LEASEHOLD_ENCRYPTION_KEY is set; set it, or refer to the secret by env:NAME or file:/path.',
    );
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  return `sealed:${Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64')}`;
}

function unseal(base64: string): string {
  const key = encryptionKey();
  if (key === undefined)
    throw new CredentialError('A sealed credential needs LEASEHOLD_ENCRYPTION_KEY; set the key it was sealed with.');
  try {
    const bytes = Buffer.from(base64, 'base64');
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12));
    decipher.setAuthTag(bytes.subarray(12, 28));
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
  } catch {
    throw new CredentialError(
      'A sealed credential cannot be opened; LEASEHOLD_ENCRYPTION_KEY is not the key it was sealed with.',
    );
  }
}
