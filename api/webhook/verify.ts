/** Jira's signature: `X-Hub-Signature: sha256=<hex HMAC of the raw body>`. */
import { createHmac, timingSafeEqual } from 'node:crypto';

/** Whether the raw bytes were signed with the secret. Checked before parsing. */
export function isSignedBy(secret: string, body: Buffer, header: string | undefined): boolean {
  const [, given] = /^sha256=([0-9a-f]{64})$/i.exec(header ?? '') ?? [];
  if (given === undefined) return false;
  return timingSafeEqual(Buffer.from(given, 'hex'), createHmac('sha256', secret).update(body).digest());
}
