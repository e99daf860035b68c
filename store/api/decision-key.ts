/** The key under which the API signs decisions: made once, shared by all processes through the database. */
import { randomBytes } from 'node:crypto';
import type { Store } from '../store.ts';

export function decisionKey(store: Store): Promise<string> {
  return store.settings.setOnce('decision-key', randomBytes(32).toString('base64'));
}
