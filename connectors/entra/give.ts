/** A write that Graph refuses if the change is already in place. */
import { ProviderError } from '../../domain/provider-error.ts';
import type { CallContext } from '../connector.ts';
import type { HttpCall } from '../http.ts';
import { saysAlreadyThere } from './classify.ts';
import type { EntraCalls } from './client.ts';

/**
 * Treats a refusal as a success if the assignment exists by now: another caller may have made it, or the first read may
 * have come from the lagging index.
 * @returns Graph's id of the request that made it.
 */
export async function give(
  calls: EntraCalls,
  doing: string,
  context: CallContext,
  call: HttpCall,
  holds: () => Promise<boolean>,
): Promise<string | undefined> {
  try {
    return (await calls.call(doing, context, call)).requestId;
  } catch (error) {
    if (saysAlreadyThere(error)) return undefined;
    if (error instanceof ProviderError && error.kind === 'invalid' && (await holds())) return undefined;
    throw error;
  }
}
