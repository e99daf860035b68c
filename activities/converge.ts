/**
 * Makes a provider match the ledger for some entitlements of one subject in one application. Level-triggered: read what
 * is wanted and its version, apply it, and be done only when the version is still the same. No lock is held over HTTP.
 *
 * Why racing runs cannot undo one another, and a crash at any point is healed: a run touches only the entitlements it
 * was asked about, which are the same on every retry, and it ends only after it has applied to all of them what the
 * ledger wanted at a version that was still the newest afterwards. So whoever writes last, late or again, looks again.
 */
import type { CallContext, Connector, ProviderSubject } from '../connectors/connector.ts';
import { type Entitlement, entitlementKey } from '../domain/policy.ts';
import { ProviderError } from '../domain/provider-error.ts';
import type { AuditEvent } from '../domain/records.ts';
import type { BegunEffect, Holding, Ledger } from '../store/store.ts';

export interface ConvergeInput {
  readonly application: string;
  readonly applicationName: string;
  readonly subject: string;
  /** The lease that is being given, if one is: which account it is given to is kept with it. */
  readonly lease?: string;
  /** Those whose leases this run changed; no others are touched, but for what holds in their place instead. */
  readonly entitlements: readonly Entitlement[];
  /** For the events: which request and run this is done for. */
  readonly context: Partial<AuditEvent>;
}

export interface Convergence {
  /** Whether anything had to be changed at the provider. */
  readonly changed: boolean;
}

export interface ConvergePorts {
  readonly ledger: Pick<Ledger, 'holding' | 'noteAccount' | 'beginEffect' | 'recordApplied'>;
  readonly connector: Pick<Connector, 'grant' | 'revoke' | 'holds' | 'findAccount'>;
  /** Whom the subject's e-mail finds now. */
  findSubject(): Promise<ProviderSubject | undefined>;
  now(): Promise<Date>;
}

/** How long a write may still be under way after it was begun, in milliseconds: as long as an attempt of an activity lasts. */
const MAY_BE_UNDER_WAY_MS = 2 * 60_000;

/** What one pass over the entitlements found out, to be written in one go. */
interface Pass {
  readonly holding: Holding;
  readonly events: AuditEvent[];
  readonly settled: BegunEffect[];
}

/** @throws ProviderError; nothing needs to be undone, the next attempt goes on from what is true then. */
export async function converge(input: ConvergeInput, ports: ConvergePorts, call: CallContext): Promise<Convergence> {
  const found = await ports.findSubject();
  if (input.lease !== undefined && found !== undefined) await ports.ledger.noteAccount(input.lease, found);
  const people = new Map<string, ProviderSubject | undefined>(found === undefined ? [] : [[found.id, found]]);
  let changed = false;
  for (;;) {
    const holding = await ports.ledger.holding(input.application, input.subject);
    const pass: Pass = { holding, events: [], settled: [] };
    for (const account of holding.accounts)
      if (!people.has(account.id)) people.set(account.id, await ports.connector.findAccount(account, call));
    const ids = concernedIds(holding, found);
    const there = ids.flatMap((id) => people.get(id) ?? []);
    requireSomebody(input, holding, there, found);
    for (const entitlement of input.entitlements) {
      let gone = true;
      for (const subject of there) {
        const give = claimsOn(holding, subject, found).some((each) => isSame(each.entitlement, entitlement));
        const held = await ports.connector.holds(subject, entitlement, call);
        changed = (await settleBegun(input, ports, pass, subject, entitlement, held)) || changed;
        if (give || held) gone = false;
        if (held === give) continue;
        const effect = await write(input, ports, pass, subject, entitlement, give ? 'grant' : 'revoke', call);
        changed ||= effect;
      }
      if (gone) pass.events.push(await alreadyGone(input, ports, pass, entitlement));
    }
    if (await ports.ledger.recordApplied(holding, pass.events, pass.settled)) return { changed };
  }
}

/**
 * Ids of the accounts that may hold what the subject was given. Whom the e-mail finds now is one of them only if it was
 * given something, or is to be: an address may belong to somebody else by now.
 */
function concernedIds({ accounts, claims }: Holding, found: ProviderSubject | undefined): readonly string[] {
  const ids = accounts.map((each) => each.id);
  if (found === undefined || ids.includes(found.id)) return ids;
  return ids.length === 0 || claims.some((each) => each.account === null) ? [...ids, found.id] : ids;
}

function claimsOn({ claims }: Holding, subject: ProviderSubject, found: ProviderSubject | undefined) {
  return claims.filter(({ account }) => (account === null ? found?.id : account.id) === subject.id);
}

/** Who is no longer in the system holds nothing there, and can be given nothing. */
function requireSomebody(
  input: ConvergeInput,
  holding: Holding,
  there: readonly ProviderSubject[],
  found: ProviderSubject | undefined,
): void {
  const given = holding.claims.filter((each) => each.lease === input.lease);
  const received = there.flatMap((subject) => claimsOn(holding, subject, found));
  if (given.some((claim) => !received.includes(claim))) throw unknownSubject(input);
}

function isSame(a: Entitlement, b: Entitlement): boolean {
  return entitlementKey(a) === entitlementKey(b);
}

/**
 * Finds out how writes ended that an earlier try began and did not live to tell of: what is so now was done by it.
 * @returns whether one of them had its effect.
 */
async function settleBegun(
  input: ConvergeInput,
  ports: ConvergePorts,
  pass: Pass,
  subject: ProviderSubject,
  entitlement: Entitlement,
  held: boolean,
): Promise<boolean> {
  const key = entitlementKey(entitlement);
  const here = ({ account }: BegunEffect): boolean => account === subject.id || account === '';
  let landed = false;
  for (const effect of pass.holding.begun.filter((each) => each.entitlement === key && here(each))) {
    if (held !== (effect.verb === 'grant')) {
      // Not so, and no call can be under way any more: it never had its effect.
      const age = (await ports.now()).getTime() - Date.parse(effect.begunAt);
      if (age > MAY_BE_UNDER_WAY_MS) pass.settled.push(effect);
      continue;
    }
    pass.settled.push(effect);
    landed = true;
    pass.events.push(await effectEvent(input, ports, subject, entitlement, effect, { foundAfterRetry: true }));
  }
  return landed;
}

/** Changes the provider: noted before, read back after. @returns whether this very call had the effect. */
async function write(
  input: ConvergeInput,
  ports: ConvergePorts,
  pass: Pass,
  subject: ProviderSubject,
  entitlement: Entitlement,
  verb: BegunEffect['verb'],
  call: CallContext,
): Promise<boolean> {
  const begunAt = (await ports.now()).toISOString();
  const wanted = { entitlement: entitlementKey(entitlement), account: subject.id, verb, begunAt };
  const effect = await ports.ledger.beginEffect(pass.holding, wanted);
  const result = await ports.connector[verb](subject, entitlement, call);
  // "Approved", yet the access never appears: said only when the provider itself shows it.
  const holds = await ports.connector.holds(subject, entitlement, call);
  if (holds !== (verb === 'grant'))
    throw unconfirmed(input, entitlement, verb === 'grant' ? 'does not show' : 'still shows');
  if (!pass.settled.some((each) => each.id === effect.id)) pass.settled.push(effect);
  // Not changed, though it was otherwise a moment ago: a racing run did it, under the same id.
  pass.events.push(await effectEvent(input, ports, subject, entitlement, effect, {}, result.requestId));
  return result.changed;
}

function unconfirmed(input: ConvergeInput, entitlement: Entitlement, how: string): ProviderError {
  const what = `${entitlement.type} ${entitlement.name ?? entitlement.id}`;
  return new ProviderError(
    'unavailable',
    `${input.applicationName} accepted the change but ${how} ${input.subject} in ${what}; it is read again shortly.`,
    { system: input.application },
  );
}

function unknownSubject(input: ConvergeInput): ProviderError {
  return new ProviderError(
    'not_found',
    `${input.applicationName} has no active account for ${input.subject}; create it there, then try again.`,
    { system: input.application },
  );
}

const ACTIONS = { grant: 'provider.granted', revoke: 'provider.revoked' } as const;

/** One row for one effect, however many tries it took to get it written. */
async function effectEvent(
  input: ConvergeInput,
  ports: ConvergePorts,
  { login }: ProviderSubject,
  entitlement: Entitlement,
  effect: BegunEffect,
  more: Readonly<Record<string, unknown>>,
  requestId?: string,
): Promise<AuditEvent> {
  return {
    ...(await baseEvent(input, ports)),
    key: `effect/${effect.id}`,
    action: ACTIONS[effect.verb],
    providerRequestId: requestId,
    details: { entitlement, login, alreadySo: false, ...more },
  };
}

/** Taking away what was not there: said once for a change of the ledger, because somebody expected it to be taken. */
async function alreadyGone(
  input: ConvergeInput,
  ports: ConvergePorts,
  { holding }: Pass,
  entitlement: Entitlement,
): Promise<AuditEvent> {
  return {
    ...(await baseEvent(input, ports)),
    key: `${input.application}/${input.subject}/v${holding.version}/gone/${entitlementKey(entitlement)}`,
    action: 'provider.revoked',
    details: { entitlement, alreadySo: true },
  };
}

async function baseEvent(input: ConvergeInput, ports: ConvergePorts) {
  return {
    ...input.context,
    at: (await ports.now()).toISOString(),
    actor: 'leasehold',
    application: input.application,
    subject: input.subject,
  };
}
