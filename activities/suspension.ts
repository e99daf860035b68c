/** Closing a leaver's account in the identity provider: sessions, then sign-in. */
import { activityInfo, cancellationSignal } from '@temporalio/activity';
import type { Connector, ProviderSubject, WriteResult } from '../connectors/connector.ts';
import { revocationPartKeys } from '../domain/ledger/revocation-parts.ts';
import { type Application, identityProviderOf } from '../domain/policy.ts';
import { ProviderError } from '../domain/provider-error.ts';
import { reason } from '../domain/reasons.ts';
import type { RevocationPart } from '../domain/state.ts';
import type { SuspendInput, SuspensionActivities } from '../workflows/contract/activities/suspension.ts';
import type { Dependencies } from './parts/dependencies.ts';
import { guarded } from './parts/failures.ts';
import { findIn } from './people/subjects.ts';

/** An account at the identity provider. */
interface Account {
  readonly provider: Application;
  readonly connector: Connector;
  readonly subject: ProviderSubject;
}

const ACTIONS = { sessions: 'subject.sessionsEnded', suspension: 'subject.suspended' } as const;

export function suspensionActivities(dependencies: Dependencies): SuspensionActivities {
  const { endSessions, suspendSubject } = createSuspension(dependencies);
  return { endSessions: guarded('ordering', endSessions), suspendSubject: guarded('ordering', suspendSubject) };
}

/** @throws ProviderError `invalid` or `not_found` when no retry can help. */
export function createSuspension(dependencies: Dependencies): SuspensionActivities {
  const { store } = dependencies;
  const call = () => ({ signal: cancellationSignal() });

  async function endSessions(input: SuspendInput): Promise<void> {
    const { provider, connector, subject } = await accountOf(input.email);
    if (connector.endSessions === undefined)
      throw refused(provider, `${provider.name} cannot end sessions; end them there.`);
    await record(input, 'sessions', provider, await connector.endSessions(subject, call()));
  }

  async function suspendSubject(input: SuspendInput): Promise<void> {
    const { provider, connector, subject } = await accountOf(input.email);
    if (connector.suspend === undefined)
      throw refused(provider, `${provider.name} cannot suspend accounts; block ${input.email} there.`);
    const result = await connector.suspend(subject, call());
    // The person may have signed in again since the order ended their sessions.
    await connector.endSessions?.(subject, call());
    await record(input, 'suspension', provider, result);
  }

  async function accountOf(email: string): Promise<Account> {
    const { policy } = (await dependencies.configuration()).configuration;
    const provider = identityProviderOf(policy);
    if (provider === undefined)
      throw new ProviderError('invalid', reason('no_identity_provider').sentence, {
        system: policy.identityProvider ?? '',
      });
    const connector = await dependencies.connector(provider);
    const subject = await findIn(connector, provider.key, policy, email, cancellationSignal());
    if (subject !== undefined) return { provider, connector, subject };
    const sentence = `${provider.name} has no active account for ${email}; check the address, and the account there.`;
    throw new ProviderError('not_found', sentence, { system: provider.key });
  }

  async function record(
    { order, email, by, because }: SuspendInput,
    part: RevocationPart,
    { key: application }: Application,
    result: WriteResult,
  ): Promise<void> {
    const { attempt, workflowExecution } = activityInfo();
    await store.audit.append([
      {
        key: revocationPartKeys(order, part).done,
        at: (await dependencies.now()).toISOString(),
        actor: by,
        action: ACTIONS[part],
        subject: email,
        application,
        reason: because,
        workflowId: workflowExecution?.workflowId,
        runId: workflowExecution?.runId,
        providerRequestId: result.requestId,
        // A retry finds the effect of the previous attempt: that does not count as "was so already".
        details: { alreadySo: !result.changed && attempt === 1 },
      },
    ]);
  }

  return { endSessions, suspendSubject };
}

function refused({ key }: Application, sentence: string): ProviderError {
  return new ProviderError('invalid', sentence, { system: key });
}
