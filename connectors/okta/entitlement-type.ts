/** What each of Okta's entitlement types does; `okta.ts` finds the one that an entitlement names. */
import type { Entitlement } from '../../domain/policy.ts';
import type { CallContext, EntitlementInfo, ProviderSubject, WriteResult } from '../connector.ts';
import type { OktaCalls } from './client.ts';

export interface EntitlementType {
  readonly type: string;
  /** Okta's id of what the entitlement names. */
  resolve(calls: OktaCalls, entitlement: Entitlement, application: string, context: CallContext): Promise<string>;
  grant(
    calls: OktaCalls,
    subject: ProviderSubject,
    id: string,
    entitlement: Entitlement,
    context: CallContext,
  ): Promise<WriteResult>;
  revoke(
    calls: OktaCalls,
    subject: ProviderSubject,
    id: string,
    entitlement: Entitlement,
    context: CallContext,
  ): Promise<WriteResult>;
  holds(calls: OktaCalls, subject: ProviderSubject, id: string, context: CallContext): Promise<boolean>;
  members(calls: OktaCalls, id: string, entitlement: Entitlement, context: CallContext): AsyncIterable<ProviderSubject>;
  list(calls: OktaCalls, search: string | undefined, context: CallContext): AsyncIterable<EntitlementInfo>;
}
