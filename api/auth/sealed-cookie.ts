/** Encrypted cookie values: JSON for one purpose, with an expiry. Only the API can read or create them. */
import { EncryptJWT, errors, type JWTPayload, jwtDecrypt } from 'jose';

/** The purpose of a cookie. A cookie for one purpose is invalid for another. */
type Purpose = 'session' | 'sign-in';

export function sealCookie(key: Uint8Array, purpose: Purpose, content: JWTPayload, until: Date): Promise<string> {
  return new EncryptJWT(content)
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
    .setAudience(purpose)
    .setExpirationTime(until)
    .encrypt(key);
}

/** The content; `undefined` if the value is forged, expired or for another purpose. */
export async function openCookie(
  key: Uint8Array,
  purpose: Purpose,
  cookie: string,
  now: Date,
): Promise<JWTPayload | undefined> {
  try {
    const { payload } = await jwtDecrypt(cookie, key, {
      audience: purpose,
      currentDate: now,
      keyManagementAlgorithms: ['dir'],
      contentEncryptionAlgorithms: ['A256GCM'],
      requiredClaims: ['exp'],
    });
    return payload;
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined;
    throw error;
  }
}
