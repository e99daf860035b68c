/** Keys for connectors that read theirs when they are built, so that no private key is in the repository. */
import { generateKeyPairSync } from 'node:crypto';

let made: string | undefined;

/** An RSA key in PEM, the same for a whole file of tests. */
export function anyPrivateKey(): string {
  made ??= generateKeyPairSync('rsa', { modulusLength: 2_048 })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString();
  return made;
}
