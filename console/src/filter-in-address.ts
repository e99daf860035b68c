/** The filter of a list is in its address, so that it can be sent to somebody. What is no value there is left out. */
import type { FilterOf } from './api/client.ts';
import { REQUEST_STATES } from './request-states.ts';

type Address = Readonly<Record<string, unknown>>;

/** What the list of grants shows when its address names no state, and what stands for every state. */
export const USUAL_GRANT_STATE = 'active';
export const ANY_GRANT_STATE = 'any';
export const GRANT_STATES = [USUAL_GRANT_STATE, 'pending', 'ended', ANY_GRANT_STATE] as const;

type GrantFilter = Omit<FilterOf<'/api/v1/grants'>, 'state'> & {
  readonly state?: (typeof GRANT_STATES)[number] | undefined;
};

export function requestFilter(address: Address): FilterOf<'/api/v1/requests'> {
  return {
    state: oneOf(REQUEST_STATES, address.state),
    application: text(address.application),
    subject: text(address.subject),
    waitingFor: text(address.waitingFor),
  };
}

export function grantFilter(address: Address): GrantFilter {
  return {
    state: oneOf(GRANT_STATES, address.state),
    application: text(address.application),
    accessLevel: text(address.accessLevel),
    subject: text(address.subject),
    expiresBefore: text(address.expiresBefore),
  };
}

export function auditFilter(address: Address): FilterOf<'/api/v1/audit'> {
  return {
    actor: text(address.actor),
    action: text(address.action),
    subject: text(address.subject),
    request: text(address.request),
  };
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function oneOf<Value extends string>(values: readonly Value[], value: unknown): Value | undefined {
  return values.find((each) => each === value);
}
