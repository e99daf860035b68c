/**
 * Makes a provider match the ledger for some entitlements of one subject in one application. Level-triggered: it reads
 * the wanted state and its version, applies it, and is done only when the version is still the same. No lock is held
 * over HTTP.
 *
 * Why racing runs cannot undo one another, and a crash at any point heals: a run touches only the entitlements it was
 * given, and all that leases ever had in their places; both are the same on every retry. It ends only after it has
 * applied to all of them the state of a version that was still the newest afterwards. So the last writer, even a late
 * or repeated one, always checks again.
 */
import type { CallContext, Connector, ProviderSubject } from '../../connectors/connector.ts';
import { type BegunEffect, isOver } from '../../domain/ledger/begun-effects.ts';
import { type Account, type Claim, type Decision, decide } from '../../domain/ledger/claims.ts';
import type { AuditEvent } from '../../domain/ledger/records.ts';
import { type Entitlement, entitlementKey } from '../../domain/policy.ts';
import { ProviderError } from '../../domain/provider-error.ts';
import type { Holding, Ledger } from '../../store/ledger/ledger-store.ts';
import { lookFirst } from './first-look.ts';
import { leave, restore } from './keeping-effects.ts';
import { counts, isOurs, leftInPlace, outsideOf, placing } from './placing.ts';
import { type At, apply, look, OutdatedPass, type Pass, replace } from './provider-effects.ts';

export interface ConvergeInput {
  readonly application: string;
  readonly applicationName: string;
  readonly subject: string;
  /** The lease that is being given, if any: it keeps the account that it is given to, and when that began. */
  readonly lease?: string;
  /** An ended lease that this run takes: without a known account it is taken from the one that the e-mail finds. */
  readonly ended?: string;
  /**
   * The entitlements of the leases that this run changed. No others are touched, except those that hold in their
   * places.
   */
  readonly entitlements: readonly Entitlement[];
  /** The fate, at the end of the lease, of access that is held before it: `heldBefore` of the application. */
  readonly heldBefore?: 'keep' | 'take' | undefined;
  /** For the events: the request and the run. */
  readonly context: Partial<AuditEvent>;
}

export interface Convergence {
  /** Whether anything had to be changed at the provider. */
  readonly changed: boolean;
  /** The entitlements that were left as they are, because the person held as much before. */
  readonly kept: readonly Entitlement[];
}

export interface ConvergePorts {
  readonly ledger: Pick<
    Ledger,
    'holding' | 'noteAccount' | 'noteLooks' | 'beginTime' | 'beginEffect' | 'recordApplied'
  >;
  readonly connector: Pick<Connector, 'grant' | 'revoke' | 'holds' | 'held' | 'findAccount' | 'placeOf'>;
  /** The account that the subject's e-mail finds now. */
  findSubject(): Promise<ProviderSubject | undefined>;
  now(): Promise<Date>;
}

/** @throws ProviderError; nothing needs to be undone, the next attempt continues from the state at that time. */
export async function converge(input: ConvergeInput, ports: ConvergePorts, call: CallContext): Promise<Convergence> {
  const found = await findNow(input, ports);
  if (input.lease !== undefined && found !== undefined) await ports.ledger.noteAccount(input.lease, found);
  if (input.lease !== undefined)
    await lookFirst({ ...input, lease: input.lease, keep: input.heldBefore !== 'take' }, ports, found, call);
  const people = new Map<string, ProviderSubject | undefined>(found === undefined ? [] : [[found.id, found]]);
  const placed = placing(ports.connector, call);
  let changed = false;
  for (;;) {
    const holding = await ports.ledger.holding(input.application, input.subject);
    const pass: Pass = {
      holding,
      changed: false,
      timed: false,
      kept: [],
      events: [],
      settled: [],
      lapsed: [],
      fruitless: [],
    };
    try {
      await carryOutAll(pass);
    } catch (error) {
      if (!(error instanceof OutdatedPass)) throw error;
    }
    changed ||= pass.changed;
    const at = (await ports.now()).toISOString();
    if (await ports.ledger.recordApplied(holding, { ...pass, entitlements: input.entitlements, at }))
      return { changed, kept: pass.kept };
  }

  async function carryOutAll(pass: Pass): Promise<void> {
    const { holding } = pass;
    const ids = concernedAccounts(holding, found, input);
    for (const { id, login } of ids)
      if (!people.has(id)) people.set(id, await ports.connector.findAccount({ id, login }, call));
    const there = ids.flatMap(({ id }) => people.get(id) ?? []);
    requireSomebody(input, holding, there, found);
    for (const entitlement of input.entitlements) {
      let gone = true;
      for (const person of there) {
        const mine = claimsOn(holding.claims, person, found).filter((each) => counts(holding, each));
        const claims = await placed.among(entitlement, entitlementsOf(mine));
        const at = { ...input, ...ports, person, claims: mine, pass, call, event: () => baseEvent(input, ports) };
        const one = await placed.one(entitlement);
        const outside = await outsideOf(placed, holding, person, one);
        const decision = decide(one, claims, outside);
        if (decision.kind === 'take' && !isOurs(holding, person, one)) {
          gone = false;
          continue;
        }
        const held = await carryOut(at, entitlement, decision);
        const goes = decision.kind === 'take' || (decision.kind === 'giveWay' && !decision.mayStay);
        if (!goes || held) gone = false;
        const past = entitlementsOf(claimsOn(holding.past, person, found).filter((each) => counts(holding, each)));
        // Only by a read: a removal would take any other value in the place.
        for (const left of await leftInPlace(placed, entitlement, claims, past))
          if (await look(at, left.entitlement)) await carryOut(at, left.entitlement, decide(left, claims, outside));
      }
      if (gone) pass.events.push(await alreadyGone(input, ports, pass, entitlement));
    }
    const at = (await ports.now()).toISOString();
    pass.lapsed.push(...withoutAccount(holding, input.entitlements, there, at));
    if (input.lease !== undefined && !pass.timed) await ports.ledger.beginTime(input.lease, at);
  }
}

/**
 * The account that the subject's e-mail finds now. An end does not wait for it, whatever error the search gives: access
 * is taken from the accounts that it was given to. Only without a known account the search is needed.
 */
async function findNow(input: ConvergeInput, ports: ConvergePorts): Promise<ProviderSubject | undefined> {
  try {
    return await ports.findSubject();
  } catch (error) {
    if (input.lease !== undefined || needsSearch(await ports.ledger.holding(input.application, input.subject), input))
      throw error;
    return undefined;
  }
}

/** Whether something that was given is on an account that only the subject's e-mail finds. */
function needsSearch(
  { accounts, claims, past, begun }: Holding,
  { ended, entitlements }: Pick<ConvergeInput, 'ended' | 'entitlements'>,
): boolean {
  const written = begunOn(begun, entitlements);
  if (accounts.length === 0 && written.length === 0) return true;
  return hasUnknown({ claims, past }, ended) || written.some(({ account }) => account === '');
}

/** Whether an open lease, or the one that is being taken, has no known account. */
function hasUnknown({ claims, past }: Pick<Holding, 'claims' | 'past'>, ended: string | undefined): boolean {
  return [...claims, ...past.filter(({ lease }) => lease === ended)].some(({ account }) => account === null);
}

/** @returns whether the entitlement was held. */
async function carryOut(at: At, entitlement: Entitlement, decision: Decision): Promise<boolean> {
  if (decision.kind === 'give') return apply(at, entitlement, 'grant');
  if (decision.kind === 'take') return apply(at, entitlement, 'revoke');
  if (decision.kind === 'leave') return leave(at, entitlement);
  if (decision.kind === 'restore') return restore(at, entitlement, decision.to);
  if (!decision.mayStay) return replace(at, entitlement, decision.to);
  const held = await look(at, entitlement);
  await apply(at, decision.to, 'grant');
  return held;
}

/**
 * The accounts that may hold access given to the subject. The account that the e-mail finds now is included only if it
 * was given something, or is about to be: the address may belong to another person by now.
 * @param ended a lease that is being taken: if the ledger lost it, nobody knows its account.
 */
function concernedAccounts(
  { accounts, claims, past, begun }: Holding,
  found: ProviderSubject | undefined,
  { ended, entitlements }: Pick<ConvergeInput, 'ended' | 'entitlements'>,
): readonly Account[] {
  const concerned = new Map(accounts.map((each) => [each.id, each]));
  if (found !== undefined && (concerned.size === 0 || hasUnknown({ claims, past }, ended)))
    concerned.set(found.id, found);
  // A lease that the ledger has lost leaves its writes behind.
  for (const { account: id } of begunOn(begun, entitlements))
    if (id !== '' && !concerned.has(id)) concerned.set(id, id === found?.id ? found : { id, login: id });
  return [...concerned.values()];
}

/** Old writes on accounts that no longer exist: nothing can come of them. */
function withoutAccount(
  { begun }: Holding,
  entitlements: readonly Entitlement[],
  there: readonly ProviderSubject[],
  at: string,
): readonly BegunEffect[] {
  return begunOn(begun, entitlements).filter(
    (each) => isOver(each, at) && !there.some(({ id }) => each.account === id || each.account === ''),
  );
}

function begunOn(begun: readonly BegunEffect[], entitlements: readonly Entitlement[]): readonly BegunEffect[] {
  const keys = new Set(entitlements.map(entitlementKey));
  return begun.filter((each) => keys.has(each.entitlement));
}

function claimsOn(
  claims: readonly Claim[],
  person: ProviderSubject,
  found: ProviderSubject | undefined,
): readonly Claim[] {
  return claims.filter(({ account }) => (account === null ? found?.id : account.id) === person.id);
}

function entitlementsOf(claims: readonly Claim[]): readonly Entitlement[] {
  return claims.map((claim) => claim.entitlement);
}

/** A person who has left the system holds nothing there, and can be given nothing. */
function requireSomebody(
  input: ConvergeInput,
  holding: Holding,
  there: readonly ProviderSubject[],
  found: ProviderSubject | undefined,
): void {
  const given = holding.claims.filter((each) => each.lease === input.lease);
  const received = there.flatMap((person) => claimsOn(given, person, found));
  if (given.length === received.length) return;
  throw new ProviderError(
    'not_found',
    `${input.applicationName} has no active account for ${input.subject}; create it there, then try again.`,
    { system: input.application },
  );
}

/**
 * Taking access that was gone already: recorded once for a change of the ledger, because it was expected to be taken.
 */
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

async function baseEvent(input: ConvergeInput, ports: ConvergePorts): Promise<Omit<AuditEvent, 'key' | 'action'>> {
  return {
    ...input.context,
    at: (await ports.now()).toISOString(),
    actor: 'leasehold',
    application: input.application,
    subject: input.subject,
  };
}
