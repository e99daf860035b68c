/** Effects of one run of converge at one account of a provider: noted before, read back after, and each told of once. */
import type { CallContext, Connector, ProviderSubject } from '../../connectors/connector.ts';
import type { AuditEvent } from '../../domain/ledger/records.ts';
import { type Entitlement, entitlementKey } from '../../domain/policy.ts';
import { ProviderError } from '../../domain/provider-error.ts';
import type { BegunEffect, Holding, Ledger } from '../../store/ledger/ledger-store.ts';

/** How long a write may still be under way after it was begun, in milliseconds: as long as an attempt of an activity lasts. */
const MAY_BE_UNDER_WAY_MS = 2 * 60_000;

/** Where effects are had: one account, in one pass of a run. */
export interface At {
  readonly application: string;
  /** As people call it. */
  readonly applicationName: string;
  /** Whose leases they are: an e-mail. */
  readonly subject: string;
  /** The account. */
  readonly person: ProviderSubject;
  readonly connector: Pick<Connector, 'grant' | 'revoke' | 'holds'>;
  readonly ledger: Pick<Ledger, 'beginEffect'>;
  readonly pass: Pass;
  readonly call: CallContext;
  now(): Promise<Date>;
  /** What every event says. */
  event(): Promise<Omit<AuditEvent, 'key' | 'action'>>;
}

/** What one pass over the entitlements found out, to be written in one go. */
export interface Pass {
  readonly holding: Holding;
  readonly events: AuditEvent[];
  readonly settled: BegunEffect[];
}

/** What an entitlement was at an account, and whether anything was done to it. */
export interface Looked {
  readonly held: boolean;
  readonly changed: boolean;
}

/** Makes it so that an entitlement is held, or that it is not. */
export async function apply(at: At, entitlement: Entitlement, verb: BegunEffect['verb']): Promise<Looked> {
  const looked = await look(at, entitlement);
  if (looked.held === (verb === 'grant')) return looked;
  const changed = await write(at, entitlement, verb);
  return { held: looked.held, changed: looked.changed || changed };
}

/**
 * Makes another entitlement hold in the place of one that goes: giving the one replaces the other, so that nobody is
 * without either. What goes is taken by itself where that fails, or does not replace it.
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
    // An end waits for nothing, also not for what another lease is owed.
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

/** Reads what is so, and finds out by it how writes ended that an earlier try began and did not live to tell of. */
async function look(at: At, entitlement: Entitlement): Promise<Looked> {
  const held = await at.connector.holds(at.person, entitlement, at.call);
  const key = entitlementKey(entitlement);
  const here = ({ account }: BegunEffect): boolean => account === at.person.id || account === '';
  let changed = false;
  for (const effect of at.pass.holding.begun.filter((each) => each.entitlement === key && here(each))) {
    if (held !== (effect.verb === 'grant')) {
      // Not so, and no call can be under way any more: it never had its effect.
      const age = (await at.now()).getTime() - Date.parse(effect.begunAt);
      if (age > MAY_BE_UNDER_WAY_MS) settle(at.pass, effect);
      continue;
    }
    changed = true;
    await tell(at, entitlement, effect, { foundAfterRetry: true });
  }
  return { held, changed };
}

/** Changes the provider: noted before, read back after. @returns whether this very call had the effect. */
async function write(at: At, entitlement: Entitlement, verb: BegunEffect['verb']): Promise<boolean> {
  const effect = await begin(at, entitlement, verb);
  const result = await at.connector[verb](at.person, entitlement, at.call);
  // "Approved", yet the access never appears: said only when the provider itself shows it.
  const holds = await at.connector.holds(at.person, entitlement, at.call);
  if (holds !== (verb === 'grant')) throw unconfirmed(at, entitlement, verb);
  // Not changed, though it was otherwise a moment ago: a racing run did it, under the same id.
  await tell(at, entitlement, effect, {}, result.requestId);
  return result.changed;
}

async function begin(at: At, entitlement: Entitlement, verb: BegunEffect['verb']): Promise<BegunEffect> {
  const begunAt = (await at.now()).toISOString();
  const effect = { entitlement: entitlementKey(entitlement), account: at.person.id, verb, begunAt };
  return at.ledger.beginEffect(at.pass.holding, effect);
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

function settle({ settled }: Pass, effect: BegunEffect): void {
  if (!settled.some((each) => each.id === effect.id)) settled.push(effect);
}

const ACTIONS = { grant: 'provider.granted', revoke: 'provider.revoked' } as const;

/** One row for one effect, however many tries it took to get it written. */
async function tell(
  { pass, person, event }: At,
  entitlement: Entitlement,
  effect: BegunEffect,
  more: Readonly<Record<string, unknown>>,
  requestId?: string,
): Promise<void> {
  settle(pass, effect);
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
