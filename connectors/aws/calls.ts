/** AWS calls as the entitlement types see them; `client.ts` implements them with the SDK. */
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

/** Passed with every command: aborts at the timeout, and when the call is cancelled. */
export interface Bounded {
  readonly abortSignal: AbortSignal;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: string | undefined;
}

/** The directories in which people are searched. */
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
  /** The time limit of one wait for an assignment, in milliseconds. */
  readonly patienceMs: number;
  /** The Identity Center, resolved once. @throws ProviderError if there is none. */
  instance(context: CallContext): Promise<Instance>;
  /** The Identity Center as AWS names it now, whatever the settings say of its identity store. @throws ProviderError */
  instanceAtAws(context: CallContext): Promise<Instance>;
  /** Sends one command. Every error leaves as a ProviderError about `doing`. */
  run<Value>(
    doing: string,
    context: CallContext,
    work: (clients: AwsClients, bounded: Bounded) => Promise<Value>,
  ): Promise<Value>;
  /** Like `run`, but `undefined` for something that does not exist. */
  find<Value>(
    doing: string,
    context: CallContext,
    work: (clients: AwsClients, bounded: Bounded) => Promise<Value>,
  ): Promise<Value | undefined>;
  /** All items of a list; pages are read on demand. */
  pages<Item>(
    doing: string,
    context: CallContext,
    read: (clients: AwsClients, bounded: Bounded, token: string | undefined) => Promise<Page<Item>>,
  ): AsyncIterable<Item>;
}
