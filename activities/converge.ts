/**
 * Makes a provider match the ledger for some entitlements of one subject in one application. Level-triggered: read what
 * is wanted and its version, apply it, and be done only when the version is still the same. No lock is held over HTTP.
 *
 * Why racing runs cannot undo one another, and a crash at any point is healed: a run touches only the entitlements it
 * was asked about, which are the same on every retry, and it ends only after it has applied to all of them what the
 * ledger wanted at a version that was still the newest afterwards. So whoever writes last, late or again, looks again.
 */
import type { CallContext, Connector, ProviderSubject, WriteResult } from '../connectors/connector.ts';
import { type Entitlement, entitlementKey } from '../domain/policy.ts';
import { ProviderError } from '../domain/provider-error.ts';
import type { AuditEvent } from '../domain/records.ts';
import type { Holding, Ledger } from '../store/store.ts';

export interface ConvergeInput {
  readonly application: string;
  readonly applicationName: string;
  readonly subject: string;
  /** Those whose leases this run changed; no others are touched. */
  readonly entitlements: readonly Entitlement[];
  /** For the events: which request and run this is done for. */
  readonly context: Partial<AuditEvent>;
}

export interface Convergence {
  /** Whether anything had to be changed at the provider. */
  readonly changed: boolean;
}

export interface ConvergePorts {
  readonly ledger: Pick<Ledger, 'holding' | 'recordApplied'>;
  readonly connector: Pick<Connector, 'grant' | 'revoke' | 'holds'>;
  findSubject(): Promise<ProviderSubject | undefined>;
  now(): Promise<Date>;
}

/** @throws ProviderError; nothing needs to be undone, the next attempt goes on from what is true then. */
export async function converge(input: ConvergeInput, ports: ConvergePorts, call: CallContext): Promise<Convergence> {
  const subject = await ports.findSubject();
  let changed = false;
  for (;;) {
    const holding = await ports.ledger.holding(input.application, input.subject);
    const events: AuditEvent[] = [];
    const note = async (action: string, entitlement: Entitlement, result: WriteResult): Promise<void> => {
      changed ||= result.changed;
      events.push(await effectEvent(input, holding, action, entitlement, result, ports));
    };
    const wanted = new Set(holding.desired.map(entitlementKey));
    for (const entitlement of input.entitlements) {
      if (wanted.has(entitlementKey(entitlement))) {
        if (subject === undefined) throw unknownSubject(input);
        const result = await give(ports.connector, subject, entitlement, input, call);
        if (result.changed) await note('provider.granted', entitlement, result);
      } else {
        const result = await takeAway(ports.connector, subject, entitlement, input, call);
        await note('provider.revoked', entitlement, result);
      }
    }
    if (await ports.ledger.recordApplied(holding, events)) return { changed };
  }
}

async function takeAway(
  connector: ConvergePorts['connector'],
  subject: ProviderSubject | undefined,
  entitlement: Entitlement,
  input: ConvergeInput,
  call: CallContext,
): Promise<WriteResult> {
  // Who is no longer in the system holds nothing there.
  if (subject === undefined) return { changed: false };
  const result = await connector.revoke(subject, entitlement, call);
  if (await connector.holds(subject, entitlement, call)) throw unconfirmed(input, entitlement, 'still shows');
  return result;
}

async function give(
  connector: ConvergePorts['connector'],
  subject: ProviderSubject,
  entitlement: Entitlement,
  input: ConvergeInput,
  call: CallContext,
): Promise<WriteResult> {
  const result = await connector.grant(subject, entitlement, call);
  // "Approved", yet the access never appears: said only when the provider itself shows it.
  if (!(await connector.holds(subject, entitlement, call))) throw unconfirmed(input, entitlement, 'does not show');
  return result;
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

async function effectEvent(
  input: ConvergeInput,
  holding: Holding,
  action: string,
  entitlement: Entitlement,
  result: WriteResult,
  ports: ConvergePorts,
): Promise<AuditEvent> {
  const { type, id, name } = entitlement;
  return {
    ...input.context,
    // One row for one change of the ledger, however often it takes to apply it.
    key: `${input.application}/${input.subject}/v${holding.version}/${action}/${type}/${id ?? name}`,
    at: (await ports.now()).toISOString(),
    actor: 'leasehold',
    action,
    application: input.application,
    subject: input.subject,
    providerRequestId: result.requestId,
    details: { entitlement: { type, id, name }, alreadySo: !result.changed },
  };
}
