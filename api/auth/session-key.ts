/** The encryption key of sessions, shared by all API processes. */
import { hkdfSync, randomBytes } from 'node:crypto';
import { encryptionKey } from '../../config/environment/environment.ts';
import type { Store } from '../../store/store.ts';

/** Derived from LEASEHOLD_ENCRYPTION_KEY if set, else from a key in the store. 32 bytes. */
export async function sessionKey({ settings }: Pick<Store, 'settings'>): Promise<Uint8Array> {
  const secret =
    encryptionKey() ?? Buffer.from(await settings.setOnce('session-key', randomBytes(32).toString('base64')), 'base64');
  return new Uint8Array(hkdfSync('sha256', secret, '', 'leasehold session', 32));
}
