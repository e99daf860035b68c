/**
 * The API's signature under a decision. Temporal does not authenticate, so any client of its port could send a
 * decision. A decision counts only with a MAC that the API made after it had checked the person.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';

/** The kind of message that a MAC is about. It is part of the MAC: none of one kind counts as one of another. */
type MacKind = 'decision' | 'reassignment' | 'verdict' | 'question';

/** HMAC-SHA256, in hex, over the kind and the members of a message in the order of their names; `mac` is left out. */
export function macOf(key: string, kind: MacKind, message: object): string {
  const members = Object.entries(message)
    .filter(([name, value]) => name !== 'mac' && value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return createHmac('sha256', key)
    .update(JSON.stringify([kind, members]))
    .digest('hex');
}

/** Whether a message carries the MAC that this key makes for its kind. */
export function hasValidMac(key: string, kind: MacKind, message: { readonly mac: string }): boolean {
  const expected = Buffer.from(macOf(key, kind, message));
  const given = Buffer.from(message.mac);
  return expected.length === given.length && timingSafeEqual(expected, given);
}
