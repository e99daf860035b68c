/** Messages from the API: whether it made them, and the people that they are about. */
import type { MessageLook, VerifiedMessage } from '../../contract/activities/records.ts';
import { main } from './activities.ts';
import { withPlan } from './planned.ts';
import type { Run } from './run.ts';

export async function verify(
  run: Run,
  message: { readonly mac: string },
  look: Omit<MessageLook, 'issueKey'> & { readonly kind: MessageLook['kind'] },
): Promise<VerifiedMessage> {
  const found = await withPlan(run, () => main.verifyMac(message, { issueKey: run.issueKey, ...look }));
  return typeof found === 'boolean' ? { valid: found } : found;
}
