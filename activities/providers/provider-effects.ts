/** Effects of one run of converge at one account: recorded before, read back after, and each in the trail once. */
import type { CallContext, Connector, ProviderSubject } from '../../connectors/connector.ts';
import type { AuditEvent } from '../../domain/ledger/records.ts';
import { type Entitlement, entitlementKey } from '../../domain/policy.ts';
import { ProviderError } from '../../domain/provider-error.ts';
import type { BegunEffect, Holding, Ledger } from '../../store/ledger/ledger-store.ts';

/**
 * How long a write may still be under way after it was begun, in milliseconds: the length of one attempt of an
 * activity.
 */
const MAY_BE_UNDER_WAY_MS = 2 * 60_000;

/** The place of effects: one account, in one pass of a run. */
export interface At {
  readonly application: string;
  /** As people call it. */
  readonly applicationName: string;
  /** The lease that is being given, if any. */
  readonly lease?: string;
  /** All entitlements that the run is about. */
  readonly entitlements: readonly Entitlement[];
  /** E-mail of the leases' subject. */
  readonly subject: string;
  /** The account. */
  readonly person: ProviderSubject;
  readonly connector: Pick<Connector, 'grant' | 'revoke' | 'holds'>;
  readonly ledger: Pick<Ledger, 'beginEffect' | 'beginTime'>;
  readonly pass: Pass;
  readonly call: CallContext;
  now(): Promise<Date>;
  /** Common members of every event. */
  event(): Promise<Omit<AuditEvent, 'key' | 'action'>>;
}

/** The findings of one pass over the entitlements, to be written in one go. */
export interface Pass {
  readonly holding: Holding;
  /** Whether this pass has begun the time of the lease that is being given. */
  timed: boolean;
  readonly events: AuditEvent[];
  readonly settled: BegunEffect[];
  readonly lapsed: BegunEffect[];
}

/** The state of an entitlement at an account, and whether anything was done to it. */
export interface Looked {
  readonly held: boolean;
  readonly changed: boolean;
}

/** Makes an entitlement held, or not held. */
export async function apply(at: At, entitlement: Entitlement, verb: BegunEffect['verb']): Promise<Looked> {
  const looked = await look(at, entitlement);
  if (looked.held === (verb === 'grant')) return looked;
  const changed = await write(at, entitlement, verb);
  return { held: looked.held, changed: looked.changed || changed };
}

/**
 * Gives another entitlement in the place of one that goes. Giving replaces the old one, so that the person is never
 * without either. If that fails, or does not replace it, the old one is taken by itself.
 */
export async function replace(at: At, goes: Entitlement, stays: Entitlement): Promise<Looked> {
  const looked = await look(at, goes);
  if (!looked.held) {
    const { changed } = await apply(at, stays, 'grant');
    return { held: false, changed: looked.changed || changed };
  }
  const effect = await begin(at, goes, 'revoke');
  try {
    await apply(at, stays, 'grant');
  } catch (error) {
    // An end waits for nothing, not even for another lease's entitlement.
    await apply(at, goes, 'revoke');
    throw error;
  }
  if (await at.connector.holds(at.person, goes, at.call)) {
    await write(at, goes, 'revoke');
    await apply(at, stays, 'grant');
  } else {
    await tell(at, goes, effect, { replacedBy: stays });
  }
  return { held: true, changed: true };
}

/** Reads the present state, and settles by it writes that an earlier attempt began but did not live to record. */
async function look(at: At, entitlement: Entitlement): Promise<Looked> {
  const held = await at.connector.holds(at.person, entitlement, at.call);
  const key = entitlementKey(entitlement);
  let changed = false;
  for (const effect of at.pass.holding.begun.filter((each) => each.entitlement === key && isHere(at, each))) {
    if (held !== (effect.verb === 'grant')) {
      // Not in effect, and no call can be under way any more: it never had its effect.
      const age = (await at.now()).getTime() - Date.parse(effect.begunAt);
      if (age > MAY_BE_UNDER_WAY_MS) addOnce(at.pass.lapsed, effect);
      continue;
    }
    changed = true;
    await tell(at, entitlement, effect, { foundAfterRetry: true });
  }
  return { held, changed };
}

/** Changes the provider: recorded before, read back after. @returns whether this very call had the effect. */
async function write(at: At, entitlement: Entitlement, verb: BegunEffect['verb']): Promise<boolean> {
  const effect = await begin(at, entitlement, verb);
  const result = await at.connector[verb](at.person, entitlement, at.call);
  // Prevents "Approved" without access: given only when the provider itself shows it.
  const holds = await at.connector.holds(at.person, entitlement, at.call);
  if (holds !== (verb === 'grant')) throw unconfirmed(at, entitlement, verb);
  // Unchanged by this call, though it differed a moment ago: a racing run did it, under the same id.
  await tell(at, entitlement, effect, {}, result.requestId);
  return result.changed;
}

async function begin(at: At, entitlement: Entitlement, verb: BegunEffect['verb']): Promise<BegunEffect> {
  const begunAt = (await at.now()).toISOString();
  const key = entitlementKey(entitlement);
  const effect = await at.ledger.beginEffect(at.pass.holding, {
    entitlement: key,
    account: at.person.id,
    verb,
    begunAt,
  });
  if (at.lease !== undefined && verb === 'grant') {
    await at.ledger.beginTime(at.lease, begunAt, withoutEffectUntil(at, key));
    at.pass.timed = true;
  }
  return effect;
}

/**
 * An outage of hours must not use up the time of a lease. Until the returned instant (ISO 8601), all writes that could
 * have given any of the lease had no effect; `undefined` if that is not proved.
 */
function withoutEffectUntil(at: At, entitlement: string): string | undefined {
  const wanted = [entitlement, ...at.entitlements.map(entitlementKey)];
  const gave = at.pass.holding.begun.filter(
    (each) => each.verb === 'grant' && wanted.includes(each.entitlement) && isHere(at, each),
  );
  const lapsed = gave.every(({ id }) => at.pass.lapsed.some((each) => each.id === id));
  // Without a write of this very entitlement on record, an earlier one may have been recorded, and taken by others.
  if (!lapsed || !gave.some((each) => each.entitlement === entitlement)) return undefined;
  return gave
    .map((each) => each.begunAt)
    .sort()
    .at(-1);
}

function isHere({ person }: At, { account }: BegunEffect): boolean {
  return account === person.id || account === '';
}

function unconfirmed(at: At, entitlement: Entitlement, verb: BegunEffect['verb']): ProviderError {
  const how = verb === 'grant' ? 'does not show' : 'still shows';
  const what = `${entitlement.type} ${entitlement.name ?? entitlement.id}`;
  return new ProviderError(
    'unavailable',
    `${at.applicationName} accepted the change but ${how} ${at.subject} in ${what}; it is read again shortly.`,
    { system: at.application },
  );
}

function addOnce(effects: BegunEffect[], effect: BegunEffect): void {
  if (!effects.some((each) => each.id === effect.id)) effects.push(effect);
}

const ACTIONS = { grant: 'provider.granted', revoke: 'provider.revoked' } as const;

/** One row for each effect, however many attempts it took to write it. */
async function tell(
  { pass, person, event }: At,
  entitlement: Entitlement,
  effect: BegunEffect,
  more: Readonly<Record<string, unknown>>,
  requestId?: string,
): Promise<void> {
  addOnce(pass.settled, effect);
  const key = `effect/${effect.id}`;
  if (pass.events.some((each) => each.key === key)) return;
  pass.events.push({
    ...(await event()),
    key,
    action: ACTIONS[effect.verb],
    providerRequestId: requestId,
    details: { entitlement, login: person.login, alreadySo: false, ...more },
  });
}
