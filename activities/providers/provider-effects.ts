/** Effects of one run of converge at one account: recorded before, read back after, and each in the trail once. */
import type { CallContext, Connector, ProviderSubject, WriteResult } from '../../connectors/connector.ts';
import { type BegunEffect, type BegunWrite, isOver } from '../../domain/ledger/begun-effects.ts';
import { type Claim, isSameEntitlement } from '../../domain/ledger/claims.ts';
import type { AuditEvent } from '../../domain/ledger/records.ts';
import { type Entitlement, entitlementKey } from '../../domain/policy.ts';
import { meansHeldOtherwise, ProviderError } from '../../domain/provider-error.ts';
import type { Holding, Ledger } from '../../store/ledger/ledger-store.ts';

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
  /** Of pending and live leases on the account. */
  readonly claims: readonly Claim[];
  readonly connector: Pick<Connector, 'grant' | 'revoke' | 'holds' | 'held'>;
  readonly ledger: Pick<Ledger, 'holding' | 'noteLooks' | 'beginEffect' | 'beginTime'>;
  readonly pass: Pass;
  readonly call: CallContext;
  now(): Promise<Date>;
  /** Common members of every event. */
  event(): Promise<Omit<AuditEvent, 'key' | 'action'>>;
}

/** The leases have changed since the pass read them: it must not begin another write. */
export class OutdatedPass extends Error {}

/** The findings of one pass over the entitlements, to be written in one go. */
export interface Pass {
  readonly holding: Holding;
  /** Whether anything had to be changed at the provider. */
  changed: boolean;
  /** Whether this pass has begun the time of the lease that is being given. */
  timed: boolean;
  /** Left as they are: the person held as much before. */
  readonly kept: Entitlement[];
  readonly events: AuditEvent[];
  readonly settled: BegunEffect[];
  readonly lapsed: BegunEffect[];
  /** Those of the lapsed ones that never had an effect. */
  readonly fruitless: BegunEffect[];
}

/**
 * Makes an entitlement held, or not held. The write is sent whatever a read shows: the read may be older than the last
 * change.
 * @returns whether it was held.
 */
export async function apply(at: At, entitlement: Entitlement, verb: BegunEffect['verb']): Promise<boolean> {
  const held = await look(at, entitlement);
  const changed = await write(at, entitlement, verb, held);
  return held || (verb === 'revoke' && changed);
}

/**
 * Gives another entitlement in the place of one that goes. Giving replaces the old one, so that the person is never
 * without either. If that fails, or does not replace it, the old one is taken by itself.
 */
export async function replace(at: At, goes: Entitlement, stays: Entitlement): Promise<boolean> {
  if (!(await look(at, goes))) {
    await apply(at, stays, 'grant');
    return false;
  }
  at.pass.changed = true;
  const effect = await begin(at, goes, 'revoke', true);
  try {
    await apply(at, stays, 'grant');
  } catch (error) {
    // An end waits for nothing, not even for another lease's entitlement.
    await apply(at, goes, 'revoke');
    throw error;
  }
  if (await at.connector.holds(at.person, goes, at.call)) {
    await write(at, goes, 'revoke', true);
    await apply(at, stays, 'grant');
  } else {
    await tell(at, goes, effect, { replacedBy: stays });
    if (!effect.joined) addOnce(at.pass.lapsed, effect);
  }
  return true;
}

/**
 * Reads whether an entitlement is held, and settles by it writes that an earlier attempt began but did not live to
 * record.
 */
export async function look(at: At, entitlement: Entitlement): Promise<boolean> {
  const held = await at.connector.holds(at.person, entitlement, at.call);
  const now = (await at.now()).toISOString();
  const begun = begunHere(at, entitlement);
  for (const effect of begun) {
    const over = isOver(effect, now);
    if (over) addOnce(at.pass.lapsed, effect);
    if (effect.recorded) continue;
    if (held === (effect.verb === 'grant') || wasUndone(effect, begun)) {
      at.pass.changed = true;
      await tell(at, entitlement, effect, { foundAfterRetry: true });
    } else if (over) addOnce(at.pass.fruitless, effect);
  }
  return held;
}

/** Whether a write had its effect, as a later write of the other verb saw it when it began, and did not live to record it. */
function wasUndone({ verb, begunAt }: BegunEffect, begun: readonly BegunEffect[]): boolean {
  return begun.some((later) => later.verb !== verb && !later.recorded && later.begunAt >= begunAt);
}

/** Changes the provider: recorded before, read back after. @returns whether this very call had the effect. */
async function write(at: At, entitlement: Entitlement, verb: BegunEffect['verb'], held: boolean): Promise<boolean> {
  const effect = await begin(at, entitlement, verb, held);
  let result: WriteResult;
  try {
    result = await at.connector[verb](at.person, entitlement, at.call);
  } catch (error) {
    if (verb === 'grant' || !meansHeldOtherwise(error)) throw error;
    await keep(at, entitlement, error.message);
    addOnce(at.pass.settled, effect);
    if (!effect.joined) addOnce(at.pass.lapsed, effect);
    return false;
  }
  // Prevents "Approved" without access: given only when the provider itself shows it.
  const holds = await at.connector.holds(at.person, entitlement, at.call);
  if (holds !== (verb === 'grant')) throw await unconfirmed(at, entitlement, verb);
  at.pass.changed ||= result.changed;
  // Unchanged by this call, though it differed a moment ago: a racing run did it, under the same id.
  if (result.changed || (effect.shared && held !== holds)) await tell(at, entitlement, effect, {}, result.requestId);
  else if (!effect.shared) addOnce(at.pass.settled, effect);
  if (!effect.joined && !mayBeUnsent(at, entitlement, effect, result.changed)) addOnce(at.pass.lapsed, effect);
  return result.changed;
}

/**
 * Some removals depend on a read: of an assignment's id, or of the value in a place. One that found nothing to remove is
 * tried once more after an attempt, by the keeper, because the read may have been older than the last change.
 */
function mayBeUnsent(at: At, entitlement: Entitlement, effect: BegunEffect, changed: boolean): boolean {
  if (changed || effect.verb === 'grant') return false;
  return !begunHere(at, entitlement).some((each) => each.verb === 'revoke' && isOver(each, effect.begunAt));
}

/** Records that an entitlement is left as it is. @param reason a sentence. */
export async function keep({ pass, person, event }: At, entitlement: Entitlement, reason?: string): Promise<void> {
  if (!pass.kept.some((each) => isSameEntitlement(each, entitlement))) pass.kept.push(entitlement);
  const { application, subject, version } = pass.holding;
  pass.events.push({
    ...(await event()),
    key: `${application}/${subject}/v${version}/kept/${person.id}/${entitlementKey(entitlement)}`,
    action: 'provider.kept',
    ...(reason === undefined ? {} : { reason }),
    details: { entitlement, login: person.login },
  });
}

/** @throws OutdatedPass */
async function begin(at: At, entitlement: Entitlement, verb: BegunEffect['verb'], held: boolean): Promise<BegunWrite> {
  const begunAt = (await at.now()).toISOString();
  const key = entitlementKey(entitlement);
  const effect = await at.ledger.beginEffect(at.pass.holding, {
    entitlement: key,
    account: at.person.id,
    verb,
    begunAt,
    recorded: held === (verb === 'grant'),
  });
  if (effect === undefined) throw new OutdatedPass();
  if (verb === 'revoke') return effect;
  if (at.lease !== undefined) {
    await at.ledger.beginTime(at.lease, begunAt, withoutEffectUntil(at, entitlement));
    at.pass.timed = true;
  }
  // Another pending lease's claim may be all that keeps the access: its time counts, too.
  for (const claim of at.claims)
    if (claim.lease !== at.lease && isSameEntitlement(claim.entitlement, entitlement))
      await at.ledger.beginTime(claim.lease, begunAt);
  return effect;
}

export function begunHere({ person, pass }: At, entitlement: Entitlement): readonly BegunEffect[] {
  const key = entitlementKey(entitlement);
  return pass.holding.begun.filter(
    (each) => each.entitlement === key && (each.account === person.id || each.account === ''),
  );
}

/**
 * An outage of hours must not use up the time of a lease. Until the returned instant (ISO 8601), all writes that could
 * have given any of the lease had no effect; `undefined` if that is not proved.
 */
function withoutEffectUntil(at: At, entitlement: Entitlement): string | undefined {
  const wanted = [entitlement, ...at.entitlements];
  const gave = wanted.flatMap((each) => begunHere(at, each)).filter((each) => each.verb === 'grant');
  const fruitless = gave.every(({ id }) => at.pass.fruitless.some((each) => each.id === id));
  // Without a write of this very entitlement on record, an earlier one may have been recorded, and taken by others.
  if (!fruitless || !gave.some((each) => each.entitlement === entitlementKey(entitlement))) return undefined;
  return gave
    .map((each) => each.begunAt)
    .sort()
    .at(-1);
}

async function unconfirmed(at: At, entitlement: Entitlement, verb: BegunEffect['verb']): Promise<Error> {
  // Another run may have undone the write, and rightly so.
  const { version } = await at.ledger.holding(at.pass.holding.application, at.pass.holding.subject);
  if (version !== at.pass.holding.version) return new OutdatedPass();
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
