/** A write that Graph refuses when it is already so. */
import { ProviderError } from '../../domain/provider-error.ts';
import type { CallContext } from '../connector.ts';
import type { HttpCall } from '../http.ts';
import { saysAlreadyThere } from './classify.ts';
import type { EntraCalls } from './client.ts';

/**
 * Somebody else may have given it since it was looked for, or the list that was looked at lagged behind: a refusal of
 * what is there by now is a success. @returns Graph's id of the request that gave it.
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
