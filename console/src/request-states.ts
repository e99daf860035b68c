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
