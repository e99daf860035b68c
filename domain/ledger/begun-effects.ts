/** Writes at providers, recorded before they are tried: one record for each entitlement, account and verb. */

/**
 * How long a write may still be under way after it was begun, in milliseconds: the length of one attempt of an
 * activity.
 */
export const MAY_BE_UNDER_WAY_MS = 2 * 60_000;

/** A write that is about to be tried. */
export interface NewEffect {
  /** `entitlementKey` of the entitlement. */
  readonly entitlement: string;
  /** The provider's own id of the account; empty for effects older than the record of accounts. */
  readonly account: string;
  readonly verb: 'grant' | 'revoke';
  /** When it was tried last, ISO 8601. */
  readonly begunAt: string;
  /** The trail needs nothing more about the effect: it is there, or nothing is expected to change. */
  readonly recorded: boolean;
}

export interface BegunEffect extends NewEffect {
  /** Of the effect, in the trail. */
  readonly id: string;
  /** Several writes stand behind the record, so the end of one says nothing of the others. */
  readonly joined: boolean;
}

/** A write that was begun. */
export interface BegunWrite extends BegunEffect {
  /** An earlier write has the same id, because the trail does not have its effect yet. */
  readonly shared: boolean;
}

/** Whether none of the writes behind a record can be under way any more. @param at ISO 8601 */
export function isOver({ begunAt }: Pick<NewEffect, 'begunAt'>, at: string): boolean {
  return Date.parse(at) - Date.parse(begunAt) > MAY_BE_UNDER_WAY_MS;
}

/**
 * The record after a further write is begun. It has the same id as an earlier write that may be under way, so that the
 * trail has their effect once.
 */
export function begin(known: BegunEffect | undefined, effect: NewEffect, newId: string): BegunWrite {
  if (known === undefined || isOver(known, effect.begunAt))
    return { ...effect, id: newId, joined: false, shared: false };
  const later = Date.parse(known.begunAt) > Date.parse(effect.begunAt) ? known : effect;
  const shared = !known.recorded;
  const recorded = known.recorded && effect.recorded;
  return { ...later, id: shared ? known.id : newId, joined: true, recorded, shared };
}
