/** The states of a request, as CONTRACT's API, the search attribute `LeaseholdState` and the audit name them. */
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
] as const;

export type RequestState = (typeof REQUEST_STATES)[number];

/** What a request asks for. `change` swaps one level for another; `renewal` is an access request for what one holds. */
export type RequestKind = 'access' | 'removal' | 'change';

const FINAL: ReadonlySet<RequestState> = new Set(['denied', 'declined', 'withdrawn', 'revoked', 'expired']);

/** Whether nothing can happen to a request any more. `failed` is not final: a person may repair it. */
export function isFinal(state: RequestState): boolean {
  return FINAL.has(state);
}
