/** The states of a request, as the API names them. */
import type { Schemas } from './api/client.ts';

export const REQUEST_STATES = [
  'received',
  'awaiting_approval',
  'approved',
  'provisioning',
  'active',
  'denied',
  'declined',
  'withdrawn',
  'failed',
  'revoked',
  'expired',
] as const satisfies readonly Schemas['RequestState'][];

const OVER: ReadonlySet<Schemas['RequestState']> = new Set([
  'denied',
  'declined',
  'withdrawn',
  'failed',
  'revoked',
  'expired',
]);

/** Whether its access is given or may still come: only then does its end lie ahead. */
export function isAlive(state: Schemas['RequestState']): boolean {
  return !OVER.has(state);
}
