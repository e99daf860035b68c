/** Google's Directory API client, told to do one thing at a time: no retries of its own, our timeout, our cancellation. */
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

/** What a call needs, by the last part of its address: https://developers.google.com/workspace/admin/directory/v1/guides/authorizing */
export type Scope = 'user' | 'user.readonly' | 'user.security' | 'group.readonly' | 'group.member' | 'rolemanagement';

/** One page of any list. */
interface Page {
  readonly nextPageToken?: string | null;
}

export interface GoogleCalls {
  readonly vendor: Vendor;
  /** Runs a call with a token of exactly this scope; whatever it throws leaves as a ProviderError about `doing`. */
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
  /** A list, page after page, each asked for when the one before is used up. */
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

/** @throws ProviderError that says which credential is missing. */
export function createGoogleCalls(options: ConnectorOptions): GoogleCalls {
  const vendor: Vendor = { name: ABOUT.name, application: options.application };
  const account = readServiceAccount(vendor, options);
  const { origin, protocol } = new URL(options.url);
  const tokenUrl = protocol === 'http:' ? `${origin}/token` : TOKEN_URL;
  const wire = createWire(options.timeoutMs, tokenUrl);
  /** A token has one scope, so that whoever delegates only some loses only what needs the others. */
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
      // A token can end before its time (a deleted key, a changed delegation): the next try gets a new one, and tells if that is refused.
      throw new ProviderError(
        'unavailable',
        `${vendor.name} no longer takes the token while ${doing}; it is tried again with a new one.`,
        classified.details,
      );
    }
  };

  return {
    vendor,
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

/** Loaded when the first call is made: it takes a tenth of a second, which other systems need not wait for. */
async function createDirectory(
  { clientEmail, privateKey, subject }: ServiceAccount,
  scope: Scope,
  rootUrl: string,
  fetchImplementation: Fetch,
): Promise<Directory> {
  // `auth` is google-auth-library in the version that the client itself is made for.
  const { admin, auth } = await import('@googleapis/admin');
  const signer = new auth.JWT({
    email: clientEmail,
    key: privateKey,
    subject,
    scopes: [`https://www.googleapis.com/auth/admin.directory.${scope}`],
    // Its interceptors would write tokens into the log when somebody turns Google's logging on.
    useAuthRequestParameters: false,
    transporterOptions: {
      fetchImplementation,
      // The token request brings its own wish to be retried; this is the only switch that it cannot override.
      retryConfig: { shouldRetry: () => false },
    },
  });
  return admin({ version: 'directory_v1', auth: signer, rootUrl, retry: false });
}

/**
 * The socket below the client. It carries timeout and cancellation, which the client would take for each call but not for
 * the token request before it. The client asks Google's own token endpoint whatever the account says; a test server on
 * loopback has one of its own, so for that, and nothing else, the address is put right here.
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
      // A form is left as it is: what it is sets its content type.
      ...(typeof body === 'string' || body instanceof URLSearchParams ? { body } : {}),
      signal: signal === undefined ? timeout : AbortSignal.any([timeout, signal]),
    });
  };
  // The types of undici's package and of Node's own copy of it differ in names only.
  return wire as unknown as Fetch;
}

/** A text for `query`: https://developers.google.com/workspace/admin/directory/v1/guides/search-groups */
export function literal(text: string): string {
  return `'${text.replace(/(['\\])/g, '\\$1')}'`;
}
