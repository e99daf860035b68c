/** Google's Directory API client with no retries of its own, our timeout and our cancellation. */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { admin_directory_v1 } from '@googleapis/admin';
import { Agent, fetch as undiciFetch } from 'undici';
import { ProviderError } from '../../domain/provider-error.ts';
import type { CallContext, ConnectorOptions } from '../connector.ts';
import type { Vendor } from '../entitlement-type.ts';
import { ABOUT } from './about.ts';
import { classifyGoogleError, TOKEN_URL } from './classify.ts';
import { readServiceAccount, type ServiceAccount } from './service-account.ts';

export type Directory = admin_directory_v1.Admin;

/**
 * Scopes by the last part of their address:
 * https://developers.google.com/workspace/admin/directory/v1/guides/authorizing
 */
export type Scope = 'user' | 'user.readonly' | 'user.security' | 'group.readonly' | 'group.member' | 'rolemanagement';

/** One page of any list. */
interface Page {
  readonly nextPageToken?: string | null;
}

export interface GoogleCalls {
  readonly vendor: Vendor;
  /** E-mail of the administrator that the service account impersonates. */
  readonly administrator: string;
  /** Runs a call with a token of exactly this scope. Every error leaves as a ProviderError about `doing`. */
  run<Value>(
    doing: string,
    context: CallContext,
    scope: Scope,
    work: (directory: Directory) => Promise<{ readonly data: Value }>,
  ): Promise<Value>;
  /** Like `run`, but a 404 is `undefined`. */
  find<Value>(
    doing: string,
    context: CallContext,
    scope: Scope,
    work: (directory: Directory) => Promise<{ readonly data: Value }>,
  ): Promise<Value | undefined>;
  /** All items of a list; each page is requested when the previous one is used up. */
  pages<Listed extends Page>(
    doing: string,
    context: CallContext,
    scope: Scope,
    work: (directory: Directory, pageToken: string | undefined) => Promise<{ readonly data: Listed }>,
  ): AsyncIterable<Listed>;
}

/** The customer that the administrator belongs to. */
export const CUSTOMER = 'my_customer';

const CONNECT_TIMEOUT_MS = 5_000;
const currentSignal = new AsyncLocalStorage<AbortSignal | undefined>();

/** @throws ProviderError that names the missing credential. */
export function createGoogleCalls(options: ConnectorOptions): GoogleCalls {
  const vendor: Vendor = { name: ABOUT.name, application: options.application };
  const account = readServiceAccount(vendor, options);
  const { origin, protocol } = new URL(options.url);
  const tokenUrl = protocol === 'http:' ? `${origin}/token` : TOKEN_URL;
  const wire = createWire(options.timeoutMs, tokenUrl);
  /** A token has one scope. If an admin delegates only some scopes, only the features of the others fail. */
  const directories = new Map<Scope, { readonly directory: Promise<Directory>; proven: boolean }>();

  const run: GoogleCalls['run'] = async (doing, context, scope, work) => {
    const used = directories.get(scope) ?? { directory: createDirectory(account, scope, origin, wire), proven: false };
    directories.set(scope, used);
    try {
      context.signal?.throwIfAborted();
      const directory = await used.directory;
      const { data } = await currentSignal.run(context.signal, () => work(directory));
      used.proven = true;
      return data;
    } catch (error) {
      const classified = classifyGoogleError(error, doing, vendor);
      if (classified.kind !== 'unauthorized') throw classified;
      directories.delete(scope);
      if (!used.proven) throw classified;
      // A token can become invalid early (a deleted key, a changed delegation). The next attempt gets a new one, and
      // reports a failure of that.
      throw new ProviderError(
        'unavailable',
        `${vendor.name} no longer takes the token while ${doing}; it is tried again with a new one.`,
        classified.details,
      );
    }
  };

  return {
    vendor,
    administrator: account.subject,
    run,
    async find(doing, context, scope, work) {
      try {
        return await run(doing, context, scope, work);
      } catch (error) {
        if (error instanceof ProviderError && error.kind === 'not_found') return undefined;
        throw error;
      }
    },
    async *pages(doing, context, scope, work) {
      let token: string | undefined;
      do {
        const asked = token;
        const page = await run(doing, context, scope, (directory) => work(directory, asked));
        yield page;
        token = page.nextPageToken ?? undefined;
      } while (token !== undefined);
    },
  };
}

type Fetch = typeof fetch;

/** Loaded on first use: the import takes a tenth of a second, which other systems need not wait for. */
async function createDirectory(
  { clientEmail, privateKey, subject }: ServiceAccount,
  scope: Scope,
  rootUrl: string,
  fetchImplementation: Fetch,
): Promise<Directory> {
  // `auth` is the version of google-auth-library that the client is built for.
  const { admin, auth } = await import('@googleapis/admin');
  const signer = new auth.JWT({
    email: clientEmail,
    key: privateKey,
    subject,
    scopes: [`https://www.googleapis.com/auth/admin.directory.${scope}`],
    // Its interceptors would log tokens if Google's logging is turned on.
    useAuthRequestParameters: false,
    transporterOptions: {
      fetchImplementation,
      // The token request has its own retry setting. Only this switch overrides it.
      retryConfig: { shouldRetry: () => false },
    },
  });
  return admin({ version: 'directory_v1', auth: signer, rootUrl, retry: false });
}

/**
 * The socket below the client. It applies the timeout and cancellation, which the client applies to each call but not
 * to the token request before it. The client always uses Google's own token endpoint. A test server on loopback has its
 * own, so for that host only, this code changes the address.
 */
function createWire(timeoutMs: number, tokenUrl: string): Fetch {
  const dispatcher = new Agent({ connect: { timeout: Math.min(CONNECT_TIMEOUT_MS, timeoutMs) } });
  const wire = (input: string | URL, init: RequestInit = {}) => {
    const asked = String(input);
    const signal = currentSignal.getStore();
    const timeout = AbortSignal.timeout(timeoutMs);
    const { method, headers, body } = init;
    return undiciFetch(asked.startsWith(TOKEN_URL) ? asked.replace(TOKEN_URL, tokenUrl) : asked, {
      dispatcher,
      redirect: 'manual',
      method: method ?? 'GET',
      headers: Object.fromEntries(new Headers(headers)),
      // A form stays unchanged, because its type sets the content type.
      ...(typeof body === 'string' || body instanceof URLSearchParams ? { body } : {}),
      signal: signal === undefined ? timeout : AbortSignal.any([timeout, signal]),
    });
  };
  // The types of undici's package and of Node's own copy differ only in name.
  return wire as unknown as Fetch;
}

/** A text for `query`: https://developers.google.com/workspace/admin/directory/v1/guides/search-groups */
export function literal(text: string): string {
  return `'${text.replace(/(['\\])/g, '\\$1')}'`;
}
