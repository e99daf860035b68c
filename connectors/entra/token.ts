/** Access tokens for Graph from Microsoft's own library, with one attempt, our timeout and our cancellation. */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { ClientSecretCredentialOptions, TokenCredential } from '@azure/identity';
import { errorText } from '../../domain/error-text.ts';
import { ProviderError } from '../../domain/provider-error.ts';
import { unanswered } from '../classify.ts';
import type { CallContext } from '../connector.ts';
import type { Vendor } from '../entitlement-type.ts';
import { type SignInRefusal, signInRefused } from './classify.ts';
import type { Cloud } from './clouds.ts';

export interface Identity {
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret?: string | undefined;
  /** PEM with the certificate and its private key. */
  readonly certificate?: string | undefined;
  readonly certificatePassword?: string | undefined;
}

export interface Tokens {
  /** From the library's cache while valid, else from the sign-in. @throws ProviderError */
  get(context: CallContext): Promise<string>;
  /** Drops the cached token, so that the next call signs in again. */
  forget(): void;
}

/** Data that one sign-in passes down to the socket, and details of its failure that the library drops. */
interface SignIn {
  signal: AbortSignal | undefined;
  refusal?: SignInRefusal;
  failure?: unknown;
}
const currentSignIn = new AsyncLocalStorage<SignIn>();

type AdditionalPolicy = NonNullable<ClientSecretCredentialOptions['additionalPolicies']>[number];

export function createTokens(vendor: Vendor, cloud: Cloud, identity: Identity, timeoutMs: number): Tokens {
  let credential: Promise<TokenCredential> | undefined;
  return {
    async get(context) {
      const signIn: SignIn = { signal: context.signal };
      try {
        context.signal?.throwIfAborted();
        credential ??= createCredential(cloud, identity);
        const signer = await credential;
        const timeout = AbortSignal.timeout(timeoutMs);
        signIn.signal = context.signal === undefined ? timeout : AbortSignal.any([timeout, context.signal]);
        const token = await currentSignIn.run(signIn, () => signer.getToken(cloud.scope));
        if (token === null) throw new Error('the sign-in gave no token');
        return token.token;
      } catch (error) {
        // The library remembers a 429 or a 5xx and then fails without a request. Temporal decides when to try again.
        credential = undefined;
        if (signIn.refusal !== undefined) throw signInRefused(vendor, signIn.refusal);
        if (signIn.failure !== undefined || context.signal?.aborted === true)
          throw unanswered(vendor, 'signing in', signIn.failure ?? error);
        throw unusable(vendor, error);
      }
    },
    forget() {
      credential = undefined;
    },
  };
}

/** Loaded on first use: the import takes a quarter of a second, which other systems need not wait for. */
async function createCredential(cloud: Cloud, identity: Identity): Promise<TokenCredential> {
  const { ClientCertificateCredential, ClientSecretCredential } = await import('@azure/identity');
  const { tenantId, clientId, clientSecret, certificate, certificatePassword } = identity;
  const options: ClientSecretCredentialOptions = {
    authorityHost: cloud.authority,
    disableInstanceDiscovery: !cloud.known,
    retryOptions: { maxRetries: 0 },
    additionalPolicies: [wire(cloud)],
  };
  if (certificate === undefined) return new ClientSecretCredential(tenantId, clientId, clientSecret ?? '', options);
  return new ClientCertificateCredential(
    tenantId,
    clientId,
    { certificate, ...(certificatePassword === undefined ? {} : { certificatePassword }) },
    options,
  );
}

/**
 * The last step before the socket. It applies the timeout and cancellation, and keeps the details of a refusal, because
 * the library's upper layers drop both. The library accepts only https as authority. A test server on loopback speaks
 * http, so for that host only, this code changes the scheme.
 */
function wire(cloud: Cloud): AdditionalPolicy {
  return {
    position: 'perRetry',
    policy: {
      name: 'leaseholdWire',
      async sendRequest(request, next) {
        const signIn = currentSignIn.getStore();
        if (signIn?.signal !== undefined) request.abortSignal = signIn.signal;
        if (cloud.insecure && request.url.startsWith(`${cloud.authority}/`)) {
          request.url = request.url.replace(/^https:/, 'http:');
          request.allowInsecureConnection = true;
        }
        try {
          const answer = await next(request);
          if (signIn !== undefined && answer.status >= 400) {
            const { status, bodyAsText, headers } = answer;
            signIn.refusal = { status, body: bodyAsText ?? '', retryAfter: headers.get('retry-after') };
          }
          return answer;
        } catch (error) {
          // An abort loses its reason on the way up, but a timeout is not a cancellation.
          if (signIn !== undefined) signIn.failure = signIn.signal?.aborted === true ? signIn.signal.reason : error;
          throw error;
        }
      },
    },
  };
}

function unusable(vendor: Vendor, error: unknown): ProviderError {
  const text = errorText(error);
  return new ProviderError(
    'unauthorized',
    `Signing in to ${vendor.name} is not possible with these credentials (${text.replace(/\.$/, '')}). Check tenantId, clientId and the secret or certificate that the configuration refers to.`,
    { system: vendor.application },
  );
}
