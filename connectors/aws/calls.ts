/** How the entitlement types of AWS make calls; `client.ts` builds it over the SDK. */
import type { IAMClient } from '@aws-sdk/client-iam';
import type { IdentitystoreClient } from '@aws-sdk/client-identitystore';
import type { SSOAdminClient } from '@aws-sdk/client-sso-admin';
import type { STSClient } from '@aws-sdk/client-sts';
import type { CallContext } from '../connector.ts';
import type { Vendor } from '../entitlement-type.ts';

export interface AwsClients {
  readonly sso: SSOAdminClient;
  readonly identityStore: IdentitystoreClient;
  readonly iam: IAMClient;
  readonly sts: STSClient;
}

/** Goes with every command: it ends at the timeout, and when the call is cancelled. */
export interface Bounded {
  readonly abortSignal: AbortSignal;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: string | undefined;
}

/** Which directories people are looked for in. */
export const DIRECTORIES = ['both', 'identity-center', 'iam'] as const;
export type Directory = (typeof DIRECTORIES)[number];

/** The IAM Identity Center of an account. */
export interface Instance {
  readonly arn: string;
  readonly identityStoreId: string;
}

export interface AwsCalls {
  readonly vendor: Vendor;
  readonly users: Directory;
  /** How long an assignment is waited for in one go, in milliseconds. */
  readonly patienceMs: number;
  /** The Identity Center, found once. @throws ProviderError when there is none. */
  instance(context: CallContext): Promise<Instance>;
  /** One command; whatever it throws leaves as a ProviderError about `doing`. */
  run<Value>(
    doing: string,
    context: CallContext,
    work: (clients: AwsClients, bounded: Bounded) => Promise<Value>,
  ): Promise<Value>;
  /** Like `run`, and what is not found is `undefined`. */
  find<Value>(
    doing: string,
    context: CallContext,
    work: (clients: AwsClients, bounded: Bounded) => Promise<Value>,
  ): Promise<Value | undefined>;
  /** Everything of a list, page by page as it is asked for. */
  pages<Item>(
    doing: string,
    context: CallContext,
    read: (clients: AwsClients, bounded: Bounded, token: string | undefined) => Promise<Page<Item>>,
  ): AsyncIterable<Item>;
}
