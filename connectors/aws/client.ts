/** The AWS SDK with one attempt per call, our timeout and our cancellation. */

import { IAMClient } from '@aws-sdk/client-iam';
import { IdentitystoreClient } from '@aws-sdk/client-identitystore';
import { SSOAdminClient } from '@aws-sdk/client-sso-admin';
import { STSClient } from '@aws-sdk/client-sts';
import { ProviderError } from '../../domain/provider-error.ts';
import type { CallContext, ConnectorOptions } from '../connector.ts';
import type { Vendor } from '../entitlement-type.ts';
import { orAbsent } from '../http.ts';
import { neededSetting } from '../settings.ts';
import { ABOUT } from './about.ts';
import { type AwsCalls, type AwsClients, DIRECTORIES, type Directory } from './calls.ts';
import { classifyAwsError } from './classify.ts';
import { awsCredentials } from './credentials.ts';
import { findInstance } from './instance.ts';

const CONNECT_TIMEOUT_MS = 5_000;
/** Assignments mostly take seconds. The next attempt continues the wait for a longer one. */
const PATIENCE_IN_TIMEOUTS = 2;

/** @throws ProviderError if the settings or the credentials are incomplete. */
export function createAwsCalls(options: ConnectorOptions): AwsCalls {
  const { application, settings = {}, timeoutMs } = options;
  const vendor: Vendor = { name: ABOUT.name, application };
  const clients = createClients(options, vendor);
  const { identityStoreId: _store, ...withoutStore } = settings;

  const run: AwsCalls['run'] = async (doing, context, work) => {
    const timeout = AbortSignal.timeout(timeoutMs);
    const abortSignal = context.signal === undefined ? timeout : AbortSignal.any([timeout, context.signal]);
    try {
      // The SDK would start a call whose signal is already aborted.
      abortSignal.throwIfAborted();
      return await work(clients, { abortSignal });
    } catch (error) {
      // The SDK reports a timeout and a cancellation alike; the signal distinguishes them.
      throw classifyAwsError(abortSignal.aborted ? abortSignal.reason : error, doing, vendor);
    }
  };
  const calls: AwsCalls = {
    vendor,
    users: directoryOf(settings.users, application),
    patienceMs: PATIENCE_IN_TIMEOUTS * timeoutMs,
    instance: once((context) => findInstance(calls, settings, context)),
    instanceAtAws: (context) => findInstance(calls, withoutStore, context),
    run,
    find: (doing, context, work) => orAbsent(run(doing, context, work)),
    async *pages(doing, context, read) {
      let token: string | undefined;
      do {
        const from = token;
        const page = await run(doing, context, (each, bounded) => read(each, bounded, from));
        yield* page.items;
        token = page.next;
      } while (token !== undefined && token !== '');
    },
  };
  return calls;
}

function createClients(options: ConnectorOptions, vendor: Vendor): AwsClients {
  const { url, timeoutMs } = options;
  const common = {
    region: neededSetting(ABOUT, options, 'region'),
    maxAttempts: 1,
    requestHandler: {
      connectionTimeout: Math.min(CONNECT_TIMEOUT_MS, timeoutMs),
      // Limits calls that do not get our signal, such as assuming a role.
      requestTimeout: timeoutMs,
      throwOnRequestTimeout: true,
    },
    // Only the configuration sets the endpoint, not the machine's AWS_ENDPOINT_URL.
    ignoreConfiguredEndpointUrls: true,
    ...(isAws(url) ? {} : { endpoint: url }),
  };
  const credentials = awsCredentials(options, vendor, common);
  const config = { ...common, ...(credentials === undefined ? {} : { credentials }) };
  return {
    sso: new SSOAdminClient(config),
    identityStore: new IdentitystoreClient(config),
    iam: new IAMClient(config),
    sts: new STSClient(config),
  };
}

/** Whether an address belongs to AWS, such as the console or the access portal. Then the SDK knows the endpoints. */
export function isAws(url: string): boolean {
  return /(^|\.)(amazonaws\.com|amazonaws\.com\.cn|amazonaws\.cn|awsapps\.com|aws\.amazon\.com|amazonaws-us-gov\.com|app\.aws|api\.aws)$/.test(
    new URL(url).hostname,
  );
}

function directoryOf(value: string | undefined, system: string): Directory {
  const known = DIRECTORIES.find((each) => each === (value ?? 'both'));
  if (known !== undefined) return known;
  throw new ProviderError('invalid', `settings.users of AWS is one of: ${DIRECTORIES.join(', ')}.`, { system });
}

/** Caches the result of the first call that succeeds. */
function once<Value>(work: (context: CallContext) => Promise<Value>): (context: CallContext) => Promise<Value> {
  let known: Value | undefined;
  return async (context) => {
    known ??= await work(context);
    return known;
  };
}
