/** What cookies hold: JSON that nobody but the API can read or make, for one purpose, until an instant. */
import { EncryptJWT, errors, type JWTPayload, jwtDecrypt } from 'jose';

/** What a cookie is for: one made for one purpose is nothing for another. */
type Purpose = 'session' | 'sign-in';

export function sealCookie(key: Uint8Array, purpose: Purpose, content: JWTPayload, until: Date): Promise<string> {
  return new EncryptJWT(content)
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
    .setAudience(purpose)
    .setExpirationTime(until)
    .encrypt(key);
}

/** The content; `undefined` when it is forged, for another purpose, or over. */
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
