/** The first look for a lease: what its account holds before anything is written for it, stored before the write. */
import type { CallContext, Connector, ProviderSubject } from '../../connectors/connector.ts';
import {
  type FirstLook,
  type HeldBefore,
  type HeldThere,
  heldBeforeUs,
  type LeaseLooks,
  mayStillShow,
} from '../../domain/ledger/held-before.ts';
import { type Entitlement, entitlementKey } from '../../domain/policy.ts';
import { meansNoSuchThing, ProviderError } from '../../domain/provider-error.ts';
import type { Holding, Ledger } from '../../store/ledger/ledger-store.ts';

export interface FirstLookInput {
  readonly application: string;
  readonly applicationName: string;
  readonly subject: string;
  readonly lease: string;
  readonly entitlements: readonly Entitlement[];
  /** `heldBefore` of the application. */
  readonly keep: boolean;
}

export interface FirstLookPorts {
  readonly ledger: Pick<Ledger, 'holding' | 'noteLooks'>;
  readonly connector: Pick<Connector, 'held' | 'findAccount'>;
  now(): Promise<Date>;
}

/**
 * Makes sure that an open lease has a first look for each of its entitlements.
 * @param found the account that the subject's e-mail finds now.
 * @throws ProviderError `invalid` if something is held on top of which the entitlement cannot be given.
 */
export async function lookFirst(
  input: FirstLookInput,
  ports: FirstLookPorts,
  found: ProviderSubject | undefined,
  call: CallContext,
): Promise<void> {
  for (;;) {
    const holding = await ports.ledger.holding(input.application, input.subject);
    const mine = holding.looks.find((each) => each.lease === input.lease);
    // Older than the looks: it may have written already.
    if (mine === undefined || !mine.open || mine.looks === null) return;
    const known = mine.looks;
    const missing = input.entitlements.filter(
      (each) => !known.some((look) => look.entitlement === entitlementKey(each)),
    );
    const person = missing.length === 0 ? undefined : await personOf(mine, holding, ports, found, call);
    if (person === undefined) return;
    const at = (await ports.now()).toISOString();
    const looks: FirstLook[] = [...known];
    for (const entitlement of missing) {
      const there = await ports.connector.held(person, entitlement, call);
      const held = await heldBefore({ there, entitlement, person, holding, at, ...input }, ports.connector, call);
      if (held !== null) requireNoObstacle(there, input.application);
      looks.push({ entitlement: entitlementKey(entitlement), place: there.place, at, held });
    }
    if (await ports.ledger.noteLooks(holding, [{ lease: input.lease, looks }])) return;
  }
}

async function personOf(
  { account }: LeaseLooks,
  { accounts }: Holding,
  { connector }: FirstLookPorts,
  found: ProviderSubject | undefined,
  call: CallContext,
): Promise<ProviderSubject | undefined> {
  if (account === null || account === found?.id) return found;
  return connector.findAccount(accounts.find(({ id }) => id === account) ?? { id: account, login: account }, call);
}

interface Look {
  readonly there: HeldThere;
  readonly entitlement: Entitlement;
  readonly person: ProviderSubject;
  readonly holding: Holding;
  /** The lease that the look is for, if there is one. */
  readonly lease?: string;
  readonly keep: boolean;
  /** ISO 8601. */
  readonly at: string;
}

/** The access held before, in the place that was read. */
export async function heldBefore(
  { there, entitlement, person, holding, lease, keep, at }: Look,
  connector: Pick<Connector, 'held'>,
  call: CallContext,
): Promise<HeldBefore | null> {
  if (there.found.every((each) => each.apart)) return null;
  const ours = holding.looks.filter(
    (each) => each.lease !== lease && (each.account === null || each.account === person.id) && mayStillShow(each, at),
  );
  const older = ours.filter(({ looks }) => looks === null).flatMap(({ entitlements }) => entitlements);
  const gaveIt = (await isAmong(older)) || isBegun();
  return heldBeforeUs(there, ours, keep, gaveIt);

  /** A lease may name by its name what another names by its id. */
  async function isAmong(others: readonly Entitlement[]): Promise<boolean> {
    for (const other of others.filter(({ type }) => type === entitlement.type))
      try {
        if ((await connector.held(person, other, call)).place === there.place) return true;
      } catch (error) {
        if (!meansNoSuchThing(error)) throw error;
      }
    return false;
  }

  /** A lease that the ledger has lost leaves its writes behind. */
  function isBegun(): boolean {
    const key = entitlementKey(entitlement);
    return holding.begun.some(
      (each) =>
        each.verb === 'grant' && each.entitlement === key && (each.account === person.id || each.account === ''),
    );
  }
}

function requireNoObstacle({ found }: HeldThere, system: string): void {
  const obstacle = found.find((each) => !each.apart)?.obstacle;
  if (obstacle !== undefined) throw new ProviderError('invalid', obstacle, { system });
}
