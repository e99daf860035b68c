/** The filter of a list is part of its address, so that people can share it. Invalid values are left out. */

import { AUDIT_ACTION_NAMES } from '../../domain/ledger/audit-actions.ts';
import { GRANT_STATES, REQUEST_STATES } from '../../domain/state.ts';
import type { FilterOf } from './api/client.ts';

type Address = Readonly<Record<string, unknown>>;

/** The state that the list of grants shows by default, and the value that means every state. */
export const USUAL_GRANT_STATE = 'active';
export const ANY_GRANT_STATE = 'any';
export const GRANT_CHOICES = [...GRANT_STATES, ANY_GRANT_STATE] as const;

type GrantFilter = Omit<FilterOf<'/api/v1/grants'>, 'state'> & {
  readonly state?: (typeof GRANT_CHOICES)[number] | undefined;
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
    state: oneOf(GRANT_CHOICES, address.state),
    application: text(address.application),
    accessLevel: text(address.accessLevel),
    subject: text(address.subject),
    expiresBefore: text(address.expiresBefore),
  };
}

export function auditFilter(address: Address): FilterOf<'/api/v1/audit'> {
  return {
    actor: text(address.actor),
    action: oneOf(AUDIT_ACTION_NAMES, address.action),
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
